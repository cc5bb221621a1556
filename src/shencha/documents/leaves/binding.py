"""All papers of a case as one PDF with an index: for the bounded process only, which works in a folder of its own.

Each paper is made into pages by a process of its own once more (a fork of this one, with its own bound on time), so
that one that breaks leaves a sheet that says so and the rest stands. What is given out is rebuilt: scripts, links,
forms and attachments stay behind; what their looks show is drawn into the page.
"""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import IO, Any, cast

import pikepdf
import typst

from shencha.documents.leaves import blocks, drawn

PLAN, OUT = "plan.json", "out.pdf"
SECONDS = 20
"""For the pages of one paper."""
MOST_PAGES = 3_000
"""Of all papers; beyond, papers are named on a sheet and not printed."""
MOST_CELLS = 15_000
"""Of the tables of one paper."""
PICTURE = 1_600
"""Pixels of a picture's width, of which A4 shows some 190 dots to the inch."""
_A4 = (595.276, 841.89)
_PAGE = frozenset(
    {"/Type", "/MediaBox", "/CropBox", "/Rotate", "/Resources", "/Contents", "/UserUnit", "/Parent"}
)


@dataclass(slots=True)
class Part:
    """A paper as pages."""

    said: Mapping[str, Any]
    """What the plan says of it."""
    pages: Path
    count: int
    printed: bool
    begins: int = 0
    """The number of its first page in the whole."""


def bind() -> None:
    """Read `plan.json` where we are, write `out.pdf`."""
    plan = json.loads(Path(PLAN).read_text("utf-8"))
    fonts = typst.Fonts(include_system_fonts=True)

    def told(of: Mapping[str, Any], name: str) -> Path:
        given = {
            "given": json.dumps({**of, "lang": plan["lang"], "words": plan["words"]}, ensure_ascii=False)
        }
        made = typst.compile(_template(), format="pdf", font_paths=fonts, sys_inputs=given)
        path = Path(name)
        path.write_bytes(made)
        return path

    made = [_alone(one, at) for at, one in enumerate(plan["papers"])]
    parts, begins = [], 1
    for at, (one, done) in enumerate(zip(plan["papers"], made, strict=True)):
        path = Path(f"{at}.pdf")
        printed = done and (path.exists() or Path(f"{at}.json").exists())
        if printed and not path.exists():
            leaves = json.loads(Path(f"{at}.json").read_text("utf-8"))
            told({"kind": "told", "name": one["name"], **leaves}, path.name)
        count = _count(path) if printed else 0
        if not printed or begins + count > MOST_PAGES:
            printed, path = False, told({"kind": "sheet", "paper": one}, f"{at}-sheet.pdf")
            count = _count(path)
        parts.append(Part(one, path, count, printed, begins))
        begins += count
    lines = [{**one.said, "pages": one.count, "begins": one.begins, "printed": one.printed} for one in parts]
    index = told(
        {"kind": "index", "head": plan["head"], "columns": plan["columns"], "papers": lines}, "index.pdf"
    )
    marks = [
        {"place": one.said["place"], "page": page, "of": one.count, "at": one.begins + page - 1}
        for one in parts
        for page in range(1, one.count + 1)
    ]
    stamps = told({"kind": "stamps", "case": plan["head"]["case"], "marks": marks}, "stamps.pdf")
    _put_together(index, parts, stamps, plan["head"]["title"])


def _put_together(index: Path, parts: list[Part], stamps: Path, title: str) -> None:
    with pikepdf.open(index) as made, pikepdf.open(stamps) as marks:
        ahead = len(made.pages)
        for part in parts:
            with pikepdf.open(part.pages) as given:
                made.pages.extend(given.pages)
        for at, page in enumerate(made.pages[ahead:]):
            box = [float(one) for one in cast(Any, page.mediabox)]
            wide, low = box[2] - box[0], min(box[1], box[3])
            mark = marks.pages[at]
            _, _, mark_wide, mark_high = (float(one) for one in cast(Any, mark.mediabox))
            share = min(1.0, 0.9 * wide / mark_wide)
            right = max(box[0], box[2]) - 14 * share
            page.add_overlay(
                mark,
                pikepdf.Rectangle(right - mark_wide * share, low + 8, right, low + 8 + mark_high * share),
            )
        with made.open_outline() as outline:
            for part in parts:
                said = f"{part.said['place']}  {part.said['name']}"
                outline.root.append(pikepdf.OutlineItem(said, ahead + part.begins - 1))
        cast(Any, made.docinfo)["/Title"] = title
        made.save(OUT, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)


def _count(path: Path) -> int:
    with pikepdf.open(path) as given:
        return len(given.pages)


def _alone(one: Mapping[str, Any], at: int) -> bool:
    """Make one paper into pages in a fork with a bound on its time; False where that broke."""
    kind = one["shown"]
    if kind not in (*_DRAWN, *_TOLD):
        return False
    child = os.fork()
    if child == 0:
        code = 1
        try:
            signal.alarm(SECONDS)
            with Path(one["file"]).open("rb") as file:
                if kind in _DRAWN:
                    _DRAWN[kind](file, Path(f"{at}.pdf"))
                else:
                    Path(f"{at}.json").write_text(json.dumps(_printable(blocks.leaves(file, kind))), "utf-8")
            code = 0
        finally:
            os._exit(code)
    return os.waitpid(child, 0)[1] == 0


def _printable(told: dict[str, Any]) -> dict[str, Any]:
    """As much of a paper as is set in type: tables take long."""
    kept: list[blocks.Leaf] = []
    cells = 0
    for leaf in told["leaves"]:
        cells += sum(
            max((len(row) for row in one["rows"]), default=0) * len(one["rows"])
            for one in leaf
            if "rows" in one
        )
        if cells > MOST_CELLS:
            return {"leaves": kept, "cut": True}
        kept.append(leaf)
    return told


def _pdf(file: IO[bytes], out: Path) -> None:
    with pikepdf.open(cast(Any, file)) as given, pikepdf.new() as made:
        given.generate_appearance_streams()
        given.flatten_annotations("screen")
        if not 0 < len(given.pages) <= MOST_PAGES:
            raise ValueError("pages")
        for page in given.pages:
            own = cast(Any, page.obj)
            own["/Resources"], own["/MediaBox"] = page.resources, page.mediabox
            for key in ("/CropBox", "/Rotate"):
                if key not in page.obj and (found := _inherited(page.obj, key)) is not None:
                    page.obj[key] = found
            made.pages.append(page)
        for page in made.pages:
            rest = cast(Any, page.obj)
            for name in [one for one in list(rest) if one not in _PAGE]:
                del rest[name]
        made.save(out)


def _inherited(node: Any, key: str) -> Any:
    for _ in range(50):
        if "/Parent" not in node:
            return None
        node = node["/Parent"]
        if key in node:
            return node[key]
    return None


def _picture(file: IO[bytes], out: Path) -> None:
    first, *more = drawn.frames(file, PICTURE, MOST_PAGES)
    per_inch = max(first.width / _A4[0], first.height / _A4[1], 1) * 72
    first.save(out, "PDF", resolution=per_inch, save_all=bool(more), append_images=more, quality=85)


_DRAWN: Mapping[str, Callable[[IO[bytes], Path], None]] = {"pdf": _pdf, "picture": _picture}
_TOLD = ("word", "sheet", "slides", "text", "table")


def _template() -> bytes:
    return resources.files("shencha.documents.leaves").joinpath("binding.typ").read_bytes()
