"""What was asked for in a case, item by item, with every answer: read from the events that a reader may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from shencha.procedure.acts import SupplementReceived, SupplementRequested, event_from
from shencha.procedure.supplements import Asked, Item, name_of
from shencha.records.models import CasePaper, StoredEvent


@dataclass(frozen=True, slots=True)
class Answer:
    """What arrived in answer to an item."""

    stored: StoredEvent
    text: str
    papers: tuple[CasePaper, ...]


@dataclass(slots=True)
class AskedItem:
    """An item as it was asked, and what came of it."""

    asked: Asked
    stored: StoredEvent
    """The request."""
    answers: list[Answer] = field(default_factory=list)

    @property
    def name(self) -> str:
        """By which it is answered."""
        return name_of(self.asked)

    @property
    def typed(self) -> Item | None:
        """Its structure, if it has one."""
        return self.asked if isinstance(self.asked, Item) else None

    @property
    def open(self) -> bool:
        """Has nothing arrived yet?"""
        return not self.answers


def asked_items(stored: Sequence[StoredEvent]) -> list[AskedItem]:
    """Every item that was ever asked for, in order; one asked again before it was answered stands in its last form.

    Args:
        stored: the events that the reader may read, in order, with their papers.
    """
    found: list[AskedItem] = []
    for one in stored:
        if one.name not in (SupplementRequested.name, SupplementReceived.name):
            continue
        event = event_from(one.payload)
        if isinstance(event, SupplementRequested):
            waiting = {item.name: item for item in found if item.open}
            for asked in event.items:
                if (before := waiting.get(name_of(asked))) is not None:
                    found.remove(before)
                found.append(AskedItem(asked, one))
        elif isinstance(event, SupplementReceived):
            words = dict(event.replies)
            for item in found:
                if item.open and item.name in event.items:
                    item.answers.append(Answer(one, words.get(item.name, ""), _papers(one, item)))
    return found


def _papers(stored: StoredEvent, item: AskedItem) -> tuple[CasePaper, ...]:
    if item.typed is not None:
        return tuple(one for one in stored.papers.all() if one.item == item.name)
    return tuple(one for one in stored.papers.all() if not one.item and one.material == item.name[:200])
