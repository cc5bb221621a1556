"""A holiday notice put in force: two people, every open case moved, everyone told until they have taken note."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import yaml
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from tests.notices import written
from typer.testing import CliRunner

from shencha.cli.main import app
from shencha.errors import BadInput, NotAllowed, NotFound
from shencha.law.calendar.workdays import published
from shencha.records.acts import holidays
from shencha.records.clock import today
from shencha.records.holidays import digest_of
from shencha.records.log.auditing import audit_everything
from shencha.records.log.views import rows_of_acts, views
from shencha.records.models import LoggedAct, MovedDay, Person, StoredEvent, TakenNotice, Todo
from shencha.records.reads import figures
from shencha.records.reads.calendars import calendar_of
from shencha.records.workdays import workdays, workdays_now
from shencha.server.sample import instance as sample
from shencha.server.sample.instance import (
    CLERK,
    HAINA,
    HEAD,
    OFFICER,
    SECOND,
    YUNQI,
    Story,
    account_of,
)
from shencha.server.sample.page import code

SignIn = Callable[[str], Client]
NUMBER = "国办发明电〔2026〕9号（示例）"


@pytest.fixture
def story(settled: None) -> Story:
    """Tells what happened before the notice came."""
    return Story(today())


@pytest.fixture
def running(story: Story) -> str:
    """A case whose preliminary review is under way."""
    return story.accepted(story.files(YUNQI, "yunqi", "foreign_listing", "云栖出行赴纽约上市", 5), 4)


def moving(number: str) -> dict[str, object]:
    """A notice that takes the office's due day in that case off."""
    owed = Todo.objects.get(case__number=number, who="office")
    assert owed.due is not None
    return written(owed.due.year, off=[owed.due])


def proposed(story: Story, content: dict[str, object], who: str = OFFICER) -> TakenNotice:
    return holidays.propose(
        content, number=NUMBER, published_on=today(), url="https://www.gov.cn/", by=story.held[who]
    )


def test_from_the_form_to_every_desk_until_it_is_noted(story: Story, running: str, sign_in: SignIn) -> None:
    before = Todo.objects.get(case__number=running, who="office").due
    assert before is not None
    content = json.dumps(moving(running))
    officer, second = sign_in(OFFICER), sign_in(SECOND)
    compared = officer.post("/work/holidays/", {"content": content}).content.decode()
    assert running in compared
    assert not TakenNotice.objects.exists()
    sent = {"content": content, "step": "propose", "number": NUMBER, "published": today().isoformat()}
    assert officer.post("/work/holidays/", sent).status_code == 302
    notice = TakenNotice.objects.get()
    assert Todo.objects.get(case__number=running, who="office").due == before, "nothing moves yet"
    decide = f"/work/holidays/{notice.pk}/decide/"
    assert decide not in officer.get("/work/holidays/").content.decode()
    assert officer.post(decide, {"act": "sign"}).status_code == 409
    assert decide in second.get("/work/holidays/").content.decode()
    assert second.post(decide, {"act": "sign"}).status_code == 302
    after = Todo.objects.get(case__number=running, who="office").due
    assert after is not None
    assert after > before
    kept = MovedDay.objects.get(case__number=running)
    assert (kept.before, kept.after, kept.clock) == (before, after, "intake")
    listed = officer.get(f"/work/holidays/{notice.pk}/").content.decode()
    for words in (running, "王宁", "李静", NUMBER):
        assert words in listed

    said = [f"{day.year}年{day.month}月{day.day}日" for day in (before, after)]
    pages = {
        OFFICER: ("/work/", f"/cases/{running}/", "/calendar/"),
        YUNQI: ("/party/", f"/party/cases/{running}/", "/calendar/"),
    }
    for who, addresses in pages.items():
        client = sign_in(who)
        for address in addresses:
            page = client.get(address).content.decode()
            section = page.partition('<section class="moved"')[2].partition("</section>")[0]
            assert all(day in section for day in said), (who, address)
            assert ("李静" in section) == (who == OFFICER), "a party is told the office, not the person"
    strip = sign_in(YUNQI).get(f"/party/cases/{running}/").content.decode()
    assert "通知公布前的截止日" in strip
    assert " was" in strip
    feed = calendar_of(story.held[YUNQI], "zh").decode().replace("\r\n ", "")
    assert f"DTSTART;VALUE=DATE:{after:%Y%m%d}" in feed
    assert f"此前为{said[0]}" in feed

    noted = f"/calendar/moved/{notice.pk}/noted/"
    assert sign_in(HAINA).post(noted).status_code == 404, "nothing of theirs moved"
    assert sign_in(YUNQI).post(noted, {"next": "/party/"})["Location"] == "/party/"
    assert sign_in(YUNQI).post(noted, {"next": "https://elsewhere.example/"})["Location"] == "/desk/"
    assert 'class="moved"' not in sign_in(YUNQI).get("/party/").content.decode()
    assert "此前为" not in calendar_of(story.held[YUNQI], "zh").decode().replace("\r\n ", "")
    assert 'class="moved"' in sign_in(OFFICER).get("/work/").content.decode(), "each notes for themselves"
    assert said[0] in sign_in(YUNQI).get("/calendar/").content.decode(), "the list of what moved is kept"


