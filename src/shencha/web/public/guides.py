"""Help: a page for each kind of reader, the glossary, and whom to ask."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shencha.web.help import READERS, guide, rejected, terms
from shencha.web.templatetags.say import reading


@require_safe
def contents(request: HttpRequest) -> HttpResponse:
    """Who reads what, and contact and hours as the instance names them."""
    guides = [guide(reader, reading()) for reader in READERS]
    shown = {"guides": guides, "contact": settings.CONTACT, "hours": settings.HOURS}
    return render(request, "public/help.html", shown)


@require_safe
def page(request: HttpRequest, reader: str) -> HttpResponse:
    """The page of one kind of reader."""
    if reader not in READERS:
        raise Http404
    return render(request, "public/guide.html", {"guide": guide(reader, reading())})


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """The words of the review, and those that are not used."""
    return render(request, "public/glossary.html", {"terms": terms(), "rejected": rejected()})
