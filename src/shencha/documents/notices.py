"""Which paper an event calls for, and its fields.

Nothing is decided here. Which case, which event, who acted and which number comes from the caller; days are
those of the clocks that the procedure computes; the sentences are in `receipts`, `decisions`, `proposals` and
`supervision`.
"""

from __future__ import annotations

from shencha.documents import chasing, decisions, proposals, receipts, supervision
from shencha.documents.occasion import Occasion, Words
from shencha.documents.sheet import (
    INVENTED_CODE,
    SAMPLE_CODE,
    Block,
    Files,
    Listing,
    Notice,
    Paragraph,
    Particulars,
    numbered,
)
from shencha.law.calendar.workdays import Workdays
from shencha.procedure import acts as e
from shencha.procedure.acts import Event
from shencha.procedure.case import Case
from shencha.text import Text


def notice_for(
    event: Event, before: Case, after: Case, given: Particulars, calendar: Workdays
) -> Notice | None:
    """The paper that an event calls for, or None if it calls for none.

    Args:
        before, after: the case without the event and with it.
        given: what the records know of it.
        calendar: by which its days are counted.
    Source: Measures 2022, Articles 8, 9, 11 to 16; 2020, Articles 7, 8, 10 to 15.
    """
    words = _words(event, before, after, given, calendar)
    if words is None:
        return None
    head = given.letterhead
    number = Text(
        f"{head.code}〔{event.on.year}〕{given.sequence}号",
        f"{head.code} [{event.on.year}] No. {given.sequence}",
    )
    remarks = words.remarks
    if head.code == SAMPLE_CODE:
        remarks = (*remarks, INVENTED_CODE)
    if head.contact:
        remarks = (*remarks, head.contact)
    return Notice(
        kind=words.kind,
        form="document" if event.act.proposal or event.act.letter else "letter",
        number=number,
        to=given.to,
        title=words.title,
        blocks=_blocks(words.blocks, given),
        closing=(head.closing or words.closing) if words.closing else None,
        issued=event.on,
        recorded=given.recorded,
        case=given.case,
        hands=given.hands,
        log=given.log,
        remarks=remarks,
        specimen=given.specimen,
        letterhead=head,
    )


def body(notice: Notice) -> str:
    """The body of a paper in Chinese, a paragraph a line, for whoever corrects it."""
    lines: list[str] = []
    for block in notice.blocks:
        match block:
            case Paragraph(text):
                lines.append(text.zh)
            case Listing(items):
                lines += [one.zh for one in numbered(items)]
            case Files():
                pass
    return "\n".join(line for line in lines if line)


_CORRECTED = Text(
    "",
    "The body was corrected by hand and has no English translation; see the Chinese original, which governs.",
)


def _blocks(written: tuple[Block, ...], given: Particulars) -> tuple[Block, ...]:
    """The body as the drafter corrected it, or as it is made; then the paragraph that the office adds to all."""
    lines = [line.strip() for line in given.wording.splitlines() if line.strip()]
    if lines:
        listed = tuple(one for one in written if isinstance(one, Files))
        return (*(Paragraph(Text(line, "")) for line in lines), Paragraph(_CORRECTED), *listed)
    added = given.letterhead.added
    return (*written, Paragraph(added)) if added else written


def _words(event: Event, before: Case, after: Case, given: Particulars, calendar: Workdays) -> Words | None:
    about = Occasion(event, before, after, given, calendar)
    match event:
        case e.Filed():
            return receipts.filed(about)
        case e.SupplementRequested(items=items):
            return receipts.supplement_requested(about, items)
        case e.SupplementReceived(items=items, replies=replies):
            return receipts.supplement_received(about, items, replies)
        case e.DeterminationNotified(review=True, reason=reason):
            return decisions.review_needed(about, reason)
        case e.DeterminationNotified(reason=reason):
            return decisions.review_not_needed(about, reason)
        case e.PreliminaryExtended(days=days, reason=reason):
            return decisions.preliminary_extended(about, days, reason)
        case e.ProposalSent():
            return proposals.proposal(about, event)
        case e.SecondProposalSent():
            return proposals.second_proposal(about, event)
        case e.SpecialProcedureNotified():
            return decisions.special(about)
        case e.SpecialExtended(days=days, reason=reason):
            return decisions.special_extended(about, days, reason)
        case e.ConclusionNotified(result=result, conditions=conditions, reason=reason):
            return decisions.conclusion(about, result, conditions, reason)
        case e.ReviewOpened():
            return decisions.review_opened(about)
        case e.InterimMeasuresRequired():
            return decisions.interim(about, event)
        case e.CommitmentReleased(commitment=commitment, reason=reason):
            return supervision.released(about, commitment, reason)
        case e.OpinionChased():
            return chasing.opinion(about, event)
        case e.SupplementChased():
            return chasing.supplement(about, event)
        case e.EvidenceChased():
            return chasing.evidence(about, event)
        case e.Withdrawn(reason=reason, requested=requested):
            return receipts.withdrawn(about, reason, requested)
        case _:
            return None
