"""The forms of the verbs that open bullets: past for a job that ended, base for one that goes on."""

from functools import cache

from shared.optimize.words import bases, is_everyday, word_set

_IRREGULAR = {
    "be": "was", "become": "became", "begin": "began", "bring": "brought", "build": "built", "buy": "bought",
    "catch": "caught", "choose": "chose", "cut": "cut", "deal": "dealt", "draw": "drew", "drive": "drove",
    "find": "found", "get": "got", "give": "gave", "grow": "grew", "hold": "held", "keep": "kept", "lead": "led",
    "learn": "learned", "leave": "left", "lend": "lent", "let": "let", "make": "made", "meet": "met",
    "oversee": "oversaw", "pay": "paid", "put": "put", "rebuild": "rebuilt", "reset": "reset", "rewrite": "rewrote",
    "run": "ran", "see": "saw", "sell": "sold", "send": "sent", "set": "set", "shoot": "shot", "show": "showed",
    "shut": "shut", "speak": "spoke", "spend": "spent", "split": "split", "spread": "spread", "take": "took",
    "teach": "taught", "tell": "told", "think": "thought", "undertake": "undertook", "withdraw": "withdrew",
    "win": "won", "write": "wrote",
}  # fmt: skip
_DOUBLED = word_set("""plan ship stop drop map tag scan set cut get put run debug transfer refer admit commit submit""")
_REGULAR = word_set(
    """accept accompany answer assist attend balance bake bill brief build calibrate check clean count cover demonstrate
    display dress edit fill greet house inform inspire label load measure mix open pack paint patrol photograph polish
    pour price print purchase raise reach receive restock restore rotate sort stock store study submit type wash weld
    achieve act adapt address administer advise align analyse analyze apply arrange assemble assess assign audit
    author automate calculate care clean close coach code collaborate collect communicate compile complete conduct
    configure consolidate consult contribute control convert cook coordinate create customise customize debug define
    deliver deploy design develop diagnose direct discover document draft edit educate enable enforce engineer enhance
    ensure establish estimate evaluate examine execute expand explain extend facilitate file fix forecast formulate
    gather generate guide handle hire identify implement improve increase initiate inspect install integrate interview
    introduce investigate launch maintain manage map market measure mentor migrate model modernise modernize monitor
    motivate negotiate observe offer operate optimise optimize order organise organize perform plan prepare present
    prevent process procure produce program promote propose provide publish reconcile record recruit redesign reduce
    refactor refine report represent research resolve review schedule secure serve ship simplify solve start streamline
    strengthen supervise supply support survey teach test track train transform translate treat troubleshoot update
    upgrade use validate verify welcome"""
)
KNOWN = _REGULAR | _IRREGULAR.keys()
_VOWELS = "aeiou"


@cache
def base(word: str) -> str | None:
    """Return the base form of a known verb given as base, third person, gerund or regular past, else none."""
    for candidate in bases(word):
        if candidate in KNOWN:
            return candidate
    return next((verb for verb, past in _IRREGULAR.items() if past == word), None)


def past(verb: str) -> str:
    """Return the past of a base form."""
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return verb[:-1] + "ied"
    return verb + verb[-1] + "ed" if verb in _DOUBLED else verb + "ed"


def gerund_base(word: str) -> str | None:
    """Return the known verb a gerund comes from (``managing`` gives ``manage``)."""
    if not word.endswith("ing"):
        return None
    found = base(word)
    return found if found and found != word and is_everyday(found) else None
