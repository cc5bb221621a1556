"""A case given out as one file that verifies offline: what its reader may read, with the proof of each entry.

That it was given, to whom, and the digest of each member is itself an entry of the log: its receipt lies in the bundle
and proves all the rest of it.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files as resources
from typing import IO, Any

from django.db import transaction

from shencha.documents.bundle import README, told
from shencha.errors import NotFound
from shencha.ledger.bundle import CHECKPOINT, ENTRIES, GIVEN, OWN
from shencha.procedure.roles import PARTY_SIDE, TAKES_A_CASE_AWAY
from shencha.records import access, files, log
from shencha.records.acts.logged import enter
from shencha.records.changes import CHANGE_REPORTED
from shencha.records.clock import today
from shencha.records.files.zipped import Member, zipped
from shencha.records.models import CaseFile, LoggedAct, Membership, StoredEvent, StoredFile
from shencha.records.projections import FILING_CARRIED, NOTICE_RECEIVED
from shencha.text import Text

_OF_THE_PARTY = (CHANGE_REPORTED, FILING_CARRIED, NOTICE_RECEIVED)
"""Acts beside the events that a party may read of its own case."""
_CODE = ("verify.py", "verify_bundle.py")


@dataclass(frozen=True, slots=True)
class Given:
    """A bundle: its members in order, and the receipt that proves them."""

    number: str
    members: dict[str, Member]
    receipt: str

    def stream(self) -> Iterator[bytes]:
        """The zip file in pieces; papers are read, and compared with their digests, as they go out.

        Raises:
            Changed: a paper was changed where it lies.
        """
        yield from zipped({OWN: self.receipt.encode(), **self.members}.items())


def may_have(membership: Membership) -> bool:
    """May this membership be given a case that it may know of?"""
    return membership.active and access.role_of(membership) in TAKES_A_CASE_AWAY


def give(number: str, *, to: Membership, by: Membership | None = None) -> Given:
    """A case as far as its reader may read it, and the entry that says so.

    Args:
        by: None where whoever holds the machine gives it out.
    Raises:
        NotFound: the case is not theirs, or this role is given none.
    """
    if not may_have(to):
        raise NotFound(Text(f"没有编号为 {number} 的案件", f"there is no case {number}"))
    case = access.case_for(to, number)
    with transaction.atomic():
        log.lock()
        members = dict(_members(to, case))
        listed = {name: _digest(one) for name, one in members.items()}
        said = {"on": today().isoformat(), "given_to": to.person.key, "as": to.role, "members": listed}
        act = enter(f"case:{number}", GIVEN, said, by=by, key=secrets.token_hex(16))
        return Given(number, members, log.receipt(act))


def _digest(member: Member) -> dict[str, Any]:
    if isinstance(member, StoredFile):
        return {"size": member.size, "sha256": member.digest}
    return {"size": len(member), "sha256": sha256(member).hexdigest()}


def _members(to: Membership, case: CaseFile) -> Iterator[tuple[str, Member]]:
    entries: list[StoredEvent | LoggedAct] = [*_events(to, case), *_acts(to, case)]
    records = [log.record_of_entry(one) for one in entries]
    size, _ = log.head()
    yield "README.txt", README.encode()
    for lang, name in (("zh", "案件.txt"), ("en", "case.txt")):
        yield name, told(records, lang).encode()  # type: ignore[arg-type]
    yield CHECKPOINT, log.checkpoint().encode()
    for entry, record in zip(entries, records, strict=True):
        called = _called(entry)
        yield f"{ENTRIES}{called}.tlog-proof", log.receipt(entry, size).encode()
        proof = "".join(f"{step}\n" for step in log.consistency(entry.log_index + 1, size))
        yield f"consistency/{called}.txt", proof.encode()
        for at, paper in enumerate(record["papers"], 1):
            file = StoredFile.objects.filter(pk=paper["sha256"]).first()
            if file is not None:
                yield f"papers/{called}/{at} {files.safe_name(paper['name'])}", file
    for name in _CODE:
        yield name, resources("shencha.ledger").joinpath(name).read_bytes()


def _called(entry: StoredEvent | LoggedAct) -> str:
    if isinstance(entry, StoredEvent):
        return f"{entry.sequence:04d}-{entry.name}"
    return f"beside-{entry.log_index}-{entry.name}"


def _events(to: Membership, case: CaseFile) -> Iterable[StoredEvent]:
    """Those of which this reader may have the receipt, which shows all of it."""
    for event in access.events_of(to, case):
        if access.payload_as_seen(to, event) == event.payload:
            yield event


def _acts(to: Membership, case: CaseFile) -> Iterable[LoggedAct]:
    acts = LoggedAct.objects.select_related("by").filter(about=f"case:{case.number}").exclude(name=GIVEN)
    if access.role_of(to) in PARTY_SIDE:
        acts = acts.filter(name__in=_OF_THE_PARTY)
    return acts.order_by("log_index")


def written(bundle: Given, out: IO[bytes]) -> int:
    """Write a bundle to a file; how many bytes."""
    return sum(out.write(piece) for piece in bundle.stream())
