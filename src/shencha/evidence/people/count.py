"""The count: opens the stores, reads every table once, and asks the population what is to be told."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from shencha.errors import BadInput, Fault
from shencha.evidence.finding import Unread
from shencha.evidence.people.column_names import is_a_value, words
from shencha.evidence.people.folders import masked
from shencha.evidence.people.kinds import KINDS, LINKING, USED
from shencha.evidence.people.population import MOST_SPACES, Held, Population
from shencha.evidence.people.query import Wanted, hashing
from shencha.evidence.people.recognise import recognise
from shencha.evidence.people.sources import Column, Sources, Store, Table
from shencha.evidence.people.store import Opened
from shencha.evidence.people.stores import failing, opened, place
from shencha.stores.engines import quoted
from shencha.text import Text

UNDER_14 = "under_14"


@dataclass(frozen=True, slots=True)
class Named:
    """What a column holds, and how that is known."""

    store: str
    table: str
    column: str
    said: Column
    how: str
    """`declared`, `name`, `content`, or `name and content`."""
    sure: float
    """1 for a declared column."""
    type: str
    doubt: Text | None = None
    """Why it is not used, or not wholly."""

    def as_dict(self) -> dict[str, object]:
        """As a scan tells it."""
        return {
            "store": self.store,
            "table": masked(self.table),
            "column": self.column,
            "kind": self.said.kind,
            "hashed": self.said.hashed,
            "how": self.how,
            "sure": round(self.sure, 2),
            "used": self.sure >= USED,
            **({"doubt": self.doubt.as_dict()} if self.doubt else {}),
        }


@dataclass(frozen=True, slots=True)
class Counted:
    """A population that was read, with all that must be told of how."""

    population: Population
    named: tuple[Named, ...]
    unread: tuple[Unread, ...]
    engines: tuple[str, ...]
    versions: tuple[str, ...]
    portable: bool
    """Are the hashes those that any engine gives?"""
    whole: bool
    """Was everything that may be about people read? If not, no number of persons is the most."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A table to read: its columns, named."""

    store: Store
    table: str
    spec: Table
    named: tuple[Named, ...]


def plans(sources: Sources, stores: dict[str, Opened]) -> tuple[list[Plan], list[Unread], bool]:
    """What each table holds; what was not understood; and whether all of it was at least a table.

    A table in which nothing about people was recognised is told as unread, and its rows add to the most
    persons there can be; one that the sources leave out does not.

    Raises:
        BadInput: a table or column that is not there, or of a type that can hold no identifier.
    """
    faults: list[Fault] = []
    unread: list[Unread] = []
    found: list[Plan] = []
    whole = True
    for store in sources.stores:
        held = stores[store.id]
        with failing(sources, store.id):
            names = held.tables()
            unreadable = held.unreadable()
            faults += _left_out_wrongly(sources, store, [*names, *unreadable])
            for name, why in unreadable.items():
                left_out = name in store.leave_out
                whole = whole and left_out
                unread.append(Unread(sources.name, place(store.id, name), _LEFT_OUT if left_out else why))
            unread += [
                Unread(sources.name, place(store.id, name), _LEFT_OUT)
                for name in names
                if name in store.leave_out
            ]
            if not names:
                wrong = Text("存储中没有可以读取的表", "the store holds no table that can be read")
                faults.append(Fault(sources.file, place(store.id), wrong, _TABLES))
            listed = (
                store.tables
                if store.tables is not None
                else {name: Table() for name in names if name not in store.leave_out}
            )
            for name, spec in listed.items():
                if name not in names:
                    wrong = Text(f"没有名为 {name} 的表", f"there is no table {name}")
                    said = ", ".join(names[:10])
                    right = Text(f"有这些表：{said}", f"the tables are {said}")
                    faults.append(Fault(sources.file, place(store.id, name), wrong, right))
                    continue
                types = held.columns(name)
                if any(is_a_value(column) for column in types):
                    faults.append(Fault(sources.file, place(store.id, name), *_NO_NAMES))
                    continue
                faults += _misfits(sources, store, name, spec, types)
                if faults:
                    continue
                named = tuple(_named(held, store, name, spec, types))
                unread += [
                    Unread(sources.name, place(store.id, name, one.column), one.doubt)
                    for one in named
                    if one.doubt
                ]
                if not any(KINDS[n.said.kind].person and n.sure >= USED for n in named):
                    unread.append(Unread(sources.name, place(store.id, name), _UNRECOGNISED))
                found.append(Plan(store, name, spec, named))
    if faults:
        raise BadInput(faults)
    return found, unread, whole


