"""The API as a whole: its resources, its errors, its OpenAPI description."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.datastructures import MultiValueDict
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.parser import Parser
from ninja.renderers import JSONRenderer

from shencha.api import (
    absences,
    accounts,
    analyses,
    calendar,
    cases,
    clock,
    concerns,
    dossiers,
    draft_analyses,
    drafts,
    events,
    holidays,
    law,
    log,
    me,
    notices,
    obligations,
    on_paper,
    opinions,
    papers,
    parts,
    policies,
    registers,
    remarks,
    reports,
    sanctions,
    screen,
    sent,
    signing,
    supplements,
    taken_away,
    views,
    worklist,
)
from shencha.api.problems import MEDIA_TYPE, TYPES, handled
from shencha.api.tokens import Bearer
from shencha.errors import BadInput, Fault
from shencha.inputs import parse_json, scalars
from shencha.law.state_secrets import mark_typed, not_kept
from shencha.text import Text

DESCRIPTION = (
    "The same acts as the pages, for programs. Ask with `Authorization: Bearer TOKEN`; what is not yours is not "
    "there (404). Refusals are problem documents (RFC 9457) in the language of Accept-Language. An act carries an "
    "Idempotency-Key, so that sending it again is harmless, and may carry If-Match with the ETag of the case as "
    "you saw it, so that you never decide on what has changed. Days are days in Asia/Shanghai."
)
PROBLEM: dict[str, Any] = {
    "type": "object",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"enum": list(TYPES)},
        "faults": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {name: {"type": "string"} for name in ("where", "wrong", "right")},
                "required": ["where", "wrong", "right"],
                "additionalProperties": False,
            },
        },
    },
    "required": ["type", "title", "status", "detail", "code", "faults"],
    "additionalProperties": False,
}


NO_TEXT = Fault(
    "request",
    "body",
    Text("不是 UTF-8 文本", "it is not text in UTF-8"),
    Text("请写 UTF-8 的 JSON", "write JSON in UTF-8"),
)


class StrictParser(Parser):
    """Reads a JSON body as our input files are read: a repeated name or half a character is refused."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The body's data.

        Raises:
            BadInput: it is no such JSON, or a text in it bears the mark of a state secret.
        """
        try:
            data = parse_json(request.body.decode(), "request").data
        except UnicodeDecodeError:
            raise BadInput([NO_TEXT]) from None
        if faults := list(_marks(data)):
            raise BadInput(faults)
        return data

    def parse_querydict(
        self, data: MultiValueDict[str, str], list_fields: list[str], request: HttpRequest
    ) -> dict[str, Any]:
        """The fields of a form or an address, as plain text.

        Raises:
            BadInput: one holds a NUL or half a character.
        """
        faults: list[Fault] = []

        def fault(path: str, unusable: scalars.Unusable) -> None:
            faults.append(Fault("request", path, unusable.wrong, unusable.right))

        found: dict[str, Any] = scalars.settled(super().parse_querydict(data, list_fields, request), fault)
        faults += _marks(found)
        if faults:
            raise BadInput(faults)
        return found


def _marks(data: Any, path: str = "") -> Iterator[Fault]:
    match data:
        case dict():
            for name, one in data.items():
                yield from _marks(one, f"{path}.{name}" if path else name)
        case list():
            for at, one in enumerate(data):
                yield from _marks(one, f"{path}.{at}")
        case str() if mark := mark_typed(data):
            yield not_kept("request", path or "body", mark)


def _unknown(name: str, known: Sequence[str]) -> Fault:
    right = Text("请去掉", "leave it out")
    if known:
        right = Text(f"可用：{'、'.join(known)}", f"there are {', '.join(known)}")
    return Fault("request", f"query.{name}", Text("没有这个参数", "there is no such parameter"), right)


class PlainRenderer(JSONRenderer):
    """JSON with Chinese readable as it is."""

    json_dumps_params = {"ensure_ascii": False}  # noqa: RUF012  (ninja's own declaration)


class Api(NinjaAPI):
    """Describes refusals beside the answers of each operation, and refuses what it does not describe."""

    def create_temporal_response(self, request: HttpRequest) -> HttpResponse:
        """The answer to be filled in.

        Raises:
            BadInput: the address asks with a parameter that the operation does not know.
        """
        match = request.resolver_match
        route = "/" + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", match.route if match else "")
        known = self._queries.get((request.method, route), ())
        if unknown := [name for name in request.GET if name not in known]:
            raise BadInput(_unknown(name, known) for name in unknown)
        return super().create_temporal_response(request)

    @cached_property
    def _queries(self) -> dict[tuple[str | None, str], list[str]]:
        """The names that each operation knows in its query."""
        return {
            (method.upper(), path): [one["name"] for one in operation["parameters"] if one["in"] == "query"]
            for path, operations in self.get_openapi_schema()["paths"].items()
            for method, operation in operations.items()
        }

    def get_openapi_schema(self, **asked: Any) -> OpenAPISchema:
        """The OpenAPI document."""
        schema = super().get_openapi_schema(**asked)
        schema["components"]["schemas"]["Problem"] = PROBLEM
        answer = {
            "description": "A problem document.",
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        for operations in schema["paths"].values():
            for operation in operations.values():
                operation["responses"]["4XX"] = answer
        return schema


api = Api(
    title="shencha",
    version="1",
    description=DESCRIPTION,
    urls_namespace="api",
    docs_url=None,
    auth=Bearer(),
    parser=StrictParser(),
    renderer=PlainRenderer(),
)
handled(api)
for resource in (
    screen,
    clock,
    law,
    log,
    me,
    worklist,
    calendar,
    cases,
    events,
    papers,
    signing,
    analyses,
    supplements,
    opinions,
    concerns,
    drafts,
    dossiers,
    notices,
    holidays,
    views,
    sent,
    obligations,
    on_paper,
    remarks,
    draft_analyses,
    parts,
    policies,
    registers,
    sanctions,
    reports,
    accounts,
    absences,
    taken_away,
):
    api.add_router("", resource.router)
