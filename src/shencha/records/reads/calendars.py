"""The due days of a membership as a calendar, and the secret address under which its programs read it."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

from django.conf import settings

from shencha.documents.calendar import Deadline, calendar
from shencha.law.calendar.strip import range_said
from shencha.law.measures.members import consultee_name
from shencha.law.screening.sentences import article_name
from shencha.procedure.acts import ACTS
from shencha.procedure.names import ACTOR_NAMES
from shencha.procedure.roles import PARTY_SIDE
from shencha.records import access
from shencha.records.clock import SHANGHAI
from shencha.records.models import CalendarFeed, Membership, MovedDay, Todo
from shencha.records.reads import worklists
from shencha.text import Lang, Text

MOST = 2_000


def calendar_of(membership: Membership, lang: Lang, site: str = "") -> bytes:
    """What this membership's side owes by when; a party reads what the office owes it as well.

    Args:
        site: where the pages are, `https://host`, so that an entry leads to its case.
    """
    party = access.role_of(membership) in PARTY_SIDE
    todos = access.todos_of(membership) if party else worklists.owed_by(membership)
    moved: dict[tuple[int, date | None], MovedDay] = {
        (one.case_id, one.after): one for one in access.newly_moved(membership)
    }
    owed = todos.filter(due__isnull=False)[:MOST]
    found = [_deadline(one, moved.get((one.case_id, one.due)), site) for one in owed]
    return calendar(found, settings.LOG_ORIGIN, lang)


def membership_of(secret: str) -> Membership | None:
    """Whose calendar that secret address is; None when it was replaced, or the role has ended."""
    found = (
        CalendarFeed.objects.select_related("membership__person", "membership__organisation")
        .filter(digest=digest_of(secret), membership__active=True, membership__person__is_active=True)
        .first()
    )
    return found.membership if found else None


def digest_of(secret: str) -> str:
    """What is kept of a secret address."""
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _range(todo: Todo) -> Text | None:
    return range_said(todo.earliest, todo.latest, todo.missing_notice) if todo.missing_notice else None


def _deadline(todo: Todo, moved: MovedDay | None, site: str) -> Deadline:
    assert todo.due is not None
    since = todo.since
    if moved is not None and moved.notice.decided_at is not None:
        since = max(since, moved.notice.decided_at.astimezone(SHANGHAI).date())
    return Deadline(
        case=todo.case.number,
        act=todo.act,
        does=ACTS[todo.act].name,
        who=ACTOR_NAMES.get(todo.who) or consultee_name(todo.who),
        who_id=todo.who,
        due=todo.due,
        article=article_name(todo.article),
        since=since,
        was=moved.before if moved else None,
        provisional=todo.provisional,
        range=_range(todo),
        address=f"{site}/cases/{todo.case.number}/" if site else "",
    )
