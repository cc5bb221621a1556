"""The log: its key, its newest checkpoint, and the proof that it only ever grew."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from shencha.api.shapes import LARGEST_ID, Strict
from shencha.errors import BadInput, Fault, NotFound
from shencha.records import log
from shencha.text import Text

router = Router(tags=["log"], auth=None)
PLAIN = "text/plain; charset=utf-8"
TEXT_ANSWER: dict[str, Any] = {
    "responses": {200: {"description": "OK", "content": {"text/plain": {"schema": {"type": "string"}}}}}
}


class LogOut(Strict):
    """How large the log is, its root, and the key with which everyone verifies."""

    origin: str
    key: str
    size: int
    root: str
    checkpoint: str | None
    """The signed note; null while the log is empty."""


@router.get("/log", response=LogOut)
def state(request: HttpRequest) -> LogOut:
    """The log's key, size, root and newest signed checkpoint. No token is needed."""
    size, root = log.head()
    key = log.verifier()
    return LogOut(
        origin=key.name, key=str(key), size=size, root=root.hex(), checkpoint=log.checkpoint() or None
    )


@router.get("/log/checkpoint", openapi_extra=TEXT_ANSWER)
def checkpoint(request: HttpRequest) -> HttpResponse:
    """The newest signed checkpoint (C2SP), as a file."""
    note = log.checkpoint()
    if not note:
        raise NotFound(Text("日志还是空的", "the log is still empty"))
    return HttpResponse(note, content_type=PLAIN)


@router.get("/log/consistency", openapi_extra=TEXT_ANSWER)
def consistency(
    request: HttpRequest,
    first: Annotated[int, Query(..., ge=1, le=LARGEST_ID, description="Size of the earlier checkpoint.")],
    second: Annotated[int, Query(..., ge=1, le=LARGEST_ID, description="Size of the later one.")],
) -> HttpResponse:
    """The proof that the log of `second` entries continues that of `first`: a base64 hash a line (RFC 9162)."""
    size, _ = log.head()
    if not first <= second <= size:
        raise BadInput(
            [
                Fault(
                    "request",
                    "query.second",
                    Text(f"日志现有 {size} 条", f"the log has {size} entries"),
                    Text("请写 first ≤ second ≤ 条数", "write first ≤ second ≤ the log's size"),
                )
            ]
        )
    steps = log.consistency(first, second)
    return HttpResponse("".join(f"{step}\n" for step in steps), content_type=PLAIN)
