"""Which first page a person has, and in which of their roles they act."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from shencha.procedure.roles import ROLES
from shencha.records import access
from shencha.web.acting import SESSION_KEY, acting, only_for


@only_for()
def desk(request: HttpRequest) -> HttpResponse:
    """To the first page of the role in which the person acts."""
    if getattr(request, "acting", None) is None:
        return redirect("public:home")
    return redirect(ROLES[access.role_of(acting(request))].desk)


@require_POST
@only_for()
def act_in(request: HttpRequest) -> HttpResponse:
    """From now on act in another of the person's own memberships; an unknown one changes nothing."""
    held = {str(one.pk): one.pk for one in request.memberships}  # type: ignore[attr-defined]
    chosen = held.get(request.POST.get("membership", ""))
    if chosen is not None:
        request.session[SESSION_KEY] = chosen
    return redirect("desk")
