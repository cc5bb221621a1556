"""The facts of a store's table as expressions that the store computes; bad cells are counted by the store.

Texts are read by the very functions that read a facts file: each different text of a column is read once. A
store has no row numbers, so a bad cell is named by its column and value, with how many rows have it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from typing import Any

from shencha.errors import BadInput, Fault
from shencha.law.logic import fact_values as written
from shencha.law.logic.cells import DIGITS
from shencha.law.logic.fact_values import Unfit
from shencha.law.logic.facts import FACT, MOST_USERS, Fact, Kind
from shencha.law.logic.holds import UNKNOWN, Holds
from shencha.law.logic.rules import Above, From, Question
from shencha.registers.cells import ADDED, RANGE, USERS
from shencha.stores.store import as_text
from shencha.text import Text

MOST_TEXTS = 10_000
"""Different texts of one column of facts; more are a sign that it holds something else."""
_NONE_KNOWN = ("", "unknown")


class StoreColumns:
    """The facts of a store's table as expressions; bad cells are counted by the store."""

    def __init__(self, table: Any, register: str) -> None:
        self.table, self.register = table, register
        self.faults: list[Fault] = []
        self._texts: dict[str, tuple[Any, dict[str, Any]]] = {}
        self._users: tuple[Any, Any] | None = None

    def digit(self, asks: Question) -> Any:
        """No 0, unknown 1, yes 2."""

        match asks:
            case Above(_, figure):
                low, high = self.users()
                return (low > figure.value).cast("int32") + (high > figure.value).cast("int32")
            case From(fact, day):
                return self._from(fact, day)
            case _:
                return self._coded(asks.fact, lambda found: DIGITS[asks.says(found)])

    def said(self, fact: str) -> Any:
        """A three-valued fact as a digit."""
        return self._coded(fact, lambda found: DIGITS[found])

    def _from(self, name: str, day: date) -> Any:
        """Days are written so that their texts are in the order of the days."""
        import ibis

        if name not in self.table.columns:
            return ibis.literal(1)
        text, _ = self._read(FACT[name])
        there = (text >= day.isoformat()).ifelse(2, 0)
        return text.isin(_NONE_KNOWN).ifelse(1, there).cast("int32")

    def all_facts(self) -> None:
        """Read the columns too that no question asks for: what is wrong in them is wrong."""
        for name, fact in FACT.items():
            if name in self.table.columns and fact.kind is not Kind.COUNT:
                self._read(fact)
        self.users()

    def raise_any(self) -> None:
        """Raise what was found.

        Raises:
            BadInput: there is anything.
        """
        if self.faults:
            raise BadInput(dict.fromkeys(self.faults))

    def spoken(self, fact: Fact) -> Any:
        """The column as text in which what says the same reads the same; unknown is empty."""
        import ibis

        if fact.name not in self.table.columns:
            return ibis.literal("")
        text, values = self._read(fact)
        if fact.kind is Kind.DAY:
            return (text == "unknown").ifelse("", text)
        cases = [(value, said) for value, found in values.items() if (said := _spoken(found))]
        return text.cases(*cases, else_="") if cases else ibis.literal("")

    def _coded(self, name: str, code: Callable[[Any], int]) -> Any:
        import ibis

        fact = FACT[name]
        if name not in self.table.columns:
            return ibis.literal(1 if fact.usual is None else code(fact.usual))
        text, values = self._read(fact)
        cases = [(value, code(found)) for value, found in values.items()]
        return text.cases(*cases, else_=1).cast("int32") if cases else ibis.literal(1)

    def _read(self, fact: Fact) -> tuple[Any, dict[str, Any]]:
        """The column as text, and what each of its texts means."""
        if fact.name in self._texts:
            return self._texts[fact.name]
        text = as_text(self.table[fact.name])
        counted = (
            self.table.select(value=text)
            .group_by("value")
            .aggregate(rows=lambda t: t.count())
            .order_by("value")
            .limit(MOST_TEXTS + 1)
            .to_pyarrow()
            .to_pylist()
        )
        if len(counted) > MOST_TEXTS and fact.kind is not Kind.DAY:
            wrong = Text(f"不同的值多于 {MOST_TEXTS} 个", f"it has more than {MOST_TEXTS} different values")
            self._fault(fact.name, wrong, Text("请核对该列", "check the column"))
        values: dict[str, Any] = {}
        for row in counted:
            try:
                values[row["value"]] = _parse(fact, row["value"])
            except Unfit as unfit:
                for problem in unfit.problems:
                    wrong = Text(
                        f"{problem.wrong.zh}（{row['rows']} 行）", f"{problem.wrong.en} ({row['rows']} rows)"
                    )
                    self._fault(fact.name, wrong, problem.right)
        self._texts[fact.name] = text, values
        return text, values

    def users(self) -> tuple[Any, Any]:
        """Both ends of each row's range of users."""
        import ibis

        if self._users is not None:
            return self._users
        exact, low, high = (self._number(name) for name in (USERS, *RANGE))
        both = (exact >= 0) & ((low >= 0) | (high >= 0))
        turned = (high >= 0) & (low > high)
        given = [name for name in (USERS, *RANGE) if name in self.table.columns]
        counts = {
            "both": self._rows(both) if USERS in given and len(given) > 1 else 0,
            "turned": self._rows(turned) if len(set(RANGE) & set(given)) > 1 else 0,
        }
        if counts["both"]:
            wrong = Text(
                f"{counts['both']} 行同时写了数字和范围",
                f"{counts['both']} rows have a number and a range together",
            )
            self._fault(USERS, wrong, Text("请只写一种", "write one of them"))
        if counts["turned"]:
            wrong = Text(
                f"{counts['turned']} 行的 at_least 大于 at_most",
                f"in {counts['turned']} rows at_least is larger than at_most",
            )
            self._fault(
                RANGE[0], wrong, Text("请把较小的数写在 at_least", "write the smaller number as at_least")
            )
        endless = ibis.literal(MOST_USERS + 1, "int64")
        at_least = (exact >= 0).ifelse(exact, (low >= 0).ifelse(low, 0))
        at_most = (exact >= 0).ifelse(exact, (high >= 0).ifelse(high, endless))
        self._users = at_least, at_most
        return self._users

    def _rows(self, where: Any) -> int:
        return int(self.table.filter(where).count().to_pyarrow().as_py())

    def _number(self, name: str) -> Any:
        """Whole numbers; -1 where the cell says nothing or is bad (which is noted)."""
        import ibis

        nothing = ibis.literal(-1, "int64")
        if name not in self.table.columns:
            return nothing
        column = self.table[name]
        if column.type().is_numeric():
            whole = column.cast("int64") if column.type().is_integer() else column.round().cast("int64")
            fits = (column >= 0) & (column <= MOST_USERS) & (column == whole)
            silent = column.isnull()
            text = column.cast("string")
        else:
            text = column.cast("string").strip()
            silent = text.isnull() | text.isin(_NONE_KNOWN)
            fits = text.re_search(r"^[0-9]{1,15}$|^10{15}$").fill_null(False)
            whole = fits.ifelse(text, ibis.literal("-1")).cast("int64")
        fits = fits.fill_null(False)
        bad = self.table.select(value=text, wrong=~silent & ~fits).filter(lambda t: t.wrong)
        counted = (
            bad.group_by("value")
            .aggregate(rows=lambda t: t.count())
            .order_by("value")
            .limit(100)
            .to_pyarrow()
        )
        for row in counted.to_pylist():
            self._bad_number(name, row["value"], row["rows"])
        return (silent | ~fits).ifelse(nothing, whole)

    def _bad_number(self, name: str, value: str, rows: int) -> None:
        try:
            written.parse_count(int(value))
        except (ValueError, Unfit) as problem:
            unfit = problem if isinstance(problem, Unfit) else None
            try:
                written.parse_count(value)
            except Unfit as spoken:
                unfit = unfit or spoken
            assert unfit
            for one in unfit.problems:
                wrong = Text(f"{one.wrong.zh}（{rows} 行）", f"{one.wrong.en} ({rows} rows)")
                self._fault(name, wrong, one.right)

    def _fault(self, name: str, wrong: Text, right: Text) -> None:
        self.faults.append(Fault(self.register, f"column {name}", wrong, right))


