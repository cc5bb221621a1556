"""What a dossier says of itself: whose filing, on what ground, the facts, and every paper with its digest.

The manifest is canonical JSON, so that a dossier has one form and no other; its SHA-256 is the dossier's id.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from typing import Annotated, Any

from shencha.canonical import canonical
from shencha.documents.declaration import known, lacks_beside, missing, read, whole
from shencha.documents.dossier.evidence import BESIDE, INPUT, faults_of
from shencha.errors import BadInput, Fault
from shencha.evidence.report.report import is_report
from shencha.inputs import Document
from shencha.law.logic.cells import Outcome
from shencha.law.measures.instruments import instruments
from shencha.law.measures.materials import MATERIALS, PUT_IT, faults_of_missing, required
from shencha.law.screening.facts_file import load_facts
from shencha.law.screening.screen import REGIMES, screen
from shencha.law.state_secrets import directions, mark_in
from shencha.procedure.kinds import GROUNDS_FILED
from shencha.shapes import Digest, More, Shape
from shencha.text import Text

VERSION = 1
LONGEST_NAME = 255
LONGEST_TITLE = 300
MOST_FILES = 10_000
LARGEST_FILE = 8 * 2**30 - 1
"""What a header of the archive can say."""


class Broken(BadInput):
    """A dossier that is not what was built: something in it was changed, cut off, added or is missing."""

    code = "broken_dossier"
    exit_code = 1


@dataclass(frozen=True, slots=True)
class Paper(Shape):
    """One file of the filing."""

    material: Annotated[str, More(enum=[*MATERIALS, *BESIDE])]
    name: Annotated[str, More(minLength=1, maxLength=LONGEST_NAME)]
    size: Annotated[int, More(minimum=1, maximum=LARGEST_FILE)]
    sha256: Digest

    @property
    def path(self) -> str:
        """`material/name`."""
        return f"{self.material}/{self.name}"

    @property
    def report(self) -> bool:
        """Is it the analysis report, written as statements?"""
        return is_report(self.material, self.name)


@dataclass(frozen=True)
class Manifest:
    """A whole filing, without the content of its papers."""

    ground: str
    instrument: str
    title: str
    party: str
    """The party's name as it is registered with the office."""
    facts: Mapping[str, Any]
    """As `shencha screen` reads them."""
    papers: tuple[Paper, ...]
    declaration: Mapping[str, Any] = field(default_factory=dict)
    """Its fields by part; empty where a paper stands for it, as in every dossier of before."""
    evidence: Mapping[str, Any] = field(default_factory=dict)
    """Analyses and judgements that an instance gave out with it (`dossier.evidence`)."""

    @cached_property
    def text(self) -> bytes:
        """Canonical JSON."""
        beside = {"declaration": self.declaration, "evidence": self.evidence}
        said = {name: one for name, one in beside.items() if one}
        return canonical(
            {
                "dossier": VERSION,
                "facts": self.facts,
                "ground": self.ground,
                "instrument": self.instrument,
                "papers": [one.as_dict() for one in self.papers],
                "party": self.party,
                "title": self.title,
                **said,
            }
        )

    @property
    def id(self) -> str:
        """SHA-256 of the manifest, in hexadecimal: it names the dossier and all that is in it."""
        return sha256(self.text).hexdigest()

    def missing(self, file: str) -> list[Fault]:
        """What Article 8 (2020: 7) still asks for, by the rule of the intake desk, and what a begun form lacks."""
        if not self.declaration:
            return faults_of_missing(self.ground, self.instrument, self._have(), file)
        papers = {one.material for one in self.papers}
        faults = faults_of_missing(self.ground, self.instrument, papers | {"declaration"}, file)
        lacking = missing(self.ground, self.declaration, by_paper="declaration" in papers)
        faults += [replace(one, file=file) for one in lacking]
        beside = lacks_beside(self.declaration, papers)
        return faults + [replace(one, file=file, right=PUT_IT.fill(material=one.where)) for one in beside]

    def _have(self) -> set[str]:
        """The kinds of paper that are here; a complete form is a declaration."""
        form = {"declaration"} if whole(self.ground, self.declaration) else set()
        return {one.material for one in self.papers} | form

    def as_dict(self) -> dict[str, Any]:
        """The answer of `check` and `verify`, JSON-ready."""
        have = self._have()
        return {
            "id": self.id,
            "ground": self.ground,
            "instrument": self.instrument,
            "title": self.title,
            "party": self.party,
            "papers": [one.as_dict() for one in self.papers],
            "missing": [
                {"material": one.material, "article": one.article, "name": one.name.as_dict()}
                for one in required(self.ground, self.instrument)
                if one.material not in have
            ],
        }


