"""Refusals as problem documents (RFC 9457), in the language that the caller asks for; one place for all of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import get_language
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from shencha.errors import BadInput, Fault, NotFound, ShenchaError
from shencha.text import Lang, Text

MEDIA_TYPE = "application/problem+json"
TYPES: Mapping[str, Text] = {
    "bad_input": Text("请改正所列各项", "Correct what is listed"),
    "broken_dossier": Text("卷宗与打包时不一致", "The dossier is not as it was built"),
    "not_allowed": Text("现在不能这样办理", "Not possible now"),
    "overtaken": Text("他人已先行办理", "Someone acted first"),
    "not_found": Text("没有找到", "Not found"),
    "unauthorised": Text("没有有效的令牌", "No valid token"),
    "second_factor": Text("须用双因素认证确认", "Confirm with the second factor"),
    "too_often": Text("请求过于频繁", "Too many requests"),
    "too_many_codes": Text("验证码输错次数过多", "Too many wrong codes"),
    "method_not_allowed": Text("该地址不支持这一方法", "No such method here"),
    "unreadable_request": Text("请求无法读取", "The request cannot be read"),
    "too_large": Text("请求过大", "The request is too large"),
    "old_copy": Text("数据库是旧的副本", "The database is an old copy"),
    "not_durable": Text("数据库不能可靠保存", "The database would lose data"),
    "no_room": Text("服务器空间已满", "No room on the server"),
    "failed": Text("系统出错", "The system failed"),
}
"""Every kind of problem by its code; its address is `/api/docs#CODE`."""
STATUS = {"overtaken": 412}
"""Where HTTP has a status of its own for what our own errors call by another."""
BY_STATUS = {
    400: ("unreadable_request", Text("请求不合 HTTP 的格式", "the request is not well formed")),
    404: ("not_found", Text("没有这个地址", "there is nothing at this address")),
    405: ("method_not_allowed", Text("该地址不支持这一方法", "this address does not know this method")),
    413: ("too_large", Text("请求正文过大", "the body is too large")),
}
FAILED = (
    "failed",
    Text(
        "不能确定是否已经保存；请用同一幂等键重新发送，已保存的不会重复",
        "it may or may not have been done; send the same again with the same key: what was done is not done twice",
    ),
)


def reading() -> Lang:
    """The language that the caller asks for."""
    return "en" if (get_language() or "zh").startswith("en") else "zh"


def problem(code: str, status: int, detail: Text, faults: Iterable[Fault] = ()) -> HttpResponse:
    """A problem document."""
    lang = reading()
    body: dict[str, Any] = {
        "type": f"/api/docs#{code}",
        "title": TYPES.get(code, TYPES["failed"]).said(lang),
        "status": status,
        "detail": detail.said(lang),
        "code": code,
        "faults": [
            {"where": fault.where, "wrong": fault.wrong.said(lang), "right": fault.right.said(lang)}
            for fault in faults
        ],
    }
    content = json.dumps(body, ensure_ascii=False).encode("utf-8", "backslashreplace")
    response = HttpResponse(content, status=status, content_type=MEDIA_TYPE)
    if status == HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def of_error(error: ShenchaError) -> HttpResponse:
    """The document of an error of ours."""
    faults = error.faults if isinstance(error, BadInput) else ()
    return problem(error.code, STATUS.get(error.code, error.status), error.text, faults)


def of_status(status: int) -> HttpResponse:
    """The document of an answer that was made outside of our operations."""
    code, detail = BY_STATUS.get(status, FAILED if status >= 500 else BY_STATUS[400])
    return problem(code, status, detail)


def handled(api: NinjaAPI) -> None:
    """Let every refusal of an operation become a problem document."""

    @api.exception_handler(ShenchaError)
    def ours(request: HttpRequest, error: ShenchaError) -> HttpResponse:
        return of_error(error)

    @api.exception_handler(ValidationError)
    def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        if any(one["loc"][0] == "path" for one in error.errors):
            return of_error(NotFound(BY_STATUS[404][1]))  # an address that cannot exist is not there
        return of_error(BadInput(fault_of(one) for one in error.errors))

    @api.exception_handler(AuthenticationError)
    def unauthorised(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        return problem(
            "unauthorised",
            401,
            Text(
                "请在 Authorization 标头中给出贵单位有效的令牌：Bearer 令牌",
                "give your organisation's valid token in the Authorization header: Bearer TOKEN",
            ),
        )

    @api.exception_handler(HttpError)
    def http(request: HttpRequest, error: HttpError) -> HttpResponse:
        if isinstance(error.__cause__, BadInput):
            return problem("unreadable_request", 400, error.__cause__.text, error.__cause__.faults)
        return of_status(error.status_code)

    @api.exception_handler(RequestDataTooBig)
    def too_large(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
        return of_status(413)

    @api.exception_handler(SuspiciousOperation)
    def suspicious(request: HttpRequest, error: SuspiciousOperation) -> HttpResponse:
        return of_status(400)

    @api.exception_handler(MultiPartParserError)
    def no_multipart(request: HttpRequest, error: MultiPartParserError) -> HttpResponse:
        return of_status(400)


def problem_documents(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: under /api/ what is refused before or after our operations is a problem document too."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        refused = response.status_code >= 400 and response.headers.get("Content-Type") != MEDIA_TYPE
        if not refused or not request.path_info.startswith("/api/"):
            return response
        document = of_status(response.status_code)
        if "Allow" in response.headers:
            document.headers["Allow"] = response.headers["Allow"]
        return document

    return answer


def fault_of(error: Mapping[str, Any]) -> Fault:
    """What a schema found wrong with one field, in both languages."""
    where = ".".join(str(part) for part in error["loc"])
    given = error.get("ctx", {})
    wrong, right = _WORDS.get(error["type"], (None, None))
    if wrong is None or right is None:
        wrong = Text("值不合要求", str(error["msg"]))
        right = Text("请按 /api/openapi.json 填写", "write what /api/openapi.json asks for")
    return Fault("request", where, wrong.fill(**given), right.fill(**given))


_TYPE = Text("类型不对", "it is of another type")
_WORDS: Mapping[str, tuple[Text, Text]] = {
    "missing": (Text("没有给出", "it is missing"), Text("请给出这一项", "give it")),
    "extra_forbidden": (Text("没有这一项", "there is no such field"), Text("请去掉", "leave it out")),
    "string_type": (_TYPE, Text("请写文字", "write text")),
    "int_type": (_TYPE, Text("请写整数", "write a whole number")),
    "int_parsing": (_TYPE, Text("请写整数", "write a whole number")),
    "dict_type": (_TYPE, Text("请写键值对", "write an object")),
    "list_type": (_TYPE, Text("请写清单", "write a list")),
    "model_type": (_TYPE, Text("请写键值对", "write an object")),
    "model_attributes_type": (_TYPE, Text("请写键值对", "write an object")),
    "literal_error": (
        Text("不在可选值之中", "it is none of the values that there are"),
        Text("请写 {expected}", "write {expected}"),
    ),
    "string_too_short": (
        Text("太短", "it is too short"),
        Text("至少 {min_length} 个字符", "write at least {min_length} characters"),
    ),
    "string_too_long": (
        Text("太长", "it is too long"),
        Text("至多 {max_length} 个字符", "write at most {max_length} characters"),
    ),
    "string_pattern_mismatch": (
        Text("格式不对", "it is not of the right form"),
        Text("请按 {pattern} 填写", "write it as {pattern}"),
    ),
    "greater_than_equal": (Text("太小", "it is too small"), Text("请写 {ge} 或以上", "write {ge} or more")),
    "less_than_equal": (Text("太大", "it is too large"), Text("请写 {le} 或以下", "write {le} or less")),
    "value_error": (Text("值不对", "it is no such value"), Text("{error}", "{error}")),
}
