"""A refusal becomes a page that explains it, in one place for all views."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from shencha.errors import BadInput, Fault, NotAllowed, NotFound, ShenchaError
from shencha.text import Text
from shencha.web.typed import keep_typed


@dataclass(frozen=True, slots=True)
class Problem:
    """What the page of a refusal says."""

    status: int
    heading: Text
    text: Text
    advice: Text
    faults: tuple[Fault, ...] = ()


SIGNED_OUT = Text(
    "请核对网址，或者从首页重新进入；案件须登录后查阅。",
    "Check the address, or start from the first page; cases are seen after signing in.",
)


class problem_pages:  # noqa: N801  (Django names middleware as it is written in settings)
    """Middleware: an error of ours is explained on a page with its status."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as the view does."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page for an error of ours; any other error is a fault of the program and rises."""
        if isinstance(error, ShenchaError) and not request.path.startswith("/api/"):
            return page(request, error)
        return None


def page(request: HttpRequest, error: ShenchaError) -> HttpResponse:
    """The page that explains an error; what was typed waits where it was typed."""
    problem, back = explained(error), ""
    if isinstance(error, NotFound) and not request.user.is_authenticated:
        problem = replace(problem, advice=SIGNED_OUT)
    if request.method == "POST" and request.user.is_authenticated and not isinstance(error, NotFound):
        back = keep_typed(request, refused=True)
    return render(request, "problem.html", {"problem": problem, "back": back}, status=error.status)


def bare_page(request: HttpRequest, error: ShenchaError) -> HttpResponse:
    """The page that explains an error where nothing of what was sent was read; so nothing of it is kept."""
    shown = {"problem": explained(error), "back": ""}
    return render(request, "problem.html", shown, status=error.status)


def explained(error: ShenchaError) -> Problem:
    """An error as its page says it."""
    match error:
        case NotFound():
            heading = Text("没有找到", "Not found")
            advice = Text(
                "也可能存在，但不属于您的办理范围：两种情况的答复相同。",
                "It may also exist and be none of your matters: the answer is the same.",
            )
        case NotAllowed():
            heading = Text("现在不能这样办理", "This is not possible now")
            advice = Text(
                "没有保存任何更改。请重新查看后再办理。", "Nothing was changed. Look again, then act."
            )
        case BadInput():
            heading = Text("请改正以下内容", "Please correct the following")
            advice = Text(
                "没有保存任何更改。请返回上一页改正。", "Nothing was changed. Go back and correct it."
            )
        case _:
            heading = Text("暂时不能办理", "This is not possible at present")
            advice = Text("没有保存任何更改。", "Nothing was changed.")
    faults = error.faults if isinstance(error, BadInput) else ()
    return Problem(error.status, heading, error.text, advice, faults)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """No such address; the same page as for what is not yours."""
    return page(request, NotFound(Text("没有这个页面", "There is no such page")))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The request may not come from this person."""
    problem = Problem(
        403,
        Text("无权办理", "Not permitted"),
        Text("您没有办理此事的权限", "You may not do this"),
        Text("没有保存任何更改。", "Nothing was changed."),
    )
    return render(request, "problem.html", {"problem": problem}, status=403)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token is not this session's: it was open too long, or it came from another site.

    From a page of ours (browsers say so, and no page can say it for another) it is shown again, filled as it was.
    """
    ours = f"{request.scheme}://{request.get_host()}"
    if request.method == "POST" and request.headers.get("Origin") == ours and request.user.is_authenticated:
        return redirect(keep_typed(request))
    problem = Problem(
        403,
        Text("页面已过期", "The page has expired"),
        Text(
            "为了安全，没有接受这次提交：页面打开时间过长，或者您已退出登录",
            "For safety the form was not taken: the page was open too long, or you have signed out",
        ),
        Text(
            "没有保存任何更改。请返回上一页、刷新，然后重新提交。",
            "Nothing was changed. Go back, reload, and send it again.",
        ),
    )
    return render(request, "problem.html", {"problem": problem}, status=403)


def failed(request: HttpRequest) -> HttpResponse:
    """Something is wrong with the program."""
    return render(request, "failed.html", status=500)
