"""Reads ownership statements: the Beneficial Ownership Data Standard 0.4 as JSON or JSON lines.

A file is an array of statements, one statement a line (.jsonl, .ndjson), one statement alone, or a package
that holds them under `statements`. Only what the analysis needs is kept. Older versions are converted first, and what
is lost thereby is told; later ones are named, not read.
Source: https://standard.openownership.org/en/0.4.0/
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from shencha import inputs
from shencha.errors import BadInput, Fault
from shencha.evidence.control import bods_older
from shencha.evidence.control.bods_fields import (
    Annotation,
    Fields,
    Unspecified,
    annotations_of,
    identifiers_of,
    jurisdictions_of,
    name_of,
    place_in,
    unspecified_of,
)
from shencha.evidence.control.interests import Interest
from shencha.evidence.control.shares_read import read_interests
from shencha.evidence.finding import Unread
from shencha.text import Text

VERSION = "0.4"
NONE_DECLARED = "noBeneficialOwners"
MOST_BYTES = 192 * 2**20
MOST_LINE = 4 * 2**20
_TYPES = ("entity", "person", "relationship")
_STATUSES = ("new", "updated", "closed")
_MOST_FAULTS = 1000


@dataclass(frozen=True, slots=True)
class PartyDetails:
    """What a statement says of an entity or a person."""

    kind: str
    """BODS' entity type or person type."""
    subtype: str | None
    name: str | None
    jurisdictions: tuple[str, ...]
    """Country codes: of registration; of a person, each nationality."""
    identifiers: tuple[str, ...]
    """`SCHEME:ID` and the bare id."""
    listed: bool
    exposed: str | None
    """A person's political exposure, as written."""
    unspecified: Unspecified | None
    places_unread: tuple[str, ...] = ()
    """Words that should name where it belongs and name no place known here."""


@dataclass(frozen=True, slots=True)
class RelationshipDetails:
    """What a statement says of who holds what in whom."""

    subject: str | Unspecified
    holder: str | Unspecified
    interests: tuple[tuple[Interest, date | None, date | None], ...]
    """Each with its first day and the day from which it is over."""
    components: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement: one version of one record."""

    file: str
    where: str
    id: str
    on: date | None
    published: date | None
    record: str
    status: str
    about: PartyDetails | RelationshipDetails
    declares: str | None
    """Record id of the declaration's subject."""
    annotations: tuple[Annotation, ...]


@dataclass(frozen=True, slots=True)
class Statements:
    """All statements of the files, in their order, and what could not be read."""

    files: tuple[str, ...]
    statements: tuple[Statement, ...]
    unread: tuple[Unread, ...]


def read_statements(paths: Iterable[str | Path]) -> Statements:
    """Read ownership statements of one or more files.

    Raises:
        BadInput: a file is no BODS 0.4 (another version is named), a statement lacks what the standard requires, a
            share lies outside 0 to 100, an id stands for two different statements, or a relationship's subject is
            described nowhere. Every fault is named.
    """
    reader = _Reader()
    files = []
    for path in paths:
        files.append(str(path))
        for where, data in _documents(path):
            reader.take(str(path), where, data)
    reader.take_older()
    reader.check_references()
    if reader.faults:
        raise BadInput(reader.faults[:_MOST_FAULTS])
    if not reader.statements:
        raise BadInput([_no_statements(files[0] if files else "-")])
    return Statements(tuple(files), tuple(reader.statements), tuple(reader.unread.values()))


def _documents(path: str | Path) -> Iterator[tuple[str, Any]]:
    """Every statement's place and plain data."""
    if Path(path).suffix.lower() in (".jsonl", ".ndjson"):
        yield from _lines(path)
        return
    data = inputs.read(path, most_bytes=MOST_BYTES).data
    if isinstance(data, dict):
        packed = next((key for key in ("statements", "bods") if isinstance(data.get(key), list)), None)
        if packed is None:
            yield "", data
            return
        yield from ((f"{packed}.{at}", one) for at, one in enumerate(data[packed]))
    elif isinstance(data, list):
        yield from ((str(at), one) for at, one in enumerate(data))
    else:
        raise BadInput([_no_statements(str(path))])


def _lines(path: str | Path) -> Iterator[tuple[str, Any]]:
    file = str(path)
    if not Path(path).is_file():
        inputs.read(path)  # words what is wrong with it
    with Path(path).open("rb") as opened:
        for number, raw in enumerate(iter(lambda: opened.readline(MOST_LINE + 1), b""), 1):
            where = f"line {number}"
            if len(raw) > MOST_LINE:
                wrong = Text(f"一行超过 {MOST_LINE} 字节", f"a line is longer than {MOST_LINE} bytes")
                raise BadInput(
                    [Fault(file, where, wrong, Text("每行一条声明", "write one statement a line"))]
                )
            if not raw.strip():
                continue
            try:
                text = raw.decode("utf-8-sig")
            except UnicodeDecodeError:
                wrong = Text("不是 UTF-8 文本", "it is not UTF-8 text")
                raise BadInput(
                    [Fault(file, where, wrong, Text("请存为 UTF-8", "save the file as UTF-8"))]
                ) from None
            try:
                yield where, inputs.parse_json(text, file).data
            except BadInput as bad:
                raise BadInput(Fault(file, where, f.wrong, f.right) for f in bad.faults) from None


