"""Typesets people with RenderCV: ``python typeset_rendercv.py PEOPLE.json OUT THEME…``, in a room of its own.

Its templates load icons from the package registry of Typst; here an envelope stands for each of them.
"""

import json
import re
import sys
from pathlib import Path

import rendercv.api  # type: ignore[import-not-found]
import rendercv_fonts  # type: ignore[import-not-found]
import typst

ICONS = re.compile(r'#import "@preview/fontawesome:[^"]+": fa-icon')
ENVELOPE = r'#let fa-icon(name, ..args) = text(font: "Font Awesome 7 Free", size: 0.9em)[\u{f0e0}]'
FONTS = [str(path) for path in Path(rendercv_fonts.__file__).parent.iterdir() if path.is_dir()]

people, out, *themes = sys.argv[1:]
for theme in themes:
    for name, curriculum in json.loads(Path(people).read_text(encoding="utf-8")).items():
        source = Path(out) / f"{name}.typ"
        document = {"cv": curriculum, "design": {"theme": theme}}
        wrong = rendercv.api.create_a_typst_file_from_a_python_dictionary(document, source)
        if wrong:
            sys.exit(f"{theme}, {name}: {wrong}")
        text = ICONS.sub(lambda _: ENVELOPE, source.read_text(encoding="utf-8"))
        source.write_text(text, encoding="utf-8")
        typst.compile(str(source), output=str(Path(out) / f"rendercv-{theme}--{name}.pdf"), font_paths=FONTS)
