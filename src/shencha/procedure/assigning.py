"""Whose case it is: who may name the officer, and whom."""

from __future__ import annotations

from shencha.procedure.acts import CaseAssigned
from shencha.procedure.case import Case
from shencha.procedure.refusals import Refusal
from shencha.procedure.roles import Actor, Role
from shencha.text import Text
from shencha.text.lists import listed


def may_give(case: Case, by: Actor) -> bool:
    """May this person say whose case it is? The head always; an officer takes what nobody has, or hands on the own."""
    return by.role is Role.OFFICE_HEAD or case.officer is None or by.person in (case.officer, case.deputy)


def not_to_give(case: Case, event: CaseAssigned, by: Actor) -> Refusal | None:
    """Why this person may not give the case so; None if it may."""
    if by.role is Role.OFFICE_HEAD:
        return None
    before = case.assigned
    shown = (before.restricted, before.readers) if before else (False, ())
    if (event.restricted, event.readers) != shown:
        return Refusal(
            Text("只有审查办公室负责人可以限定谁能查阅", "only the head says who may see a case"),
            Text("请保持原来的查阅范围", "leave that as it was"),
        )
    if not may_give(case, by):
        return Refusal(
            Text(f"本案的承办人是 {case.officer}", f"the case is {case.officer}'s"),
            Text(
                "请由承办人、协办人移交，或者由负责人指定",
                "its officer or deputy hands it over, or the head names one",
            ),
        )
    if case.officer is None and event.officer != by.person:
        return Refusal(
            Text(
                "本案尚无承办人，您只能自己承办", "the case has no officer, and you can only take it yourself"
            ),
            Text("请填写自己，或者请负责人指定", "name yourself, or ask the head to name someone"),
        )
    return None


def misassigned(case: Case, event: CaseAssigned) -> Refusal | None:
    """Why the case cannot be given so, whoever does it; None if it can."""
    out = [one for one in (event.officer, event.deputy, *event.readers) if one in case.recused]
    if out:
        return Refusal(
            Text(f"{listed(out).zh} 已经回避", f"{listed(out).en} stepped out of the case"),
            Text("请指定其他人员", "name someone else"),
        )
    if event.deputy == event.officer:
        return Refusal(
            Text("承办人和协办人是同一人", "officer and deputy are one person"),
            Text("协办人请另选，或者不填", "name another deputy, or none"),
        )
    before = case.assigned
    if before is not None and event.reason is None and event.officer != before.officer:
        return Refusal(
            Text(
                f"移交没有写明理由（原承办人 {before.officer}）",
                f"why it is taken from {before.officer} is not said",
            ),
            Text("请写明理由", "give the reason"),
        )
    if event.readers and not event.restricted:
        return Refusal(
            Text("没有限定查阅范围，却列出了可以查阅的人", "readers are named of a case that all may see"),
            Text("请限定查阅范围，或者不列人员", "restrict the case, or name no readers"),
        )
    return None
