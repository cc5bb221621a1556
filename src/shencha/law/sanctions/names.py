"""What the weight of a circumstance and the standing of a step are called: the one table of each."""

from __future__ import annotations

from collections.abc import Mapping

from shencha.text import Text

EFFECT_NAMES: Mapping[str, Text] = {
    "none_must": Text("不予处罚", "no penalty"),
    "none_may": Text("可以不予处罚", "may go without penalty"),
    "lighter_or_reduced": Text("从轻或者减轻", "lighter or reduced"),
    "heavier": Text("从重", "heavier"),
}
STATUS_NAMES: Mapping[str, Text] = {
    "waiting": Text("尚未起算", "not begun"),
    "open": Text("进行中", "open"),
    "met": Text("已办", "done"),
    "missed": Text("超过期限", "done too late"),
    "overdue": Text("已逾期", "overdue"),
    "lapsed": Text("期限已过", "time has run out"),
    "not_on_record": Text("没有记载", "not on record"),
}
