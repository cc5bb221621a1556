"""Several people write one draft: who changed what last, and whoever saves over another is told first."""

from __future__ import annotations

from datetime import datetime

from shencha.errors import NotAllowed
from shencha.records.clock import now
from shencha.records.models import Draft, DraftChange, Membership, Person
from shencha.text import Text


class Overtaken(NotAllowed):
    """Someone saved the same thing since the form was shown; nothing of either is lost.

    It may be a colleague, or the writer's own second window.
    """

    code = "overtaken"

    def __init__(self, last: Person | None, at: datetime, version: int, by: Membership) -> None:
        self.own = last is not None and last.pk == by.person_id
        self.who = last.name if last else "—"
        self.at, self.version = at, version
        super().__init__(
            Text(
                "您已在另一个窗口保存了另一种内容；这里填写的仍在下面，没有保存",
                "you saved something else in another window; what you wrote here stands below and is not saved yet",
            )
            if self.own
            else Text(
                f"{self.who}已经先保存了另一种内容；您填写的仍在下面，没有保存",
                f"{self.who} saved something else first; what you wrote stands below and is not saved yet",
            )
        )

    @property
    def heading(self) -> Text:
        """Who was faster, in a few words."""
        return (
            Text("您在另一个窗口先保存了", "Your other window was faster")
            if self.own
            else Text("同事先保存了", "A colleague was faster")
        )


def version_of(draft: Draft, what: str) -> int:
    """The version of one thing of a draft, 0 where nobody has touched it; a form carries it."""
    found = draft.changes.filter(what=what).values_list("version", flat=True).first()
    return found or 0


def not_overtaken(draft: Draft, what: str, seen: int | None, by: Membership) -> None:
    """Refuse to save over a change that the writer has not seen; inside the transaction that saves.

    Args:
        seen: the version that the form carried; None where none was shown (a program), and nothing is asked.
    Raises:
        Overtaken: it was changed since, by whomever.
    """
    if seen is None:
        return
    last = draft.changes.select_related("by").filter(what=what).first()
    if last is not None and last.version != seen:
        raise Overtaken(last.by, last.at, last.version, by)


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
