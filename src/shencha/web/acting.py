"""In which of their memberships a person acts: chosen once, shown on every page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from shencha.errors import NotFound
from shencha.procedure.roles import ROLES, Role
from shencha.records import access
from shencha.records.models import Membership
from shencha.text import Text
from shencha.web.templatetags.say import reading
from shencha.web.typed import keep_typed

SESSION_KEY = "acting_in"


def acting_middleware(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: `request.acting` is the membership in which the person acts, or None."""

    def answer(request: HttpRequest) -> HttpResponse:
        request.memberships = _memberships(request)  # type: ignore[attr-defined]
        chosen = request.session.get(SESSION_KEY)
        held = request.memberships  # type: ignore[attr-defined]
        request.acting = next((m for m in held if m.pk == chosen), held[0] if held else None)  # type: ignore[attr-defined]
        return get_response(request)

    return answer


def acting(request: HttpRequest) -> Membership:
    """The membership in which the person acts.

    Raises:
        NotFound: the person holds none.
    """
    membership: Membership | None = getattr(request, "acting", None)
    if membership is None:
        raise NotFound(Text("您还没有任何角色", "you hold no role yet"))
    return membership


def only_for(
    *roles: Role,
) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """A page for people who act in one of these roles; for everyone else it is not there."""

    def page(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                back = keep_typed(request) if request.method == "POST" else request.get_full_path()
                return redirect_to_login(back)
            if roles and access.role_of(acting(request)) not in roles:
                raise NotFound(Text("没有这个页面", "there is no such page"))
            return view(request, *args, **kwargs)

        return guarded

    return page


def desk_of(request: HttpRequest) -> dict[str, Any]:
    """What every template knows: who acts, in which roles else, the reader's language, and whether it is a demo."""
    membership = getattr(request, "acting", None)
    return {
        "acting": membership,
        "acting_role": ROLES[Role(membership.role)].name if membership else None,
        "memberships": getattr(request, "memberships", []),
        "lang": reading(),
        "demo": settings.DEMO,
    }


def _memberships(request: HttpRequest) -> list[Membership]:
    if not request.user.is_authenticated:
        return []
    held = Membership.objects.select_related("organisation", "person").filter(
        person=request.user, active=True
    )
    return list(held.order_by("id"))
