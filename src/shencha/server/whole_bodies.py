"""A body that was cut midway is refused whole: the parser of forms would take what came for all there is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse


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
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and hasattr(request, "_stream"):
            request._stream = _Whole(request._stream, int(length))  # type: ignore[assignment]
        return get_response(request)

    return answer
