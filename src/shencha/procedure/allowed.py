"""What may happen next in a case, and who may do it: decides and may refuse, before `apply`.

Without an actor only the state decides (a history typed into a file); with one also the role, the unit,
recusal and the second person.
"""

from __future__ import annotations

from dataclasses import replace

from shencha.errors import NotAllowed
from shencha.law.calendar.workdays import Workdays
from shencha.procedure.acts import ACTS, DecisionDrafted, Event, OpinionReceived
from shencha.procedure.case import Case
from shencha.procedure.competence import barred, open_to, unchanged, unsigned
from shencha.procedure.fitting import before_it_was_asked, unfit
from shencha.procedure.following import by_state, in_house, not_now
from shencha.procedure.refusals import Refusal
from shencha.procedure.required import unsaid
from shencha.procedure.roles import Actor
from shencha.text import Text


def may_next(case: Case, *, by: Actor | None = None) -> tuple[str, ...]:
    """Names of the events that may follow now, the regime's next step first.

    Args:
        by: only what this person may do, the handling inside the house (drafts, recusal, delivery) included.
    """
    if by is None:
        return tuple(by_state(case))
    if by.person in case.recused:
        return ()
    names = (*by_state(case), *in_house(case))
    return tuple(name for name in names if by.role in ACTS[name].by and open_to(case, name, by))


def decide(case: Case, event: Event, *, by: Actor | None = None, calendar: Workdays | None = None) -> None:
    """Return if the event may follow; the case is not changed.

    Args:
        calendar: by which days are counted; left out, that of the notices which the package ships.
    Raises:
        NotAllowed: why not, with the state and what is allowed.
    """
    refused = refusal(case, event, by=by, calendar=calendar)
    if refused:
        raise NotAllowed(
            Text(f"{refused.wrong.zh}；{refused.right.zh}", f"{refused.wrong.en}; {refused.right.en}")
        )


def refusal(
    case: Case, event: Event, *, by: Actor | None = None, calendar: Workdays | None = None
) -> Refusal | None:
    """Why the event may not follow, or None if it may.

    Args:
        calendar: as `decide`.
    """
    if _paper(event) is None and case.last and event.on < case.last:
        return Refusal(
            Text(
                f"{event.name} 的日期 {event.on} 早于上一事件的日期 {case.last}",
                f"{event.name} on {event.on} goes back behind the event before it, on {case.last}",
            ),
            Text(f"请写 {case.last} 或之后的日期", f"write {case.last} or a later day"),
        )
    if by and (shut_out := barred(case, event, by)):
        return shut_out
    if event.name not in by_state(case) and event.name not in in_house(case):
        return not_now(case, event)
    wrong = unfit(case, event, calendar) or _unfit_draft(case, event, calendar)
    if wrong or by is None:
        return wrong
    return unsaid(event, by) or unchanged(case, event) or unsigned(case, event, by)


def _unfit_draft(case: Case, event: Event, calendar: Workdays | None) -> Refusal | None:
    """Why what is drafted may not follow; an opinion on paper is asked on the day of the last event and of its own."""
    if not isinstance(event, DecisionDrafted):
        return None
    opinion = _paper(event)
    if opinion is None:
        return refusal(case, event.decision, calendar=calendar)
    last = max(event.on, case.last or event.on)
    arrived = replace(opinion, on=event.on)
    return refusal(case, replace(opinion, on=last)) or before_it_was_asked(case, arrived)


def _paper(event: Event) -> OpinionReceived | None:
    """The opinion on paper that the event takes in: it bears the day on which it arrived, even if that is past."""
    inside = event.decision if isinstance(event, DecisionDrafted) else None
    return inside if isinstance(inside, OpinionReceived) else None
