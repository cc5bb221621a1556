"""Deliveries recorded after the event: of which units and notices a receipt is awaited, and on which day it can lie."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from shencha.law.measures.members import consultee_name
from shencha.procedure.acts import ACTS, NoticeDelivered, OpinionReceived, ProposalDelivered
from shencha.procedure.case import Case
from shencha.procedure.following import undelivered
from shencha.procedure.refusals import Refusal
from shencha.text import Text
from shencha.text.lists import listed


def proposal_delivery(case: Case, event: ProposalDelivered) -> Refusal | None:
    """Why the receipt of a proposal cannot be recorded so; None if it can."""
    awaited = undelivered(case)
    late = [one for one in event.to if one not in awaited]
    if late:
        return Refusal(
            Text(
                f"{_units(late).zh}没有待登记的收到日期",
                f"no receipt is awaited from {_units(late).en}",
            ),
            Text(
                f"可以登记收到日期的单位：{_units(awaited).zh}",
                f"a receipt can be recorded for {_units(awaited).en}",
            )
            if awaited
            else Text("现在没有待登记的收到日期", "no receipt is awaited at present"),
        )
    if event.received is None or case.round is None:
        return None
    return _no_receipt(event.received, case.round.sent, _last_receipt(case, event))


def notice_delivery(case: Case, event: NoticeDelivered) -> Refusal | None:
    """Why the delivery of a notice cannot be recorded so; None if it can."""
    awaited = {one.notice: one.issued for one in reversed(case.notices) if one.delivered is None}
    if event.notice not in awaited:
        return Refusal(
            Text(
                f"没有待送达的“{_acts([event.notice]).zh}”",
                f"no notice of {_acts([event.notice]).en} waits for delivery",
            ),
            Text(f"待送达的有：{_acts(awaited).zh}", f"what waits is {_acts(awaited).en}")
            if awaited
            else Text("现在没有待送达的通知", "no notice waits for delivery"),
        )
    return _no_receipt(event.received, awaited[event.notice], event.on) if event.received else None


def _last_receipt(case: Case, event: ProposalDelivered) -> date:
    """The last day on which it can have been received: that of recording, or of an answer on paper already here."""
    drafted = case.draft("opinion_received")
    if drafted and isinstance(drafted.decision, OpinionReceived) and drafted.decision.consultee in event.to:
        return min(event.on, drafted.on)
    return event.on


def _no_receipt(received: date, sent: date, last: date) -> Refusal | None:
    """Why it cannot have been received on that day; None if it can."""
    if sent <= received <= last:
        return None
    if received < sent:
        wrong = Text(
            f"收到日期 {received} 早于发出之日 {sent}",
            f"received on {received}, before it was sent on {sent}",
        )
    else:
        wrong = Text(f"收到日期 {received} 晚于 {last}", f"received on {received}, later than {last}")
    return Refusal(wrong, Text(f"请写 {sent} 至 {last} 之间的日期", f"write a day from {sent} to {last}"))


def _units(ids: Iterable[str]) -> Text:
    """Units by name, with the id that a case file writes."""
    named = [(one, consultee_name(one)) for one in ids]
    return listed([Text(f"{name.zh}（{one}）", f"{name.en} ({one})") for one, name in named])


def _acts(names: Iterable[str]) -> Text:
    """Events by name, with what a case file writes."""
    known = [(one, ACTS[one].name if one in ACTS else None) for one in names]
    return listed(Text(f"{name.zh}（{one}）", f"{name.en} ({one})") if name else one for one, name in known)
