"""Answer a request for supplements, item by item, in words and files; kept as it grows, handed in when ready."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from shencha.documents.dossier.supplement_folder import SHEET
from shencha.documents.dossier.supplement_folder import sheet as empty_sheet
from shencha.documents.items import asked_of, grounds, headline, line
from shencha.documents.kinds.table import ANY
from shencha.errors import BadInput, Fault, NotAllowed, NotFound
from shencha.procedure.allowed import may_next
from shencha.procedure.case import Case
from shencha.procedure.supplements import Item
from shencha.records import access, files
from shencha.records.acts import supplements
from shencha.records.acts.changes import Overtaken
from shencha.records.acts.record import already
from shencha.records.clock import today
from shencha.records.models import CaseFile, Membership, SupplementPaper, SupplementReply
from shencha.text import Text
from shencha.web.acting import acting
from shencha.web.cases.case import file_of
from shencha.web.done import done
from shencha.web.downloads import attached
from shencha.web.keys import fresh_key
from shencha.web.numbers import number_in
from shencha.web.party.ours import party_page
from shencha.web.rare_signs import known
from shencha.web.rare_signs import shown as rare_signs
from shencha.web.templatetags.say import reading

SENT = Text("补充材料已提交。", "The supplements are handed in.")
KEPT = Text(
    "已保存，尚未提交；审查办公室看不到保存的内容。",
    "Saved and not handed in yet; the review office cannot read what is saved.",
)


@dataclass(slots=True)
class Line:
    """One item as its party sees it."""

    at: int
    name: str
    title: Text
    typed: Item | None
    grounds: Text | None
    reply: SupplementReply | None
    text: str
    seen: int
    later: bool = False
    needs_paper: bool = False
    faults: list[Fault] = field(default_factory=list)

    @property
    def due(self) -> date | None:
        """The day that the office named."""
        return self.typed.due if self.typed else None

    @property
    def begun(self) -> bool:
        """Is anything prepared?"""
        return self.reply is not None and bool(self.reply.text or self.reply.papers.all())


@party_page
@require_http_methods(["GET", "HEAD", "POST"])
def supplement(request: HttpRequest, number: str) -> HttpResponse:
    """What is asked, why and by when, with a box for each answer; what is left out stays asked."""
    membership = acting(request)
    file, whole = file_of(membership, number)
    key = request.POST.get("key") or fresh_key()
    if (before := already(key, membership)) is not None:
        return redirect("cases:receipt", number, before.sequence)
    if not whole.papers.asked or not whole.open:
        raise NotAllowed(
            Text("本案现在没有需要贵方补充的材料", "nothing is asked of you in this case at present")
        )
    may_send = "supplement_received" in may_next(whole, by=access.actor(membership))
    faults: dict[str, list[Fault]] = {}
    rare: dict[str, Any] = {}
    if request.method == "POST":
        do, _, what = request.POST.get("do", "send").partition(":")
        faults = _kept(request, number, membership)
        if do == "remove" and (paper := number_in(what)) is not None:
            supplements.remove(number, paper, by=membership)
        if do == "send":
            rare = rare_signs(file.title, *(request.POST.get(f"text-{at}", "") for at, _ in _named(request)))
        waits = not known(request, rare)
        if do == "send" and not faults and not waits:
            try:
                made = supplements.hand_in(
                    number,
                    by=membership,
                    key=key,
                    later=_later(request),
                    clean=request.POST.get("clean") == "yes",
                )
            except BadInput as refused:
                faults = {fault.where: [fault] for fault in refused.faults}
            else:
                done(request, SENT)
                return redirect("cases:receipt", number, made.sequence)
        if not faults and not waits:
            if do != "remove":
                done(request, KEPT)
            return redirect("party:supplement", number)
    shown = {
        "section": "desk",
        "file": file,
        "lines": list(_lines(request, membership, file, whole, faults)),
        "since": whole.papers.since,
        "version": whole.instrument,
        "key": key,
        "faults": [fault for several in faults.values() for fault in several],
        "may_send": may_send,
        "today": today(),
        "unseen": [
            paper
            for one in supplements.replies_of(membership, file).values()
            for paper in supplements.unseen(one).items()
        ],
        **rare,
    }
    status = 422 if faults or rare else 200
    return render(request, "party/supplement.html", shown, status=status)


@party_page
@require_safe
def sheet(request: HttpRequest, number: str) -> HttpResponse:
    """`supplement.yaml` with what is asked, to be answered offline and brought back as one file."""
    file, whole = file_of(acting(request), number)
    asked = [(name, _in_words(whole, name)) for name in whole.papers.asked]
    if not asked:
        raise NotFound(Text("现在没有要求补充的材料", "nothing is asked for at present"))
    response = HttpResponse(empty_sheet(file.number, asked), content_type="text/yaml; charset=utf-8")
    response.headers["Content-Disposition"] = content_disposition_header(True, SHEET) or ""
    return response


def _in_words(whole: Case, name: str) -> str:
    return line(whole, asked_of(whole, name)).said(reading())


@party_page
@require_safe
def prepared(request: HttpRequest, number: str, paper_id: int) -> StreamingHttpResponse:
    """A file that waits with an answer, as a download."""
    membership = acting(request)
    file = access.case_for(membership, number)
    found = SupplementPaper.objects.select_related("file").filter(reply__case=file, pk=paper_id).first()
    if found is None:
        raise NotFound(Text("没有这份材料", "there is no such paper"))
    return attached(found.file, found.name)


def _kept(request: HttpRequest, number: str, membership: Membership) -> dict[str, list[Fault]]:
    """Keep all that came with the form, item by item; what could not be kept is told and the rest stays kept."""
    faults: dict[str, list[Fault]] = {}
    for at, name in _named(request):
        seen = request.POST.get(f"seen-{at}", "")
        try:
            supplements.write(
                number,
                name,
                request.POST.get(f"text-{at}", ""),
                by=membership,
                seen=int(seen) if seen.isdecimal() and len(seen) < 10 else None,
            )
        except BadInput as refused:
            faults.setdefault(name, []).extend(refused.faults)
        except Overtaken as refused:
            faults.setdefault(name, []).append(Fault("supplement", name, refused.text, LOOK_AGAIN))
        for one in request.FILES.getlist(f"file-{at}"):
            assert isinstance(one, UploadedFile)
            try:
                supplements.attach(
                    number, name, files.keep(one.chunks(), one.name or "", ANY), one.name or "", by=membership
                )
            except BadInput as refused:
                faults.setdefault(name, []).extend(refused.faults)
    return faults


LOOK_AGAIN = Text(
    "请核对已经保存的内容；再次保存，将以这里的为准",
    "look at what was saved; saved again, this stands",
)


def _named(request: HttpRequest) -> Iterator[tuple[int, str]]:
    """The items of the form by their numbers; by name, since another may have been handed in meanwhile."""
    for at in range(len(request.POST)):
        if (name := request.POST.get(f"item-{at}")) is not None:
            yield at, name


def _later(request: HttpRequest) -> list[str]:
    return [name for at, name in _named(request) if request.POST.get(f"later-{at}") == "yes"]


def _lines(
    request: HttpRequest, membership: Membership, file: CaseFile, whole: Case, faults: dict[str, list[Fault]]
) -> Iterator[Line]:
    typed = {name: request.POST.get(f"text-{at}", "") for at, name in _named(request)}
    replies, later = supplements.replies_of(membership, file), _later(request)
    for at, name in enumerate(whole.papers.asked):
        asked, reply = asked_of(whole, name), replies.get(name)
        item = asked if isinstance(asked, Item) else None
        yield Line(
            at,
            name,
            headline(whole, asked),
            item,
            grounds(item) if item else None,
            reply,
            typed.get(name, reply.text if reply else ""),
            reply.version if reply else 0,
            name in later,
            supplements.needs_paper(whole, name),
            faults.get(name, []),
        )