_LEFT_OUT = Text(
    "来源文件写明不含个人信息，没有读取", "the sources say that it holds nothing of people; not read"
)
_UNRECOGNISED = Text(
    "没有认出任何个人信息列；各行计入“至多”，确与个人无关的请写入 leave_out",
    "no column about people was recognised; its rows add to the most there can be; if it holds nothing of "
    "people, name it in leave_out",
)
_NO_NAMES = (
    Text("首行不是列名，而是某个人的数据", "its first line holds no names of columns but someone's data"),
    Text("请在首行写列名", "write the names of the columns in the first line"),
)
_TOO_MANY = (
    Text(
        f"标识符的种类、摘要和账号的列名合计超过 {MOST_SPACES} 种",
        f"there are more than {MOST_SPACES} kinds of identifiers, digests and names of accounts",
    ),
    Text(
        "请用 space 写明哪些账号相同，或者写 ignore",
        "say by space which accounts are the same, or write ignore",
    ),
)
_TABLES = Text(
    "请给出有表的存储，并授予该用户读取的权限", "name a store that has tables, and let this user read them"
)


def _left_out_wrongly(sources: Sources, store: Store, held: list[str]) -> list[Fault]:
    said = ", ".join(held[:10])
    return [
        Fault(
            sources.file,
            place(store.id, name),
            Text(f"leave_out 中的 {name} 不存在", f"there is no {name} to leave out"),
            Text(f"有这些：{said}", f"there are {said}"),
        )
        for name in store.leave_out
        if name not in held
    ]


def _misfits(sources: Sources, store: Store, table: str, spec: Table, types: dict[str, str]) -> list[Fault]:
    faults = []
    asked = [spec.only, *spec.marks.values()]
    conditions = {column for condition in asked if condition for column in condition.columns}
    for column in dict.fromkeys((*spec.columns, *sorted(conditions))):
        if column not in types:
            names = ", ".join(list(types)[:20])
            wrong = Text("没有这一列", "there is no such column")
            right = Text(f"有这些列：{names}", f"the columns are {names}")
            faults.append(Fault(sources.file, place(store.id, table, column), wrong, right))
    for column, said in spec.columns.items():
        linking = bool(KINDS[said.kind].steps)
        if linking and types.get(column) in ("fraction", "other"):
            wrong = (
                Text(
                    "小数类型的列不能容纳标识符（会丢失末位数字）",
                    "a column of fractions cannot hold an identifier (the last digits are lost)",
                )
                if types[column] == "fraction"
                else Text(
                    "该列既不是文本，也不是整数，不能容纳标识符",
                    "a column that is neither text nor integers cannot hold an identifier",
                )
            )
            right = Text("请改为文本列，或者写 ignore", "make it a column of text, or write ignore")
            faults.append(Fault(sources.file, place(store.id, table, column), wrong, right))
    return faults


def _named(held: Opened, store: Store, table: str, spec: Table, types: dict[str, str]) -> list[Named]:
    others = [column for column in types if column not in spec.columns]
    recognised = recognise(held, table, {column: types[column] for column in others})
    out = []
    for column, type_ in types.items():
        if column in spec.columns:
            out.append(Named(store.id, table, column, spec.columns[column], "declared", 1.0, type_))
        elif found := recognised.get(column):
            out.append(
                Named(
                    store.id,
                    table,
                    column,
                    Column(found.kind, found.hashed),
                    found.how,
                    found.sure,
                    type_,
                    found.doubt,
                )
            )
    return out


def count(
    sources: Sources,
    on: date,
    *,
    engine: str | None = None,
    key: bytes | None = None,
    advance: Callable[[str, int], None] = lambda table, rows: None,
) -> Counted:
    """Read every table and number its identifiers.

    Args:
        on: the day as of which a person is under 14.
        key: the key of the hashes; None: a fresh one, forgotten afterwards.
        advance: told the table and how many of its rows are read.
    Raises:
        BadInput: a store, table or column that cannot be used.
    """
    population = Population(sources.assume)
    with opened(sources, engine) as stores:
        engines = tuple(dict.fromkeys(store.engine for store in stores.values()))
        portable = key is not None or engines != ("duckdb",)
        found, unread, whole = plans(sources, stores)
        used = key or secrets.token_bytes(32)
        for plan in found:
            store = stores[plan.store.id]
            try:
                with failing(sources, plan.store.id):
                    _read(population, plan, store, on, used, portable, advance)
            except OverflowError:
                raise BadInput([Fault(sources.file, place(plan.store.id, plan.table), *_TOO_MANY)]) from None
        versions = tuple(dict.fromkeys(store.version for store in stores.values()))
    population.find_hubs()
    for held in population.tables:
        if not held.rows:
            why = Text("没有符合条件的行", "no row, or none that the condition lets in")
            unread.append(Unread(sources.name, place(held.store, held.table), why))
    named = tuple(name for plan in found for name in plan.named)
    return Counted(population, named, tuple(unread), engines, versions, portable, whole)


