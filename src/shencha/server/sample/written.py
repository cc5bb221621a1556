"""Papers of real length for the demo: a draft contract as Word, an excerpt of a listing application as PDF."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from importlib import resources
from io import BytesIO

TYPST = """#set page(paper: "a4", margin: 28mm, numbering: "1")
#set text(font: ("Noto Serif CJK SC", "Noto Sans CJK SC"), size: 11pt, lang: "zh")
#set par(leading: 0.9em, first-line-indent: (amount: 2em, all: true), justify: true)
#show heading: set text(font: ("Noto Sans CJK SC",))
#let told = json(bytes(sys.inputs.told))
#set document(title: told.title)
#align(center, text(16pt, weight: "bold", told.title))
#for part in told.parts [
  #if part.head != "" [== #part.head]
  #for line in part.lines [#line #parbreak()]
]
"""


@cache
def read(name: str) -> tuple[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    """A paper's title, and its parts: each a heading (the first has none) with its lines."""
    text = (resources.files("shencha.server.sample") / "papers" / f"{name}.md").read_text("utf-8")
    head, *rest = text.split("\n## ")
    title, lead = head.removeprefix("# ").split("\n", 1)
    cut = [("", lead), *(one.split("\n", 1) for one in rest)]
    return title, tuple((one, tuple(filter(None, lines.splitlines()))) for one, lines in cut)


def word(name: str) -> bytes:
    """The paper as a Word document."""
    import docx

    title, parts = read(name)
    made = docx.Document()
    made.add_heading(title, level=1)
    for head, lines in parts:
        if head:
            made.add_heading(head, level=2)
        for line in lines:
            made.add_paragraph(line)
    written = BytesIO()
    made.save(written)
    return written.getvalue()


def pdf(name: str, at: datetime) -> bytes:
    """The paper as PDF; `at`, aware, is the moment that the file bears."""
    from shencha.documents.pdf import set_as_pdf

    title, parts = read(name)
    told = {"title": title, "parts": [{"head": head, "lines": lines} for head, lines in parts]}
    return set_as_pdf(TYPST.encode(), "told", told, at)
