"""Uploads in pieces for every form with files: announce, PUT ranges, ask how much has come; then the form is sent.

The script of the page speaks this and sends the form with the keys of what has arrived; without it the form brings
the files itself. A view finds both in `request.FILES`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from tempfile import TemporaryFile
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, TemporaryFileUploadHandler
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shencha.errors import BadInput, Fault, NotAllowed, NotFound, ShenchaError
from shencha.records.acts import arrivals
from shencha.records.acts.arrivals import Arrived, Offset, Owner
from shencha.records.models import Arrival
from shencha.text import Text
from shencha.web.problems import page
from shencha.web.templatetags.say import reading

ARRIVED = "arrived-"
"""Before the name of a box: the keys of what arrived for it."""
NO_ACCOUNT = "/report/"
"""Forms that know no account bring their files themselves, in one piece: nothing of them is kept beside the report."""
PIECE = 2**18
"""Bytes read at once: larger ones cost the allocator more than they save."""
RANGE = re.compile(r"bytes (\d{1,12})-(\d{1,12})/(\d{1,12})")
SIGN_IN = Text("会话已过期，请重新登录", "your session has ended; sign in again")


class NamelessFile(UploadedFile):  # type: ignore[type-arg]
    """A file that came whole with its form, on a disk without a name: it goes with the request."""

    def __init__(self, name: str, kind: str, charset: str | None, extra: dict[str, bytes] | None) -> None:
        lies = TemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR)  # noqa: SIM115  (closed with the request)
        super().__init__(lies, name, kind, 0, charset, extra)


class nameless_files(TemporaryFileUploadHandler):  # noqa: N801  (named in settings)
    """Takes what is too large for memory into files without a name."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin one."""
        FileUploadHandler.new_file(self, *args, **kwargs)
        self.file = NamelessFile(  # type: ignore[assignment]
            self.file_name or "", self.content_type or "", self.charset, self.content_type_extra
        )

    def upload_interrupted(self) -> None:
        """The line broke: nothing has a name that must be taken away."""
        if hasattr(self, "file"):
            self.file.close()


class ArrivedFile(UploadedFile):  # type: ignore[type-arg]
    """What arrived in pieces, as a view sees any other file; keeping it copies nothing."""

    def __init__(self, arrival: Arrival) -> None:
        self.arrived = Arrived(arrival)
        path = arrivals.lies_at(arrival)
        super().__init__(path.open("rb"), arrival.name, "application/octet-stream", arrival.size)

    def chunks(self, chunk_size: int | None = None) -> Any:
        """The content; whoever keeps it takes it over."""
        return self.arrived


@require_http_methods(["GET", "HEAD", "POST"])
def uploads(request: HttpRequest) -> HttpResponse:
    """GET says what waits for a form; POST announces a file and is told where to put it and how much is there."""
    size = request.POST.get("size", "")
    place = request.POST.get("place", "")
    try:
        if request.method != "POST":
            found = arrivals.waiting_at(_owner(request), request.GET.get("place", ""))
            return JsonResponse({"arrivals": [_told(one) for one in found]})
        made = arrivals.begin(
            _owner(request, place),
            place=place,
            field=request.POST.get("field", ""),
            name=request.POST.get("name", ""),
            size=int(size) if size.isdecimal() and len(size) < 13 else 0,
            stamp=request.POST.get("stamp", "")[:100],
        )
    except (BadInput, NotAllowed, NotFound) as refused:
        return _refused(request, refused)
    return JsonResponse(_told(made), status=201)


@require_http_methods(["GET", "HEAD", "PUT", "DELETE"])
def upload(request: HttpRequest, key: str) -> HttpResponse:
    """GET says how much has come, PUT brings a range, DELETE takes it back."""
    try:
        found = arrivals.arrival_for(_owner(request), key)
        if request.method == "PUT":
            return _received(
                arrivals.put(found, offset=_offset(request, found.size), chunks=_pieces(request))
            )
        if request.method == "DELETE":
            arrivals.drop(found)
            return HttpResponse(status=204)
    except Offset as wrong:
        answer = _refused(request, wrong)
        answer.headers["Upload-Offset"] = str(wrong.received)
        return answer
    except (BadInput, NotAllowed, NotFound) as refused:
        return _refused(request, refused)
    return _received(arrivals.received(found))


class arrived_files:  # noqa: N801  (Django names middleware as it is written in settings)
    """Middleware: what arrived in pieces for a form stands in `request.FILES` when the form is sent."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Once the form is taken, what came with it waits no more."""
        response = self.get_response(request)
        brought: list[Arrival] = getattr(request, "brought", [])
        if brought and response.status_code < 400:
            arrivals.use(brought)
        return response

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponseBase | None:
        """Find what the form brings; one that is not whole is refused before anything happens."""
        if request.method != "POST" or request.path.startswith("/api/"):
            return None
        named = [name for name in request.POST if name.startswith(ARRIVED)]
        if not named:
            return None
        if getattr(request, "acting", None) is None:
            return None  # the page leads to where one signs in, or takes the form without
        owner = _owner(request)
        faults: list[Fault] = []
        brought: list[Arrival] = []
        for name in named:
            for key in request.POST.getlist(name):
                box = name.removeprefix(ARRIVED)
                try:
                    one = arrivals.whole_at(owner, key, request.path, box)
                except BadInput as refused:
                    faults.extend(refused.faults)
                    continue
                brought.append(one)
                request.FILES.appendlist(box, ArrivedFile(one))
        if faults:
            return page(request, BadInput(faults))
        request.brought = brought  # type: ignore[attr-defined]
        return None


def _owner(request: HttpRequest, place: str = "") -> Owner:
    """Whose uploads they are.

    Raises:
        NotFound: nobody is signed in, or the form is one that knows no account.
    """
    membership = getattr(request, "acting", None)
    if membership is None or place.startswith(NO_ACCOUNT):
        raise NotFound(arrivals.NOT_THERE)
    return Owner(membership)


def _told(arrival: Arrival) -> dict[str, object]:
    return {
        "key": arrival.key,
        "address": reverse("upload", args=[arrival.key]),
        "field": arrival.field,
        "name": arrival.name,
        "size": arrival.size,
        "received": arrivals.received(arrival),
    }


def _received(count: int) -> HttpResponse:
    answer = JsonResponse({"received": count})
    answer.headers["Upload-Offset"] = str(count)
    return answer


def _refused(request: HttpRequest, error: ShenchaError) -> HttpResponse:
    lang = reading()
    if isinstance(error, NotFound) and not request.user.is_authenticated:
        return JsonResponse({"code": "sign_in", "text": SIGN_IN.said(lang)}, status=401)
    faults = error.faults if isinstance(error, BadInput) else ()
    stop = "；" if lang == "zh" else "; "
    words = [f"{one.wrong.said(lang)}{stop}{one.right.said(lang)}" for one in faults]
    text = "\n".join(words or [error.text.said(lang)])
    return JsonResponse({"code": error.code, "text": text}, status=error.status)


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