def scan(sources: Sources, *, engine: str | None = None) -> tuple[tuple[Named, ...], tuple[Unread, ...]]:
    """What every column holds, as far as it is declared or recognised.

    Raises:
        BadInput: a store, table or column that cannot be used.
    """
    with opened(sources, engine) as stores:
        found, unread, _ = plans(sources, stores)
    return tuple(named for plan in found for named in plan.named), tuple(unread)


def linking(plan: Plan) -> tuple[Wanted, ...]:
    """The identifiers of a table: a column whose kind has an older form gives two."""
    found = []
    for named in plan.named:
        said = named.said
        if said.kind in LINKING and named.type in ("text", "integer") and named.sure >= USED:
            space = _space(plan.store, named.column, said)
            found.append(Wanted(named.column, said.kind, space, bool(said.hashed), valid=said.valid))
            if KINDS[said.kind].older and not said.hashed:
                found.append(Wanted(named.column, said.kind, f"{space}/2017", older=True))
    return tuple(found)


def _space(store: Store, column: str, said: Column) -> str:
    """What a column's identifiers are compared with.

    Accounts of other names are other accounts though their numbers be the same: a customer's 17 is no employee's.
    """
    if said.hashed:
        return f"{said.kind}/{said.hashed}/{said.salt}"
    if said.kind != "account":
        return said.kind
    named = words(column).replace("_", "")
    return f"{said.kind}/{said.space or f'{store.id}/{named}'}"


def _read(
    population: Population,
    plan: Plan,
    store: Opened,
    on: date,
    key: bytes,
    portable: bool,
    advance: Callable[[str, int], None],
) -> None:
    columns = linking(plan)
    marks = _marks(population, plan, store.engine)
    base = _base(plan, store, columns, population, marks)
    told = ["marks"] if marks else []
    if minors := _under_14(columns, on):
        told.append(f"CASE WHEN {minors} THEN {population.bit(UNDER_14)} ELSE 0 END")
    if columns or told:
        born = f"{on:%Y%m%d}"
        sql = hashing(base, columns, store.engine, key, portable=portable, until=born, marks=" + ".join(told))
    else:  # nothing to link by: the rows are only counted, without a mark
        sql = f"SELECT CAST(0 AS BIGINT) AS marks FROM ({base}) AS found"
    width = len(columns) + bool(told or not columns)
    held = Held(plan.store.id, plan.table, columns)
    population.add(held, store.stream(sql, plan.table, width), lambda rows: advance(plan.table, rows))


def _under_14(columns: tuple[Wanted, ...], on: date) -> str:
    """Who is under 14, by the birthday in a resident identity number (PIPL, Article 28)."""
    since, until = f"{on.year - 14:04}{on.month:02}{on.day:02}", f"{on:%Y%m%d}"
    return " OR ".join(
        f"(length(c{n}) = 18 AND substr(c{n}, 7, 8) > '{since}' AND substr(c{n}, 7, 8) <= '{until}')"
        for n, column in enumerate(columns)
        if column.checked
    )


def _marks(population: Population, plan: Plan, engine: str) -> dict[str, list[str]]:
    """For each mark the conditions, in SQL, of which one must hold."""
    found: dict[str, list[str]] = {}
    for name, condition in plan.spec.marks.items():
        found.setdefault(name, []).append(condition.sql(engine) if condition else "1 = 1")
    for named in plan.named:
        if KINDS[named.said.kind].sensitive:
            column = quoted(named.column, engine)
            sql = (
                f"CAST({column} AS {_TEXT[engine]}) <> ''"
                if named.type == "text"
                else f"{column} IS NOT NULL"
            )
            found.setdefault(f"sensitive.{named.said.kind}", []).append(sql)
    return found


_TEXT = {"duckdb": "VARCHAR", "postgres": "TEXT", "spark": "STRING"}


def _base(
    plan: Plan,
    store: Opened,
    columns: tuple[Wanted, ...],
    population: Population,
    marks: dict[str, list[str]],
) -> str:
    engine = store.engine
    parts = [
        f"CAST({quoted(column.column, engine)} AS {_TEXT[engine]}) AS c{n}"
        for n, column in enumerate(columns)
    ]
    if marks:
        bits = [
            f"CASE WHEN {' OR '.join(f'({sql})' for sql in found)} THEN {population.bit(name)} ELSE 0 END"
            for name, found in marks.items()
        ]
        parts.append(f"CAST({' + '.join(bits)} AS BIGINT) AS marks")
    selected = ", ".join(parts) or "1 AS nothing"
    only = f" WHERE {plan.spec.only.sql(engine)}" if plan.spec.only else ""
    return f"SELECT {selected} FROM {store.relation(plan.table)}{only}"
