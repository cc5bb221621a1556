"""What a party reports after the conclusion: screened again at once, and read by both sides."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from shencha.errors import BadInput, Fault
from shencha.law.open_points import OPEN_POINTS
from shencha.law.sentences import said
from shencha.records import access
from shencha.records.acts import registers as acts
from shencha.records.clock import today
from shencha.text import Text
from shencha.web.acting import acting, only_for
from shencha.web.counts import whole
from shencha.web.keys import fresh_key
from shencha.web.supervision.obligations import READERS
from shencha.web.templatetags.say import reading

SAID = {"": Text("没有变化", "Unchanged"), "yes": Text("是", "Yes"), "no": Text("否", "No")}
YES_NO = {
    "actor.platform_operator": Text("是网络平台运营者", "Is a platform operator"),
    "actor.ciio": Text(
        "被认定为关键信息基础设施运营者", "Is identified as a critical infrastructure operator"
    ),
    "listing.planned": Text("准备上市", "Plans to list"),
    "procurement.may_affect_national_security": Text(
        "采购的产品、服务（含新版本）影响或者可能影响国家安全",
        "What is bought (new versions included) affects or may affect national security",
    ),
    "data_processing.may_affect_national_security": Text(
        "数据处理活动影响或者可能影响国家安全", "Its data processing affects or may affect national security"
    ),
}
NUMBERS = {
    "users": Text("掌握个人信息的用户数", "Users whose personal information is held"),
    "venue": Text("上市地", "Listing place"),
}
IN_WORDS = {
    "ownership": Text("股权或者实际控制人的变化", "Changes of ownership or control"),
    "versions": Text("产品、服务或者版本的变化", "Changes of products, services or versions"),
    "other": Text("其他变化", "Other changes"),
}


@only_for(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def changes(request: HttpRequest, number: str) -> HttpResponse:
    """The reports of a case, each with its answer; the party adds one."""
    membership = acting(request)
    file = access.case_for(membership, number)
    theirs = access.role_of(membership) in access.PARTY_SIDE
    faults: tuple[Fault, ...] = ()
    if request.method == "POST":
        try:
            made = acts.report_change(
                file,
                _changed(request),
                _words(request),
                today(),
                key=request.POST.get("key", "")[:64] or fresh_key(),
                by=membership,
            )
        except BadInput as refused:
            faults = refused.faults
        else:
            outcome = said("names", made.outcome)
            told = Text("已报告；重新判断的结果：{outcome}", "Reported; screened again: {outcome}")
            messages.success(request, told.fill(outcome=outcome).said(reading()))
            return redirect("supervision:changes", number)
    access.saw(membership, file, "changes")
    given = request.POST
    shown: dict[str, Any] = {
        "section": "desk",
        "file": file,
        "theirs": theirs,
        "may_report": theirs and acts.may_report(file),
        "rows": [
            (one, said("names", one.outcome), _why(one.answer)) for one in file.changes.select_related("by")
        ],
        "yes_no": [(name, text, given.get(name, "")) for name, text in YES_NO.items()],
        "words": [(name, text, given.get(name, "")) for name, text in IN_WORDS.items()],
        "said": list(SAID.items()),
        "given": given,
        "users": given.get("users", ""),
        "venue": given.get("venue", ""),
        "key": given.get("key") or fresh_key(),
        "faults": faults,
        "point": OPEN_POINTS["change_of_facts"],
    }
    return render(request, "supervision/changes.html", shown, status=422 if faults else 200)


def _why(answer: dict[str, Any]) -> list[dict[str, Any]]:
    """The reasons of the grounds that hold or may."""
    return [
        reason
        for ground in answer["grounds"]
        if ground["holds"] != "no"
        for reason in ground["reasons"]
        if reason["holds"] != "no"
    ]


def _changed(request: HttpRequest) -> dict[str, Any]:
    """The facts that the form changes, in blocks."""
    out: dict[str, Any] = {}
    for name in YES_NO:
        if (value := request.POST.get(name, "")) in ("yes", "no"):
            block, _, fact = name.partition(".")
            out.setdefault(block, {})[fact] = value
    if written := request.POST.get("users", "").strip():
        number = whole(written)
        out.setdefault("actor", {})["users_with_personal_information"] = written if number is None else number
    if venue := request.POST.get("venue", "").strip():
        out.setdefault("listing", {})["venue"] = venue.upper()
    return out


def _words(request: HttpRequest) -> str:
    """What is said in words, each under its heading."""
    given = {name: request.POST.get(name, "").strip() for name in (*IN_WORDS, *YES_NO, "users", "venue")}
    told: list[tuple[Text, Text | str]] = [(text, given[name]) for name, text in IN_WORDS.items()]
    told += [(text, SAID[given[name]]) for name, text in YES_NO.items() if given[name] in ("yes", "no")]
    told += [(text, given[name]) for name, text in NUMBERS.items()]
    return "\n".join(_line(what, value) for what, value in told if value)


def _line(what: Text, value: Text | str) -> str:
    """One line in both languages, since both sides read it."""
    if isinstance(value, Text):
        return f"{what.zh}：{value.zh} / {what.en}: {value.en}"
    return f"{what.zh} / {what.en}: {value}"
