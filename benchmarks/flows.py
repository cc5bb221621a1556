"""A million data flows routed by the column, beside the rules written by hand in polars."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from benchmarks.row import Row, best
from shencha.evidence.flows.columns import OF_FLOW, Columns, route_columns
from shencha.law.export.rules import ROUTES
from shencha.law.logic.holds import NO

FLOWS = 1_000_000
ON = date(2026, 11, 24)


def run() -> list[Row]:
    """Three-valued facts, volumes summed first, then a route for each flow; both answers are compared."""
    columns = _columns()
    frame = _frame(columns)
    ours = best(lambda: route_columns(columns, NO, ON), rounds=5)
    theirs = best(lambda: _by_hand(frame), rounds=5)
    routed = route_columns(columns, NO, ON)
    told = np.array([route.value for route in ROUTES])[routed.route]
    agree = int((told == _by_hand(frame).to_numpy()).sum())
    assert agree == FLOWS, f"{agree:,} of {FLOWS:,} agree"
    note = "ours tells the missing facts of each flow as well; polars the route alone"
    return [
        Row(
            f"{FLOWS:,} flows evaluated",
            "the rules by hand in polars",
            ours,
            theirs,
            ours / theirs,
            "at most 4 times",
            ours <= 4 * theirs,
            note,
        )
    ]


def _columns() -> Columns:
    rng = np.random.default_rng(36)
    values = np.array([0, 1, 3], np.uint8)
    likely = {
        "active": (0.05, 0.0, 0.95),
        "exported": (0.3, 0.05, 0.65),
        "judicial": (0.97, 0.01, 0.02),
        "approved": (0.4, 0.2, 0.4),
        "personal": (0.2, 0.1, 0.7),
        "important": (0.8, 0.15, 0.05),
        "exempt": (0.7, 0.1, 0.2),
        "outside_list": (0.95, 0.03, 0.02),
        "sensitive": (1.0, 0.0, 0.0),
    }
    asks = {name: rng.choice(values, FLOWS, p=p) for name, p in likely.items()}
    assert set(OF_FLOW) < set(asks)
    low = np.zeros(FLOWS, np.int64)
    low[:300] = 500
    return Columns(asks, low, low)


def _frame(columns: Columns) -> pl.DataFrame:
    known = {
        name: pl.Series(codes == 3).set(pl.Series(codes == 1), None) for name, codes in columns.asks.items()
    }
    return pl.DataFrame({**known, "low": columns.at_least, "high": columns.at_most})


def _by_hand(frame: pl.DataFrame) -> pl.Series:
    """Kleene's logic with null for unknown, as one would write it."""
    c = pl.col
    counts = c("active") & c("exported") & c("personal") & ~c("exempt") & ~c("outside_list")
    sums = frame.select(
        n_low=pl.when(counts & ~c("sensitive")).then(c("low")).otherwise(0).sum(),
        n_high=pl.when((counts & ~c("sensitive")).fill_null(True)).then(c("high")).otherwise(0).sum(),
        s_low=pl.when(counts & c("sensitive")).then(c("low")).otherwise(0).sum(),
        s_high=pl.when((counts & c("sensitive")).fill_null(True)).then(c("high")).otherwise(0).sum(),
    ).row(0)
    n_low, n_high, s_low, s_high = sums
    assess = _above(n_low, n_high, 1_000_000, s_low, s_high, 10_000)
    some = _above(n_low, n_high, 100_000, s_low, s_high, 1)
    leaves = c("active") & c("exported")
    banned = leaves & c("judicial") & ~c("approved")
    inside = leaves & ~c("outside_list")
    plain = inside & c("personal") & ~c("exempt")
    assessed = (inside & c("important")) | (plain & pl.lit(assess, pl.Boolean))
    contract = plain & pl.lit(some, pl.Boolean)
    return frame.select(
        route=pl.when(banned).then(pl.lit("prohibited"))
        .when(banned.is_null()).then(pl.lit("unknown"))
        .when(assessed).then(pl.lit("security_assessment"))
        .when(assessed.is_null()).then(pl.lit("unknown"))
        .when(contract).then(pl.lit("standard_contract_or_certification"))
        .when(contract.is_null()).then(pl.lit("unknown"))
        .otherwise(pl.lit("none"))
    )["route"]  # fmt: skip


def _above(n_low: int, n_high: int, n: int, s_low: int, s_high: int, s: int) -> bool | None:
    if n_low >= n or s_low >= s:
        return True
    return None if n_high >= n or s_high >= s else False
