"""An entry of the log in words, from its record alone: what a receipt proves, told to a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from shencha.canonical import canonical
from shencha.documents import declaration
from shencha.documents.answers import answered, declared
from shencha.documents.items import line, material
from shencha.errors import ShenchaError
from shencha.evidence.compared import persons
from shencha.law.logic.facts import FACTS
from shencha.law.logic.holds import SAID
from shencha.law.measures.factors import FACTORS
from shencha.law.measures.instruments import instruments
from shencha.procedure.acts import ACTS, SupplementRequested, event_from
from shencha.procedure.acts.fields import FIELDS, SHOWN
from shencha.procedure.case import Case
from shencha.procedure.names import GROUND_NAMES, MATERIAL_NAMES, OPINION_NAMES, RESULT_NAMES, SUBJECT_NAMES
from shencha.sanctions.acts import class_of
from shencha.text import Text, same

ACT_NAMES: Mapping[str, Text] = {
    "change_reported": Text("报告申报之后的变化", "a change that the party reported"),
    "filing_carried": Text("补记较早的申报", "what can still be known of an older filing"),
    "notice_received": Text("收到通知", "the receipt of a notice"),
    "organisation_registered": Text("登记单位", "the registration of an organisation"),
    "account_made": Text("开立账户", "a new account"),
    "role_given": Text("授予角色", "a role that was given"),
    "role_ended": Text("终止角色", "the end of a role"),
    "right_asked": Text("申请授予权限", "a right that was asked for"),
    "right_confirmed": Text("确认授予权限", "a right that a second administrator confirmed"),
    "right_refused": Text("不予授予权限", "a right that was not given"),
    "mandate_ended": Text("终止委托", "the end of a mandate"),
    "token_ended": Text("终止令牌", "the end of a token"),
    "account_blocked": Text("停用账户", "an account that was blocked"),
    "account_reopened": Text("恢复账户", "an account that was reopened"),
    "address_asked": Text("更改登录地址", "another address to sign in with"),
    "address_changed": Text("更改登录地址", "another address to sign in with"),
    "link_opened": Text("重新邀请设置密码", "a new link to set a password"),
    "second_factor_reset": Text("重置双因素认证", "a second factor that was reset"),
    "passkey_removed": Text("移除一个通行密钥", "one of several passkeys that was removed"),
    "absence_noted": Text("登记离岗", "an absence with its deputy"),
    "absence_ended": Text("结束离岗", "the end of an absence"),
    "mandate_given": Text("登记委托", "a mandate"),
    "token_made": Text("签发令牌", "a new token"),
    "feed_opened": Text("开通日历地址", "a new address of a calendar"),
    "feed_closed": Text("关闭日历地址", "the end of a calendar's address"),
    "second_factor_set": Text("设置双因素认证", "a second factor that was set"),
    "second_factor_ended": Text("移除双因素认证", "the end of a second factor"),
    "part_asked": Text("请提供者填写其部分", "a supplier was asked for its part"),
    "part_handed_in": Text("提供者提交其部分", "a supplier's part was handed in"),
    "part_sent_back": Text("退回提供者的部分", "a supplier's part was sent back"),
    "part_closed": Text("不再需要提供者的部分", "a supplier's part is done without"),
    "part_carried": Text("补记此前的提供者部分", "a supplier's part of before"),
    "factor_judged": Text("申报前对因素的判断", "a judgement of a factor before the filing"),
    "judgement_taken_back": Text("撤回对因素的判断", "a judgement that was taken back"),
    "draft_discarded": Text("放弃草稿", "a draft that was given up"),
    "analysis_repeated": Text("复算或者复核分析", "an analysis that was repeated"),
    "repetition_done": Text("复算或者复核的结果", "what came of a repeated analysis"),
    "bundle_given": Text("给出证据包", "a bundle that was given out"),
    "day_closed": Text("一日终了的记载", "the end of a day"),
    "accounts_changed": Text("一并登记账户与角色", "accounts and roles registered together"),
    "accounts_carried": Text("补记此前的账户与角色", "accounts and roles of before"),
}
"""Acts beside the events of cases; one that is not named here is called by its own name."""
_LABELS: Mapping[str, Text] = {
    "party": Text("当事人", "party"),
    "party_name": Text("当事人名称", "name of the party"),
    "title": Text("名称", "title"),
    "ground": Text("事由", "ground"),
    "instrument": Text("适用版本", "version"),
    "analysis": Text("分析编号", "analysis"),
    "repetition": Text("复算编号", "repetition"),
    "outcome": Text("结果", "outcome"),
    "filed_persons": Text("申报的人数", "persons as filed"),
    "repeated_persons": Text("复核的人数", "persons counted again"),
    "answer_digest": Text("分析结果的摘要（SHA-256）", "digest of its answer (SHA-256)"),
    "answers_digest": Text("回答的摘要（SHA-256）", "digest of the answers (SHA-256)"),
}
_VERSIONS = {one.id: one.name for one in instruments()}
_NAMED: Mapping[str, Mapping[Any, Text]] = {
    "ground": GROUND_NAMES,
    "instrument": _VERSIONS,
    "subject": SUBJECT_NAMES,
    "notice": {name: act.name for name, act in ACTS.items()},
    "outcome": {
        "agrees": Text("一致", "it agrees"),
        "differs": Text("不一致", "it differs"),
        "failed": Text("未能完成", "it could not be done"),
    },
    "decision": {name: act.name for name, act in ACTS.items()},
    "factors": {
        one.id: Text(f"{one.id} {one.short.zh}", f"{one.id} {one.short.en}") for one in FACTORS.values()
    },
}
"""What the values of a field are called; those of others, by the value alone."""
_VALUES: Mapping[Any, Text] = {**SAID, **OPINION_NAMES, **RESULT_NAMES, **MATERIAL_NAMES}
_APART = frozenset({"event", "version", "on", "answers", "declaration", "facts", "answer"})
"""Fields that are told elsewhere, or in words of their own."""


def name_of(record: Mapping[str, Any]) -> Text:
    """What happened, in a few words."""
    if "act" in record:
        name = str(record["act"])
        found = class_of(name)
        return found.act.name if found else ACT_NAMES.get(name, same(name))
    event = record.get("event")
    name = str(event.get("event", "?")) if isinstance(event, dict) else "?"
    return ACTS[name].name if name in ACTS else same(name)


def labels() -> dict[str, Text]:
    """What the fields of records are called, by their dotted names, for readers that have no Python."""
    facts = {one.name: one.label for one in FACTS}
    answers = {f"{place}.{name}": label for place in ("answers", "facts") for name, label in facts.items()}
    return {**FIELDS, **SHOWN, **_LABELS, **answers, **declaration.labels("declaration")}


def names() -> dict[str, Text]:
    """What events and acts are called, by the names that records hold."""
    return {name: act.name for name, act in ACTS.items()} | dict(ACT_NAMES)


def lines_of(record: Mapping[str, Any]) -> Iterator[Text]:
    """All that was said, a line each, and every paper with its size and digest."""
    content = record.get("said" if "act" in record else "event")
    if isinstance(content, dict):
        yield from _fields(content)
        for name in ("answers", "facts"):
            if isinstance(content.get(name), dict):
                for one in answered(content[name]):
                    yield _line(one.label, one.value)
        if isinstance(content.get("declaration"), dict):
            for label, value in declared(content["declaration"]):
                yield _line(label, value)
    papers, of = record.get("papers"), Case()
    if isinstance(content, dict):
        ground, version = content.get("ground"), content.get("instrument")
        of = Case(
            "",
            ground if isinstance(ground, str) else None,
            instrument=version if isinstance(version, str) and version in _VERSIONS else None,
        )
    for paper in papers if isinstance(papers, list) else []:
        if isinstance(paper, dict):
            told = f"{paper.get('name')} · {paper.get('size')} B · SHA-256 {paper.get('sha256')}"
            yield _line(material(of, str(paper.get("material"))), same(told))


def _fields(content: Mapping[str, Any]) -> Iterator[Text]:
    for name, value in content.items():
        if name in _APART or value in (None, "", [], {}):
            continue
        label = _LABELS.get(name) or SHOWN.get(name) or FIELDS.get(name, same(name))
        asked = _items(content) if name == "items" else []
        yield from (_line(label, one) for one in asked or [_value(name, value)])


def _items(content: Mapping[str, Any]) -> list[Text]:
    """What a request for supplements asks for, an item each; nothing where it cannot be read as one."""
    try:
        event = event_from(content)
    except ShenchaError:
        return []
    return [line(Case(), one) for one in event.items] if isinstance(event, SupplementRequested) else []


def _value(name: str, value: Any) -> Text:
    """A value in words; one with a structure as it was written."""
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        words = [_value(name, one) for one in value]
        return Text("、".join(one.zh for one in words), ", ".join(one.en for one in words))
    if isinstance(value, dict) and value.keys() == {"at_least", "at_most"}:
        return persons(value)
    if isinstance(value, str):
        return _NAMED.get(name, _VALUES).get(value) or same(value)
    return _VALUES["yes" if value else "no"] if isinstance(value, bool) else same(canonical(value).decode())


def _line(label: Text, value: Text) -> Text:
    return Text(f"{label.zh}：{value.zh}", f"{label.en}: {value.en}")
