"""What a party reports after its filing: screened at once, its analyses run again, read by both sides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from shencha.errors import BadInput, Fault, NotFound
from shencha.evidence.analysers import ANALYSERS
from shencha.law.logic.holds import SAID
from shencha.law.measures.open_points import OPEN_POINTS
from shencha.law.screening.sentences import said
from shencha.procedure.names import GROUND_NAMES
from shencha.procedure.roles import PARTY_SIDE
from shencha.records import access, log
from shencha.records.acts import registers as acts
from shencha.records.acts.analyses import Given
from shencha.records.clock import today
from shencha.records.models import ReportedChange
from shencha.text import Text
from shencha.web.acting import acting, only_for
from shencha.web.counts import whole
from shencha.web.done import done
from shencha.web.keys import fresh_key
from shencha.web.supervision.obligations import READERS

ANSWERS = {"": Text("没有变化", "Unchanged"), "yes": SAID["yes"].begun, "no": SAID["no"].begun}
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
FILES = {
    "bom": Text(
        "新版本的物料清单（CycloneDX、SPDX）", "Bill of materials of the new version (CycloneDX, SPDX)"
    ),
    "register": Text("供应方登记表", "Register of suppliers"),
    "services": Text("服务与依赖", "Services and what they need"),
    "statements": Text("股权与控制的声明（BODS）", "Statements on ownership and control (BODS)"),
    "flows": Text("数据流清单", "Inventory of data flows"),
    "answer": Text("人数计数的结果", "Answer of a count of persons (shencha people --json)"),
}
"""Inputs of the analyses; what is not brought anew is taken from the filing."""


_BROUGHT = Text("新的材料", "New files")


@only_for(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def changes(request: HttpRequest, number: str) -> HttpResponse:
    """The reports of a case, each with its answer; the party adds one."""
    membership = acting(request)
    file = access.case_for(membership, number)
    theirs = access.role_of(membership) in PARTY_SIDE
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
                uploads=[
                    Given(role, one.name or "", one.chunks())
                    for role in FILES
                    for one in request.FILES.getlist(role)
                ],
            )
        except BadInput as refused:
            faults = refused.faults
        else:
            outcome = said("names", made.outcome)
            told = Text("已报告；重新判断的结果：{outcome}", "Reported; screened again: {outcome}")
            done(request, told.fill(outcome=outcome))
            if made.analyses.exists():
                again = Text(
                    "申报的分析正在用新的材料重新运行。",
                    "The analyses filed are being run again on the new files.",
                )
                done(request, again)
            return redirect("supervision:changes", number)
    access.saw(membership, file, "changes")
    given = request.POST
    shown: dict[str, Any] = {
        "section": "desk",
        "file": file,
        "theirs": theirs,
        "may_report": theirs and acts.may_report(file),
        "rows": [
            (one, said("names", one.outcome), _why(one.answer), _fresh(one), runs_of(one))
            for one in access.changes_of(membership).filter(case=file)
        ],
        "files": list(FILES.items()),
        "yes_no": [(name, text, given.get(name, "")) for name, text in YES_NO.items()],
        "words": [(name, text, given.get(name, "")) for name, text in IN_WORDS.items()],
        "said": list(ANSWERS.items()),
        "given": given,
        "users": given.get("users", ""),
        "venue": given.get("venue", ""),
        "key": given.get("key") or fresh_key(),
        "faults": faults,
        "point": OPEN_POINTS["change_of_facts"],
    }
    return render(request, "supervision/changes.html", shown, status=422 if faults else 200)


@dataclass(frozen=True, slots=True)
class Run:
    """An analysis that runs again on a change."""

    pk: int
    name: Text
    state: str
    compared: bool
    worse: list[Text]
    failed: Text


def runs_of(change: ReportedChange) -> list[Run]:
    """The analyses of a change, with what got worse."""
    return [
        Run(
            one.pk,
            ANALYSERS[one.kind].words,
            one.state,
            one.base_id is not None,
            [Text.of(text) for text in one.worse],
            Text(one.failed_zh, one.failed_en),
        )
        for one in change.analyses.all()
    ]


@only_for(*READERS)
@require_safe
def receipt(request: HttpRequest, number: str, change_id: int) -> HttpResponse:
    """The receipt of a report, as a file that verifies offline."""
    file = access.case_for(acting(request), number)
    found = file.changes.select_related("act__by").filter(pk=change_id).first()
    if found is None or found.act is None:
        raise NotFound(Text("没有这份回执", "there is no such receipt"))
    access.saw(acting(request), file, f"change {change_id}")
    response = HttpResponse(log.receipt(found.act), content_type="text/plain; charset=utf-8")
    name = f"{number}-change-{change_id}.tlog-proof"
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or ""
    return response


def _fresh(one: ReportedChange) -> list[tuple[Text, list[dict[str, Any]]]]:
    """The duties that this change newly brings, each with its reasons."""
    return [
        (
            GROUND_NAMES[ground["ground"]].begun,
            [reason for reason in ground["reasons"] if reason["holds"] != "no"],
        )
        for ground in one.newly
    ]


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
    brought = [FILES[role] for role in FILES if request.FILES.getlist(role)]
    told: list[tuple[Text, Text | str]] = [(text, given[name]) for name, text in IN_WORDS.items()]
    told += [(text, ANSWERS[given[name]]) for name, text in YES_NO.items() if given[name] in ("yes", "no")]
    told += [(text, given[name]) for name, text in NUMBERS.items()]
    told += [(_BROUGHT, text) for text in brought]
    return "\n".join(_line(what, value) for what, value in told if value)


def _line(what: Text, value: Text | str) -> str:
    """One line in both languages, since both sides read it."""
    if isinstance(value, Text):
        return f"{what.zh}：{value.zh} / {what.en}: {value.en}"
    return f"{what.zh} / {what.en}: {value}"
