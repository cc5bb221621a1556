"""What stands out on the board: more persons sent abroad than were counted as held."""

from __future__ import annotations

from datetime import date

import pytest

from shencha.web.evidence.standing_out import warnings


def analysis(kind, low, high):
    measure = {"unit": "persons", "at_least": low, "at_most": high}
    finding = {"factor": "F5", "finding": {"zh": "", "en": ""}, "measure": measure}
    return {"kind": kind, "findings": [finding], "inputs": [], "unread": []}


@pytest.mark.parametrize(
    ("sent", "held", "told"),
    [(70_001, (60_000, 70_000), 1), (70_000, (60_000, 70_000), 0), (9, (0, None), 0)],
)
def test_more_persons_abroad_than_are_held_stand_out(sent, held, told):
    found = warnings(
        True, [analysis("people", *held), analysis("flows", sent, None)], {}, True, date(2026, 11, 24), {}, 90
    )
    assert sum("本年累计出境" in one.text.zh for one in found) == told
