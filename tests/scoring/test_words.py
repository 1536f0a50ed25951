"""Splitting plain text is a short cut: it finds what the patterns find."""

from hypothesis import example, given
from hypothesis import strategies as st

from shared.scoring import lines, terms
from shared.scoring.headings import INLINE, INLINE_WORDS

SIGNS = "•–—’“”…\u00a0·●€£‘ \n\t\x1c\x85.,;:()+#_-/'0123456789"
TEXTS = st.text(st.sampled_from("abcXYZ" + SIGNS), max_size=60) | st.text(
    st.sampled_from("abcéüß한²ªİ" + SIGNS), max_size=60
)


@given(TEXTS)
@example("C++ and c#, node.js_v2 – 3–5 years • abc+def ++abc+")
def test_the_short_cut_finds_what_the_patterns_find(text: str):
    assert lines.words_in(text) == lines.WORD.findall(text)
    weighed = [(word, *terms.weighed(word)) for word in terms.WORD.findall(text)]
    assert list(dict.fromkeys(terms.terms_in(text))) == [term for term in dict.fromkeys(weighed) if term[2]]


@given(st.from_regex(INLINE))
def test_a_heading_inside_a_paragraph_holds_a_word_that_is_looked_for(text: str):
    assert any(word in text for word in INLINE_WORDS)
