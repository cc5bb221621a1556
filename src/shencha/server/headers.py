"""Headers that keep a page to itself: no script, style or frame that is not ours."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

ALONE = POLICY.replace("connect-src 'self'", "connect-src 'none'")
"""Of the page that verifies a receipt: it can open no connection, so that the receipt stays in the browser."""

PUBLIC = frozenset(
    f"public:{page}"
    for page in (
        *("home", "about", "law", "compare", "open_points", "version", "article", "conclusions"),
        *("statistics", "statistics_csv", "statistics_xlsx", "statistics_json"),
        *("log", "checkpoint", "dossier_key", "key", "verify"),
    )
)
"""Pages without anything that a reader has typed, chosen or been told."""


def strict_headers(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: a strict content security policy on every answer, and nothing of a person's pages in caches."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        alone = request.resolver_match is not None and request.resolver_match.view_name == "public:verify"
        response.headers.setdefault("Content-Security-Policy", ALONE if alone else POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        if request.method == "POST" and _signs_out(request):
            response.headers.setdefault("Clear-Site-Data", '"cache", "storage"')
        if not _for_everyone(request):
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return answer


def _signs_out(request: HttpRequest) -> bool:
    return request.resolver_match is not None and request.resolver_match.view_name == "account_logout"


def _for_everyone(request: HttpRequest) -> bool:
    """Is the answer the same for every reader, so that a cache may keep it? Everything else is not on this list."""
    name = request.resolver_match.view_name if request.resolver_match else ""
    signed_in = hasattr(request, "user") and request.user.is_authenticated
    return name in PUBLIC and request.method in ("GET", "HEAD") and not signed_in and not request.GET
