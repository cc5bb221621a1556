"""A filing's papers as the files that a party would upload: Word or PDF by their names, page by page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from io import BytesIO
from itertools import islice

from tests.documents.contradictions import Filing

TYPST = b"""#set page(paper: "a4", margin: 28mm, numbering: "1")
#set text(font: ("Noto Serif CJK SC", "Noto Sans CJK SC"), size: 11pt, lang: "zh")
#set par(leading: 0.9em, first-line-indent: (amount: 2em, all: true), justify: true)
#let told = json(bytes(sys.inputs.told))
#set document(title: told.title)
#for (at, page) in told.pages.enumerate() [
  #if at > 0 { pagebreak() }
  #for line in page [#line #parbreak()]
]
"""
PER_PAGE = 24
"""Lines on a full page of a long paper."""

Pages = Sequence[Sequence[str]]


def files(filing: Filing) -> dict[str, bytes]:
    """Each paper by its `material/name`."""
    return {
        name: as_word(pages) if name.endswith(".docx") else as_pdf(name, pages, filing)
        for name, pages in filing.papers.items()
    }


def as_word(pages: Pages) -> bytes:
    """A paragraph for each line, a break between pages."""
    import docx

    made = docx.Document()
    for at, page in enumerate(pages):
        if at:
            made.add_page_break()
        for line in page:
            made.add_paragraph(line)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def as_pdf(title: str, pages: Pages, filing: Filing) -> bytes:
    """Set with the project's own fonts, the same bytes each time; long lines break as they do on paper."""
    from shencha.documents.pdf import set_as_pdf

    at = datetime(filing.day.year, filing.day.month, filing.day.day, tzinfo=UTC)
    return set_as_pdf(TYPST, "told", {"title": title, "pages": [list(page) for page in pages]}, at)


def long_paper(filings: Iterable[Filing], pages: int = 100) -> list[list[str]]:
    """Full pages of what many filings say in their papers: what a reader's time is measured by."""
    lines = (line for filing in filings for some in filing.papers.values() for page in some for line in page)
    taken = list(islice(lines, pages * PER_PAGE))
    while len(taken) < pages * PER_PAGE:
        taken += taken[: pages * PER_PAGE - len(taken)]
    return [taken[at : at + PER_PAGE] for at in range(0, len(taken), PER_PAGE)]
