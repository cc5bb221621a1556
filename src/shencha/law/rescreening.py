"""Screens a register again when the law or the facts changed, and shows who newly falls under what, and why.

The law changed: the same rows are answered as of an earlier day and as of the day asked of. The facts changed:
an earlier register is answered too, and rows are matched by a key. Four columns are added to those of a
screening: `outcome_before` (empty for a party that was not in the earlier register), `grounds_new`,
`grounds_ended`, and `facts_changed` (empty where the law alone changed).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from shencha.errors import BadInput, Fault
from shencha.law import network_data_2025
from shencha.law.cells import OUTCOMES, Outcome, Table, tabulate
from shencha.law.columns import Columns, Screened, blocks, places_in, screen_by, screen_columns
from shencha.law.facts import FACT
from shencha.law.holds import YES
from shencha.law.instruments import instrument
from shencha.law.register import Answered, answer_rows, read_table, target_of, whole_or_nothing, write_table
from shencha.law.register_columns import (
    ADDED,
    COMPARED,
    RANGE,
    USERS,
    BadCells,
    check_columns,
    columns_of,
)
from shencha.law.rules import Above
from shencha.law.screening import regime_on
from shencha.law.sentences import article_name, said
from shencha.text import Text

MOST_NAMED = 100
"""Parties named one by one in the answer; the register itself has all."""
_SIDES = len(OUTCOMES)
_REFUSED = OUTCOMES.index(Outcome.REFUSED)


@dataclass(frozen=True, slots=True, eq=False)
class Rescreened:
    """The same parties on two days."""

    before: Screened
    after: Screened
    counted: npt.NDArray[np.int64] | None = None
    """The moves, where they were counted on the way."""

    @property
    def moves(self) -> npt.NDArray[np.int64]:
        """How many parties went from which outcome (row) to which (column), by their places in `OUTCOMES`."""
        if self.counted is not None:
            return self.counted
        counts = np.zeros(_SIDES**2, np.int64)
        for block in blocks(len(self.before.outcome)):
            pairs = self.before.outcome[block] * np.uint8(_SIDES)
            pairs += self.after.outcome[block]
            counts += np.bincount(pairs, minlength=_SIDES**2)
        return counts.reshape(_SIDES, _SIDES)

    @property
    def changed(self) -> npt.NDArray[np.intp]:
        """The rows whose outcome is another."""
        return np.flatnonzero(self.before.outcome != self.after.outcome)

    def newly(self, ground: str) -> npt.NDArray[np.intp]:
        """The rows for which that ground holds now and did not before."""
        rows: npt.NDArray[np.intp] = np.flatnonzero(_held(self.after, ground) & ~_held(self.before, ground))
        return rows


def rescreen_columns(columns: Columns, before: date, on: date) -> Rescreened:
    """Answer the same parties as of two days.

    Where both versions ask the same questions, each party lies in the same cell on both days, and only what
    the cell says is looked up anew.
    """
    was, now = regime_on(before), regime_on(on)
    if was is not None and now is not None and was is not now:
        old, new = tabulate(was), tabulate(now)
        if old.asks == new.asks:
            return _by_cell(old, new, columns)
    earlier = screen_columns(columns, before)
    return Rescreened(earlier, earlier if was is now else screen_columns(columns, on))


def _by_cell(old: Table, new: Table, columns: Columns) -> Rescreened:
    """Both answers in one pass; moves are counted by cell and then added up."""
    rows, size = columns.rows, len(old.outcome)
    place = np.empty(rows, np.uint16)
    found = [(np.empty(rows, np.uint8), np.empty(rows, np.uint16)) for _ in (old, new)]
    counts = np.zeros(size, np.int64)
    for block in blocks(rows):
        place[block] = places_in(old, columns, block)
        cells = place[block].astype(np.intp)
        counts += np.bincount(cells, minlength=size)
        for table, (outcome, missing) in zip((old, new), found, strict=True):
            table.outcome.take(cells, out=outcome[block], mode="clip")
            table.missing.take(cells, out=missing[block], mode="clip")
    refused = columns.said["involves_state_secrets"] == YES
    if refused.any():
        counts -= np.bincount(place[refused], minlength=size)
        place[refused] = 0
        for outcome, missing in found:
            outcome[refused], missing[refused] = _REFUSED, 0
    pairs = old.outcome.astype(np.intp) * _SIDES + new.outcome
    moves = np.zeros(_SIDES**2, np.int64)
    np.add.at(moves, pairs, counts)
    moves[_REFUSED * _SIDES + _REFUSED] += int(refused.sum())
    earlier, later = (
        Screened(table.regime, outcome, missing, place)
        for table, (outcome, missing) in zip((old, new), found, strict=True)
    )
    return Rescreened(earlier, later, moves.reshape(_SIDES, _SIDES))


def with_line(register: str, line: int, on: date) -> dict[tuple[str, str], int]:
    """How many rows of a register would go from which outcome to which if Article 7 drew its line elsewhere.

    Args:
        line: the number of users that would have to be exceeded, in the place of one million.
    Raises:
        BadInput: as `screen_register`.
        ValueError: the version of that day has no such line.
    """
    regime = regime_on(on)
    table = tabulate(regime) if regime else None
    if table is None or not any(isinstance(one, Above) for one in table.asks):
        raise ValueError(f"no line of users is in force on {on}")
    moved = tuple(
        Above(one.fact, replace(one.figure, value=line)) if isinstance(one, Above) else one
        for one in table.asks
    )
    rows, faults = read_table(register), BadCells(register)
    check_columns(rows, faults)
    faults.raise_any()
    columns = columns_of(rows, 0, faults)
    faults.raise_any()
    found = Rescreened(screen_columns(columns, on), screen_by(replace(table, asks=moved), columns)).moves
    return {
        (was.value, now.value): int(found[i, j])
        for i, was in enumerate(OUTCOMES)
        for j, now in enumerate(OUTCOMES)
        if found[i, j]
    }


def _held(screened: Screened, ground: str) -> npt.NDArray[np.bool_]:
    rows = len(screened.outcome)
    if screened.regime is None:
        return np.zeros(rows, np.bool_)
    ids = [one.id for one in screened.regime.grounds]
    if ground not in ids:
        return np.zeros(rows, np.bool_)
    of_cell = tabulate(screened.regime).grounds[ids.index(ground)] == YES
    held: npt.NDArray[np.bool_] = of_cell[screened.place] & (screened.outcome != _REFUSED)
    return held


@dataclass(frozen=True)
class Compared:
    """What became of a register between two days, or two states of it."""

    answered: Answered
    before: date
    old: str | None
    moves: dict[tuple[str | None, str], int]
    """How many parties went from which outcome to which; None: not in the earlier register."""
    newly: tuple[Newly, ...]
    newly_total: int

    def as_dict(self) -> dict[str, Any]:
        """As JSON tells it."""
        return {
            **self.answered.as_dict(),
            "compared_with": {"on": self.before.isoformat(), "register": self.old},
            "moves": [{"from": was, "to": now, "rows": n} for (was, now), n in self.moves.items()],
            "newly": [one.as_dict() for one in self.newly],
            "newly_total": self.newly_total,
        }


@dataclass(frozen=True, slots=True)
class Newly:
    """One party that newly falls under a ground."""

    row: int
    """From 1, as a person counts."""
    key: str | None
    ground: str
    facts: tuple[str, ...]
    """The facts that changed; none: the law did."""
    instrument: str
    article: str
    since: date
    known: bool
    """Was the party in the earlier register?"""

    @property
    def text(self) -> Text:
        """Why, in a sentence."""
        name = said("grounds", self.ground)
        where = _PLACE.fill(name=_name(self.instrument), article=article_name(self.article))
        if not self.known:
            return _NEW_PARTY.fill(ground=name, place=where)
        if self.facts:
            facts = [FACT[fact].label for fact in self.facts]
            listed = Text("、".join(f.zh for f in facts), "; ".join(f.en for f in facts))
            return _BY_FACTS.fill(ground=name, place=where, facts=listed)
        return _BY_LAW.fill(ground=name, place=where, since=self.since)

    def as_dict(self) -> dict[str, Any]:
        """As JSON tells it."""
        return {
            "row": self.row,
            "key": self.key,
            "ground": self.ground,
            "facts_changed": list(self.facts),
            "instrument": self.instrument,
            "article": self.article,
            "text": self.text.as_dict(),
        }


_PLACE = Text("{name}{article}", "{name}, {article}")
_BY_LAW = Text(
    "新属于“{ground}”：{since} 起适用{place}。", "Newly under “{ground}”: {place} applies since {since}."
)
_BY_FACTS = Text(
    "新属于“{ground}”（{place}），因为这些事实变了：{facts}。",
    "Newly under “{ground}” ({place}), since these facts changed: {facts}.",
)
_NEW_PARTY = Text(
    "新列入登记表，属于“{ground}”（{place}）。", "New in the register, and under “{ground}” ({place})."
)


def rescreen_register(
    register: str,
    out: str,
    on: date,
    *,
    before: date | None = None,
    old: str | None = None,
    key: str | None = None,
    advance: Callable[[int, int], None] = lambda done, of: None,
) -> Compared:
    """Answer a register, compare it with an earlier day or an earlier register, and write both to `out`.

    Args:
        before: the earlier day; without it, that of `on` (then only facts can have changed).
        old: the earlier register; without it, the same one.
        key: the column that tells parties apart; needed with `old`.
    Raises:
        BadInput: as `screen_register`, for either register; also a key that is no column, is empty or repeated.
    """
    target = target_of(register, out)
    earlier_day = before or on
    table = read_table(register)
    added = (*ADDED, *COMPARED)
    now = answer_rows(table, register, on, advance, added=added)
    if old is None:
        was, facts = answer_rows(table, register, earlier_day, added=added), pl.Series([[]] * table.height)
        known = pl.Series([True] * table.height, dtype=pl.Boolean)
    else:
        was, facts, known = _matched(table, register, old, key, earlier_day)
    answered = now.with_columns(
        was["outcome"].alias("outcome_before"),
        _without(now["grounds"], was["grounds"]).alias("grounds_new"),
        _without(was["grounds"], now["grounds"]).alias("grounds_ended"),
        facts.cast(pl.List(pl.String)).alias("facts_changed"),
    )
    with whole_or_nothing(target) as scratch:
        write_table(table.hstack(answered), scratch, target.suffix.lower())
    return _told(register, out, on, earlier_day, old, table, answered, known, key)


def _matched(
    table: pl.DataFrame, register: str, old: str, key: str | None, day: date
) -> tuple[pl.DataFrame, pl.Series, pl.Series]:
    """For each row: the earlier answer, the facts that changed, and whether it was in the earlier register."""
    earlier = read_table(old)
    earlier = earlier.drop([name for name in (*ADDED, *COMPARED) if name in earlier.columns])
    faults = [*_keys(table, register, key), *_keys(earlier, old, key)]
    if faults:
        raise BadInput(faults)
    assert key is not None
    answers = answer_rows(earlier, old, day)
    at = pl.DataFrame({key: earlier[key].cast(pl.String), "_at": pl.arange(earlier.height, eager=True)})
    found = table.select(pl.col(key).cast(pl.String)).join(at, on=key, how="left", maintain_order="left")[
        "_at"
    ]
    was = answers[found] if earlier.height else answers.clear(table.height)
    known = found.is_not_null()
    names = [n for n in (*FACT, *RANGE) if n in table.columns or n in earlier.columns]
    differ = {name: (_cell(table, name) != _cell(earlier, name).gather(found)) & known for name in names}
    changed: list[list[str]] = [[] for _ in range(table.height)]
    for name, flags in differ.items():
        fact = USERS if name in RANGE else name
        for row in flags.arg_true():
            if fact not in changed[row]:
                changed[row].append(fact)
    return was, pl.Series(changed, dtype=pl.List(pl.String)), known


def _cell(table: pl.DataFrame, name: str) -> pl.Series:
    """A column as text in which what says the same reads the same; unknown is empty."""
    if name not in table.columns:
        return pl.Series([""] * table.height, dtype=pl.String)
    column = table[name]
    if isinstance(column.dtype, pl.List):
        listed = column.list.sort().list.join(";")
        column = pl.select(pl.when(column.list.len() == 0).then(pl.lit("[]")).otherwise(listed)).to_series()
    elif column.dtype == pl.Boolean:
        column = column.cast(pl.String).replace({"true": "yes", "false": "no"})
    text = column.cast(pl.String).str.strip_chars().fill_null("")
    if name == "procurement.product_kinds":
        text = text.str.split(";").list.eval(pl.element().str.strip_chars()).list.sort().list.join(";")
    elif FACT.get(name) is not None and name.startswith(("actor.", "data_", "involves")):
        text = text.str.to_lowercase().replace({"true": "yes", "false": "no"})
    return text.replace({"unknown": ""})


def _keys(table: pl.DataFrame, file: str, key: str | None) -> Iterable[Fault]:
    if key is None:
        yield Fault(
            file,
            "--key",
            Text("没有写明以哪一列辨认当事人", "no column is named that tells parties apart"),
            Text("请写 --key NAME", "write --key NAME"),
        )
        return
    if key not in table.columns:
        names = ", ".join(table.columns[:5])
        wrong = Text(f"没有 {key} 这一列", f"there is no column {key}")
        yield Fault(file, f"column {key}", wrong, Text(f"例如 {names}", f"there are {names}"))
        return
    column = table[key].cast(pl.String)
    if empty := column.is_null().arg_true().to_list() + (column == "").fill_null(False).arg_true().to_list():
        wrong = Text("该单元格是空的", "the cell is empty")
        where = f"row {empty[0] + 1}, column {key}"
        yield Fault(file, where, wrong, Text("每行都要有代号", "every row needs its key"))
    for row in column.is_duplicated().arg_true()[:MOST_NAMED] if not empty else ():
        wrong = Text(f"{column[row]} 出现了不止一次", f"{column[row]} stands more than once")
        where = f"row {row + 1}, column {key}"
        yield Fault(file, where, wrong, Text("每个当事人只写一行", "write each party once"))


def _without(lists: pl.Series, others: pl.Series) -> pl.Series:
    """Of each list what the other has not; a list that is not there has nothing."""
    none = pl.lit([], dtype=pl.List(pl.String))
    frame = pl.DataFrame({"a": lists, "b": others})
    kept = pl.col("a").fill_null(none).list.set_difference(pl.col("b").fill_null(none))
    return frame.select(kept).to_series()


def _told(
    register: str,
    out: str,
    on: date,
    before: date,
    old: str | None,
    table: pl.DataFrame,
    answered: pl.DataFrame,
    known: pl.Series,
    key: str | None,
) -> Compared:
    regime = regime_on(on)
    counted = dict(answered["outcome"].value_counts().iter_rows())
    outcomes = {outcome.value: counted[outcome] for outcome in OUTCOMES if outcome in counted}
    pairs = answered.group_by("outcome_before", "outcome").len().sort("outcome_before", "outcome")
    moves = {(was, now): n for was, now, n in pairs.iter_rows()}
    rows = answered.with_row_index("row").filter(pl.col("grounds_new").list.len() > 0)
    newly: list[Newly] = []
    articles = {one.id: one.rule for one in regime.grounds} if regime else {}
    for row in rows.head(MOST_NAMED).iter_rows(named=True):
        at = int(row["row"])
        for ground in row["grounds_new"]:
            rule = articles[ground]
            newly.append(
                Newly(
                    at + 1,
                    str(table[key][at]) if key and key in table.columns else None,
                    ground,
                    tuple(row["facts_changed"]),
                    rule.instrument,
                    rule.article,
                    _since(rule.instrument),
                    bool(known[at]),
                )
            )
    total = int(answered["grounds_new"].list.len().sum() or 0)
    version = regime.instrument if regime else None
    done = Answered(register, out, on, version, table.height, outcomes)
    return Compared(done, before, old, moves, tuple(newly), total)


def _name(of: str) -> Text:
    return network_data_2025.NAME if of == network_data_2025.INSTRUMENT else instrument(of).name


def _since(of: str) -> date:
    if of == network_data_2025.INSTRUMENT:
        return network_data_2025.IN_FORCE_FROM
    return instrument(of).in_force_from
