"""The log as everyone may see it: its newest checkpoint, its public key, how to verify a receipt."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shencha.ledger.checkpoint import parse
from shencha.records import log
from shencha.records.log import seals


@require_safe
def log_page(request: HttpRequest) -> HttpResponse:
    """What the log is, how large, and how to verify without us."""
    note = log.checkpoint()
    newest = parse(note)[0] if note else None
    root = newest.root.hex() if newest else ""
    return render(request, "public/log.html", {"newest": newest, "root": root, "key": log.verifier()})


@require_safe
def checkpoint(request: HttpRequest) -> HttpResponse:
    """The newest signed checkpoint (C2SP)."""
    return HttpResponse(log.checkpoint(), content_type="text/plain; charset=utf-8")


@require_safe
def key(request: HttpRequest) -> HttpResponse:
    """The public key, as `name+id+base64`."""
    return HttpResponse(f"{log.verifier()}\n", content_type="text/plain; charset=utf-8")


@require_safe
def dossier_key(request: HttpRequest) -> HttpResponse:
    """The public key to which dossiers for this instance are sealed (age)."""
    return HttpResponse(f"{seals.recipient()}\n", content_type="text/plain; charset=utf-8")
