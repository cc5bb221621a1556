"""The auditor's page: what was written and who saw what since the last look, and whether the log holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from shencha.procedure.acts import ACTS
from shencha.procedure.roles import ROLES, Role
from shencha.records import access, log
from shencha.records.acts import audits
from shencha.records.clock import SHANGHAI
from shencha.records.models import AuditRun, LogHead, Membership, Seen, StoredEvent
from shencha.text import Text, same
from shencha.web.acting import acting, only_for
from shencha.web.table_files import download

HEADS = (
    Text("时间（北京时间）", "When (Asia/Shanghai)"),
    Text("人员", "Person"),
    Text("地址", "Address"),
    Text("角色", "Role"),
    Text("案件", "Case"),
    Text("查阅内容", "What"),
)
MOST_LINES = 100_000
WRITTEN = 50
"""Events shown, the newest first."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What the auditor wants to see."""

    person: str
    case: str
    everything: bool
    """Also what was there before the last look."""

    def query(self) -> str:
        """As an address writes it."""
        given = {"person": self.person, "case": self.case, "all": "1" if self.everything else ""}
        return urlencode({name: value for name, value in given.items() if value})


LOOKED_AT = {
    "analysis": Text("分析 {n}", "analysis {n}"),
    "board": Text("评估因素一览", "the board of factors"),
    "bundle": Text("证据包", "the bundle"),
    "case": Text("案件页", "the page of the case"),
    "case at": Text("案件在 {n} 的情况", "the case as of {n}"),
    "change": Text("情况变更报告 {n}", "the reported change {n}"),
    "changes": Text("情况变更报告", "the reported changes"),
    "changes of": Text("材料 {n} 与上一版的不同", "paper {n} against the last version"),
    "event": Text("第 {n} 个事件", "event {n}"),
    "events": Text("全部事件", "the events"),
    "notice": Text("第 {n} 个事件的文书", "the notice of event {n}"),
    "obligations": Text("承诺与条件", "promises and conditions"),
    "opinion": Text("征求意见页", "the page of opinions"),
    "paper": Text("材料 {n}", "paper {n}"),
    "papers": Text("全部材料", "all papers"),
    "receipt": Text("第 {n} 个事件的回执", "the receipt of event {n}"),
    "supplements": Text("补充材料", "the supplements"),
}
"""What was looked at, by the words in which looks are kept."""


def looked_at(kept: str) -> Text:
    """A look in words; one that this version does not know stands as it is kept."""
    kind, _, number = kept.rpartition(" ")
    if kind == "changes":
        kind = "changes of"
    found = LOOKED_AT.get(kind or kept)
    return found.fill(n=number) if found else same(kept)


ENDED = (AuditRun.State.DONE, AuditRun.State.FAILED)


@only_for(Role.AUDITOR)
@require_safe
def audit(request: HttpRequest) -> HttpResponse:
    """What was written, who saw what, and the state of the log."""
    membership, given = acting(request), request.GET
    filters = Filters(
        given.get("person", "").strip()[:200], given.get("case", "").strip()[:20], "all" in given
    )
    looked = audits.looked(by=membership)
    seen, written = access.seen_lines(membership), _written(membership)
    if looked is not None and not filters.everything:
        seen, written = seen.filter(at__gt=looked), written.filter(recorded_at__gt=looked)
    seen, written = _narrowed(seen, "person", filters), _narrowed(written, "by", filters)
    head = LogHead.objects.filter(pk=1).first()
    lines = list(written[: WRITTEN + 1])
    context = {
        "looked": looked,
        "filters": filters,
        "query": filters.query(),
        "written": [(one, ACTS[one.name].done) for one in lines[:WRITTEN]],
        "more_written": len(lines) > WRITTEN,
        "lines": (page := Paginator(seen, 50).get_page(given.get("page"))),
        "looks": [(line, looked_at(line.what)) for line in page],
        "size": head.size if head else 0,
        "checkpoint": log.checkpoint(),
        "key": str(log.verifier()),
        "last": (last := AuditRun.objects.filter(state__in=ENDED).first()),
        "faults": [Text.of(one) for one in last.faults] if last else [],
        "remarks": [Text.of(one) for one in last.remarks] if last else [],
        "since": head.size - (last.entries or 0) if last and head else 0,
        "under_way": AuditRun.objects.exclude(state__in=ENDED).first(),
    }
    return render(request, "cases/audit.html", context)


@only_for(Role.AUDITOR)
@require_safe
def looks(request: HttpRequest, form: str) -> HttpResponse:
    """Who saw what, as a table to keep; the newest first, as many as a sheet holds."""
    given = request.GET
    filters = Filters(given.get("person", "").strip()[:200], given.get("case", "").strip()[:20], True)
    seen = _narrowed(access.seen_lines(acting(request)), "person", filters)[:MOST_LINES]
    rows = (
        (
            f"{one.at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}",
            *(one.person.name, one.person.email, ROLES[Role(one.role)].name, one.case.number, one.what),
        )
        for one in seen
    )
    return download("looks", form, HEADS, rows)


@only_for(Role.AUDITOR)
@require_POST
def audit_now(request: HttpRequest) -> HttpResponse:
    """Ask the worker to check the whole log."""
    audits.ask(by=acting(request))
    return redirect("cases:audit")


@require_safe
def checkpoint(request: HttpRequest) -> HttpResponse:
    """The log's newest signed checkpoint; public, so that anyone can hold the log to it."""
    return HttpResponse(log.checkpoint(), content_type="text/plain; charset=utf-8")


def entries(request: HttpRequest) -> QuerySet[StoredEvent]:
    """The events that the filters of the address ask for, the newest first."""
    given = request.GET
    filters = Filters(given.get("person", "").strip()[:200], given.get("case", "").strip()[:20], True)
    return _narrowed(_written(acting(request)), "by", filters)


def _written(membership: Membership) -> QuerySet[StoredEvent]:
    cases = access.cases_of(membership).order_by().values("pk")
    stored = StoredEvent.objects.select_related("by", "case").filter(case__in=cases)
    return stored.order_by("-log_index")


Rows = TypeVar("Rows", QuerySet[Seen], QuerySet[StoredEvent])


def _narrowed(rows: Rows, who: str, filters: Filters) -> Rows:
    if filters.person:
        named = {f"{who}__name__icontains": filters.person}
        rows = rows.filter(Q(**named) | Q(**{f"{who}__email__icontains": filters.person}))
    return rows.filter(case__number__icontains=filters.case) if filters.case else rows
