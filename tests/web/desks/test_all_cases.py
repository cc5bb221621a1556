"""All cases in one list: filters, order, counts, views kept, pages, and the table that goes out and reads back."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from tests.stores.test_sheets import cells

from shencha.procedure import acts as e
from shencha.records.clock import today
from shencha.records.models import CaseFile, Person, SavedView
from shencha.records.reads import listing
from shencha.server.sample.instance import CLERK, HAINA, HEAD, OFFICER, SECRETARY, YUNQI, Story, account_of

SignIn = Callable[[str], Client]


@pytest.fixture
def told(settled: None) -> dict[str, str]:
    story = Story(today())
    late = story.files(YUNQI, "yunqi", "foreign_listing", "云栖出行赴纽约上市", 60)
    story.consulted(late, 20, "not_affecting", ("cac", "ndrc"))
    fresh = story.files(HAINA, "haina", "data_processing", "海纳互动位置数据", 2)
    paused = story.files(YUNQI, "yunqi", "foreign_listing", "云栖出行赴伦敦上市", 8)
    story.does(paused, CLERK, 6, e.SupplementRequested, ("股权结构图",))
    story.does(late, HEAD, 1, e.CaseAssigned, OFFICER)
    return {"late": late, "fresh": fresh, "paused": paused}


def found(browser: Client, told: dict[str, str], query: str) -> set[str]:
    page = browser.get(f"/cases/?{query}").content.decode()
    return {name for name, number in told.items() if f'href="/cases/{number}/"' in page}


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", {"late", "fresh", "paused"}),
        ("overdue=yes", {"late"}),
        ("paused=yes", {"paused"}),
        ("state=consultation", {"late"}),
        ("step=intake", {"fresh", "paused"}),
        ("ground=data_processing", {"fresh"}),
        (f"officer={OFFICER}", {"late"}),
        ("officer=-", {"fresh", "paused"}),
        ("party=海纳", {"fresh"}),
        ("text=伦敦 云栖", {"paused"}),
        ("text=nothing", set()),
        (f"due_to={today() - timedelta(days=1)}", {"late"}),
        (f"due_from={today()}&due_to={today() + timedelta(days=60)}", {"fresh"}),
        ("state=unknown&due_from=x&sort=y", {"late", "fresh", "paused"}),
    ],
)
def test_a_filter_keeps_what_it_says(
    told: dict[str, str], sign_in: SignIn, query: str, names: set[str]
) -> None:
    assert found(sign_in(CLERK), told, query) == names


def test_the_list_is_sorted_counted_kept_and_goes_out_as_a_table(
    told: dict[str, str], sign_in: SignIn
) -> None:
    officer = sign_in(OFFICER)
    page = officer.get("/cases/?sort=due").content.decode()
    assert "共 3 件" in page
    places = [page.index(f'href="/cases/{told[name]}/"') for name in ("late", "fresh", "paused")]
    assert places == sorted(places), "what has no day comes last"
    text = officer.get("/cases/list.csv?sort=due").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [one["编号"] for one in rows] == [told[name] for name in ("late", "fresh", "paused")]
    assert [one["是否逾期"] for one in rows] == ["是", "否", "否"]
    assert rows[0]["承办人"] == Person.objects.get(email=OFFICER).name
    sheet, of = cells(officer.get("/cases/list.xlsx?paused=yes").content)
    first = [row.findtext(f"{of}c/{of}is/{of}t") for row in sheet.iter(f"{of}row")]
    assert first == ["编号", told["paused"]]
    officer.post("/work/views/", {"name": "逾期的", "overdue": "yes"})
    assert 'href="?overdue=yes"' in officer.get("/cases/").content.decode()
    assert "逾期的" not in sign_in(CLERK).get("/cases/").content.decode()
    officer.post("/work/views/", {"name": " "})
    mine = SavedView.objects.get()
    sign_in(CLERK).post("/work/views/", {"gone": mine.pk})
    assert SavedView.objects.exists(), "another's view is not there"
    officer.post("/work/views/", {"gone": mine.pk})
    assert not SavedView.objects.exists()
    assert officer.get("/cases/?page=2").status_code == 404


def test_who_does_not_read_whole_cases_is_not_told_what_others_owe(
    told: dict[str, str], sign_in: SignIn
) -> None:
    unit = sign_in(account_of("ndrc"))
    assert found(unit, told, "") == found(unit, told, "paused=yes") == {"late"}
    assert "最早期限" not in unit.get("/cases/").content.decode()
    assert "承办人" not in unit.get("/cases/list.csv").content.decode()
    assert found(sign_in(SECRETARY), told, "") == set()
    assert sign_in(YUNQI).get("/cases/").status_code == 404


def test_the_count_is_exact_up_to_its_bound(told: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert listing.counted(CaseFile.objects.all()) == (3, False)
    monkeypatch.setattr(listing, "COUNTED", 2)
    assert listing.counted(CaseFile.objects.all()) == (2, True)


def test_every_list_goes_out_as_a_table(told: dict[str, str], sign_in: SignIn) -> None:
    for who, address, head in (
        (OFFICER, "/obligations/list", "承诺或者条件"),
        (account_of("ndrc"), "/work/opinions/list", "已用工作日"),
        (YUNQI, "/party/notices/list", "通知"),
        ("auditor@audit.example", "/audit/log", "条目"),
    ):
        browser = sign_in(who)
        assert head in browser.get(f"{address}.csv").content.decode("utf-8-sig").splitlines()[0]
        assert browser.get(f"{address}.xlsx").status_code == 200
    rows = sign_in(account_of("ndrc")).get("/work/opinions/list.csv").content.decode().splitlines()
    assert len(rows) == 2
