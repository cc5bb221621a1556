"""Is the instance well? For a monitor, without a word of content; and what to answer where the disk is full."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Callable

from django.conf import settings
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from shencha.api.problems import of_error
from shencha.errors import ShenchaError
from shencha.records.jobs import alive
from shencha.text import Text
from shencha.web.problems import page

LITTLE = 0.05
"""Share of the disk that is free when it is time to make room."""


class NoRoom(ShenchaError):
    """The disk or the database is full; what was asked was not done."""

    code = "no_room"
    status = 507


NO_ROOM = Text(
    "服务器空间已满，没有保存任何更改；请告知系统管理员，腾出空间后重新提交",
    "the server has no room left and nothing was changed; tell the system administrator, and send it again afterwards",
)


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """200 where the database answers, else 503; beside it the worker's last sign of life and the disk's room."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        seen = alive.last_sign()
        silent = alive.silent()
    except OperationalError:
        return JsonResponse({"database": "down"}, status=503)
    told = {
        "database": "up",
        "worker": "silent" if silent else "alive",
        "worker_seen": seen.isoformat(timespec="seconds") if seen else None,
        "room": "little" if free() < LITTLE else "enough",
    }
    return JsonResponse(told)


def free() -> float:
    """The share of the data folder's disk that is free."""
    disk = shutil.disk_usage(settings.DATA)
    return disk.free / disk.total


def room_for(length: int) -> bool:
    """Would that many bytes still leave some room on the disk?"""
    disk = shutil.disk_usage(settings.DATA)
    return length < 2**20 or disk.free - length > min(LITTLE * disk.total, 2**30)


class full_disks:  # noqa: N801  (Django names middleware as it is written in settings)
    """Middleware: where there is no room the answer says so (507), instead of a fault of the program."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as the view does."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The answer for a full disk; any other error rises."""
        if not _is_full(error):
            return None
        refused = NoRoom(NO_ROOM)
        return of_error(refused) if request.path_info.startswith("/api/") else page(request, refused)


def _is_full(error: BaseException | None) -> bool:
    """Is it a full disk, told by the system, by SQLite or by PostgreSQL (53100)?"""
    if isinstance(error, OSError):
        return error.errno in (errno.ENOSPC, errno.EDQUOT)
    if isinstance(error, OperationalError):
        cause = error.__cause__
        return "disk is full" in str(error) or getattr(cause, "sqlstate", "") == "53100"
    return False
