"""The page that verifies a receipt in the reader's browser; neither the receipt nor anything of it is sent."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from shencha.documents.entries import labels, names
from shencha.drawing.qr import qr
from shencha.law.logic.holds import SAID
from shencha.ledger.receipt import read
from shencha.procedure.names import GROUND_NAMES
from shencha.records import log
from shencha.text import Text
from shencha.web.templatetags.say import reading

_FIELDS = {
    "case": Text("案件编号", "Case"),
    "about": Text("关于", "About"),
    "recorded_at": Text("登记时刻", "Recorded"),
    "by": Text("办理人", "By"),
    "role": Text("角色", "Role"),
    "unit": Text("单位", "Unit"),
    "on": Text("日期", "Day"),
    "confirmed_at": Text("以双因素认证确认", "Confirmed with the second factor"),
    "materials": Text("材料种类", "Kinds of papers"),
}


@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """The page, the keys to verify with, and what fields and events are called in the reader's language."""
    lang, grounds = reading(), {name: one.begun for name, one in GROUND_NAMES.items()}
    words = {
        "keys": [str(key) for _, key in log.signers()],
        "labels": {name: label.said(lang) for name, label in {**labels(), **_FIELDS}.items()},
        "names": {name: label.said(lang) for name, label in names().items()},
        "values": {name: label.said(lang) for name, label in {**SAID, **grounds}.items()},
    }
    return render(request, "public/verify.html", {"words": words, "key": log.verifier()})


def links(request: HttpRequest, receipt: str) -> dict[str, str | SafeString]:
    """For a receipt's page: the address that verifies it with its content, the code of the one without, the signer."""
    found = read(receipt)
    page = request.build_absolute_uri(reverse("public:verify"))
    label = Text("核验本回执的二维码", "QR code that verifies this receipt").said(reading())
    code = qr(f"{page}#{found.withheld().fragment()}", label)
    return {"verify": f"{page}#{found.fragment()}", "qr": mark_safe(code), "key": found.key or ""}  # noqa: S308 made of digits above
