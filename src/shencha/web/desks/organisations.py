"""Organisations and mandates, as the system and the security administrator keep them."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from shencha.errors import BadInput, NotFound
from shencha.procedure.roles import ADMINISTRATORS, Power
from shencha.records.acts import accounts, administration, asked
from shencha.records.models import Mandate, Organisation
from shencha.text import Text
from shencha.web.acting import acting, only_for
from shencha.web.desks.people import A_PAGE, LONGEST, shared
from shencha.web.done import PUT_FORWARD, SAVED, done

KINDS = {
    Organisation.Kind.PARTY: Text("当事人", "party"),
    Organisation.Kind.SUPPLIER: Text("产品和服务提供者", "supplier"),
    Organisation.Kind.COUNSEL: Text("律师事务所", "counsel"),
    Organisation.Kind.OFFICE: Text("审查办公室", "review office"),
    Organisation.Kind.MEMBER: Text("成员单位", "member unit"),
    Organisation.Kind.DEPARTMENT: Text("相关部门", "department"),
    Organisation.Kind.COMMISSION: Text("中央网信委", "Commission"),
    Organisation.Kind.SUPERVISION: Text("监督或者审计单位", "supervision or audit"),
    Organisation.Kind.OPERATION: Text("系统运行单位", "system operation"),
}


@only_for(*ADMINISTRATORS)
def organisations(request: HttpRequest) -> HttpResponse:
    """Show organisations and mandates; posted, register one or ask for a mandate."""
    by, given = acting(request), request.POST
    shown: dict[str, Any] = shared(by) | {"kinds": list(KINDS.items()), "given": given}
    status = 200
    if request.method == "POST":
        try:
            match given.get("act", ""):
                case "register":
                    administration.only(by, Power.REGISTER)
                    written = [given.get(name, "").strip() for name in ("key", "kind", "zh", "en", "unit")]
                    accounts.organisation(*written, by=by)
                    done(request, SAVED)
                    return redirect("cases:organisations")
                case "mandate":
                    asked.mandate(given.get("counsel", ""), given.get("party", ""), by=by)
                    done(request, PUT_FORWARD)
                    return redirect("cases:waiting")
                case _:
                    raise NotFound(Text("没有这项操作", "there is no such act"))
        except BadInput as wrong:
            shown["faults"], status = wrong.faults, wrong.status
    typed = request.GET.get("q", "").strip()[:LONGEST]
    found = Organisation.objects.annotate(
        people=Count("memberships", filter=Q(memberships__active=True))
    ).order_by("kind", "key")
    for word in typed.split()[:5]:
        named = Q(name_zh__icontains=word) | Q(name_en__icontains=word) | Q(key__icontains=word)
        found = found.filter(named)
    mandates = Mandate.objects.select_related("counsel", "party").order_by("counsel__key", "party__key")
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    shown |= {
        "typed": typed,
        "page": page,
        "lines": [(one, KINDS[Organisation.Kind(one.kind)]) for one in page],
        "mandates": Paginator(mandates, A_PAGE).get_page(request.GET.get("mandates")),
        "counsel": Organisation.objects.filter(kind=Organisation.Kind.COUNSEL).order_by("key"),
        "parties": Organisation.objects.filter(kind=Organisation.Kind.PARTY).order_by("key"),
    }
    return render(request, "cases/organisations.html", shown, status=status)
