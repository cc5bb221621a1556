"""Uploads in pieces by plain HTTP: announce, PUT ranges, ask how much has come, finish.

The script of the page speaks this; the page's ordinary form does the same in one request without it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from shencha.errors import BadInput, Fault, NotAllowed, ShenchaError
from shencha.records.acts import arrivals
from shencha.records.acts.arrivals import Offset
from shencha.text import Text
from shencha.web.party.ours import our_draft, party_page
from shencha.web.templatetags.say import reading

PIECE = 2**20
RANGE = re.compile(r"bytes (\d{1,12})-(\d{1,12})/(\d{1,12})")
DONE = Text("{name} 已上传。", "{name} is uploaded.")


@require_POST
@party_page
def begin(request: HttpRequest, draft_id: int, material: str) -> HttpResponse:
    """Announce a file: its name, size and stamp; the answer says where to put it and how much is there."""
    membership, draft = our_draft(request, draft_id)
    size = request.POST.get("size", "")
    try:
        made = arrivals.begin(
            draft,
            by=membership,
            material=material,
            name=request.POST.get("name", ""),
            size=int(size) if size.isdecimal() and len(size) < 13 else 0,
            stamp=request.POST.get("stamp", ""),
        )
    except (BadInput, NotAllowed) as refused:
        return _refused(refused)
    return JsonResponse(
        {"address": reverse("party:arrival", args=[draft.pk, made.key]), "received": arrivals.received(made)},
        status=201,
    )


@party_page
@require_http_methods(["GET", "HEAD", "PUT", "POST"])
def arrival(request: HttpRequest, draft_id: int, key: str) -> HttpResponse:
    """GET says how much has come, PUT brings a range, POST finishes."""
    membership, draft = our_draft(request, draft_id)
    found = arrivals.arrival_for(membership, key)
    try:
        if request.method == "PUT":
            return _received(
                arrivals.put(found, offset=_offset(request, found.size), chunks=_pieces(request))
            )
        if request.method == "POST":
            paper = arrivals.finish(found, by=membership)
            success(request, DONE.fill(name=paper.name).said(reading()))
            return JsonResponse({"next": reverse("party:papers", args=[draft.pk, paper.material])})
    except Offset as wrong:
        answer = _refused(wrong)
        answer.headers["Upload-Offset"] = str(wrong.received)
        return answer
    except (BadInput, NotAllowed) as refused:
        return _refused(refused)
    return _received(arrivals.received(found))


def _received(count: int) -> HttpResponse:
    answer = JsonResponse({"received": count})
    answer.headers["Upload-Offset"] = str(count)
    return answer


def _refused(error: ShenchaError) -> HttpResponse:
    lang = reading()
    faults = error.faults if isinstance(error, BadInput) else ()
    stop = "；" if lang == "zh" else "; "
    words = [f"{one.wrong.said(lang)}{stop}{one.right.said(lang)}" for one in faults] or [
        error.text.said(lang)
    ]
    return JsonResponse({"code": error.code, "text": "\n".join(words)}, status=error.status)


def _offset(request: HttpRequest, size: int) -> int:
    found = RANGE.fullmatch(request.headers.get("Content-Range", ""))
    length = request.META.get("CONTENT_LENGTH") or "0"
    if found is not None:
        first, last, total = (int(one) for one in found.groups())
        if total == size and last - first + 1 == int(length):
            return first
    raise BadInput(
        [
            Fault(
                "request",
                "Content-Range",
                Text("没有写明范围，或者与长度不符", "the range is missing, or not of that length"),
                Text(f"例如 bytes 0-99/{size}", f"write, for instance, bytes 0-99/{size}"),
            )
        ]
    )


def _pieces(request: HttpRequest) -> Iterator[bytes]:
    while piece := request.read(PIECE):
        yield piece