def read_manifest(raw: bytes, file: str) -> Manifest:
    """The manifest in a dossier file.

    Raises:
        Broken: it is not a canonical manifest of this version, or says what no dossier can say.
    """
    try:
        data = json.loads(raw.decode())
        same = isinstance(data, dict) and canonical(data) == raw
    except (ValueError, RecursionError):
        same = False
    if not same or data.get("dossier") != VERSION or set(data) - {"declaration", "evidence"} != _FIELDS:
        wrong = Text("不是规范的卷宗清单", "it is no canonical manifest of this version")
        raise Broken([Fault(file, "manifest", wrong, Text("请重新打包", "build the dossier anew"))])
    papers, faults = _papers(data["papers"], file)
    document = Document(file, data)
    faults += manifest_faults(document)
    if "evidence" in data:
        faults += faults_of(data["evidence"], [one.sha256 for one in papers if one.material == INPUT], file)
    if faults:
        raise Broken(faults)
    return Manifest(
        data["ground"],
        data["instrument"],
        data["title"],
        data["party"],
        data["facts"],
        tuple(papers),
        data.get("declaration", {}),
        data.get("evidence", {}),
    )


_FIELDS = {"dossier", "facts", "ground", "instrument", "papers", "party", "title"}


def manifest_faults(document: Document) -> list[Fault]:
    """Everything wrong with ground, instrument, title, party and facts; the same for a folder and a file."""
    return [*_said_faults(document), *_facts_faults(document), *_declared_faults(document)]


def _said_faults(document: Document) -> Iterator[Fault]:
    data = document.data
    known = [one.id for one in instruments()]
    if data.get("ground") not in GROUNDS_FILED:
        yield document.fault(
            "ground",
            Text(f"没有这种事由：{data.get('ground')}", f"there is no ground {data.get('ground')}"),
            Text("、".join(GROUNDS_FILED), f"write one of {', '.join(GROUNDS_FILED)}"),
        )
    if data.get("instrument") not in known:
        yield document.fault(
            "instrument",
            Text(f"没有这个版本：{data.get('instrument')}", f"there is no version {data.get('instrument')}"),
            Text("、".join(known), f"write one of {', '.join(known)}"),
        )
    elif data.get("ground") in GROUNDS_FILED and data["ground"] not in _grounds_of(data["instrument"]):
        yield document.fault(
            "ground",
            Text("该版本没有这种事由", "that version of the Measures does not know this ground"),
            Text("请改用施行中的版本", "use the version in force"),
        )
    for name, longest in (("title", LONGEST_TITLE), ("party", 200)):
        words = data.get(name)
        if not isinstance(words, str) or not words.strip() or len(words) > longest or not printable(words):
            yield document.fault(
                name,
                Text("没有写，或者不是一行文字", "it is missing, or not one line of text"),
                Text(f"请写 1 至 {longest} 字", f"write 1 to {longest} characters"),
            )
        elif mark := mark_in(words):
            yield secret(document.file, document.where(name), mark)


def _grounds_of(instrument: str) -> set[str]:
    """The grounds that a version of the Measures knows."""
    return {ground.id for regime in REGIMES if regime.instrument == instrument for ground in regime.grounds}


