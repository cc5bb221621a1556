"""How large a body may be, by address and before anything of it is read; how slow; and that it came whole.

A form of words is small, and so is its body: what is larger is refused by its length alone. Where files are taken the
form's own limit holds, and only for those who may send them. What comes too slowly is cut, since it holds one of few
threads; a proxy in front should take bodies in whole before it passes them on (docs/operations.md).
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import resolve

from shencha.api.problems import of_error, of_status
from shencha.errors import ShenchaError
from shencha.records.acts.reports import MOST_FILES
from shencha.records.files import cleaning
from shencha.server.health import NO_ROOM, NoRoom, room_for
from shencha.text import Text
from shencha.web.problems import bare_page

WORDS = 2**20
"""Bytes of a form without files, or of a request to the API."""
FILES = frozenset(
    {
        *("party:papers", "party:supplement", "party:carry_in", "evidence:add", "supplier:attach"),
        *("supervision:changes", "supervision:evidence", "supervision:register"),
        *("cases:paper_opinion", "cases:paper_withdrawal", "upload"),
        *("api:carry_in", "api:attach", "api:asked_for"),
    }
)
"""Addresses that take files from those who are signed in, or from a program with its token."""
REPORTS = frozenset({"reports:write", "reports:thread"})
"""Addresses that take files from anyone."""
ASKED = {"api:must_we_file": 2**16}
"""What anyone may have worked out is asked in a few words."""
GRACE, SLOWEST = 5.0, 50_000
"""Seconds that any body may take, and bytes a second that it must bring beyond."""


class TooLarge(ShenchaError):
    """More than this address takes."""

    code = "too_large"
    status = 413


def most_of(request: HttpRequest) -> int:
    """The most bytes that this request may bring."""
    try:
        name = resolve(request.path_info).view_name
    except Http404:
        return 0
    if name in REPORTS:
        return MOST_FILES * cleaning.MOST_BYTES + WORDS
    if name in FILES and (_signed_in(request) or "Authorization" in request.headers):
        return int(settings.MOST_UPLOAD_BYTES) + WORDS
    return ASKED.get(name, WORDS)


def bounded_bodies(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware, after it is known who is signed in: a body that is too large for its address is not read."""

    def answer(request: HttpRequest) -> HttpResponse:
        length = _length(request)
        if not length:
            return get_response(request)
        most = most_of(request)
        if length > most:
            return _refused(request, most)
        if not room_for(length):
            return _no_room(request)
        with _Hurry(request, GRACE + length / SLOWEST):
            return get_response(request)

    return answer


class _Whole:
    """A stream of known length that complains when it ends too soon."""

    def __init__(self, stream: Any, length: int) -> None:
        self.stream, self.left = stream, length

    def read(self, size: int | None = -1, /) -> bytes:
        wanted = self.left if size is None or size < 0 else min(size, self.left)
        data: bytes = self.stream.read(-1 if size is None else size)
        return self._counted(data, wanted)

    def readline(self, size: int | None = -1, /) -> bytes:
        data: bytes = self.stream.readline(-1 if size is None else size)
        return self._counted(data, min(1, self.left) if size != 0 else 0)

    def close(self) -> None:
        self.stream.close()

    def _counted(self, data: bytes, least: int) -> bytes:
        self.left -= len(data)
        if len(data) < least:
            raise OSError("the body ended before its length")
        return data


def whole_bodies(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: reading a body that is shorter than it says fails, as if the connection broke, which it did."""

    def answer(request: HttpRequest) -> HttpResponse:
        if hasattr(request, "_stream"):
            request._stream = _Whole(request._stream, _length(request))  # type: ignore[assignment]
        return get_response(request)

    return answer


class _Hurry:
    """Ends the reading of a body that does not come in its time; what was read by then is too short, and refused."""

    def __init__(self, request: HttpRequest, seconds: float) -> None:
        self.connection: Any = request.META.get("gunicorn.socket")
        self.timer = threading.Timer(seconds, self._cut)
        self.timer.daemon = True

    def __enter__(self) -> None:
        if self.connection is not None:
            self.timer.start()

    def __exit__(self, *_: object) -> None:
        self.timer.cancel()

    def _cut(self) -> None:
        try:
            self.connection.shutdown(socket.SHUT_RD)
        except OSError:
            return  # it has ended by itself


def _length(request: HttpRequest) -> int:
    written = request.META.get("CONTENT_LENGTH") or "0"
    return int(written) if written.isdecimal() and len(written) < 19 else 0


def _signed_in(request: HttpRequest) -> bool:
    return hasattr(request, "user") and request.user.is_authenticated


def _refused(request: HttpRequest, most: int) -> HttpResponse:
    said = f"{most // 2**20} MB" if most >= 2**20 else f"{most}"
    words = Text(
        f"提交的内容太大：这个地址最多接收 {said}", f"this is too large: the address takes {said} at most"
    )
    answer = of_status(413) if request.path_info.startswith("/api/") else bare_page(request, TooLarge(words))
    answer.headers["Connection"] = "close"
    return answer


def _no_room(request: HttpRequest) -> HttpResponse:
    refused = NoRoom(NO_ROOM)
    return of_error(refused) if request.path_info.startswith("/api/") else bare_page(request, refused)
