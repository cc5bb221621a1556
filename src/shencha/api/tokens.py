"""Bearer tokens: a program acts in the one membership for which its token was made."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q
from django.http import HttpRequest
from ninja.security import HttpBearer

from shencha.errors import NotFound
from shencha.procedure.roles import Role
from shencha.records import access
from shencha.records.acts.accounts import digest_of
from shencha.records.clock import today
from shencha.records.models import ApiToken, Membership
from shencha.text import Text


class Bearer(HttpBearer):
    """Finds the membership of a token that is neither revoked nor of someone who left."""

    openapi_description = "Made with `shencha admin token`; shown once, kept as a digest."

    def authenticate(self, request: HttpRequest, token: str) -> Membership | None:
        """The membership, or None."""
        found = (
            ApiToken.objects.select_related("membership__person", "membership__organisation")
            .filter(
                Q(until=None) | Q(until__gte=today()),
                digest=digest_of(token),
                revoked_at=None,
                membership__active=True,
                membership__person__is_active=True,
            )
            .first()
        )
        acts = request.method not in ("GET", "HEAD")
        return found.membership if found and not (found.reads_only and acts) else None


def acting(request: HttpRequest, only: Iterable[Role] = ()) -> Membership:
    """The membership in which this request acts.

    Args:
        only: the roles for which the operation is; for others it is not there. All when left out.
    Raises:
        NotFound: it is not for this role.
    """
    membership: Membership = request.auth  # type: ignore[attr-defined]
    if only and access.role_of(membership) not in only:
        raise NotFound(Text("没有这项操作", "there is no such operation"))
    return membership
