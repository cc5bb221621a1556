"""What reaches the office on paper: a unit's opinion, a party's request to withdraw; a second person confirms each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from shencha.documents.kinds.table import SIGNED
from shencha.errors import NotAllowed
from shencha.procedure.acts import DecisionDrafted, OpinionReceived, Withdrawn
from shencha.procedure.allowed import decide, may_next
from shencha.procedure.case import Case
from shencha.procedure.following import open_on_paper
from shencha.records import access, files
from shencha.records.acts.record import Paper, already, fold, record
from shencha.records.models import Membership, StoredEvent
from shencha.text import Text


def paper_units(whole: Case) -> tuple[str, ...]:
    """The units that are asked, silent, and without anyone who could answer here."""
    if whole.round is None or not whole.open or "opinion_received" not in may_next(whole):
        return ()
    silent = whole.round.silent
    answering = access.with_desk(silent) if silent else set()
    return tuple(unit for unit in silent if unit not in answering)


def may_take_in_withdrawal(membership: Membership, whole: Case) -> bool:
    """May this person take in the party's request to withdraw on paper, with none waiting already?"""
    return (
        "withdrawn" in open_on_paper(whole)
        and whole.draft("withdrawn") is None
        and "decision_drafted" in may_next(whole, by=access.actor(membership))
    )


def opinion_open(whole: Case) -> tuple[str, ...]:
    """The units whose opinions can be taken in now.

    Raises:
        NotAllowed: there is none, or one waits for a second person already.
    """
    units = paper_units(whole)
    if not units:
        raise NotAllowed(
            Text(
                "本案没有须以纸面答复的单位：被征求意见的单位都已答复，或者有自己的账户",
                "no unit of this case answers on paper: each has answered, or has an account of its own",
            )
        )
    if whole.draft("opinion_received") is not None:
        raise NotAllowed(
            Text(
                "已有一份纸面意见等待第二人确认；请先确认或者退回",
                "an opinion on paper waits for a second person; confirm it or send it back first",
            )
        )
    return units


def withdrawal_open(membership: Membership, whole: Case) -> None:
    """Goes on where a request to withdraw can be taken in now.

    Raises:
        NotAllowed: it cannot.
    """
    if not may_take_in_withdrawal(membership, whole):
        raise NotAllowed(
            Text(
                "本案现在没有可以撤回的申报（依职权启动的审查没有申报，已结束的案件不能撤回），或者已有一份撤回申请待确认",
                "there is no filing to withdraw now (a review ex officio has none, an ended case is not withdrawn), "
                "or a request waits for a second person already",
            )
        )


def take_in(
    number: str,
    said: OpinionReceived | Withdrawn,
    arrived: date,
    *,
    name: str,
    chunks: Iterable[bytes],
    by: Membership,
    key: str,
    expected: int | None = None,
) -> StoredEvent:
    """Lay what a paper says, with its scan, before a second person; it counts once that person confirms it.

    Args:
        arrived: the day on which an opinion arrived; of a request to withdraw, that of its taking in.
        name, chunks: the scan.
    Raises:
        NotFound: the case is not theirs. NotAllowed: nothing of that kind can be taken in now.
        BadInput: the scan is no such file, or the event does not fit. Overtaken: as `record`.
    """
    case = access.case_for(by, number)
    if (made := already(key, by)) is not None and made.case_id == case.pk:
        return made
    whole = fold(case, case.events.order_by("sequence"))
    material = "withdrawal_request" if isinstance(said, Withdrawn) else "paper_opinion"
    if isinstance(said, Withdrawn):
        withdrawal_open(by, whole)
    elif said.consultee not in opinion_open(whole):
        raise NotAllowed(
            Text(
                f"{said.consultee} 不以纸面答复：未被征求意见、已答复，或者有自己的账户",
                f"{said.consultee} does not answer on paper: not asked, answered, or with an account of its own",
            )
        )
    drafted = DecisionDrafted(arrived, replace(said, on=arrived), by.person.key)
    decide(whole, drafted, by=access.actor(by))  # before a file is kept for it
    paper = Paper(material, files.safe_name(name), files.keep(chunks, name, SIGNED))
    return record(number, drafted, by=by, key=key, expected=expected, papers=[paper])
