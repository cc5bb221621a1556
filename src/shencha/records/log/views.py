"""Are the rows of cases, and those made from acts beside them, what the log makes of them?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django.db.models import CharField, Exists, Max, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat

from shencha.law.calendar.workdays import Workdays
from shencha.procedure.acts import event_from
from shencha.procedure.case import Case, replay
from shencha.records import holidays, policies
from shencha.records.changes import CHANGE_REPORTED, change_columns
from shencha.records.joined import joined
from shencha.records.log.kept import DAMAGED, each
from shencha.records.models import (
    CaseFile,
    LoggedAct,
    Notice,
    ObligationRow,
    Person,
    PolicyChoice,
    ReportedChange,
    SanctionDraft,
    StoredEvent,
    TakenNotice,
    Todo,
)
from shencha.records.projections import FILING_CARRIED, NOTICE_RECEIVED, receipts, rows_of
from shencha.records.reads.sanctions import about, acts_of, columns
from shencha.records.workdays import workdays
from shencha.text import Text

Compared = tuple[Text, Callable[[], bool]]


def views(of: QuerySet[CaseFile] | None = None) -> Iterator[Text]:
    """The cases whose rows are not what their events make, and which rows those are.

    Args:
        of: which cases to look at; all when left out.
    """
    calendar = workdays()
    cases = CaseFile.objects.all() if of is None else of
    cases = cases.prefetch_related("events", "todos", "units", "obligations")
    for case in each(joined(joined(cases, "recusals", "person"), "readers", "person"), "pk"):
        try:
            unlike = list(_unlike(case, calendar))
        except DAMAGED as error:
            said = str(error)[:200]
            unlike = [Text(f"事件无法读取：{said}", f"its events cannot be read: {said}")]
        if unlike:
            zh, en = "、".join(one.zh for one in unlike), ", ".join(one.en for one in unlike)
            yield Text(
                f"案件 {case.number}：视图与事件不一致（{zh}）",
                f"case {case.number}: its views are not what its events make ({en})",
            )


def _unlike(case: CaseFile, calendar: Workdays) -> Iterator[Text]:
    events = sorted(case.events.all(), key=lambda one: one.sequence)
    acts = LoggedAct.objects.filter(about=f"case:{case.number}", name__in=(FILING_CARRIED, NOTICE_RECEIVED))
    beside = list(acts.order_by("log_index"))
    filed = next((one.said for one in beside if one.name == FILING_CARRIED), None)
    whole = _folded(case, events, filed)
    made = rows_of(case, whole, calendar, filed)
    for name, value in made.columns.items():
        if getattr(case, name) != value:
            yield _COLUMNS[name]
    if (
        not events
        or case.sequence != len(events)
        or [one.sequence for one in events] != list(range(1, len(events) + 1))
    ):
        yield Text("事件数", "number of events")
    if sorted(map(_row, made.todos)) != sorted(map(_row, case.todos.all())):
        yield Text("待办", "to-dos")
    if sorted(map(_row, made.obligations)) != sorted(map(_row, case.obligations.all())):
        yield Text("承诺与条件", "promises and conditions")
    if made.units != {one.unit for one in case.units.all()}:
        yield Text("有关单位", "units")
    if made.recused != {one.person.key for one in case.recusals.all()}:
        yield Text("回避人员", "who is recused")
    if made.readers != {one.person.key for one in case.readers.all()}:
        yield Text("可以查阅的人员", "who else may see it")
    told = [(one.log_index, one.sequence, one.payload) for one in events]
    told += [(one.log_index, 0, one.said) for one in beside if one.name == NOTICE_RECEIVED]
    notices = Notice.objects.filter(event__case=case)
    stands = {
        sequence: (issued, received, to)
        for sequence, issued, received, to in notices.values_list(
            "event__sequence", "issued_on", "received_on", "to_id"
        )
    }
    party = made.columns["party_id"]
    owed = {at: (*days, party) for at, days in receipts(told).items()} if party is not None else {}
    if stands != owed or notices.count() != len(owed):
        yield Text("通知及其收到日期", "notices and their days of receipt")


def _folded(case: CaseFile, events: list[StoredEvent], filed: dict[str, Any] | None) -> Case:
    ground = None
    if events and events[0].payload.get("event") == "filed" and "ground" not in events[0].payload:
        ground = (filed or {}).get("ground")
    told = (event_from(one.payload) for one in events)
    return replay(told, ground=ground, number=case.number, choices=policies.choices())


_COLUMNS = {
    "ground": Text("事由", "ground"),
    "title": Text("名称", "title"),
    "party_id": Text("当事人", "party"),
    "state": Text("状态", "state"),
    "result": Text("结论", "result"),
    "opened_on": Text("开始日期", "day of opening"),
    "last_on": Text("最近日期", "last day"),
    "due_on": Text("最早期限", "earliest due day"),
    "paused": Text("是否暂停", "whether it is paused"),
    "lies_with": Text("由谁办理", "whom it waits for"),
    "officer_id": Text("承办人", "officer"),
    "deputy_id": Text("协办人", "deputy"),
    "restricted": Text("查阅范围", "who may see it"),
}


def _row(row: Todo | ObligationRow) -> tuple[str, ...]:
    """All columns of a row but its own number, as text, so that rows can be sorted."""
    return tuple(
        str(getattr(row, field.attname)) for field in row._meta.concrete_fields if not field.primary_key
    )


def rows_of_acts() -> Iterator[Text]:
    """What is made from acts beside the events and is not what they make; acts without a row."""
    for row in each(SanctionDraft.objects.all(), "pk"):
        if not _stands(row, columns, partial(acts_of, row.pk)):
            yield _not_made(about(row.pk))
    for change in each(ReportedChange.objects.select_related("case", "act"), "pk"):
        act = change.act
        theirs = act is not None and act.about == f"case:{change.case.number}"
        if not theirs or not _stands(change, change_columns, partial(_itself, act)):
            yield _not_made(f"case:{change.case.number}")
    yield from _put_forward(TakenNotice, holidays.notice_columns, holidays.acts_of, holidays.about)
    yield from _put_forward(PolicyChoice, policies.choice_columns, policies.acts_of, policies.about)
    for prefix, kept in (
        ("sanction:", SanctionDraft.objects),
        (holidays.ABOUT, TakenNotice.objects),
        (policies.ABOUT, PolicyChoice.objects),
    ):
        rows = kept.annotate(named=Concat(Value(prefix), Cast("pk", CharField()))).filter(
            named=OuterRef("about")
        )
        lost = LoggedAct.objects.filter(about__startswith=prefix).filter(~Exists(rows))
        for gone in lost.order_by("about").values_list("about", flat=True).distinct().iterator():
            yield _not_made(gone)
    reported = ReportedChange.objects.filter(act=OuterRef("pk"))
    unmade = LoggedAct.objects.filter(name=CHANGE_REPORTED).filter(~Exists(reported))
    for gone in unmade.values_list("about", flat=True).iterator():
        yield _not_made(gone)


def _put_forward(
    kept: type[TakenNotice] | type[PolicyChoice],
    made: Callable[[list[LoggedAct]], dict[str, Any]],
    acts_of: Callable[[int], list[LoggedAct]],
    about: Callable[[int], str],
) -> Iterator[Text]:
    """What one person put forward and another decided: who did which, and in which order, for the last one counts."""
    for row in each(kept._default_manager.all(), "pk"):
        if not _stands(row, lambda acts: made(acts) | _hands(acts), partial(acts_of, row.pk)):
            yield _not_made(about(row.pk))
    decided, before = kept._default_manager.exclude(decided_at=None).order_by("decided_at", "pk"), -1
    for pk in decided.values_list("pk", flat=True):
        entry = LoggedAct.objects.filter(about=about(pk)).aggregate(last=Max("log_index"))["last"] or 0
        if entry < before:
            yield _not_made(about(pk))
        before = entry


def _hands(acts: list[LoggedAct]) -> dict[str, Any]:
    """Who put it forward, and who decided."""
    who = [_by(act) for act in acts]
    return {"proposed_by_id": who[0], "decided_by_id": who[-1] if len(who) > 1 else None}


def _by(act: LoggedAct) -> int | None:
    """Who did it; of what an upgrade carried into the log, whom the entry names."""
    carried = act.said.get("carried", {}).get("by")
    named = Person.objects.filter(key=carried).values_list("pk", flat=True)
    return named.first() if act.by_id is None else act.by_id


def _itself(act: LoggedAct | None) -> LoggedAct | None:
    return act


def _stands(row: Any, make: Callable[[Any], dict[str, Any]], said: Callable[[], Any]) -> bool:
    """Is a row what is made from what was said? What was changed until it can no longer be read makes nothing."""
    try:
        found = said()
        return bool(found) and all(getattr(row, name) == value for name, value in make(found).items())
    except DAMAGED:
        return False


def _not_made(what: str) -> Text:
    return Text(
        f"{what}：保存的内容与日志中的记载不一致",
        f"{what}: what is kept is not what its acts in the log make",
    )
