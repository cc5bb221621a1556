"""Several people write one draft: who changed what last, and whoever saves over another is told first."""

from __future__ import annotations

from datetime import datetime

from shencha.errors import NotAllowed
from shencha.records.clock import now
from shencha.records.models import Draft, DraftChange, Membership
from shencha.text import Text


class Overtaken(NotAllowed):
    """Someone saved the same thing since the form was shown; nothing of either is lost."""

    code = "overtaken"

    def __init__(self, who: str, at: datetime, version: int) -> None:
        super().__init__(
            Text(
                f"{who}已经先保存了另一种内容；您填写的仍在下面，没有保存",
                f"{who} saved something else first; what you wrote stands below and is not saved yet",
            )
        )
        self.who, self.at, self.version = who, at, version


def version_of(draft: Draft, what: str) -> int:
    """The version of one thing of a draft, 0 where nobody has touched it; a form carries it."""
    found = draft.changes.filter(what=what).values_list("version", flat=True).first()
    return found or 0


def not_overtaken(draft: Draft, what: str, seen: int | None) -> None:
    """Refuse to save over a change that the writer has not seen; inside the transaction that saves.

    Args:
        seen: the version that the form carried; None where none was shown (a program), and nothing is asked.
    Raises:
        Overtaken: it was changed since.
    """
    if seen is None:
        return
    last = draft.changes.select_related("by").filter(what=what).first()
    if last is not None and last.version != seen:
        raise Overtaken(last.by.name, last.at, last.version)


def note(draft: Draft, what: str, by: Membership) -> None:
    """Write down who changed it, inside the transaction that changes it."""
    row, made = DraftChange.objects.get_or_create(
        draft=draft, what=what, defaults={"by": by.person, "at": now()}
    )
    if not made:
        row.by, row.at, row.version = by.person, now(), row.version + 1
        row.save()


def last_changes(draft: Draft) -> dict[str, DraftChange]:
    """The last change of each thing of a draft."""
    return {one.what: one for one in draft.changes.select_related("by").order_by("at", "id")}
