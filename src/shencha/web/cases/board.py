"""The board of a consultation: who agreed, who differed and on which factor, who is silent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shencha.procedure.acts import OpinionReceived
from shencha.procedure.case import Case, ClockName
from shencha.procedure.clocks import Clock
from shencha.procedure.consultation import Round
from shencha.procedure.names import OPINION_NAMES
from shencha.text import Text
from shencha.web.units import unit_name
from shencha.web.words import CHOICES, FACTORS


@dataclass(frozen=True, slots=True)
class Seat:
    """One unit that was asked."""

    name: Text
    opinion: OpinionReceived | None
    said: Text
    kind: str
    """agree, condition, disagree or silent."""
    factors: tuple[tuple[str, Text], ...]
    clock: Clock | None


@dataclass(frozen=True, slots=True)
class Board:
    """One round of consultation, as far as the reader may know it."""

    title: Text
    proposal: Text
    sent: Round
    seats: tuple[Seat, ...]
    counts: tuple[tuple[str, Text, int], ...]
    factors: tuple[tuple[str, Text], ...]
    """Those that the proposal's reasons concern."""
    dissent: tuple[tuple[str, Text, tuple[Text, ...]], ...]
    """Factors on which someone disagreed, and who."""


SAID = {
    **{key: name.begun for key, name in OPINION_NAMES.items()},
    "silent": Text("尚未答复", "No answer yet"),
}


def boards(seen: Case, clocks: Sequence[Clock], known: Mapping[str, Text]) -> list[Board]:
    """The rounds of a case, the latest first.

    Args:
        seen: the fold without what the reader may not know.
    """
    by_unit = {one.consultee: one for one in clocks if one.clock is ClockName.CONSULTATION}
    return [_board(one, {} if one.second else by_unit, known) for one in reversed(seen.rounds) if one.to]


def _board(asked: Round, clocks: Mapping[str | None, Clock], known: Mapping[str, Text]) -> Board:
    given = {opinion.consultee: opinion for opinion in asked.opinions}
    seats = tuple(_seat(unit, given.get(unit), clocks.get(unit), known) for unit in asked.to)
    counts = tuple(
        (kind, said, count)
        for kind, said in SAID.items()
        if (count := sum(seat.kind == kind for seat in seats))
    )
    dissent: dict[str, list[Text]] = {}
    for seat in seats:
        for factor, _ in seat.factors if seat.kind == "disagree" else ():
            dissent.setdefault(factor, []).append(seat.name)
    return Board(
        Text("第二次征求意见（特别审查程序）", "Second round, in the special procedure")
        if asked.second
        else Text("征求意见", "Opinions"),
        CHOICES[asked.proposal],
        asked,
        seats,
        counts,
        tuple((one, FACTORS[one]) for one in asked.factors),
        tuple((factor, FACTORS[factor], tuple(who)) for factor, who in sorted(dissent.items())),
    )


def _seat(unit: str, opinion: OpinionReceived | None, clock: Clock | None, known: Mapping[str, Text]) -> Seat:
    kind = "silent"
    if opinion is not None:
        kind = "condition" if opinion.opinion == "agree" and opinion.conditions else opinion.opinion
    factors = tuple((one, FACTORS[one]) for one in opinion.factors) if opinion else ()
    return Seat(unit_name(unit, known), opinion, SAID[kind], kind, factors, clock)
