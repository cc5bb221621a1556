"""Standing supervision: the register of parties, who newly falls under a duty, and why."""

from __future__ import annotations

from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from shencha.errors import BadInput, Fault
from shencha.law.screening.sentences import said
from shencha.procedure.roles import OFFICERS, Shelf, reads_of
from shencha.records import access, files
from shencha.records.acts import registers as acts
from shencha.records.clock import today
from shencha.stores.sheets import BOM
from shencha.text import Text
from shencha.text.days import AS_WRITTEN, day_of, no_day
from shencha.web.acting import acting, only_for
from shencha.web.done import done
from shencha.web.keys import fresh_key

READERS = reads_of(Shelf.REGISTERS)
NEW = Text("新列入", "New in the register")
SCREENED = Text("整表已重新判断，结果如下。", "The whole register is screened; the answer stands below.")


@only_for(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """The latest answer, those before it, and the form by which an officer asks again."""
    membership = acting(request)
    faults: tuple[Fault, ...] = ()
    if request.method == "POST":
        try:
            _taken(request)
        except BadInput as refused:
            faults = refused.faults
        else:
            done(request, SCREENED)
            return redirect("supervision:register")
    page = Paginator(access.registers_of(membership), 10).get_page(request.GET.get("page"))
    last = next(iter(page.object_list), None)
    shown: dict[str, Any] = {
        "section": "desk",
        "page": page,
        "last": last,
        "may_ask": access.role_of(membership) in OFFICERS,
        "given": request.POST,
        "on": request.POST.get("on", today().isoformat()),
        "key": request.POST.get("key") or fresh_key(),
        "faults": faults,
    }
    if last is not None:
        most = max([*last.answer["outcomes"].values(), 1])
        shown |= {
            "outcomes": [
                (said("names", name), n, 100 * n / most) for name, n in last.answer["outcomes"].items()
            ],
            "moves": [
                (said("names", one["from"]) if one["from"] else NEW, said("names", one["to"]), one["rows"])
                for one in last.answer["moves"]
                if one["from"] != one["to"]
            ],
            "newly": last.answer["newly"],
            "newly_total": last.answer["newly_total"],
        }
    return render(request, "supervision/register.html", shown, status=422 if faults else 200)


@only_for(*READERS)
@require_safe
def answered(request: HttpRequest, register_id: int) -> StreamingHttpResponse:
    """The whole register with its answers, as a download."""
    found = access.register_for(acting(request), register_id)
    suffix = Path(found.name).suffix.lower()
    mark = BOM.encode() if suffix == ".csv" else b""
    content = chain([mark], files.content(found.answered))
    response = StreamingHttpResponse(content, content_type="application/octet-stream")
    name = f"{Path(found.name).stem} {found.on}{suffix}"
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or ""
    response.headers["Content-Length"] = str(len(mark) + found.answered.size)
    return response


def _taken(request: HttpRequest) -> None:
    faults: list[Fault] = []
    on = _day(request, "on", faults) or today()
    before = _day(request, "before", faults)
    if faults:
        raise BadInput(faults)
    file = request.FILES.get("file")
    acts.take_in(
        file.chunks() if file else None,
        files.safe_name(file.name or "") if file else "",
        on,
        column=request.POST.get("column", "").strip(),
        before=before,
        afresh=bool(request.POST.get("afresh")),
        key=request.POST.get("key", "")[:64] or fresh_key(),
        by=acting(request),
    )


def _day(request: HttpRequest, name: str, faults: list[Fault]) -> date | None:
    written = request.POST.get(name, "").strip()
    if not written:
        return None
    day = day_of(written)
    if day is None:
        faults.append(Fault("form", name, no_day(written), AS_WRITTEN))
    return day
