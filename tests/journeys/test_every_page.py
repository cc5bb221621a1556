"""Every page, in both languages: axe-core finds nothing, nothing hangs over the edge of a phone, nothing jumps."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from playwright.sync_api import Page
from tests.hardening import HARDEN
from tests.journeys.walking import OVERHANG, Desk, looked_at

from shencha.records.acts import analyses, drafts, reports
from shencha.records.clock import today
from shencha.records.models import StoredEvent
from shencha.server.sample import instance as sample
from shencha.server.sample.instance import (
    BEIFANG,
    CLERK,
    HAINA,
    OFFICER,
    SECOND,
    SECRETARY,
    YUNQI,
    Story,
)

MEMBER = "liaison@mps.example"
PAGES = {
    "": (
        "/",
        "/about/",
        "/must-we-file/",
        "/must-we-file/state-secrets/",
        "/due/?from=2026-02-09&days=30",
        "/due/?from=yesterday&days=0",
        "/law/",
        "/law/measures-2022/13/",
        "/law/compare/",
        "/law/open-points/",
        "/law/sources/",
        "/law/cases/",
        "/law/questions/",
        "/law/questions/securities_regulator/?listing=2027-06-01",
        "/law/questions/listing_step/",
        "/law/questions/what_is_a_product/?kind=other_important&way=renewal",
        "/log/",
        "/demo/",
        "/accounts/login/",
        "/report/",
        "/report/party/",
        "/report/follow/",
        "/conclusions/",
        "/nowhere/",
        "/api/docs",
    ),
    OFFICER: (
        "/work/",
        "/work/week/",
        "/work/overview/",
        "/work/load/",
        "/statistics/",
        "/work/due/others/",
        "/calendar/",
        "/work/holidays/",
        "/cases/2026-0006/side-by-side/",
        "/search/?q=上市",
        "/cases/2026-0005/",
        "/cases/2026-0007/",
        "/cases/2026-0008/",
        "/cases/2026-0009/",
        "/cases/2026-0011/",
        "/cases/2026-0016/",
        "/cases/2026-0004/do/supplement_requested/",
        "/cases/2026-0002/supplements/",
        "/cases/2026-0004/do/proposal_sent/",
        "/cases/2026-0008/do/opinions_heard/",
        "/cases/2026-0006/events/1/",
        "/obligations/",
        "/cases/2026-0011/obligations/",
        "/cases/2026-0011/do/commitment_recorded/",
        "/cases/2026-0005/board/",
        "/accounts/2fa/",
    ),
    SECOND: ("/cases/2026-0003/",),
    CLERK: ("/cases/2026-0002/",),
    MEMBER: ("/work/", "/cases/2026-0006/", "/cases/2026-0006/opinion/", "/work/concern/"),
    "liaison@energy.example": ("/work/", "/work/opinions/", "/cases/2026-0006/side-by-side/"),
    SECRETARY: ("/work/", "/cases/2026-0009/", "/cases/2026-0009/do/commission_decided/"),
    "supervisor@supervision.example": ("/work/", "/cases/2026-0011/", "/reports/", "/reports/{report}/"),
    "auditor@audit.example": ("/audit/", "/work/"),
    "system@operation.example": ("/people/",),
    "security@operation.example": ("/people/",),
    "auditadmin@operation.example": ("/people/",),
    HAINA: (
        "/party/",
        "/party/notices/",
        "/party/cases/2026-0002/",
        "/party/cases/2026-0005/",
        "/party/cases/2026-0008/",
        "/party/cases/2026-0002/supplement/",
        "/party/cases/2026-0008/withdraw/",
    ),
    BEIFANG: (
        "/party/",
        "/party/cases/2026-0011/",
        "/obligations/",
        "/cases/2026-0011/obligations/",
        "/cases/2026-0011/obligations/evidence/",
        "/party/drafts/{draft}/",
        "/party/drafts/{draft}/papers/declaration/",
        "/party/drafts/{draft}/check/",
        "/party/drafts/{draft}/evidence/",
        "/party/drafts/{draft}/evidence/add/supply/",
        "/party/drafts/{draft}/evidence/factors/F2/",
    ),
    YUNQI: ("/party/drafts/new/",),
}
"""Who looks at which page of the sample."""


@pytest.fixture
def told(story: Story) -> dict[str, object]:
    """The whole sample, a case in every state; a draft with a finding; a report. Their addresses' parts."""
    sample.tell(today())
    by = story.held[BEIFANG]
    draft = drafts.begin(by=by, party_key="beifang", ground="procurement", title="调度平台升级采购")
    drafts.attach(draft, by=by, material="declaration", name="申报书.txt", chunks=[b"x"])
    finding = {
        "factor": "F3",
        "finding": {"zh": "供应方的集中度为 1,605", "en": "the concentration of suppliers is 1,605"},
        "measure": {"value": 1605, "unit": "hhi"},
        "source": {"file": "bom.json", "place": "document"},
    }
    given = [analyses.Given("bom", "bom.json", [b"{}"])]
    run = analyses.ask(draft, by=by, kind="supply", given=given, key="axe")
    analyses.finished(run, {"findings": [finding], "unread": []})
    analyses.judge(draft, by=by, factor="F2", text="一个月内可以维持。")
    report, _ = reports.submit(kind="party", about="某提供者", text="供货中断", key="axe")
    return {"draft": draft.pk, "report": report.number}


