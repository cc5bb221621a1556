"""No figure that the documentation shows is older than the code it describes."""

from __future__ import annotations

import pytest
from benchmarks import figures
from benchmarks.row import Row

ROW = Row("work", "reference", 0.001, 0.002, 2.0, "at least twice", True)


def test_the_page_is_what_the_kept_figures_and_todays_code_give() -> None:
    assert figures.PAGE.read_text(encoding="utf-8") == figures.page(), "python -m benchmarks --page"


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """A house with one benchmark that measures one module."""
    for place, text in (
        ("benchmarks/days.py", "from shencha.law.days import due\n"),
        ("src/shencha/law/days.py", "def due(): ...\n"),
    ):
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / place).write_text(text)
    (tmp_path / "docs").mkdir()
    monkeypatch.setattr(figures, "ROOT", tmp_path)
    monkeypatch.setattr(figures, "KEPT", tmp_path / "benchmarks" / "figures.json")
    monkeypatch.setattr(figures, "PAGE", tmp_path / "docs" / "benchmarks.md")
    figures.keep("days", [ROW], machine="a machine", day="2026-12-01")
    return tmp_path


def test_a_figure_stands_on_the_page_with_its_machine_and_day(kept) -> None:
    page = (kept / "docs/benchmarks.md").read_text()
    assert "2026-12-01, a machine." in page
    assert "| work | reference | 1.0 ms | 2.0 ms | 2 | at least twice | yes |" in page


@pytest.mark.parametrize("place", ["benchmarks/days.py", "src/shencha/law/days.py"])
def test_a_figure_leaves_the_page_once_what_it_measured_has_changed(kept, place) -> None:
    (kept / place).write_text((kept / place).read_text() + "# quicker\n")
    assert (kept / "docs/benchmarks.md").read_text() != figures.page()
    assert "| work |" not in figures.page().replace(figures.HEAD, "")
    assert "`days` (2026-12-01)" in figures.page()