class _Reader:
    """Takes statements one by one and keeps what is wrong with them."""

    def __init__(self) -> None:
        self.statements: list[Statement] = []
        self.faults: list[Fault] = []
        self.unread: dict[tuple[str, str], Unread] = {}
        self._seen: dict[str, Statement] = {}
        self._other_versions: set[tuple[str, str]] = set()
        self._older: list[tuple[str, str, dict[str, Any]]] = []

    def take(self, file: str, where: str, data: Any) -> None:
        """Keep one statement, or say what is wrong with it."""
        fields = Fields(self.faults, file, where)
        if not isinstance(data, dict):
            fields.fault(
                "",
                Text("不是一条声明", "this is no statement"),
                Text("每条声明是一个对象", "each statement is an object"),
            )
            return
        if bods_older.is_older(data):
            self._older.append((file, where, data))
            return
        if self._is_other_version(file, where, data):
            return
        before = len(self.faults)
        id_ = fields.text(data, "statementId")
        record = fields.text(data, "recordId")
        type_ = fields.choice(data, "recordType", _TYPES)
        status = fields.choice(data, "recordStatus", _STATUSES, default="new")
        on = fields.day(data, "statementDate")
        details = data.get("recordDetails")
        if not isinstance(details, dict):
            fields.fault(
                "recordDetails",
                Text("缺少记录内容", "the record's details are missing"),
                Text("请写 recordDetails 对象", "write the object recordDetails"),
            )
            return
        publication = data.get("publicationDetails")
        published = (
            fields.day(publication, "publicationDate", "publicationDetails.")
            if isinstance(publication, dict)
            else None
        )
        fields.flag(details, "isComponent", "recordDetails.")
        if type_ == "relationship":
            about: PartyDetails | RelationshipDetails | None = self._relationship(fields, details)
        else:
            about = self._party(fields, details, type_)
        if len(self.faults) > before or about is None:
            return
        declares = data.get("declarationSubject")
        found = Statement(
            file,
            where,
            id_,
            on,
            published,
            record,
            status,
            about,
            declares if isinstance(declares, str) else None,
            tuple(annotations_of(data)),
        )
        first = self._seen.setdefault(id_, found)
        if first is found:
            self.statements.append(found)
        elif replace(first, file=file, where=where) == found:
            self._skip(
                file, where, Text("同一声明重复出现，只计一次", "the same statement again; counted once")
            )
        else:
            place = first.where or first.file
            fields.fault(
                "statementId",
                Text(
                    f"{id_} 与 {place} 处的另一条声明编号相同",
                    f"{id_} is the id of another statement at {place}",
                ),
                Text("每条声明用自己的编号", "give each statement an id of its own"),
            )

    def take_older(self) -> None:
        """Keep the statements of older versions, which point to each other and are converted together."""
        record_of = bods_older.records(data for _, _, data in self._older)
        lost: dict[str, Counter[str]] = {}
        for file, where, data in self._older:
            self.take(file, where, bods_older.converted(data, record_of, lost.setdefault(file, Counter())))
        for file, names in lost.items():
            fields = "、".join(f"{name}（{n}）" for name, n in sorted(names.items()))
            english = ", ".join(f"{name} ({n})" for name, n in sorted(names.items()))
            why = Text(
                f"较早版本的 BODS 已转换为 0.4 读取；以替代声明表示的终止无法识别；未使用的字段：{fields or '无'}",
                "an older BODS was converted to 0.4; an end told by a replaced statement alone is lost; "
                f"fields not used: {english or 'none'}",
            )
            count = sum(one == file for one, _, _ in self._older)
            self.unread[file, "older"] = Unread(file, "document", why, count)

    def check_references(self) -> None:
        """A relationship is about an entity that some statement describes."""
        described = {s.record: s.about for s in self.statements if isinstance(s.about, PartyDetails)}
        told: set[str] = set()
        for s in self.statements:
            if not isinstance(s.about, RelationshipDetails) or not isinstance(s.about.subject, str):
                continue
            about = described.get(s.about.subject)
            if about is not None and not about.kind.endswith("Person"):
                continue
            if s.about.subject in told:
                continue
            told.add(s.about.subject)
            wrong = (
                Text(
                    f"没有声明描述主体 {s.about.subject}（声明 {s.id}）",
                    f"no statement describes the subject {s.about.subject} (statement {s.id})",
                )
                if about is None
                else Text(
                    f"主体 {s.about.subject} 是自然人，不能被持有（声明 {s.id}）",
                    f"the subject {s.about.subject} is a person and cannot be owned (statement {s.id})",
                )
            )
            right = Text(
                "请一并给出描述该主体的声明或者文件",
                "give the statement that describes the entity, or the file that holds it, as well",
            )
            self.faults.append(Fault(s.file, place_in(s.where, "recordDetails.subject"), wrong, right))

    def _is_other_version(self, file: str, where: str, data: dict[str, Any]) -> bool:
        publication = data.get("publicationDetails")
        version = publication.get("bodsVersion") if isinstance(publication, dict) else None
        if version in (None, VERSION):
            return False
        named = str(version)
        if (file, named) not in self._other_versions:
            self._other_versions.add((file, named))
            wrong = Text(f"BODS {named} 版的声明不读取", f"statements of BODS {named} are not read")
            right = Text("请给出 BODS 0.2 至 0.4 的声明", "give statements of BODS 0.2 to 0.4")
            self.faults.append(Fault(file, where or "document", wrong, right))
        return True

    def _skip(self, file: str, where: str, why: Text) -> None:
        known = self.unread.get((file, why.en))
        self.unread[file, why.en] = Unread(
            file, known.where if known else where, why, (known.count if known else 0) + 1
        )

    def _party(self, fields: Fields, details: dict[str, Any], type_: str) -> PartyDetails:
        kind: Any
        subtype = None
        if type_ == "person":
            kind = details.get("personType")
            known = _PERSONS
        else:
            entity = details.get("entityType")
            kind = entity.get("type") if isinstance(entity, dict) else entity
            subtype = entity.get("subtype") if isinstance(entity, dict) else None
            known = _ENTITIES
        if kind not in known:
            name = "personType" if type_ == "person" else "entityType.type"
            fields.fault(
                f"recordDetails.{name}",
                Text(f"{kind!r} 不是类型", f"{kind!r} is no such type"),
                Text(f"请从中选择：{', '.join(known)}", f"choose among {', '.join(known)}"),
            )
        unspecified = details.get(
            "unspecifiedPersonDetails" if type_ == "person" else "unspecifiedEntityDetails"
        )
        listing = details.get("publicListing")
        exposure = details.get("politicalExposure")
        places, places_unread = jurisdictions_of(details, type_)
        return PartyDetails(
            str(kind),
            subtype if isinstance(subtype, str) else None,
            name_of(details),
            places,
            tuple(identifiers_of(details)),
            isinstance(listing, dict) and listing.get("hasPublicListing") is True,
            exposure.get("status") if isinstance(exposure, dict) else None,
            unspecified_of(unspecified),
            places_unread,
        )

    def _relationship(self, fields: Fields, details: dict[str, Any]) -> RelationshipDetails | None:
        ends: list[str | Unspecified] = []
        for name in ("subject", "interestedParty"):
            end = details.get(name)
            unspecified = unspecified_of(end)
            if isinstance(end, str) and end:
                ends.append(end)
            elif unspecified is not None:
                ends.append(unspecified)
            else:
                fields.fault(
                    f"recordDetails.{name}",
                    Text(
                        f"{end!r} 不是记录编号，也没有说明原因",
                        f"{end!r} is neither a record id nor a reason",
                    ),
                    Text("请写记录编号，或者 {reason: …}", "write a record id, or {reason: …}"),
                )
        read = read_interests(details.get("interests"), fields.fault)
        for type_ in read.unknown_types:
            why = Text(
                f"不认识的权益类型 {type_}，按未说明的权益处理",
                f"the interest type {type_} is not known; taken as not described",
            )
            self._skip(fields.file, fields.where, why)
        components = details.get("componentRecords")
        if len(ends) < 2:
            return None
        return RelationshipDetails(
            ends[0],
            ends[1],
            read.interests,
            tuple(c for c in components if isinstance(c, str)) if isinstance(components, list) else (),
        )


_PERSONS: tuple[str, ...] = ("knownPerson", "anonymousPerson", "unknownPerson")
_ENTITIES = (
    "registeredEntity",
    "legalEntity",
    "arrangement",
    "anonymousEntity",
    "unknownEntity",
    "state",
    "stateBody",
)


def _no_statements(file: str) -> Fault:
    return Fault(
        file,
        "document",
        Text("没有 BODS 声明", "there is no BODS statement in it"),
        Text(
            "请给出 BODS 0.4 的声明数组，或每行一条声明",
            "give an array of BODS 0.4 statements, or one statement a line",
        ),
    )
