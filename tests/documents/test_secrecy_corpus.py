"""A corpus of marked and unmarked papers over all containers: each is refused, or let pass, for what it bears."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from tests.documents.secrecy_corpus import Paper, papers

from shencha.documents.covers import mark_of

CORPUS = list(papers())
CONTAINERS = frozenset(
    {"txt", "rtf", "docx", "xlsx", "pptx", "odt", "ods", "ofd", "pdf", "eml", "zip", "doc"}
)
LEAST = 60
made = pytest.mark.skipif(not CORPUS, reason="no maker has written papers yet")


def judged(paper: Paper, folder: Path) -> bool:
    """Is it held to be marked?"""
    (folder / "arrived").write_bytes(paper.content)
    return mark_of(folder / "arrived", paper.name) is not None


@pytest.mark.parametrize(
    ("content", "marked"), [("机密★3年\n报告", True), ("报告\n本报告不涉及机密事项。", False)]
)
def test_the_judge_tells_a_marked_paper_from_one_that_speaks_of_marks(
    tmp_path: Path, content: str, marked: bool
):
    paper = Paper("plain", "txt", "报告.txt", content.encode(), marked, False)
    assert judged(paper, tmp_path) is marked


@made
@pytest.mark.parametrize("marked", [True, False])
def test_the_corpus_is_large_and_wide_enough(marked: bool):
    mine = [one for one in CORPUS if one.marked is marked]
    assert len(mine) >= LEAST
    assert {one.container for one in mine} >= CONTAINERS
    assert 3 * sum(one.held_back for one in mine) >= len(mine)
    assert max(Counter(one.way for one in CORPUS).values()) == 1


@pytest.mark.parametrize("paper", CORPUS, ids=[f"{one.container}-{one.way}"[:60] for one in CORPUS])
def test_each_paper_is_refused_or_let_pass_for_what_it_bears(paper: Paper, tmp_path: Path):
    assert judged(paper, tmp_path) is paper.marked, paper.way
