"""The law by programs: each article with where it was read, and only such changes as a jurist set."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from shencha.law.measures.changes import Kind
from shencha.law.measures.instruments import articles, instruments
from shencha.law.sources import sources


def answered(address: str) -> Any:
    response = Client().get(f"/api{address}")
    assert response.status_code == 200, response.content
    return response.json()


@pytest.mark.django_db
@pytest.mark.parametrize("version", [one.id for one in instruments()])
def test_every_article_says_where_it_was_read(version: str) -> None:
    found = answered(f"/law/{version}")["articles"]
    assert [one["article"] for one in found] == [one.number for one in articles(version)]
    for one in found:
        assert one["source"]["source"] in sources()
        assert one["source"]["strength"]["zh"]
        assert one["official"] is None
    one = answered(f"/law/{version}/1")
    assert one["source"] == found[0]["source"]


@pytest.mark.django_db
def test_the_sources_tell_what_rests_on_them_and_what_is_from_memory() -> None:
    told = answered("/law/sources")
    assert {one["source"] for one in told["sources"]} == set(sources())
    from_memory = [one for one in told["sources"] if one["how"] == "none"]
    assert all(one["place"] is None and one["read"] is None for one in from_memory)
    assert all(one["name"]["zh"] and one["name"]["en"] for one in told["covers"])


@pytest.mark.django_db
def test_the_comparison_marks_what_a_jurist_set_with_both_articles() -> None:
    found = answered("/law/compare/measures-2020/measures-2022")
    marks = [mark for one in found for mark in one["changes"]]
    assert {mark["kind"] for mark in marks} <= {kind.value for kind in Kind}
    numbers = [mark for mark in marks if mark["kind"] == "number"]
    assert any("四十五" in mark["text"]["zh"] and "九十" in mark["text"]["zh"] for mark in numbers)
    assert any(one["unread"] for one in found), "what could not be read says so"
    assert all(mark["before"] or mark["after"] for mark in marks)


@pytest.mark.django_db
def test_an_official_text_given_to_the_instance_stands_beside_our_summary(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "\n".join(f"Article {one.number} words of {one.number}" for one in articles("measures-2022"))
    (tmp_path / "measures-2022.txt").write_text(text, encoding="utf-8")
    monkeypatch.setenv("SHENCHA_LAW_TEXTS", str(tmp_path))
    one = answered("/law/measures-2022/7")
    assert one["official"] == "words of 7"
    assert one["text"]["zh"]
