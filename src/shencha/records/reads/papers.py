"""The paper of a stored event, for whoever may see the event: numbered, with hands, due days and place in the log.

A paper is made from the records each time it is asked for and is the same each time. A decision's notice is seen
before it goes out; then the very file that the second person saw is kept with the event, and given out.
"""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from datetime import datetime, time
from functools import lru_cache
from hashlib import sha256

from django.conf import settings

from shencha.documents.formats import FORMS, file_name
from shencha.documents.items import material
from shencha.documents.notices import notice_for
from shencha.documents.pdf import picture
from shencha.documents.sheet import Hand, HandedIn, LogPlace, Notice, Particulars
from shencha.errors import NotFound
from shencha.law.measures.members import consultee_name
from shencha.ledger.checkpoint import parse
from shencha.procedure.acts import PAPERS, TO_UNITS, Event, event_from
from shencha.procedure.case import Case, apply
from shencha.procedure.roles import CONSULTED, PARTY_SIDE, ROLES, WHOLE_CASE, Role
from shencha.records import access
from shencha.records.acts.record import fold
from shencha.records.clock import SHANGHAI
from shencha.records.files import content
from shencha.records.letterhead import letterhead_on
from shencha.records.models import CaseFile, CasePaper, Membership, Organisation, StoredEvent
from shencha.records.workdays import workdays
from shencha.text import Lang, Text, same

NO_PAPER = Text("没有这份文书", "there is no such paper")


def has_paper(membership: Membership, stored: StoredEvent) -> bool:
    """Is there a paper of that event for this membership?"""
    if stored.name not in PAPERS:
        return False
    if stored.name in TO_UNITS and access.role_of(membership) in CONSULTED:
        return membership.organisation.unit in stored.payload["to"]
    return True


def paper_of(membership: Membership, number: str, sequence: int) -> tuple[StoredEvent, Notice]:
    """The paper of an event.

    Names stand on the office's own copy; whoever it goes to reads the roles. A consultee reads its own name as
    the addressee, and not who else was asked.

    Raises:
        NotFound: the event is not there, or not theirs, or calls for no paper.
    """
    stored = access.event_for(membership, number, sequence)
    if not has_paper(membership, stored):
        raise NotFound(NO_PAPER)
    earlier = stored.case.events.filter(sequence__lt=sequence).order_by("sequence")
    before, event = fold(stored.case, earlier), event_from(stored.payload)
    after = apply(before, event)
    checkpoint, _ = parse(stored.note)
    given = Particulars(
        sequence=_number(stored),
        case=stored.case.number,
        matter=same(stored.case.title),
        to=_addressee(membership, stored, after),
        recorded=stored.recorded_at.astimezone(SHANGHAI),
        log=LogPlace(checkpoint.origin, stored.log_index, checkpoint.size, checkpoint.root.hex()),
        hands=_hands(membership, stored),
        files=tuple(
            HandedIn(material(after, one.material), one.name, one.file.size, one.file.digest)
            for one in stored.papers.all()
        ),
        letterhead=letterhead_on(event.on),
        wording=(draft.wording or "") if (draft := before.draft(event.name)) else "",
        specimen=settings.DEMO,
    )
    notice = notice_for(event, before, after, given, workdays())
    assert notice is not None, stored.name
    return stored, notice


SENT = "notice"
"""The kind of paper that is a notice as it went out."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A notice before it goes out, as it will be printed."""

    notice: Notice
    pdf: bytes
    sequence: int
    """Its number in the year, unless another paper takes it first."""

    @property
    def digest(self) -> str:
        """SHA-256 of the file."""
        return sha256(self.pdf).hexdigest()

    @property
    def name(self) -> str:
        """What the file is called."""
        return file_name(self.notice, "zh", "pdf")


