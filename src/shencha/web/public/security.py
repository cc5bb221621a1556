"""`security.txt` (RFC 9116): whom to tell of a weakness."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from shencha.records.clock import today

GOOD_FOR = timedelta(days=180)


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Whom to tell, until when that holds, and in which languages; not there where the instance names nobody."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {today() + GOOD_FOR}T00:00:00+08:00",
        "Preferred-Languages: zh, en",
    ]
    if settings.SITE:
        lines.append(f"Canonical: {settings.SITE}{request.path}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