def test_days_are_counted_by_it_everywhere_and_the_views_still_agree_with_the_events(
    story: Story, running: str, sign_in: SignIn
) -> None:
    assert figures.statistics(today().year, today()) is not None
    off = published().nth(published().total(today()) + 3)
    owed = Todo.objects.get(case__number=running, who="office").due or off
    notice = proposed(story, written(off.year, off={off, *([owed] if owed.year == off.year else [])}))
    holidays.put_in_force(notice.pk, by=story.held[SECOND])
    assert not workdays_now().is_workday(off)
    assert published().is_workday(off), "what the package ships is as it was"
    assert list(views()) == []
    assert figures.catch_up(workdays()) > 0, "the statistics are made anew by the new calendar"
    assert figures.catch_up(workdays()) == 0
    later = story.accepted(story.files(YUNQI, "yunqi", "foreign_listing", "其后申报", 0), 0)
    assert list(views()) == []
    owed = Todo.objects.get(case__number=later, who="office").due
    assert owed == workdays().nth(workdays().total(today()) + 10)
    page = sign_in(YUNQI).get(f"/due/?from={today()}&days=3").content.decode()
    assert "元旦，不计入" in page
    earlier = sign_in(OFFICER).get(f"/cases/{running}/earlier/?at={today() - timedelta(days=1)}")
    assert earlier.status_code == 200


def test_each_step_is_an_entry_of_the_log_with_the_digest_of_the_notice(story: Story, running: str) -> None:
    before = LoggedAct.objects.count()
    notice = proposed(story, moving(running))
    proposed(story, moving(running))
    assert LoggedAct.objects.count() == before + 1, "put forward twice it is one entry"
    holidays.put_in_force(notice.pk, by=story.held[SECOND])
    holidays.put_in_force(notice.pk, by=story.held[SECOND])
    put, signed = LoggedAct.objects.filter(about=f"holiday_notice:{notice.pk}")
    assert (put.name, signed.name) == ("holiday_notice_proposed", "holiday_notice_in_force")
    assert put.said["digest"] == signed.said["digest"] == digest_of(put.said)
    assert put.by != signed.by
    assert audit_everything().faults == ()
    TakenNotice.objects.filter(pk=notice.pk).update(written={"off": [], "work": []})
    assert [fault.zh for fault in rows_of_acts()] == [
        f"holiday_notice:{notice.pk}：保存的内容与日志中的记载不一致"
    ]


def test_only_another_officer_who_may_sign_decides_and_only_once(story: Story, running: str) -> None:
    content = moving(running)
    notice = proposed(story, content, SECOND)
    assert proposed(story, content, SECOND).pk == notice.pk, "sent twice is put forward once"
    for who in (SECOND, CLERK, OFFICER):
        with pytest.raises(NotAllowed):
            holidays.put_in_force(notice.pk, by=story.held[who])
    for who in (YUNQI, account_of("mss")):
        with pytest.raises(NotFound):
            holidays.put_in_force(notice.pk, by=story.held[who])
        with pytest.raises(NotAllowed):
            proposed(story, content, who)
    holidays.put_in_force(notice.pk, by=story.held[HEAD])
    moved = MovedDay.objects.count()
    holidays.put_in_force(notice.pk, by=story.held[HEAD])
    assert MovedDay.objects.count() == moved, "a double click moves nothing twice"
    with pytest.raises(NotAllowed):
        holidays.send_back(notice.pk, "文号有误", by=story.held[HEAD])