def _facts_faults(document: Document) -> list[Fault]:
    facts = document.data.get("facts")
    inside = Document(document.file, facts, _inner(document.lines))
    try:
        read = load_facts(inside)
    except BadInput as wrong:
        return [Fault(one.file, f"facts.{one.where}", one.wrong, one.right) for one in wrong.faults]
    last = instruments()[-1].in_force_from
    if screen(read, last).outcome is Outcome.REFUSED:
        said = Text("写明涉及国家秘密", "it says that state secrets are involved")
        return [Fault(document.file, document.where("facts.involves_state_secrets"), said, directions())]
    return []


def _declared_faults(document: Document) -> Iterator[Fault]:
    said = document.data.get("declaration") or {}
    if not isinstance(said, Mapping) or not all(isinstance(part, Mapping) for part in said.values()):
        yield document.fault(
            "declaration",
            Text("不是按部分填写的各项", "it is not fields by part"),
            Text("例如 party: {contact: 周敏}", "such as party: {contact: Zhou Min}"),
        )
        return
    flat = {f"{part}.{name}": value for part, fields in said.items() for name, value in fields.items()}
    for key, value in flat.items():
        if not known(key) or not isinstance(value, str):
            yield document.fault(
                f"declaration.{key}",
                Text("没有这一项，或者不是文字", "there is no such field, or it is no text"),
                Text("请按申报书的各项填写", "write the declaration's fields, as text in quotes"),
            )
    _, faults = read(str(document.data.get("ground")), {k: v for k, v in flat.items() if isinstance(v, str)})
    for key, fault in faults.items():
        yield document.fault(f"declaration.{key}", fault.wrong, fault.right)


def _inner(lines: Mapping[str, int]) -> dict[str, int]:
    return {path.removeprefix("facts."): line for path, line in lines.items() if path.startswith("facts.")}


def _papers(listed: object, file: str) -> tuple[list[Paper], list[Fault]]:
    faults: list[Fault] = []
    papers: list[Paper] = []
    if not isinstance(listed, list) or len(listed) > MOST_FILES:
        listed = [None]
    for at, one in enumerate(listed):
        fits = (
            isinstance(one, dict)
            and set(one) == {"material", "name", "sha256", "size"}
            and one["material"] in (*MATERIALS, *BESIDE)
            and isinstance(one["name"], str)
            and not name_fault(one["name"])
            and type(one["size"]) is int
            and 0 < one["size"] <= LARGEST_FILE
            and isinstance(one["sha256"], str)
            and len(one["sha256"]) == 64
            and set(one["sha256"]) <= set("0123456789abcdef")
        )
        if fits and (mark := mark_in(one["name"])):
            faults.append(secret(file, f"papers.{at}", mark))
        elif fits:
            papers.append(Paper(one["material"], one["name"], one["size"], one["sha256"]))
        else:
            wrong = Text("不是材料、名称、大小和摘要", "it is not a material, a name, a size and a digest")
            faults.append(Fault(file, f"papers.{at}", wrong, Text("请重新打包", "build the dossier anew")))
    return papers, faults


def name_fault(name: str) -> Text | None:
    """Why a file's name cannot stand in a dossier, or None."""
    if not name or name in (".", "..") or "/" in name or "\\" in name:
        return Text("不是文件名，而是路径", "it is a path, not a name")
    if len(name) > LONGEST_NAME:
        return Text(f"文件名超过 {LONGEST_NAME} 个字符", f"the name has more than {LONGEST_NAME} characters")
    if not printable(name):
        return Text("文件名含有控制字符", "the name holds control characters")
    if unicodedata.normalize("NFC", name) != name:
        return Text("文件名不是统一的 Unicode 写法（NFC）", "the name is not in the one Unicode form (NFC)")
    return None


def printable(words: str) -> bool:
    """Is there no control character, no half of a pair, no sign that turns the direction of writing?"""
    return not any(unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp") for sign in words)


def secret(file: str, where: str, mark: str) -> Fault:
    """A mark of a state secret, with directions."""
    return Fault(file, where, Text(f"带有“{mark}”标志", f"it bears the mark {mark}"), directions())
