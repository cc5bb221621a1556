"""The first page of a 300-page PDF on the officer's page, against `pdftoppm` of that page at the same width.

Ours is what a browser waits for: the page that names the paper and bears remarks, and the picture that it shows, each
asked of the whole of Django as an officer who is signed in.
"""

from __future__ import annotations

import subprocess
import tempfile
from io import BytesIO
from pathlib import Path

import typst
from PIL import Image

from benchmarks.instance import on_an_instance
from benchmarks.pages import session_of
from benchmarks.row import Row, best
from shencha.documents.leaves.asking import WIDTHS

PAGES = 300
WANTED = 3.0
_PAPER = """#set text(font: "Noto Serif CJK SC", size: 11pt)
#for page in range(1, 301) [
  = 第 #page 节 供应商情况
  #for line in range(1, 25) [产品由 #(page * line) 家单位提供，#calc.rem(page * line, 7) 家在境外；备件存放于境内。

  ]
  #pagebreak(weak: true)
]
"""


def run() -> list[Row]:
    """At most three times."""
    return on_an_instance(measure)


def measure(folder: Path) -> list[Row]:
    """Both on the same file, in turn."""
    from django.test import Client

    from shencha.procedure import acts as e
    from shencha.records.acts.record import Paper, open_case
    from shencha.records.clock import today
    from shencha.records.files import keep
    from shencha.records.models import CasePaper
    from shencha.server.sample import instance as sample

    content = typst.compile(_PAPER.encode(), format="pdf")
    assert isinstance(content, bytes)
    sample.settle(today())
    story = sample.Story(today())
    names = ("declaration", "analysis_report", "listing_documents")
    kept = keep([content], "300.pdf")
    open_case(
        "2026-0001",
        e.Filed(story.ago(1), names, "yunqi", ground="foreign_listing", title="三百页"),
        by=story.held[sample.YUNQI],
        key="filed",
        papers=[Paper(one, f"{one}.pdf", kept) for one in names],
        at=story.moment(story.ago(1), 9),
    )
    paper = CasePaper.objects.order_by("pk")[0]
    browser = Client(HTTP_HOST="127.0.0.1")
    browser.cookies["sessionid"] = session_of(sample.OFFICER)
    with tempfile.TemporaryDirectory() as place:
        file, drawn = Path(place) / "300.pdf", Path(place) / "page"
        file.write_bytes(content)

        def ours() -> None:
            page = browser.get(f"/cases/2026-0001/papers/{paper.pk}/read/")
            assert f"共 {PAGES} 页" in page.content.decode(), page.status_code
            shown = browser.get(f"/cases/2026-0001/papers/{paper.pk}/pages/1.png")
            assert Image.open(BytesIO(shown.content)).width == WIDTHS[0]

        def reference() -> None:
            size = ["-scale-to-x", str(WIDTHS[0]), "-scale-to-y", "-1"]
            command = ["pdftoppm", "-f", "1", "-l", "1", *size, "-png", str(file), str(drawn)]
            subprocess.run(command, check=True, capture_output=True)

        took, theirs = best(ours), best(reference)
    return [
        Row(
            f"the first page of a PDF of {PAGES} pages, on the officer's page",
            "pdftoppm of that page at the same width",
            took,
            theirs,
            took / theirs,
            f"at most {WANTED:g} times",
            took <= WANTED * theirs,
        )
    ]
