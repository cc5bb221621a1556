"""From a desk to what its reader does there in at most two clicks, for every role; and the list of cases by keyboard."""

from __future__ import annotations

import re
from datetime import timedelta

from playwright.sync_api import expect
from tests.access.table import PEOPLE
from tests.journeys.walking import Desk, opens

from shencha.records.acts import drafts, parts, reports
from shencha.records.clock import today
from shencha.server.sample import instance as sample
from shencha.server.sample.instance import OFFICER, YUNQI, Story

WALKS: dict[str, tuple[tuple[str, ...], str]] = {
    # role: (what is clicked, by where it leads; where the form posts; empty where nothing is done, or all is answered)
    "party_owner": ((r"/party/cases/\d{4}-\d{4}/$", r"/withdraw/$"), "/withdraw/"),
    "party_editor": (
        (r"/party/drafts/\d+/$", r"/papers/procurement_documents/$"),
        "/papers/procurement_documents/",
    ),
    "party_signatory": ((r"/party/cases/\d{4}-0002/$", r"/supplement/$"), "/supplement/"),
    "counsel": ((r"/party/drafts/new/",), "/drafts/new/"),
    "supplier": ((r"/supplies/\d+/$",), "/supplies/"),
    "office_clerk": ((r"/cases/\d{4}-0001/", r"/do/materials_accepted/"), "/do/materials_accepted/"),
    "case_officer": ((r"/work/queue/",), "/assign/"),
    "second_officer": ((r"/cases/\d{4}-0003/",), "/sign/"),
    "office_head": ((r"/cases/\d{4}-0003/",), "/sign/"),
    "member_liaison": ((r"/work/concern/",), "/work/concern/"),
    "consulted_liaison": ((r"/do/opinion_received/",), "/opinion/"),
    "protection_department": ((r"/work/opinions/", r"/cases/\d{4}-\d{4}/"), ""),
    "commission_secretary": ((r"/cases/\d{4}-\d{4}/", r"/do/commission_decided/"), "/do/commission_decided/"),
    "supervisor": ((r"/reports/$", r"/reports/R"), "/reply/"),
    "auditor": ((), "/audit/now/"),
    "system_admin": ((), "/people/"),
    "security_admin": ((r"/people/\d+/",), "/people/"),
    "audit_admin": ((r"/people/acts/",), ""),
}
SEEN = """() => [...document.querySelectorAll('main a[href]')].map((a, n) => [n, a])
  .filter(([n, a]) => a.checkVisibility()).map(([n, a]) => [n, a.getAttribute('href')])"""
"""The links that are seen without unfolding anything, by their places."""
FORMS = """where => [...document.querySelectorAll('main form')].filter(one => one.method === 'post'
  && new URL(one.action).pathname.includes(where) && one.querySelector('button')).length"""


def test_every_role_is_at_what_it_does_in_two_clicks(desk: Desk, story: Story) -> None:
    sample.tell(today())
    by = story.held[YUNQI]
    draft = drafts.begin(by=by, party_key="yunqi", ground="procurement", title="调度平台")
    parts.invite(draft, by=by, supplier="xinyuan", product="存储设备", wanted_by=today() + timedelta(days=9))
    reports.submit(kind="party", about="云栖", text="详情", key=reports.fresh_form())
    assert set(WALKS) == set(PEOPLE)
    faults = []
    for role, (clicks, act) in WALKS.items():
        page = desk(PEOPLE[role])
        for leads in clicks:
            seen = dict(page.evaluate(SEEN))
            at = next((n for n, href in seen.items() if re.search(leads, href)), None)
            if at is None:
                faults.append(
                    f"{role}: nothing seen on {page.url} leads to {leads}: {sorted(set(seen.values()))}"
                )
                break
            opens(page, page.locator("main a[href]").nth(at))
        else:
            if act and not page.evaluate(FORMS, act):
                faults.append(f"{role}: {page.url} has no form for {act}")
    assert all(len(clicks) <= 2 for clicks, _ in WALKS.values())
    assert not faults, "\n".join(faults)


def test_the_list_of_cases_is_walked_by_keyboard(desk: Desk, story: Story) -> None:
    for n in range(3):
        story.files(YUNQI, "yunqi", "data_processing", f"第{n}件", 2)
    page = desk(OFFICER, scripts=True)
    page.goto("/cases/")
    rows = page.locator("main tbody tr a[href^='/cases/2']")
    page.keyboard.press("j")
    expect(rows.nth(0)).to_be_focused()
    page.keyboard.press("j")
    expect(rows.nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(rows.nth(0)).to_be_focused()
    page.keyboard.press("/")
    expect(page.locator("main [name=text]")).to_be_focused()
    page.keyboard.type("jk")
    expect(page.locator("main [name=text]")).to_have_value("jk")  # whoever types is not moved
    rows.nth(0).focus()
    page.keyboard.press("j")
    expect(rows.nth(1)).to_be_focused()
    leads = rows.nth(1).get_attribute("href")
    with page.expect_navigation(timeout=30_000):
        page.keyboard.press("Enter")
    assert page.url.endswith(str(leads))
