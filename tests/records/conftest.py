"""An instance for each test, on both engines; after every act its views are what its events make."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.instances import ON_BOTH, Instance, instance

from shencha.procedure import acts as e
from shencha.records.acts import record as door
from shencha.records.clock import today
from shencha.records.log import auditing
from shencha.records.log.views import views
from shencha.records.models import CaseFile, Membership, StoredEvent
from shencha.server.sample import instance as sample


@dataclass
class House:
    """The people of the sample at work on one instance."""

    instance: Instance
    story: sample.Story
    acts: int = 0
    names: list[str] = field(default_factory=list)

    @property
    def today(self) -> date:
        return self.story.today

    def held(self, email: str) -> Membership:
        return self.story.held[email]

    def key(self) -> str:
        self.acts += 1
        return f"act-{self.acts}"

    def files(self, who: str = sample.YUNQI, party: str = "yunqi", days: int = 0) -> str:
        """A complete filing of some working days ago; the number of its case."""
        return self.story.files(who, party, "foreign_listing", f"赴国外上市 {self.key()}", days)

    def intake(self, days: int = 0) -> str:
        """A filing whose materials are accepted."""
        return self.story.accepted(self.files(days=days), days)

    def act(self, number: str, who: str, event: e.Event, **more: Any) -> StoredEvent:
        """One act, today, by that person."""
        return door.record(number, event, by=self.held(who), **({"key": self.key()} | more))

    def count(self, number: str) -> int:
        return StoredEvent.objects.filter(case__number=number).count()


def agrees_with_its_events(case: CaseFile) -> None:
    """What the desks read of a case is what its events make."""
    assert list(views(CaseFile.objects.filter(pk=case.pk))) == []


@pytest.fixture(params=ON_BOTH)
def house(
    request: pytest.FixtureRequest, tmp_path: Path, django_db_blocker: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[House]:
    """An instance with people and no case; every act of the test is followed by a look at its views."""
    project: Callable[..., None] = door.project

    def projected_and_compared(case: CaseFile, *given: Any) -> None:
        project(case, *given)
        agrees_with_its_events(case)

    monkeypatch.setattr(door, "project", projected_and_compared)
    with django_db_blocker.unblock(), instance(request.param, tmp_path / "instance") as made:
        yield House(made, sample.Story(today()))
        if not request.node.get_closest_marker("tampers"):
            assert auditing.audit_everything().faults == ()
