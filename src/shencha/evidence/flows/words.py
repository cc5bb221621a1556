"""What export routes and the fields of a flow are called, and how a reason is cited."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shencha.evidence.flows.dpv import is_term, split
from shencha.law.data import facts_of
from shencha.law.export.rules import Route
from shencha.law.screening.sentences import article_name
from shencha.text import Text, same

ROUTE = {
    Route.NONE: Text("无需特别路径", "no route needed"),
    Route.CONTRACT: Text("标准合同或者认证", "standard contract or certification"),
    Route.UNKNOWN: Text("尚不能确定", "not known yet"),
    Route.ASSESSMENT: Text("数据出境安全评估", "security assessment"),
    Route.PROHIBITED: Text("未经批准不得提供", "prohibited without approval"),
}
FIELD = {
    "whose": Text("谁的", "whose"),
    "to.role": Text("接收方角色", "recipient’s role"),
    "purpose": Text("目的", "purpose"),
    "legal_basis": Text("依据", "legal basis"),
    "means": Text("方式", "means"),
    "categories": Text("类别", "kinds of data"),
}
"""Fields that take terms of the Data Privacy Vocabulary."""
MEANS = {
    "api": Text("接口", "API"),
    "remote_access": Text("远程访问", "remote access"),
    "file": Text("文件", "file"),
    "physical": Text("实物介质", "physical medium"),
    "cloud": Text("云存储", "cloud"),
    "other": Text("其他", "other"),
}
_SAID = Text("{name} {value}", "{name}: {value}")
_CITED = Text("{text}（{name}{article}{sure}）", "{text} ({name}, {article}{sure})")
_UNSURE = Text("，未与原文核对", "; not checked against the text")


def cited(reason: Mapping[str, Any]) -> Text:
    """A reason, as `shencha flows --json` tells it, with its instrument and article."""
    return _CITED.fill(
        text=Text.of(reason["text"]),
        name=Text.of(facts_of("export/rules.yaml")["instruments"][reason["instrument"]]["name"]),
        article=article_name(reason["article"]),
        sure=Text("", "") if reason["confidence"] in ("text", "reread") else _UNSURE,
    )


def described(flow: Mapping[str, Any]) -> Text:
    """What a flow of the JSON answer says beside its route, its terms by their labels; empty where it says nothing."""
    parts = []
    for field, name in FIELD.items():
        own = flow.get("to", {}).get("role", "") if field == "to.role" else flow.get(field, "")
        labels = [Text.of(one["label"]) for one in flow.get("terms", ()) if one["field"] == field]
        words = [MEANS.get(word, same(word)) for word in split(own or "") if not is_term(word)]
        if found := [*words, *labels]:
            value = Text("、".join(one.zh for one in found), ", ".join(one.en for one in found))
            parts.append(_SAID.fill(name=name, value=value))
    return Text("；".join(one.zh for one in parts), "; ".join(one.en for one in parts))
