"""What an act did, said to whoever did it on the page that follows, and what happens now."""

from __future__ import annotations

from django.http import HttpRequest

from shencha.errors import NotFound
from shencha.procedure.acts import DecisionDrafted, Event
from shencha.procedure.case import ENDS
from shencha.procedure.standing import standing
from shencha.records import access
from shencha.records.clock import today
from shencha.records.models import Membership
from shencha.records.workdays import workdays
from shencha.text import Text
from shencha.text.days import said_day
from shencha.web.cases.case import file_of, owed_rows
from shencha.web.cases.told import title_of
from shencha.web.done import done as tell
from shencha.web.units import registered

TO_SIGN = Text("现由另一名有审核权限的人员审核。", "Someone else who may sign looks at it now.")
ELSEWHERE = Text("后续事项由审查办公室办理。", "The review office carries on from here.")
ENDED = Text("本案已办结。", "The case has ended.")
NOTHING = Text("本案目前没有待办事项。", "Nothing is outstanding in the case.")
NEXT = Text("下一步：{who}{act}", "Next, {who}: {act}")
BY = Text("，期限{day}。", ", by {day}.")
NO_DAY = Text("。", ".")


def confirm(request: HttpRequest, membership: Membership, number: str, event: Event) -> None:
    """Say on the next page what was done, and who does what now, as far as this person may know."""
    done = title_of(event, access.role_of(membership))
    tell(request, Text(f"{done.zh}。", f"{done.en}."), told_next(membership, number, event))


def told_next(membership: Membership, number: str, event: Event | None = None) -> Text:
    """Who does what next in a case, by when."""
    if isinstance(event, DecisionDrafted):
        return TO_SIGN
    try:
        _, whole = file_of(membership, number)
    except NotFound:  # who stepped out, or whose part is over, reads the case no longer
        return ELSEWHERE
    stands = standing(access.case_as_seen(membership, whole), today(), workdays())
    rows = owed_rows(membership, stands, registered(), {})
    if not rows:
        if whole.state in ENDS:
            return ENDED if not any(one.active for one in whole.obligations) else NOTHING
        return ELSEWHERE
    who, act, todo, _ = rows[0]
    first = Text("、".join(one.zh for one in who), ", ".join(one.en for one in who))
    said = NEXT.fill(who=first, act=act)
    after = BY.fill(day=said_day(todo.due)) if todo.due else NO_DAY
    return Text(said.zh + after.zh, said.en + after.en)
