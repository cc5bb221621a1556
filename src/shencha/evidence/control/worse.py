"""What got worse between two answers on ownership."""

from __future__ import annotations

from collections.abc import Iterator

from shencha.evidence.analyser import Answer
from shencha.evidence.compared import per_cent
from shencha.text import Text


def worse(before: Answer, after: Answer) -> Iterator[Text]:
    """What got worse; nothing where all is the same or better."""
    for what, name in (("share", _SHARES), ("voting", _VOTES), ("by_contract", _CONTRACTS)):
        old, new = (one["foreign"].get(what) or one["foreign"]["share"] for one in (before, after))
        if what == "by_contract" and after["foreign"].get(what) is None:
            continue
        if new["at_most"] > old["at_most"] or new["at_least"] > old["at_least"]:
            yield _FOREIGN.fill(what=name, old=per_cent(old), new=per_cent(new))
    known = {one["id"]: one for one in before["holders"]}
    for one in after["holders"]:
        was = known.get(one["id"], {})
        who = {"who": one["name"] or one["id"], "place": one.get("jurisdiction") or "?"}
        known_of = was.get("controls", "no") != "no" and was["from"] != "mainland"
        if one["from"] != "mainland" and one["controls"] != "no" and not known_of:
            yield (_CONTROLS if one["controls"] == "yes" else _MAY_CONTROL).fill(**who)
        if one["from"] != "mainland" and one["public_body"] == "yes" and was.get("public_body") != "yes":
            yield _PUBLIC.fill(**who)
    if len(after["gaps"]) > len(before["gaps"]):
        yield _GAPS.fill(old=len(before["gaps"]), new=len(after["gaps"]))


_CONTRACTS = Text("权益（计入合同权利）", "rights, with what contracts give,")
_SHARES, _VOTES = Text("股份", "shares"), Text("表决权", "votes")
_FOREIGN = Text(
    "国外持有人最终持有的{what}由 {old} 升至 {new}",
    "the {what} that foreign holders have in the end rose from {old} to {new}",
)
_CONTROLS = Text(
    "{who}（{place}）现在从境外控制该公司，以前不是",
    "{who} ({place}) now controls the company from abroad, which was not so before",
)
_MAY_CONTROL = Text(
    "{who}（{place}）现在可能从境外控制该公司，以前不是",
    "{who} ({place}) may now control the company from abroad, which was not so before",
)
_PUBLIC = Text(
    "新的境外公共机构持有人：{who}（{place}）", "a public body from abroad holds now: {who} ({place})"
)
_GAPS = Text("股权披露的空白由 {old} 处增至 {new} 处", "gaps in what is disclosed rose from {old} to {new}")
