"""The API on one page, made from its OpenAPI document; nothing is loaded from elsewhere."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shencha.api.api import api
from shencha.api.problems import TYPES


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter as the page shows it."""

    name: str
    place: str
    required: bool
    about: str


@dataclass(frozen=True, slots=True)
class Described:
    """One operation as the page shows it."""

    id: str
    method: str
    path: str
    summary: str
    open: bool
    """No token is needed."""
    parameters: list[Parameter]
    body: str
    answers: list[tuple[str, str]]


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """Every operation and every kind of problem."""
    schema = api.get_openapi_schema()
    operations = [
        _described(method, path, operation)
        for path, methods in schema["paths"].items()
        for method, operation in methods.items()
    ]
    shapes = [(name, _pretty(shape)) for name, shape in sorted(schema["components"]["schemas"].items())]
    shown = {
        "about": schema["info"]["description"],
        "operations": operations,
        "shapes": shapes,
        "problems": TYPES.items(),
    }
    return render(request, "api/docs.html", shown)


def _described(method: str, path: str, operation: dict[str, Any]) -> Described:
    content = operation.get("requestBody", {}).get("content", {})
    body = "\n".join(f"{media}\n{_pretty(one['schema'])}" for media, one in content.items())
    answers = [
        (str(status), _pretty(one["schema"]) if "schema" in one else media)
        for status, answer in operation["responses"].items()
        for media, one in answer.get("content", {"": {}}).items()
    ]
    return Described(
        operation["operationId"],
        method.upper(),
        path,
        operation.get("description") or operation.get("summary", ""),
        "security" not in operation,
        [_parameter(one) for one in operation["parameters"]],
        body,
        answers,
    )


def _parameter(one: dict[str, Any]) -> Parameter:
    about = one.get("description") or one["schema"].get("description", "")
    return Parameter(one["name"], one["in"], one["required"], about)


def _pretty(schema: Any) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=1)
