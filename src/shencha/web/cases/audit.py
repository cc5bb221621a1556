"""The auditor's page: the log's newest checkpoint, and who saw what."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shencha.procedure.roles import Role
from shencha.records import access, log
from shencha.records.models import LogHead
from shencha.web.acting import acting, only_for


@only_for(Role.AUDITOR)
@require_safe
def audit(request: HttpRequest) -> HttpResponse:
    """Who saw what, the newest first, and the state of the log."""
    lines = Paginator(access.seen_lines(acting(request)), 50).get_page(request.GET.get("page"))
    head = LogHead.objects.filter(pk=1).first()
    context = {
        "lines": lines,
        "size": head.size if head else 0,
        "checkpoint": log.checkpoint(),
        "key": str(log.verifier()),
    }
    return render(request, "cases/audit.html", context)


@require_safe
def checkpoint(request: HttpRequest) -> HttpResponse:
    """The log's newest signed checkpoint; public, so that anyone can hold the log to it."""
    return HttpResponse(log.checkpoint(), content_type="text/plain; charset=utf-8")
