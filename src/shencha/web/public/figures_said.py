"""Statistics in sentences: what can be published, said; what is too few, left out."""

from __future__ import annotations

from collections.abc import Iterable

from shencha.procedure.clocks import Status
from shencha.procedure.names import CLOCK_NAMES, IN_SHORT
from shencha.studies.statistics import MARKS, STANDINGS, Statistics
from shencha.text import Text


def sentences(found: Statistics) -> list[Text]:
    """What the figures say, the most telling first; of what is withheld nothing but that it is."""
    shown = found.published
    said = [
        _listed(
            Text("按事由：{list}。", "By ground: {list}."),
            ((name, shown[f"{ground}/all"]) for ground, name in IN_SHORT.items()),
        ),
        _listed(
            Text("按进展：{list}。", "By standing: {list}."),
            ((name, shown[f"all/{standing}"]) for standing, name in STANDINGS.items()),
        ),
        _listed(
            Text("办理中的情形：{list}。", "On the way: {list}."),
            ((name, shown[f"{mark}/all/yes"]) for mark, name in MARKS.items()),
        ),
        *_steps(found),
    ]
    return [one for one in said if one is not None]


def _listed(sentence: Text, counts: Iterable[tuple[Text, int | None]]) -> Text | None:
    told = [(name, count) for name, count in counts if count]
    if not told:
        return None
    listed = Text(
        "，".join(f"{name.zh} {count:,} 件" for name, count in told),
        ", ".join(f"{name.en} {count:,}" for name, count in told),
    )
    return sentence.fill(list=listed)


def _steps(found: Statistics) -> Iterable[Text | None]:
    for step in found.steps:
        name, all_of = CLOCK_NAMES[step.clock], step.all
        if not all_of:
            continue
        zh = f"{name.zh}：{all_of:,} 次"
        en = f"{name.begun.en}: {all_of:,} times"
        if step.median_days_used is not None:
            zh += f"，用时中位数 {step.median_days_used} 个工作日（规定 {step.statutory_days} 个）"
            en += f", in {step.median_days_used} working days (median; {step.statutory_days} are given)"
        for status, zh_said, en_said in (
            (Status.MET, "按期完成", "in time"),
            (Status.MISSED, "逾期完成", "late"),
            (Status.OVERDUE, "逾期未完成", "overdue"),
        ):
            if count := step.statuses[status]:
                zh += f"，{zh_said} {count:,} 次"
                en += f", {en_said} {count:,}"
        yield Text(f"{zh}。", f"{en}.")
