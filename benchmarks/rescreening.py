"""Screening a register of a million parties again after the law changed, beside OpenFisca-core."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np

from benchmarks.row import Row, best
from benchmarks.screening import PARTIES, _by_openfisca, _openfisca_system, _parties
from shencha.law.logic.cells import OUTCOMES
from shencha.registers.moves import rescreen_columns

BEFORE, ON = date(2024, 12, 31), date(2026, 3, 2)
"""From 2025-01-01 every network data handler is reached, before that platform operators only."""


def run() -> list[Row]:
    """Outcomes of both days and how many parties moved from which to which."""
    columns = _parties()
    old, new = _openfisca_before(), _openfisca_system()

    def ours() -> Any:
        return rescreen_columns(columns, BEFORE, ON).moves

    def theirs() -> Any:
        was, now = _by_openfisca(old, columns), _by_openfisca(new, columns)
        return np.bincount(was * len(OUTCOMES) + now, minlength=len(OUTCOMES) ** 2)

    assert np.array_equal(ours().ravel(), theirs()), "both tell the same moves"
    mine, reference = best(ours), best(theirs, rounds=3)
    return [
        Row(
            f"screen {PARTIES:,} parties again after a change: outcomes, missing facts, moves",
            "OpenFisca-core, outcomes and moves",
            mine,
            reference,
            reference / mine,
            "at least 20 times faster",
            reference / mine >= 20,
        )
    ]


def _openfisca_before() -> Any:
    """The rules of the day before the change: data processing asks for a platform operator."""
    system = _openfisca_system()
    outcome = system.get_variable("outcome")
    from benchmarks.screening import _OUTCOME_OF

    def formula(party: Any, period: Any) -> Any:
        duty = party("procurement", period) | party("foreign_listing", period)
        affects = party("actor_platform_operator", period) & party(
            "data_processing_may_affect_national_security", period
        )
        return _OUTCOME_OF[duty, affects]

    system.update_variable(type("outcome", (type(outcome),), {"formula": formula, "label": "outcome"}))
    return system
