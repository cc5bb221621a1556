"""What each export route is called, and how a reason is cited."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shencha.law.data import facts_of
from shencha.law.export_rules import Route
from shencha.text import Text

ROUTE = {
    Route.NONE: Text("无需特别路径", "no route needed"),
    Route.CONTRACT: Text("标准合同或者认证", "standard contract or certification"),
    Route.UNKNOWN: Text("尚不能确定", "not known yet"),
    Route.ASSESSMENT: Text("数据出境安全评估", "security assessment"),
    Route.PROHIBITED: Text("未经批准不得提供", "prohibited without approval"),
}
_CITED = Text("{text}（{name}第{article}条{sure}）", "{text} ({name}, Article {article}{sure})")
_UNSURE = Text("，未与原文核对", "; not checked against the text")


def cited(reason: Mapping[str, Any]) -> Text:
    """A reason, as `shencha flows --json` tells it, with its instrument and article."""
    return _CITED.fill(
        text=Text.of(reason["text"]),
        name=Text.of(facts_of("export_rules.yaml")["instruments"][reason["instrument"]]["name"]),
        article=reason["article"],
        sure=Text("", "") if reason["confidence"] in ("text", "reread") else _UNSURE,
    )