def _spoken(found: Any) -> str:
    match found:
        case Holds():
            return "" if found is UNKNOWN else found.word
        case frozenset():
            return ";".join(sorted(found)) or "[]"
    return found or ""


def _parse(fact: Fact, text: str) -> Any:
    if not text and fact.usual is not None:
        return fact.usual
    match fact.kind:
        case Kind.KINDS:
            if text == "[]":
                return frozenset()
            return (
                None if text in _NONE_KNOWN else written.parse_kinds([one.strip() for one in text.split(";")])
            )
        case Kind.SAID:
            return written.parse_said(text.lower() if text.lower() in ("true", "false") else text or None)
        case _:
            return written.parse(fact, text or None)


def check_store(table: Any, register: str, added: Collection[str] = ADDED) -> None:
    """Columns by their names and types, as a register file's are checked.

    Args:
        added: names of columns that are going to be added.
    Raises:
        BadInput: a column that is no fact, or of a type that cannot say its fact.
    """
    import polars as pl

    from shencha.registers.cells import BadCells, check_columns

    faults = BadCells(register)
    kinds: dict[str, Any] = {}
    for name, dtype in table.schema().items():
        if dtype.is_boolean():
            kinds[name] = pl.Boolean()
        elif dtype.is_numeric():
            kinds[name] = pl.Int64()
        elif dtype.is_array():
            kinds[name] = pl.List(pl.String)
        elif dtype.is_date():
            kinds[name] = pl.Date()
        else:
            kinds[name] = pl.String()
    check_columns(pl.DataFrame(schema=kinds), faults, added)
    faults.raise_any()
