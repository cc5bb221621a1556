"""Is what the days brought that are over what their entries hold?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from shencha.records import reported
from shencha.records.log.kept import DAMAGED
from shencha.records.models import ClosedDay, LoggedAct
from shencha.text import Text


def unlike() -> Iterator[Text]:
    """The days whose reports are not what was entered of them, days that are missing, and entries without a row."""
    before: ClosedDay | None = None
    closed = set()
    for day in ClosedDay.objects.select_related("act").order_by("on"):
        closed.add(day.act_id)
        if not _holds(day, before):
            yield Text(
                f"{day.on} 的举报与该日的日志条目不一致",
                f"the reports of {day.on} are not what the log's entry of that day holds",
            )
        before = day
    acts = LoggedAct.objects.filter(name=reported.CLOSED).values_list("pk", "about")
    for about in sorted(about for pk, about in acts if pk not in closed):
        yield Text(f"{about}：没有与日志条目对应的行", f"{about}: the row of its entry is not there")
    try:
        yield from reported.unlike()
    except DAMAGED as error:
        said = str(error)[:200]
        yield Text(f"举报无法读取：{said}", f"the reports cannot be read: {said}")


def _holds(day: ClosedDay, before: ClosedDay | None) -> bool:
    try:
        if day.since != (before.on + timedelta(1) if before else None):
            return False
        said = {
            "on": day.on.isoformat(),
            "since": day.since.isoformat() if day.since else "",
            "reports": reported.digest(day.since, day.on, bytes(day.salt)),
        }
        about = f"{reported.ABOUT}:{day.on}"
        return day.act.about == about and {name: day.act.said[name] for name in said} == said
    except DAMAGED:
        return False
