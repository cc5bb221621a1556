"""Headers that make an act harmless to repeat and safe to race, path parameters and pages; the same everywhere."""

from __future__ import annotations

from typing import Annotated, TypeVar

from django.db.models import Model, QuerySet
from ninja import Header, Path, Query

from shencha.api.shapes import CASE_NUMBER, LARGEST_ID
from shencha.records.acts.logged import LONGEST_KEY
from shencha.records.models import StoredEvent

_Row = TypeVar("_Row", bound=Model)
Key = Annotated[
    str,
    Header(
        ...,
        alias="Idempotency-Key",
        min_length=1,
        max_length=LONGEST_KEY,
        pattern=r"^[!-~]+$",
        description="Made by you; the same key again is the same act, and answers with what it made before.",
    ),
]
KeyIfAny = Annotated[
    str | None,
    Header(
        None,
        alias="Idempotency-Key",
        min_length=1,
        max_length=LONGEST_KEY,
        pattern=r"^[!-~]+$",
        description="Made by you; the same key again answers with what it made before, and makes no second one.",
    ),
]
Expected = Annotated[
    str | None,
    Header(
        None,
        alias="If-Match",
        pattern=r'^"[0-9]{1,9}"$',
        description="The ETag of the case as you saw it; if someone acted since, nothing happens (412).",
    ),
]
Number = Annotated[str, Path(..., pattern=CASE_NUMBER, description="The case's number.")]
Id = Annotated[int, Path(..., ge=1, le=LARGEST_ID)]
A_PAGE = 200
PageNumber = Annotated[int, Query(1, ge=1, le=10_000, description=f"Which page of them, {A_PAGE} to each.")]
Leaf = Annotated[int, Path(..., ge=1, le=10_000, description="A page of a paper, from 1.")]


def page_of(found: QuerySet[_Row], number: int) -> QuerySet[_Row]:
    """The rows of a page, from 1; none after the last."""
    return found[(number - 1) * A_PAGE : number * A_PAGE]


def expected_of(etag: str | None) -> int | None:
    """How many events the caller had seen."""
    return int(etag.strip('"')) if etag else None


def etag_of(sequence: int) -> str:
    """The ETag of a case with so many events."""
    return f'"{sequence}"'


def address_of(event: StoredEvent) -> str:
    """Where an event can be had."""
    return f"/api/cases/{event.case.number}/events/{event.sequence}"
