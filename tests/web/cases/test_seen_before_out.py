"""A decision is seen before it goes out: previewed, corrected, signed by its digest, and kept as the very file."""

from __future__ import annotations

import re
from collections.abc import Callable
from hashlib import sha256
from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader

from shencha.procedure import acts as e
from shencha.records.acts import policies
from shencha.records.clock import today
from shencha.records.files import content
from shencha.records.models import Membership, StoredEvent
from shencha.records.reads.papers import sent_file
from shencha.server.sample.instance import OFFICER, SECOND, YUNQI, Story

SignIn = Callable[[str], Client]
WHY = "平台掌握的用户个人信息超过一百万"


@pytest.fixture
def story(settled: None) -> Story:
    """What happens."""
    return Story(today())


@pytest.fixture
def number(story: Story) -> str:
    """A case at intake."""
    return story.accepted(story.files(YUNQI, "yunqi", "foreign_listing", "云栖出行赴纽约上市", 3), 2)


def held(page: str) -> dict[str, str]:
    """The hidden fields of a page's form."""
    return dict(re.findall(r'name="(key|expected|paper)" value="([^"]*)"', page))


def words(pdf: bytes) -> str:
    """What a file says, without its breaks."""
    return "".join("".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def drafts(browser: Client, number: str, **given: str) -> str:
    """Draft the determination; what the answer said."""
    address = f"/cases/{number}/do/determination_notified/"
    asked = held(browser.get(address).content.decode()) | {"review": "yes", "reason": WHY} | given
    return browser.post(address, asked, follow=True).content.decode()


def form_of(page: str, number: str) -> dict[str, str]:
    """The hidden fields under which the second person signs."""
    form = re.search(rf'action="/cases/{number}/sign/determination_notified/".*?</form>', page, re.S)
    assert form
    return held(form[0])


def test_a_determination_asks_for_its_reason(sign_in: SignIn, number: str) -> None:
    page = drafts(sign_in(OFFICER), number, reason="")
    assert "作出这一决定的理由" in page
    assert not StoredEvent.objects.filter(case__number=number, name="decision_drafted").exists()


def test_what_goes_out_is_the_very_file_that_the_second_person_saw(sign_in: SignIn, number: str) -> None:
    officer = sign_in(OFFICER)
    preview = drafts(officer, number, preview="yes")
    assert preview.count("data:image/png;base64,") >= 1
    assert "确定需要进行网络安全审查" in preview
    assert not StoredEvent.objects.filter(case__number=number, name="decision_drafted").exists()
    told = drafts(officer, number)
    assert 'role="status"' in told
    assert "现由另一名有审核权限的人员审核" in told
    draft = StoredEvent.objects.get(case__number=number, name="decision_drafted").payload
    second = sign_in(SECOND)
    page = second.get(f"/cases/{number}/").content.decode()
    asked = form_of(page, number)
    assert asked["paper"] == draft["paper"]
    answer = second.post(f"/cases/{number}/sign/determination_notified/", asked, follow=True).content.decode()
    assert "下一步：审查办公室" in answer
    event = StoredEvent.objects.get(case__number=number, name="determination_notified")
    kept = sent_file(event)
    assert kept is not None
    sent = b"".join(content(kept.file))
    assert sha256(sent).hexdigest() == asked["paper"]
    party = sign_in(YUNQI)
    given = b"".join(party.get(f"/cases/{number}/events/{event.sequence}/notice-zh.pdf"))
    assert given == sent
    assert f"理由：{WHY}" in words(sent)
    for inside in ("王宁", "李静", "拟稿", "签发", "复核人"):
        assert inside not in words(sent)


def test_a_corrected_body_goes_out_as_corrected_and_another_paper_is_not_signed(
    sign_in: SignIn, story: Story, number: str
) -> None:
    drafts(sign_in(OFFICER), number, wording="经研究，请贵单位配合审查。\n请指定联系人。")
    second = sign_in(SECOND)
    asked = form_of(second.get(f"/cases/{number}/").content.decode(), number)
    address = f"/cases/{number}/sign/determination_notified/"
    assert second.post(address, asked | {"paper": "0" * 64}).status_code == 409
    other = story.accepted(story.files(YUNQI, "yunqi", "foreign_listing", "云栖出行赴东京上市", 3), 2)
    story.decides(other, 0, e.DeterminationNotified, True)
    assert second.post(address, asked).status_code == 409, "the number is taken by another paper"
    asked = form_of(second.get(f"/cases/{number}/").content.decode(), number)
    assert second.post(address, asked).status_code == 302
    event = StoredEvent.objects.get(case__number=number, name="determination_notified")
    kept = sent_file(event)
    assert kept is not None
    said = words(b"".join(content(kept.file)))
    assert "请贵单位配合审查。请指定联系人。" in said
    assert "确定需要进行" not in said
    english = b"".join(sign_in(YUNQI).get(f"/cases/{number}/events/{event.sequence}/notice-en.pdf"))
    assert "correctedbyhand" in words(english)


def test_the_letterhead_is_what_two_people_put_in_force_from_its_day_on(sign_in: SignIn, number: str) -> None:
    def member(email: str) -> Membership:
        return Membership.objects.get(person__email=email)

    for policy, value in (
        ("notice_code", "网审示字"),
        ("notice_signature", "网络安全审查办公室（示例印） / Review Office (sample)"),
        ("notice_contact", "联系人：示例室 010-00000000 / Contact: sample desk"),
    ):
        choice = policies.propose(policy, value, today(), "统一格式", by=member(OFFICER))
        policies.put_in_force(choice.pk, by=member(SECOND))
    officer, second = sign_in(OFFICER), sign_in(SECOND)
    assert "网审示字" in officer.get("/work/policies/").content.decode()
    drafts(officer, number)
    asked = form_of(second.get(f"/cases/{number}/").content.decode(), number)
    second.post(f"/cases/{number}/sign/determination_notified/", asked)
    kept = sent_file(StoredEvent.objects.get(case__number=number, name="determination_notified"))
    assert kept is not None
    said = words(b"".join(content(kept.file)))
    assert f"网审示字〔{today().year}〕" in said
    assert "（示例印）" in said
    assert "010-00000000" in said
    assert "示例网审" not in said
