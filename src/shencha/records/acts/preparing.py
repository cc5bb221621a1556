"""What is said in a draft before it is filed is an entry too: suppliers' parts and judgements, by their digests."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any

from shencha.canonical import digest_of
from shencha.records import preparing
from shencha.records.acts.logged import enter
from shencha.records.clock import today
from shencha.records.models import Draft, Judgement, Membership, SupplierPart


def asked(part: SupplierPart, *, by: Membership) -> None:
    """A supplier was asked for its part."""
    _enter(f"{preparing.PART}{part.pk}", preparing.ASKED, preparing.asked_of(part), by)


def handed_in(part: SupplierPart, *, by: Membership) -> None:
    """The supplier handed its part in, with these papers."""
    said, papers = preparing.handed_in_of(part), preparing.papers_of(part)
    _enter(f"{preparing.PART}{part.pk}", preparing.HANDED_IN, said, by, papers)


def sent_back(part: SupplierPart, *, by: Membership) -> None:
    """The party gave it back."""
    _enter(f"{preparing.PART}{part.pk}", preparing.SENT_BACK, {"reason": digest_of(part.reason)}, by)


def closed(part: SupplierPart, *, by: Membership) -> None:
    """The party does without it."""
    _enter(f"{preparing.PART}{part.pk}", preparing.CLOSED, {}, by)


def judged(judgement: Judgement, *, by: Membership) -> None:
    """The party judged a factor."""
    said = {"factor": judgement.factor, **preparing.judged_of(judgement)}
    _enter(f"{preparing.DRAFT}{judgement.draft_id}", preparing.JUDGED, said, by)


def judgement_taken_back(draft: Draft, factor: str, *, by: Membership) -> None:
    """The party took its judgement back."""
    _enter(f"{preparing.DRAFT}{draft.pk}", preparing.TAKEN_BACK, {"factor": factor}, by)


def given_up(draft: Draft, *, by: Membership) -> None:
    """A draft goes with all that it holds; entered where something of it is an entry already."""
    if draft.parts.exists() or draft.judgements.exists():
        _enter(f"{preparing.DRAFT}{draft.pk}", preparing.DISCARDED, {}, by)


def _enter(
    about: str, name: str, said: dict[str, Any], by: Membership, papers: Sequence[dict[str, Any]] = ()
) -> None:
    enter(about, name, {"on": today().isoformat(), **said}, by=by, key=secrets.token_hex(16), papers=papers)