MOST_SHEETS = 4
"""Pages of A4 that a case takes, the longest of the sample."""


def on_paper(page: Page, address: str) -> int:
    """How many pages of A4 the browser makes of it."""
    page.goto(address)
    return len(re.findall(rb"/Type /Page\b(?!s)", page.pdf(format="A4")))


MOST_MOVED = 0.01
"""The layout shift of a page; web vitals call 0.1 good. A table may widen a column while its rows arrive."""
WATCH = """() => {
  window.jumps = [];
  new PerformanceObserver(list => list.getEntries().forEach(one => {
    if (one.hadRecentInput) return;
    const what = one.sources.map(s => (s.node && s.node.outerHTML || String(s.node)).slice(0, 120));
    window.jumps.push([one.value, what.join(' | ')]);
  })).observe({type: 'layout-shift', buffered: true});
}"""
SETTLED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 50))))"
STOPS = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const style = getComputedStyle(one), box = one.getBoundingClientRect();
  const seen = (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
  const hidden = box.width < 2 || box.height < 2 || box.bottom <= 0 || box.right <= 0;
  const at = window.order.indexOf(one);
  return {at, seen: seen && !hidden, html: one.outerHTML.slice(0, 120)};
}"""
ACTS = """() => {
  const able = 'a[href], button:not([disabled]):not([tabindex="-1"]), input:not([type=hidden]), select, textarea, summary, [tabindex="0"]';
  window.order = [...document.querySelectorAll(able)].filter(one => one.checkVisibility({contentVisibilityAuto: true})
    && one.getClientRects().length);
  const radios = new Set();
  window.order = window.order.filter(one => {
    if (one.type !== 'radio') return true;
    const first = !radios.has(one.name);
    radios.add(one.name);
    return first;
  });
  return window.order.length;
}"""
BY_KEYBOARD = (
    (OFFICER, ("/work/", "/cases/2026-0005/", "/cases/2026-0004/do/supplement_requested/")),
    (MEMBER, ("/cases/2026-0006/opinion/",)),
    (HAINA, ("/party/", "/party/cases/2026-0002/supplement/")),
    ("", ("/must-we-file/", "/due/?from=2026-02-09&days=30", "/report/party/")),
)


VISITS = [("zh", 360), ("en", 1280), *([("zh", 1280), ("en", 360)] if HARDEN else [])]
"""In which language and at which width each page is loaded; it is looked at in both widths each time."""


@pytest.mark.parametrize(("lang", "width"), VISITS)
def test_on_no_page_axe_finds_a_fault_anything_hangs_over_or_jumps(
    desk: Desk, told: dict[str, object], lang: str, width: int
) -> None:
    """Words, pictures and pieces have their room from the first: a tenth of what web vitals call good, at most."""
    faults = []
    for who, addresses in PAGES.items():
        page = desk(who, lang=lang, scripts=True)
        page.add_init_script(f"({WATCH})()")
        for address in addresses:
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(address.replace("2026-", f"{today().year}-").format(**told))
            faults += [f"{address}: {fault}" for fault in (*jumped(page), *looked_at(page))]
    longest = Counter(StoredEvent.objects.values_list("case__number", flat=True)).most_common(1)[0][0]
    if (sheets := on_paper(desk(OFFICER, lang=lang), f"/cases/{longest}/")) > MOST_SHEETS:
        faults.append(f"/cases/{longest}/ takes {sheets} pages on paper")
    if on_paper(desk(OFFICER, lang=lang), "/work/overview/") != 1:
        faults.append("the leader’s page takes more than one sheet")
    assert not faults, "\n".join(faults)


def jumped(page: Page) -> list[str]:
    """What moved while the page was loaded, if it moved enough to be seen."""
    page.evaluate(SETTLED)
    jumps = page.evaluate("window.jumps")
    moved = sum(value for value, _ in jumps) > MOST_MOVED
    return [f"{value:.4f} {what}" for value, what in jumps] if moved else []


def test_what_jumps_is_noticed(desk: Desk) -> None:
    """The test above can fail: something that comes late above the words is seen to move them."""
    page = desk("", scripts=True)
    page.add_init_script(f"({WATCH})()")
    page.goto("/about/")
    page.evaluate(SETTLED)
    page.evaluate(
        """() => new Promise(done => setTimeout(() => {
          const late = document.createElement('div');
          late.style.height = '200px';
          document.getElementById('main').prepend(late);
          setTimeout(done, 100);
        }, 600))"""
    )
    assert page.evaluate("window.jumps.length") > 0


def test_the_keyboard_alone_reaches_every_act_and_shows_where_it_is(
    desk: Desk, told: dict[str, object]
) -> None:
    faults = []
    for who, addresses in BY_KEYBOARD:
        page = desk(who, scripts=True)
        page.set_viewport_size({"width": 1280, "height": 900})
        for address in addresses:
            page.goto(address.replace("2026-", f"{today().year}-"))
            faults += [f"{address}: {fault}" for fault in walked(page)]
    assert not faults, "\n".join(faults)


def walked(page: Page) -> list[str]:
    """Press Tab through a page: the skip link first, then everything in its order, each shown where it is."""
    faults, reached = [], []
    expected = page.evaluate(ACTS)
    for n in range(expected + 5):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOPS)
        if stop is None:
            break
        if n == 0 and 'href="#main"' not in stop["html"]:
            faults.append(f"the first stop is not the way to the content: {stop['html']}")
        if not stop["seen"]:
            faults.append(f"nothing shows that the keyboard is at {stop['html']}")
        if stop["at"] >= 0:
            reached.append(stop["at"])
    missed = sorted(set(range(expected)) - set(reached))
    names = page.evaluate("at => at.map(n => window.order[n].outerHTML.slice(0, 120))", missed)
    faults += [f"never reached: {name}" for name in names]
    if reached != sorted(reached):
        faults.append("the order of the stops is not that of the page")
    return faults


ON_PAPER = """() => [...document.querySelectorAll('button, a.button, nav, .noprint, select, input:not([type=hidden])')]
  .filter(one => one.checkVisibility({contentVisibilityAuto: true}) && one.getClientRects().length)
  .map(one => one.outerHTML.slice(0, 120))"""
PRINTED = (
    (OFFICER, ("/cases/2026-0006/", "/cases/2026-0006/events/1/", "/work/week/")),
    (HAINA, ("/party/cases/2026-0005/",)),
    ("", ("/due/?from=2026-02-09&days=30", "/law/measures-2022/13/")),
)


def test_a_printed_page_has_nothing_to_press_and_fits_the_paper(desk: Desk, told: dict[str, object]) -> None:
    faults = []
    for who, addresses in PRINTED:
        page = desk(who)
        page.emulate_media(media="print")
        page.set_viewport_size({"width": 642, "height": 970})  # A4 less 20 mm on each side
        for address in addresses:
            page.goto(address.replace("2026-", f"{today().year}-"))
            faults += [f"{address}: printed {found}" for found in page.evaluate(ON_PAPER)]
            if (over := page.evaluate(OVERHANG)) > 0:
                faults.append(f"{address}: hangs over the paper by {over} px")
    assert not faults, "\n".join(faults)
