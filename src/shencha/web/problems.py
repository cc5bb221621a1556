"""A refusal becomes a page, in one place for all views."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from shencha.errors import NotFound, ShenchaError
from shencha.text import Text


class problem_pages:  # noqa: N801  (Django names middleware as it is written in settings)
    """Middleware: an error of ours is explained on a page with its status."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as the view does."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page for an error of ours; any other error is a fault of the program and rises."""
        if isinstance(error, ShenchaError) and not request.path.startswith("/api/"):
            return render(request, "problem.html", {"problem": error}, status=error.status)
        return None


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """No such address; the same page as for what is not yours."""

    problem = NotFound(Text("没有这个页面", "there is no such page"))
    return render(request, "problem.html", {"problem": problem}, status=404)


def failed(request: HttpRequest) -> HttpResponse:
    """Something is wrong with the program."""
    return render(request, "failed.html", status=500)
