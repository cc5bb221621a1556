"""What a person must say in an act, though a typed history may leave it out.

A case file tells what is known of a case, and its fields stay as the contract has them; an act that goes into
the log for good may not be empty.
"""

from __future__ import annotations

from collections.abc import Mapping

from shencha.procedure.acts import CommissionDecided, DecisionDrafted, Event, SupervisionRecorded, Withdrawn
from shencha.procedure.refusals import Refusal
from shencha.procedure.roles import PARTY, Actor
from shencha.text import Text

SAID: Mapping[str, Text] = {
    "analysis": Text("分析评估要点", "the analysis"),
    "commitment": Text("哪一项承诺", "the promise"),
    "finding": Text("监督发现", "what was found"),
    "kept": Text("承诺是否履行", "whether the promise was kept"),
    "report": Text("举报内容", "what was reported"),
    "reason": Text("理由", "the reason"),
    "requested": Text("当事人书面申请的日期", "the day of the party’s request in writing"),
}
"""What such a field holds."""


def unsaid(event: Event, by: Actor) -> Refusal | None:
    """Why the act says too little; None if it may stand."""
    drafted = isinstance(event, DecisionDrafted)
    act = event.decision if isinstance(event, DecisionDrafted) else event
    if isinstance(act, Withdrawn) and act.requested and by.role in PARTY:
        return Refusal(
            Text(
                "requested 只用于审查办公室登记当事人的书面申请",
                "requested is for a request in writing that the office records",
            ),
            Text("贵单位自行撤回，请只写理由", "give the reason alone; you withdraw it yourself"),
        )
    wanted = act.act.required
    if drafted and isinstance(act, Withdrawn):
        wanted = (*wanted, "requested")
    missing = next((key for key in (*wanted, *asked_too(act)) if getattr(act, key) in (None, ())), None)
    return _silent(act, missing) if missing else None


def asked_too(act: Event) -> tuple[str, ...]:
    """What else the act must say, because of what it says already."""
    match act:
        case SupervisionRecorded(commitment=str()):
            return ("kept",)
        case CommissionDecided(approved=False):
            return ("reason",)
        case _:
            return ()


def _silent(act: Event, missing: str) -> Refusal:
    name, field = act.act.name, SAID[missing]
    return Refusal(
        Text(
            f"{act.name}（{name.zh}）没有写明{field.zh}（{missing}）",
            f"{act.name} ({name.en}) does not say {field.en} ({missing})",
        ),
        Text(f"请写明{field.zh}", f"say {field.en}"),
    )