def test_sent_back_with_a_reason_it_moves_nothing(story: Story, running: str, sign_in: SignIn) -> None:
    notice = proposed(story, moving(running))
    before = Todo.objects.get(case__number=running, who="office").due
    decide = f"/work/holidays/{notice.pk}/decide/"
    assert sign_in(SECOND).post(decide, {"act": "send_back", "reason": " "}).status_code == 422
    assert sign_in(SECOND).post(decide, {"act": "send_back", "reason": "文号有误"}).status_code == 302
    assert Todo.objects.get(case__number=running, who="office").due == before
    assert "文号有误" in sign_in(OFFICER).get("/work/holidays/").content.decode()
    assert sign_in(OFFICER).get(f"/work/holidays/{notice.pk}/").status_code == 404
    with pytest.raises(NotAllowed):
        holidays.put_in_force(notice.pk, by=story.held[HEAD])


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("number", " ", "文号"),
        ("published", "", "公布日期"),
        ("published", "2999-01-01", "公布日期"),
        ("url", "javascript:alert(1)", "网址"),
        ("content", '{"year": 2027, "off": []}', "没有放假的日子"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_typed_is_lost(
    story: Story, running: str, sign_in: SignIn, field: str, value: str, says: str
) -> None:
    sent = {
        "content": json.dumps(moving(running)),
        "step": "propose",
        "number": NUMBER,
        "published": today().isoformat(),
        "url": "https://www.gov.cn/",
    }
    answer = sign_in(OFFICER).post("/work/holidays/", sent | {field: value})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert says in page
    assert not TakenNotice.objects.exists()
    if field != "content":
        assert all(sent[name] in page for name in ("number", "published", "url") if name != field)


def test_a_member_is_told_of_its_own_clock_and_a_party_of_no_members(story: Story, sign_in: SignIn) -> None:
    number = story.files(YUNQI, "yunqi", "foreign_listing", "云栖出行赴东京上市", 60)
    story.consulted(number, 2, "not_affecting", ("mss", "cac"))
    due = Todo.objects.get(case__number=number, who="mss").due
    assert due is not None
    notice = proposed(story, written(due.year, off=[due]))
    holidays.put_in_force(notice.pk, by=story.held[SECOND])
    assert MovedDay.objects.filter(case__number=number, clock="consultation").count() == 2
    mss = sign_in(account_of("mss")).get("/work/").content.decode().partition('<section class="moved"')[2]
    assert "国家安全部" in mss.partition("</section>")[0]
    assert "国家互联网信息办公室" not in mss.partition("</section>")[0]
    party = sign_in(YUNQI).get("/calendar/").content.decode()
    assert "国家安全部" not in party
    assert StoredEvent.objects.filter(case__number=number, name="proposal_sent").exists()


def test_the_command_line_puts_it_forward_and_names_what_is_wrong(
    story: Story, running: str, tmp_path: Path
) -> None:
    file = tmp_path / "notice.yaml"
    file.write_text(yaml.safe_dump(moving(running), allow_unicode=True), encoding="utf-8")
    command = ["admin", "holiday-notice", str(file), "--number", NUMBER, "--published", str(today()), "--by"]
    assert isinstance(CliRunner().invoke(app, [*command, OFFICER]).exception, NotAllowed)
    TOTP.activate(Person.objects.get(email=OFFICER), sample.TOTP_SECRET)
    assert CliRunner().invoke(app, [*command, OFFICER, "--code", code()]).exit_code == 0
    notice = TakenNotice.objects.get()
    assert (notice.number, notice.proposed_by.email) == (NUMBER, OFFICER)
    assert notice.state == TakenNotice.State.PROPOSED
    assert isinstance(CliRunner().invoke(app, [*command, YUNQI]).exception, NotFound)
    file.write_text("year: 2027\noff: []\n", encoding="utf-8")
    assert isinstance(CliRunner().invoke(app, [*command, OFFICER]).exception, BadInput)
