"""A sign that no font here can set is told to whoever issues a paper, before; they mend it or go on knowingly."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from shencha.documents.signs import WAY_OUT, told, unset
from shencha.procedure.acts import DECISIONS, PAPERS
from shencha.records.reads import paper_words
from shencha.web.acting import acting
from shencha.web.typed import keep_typed

View = Callable[..., HttpResponseBase]
KNOWN = "rare_signs"
"""The signs that the person was told of and goes on with."""
LEFT_OUT = frozenset({"csrfmiddlewaretoken", "key", "expected", "seen", "code", KNOWN})


def asks_first(view: View) -> View:
    """A page that issues a paper: it asks before it does what would set an empty box."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **given: Any) -> HttpResponseBase:
        issues = given.get("name", PAPERS[0]) in (*PAPERS, *DECISIONS)
        if request.method == "POST" and issues and request.POST.get("do", "send") == "send":
            number, name = given.get("number"), given.get("name", "")
            of_case = paper_words.of_case(acting(request), number, name) if number else ()
            signs = unset([*_typed(request), *of_case])
            if signs and request.POST.get(KNOWN) != "".join(signs):
                return _asked(request, signs)
        return view(request, *args, **given)

    return guarded


def shown(*words: str) -> dict[str, Any]:
    """What the include `rare_signs.html` shows of the words of a paper to come."""
    signs = unset(words)
    return _page(signs) if signs else {}


def known(request: HttpRequest, page: Mapping[str, Any]) -> bool:
    """Was the person told of just the signs that `shown` found?"""
    return bool(request.POST.get(KNOWN, "") == page.get("known", ""))


def _typed(request: HttpRequest) -> Iterator[str]:
    for name in request.POST.keys() - LEFT_OUT:
        yield from request.POST.getlist(name)


def _asked(request: HttpRequest, signs: tuple[str, ...]) -> HttpResponse:
    again = [
        (name, one)
        for name in request.POST
        if name not in ("csrfmiddlewaretoken", KNOWN)
        for one in request.POST.getlist(name)
    ]
    back = keep_typed(request, refused=True)
    page = {"section": "desk", "back": back, "again": again, **_page(signs)}
    return render(request, "rare_signs_first.html", page, status=422)


def _page(signs: tuple[str, ...]) -> dict[str, Any]:
    return {"signs": told(signs), "way_out": WAY_OUT, "known_as": KNOWN, "known": "".join(signs)}
