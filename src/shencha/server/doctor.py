"""What an instance lacks: second factors, mail, backups, a right clock, room, fonts, notices, and who keeps it."""

from __future__ import annotations

import ctypes
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings

from shencha.documents.measures import FONTS
from shencha.documents.pdf import fonts_here
from shencha.documents.sheet import SAMPLE_CODE
from shencha.procedure.roles import ADMINISTRATORS
from shencha.records.backup import LAST
from shencha.records.clock import now, today
from shencha.records.jobs import alive
from shencha.records.models import Membership, Person, Undelivered
from shencha.records.workdays import workdays
from shencha.server.health import LITTLE, free
from shencha.text import Text

OLD_BACKUP = timedelta(days=2)
NEXT_YEARS_FROM = 12
"""From this month on a notice for the year after is awaited."""
_UNSYNCHRONISED = 5
"""TIME_ERROR of adjtimex(2): nothing holds the clock to the time."""


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that was looked at."""

    about: str
    lacks: bool
    said: Text

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready."""
        return {"about": self.about, "lacks": self.lacks, "said": self.said.as_dict()}


def examined() -> list[Told]:
    """All of it, in the order in which an operator would mend it."""
    looks = (_people, _factors, _mail, _backup, _clock, _disk, _fonts, _notices, _worker, _front)
    return [one for look in looks for one in look()]


def _people() -> Iterator[Told]:
    held = Membership.objects.filter(active=True, role__in=[role.value for role in ADMINISTRATORS])
    missing = sorted({role.value for role in ADMINISTRATORS} - set(held.values_list("role", flat=True)))
    said = (
        Text(f"没有设立：{'、'.join(missing)}", f"nobody holds: {', '.join(missing)}")
        if missing
        else Text("三类管理员已设立", "each of the three is there")
    )
    yield Told("administrators", bool(missing), said)


def _factors() -> Iterator[Told]:
    acting = Person.objects.filter(is_active=True, memberships__active=True).distinct()
    without = acting.exclude(pk__in=Authenticator.objects.values("user")).count()
    said = (
        Text(f"{without} 名任职人员没有设置双因素认证", f"{without} people who hold a role have none")
        if without
        else Text("任职人员均已设置", "everyone who holds a role has one")
    )
    yield Told("second_factors", bool(without), said)


def _mail() -> Iterator[Told]:
    if not settings.MAIL_WAITING:
        yield Told(
            "mail",
            True,
            Text(
                "没有设置邮件中继（SHENCHA_SMTP）：不发提醒，不能自行重设密码",
                "no relay (SHENCHA_SMTP): no reminders, and nobody resets a password",
            ),
        )
        return
    back = Undelivered.objects.count()
    said = (
        Text(
            f"{back} 个地址的邮件被退回，见“人员与角色”", f"mail to {back} addresses came back; see /people/"
        )
        if back
        else Text("没有退信", "none came back")
    )
    yield Told("mail", bool(back), said)


def _backup() -> Iterator[Told]:
    try:
        at = datetime.fromisoformat(json.loads((Path(settings.DATA) / LAST).read_text())["at"])
    except FileNotFoundError:
        yield Told("backup", True, Text("从未备份：shencha backup", "none was made: shencha backup"))
        return
    old = now() - at > OLD_BACKUP
    yield Told(
        "backup",
        old,
        Text(f"最近一次备份：{at:%Y-%m-%d %H:%M}", f"the last was made at {at:%Y-%m-%d %H:%M}"),
    )


def _clock() -> Iterator[Told]:
    state = ctypes.CDLL(None, use_errno=True).adjtimex(ctypes.create_string_buffer(512))
    if state < 0:
        yield Told("clock", True, Text("无法得知是否对时", "whether it is held to the time cannot be told"))
        return
    lacks = state == _UNSYNCHRONISED
    said = (
        Text("没有与时间源对时：请运行 NTP 服务", "nothing holds it to the time: run an NTP service")
        if lacks
        else Text("与时间源一致", "held to the time")
    )
    yield Told("clock", lacks, said)


def _disk() -> Iterator[Told]:
    share = free()
    yield Told("disk", share < LITTLE, Text(f"剩余空间 {share:.0%}", f"{share:.0%} is free"))


def _fonts() -> Iterator[Told]:
    known = {name.lower() for name in fonts_here().families()}
    missing = [use for use, names in FONTS.items() if not known.intersection(map(str.lower, names))]
    said = (
        Text(f"缺少：{'、'.join(missing)}", f"missing: {', '.join(missing)}")
        if missing
        else Text("公文所需字体齐全", "those that papers need are there")
    )
    yield Told("fonts", bool(missing), said)


def _notices() -> Iterator[Told]:
    calendar, on = workdays(), today()
    years = [on.year, *([on.year + 1] if on.month >= NEXT_YEARS_FROM else [])]
    missing = [str(year) for year in years if not calendar.has_notice(year)]
    said = (
        Text(
            f"缺 {'、'.join(missing)} 年的放假通知：有关期限是区间",
            f"none for {', '.join(missing)}: days due then are ranges",
        )
        if missing
        else Text("所需年份的放假通知齐全", "those of the years needed are there")
    )
    yield Told("notices", bool(missing), said)


def _worker() -> Iterator[Told]:
    said = (
        Text("后台进程没有响应：不发提醒，不作分析", "silent: no reminders, no analyses")
        if alive.silent()
        else Text("正常", "alive")
    )
    yield Told("worker", alive.silent(), said)


def _front() -> Iterator[Told]:
    """What stands between the instance and its readers."""
    unset = {
        "SHENCHA_PROXIES": settings.PROXIES is None,
        "SHENCHA_SITE": not settings.SITE,
        "SHENCHA_SECURITY_CONTACT": not settings.SECURITY_CONTACT,
        "SHENCHA_DOCUMENT_CODE": settings.DOCUMENT_CODE == SAMPLE_CODE,
        "TLS": settings.PLAIN_HTTP,
    }
    lacking = [name for name, lacks in unset.items() if lacks]
    said = (
        Text(f"没有设置：{'、'.join(lacking)}", f"not set: {', '.join(lacking)}")
        if lacking
        else Text("均已设置", "all of it is set")
    )
    yield Told("settings", bool(lacking), said)
