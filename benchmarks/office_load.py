"""A thousand simulated years of an office's load, beside plain simpy with the very same events."""

from __future__ import annotations

from collections.abc import Generator
from random import Random
from typing import Any

from benchmarks.row import Row, best
from shencha.law.measures.members import member_ids
from shencha.studies.load import DAYS_A_WEEK, Model
from shencha.studies.load import run as run_year

YEARS = 1_000
WEEKS = 52


def run() -> list[Row]:
    """Every year of its own seed; both draw the same chances in the same order."""
    from datetime import date

    model = Model(
        {"procurement": 24.0, "foreign_listing": 12.0},
        4,
        member_ids(date(2026, 3, 2)),
        {"intake": 2, "preliminary": 12, "special": 25, "opinion": 1.5},
        {"review": 0.6, "supplement": 0.5, "extension": 0.2, "dissent": 0.05},
        statutory={"intake": 10, "preliminary": 30, "special": 90},
    )
    assert [_plain(model, seed) for seed in range(20)] == [
        (year.filed, year.done) for year in (run_year(model, WEEKS, seed) for seed in range(20))
    ], "both live the same years"
    ours = best(lambda: [run_year(model, WEEKS, seed) for seed in range(YEARS)], rounds=3)
    plain = best(lambda: [_plain(model, seed) for seed in range(YEARS)], rounds=3)
    return [
        Row(
            f"{YEARS:,} simulated years of office load, told by week and member",
            "plain simpy with the same events, which tells nothing but how many ended",
            ours,
            plain,
            ours / plain,
            "at most 1.5 times",
            ours / plain <= 1.5,
        )
    ]


def _plain(model: Model, seed: int) -> tuple[int, int]:
    """The same world without a record of weeks, members and late acts."""
    import simpy

    world = simpy.Environment()
    officers = simpy.Resource(world, model.officers)
    chance = Random(seed)
    counts = [0, 0]

    def stream(ground: str, a_day: float) -> Generator[Any, Any, None]:
        while True:
            yield world.timeout(chance.expovariate(a_day))
            world.process(case(ground))

    def case(ground: str) -> Generator[Any, Any, None]:
        counts[0] += 1
        if ground != "ex_officio":
            yield from step("intake")
            if chance.random() >= model.share["review"]:
                counts[1] += 1
                return
        if chance.random() < model.share["supplement"]:
            yield world.timeout(chance.randint(*model.reply))
        chance.random()
        yield from step("preliminary")
        yield from opinions()
        if chance.random() < model.share["dissent"]:
            yield from step("special")
            yield from opinions()
        counts[1] += 1

    def step(name: str) -> Generator[Any, Any, None]:
        request = officers.request()
        yield request
        yield world.timeout(model.effort[name])
        officers.release(request)

    def opinions() -> Generator[Any, Any, None]:
        yield world.timeout(max(chance.randint(*model.answer) for _ in model.members))

    def weeks() -> Generator[Any, Any, None]:
        for week in range(WEEKS):
            yield world.timeout(DAYS_A_WEEK - (1e-9 if week == 0 else 0))

    for ground, rate in model.filings_a_year.items():
        world.process(stream(ground, rate / 52 / DAYS_A_WEEK))
    world.process(weeks())
    world.run(until=WEEKS * DAYS_A_WEEK)
    return counts[0], counts[1]
