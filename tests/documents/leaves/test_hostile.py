"""Papers made to harm: each is refused in words or done within its bounds, alone and bound with the others."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from tests.documents.leaves import hostile

from shencha.documents.apart import apart
from shencha.documents.leaves import MOST_CHARACTERS, asking, blocks, drawn
from shencha.records.reads.whole import BOUNDS
from shencha.text import Text

TOGETHER = (
    *("a page as large as a city", "pages within themselves", "a billion pages", "a form that draws itself"),
    *(
        "a picture of four billion pixels",
        "a picture that is cut",
        "a billion laughs",
        "tables in tables",
        "no text",
    ),
)
"""What takes no time, of each kind; each of the others is tried alone."""


@pytest.mark.parametrize("name", hostile.MAKERS)
def test_a_hostile_paper_is_refused_or_done_within_its_bounds(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "BOUNDS", replace(asking.BOUNDS, seconds=3))
    kind, make = hostile.MAKERS[name]
    path = tmp_path / "a"
    path.write_bytes(make())
    if kind in asking.DRAWN:
        picture = asking.drawn(path, kind, 1, 900, "2026-0001")
        if not isinstance(picture, Text):
            width, height = Image.open(io.BytesIO(picture)).size
            assert width <= 900
            assert height <= 900 * drawn.TALLEST
        return
    told = asking.blocks(path, kind)
    if not isinstance(told, Text):
        assert len(told["leaves"]) <= blocks.MOST_LEAVES
        assert len(json.dumps(told, ensure_ascii=False)) <= 4 * MOST_CHARACTERS
        assert "root:" not in json.dumps(told)


def test_bound_together_the_broken_leave_a_sheet_and_the_rest_stands(tmp_path: Path) -> None:
    papers = []
    for at, (name, kind, content) in enumerate(one for one in hostile.made() if one[0] in TOGETHER):
        (tmp_path / f"paper-{at}").write_bytes(content)
        said = {
            "place": f"1-{at}",
            "name": name,
            "material": "其他",
            "received": "",
            "size": "",
            "sha256": "",
        }
        papers.append({"file": f"paper-{at}", "shown": kind, **said})
    words = dict.fromkeys(("title", "unprinted", "note", "stamp", "sheet", "told", "cut"), "{at}")
    head = dict.fromkeys(("case", "matter", "made", "title"), "甲")
    plan = {"lang": "zh", "words": words, "columns": ["x"] * 6, "head": head, "papers": papers}
    (tmp_path / "plan.json").write_text(json.dumps(plan))
    done = apart("shencha.documents.leaves", ["bind"], BOUNDS, folder=tmp_path)
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    with pikepdf.open(tmp_path / "out.pdf") as made:
        with made.open_outline() as outline:
            assert [one.title.partition("  ")[2] for one in outline.root] == [one["name"] for one in papers]
        assert len(made.pages) > len(papers)
