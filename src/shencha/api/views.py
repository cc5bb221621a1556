"""Views of the list of cases that a person keeps: filters and order under a name, the same as on the page."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import parse_qsl

from django.http import HttpRequest
from ninja import Path, Router, Status
from pydantic import Field

from shencha.api.cases import Filters
from shencha.api.shapes import Strict
from shencha.api.tokens import acting
from shencha.procedure.roles import WORKING
from shencha.records.acts import saved_views
from shencha.records.models import SavedView
from shencha.records.reads.listing import Wanted

router = Router(tags=["cases"])
ViewId = Annotated[int, Path(ge=1, le=2**31 - 1)]


class ViewIn(Strict):
    """What to keep, and under which name; the same name again takes its place."""

    name: Annotated[str, Field(min_length=1, max_length=saved_views.LONGEST, pattern=r"^[^\x00]*$")]
    filters: Filters = Filters()


class ViewOut(Strict):
    """A kept view; its filters are those of `GET /api/cases`."""

    id: int
    name: str
    filters: dict[str, str]


@router.get("/case-views", response=list[ViewOut])
def views(request: HttpRequest) -> list[ViewOut]:
    """The views that you keep; nobody else sees them."""
    membership = acting(request, WORKING)
    return [_out(one) for one in SavedView.objects.filter(person=membership.person)]


@router.post("/case-views", response={201: ViewOut})
def keep(request: HttpRequest, said: ViewIn) -> Status[ViewOut]:
    """Keep filters and order under a name, at most 20 of them."""
    wanted = Wanted.of(said.filters.model_dump())
    return Status(201, _out(saved_views.keep(said.name, wanted.query(), by=acting(request, WORKING))))


@router.delete("/case-views/{view_id}", response={204: None})
def let_go(request: HttpRequest, view_id: ViewId) -> Status[None]:
    """Let one of your views go; one that is gone changes nothing."""
    saved_views.let_go(view_id, by=acting(request, WORKING))
    return Status(204, None)


def _out(one: SavedView) -> ViewOut:
    return ViewOut(id=one.pk, name=one.name, filters=dict(parse_qsl(one.query)))
