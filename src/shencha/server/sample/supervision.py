"""The demo's supervision: sanctions at two of their steps, and a change that a party reports after its conclusion."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from shencha.records.acts import registers, sanctions
from shencha.records.models import CaseFile
from shencha.server.sample.instance import BEIFANG, OFFICER, SECOND, Story


def supervise(story: Story) -> None:
    """Tell what happens once a case is over."""
    _told_of_its_rights(story)
    _waits_for_a_second_person(story)
    _reported(story)


def _facts(story: Story, name: str, opened: int) -> dict[str, Any]:
    return {
        "actor": {"name": name, "ciio": "yes", "state_organ": "no"},
        "acts": [
            {
                "id": "1",
                "conduct": ["uses_unreviewed_product"],
                "from": (story.ago(opened + 80)).isoformat(),
                "until": (story.ago(opened + 5)).isoformat(),
                "times": 1,
                "purchase_amount": 2_000_000,
                "commercial_cryptography": "no",
                "may_affect_national_security": "yes",
                "corrected_in_time": "yes",
            }
        ],
        "procedure": {"opened_on": story.ago(opened).isoformat()},
    }


def _told_of_its_rights(story: Story) -> None:
    """Countersigned, and served on the party three working days ago: it may still ask for a hearing."""
    made = _drafted(
        story,
        8,
        _facts(story, "示例电力公司（虚构）", 30),
        for_days=20,
        title="未经审查使用云服务",
        proposed="查明：该公司未经网络安全审查使用某云服务。拟责令停止使用，并处罚款。（虚构）",
        fine=3_000_000,
        key="sample-sanction-1",
    )
    for who, name, days in ((SECOND, "sanction_countersigned", 6), (OFFICER, "rights_notified", 3)):
        story.when(days, partial(_does, story, made, who, name, story.ago(days)))


def _does(story: Story, made: Any, who: str, name: str, on: date, at: datetime) -> None:
    sanctions.act(int(str(made)), name, {"on": on}, by=story.held[who], key=f"sample-{name}", at=at)


def _drafted(story: Story, days: int, facts: dict[str, Any], *, for_days: int, key: str, **said: Any) -> Any:
    """The number of a sanction that was drafted so many working days ago."""
    return story.when(
        days,
        lambda at: (
            sanctions.draft(
                facts, story.today + timedelta(days=for_days), key=key, by=story.held[OFFICER], at=at, **said
            ).pk
        ),
    )


def _waits_for_a_second_person(story: Story) -> None:
    _drafted(
        story,
        1,
        _facts(story, "示例水务公司（虚构）", 12),
        for_days=30,
        title="未经审查使用远程控制系统",
        proposed="查明：该公司未经网络安全审查使用某远程控制系统。拟责令停止使用，并处罚款。（虚构）",
        fine=2_500_000,
        key="sample-sanction-2",
    )


def _reported(story: Story) -> None:
    def report(at: datetime) -> None:
        registers.report_change(
            CaseFile.objects.get(title="变电站安全网关采购"),
            {
                "actor": {"platform_operator": "yes", "users_with_personal_information": 1_200_000},
                "listing": {"planned": "yes", "venue": "US"},
            },
            "新开办的电力交易平台掌握 1,200,000 名用户的个人信息，并准备赴纽约上市。（虚构）",
            story.ago(2),
            key="sample-change-1",
            by=story.held[BEIFANG],
            at=at,
        )

    story.when(2, report)
