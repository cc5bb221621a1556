"""What waits for a second administrator, and every act on an account for the audit administrator."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from shencha.documents.entries import ACT_NAMES, lines_of
from shencha.errors import BadInput, NotFound
from shencha.procedure.roles import ADMINISTRATORS, ROLES, Power, Role, with_power
from shencha.records.acts import asked
from shencha.records.acts.asked import Asked
from shencha.records.models import LoggedAct, Organisation, Person
from shencha.text import Text, same
from shencha.web.acting import acting, only_for
from shencha.web.desks.people import A_PAGE, LONGEST, shared
from shencha.web.done import done

CONFIRMED = Text("已确认，变更即时生效并已登记入日志。", "Confirmed: it holds from now on and is in the log.")
REFUSED = Text("已拒绝，理由已告知申请人。", "Refused; whoever asked is told why.")


@only_for(*ADMINISTRATORS)
def waiting(request: HttpRequest) -> HttpResponse:
    """Show what was asked; posted, give it or refuse it. A link that is opened by it is shown once."""
    by, given = acting(request), request.POST
    shown: dict[str, Any] = {"given": given}
    status = 200
    if request.method == "POST":
        try:
            key = given.get("key", "")
            match given.get("act", ""):
                case "confirm":
                    link = asked.confirm(key, by=by, unsecured=settings.DEMO)
                    if not link:
                        done(request, CONFIRMED)
                        return redirect("cases:waiting")
                    shown |= {"opened": by.person, "link": link}
                case "refuse":
                    asked.refuse(key, given.get("why", ""), by=by)
                    done(request, REFUSED)
                    return redirect("cases:waiting")
                case _:
                    raise NotFound(Text("没有这项操作", "there is no such act"))
        except BadInput as wrong:
            shown["faults"], status = wrong.faults, wrong.status
    page = Paginator(asked.waiting(), A_PAGE).get_page(request.GET.get("page"))
    shown |= shared(by) | {
        "lines": [
            (one, ACT_NAMES[one.act], _told(one), asked.may_decide(one, by), one.by.pk == by.person_id)
            for one in page
        ],
        "page": page,
    }
    return render(request, "cases/rights.html", shown, status=status)


@only_for(*with_power(Power.READ_ACCOUNTS))
@require_safe
def account_acts(request: HttpRequest) -> HttpResponse:
    """Every act on organisations, accounts, roles, mandates, tokens and second factors, the newest first."""
    typed = request.GET.get("q", "").strip()[:LONGEST]
    kinds = Q(about="accounts")
    for start in ("person:", "organisation:", "right:"):
        kinds |= Q(about__startswith=start)
    found = LoggedAct.objects.select_related("by").filter(kinds).order_by("-log_index")
    for word in typed.split()[:5]:
        found = found.filter(
            Q(about__icontains=word) | Q(by__name__icontains=word) | Q(by__email__icontains=word)
        )
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    lines = [(one, ACT_NAMES.get(one.name, same(one.name)), _said(one)) for one in page]
    shown = shared(acting(request)) | {"typed": typed, "page": page, "lines": lines}
    return render(request, "cases/account_acts.html", shown)


def _said(act: LoggedAct) -> list[Text]:
    said = act.said
    if "acts" in said:
        return [Text(f"{len(said['acts'])} 项变更", f"{len(said['acts'])} changes")]
    told = {**said, **said.get("right", {})}
    what = [ACT_NAMES.get(told["act"], same(told["act"]))] if "act" in told else []
    kept = {name: value for name, value in told.items() if name not in ("act", "right", "digest")}
    return [*what, *lines_of({"act": act.name, "said": kept})]


def _told(one: Asked) -> list[tuple[Text, Text]]:
    """What was asked for, label and value."""
    said, lines = one.said, []
    if "person" in said:
        person = Person.objects.filter(key=said["person"]).first()
        lines.append((Text("人员", "Person"), same(f"{person or said['person']} · {said['email']}")))
    if "role" in said:
        lines.append((Text("角色", "Role"), ROLES[Role(said["role"])].name))
    names = {"organisation": Text("单位", "Organisation"), "counsel": Text("律师事务所", "Counsel")}
    names["party"] = Text("当事人", "Party")
    for field, label in names.items():
        if field in said:
            place = Organisation.objects.filter(key=said[field]).first()
            lines.append((label, Text(place.name_zh, place.name_en) if place else same(said[field])))
    if "address" in said:
        lines.append((Text("新地址", "New address"), same(said["address"])))
    return lines
