"""A corpus of marked and unmarked papers over all containers: each is refused, or let pass, for what it bears."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest
from tests.documents.secrecy_corpus import Paper, papers

from shencha.documents.covers import looked, mark_of

CONTAINERS = frozenset(
    {"txt", "rtf", "docx", "xlsx", "pptx", "odt", "ods", "ofd", "pdf", "eml", "zip", "doc"}
)
LEAST = 60
HARDEN = bool(os.environ.get("SHENCHA_HARDEN"))


@pytest.fixture(scope="module")
def corpus() -> list[Paper]:
    return list(papers())


def judged(paper: Paper, folder: Path) -> bool:
    """Is it held to be marked? As at the door where everything is tried, else in one process."""
    (folder / "arrived").write_bytes(paper.content)
    return looked(folder / "arrived", paper.name, apart=HARDEN)[0] is not None


def wrongly(corpus: list[Paper], folder: Path, *, marked: bool, held_back: bool) -> list[str]:
    mine = [one for one in corpus if one.marked is marked and one.held_back is held_back]
    wrong = [f"{one.container}: {one.way}" for one in mine if judged(one, folder) is not marked]
    print(f"{marked=} {held_back=}: {len(mine) - len(wrong)} of {len(mine)} right")
    return wrong


@pytest.mark.parametrize(
    ("content", "marked"), [("机密★3年\n报告", True), ("报告\n本报告不涉及机密事项。", False)]
)
def test_the_judge_tells_a_marked_paper_from_one_that_speaks_of_marks(
    tmp_path: Path, content: str, marked: bool
):
    paper = Paper("plain", "txt", "报告.txt", content.encode(), marked, False)
    assert judged(paper, tmp_path) is marked


def test_the_corpus_is_large_and_wide_enough(corpus: list[Paper]):
    for marked in (True, False):
        mine = [one for one in corpus if one.marked is marked]
        assert len(mine) >= LEAST
        assert {one.container for one in mine} >= CONTAINERS
        assert 3 * sum(one.held_back for one in mine) >= len(mine) - 2
    assert max(Counter(one.way for one in corpus).values()) == 1


@pytest.mark.parametrize("held_back", [False, True], ids=["tuned", "held back"])
def test_marked_papers_are_refused(corpus: list[Paper], tmp_path: Path, held_back: bool):
    assert wrongly(corpus, tmp_path, marked=True, held_back=held_back) == []


@pytest.mark.parametrize("held_back", [False, True], ids=["tuned", "held back"])
def test_unmarked_papers_are_let_pass(corpus: list[Paper], tmp_path: Path, held_back: bool):
    assert wrongly(corpus, tmp_path, marked=False, held_back=held_back) == []


def test_a_pdf_is_read_in_a_process_of_its_own(corpus: list[Paper], tmp_path: Path):
    for marked in (True, False):
        paper = next(one for one in corpus if one.way.startswith("PDF, page 300") and one.marked is marked)
        (tmp_path / "arrived").write_bytes(paper.content)
        assert (mark_of(tmp_path / "arrived", paper.name) is not None) is marked
