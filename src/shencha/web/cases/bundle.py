"""A case as one file that verifies offline, for the auditor, the head of the office, and the party for its own."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods

from shencha.errors import NotFound
from shencha.procedure.roles import TAKES_A_CASE_AWAY
from shencha.records import access, log
from shencha.records.acts import bundles
from shencha.text import Text
from shencha.web.acting import acting, only_for


@only_for(*TAKES_A_CASE_AWAY)
@require_http_methods(["GET", "HEAD", "POST"])
def bundle(request: HttpRequest, number: str) -> HttpResponseBase:
    """What a bundle holds, and on request the bundle; giving it out is an entry of the log."""
    membership = acting(request)
    if not bundles.may_have(membership):
        raise NotFound(Text("没有这个页面", "there is no such page"))
    case = access.case_for(membership, number)
    access.saw(membership, case, "bundle")
    if request.method != "POST":
        return render(request, "cases/bundle.html", {"section": "desk", "file": case, "key": log.verifier()})
    given = bundles.give(number, to=membership, by=membership)
    response = StreamingHttpResponse(given.stream(), content_type="application/zip")
    response.headers["Content-Disposition"] = content_disposition_header(True, f"{number}.zip") or ""
    return response