def before_it_goes_out(file: CaseFile, whole: Case, decision: Event, wording: str = "") -> Seen | None:
    """The notice of a decision on the day that it bears, the same bytes each time; None where none goes out.

    Args:
        whole: the case as it stands. wording: the body as its drafter corrected it; empty: as it is made.
    """
    if decision.name not in PAPERS:
        return None
    number = next_number(decision.on.year)
    after = apply(whole, decision)
    given = Particulars(
        sequence=number,
        case=file.number,
        matter=same(file.title),
        to=_party(file, after),
        recorded=datetime.combine(decision.on, time(0), SHANGHAI),
        log=None,
        hands=(),
        letterhead=letterhead_on(decision.on),
        wording=wording,
        specimen=settings.DEMO,
    )
    notice = notice_for(decision, whole, after, given, workdays())
    return Seen(notice, _set(notice), number) if notice else None


@lru_cache(8)
def _set(notice: Notice) -> bytes:
    return FORMS["pdf"].write(notice, "zh")


@lru_cache(8)
def pictures(notice: Notice) -> tuple[str, ...]:
    """The pages of a notice as pictures for a page, each an address that holds its own data."""
    return tuple(
        f"data:image/png;base64,{b64encode(page).decode()}" for page in picture(notice, "zh", ppi=PREVIEW_PPI)
    )


PREVIEW_PPI = 80


def sent_file(stored: StoredEvent) -> CasePaper | None:
    """The very file that the second person saw and that went out; None of what was issued without one."""
    return stored.papers.select_related("file").filter(material=SENT).first()


def file_of(stored: StoredEvent, notice: Notice, lang: Lang, form: str) -> tuple[bytes, str]:
    """Content and name of a paper: of the original the very file that went out, if any; else written anew."""
    if lang == "zh" and form == "pdf" and (sent := sent_file(stored)) is not None:
        return b"".join(content(sent.file)), sent.name
    return FORMS[form].write(notice, lang), file_name(notice, lang, form)


def next_number(year: int) -> int:
    """The number that the next paper of that year takes."""
    return StoredEvent.objects.filter(name__in=PAPERS, on__year=year).count() + 1


def _number(stored: StoredEvent) -> int:
    """Its place among the papers of its year; what comes later stands later in the log, and changes nothing."""
    papers = StoredEvent.objects.filter(name__in=PAPERS, on__year=stored.on.year)
    return papers.filter(log_index__lte=stored.log_index).count()


def _addressee(membership: Membership, stored: StoredEvent, after: Case) -> Text:
    if stored.name in TO_UNITS:
        asked = stored.payload["to"]
        if access.role_of(membership) in CONSULTED:
            asked = [membership.organisation.unit]
        registered = {
            one.unit: Text(one.name_zh, one.name_en)
            for one in Organisation.objects.filter(kind=Organisation.Kind.DEPARTMENT, unit__in=asked)
        }
        names = [registered.get(unit) or consultee_name(unit) for unit in asked]
        return Text("、".join(one.zh for one in names), ", ".join(one.en for one in names))
    return _party(stored.case, after)


def _party(file: CaseFile, after: Case) -> Text:
    party = file.party
    return Text(party.name_zh, party.name_en) if party else same(after.party or "—")


def _hands(membership: Membership, stored: StoredEvent) -> tuple[Hand, ...]:
    named = access.role_of(membership) in WHOLE_CASE
    if not named and Role(stored.role) not in PARTY_SIDE:
        return ()  # who of the office drafted and signed is the office's own

    def hand(did: Text, role: str, name: str) -> Hand:
        return Hand(did, ROLES[Role(role)].name, name if named else None)

    if stored.drafted_by:
        draft = (
            stored.case.events.select_related("by")
            .filter(name="decision_drafted", by__key=stored.drafted_by, sequence__lt=stored.sequence)
            .order_by("-sequence")[0]
        )
        return (
            hand(Text("拟稿", "Drafted by"), draft.role, draft.by.name),
            hand(Text("签发", "signed by"), stored.role, stored.by.name),
        )
    handed_in = Role(stored.role) in PARTY_SIDE
    did = Text("提交", "Handed in by") if handed_in else Text("承办", "Issued by")
    return (hand(did, stored.role, stored.by.name),)
