"""The demo's whole history, told in the order of its days: nothing in its log is older than what stands before it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from shencha.records.clock import SHANGHAI, as_of
from shencha.server.sample import evidenced, instance, supervision

SETTLED = 140
"""So many working days ago the instance was set up."""
BETWEEN = timedelta(minutes=4)
"""Acts of one day follow each other by so much."""


class Made:
    """What an act will have made once it is told; asked for by `str`."""

    value: Any = None

    def __str__(self) -> str:
        return str(self.value)


@dataclass(slots=True)
class Chronicle(instance.Story):
    """Keeps what is to be told, and tells it by day."""

    kept: list[tuple[int, int, int, Callable[[datetime], Any], Made]] = field(default_factory=list)
    last: datetime | None = None

    def when(self, days: int, act: Callable[[datetime], Any], hour: int = 10) -> Any:
        """Keep an act for its day; what it will have made."""
        made = Made()
        self.kept.append((-days, hour, len(self.kept), act, made))
        return made

    def moment(self, on: date, hour: int = 10) -> datetime:
        """The next moment of that day."""
        self.told += 1
        begun = datetime.combine(on, time(hour), SHANGHAI)
        self.last = begun if self.last is None else max(begun, self.last + BETWEEN)
        return self.last

    def tell(self) -> None:
        """Tell all that was kept."""
        for days, hour, _, act, made in sorted(self.kept, key=lambda one: one[:3]):
            at = self.moment(self.ago(-days), hour)
            with as_of(at):
                made.value = act(at)
        self.kept.clear()


def settle(today: date) -> None:
    """Organisations and people, before anything else happens."""
    with as_of(datetime.combine(Chronicle(today).ago(SETTLED), time(9), SHANGHAI)):
        instance.settle(today)


def tell(today: date) -> None:
    """A case in every state, some of them with all that a filing can carry, and what came after."""
    story = Chronicle(today)
    instance.tell_cases(story)
    supervision.supervise(story)
    evidenced.tell(story)
    story.tell()
