"""What is counted and how records are linked: the sources file, read and checked.

The file's form is told in docs/people.md. Nothing here opens a store: a fault is one of the file alone.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from shencha.errors import BadInput, Fault
from shencha.evidence.people.conditions import Condition, NoCondition, parse
from shencha.evidence.people.kinds import KINDS, LINKING
from shencha.inputs import Document
from shencha.inputs.names import strangers
from shencha.text import Text

OF_ONE_PERSON = ("resident_id", "permanent_residence", "passport", "account")
ONE_EACH = ("resident_id", "permanent_residence")
HUB = 50
HASHES = ("sha256", "sm3")
_SOURCES = ("stores", "assume", "link")
_STORE = ("id", "uri", "tables", "leave_out", "master")
_TABLE = ("columns", "only", "entrusted", "outside_china", "active")
_COLUMN = ("kind", "hashed", "salt", "space", "valid")
_ASSUME = ("of_one_person", "one_each")
_LINK = ("strong", "weak", "hub")


@dataclass(frozen=True, slots=True)
class Column:
    """What the file says of a column."""

    kind: str
    hashed: str | None = None
    """`sha256` or `sm3` where the column holds digests of the identifiers."""
    salt: str = ""
    """Name of the salt (not the salt): digests are compared only under the same one."""
    space: str = ""
    """Accounts of the same space are compared; default: those of one store."""
    valid: bool = False
    """Were all digests made of numbers that had been checked and written alike? No digest shows that."""

    def as_written(self) -> str | dict[str, Any]:
        """As a sources file writes it."""
        if not self.hashed:
            return self.kind
        return {"kind": self.kind, "hashed": self.hashed, "salt": self.salt or "none"}


@dataclass(frozen=True, slots=True)
class Table:
    """What the file says of a table; a mark is a condition, or holds of every row."""

    columns: dict[str, Column] = field(default_factory=dict)
    only: Condition | None = None
    marks: dict[str, Condition | None] = field(default_factory=dict)
    """`entrusted`, `outside_china`, `active.NAME`: the rows of which it holds; None: all of them."""


@dataclass(frozen=True, slots=True)
class Store:
    """A place where records lie."""

    id: str
    uri: str
    tables: dict[str, Table] | None = None
    """None: all that the store has."""
    leave_out: tuple[str, ...] = ()
    """Tables, or files that are none, of which the party says that they hold nothing of people."""
    master: str = "local[*]"
    """Spark's master, where Spark reads the store."""

    @property
    def engine(self) -> str:
        """The engine that the uri calls for."""
        scheme = self.uri.partition(":")[0]
        return {"postgresql": "postgres", "postgres": "postgres", "spark": "spark"}.get(scheme, "duckdb")


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What a party says of identifiers and persons; both bounds rest on it, and on nothing else."""

    of_one_person: tuple[str, ...] = OF_ONE_PERSON
    """Kinds of which this holds: who shares one is one person. `at_most` rests on it."""
    one_each: tuple[str, ...] = ONE_EACH
    """Kinds of which this holds: each valid one is a person of its own. `at_least` rests on it."""
    hub: int = HUB
    """An identifier that stands with more than so many different ones of another kind links nobody."""
    older: bool = False
    """Written in the older form, `link`, of which only `strong` means anything."""

    @property
    def widened(self) -> Assumptions | None:
        """The same without what goes beyond the defaults; None where nothing does."""
        kept = Assumptions(
            tuple(kind for kind in self.of_one_person if kind in OF_ONE_PERSON),
            tuple(kind for kind in self.one_each if kind in ONE_EACH),
            self.hub,
            self.older,
        )
        return None if kept == self else kept


@dataclass(frozen=True, slots=True)
class Sources:
    """A checked sources file."""

    file: str
    digest: str
    stores: tuple[Store, ...]
    assume: Assumptions
    document: Document
    """For faults found later, when a store is opened."""

    @property
    def name(self) -> str:
        """The file's name without its folder, which is nobody else's business."""
        return Path(self.file).name

    @property
    def folder(self) -> Path:
        """Paths in the file start here."""
        return Path() if self.file == "-" else Path(self.file).parent


class _Reader:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.faults: list[Fault] = []

    def fault(self, path: str, wrong: Text, right: Text) -> None:
        self.faults.append(self.document.fault(path, wrong, right))

    def mapping(self, value: Any, path: str, names: Iterable[str] = ()) -> dict[str, Any]:
        """The mapping at that place; with names, each key must be one of them."""
        if not isinstance(value, dict):
            self.fault(path, Text(f"{value!r} 不是映射", f"{value!r} is not a mapping"), _NAMED)
            return {}
        known = tuple(names)
        for key in strangers(value, known) if known else ():
            near = difflib.get_close_matches(str(key), known, 1)
            said = near[0] if near else ", ".join(known)
            self.fault(
                f"{path}.{key}".strip("."),
                Text(f"不认识 {key!r}", f"{key!r} is not known"),
                Text(f"请写 {said}", f"write {said}"),
            )
        return value

    def word(self, value: Any, path: str, right: Text) -> str:
        if isinstance(value, str) and value.strip():
            return value
        self.fault(path, Text(f"{value!r} 不是文字", f"{value!r} is not a text"), right)
        return ""

    def among(self, value: Any, path: str, known: Iterable[str]) -> str:
        names = tuple(known)
        if value in names:
            return str(value)
        near = difflib.get_close_matches(str(value), names, 1)
        said = near[0] if near else ", ".join(names)
        self.fault(
            path, Text(f"不认识 {value!r}", f"{value!r} is not known"), Text(f"请写 {said}", f"write {said}")
        )
        return ""

    def condition(self, value: Any, path: str) -> Condition | None:
        try:
            return parse(self.word(value, path, _CONDITION)) if value != "" else None
        except NoCondition as error:
            self.fault(path, error.wrong, _CONDITION)
            return None


_NAMED = Text("请写成 名称: 值", "write name: value")
_CONDITION = Text(
    "请写条件，例如 status <> 'deleted' AND created >= '2025-01-01'",
    "write a condition, such as status <> 'deleted' AND created >= '2025-01-01'",
)
_URI = Text(
    "请写文件、文件夹，或者 duckdb:、postgresql:、spark: 开头的地址",
    "write a file, a folder, or an address that starts with duckdb:, postgresql: or spark:",
)


def load_sources(document: Document, digest: str) -> Sources:
    """The sources of a sources file.

    Raises:
        BadInput: a name, kind, address or condition that cannot be meant; every such fault is named.
    """
    reader = _Reader(document)
    data = reader.mapping(document.data, "", _SOURCES)
    stores = tuple(_stores(reader, data.get("stores")))
    assume = _assumptions(reader, data.get("assume"), data.get("link"))
    if reader.faults:
        raise BadInput(reader.faults)
    return Sources(document.file, digest, stores, assume, document)


def _stores(reader: _Reader, value: Any) -> Iterable[Store]:
    if not isinstance(value, list) or not value:
        reader.fault(
            "stores",
            Text("没有列出任何数据存储", "no store is listed"),
            Text("请写 stores: [{id: app, uri: data/}]", "write stores: [{id: app, uri: data/}]"),
        )
        return
    seen: set[str] = set()
    for at, item in enumerate(value):
        path = f"stores.{at}"
        store = reader.mapping(item, path, _STORE)
        if not isinstance(item, dict):
            continue
        id_ = reader.word(store.get("id"), f"{path}.id", Text("请给出名称", "give it a name"))
        if id_ in seen:
            wrong = Text(f"{id_!r} 出现了两次", f"{id_!r} stands twice")
            reader.fault(f"{path}.id", wrong, Text("每个存储一个名称", "give each store its own name"))
        seen.add(id_)
        uri = reader.word(store.get("uri"), f"{path}.uri", _URI)
        scheme = uri.partition(":")[0] if ":" in uri else ""
        if scheme and scheme not in ("duckdb", "postgresql", "postgres", "spark") and len(scheme) > 1:
            wrong = Text(
                f"不认识 {scheme}: 开头的地址", f"an address that starts with {scheme}: is not known"
            )
            reader.fault(f"{path}.uri", wrong, _URI)
        elif scheme.startswith("postgres"):
            _check_postgres(reader, uri, f"{path}.uri")
        tables = store.get("tables")
        found = None
        if tables is not None:
            found = {
                str(name): _table(reader, spec, f"{path}.tables.{name}")
                for name, spec in reader.mapping(tables, f"{path}.tables").items()
            }
        left_out = tuple(_names(reader, store.get("leave_out"), f"{path}.leave_out"))
        for name in set(left_out) & set(found or ()):
            reader.fault(
                f"{path}.leave_out",
                Text(f"{name} 既要清点又要略去", f"{name} is both counted and left out"),
                Text("只写在一处", "write it in one of the two"),
            )
        yield Store(id_, uri, found, left_out, str(store.get("master", "local[*]")))


def _names(reader: _Reader, value: Any, path: str) -> Iterable[str]:
    if value is None:
        return
    if not isinstance(value, list):
        wrong = Text(f"{value!r} 不是列表", f"{value!r} is not a list")
        reader.fault(path, wrong, Text("请写 [products, orders]", "write [products, orders]"))
        return
    for at, name in enumerate(value):
        yield reader.word(name, f"{path}.{at}", Text("请写表名", "write the name of a table"))


def _check_postgres(reader: _Reader, uri: str, path: str) -> None:
    try:
        parts = urlsplit(uri)
        good = bool(parts.path.strip("/")) and (parts.port or 1) > 0
    except ValueError:
        good = False
    if not good:  # the address is not shown: it may hold a password
        reader.fault(
            path,
            Text("地址不完整", "the address is not complete"),
            Text("请写 postgresql://用户@主机:端口/数据库", "write postgresql://USER@HOST:PORT/DATABASE"),
        )


def _table(reader: _Reader, value: Any, path: str) -> Table:
    if value is None:
        return Table()
    spec = reader.mapping(value, path, _TABLE)
    columns = {
        str(name): _column(reader, said, f"{path}.columns.{name}")
        for name, said in reader.mapping(spec.get("columns") or {}, f"{path}.columns").items()
    }
    only = reader.condition(spec["only"], f"{path}.only") if spec.get("only") is not None else None
    marks: dict[str, Condition | None] = {}
    for name in ("entrusted", "outside_china"):
        _mark(reader, spec.get(name), f"{path}.{name}", name, marks)
    for name, said in reader.mapping(spec.get("active") or {}, f"{path}.active").items():
        _mark(reader, said, f"{path}.active.{name}", f"active.{name}", marks)
    return Table(columns, only, marks)


def _mark(reader: _Reader, value: Any, path: str, name: str, marks: dict[str, Condition | None]) -> None:
    if value is None or value is False or value == "no":
        return
    marks[name] = None if value is True or value == "yes" else reader.condition(value, path)


def _column(reader: _Reader, value: Any, path: str) -> Column:
    if isinstance(value, str):
        return Column(reader.among(value, path, KINDS))
    spec = reader.mapping(value, path, _COLUMN)
    kind = reader.among(spec.get("kind"), f"{path}.kind", KINDS)
    hashed = spec.get("hashed")
    if hashed is not None:
        hashed = reader.among(hashed, f"{path}.hashed", HASHES)
        if spec.get("salt") is None:
            reader.fault(
                f"{path}.salt",
                Text("没有说明所用的盐", "the salt is not stated"),
                Text(
                    "请给出盐的名称（不是盐本身），没有加盐就写 none",
                    "give the salt's name (not the salt), or none where there is none",
                ),
            )
    valid = spec.get("valid") in (True, "yes")
    if "valid" in spec and not hashed:
        reader.fault(
            f"{path}.valid",
            Text("只有摘要列才需要说明", "only a column of digests needs this said"),
            Text("请删去 valid，或者写明 hashed", "leave valid out, or say hashed"),
        )
    return Column(kind, hashed or None, str(spec.get("salt") or ""), str(spec.get("space") or ""), valid)


def _assumptions(reader: _Reader, assume: Any, link: Any) -> Assumptions:
    said = reader.mapping(assume, "assume", _ASSUME) if assume is not None else {}
    older = reader.mapping(link, "link", _LINK) if link is not None else {}
    strong = _kinds(reader, older, "link", "strong", OF_ONE_PERSON)
    weak = _kinds(reader, older, "link", "weak", ())
    for kind in set(strong) & set(weak) if "strong" in older else ():
        reader.fault(
            "link",
            Text(f"{kind} 既是强关联又是弱关联", f"{kind} is both strong and weak"),
            Text("每一类只写在一处", "write each kind in one of the two"),
        )
    if said and {"strong", "weak"} & set(older):
        wrong = Text("assume 和旧写法 link 不能并用", "assume and the older link cannot stand together")
        reader.fault("link", wrong, Text("只保留 assume", "keep assume alone"))
    hub = older.get("hub", HUB)
    if isinstance(hub, bool) or not isinstance(hub, int) or not 2 <= hub <= 250:
        reader.fault(
            "link.hub",
            Text(f"{hub!r} 不是 2 到 250 的整数", f"{hub!r} is not a whole number from 2 to 250"),
            Text(f"请写数字，例如 {HUB}", f"write a number, such as {HUB}"),
        )
        hub = HUB
    believed = [kind for kind in strong if kind not in weak]
    if "strong" in older and "resident_id" in believed:  # the two stood for one kind when link was written
        believed.append("permanent_residence")
    return Assumptions(
        _kinds(reader, said, "assume", "of_one_person", tuple(dict.fromkeys(believed))),
        _kinds(reader, said, "assume", "one_each", ONE_EACH),
        hub,
        bool({"strong", "weak"} & set(older)),
    )


def _kinds(
    reader: _Reader, spec: dict[str, Any], where: str, name: str, default: tuple[str, ...]
) -> tuple[str, ...]:
    said = spec.get(name, list(default))
    if not isinstance(said, list):
        wrong = Text(f"{said!r} 不是列表", f"{said!r} is not a list")
        right = Text("请写 [resident_id, mobile]", "write [resident_id, mobile]")
        reader.fault(f"{where}.{name}", wrong, right)
        return default
    found = [reader.among(kind, f"{where}.{name}.{at}", LINKING) for at, kind in enumerate(said)]
    return tuple(dict.fromkeys(kind for kind in found if kind))
