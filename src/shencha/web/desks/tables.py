"""The lists of the desks as tables for a spreadsheet: promises, a unit's answers, a party's notices, log entries."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from shencha.procedure.acts import ACTS, NOTICES
from shencha.procedure.roles import CONSULTED, PARTY_SIDE, ROLES, WHOLE_CASE, Role
from shencha.procedure.supervision import PARTY
from shencha.records import access
from shencha.records.clock import SHANGHAI, today
from shencha.stores.sheets import MOST_ROWS, Cell
from shencha.text import Text, same
from shencha.web.acting import acting, only_for
from shencha.web.cases.opinion import own_days
from shencha.web.desks.audit import entries
from shencha.web.supervision.obligations import READERS, STAGES
from shencha.web.table_files import download
from shencha.web.words import CHOICES

CASE, TITLE = Text("编号", "Number"), Text("名称", "Title")
Rows = Iterator[list[Text | Cell]]
MOST = MOST_ROWS - 1


@only_for(*READERS)
@require_safe
def promises(request: HttpRequest, form: str) -> HttpResponse:
    """All promises and conditions that one may read, those released included."""
    membership = acting(request)
    inside = access.role_of(membership) in WHOLE_CASE

    def rows() -> Rows:
        for one in access.obligations_of(membership)[:MOST].iterator(chunk_size=2_000):
            party = one.case.party
            owes = Text(party.name_zh, party.name_en) if one.owes == PARTY and party else one.owes
            row: list[Text | Cell] = [one.case.number, one.case.title, one.commitment, CHOICES[one.source]]
            row += [owes, STAGES[one.stage], one.due, one.handed_on, one.review_on]
            yield row + ([one.chased, one.chased_on] if inside else [])

    heads = (
        *(CASE, TITLE, Text("承诺或者条件", "Promise or condition"), Text("来源", "Source")),
        *(Text("由谁履行", "Owed by"), Text("状态", "Stage"), Text("下一次证明", "Next evidence")),
        *(Text("提交", "Handed in"), Text("复查", "To be reviewed")),
    )
    chased = (Text("催办次数", "Times chased"), Text("最近催办", "Last chased"))
    return download(f"promises-{today()}", form, (*heads, *chased) if inside else heads, rows())


@only_for(*CONSULTED)
@require_safe
def opinions(request: HttpRequest, form: str) -> HttpResponse:
    """A unit's own answers, with the days that they took."""
    answered, waiting = own_days(acting(request))
    rows: list[list[Text | Cell]] = [
        [file.number, file.title, clock.started, clock.due, clock.ended, clock.counted, clock.budget, status]
        for file, clock, status in (*waiting, *answered)
    ]
    heads = (
        *(CASE, TITLE, Text("收到", "Received"), Text("截止", "Due"), Text("答复", "Answered")),
        *(Text("已用工作日", "Days used"), Text("期限", "Days"), Text("状态", "Status")),
    )
    return download(f"opinions-{today()}", form, heads, rows)


@only_for(*PARTY_SIDE)
@require_safe
def notices(request: HttpRequest, form: str) -> HttpResponse:
    """All notices to the parties for which the reader acts."""
    found = access.notices_of(acting(request))[:MOST].iterator(chunk_size=2_000)
    rows: Rows = (
        [one.event.case.number, one.event.case.title, NOTICES[one.event.name], one.issued_on, one.received_on]
        for one in found
    )
    heads = (CASE, TITLE, Text("通知", "Notice"), Text("发出", "Issued"), Text("收到", "Received"))
    return download(f"notices-{today()}", form, heads, rows)


@only_for(Role.AUDITOR)
@require_safe
def log_entries(request: HttpRequest, form: str) -> HttpResponse:
    """The events of all cases as they lie in the log, filtered as the auditor's page is."""
    rows: Rows = (
        [
            one.log_index,
            f"{one.recorded_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}",
            *(one.case.number, one.sequence, ACTS[one.name].done, one.on, one.by.name, one.by.email),
            ROLES[Role(one.role)].name,
            same(one.drafted_by),
        ]
        for one in entries(request)[:MOST].iterator(chunk_size=2_000)
    )
    heads = (
        *(
            Text("条目", "Entry"),
            Text("时间", "When"),
            CASE,
            Text("第几个事件", "Event"),
            Text("事项", "What"),
        ),
        *(Text("日期", "Day"), Text("人员", "Who"), Text("账户", "Account"), Text("角色", "Role")),
        Text("拟稿", "Drafted by"),
    )
    return download("log", form, heads, rows)
