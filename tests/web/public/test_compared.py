"""What the page that compares both versions marks: what a jurist set, with its source, and nothing else."""

from __future__ import annotations

import pytest
from django.test import Client

from shencha.web.public.compared import rows


def found():
    return {
        row.change.after.number: row for row in rows("measures-2020", "measures-2022") if row.change.after
    }


def test_numbers_rules_and_what_is_new_stand_beside_the_article() -> None:
    by = found()
    assert [(one.before, one.after) for one in by["14"].moved] == [(45, 90)]
    assert [mark.kind for _, mark in by["14"].marks] == ["number", "moved"]
    assert [mark.kind for _, mark in by["7"].marks] == ["added"]
    (test,) = by["7"].rules
    assert test.duty
    assert "1,000,000" in test.conditions[1].en


def test_what_could_not_be_read_is_not_marked() -> None:
    by = found()
    for number in ("17", "18", "19"):
        assert [mark.kind for _, mark in by[number].marks] == ["moved"], (
            "its number alone, which both versions show"
        )
        assert by[number].unread
    assert by["6"].marks == ()
    assert not by["3"].unread
    assert [mark.kind for _, mark in by["3"].marks] == ["added"], "nothing of Article 3 was dropped"


@pytest.mark.django_db
def test_an_official_text_stands_beside_ours_where_the_instance_has_it(
    client: Client, tmp_path, monkeypatch
) -> None:
    monkeypatch.setenv("SHENCHA_LAW_TEXTS", str(tmp_path))
    numerals = [
        "一",
        "二",
        "三",
        "四",
        "五",
        "六",
        "七",
        "八",
        "九",
        "十",
        "十一",
        "十二",
        "十三",
        "十四",
        "十五",
        "十六",
        "十七",
        "十八",
        "十九",
        "二十",
        "二十一",
        "二十二",
        "二十三",
    ]
    text = "\n".join(f"第{numeral}条　条文{numeral}" for numeral in numerals)
    (tmp_path / "measures-2022.txt").write_text(text, "utf-8")
    for address in ("/law/measures-2022/7/", "/law/compare/"):
        assert "条文七" in client.get(address).content.decode()
    assert "官方文本" not in client.get("/law/measures-2020/7/").content.decode()
