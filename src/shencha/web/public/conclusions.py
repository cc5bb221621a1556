"""Conclusions that the office has made public; the text of the Measures asks nobody to (open point O16)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from shencha.procedure.names import GROUND_NAMES
from shencha.procedure.supervision import named
from shencha.records import access
from shencha.records.acts.record import fold
from shencha.records.clock import today
from shencha.records.models import StoredEvent
from shencha.records.policies import points
from shencha.text import Text
from shencha.web.templatetags.say import reading
from shencha.web.words import CHOICES


@dataclass(frozen=True, slots=True)
class PublicPromise:
    """One promise as everyone reads it."""

    number: str
    on: date
    words: Text
    until: date | None
    released: date | None
    index: int
    """Its place in the log."""
    recorded_at: datetime


def promises() -> list[PublicPromise]:
    """What parties and the office agreed to make public, the newest first; in the words that the party agreed to."""
    found = []
    for event in access.promises_published()[:FED]:
        whole = fold(event.case, access.stored_events(event.case))
        one = named(whole.obligations, event.payload["commitment"])
        if one is not None and one.public is not None:
            found.append(
                PublicPromise(
                    event.case.number,
                    event.on,
                    Text(*one.public),
                    one.until,
                    one.released,
                    event.log_index,
                    event.recorded_at,
                )
            )
    return found


TITLE = Text("公布的网络安全审查结论", "Published conclusions of cybersecurity reviews")
PROMISE = Text("公开的承诺", "promise made public")
FED = 50


@dataclass(frozen=True, slots=True)
class Published:
    """One conclusion as everyone reads it."""

    number: str
    on: date
    title: str
    summary: Text
    ground: Text
    result: Text | None
    index: int
    """Its place in the log."""


@require_safe
def conclusions(request: HttpRequest) -> HttpResponse:
    """The newest first."""
    page = Paginator(access.published(), 20).get_page(request.GET.get("page"))
    shown = {
        "section": "conclusions",
        "page": page,
        "found": [_shown(one) for one in page.object_list],
        "promises": promises() if page.number == 1 else [],
        "point": points(("publication",), today())[0],
    }
    return render(request, "public/conclusions.html", shown)


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The newest conclusions as a feed (Atom), for whoever follows them with a reader of their own."""
    lang = reading()
    home = request.build_absolute_uri(reverse("public:conclusions"))
    made = Atom1Feed(
        title=TITLE.said(lang),
        link=home,
        description=TITLE.said(lang),
        language="zh-CN" if lang == "zh" else "en",
        feed_url=request.build_absolute_uri(),
    )
    for event in access.published()[:FED]:
        one = _shown(event)
        result = f"{one.result.said(lang)}\n" if one.result else ""
        made.add_item(
            title=f"{one.number} {one.title}",
            link=f"{home}#{one.number}",
            description=f"{one.ground.said(lang)}\n{result}{one.summary.said(lang)}",
            unique_id=f"{home}#{one.number}",
            pubdate=event.recorded_at,
            updateddate=event.recorded_at,
        )
    for promise in promises():
        made.add_item(
            title=f"{promise.number} {PROMISE.said(lang)}",
            link=f"{home}#promises",
            description=promise.words.said(lang),
            unique_id=f"{home}#promise-{promise.index}",
            pubdate=promise.recorded_at,
            updateddate=promise.recorded_at,
        )
    return HttpResponse(made.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _shown(event: StoredEvent) -> Published:
    said = event.payload
    return Published(
        event.case.number,
        event.on,
        said["title"],
        Text(said["summary"], said["summary_en"]),
        GROUND_NAMES[event.case.ground].begun,
        CHOICES.get(event.case.result),
        event.log_index,
    )
