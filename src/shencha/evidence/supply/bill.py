"""Components and dependencies as they are gathered from several files, each thing held once.

Two components are one if they have the same package URL; without one, if they have the same name (with its
group), version and supplier. A component without a package URL is also one with the only component that has
one and agrees in name, version and supplier, the version being given. Nothing else is merged: two versions
are two components.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Literal

from shencha.evidence.finding import Unread
from shencha.evidence.supply.vulnerabilities import Told
from shencha.shapes import Count, Shape, Word
from shencha.text import Text

LICENCE, HASH, IDENTIFIED, RELATED, WEAK = 1, 2, 4, 8, 16
"""What a bill says of a component: a licence; a checksum; an identifier (purl, CPE, SWID); what it needs or what needs
it, if only that it needs nothing; checksums of broken algorithms alone."""
_MOST_NOTES = 2_000
_AND_MORE = Text(
    "其他未读取之处，不再逐一列出", "further things that were not read, no longer told one by one"
)
_PLAIN_PURL = re.compile(r"pkg:(?!pypi/)[a-z.-]+(?:/[a-z0-9][a-z0-9.~-]*)+(?:@[A-Za-z0-9.~:-]+)?")
"""Spelt canonically as it stands; all that holds +, @, a doubled / or capitals is put into the one spelling."""


@dataclass(frozen=True, slots=True)
class BomFile(Shape):
    """One file that was read."""

    TOLD = "file digest format version components dependencies"

    file: Word
    digest: Word
    format: Literal["CycloneDX", "SPDX", "OpenVEX", "CSAF", "SLSA"]
    version: str
    components: Count
    """Entries in this file, before anything is merged; its root included."""
    dependencies: Count
    """Statements that one thing needs another, as they stand in this file."""
    roots: tuple[int, ...]
    """What the file describes, as components of the whole."""
    elements: frozenset[str] = frozenset()
    """Of the elements of a whole bill those that it has: author, tool, timestamp, context."""


@dataclass(slots=True)
class Made:
    """One statement of provenance: who built the subjects it names, from how many inputs."""

    file: str
    builder: str
    subjects: tuple[str, ...]
    inputs: int
    components: tuple[int, ...] = ()


class Notes:
    """What could not be read, several of one kind in one file told once with their count."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, Text], tuple[str, int]] = {}

    def add(self, file: str, where: str, why: Text, count: int = 1) -> None:
        """Remember one more; the place kept is that of the first."""
        if len(self._found) >= _MOST_NOTES and (file, why) not in self._found:
            file, where, why = "*", "*", _AND_MORE
        first, known = self._found.get((file, why), (where, 0))
        self._found[file, why] = (first, known + count)

    def told(self) -> tuple[Unread, ...]:
        """Each kind once."""
        return tuple(Unread(file, where, why, n) for (file, why), (where, n) in self._found.items())


@dataclass(slots=True)
class Bill:
    """Everything the files say, as columns; a component is its number."""

    names: list[str] = field(default_factory=list)
    groups: list[str | None] = field(default_factory=list)
    versions: list[str | None] = field(default_factory=list)
    suppliers: list[str | None] = field(default_factory=list)
    purls: list[str | None] = field(default_factory=list)
    said: bytearray = field(default_factory=bytearray)
    """LICENCE, HASH, IDENTIFIED, RELATED and WEAK, as bits."""
    until: dict[int, date] = field(default_factory=dict)
    """The last day of support, of components whose bill tells one."""
    incomplete: Counter[str] = field(default_factory=Counter)
    """Parts that a bill itself calls incomplete or not known, by that word."""
    told: list[Told] = field(default_factory=list)
    """What bills and files beside them say of vulnerabilities, each with the components meant."""
    made: list[Made] = field(default_factory=list)
    """Statements of provenance, each with the components meant."""
    from_file: array[int] = field(default_factory=lambda: array("H"))
    """Number of the file that names it first."""
    heads: array[int] = field(default_factory=lambda: array("i"))
    tails: array[int] = field(default_factory=lambda: array("i"))
    """`heads[i]` needs `tails[i]`; a pair may repeat until the graph is made."""
    refs: list[tuple[str, dict[str, int]]] = field(default_factory=list)
    """For each file how another may point into it, and its `bom-ref`s or SPDX ids."""
    files: list[BomFile] = field(default_factory=list)
    wrapped: set[str] = field(default_factory=set)
    """Files whose bill lies inside another document."""
    notes: Notes = field(default_factory=Notes)
    waiting: list[tuple[str, str, int, str, bool]] = field(default_factory=list)
    """Needs between files: the file, its place, the component here, the reference there, and whether the
    component here is the one that needs."""
    _by_purl: dict[str, int] = field(default_factory=dict)
    _by_words: dict[tuple[str, str | None, str | None], int] = field(default_factory=dict)
    """Those without a package URL."""
    _shared: dict[str, str] = field(default_factory=dict)
    _versions: dict[str, list[int]] = field(default_factory=dict)

    def add(
        self,
        name: str,
        version: str | None,
        supplier: str | None,
        purl: str | None,
        said: int,
        group: str | None = None,
    ) -> int:
        """The number of this component: an old one if it is the same thing, else a new one."""
        version, supplier, group = self._share(version), self._share(supplier), self._share(group)
        if purl:
            known = self._by_purl.setdefault(purl, len(self.names))
        else:
            words = (f"{group}/{name}" if group else name, version, supplier)
            known = self._by_words.setdefault(words, len(self.names))
        if known == len(self.names):
            self.names.append(name)
            self.groups.append(group)
            self.versions.append(version)
            self.suppliers.append(supplier)
            self.purls.append(purl)
            self.said.append(said)
            self.from_file.append(len(self.files))
        else:
            self._fill(known, version, supplier, said)
        return known

    def any_version(self, purl: str) -> list[int]:
        """The components of that package URL; of one without a version all versions."""
        one = purl_of(purl)
        if one is None:
            return []
        if one in self._by_purl:
            return [self._by_purl[one]]
        if "@" in one.partition("?")[0]:
            bare, _, asked = one.partition("?")
            return [] if asked or bare not in self._by_purl else [self._by_purl[bare]]
        if not self._versions:
            for known, number in self._by_purl.items():
                self._versions.setdefault(known.partition("?")[0].rpartition("@")[0] or known, []).append(
                    number
                )
        return self._versions.get(one, [])

    def need(self, head: int, tail: int) -> None:
        """One thing needs another; that a thing needs itself says nothing."""
        if head != tail:
            self.heads.append(head)
            self.tails.append(tail)

    def by_purl(self, text: str) -> int | None:
        """The component with that package URL, if there is one."""
        purl = purl_of(text) if text[:4].lower() == "pkg:" else None
        return self._by_purl.get(purl) if purl else None

    def by_ref(self, text: str) -> int | None:
        """The component that some file calls so, the first file first."""
        return next((known[text] for _, known in self.refs if text in known), None)

    def join_files(self) -> None:
        """Tie the needs that point from one file into another, say which lead nowhere, join what is one thing."""
        for file, where, here, link, needs in self.waiting:
            prefix, _, ref = link.partition("#")
            there = next((known[ref] for at, known in self.refs if at == prefix and ref in known), None)
            if there is None:
                why = Text(
                    "依赖指向另一份未一并读取的文件，未计入",
                    "a dependency points into a file that was not read with this one; it is not counted",
                )
                self.notes.add(file, where, why)
            elif needs:
                self.need(here, there)
            else:
                self.need(there, here)
        self.waiting.clear()
        self._join_words()
        named = self._by_name() if self.made else {}
        for made in self.made:
            made.components = tuple(
                dict.fromkeys(n for ref in made.subjects for n in self._meant(-1, ref) or named.get(ref, ()))
            )
            if not made.components:
                why = Text(
                    "来源声明所指的产物不在任何清单中",
                    "a statement of provenance speaks of an artifact that is in none of the bills",
                )
                self.notes.add(made.file, "subject", why)
        for told in self.told:
            told.components = tuple(dict.fromkeys(n for ref in told.refs for n in self._meant(told.at, ref)))
            if not told.components:
                why = Text(
                    "漏洞声明所指的产品不在任何清单中",
                    "a statement on a vulnerability speaks of a product that is in none of the bills",
                )
                self.notes.add(told.file, told.where, why)

    def _meant(self, at: int, ref: str) -> list[int]:
        """The components that a statement on a vulnerability means; `at` is the file whose references it uses."""
        if at >= 0 and ref in self.refs[at][1]:
            return [self.refs[at][1][ref]]
        if ref.startswith("urn:cdx:"):
            prefix, _, inner = ref.partition("#")
            return [known[inner] for start, known in self.refs if start == prefix and inner in known][:1]
        if ref[:4].lower() == "pkg:":
            return self.any_version(ref)
        one = self.by_ref(ref)
        return [] if one is None else [one]

    def _by_name(self) -> dict[str, tuple[int, ...]]:
        """Components by name in full and with version; a name that several have says nothing."""
        found: dict[str, tuple[int, ...]] = {}
        for one in range(len(self.names)):
            for name in {self.full_name(one), self.ref(one)}:
                found[name] = () if name in found else (one,)
        return found

    def twice(self, begun: int, doubled: Iterable[tuple[int, int]]) -> None:
        """Where one reference of a file names two components, what is said of it counts for both.

        Args:
            begun: where the needs of this file begin. doubled: the first component of a reference, and a further one.
        """
        for first, other in doubled:
            for at in range(begun, len(self.heads)):
                head, tail = self.heads[at], self.tails[at]
                if first in (head, tail) and other not in (head, tail):
                    self.need(other if head == first else head, other if tail == first else tail)

    def _join_words(self) -> None:
        """Join each component without a package URL to the one that has one and agrees in all else."""
        twins: dict[tuple[str, str | None, str | None], list[int]] = {
            words: [] for words in self._by_words if words[1] is not None
        }
        if twins:
            for purl, one in self._by_purl.items():
                words = (self.full_name(one), self.versions[one], self.suppliers[one])
                if purl and words in twins:
                    twins[words].append(one)
        joined = {self._by_words[words]: found[0] for words, found in twins.items() if len(found) == 1}
        if joined:
            self._renumber(joined)

    def _renumber(self, joined: dict[int, int]) -> None:
        for gone, kept in joined.items():
            self._fill(kept, self.versions[gone], self.suppliers[gone], self.said[gone])
        numbers = array("i", range(len(self.names)))
        at = 0
        for one in range(len(self.names)):
            if one not in joined:
                numbers[one] = at
                at += 1
        for gone, kept in joined.items():
            numbers[gone] = numbers[kept]
        staying = [one for one in range(len(self.names)) if one not in joined]
        for column in (self.names, self.groups, self.versions, self.suppliers, self.purls):
            column[:] = [column[one] for one in staying]  # type: ignore[misc]
        self.said = bytearray(self.said[one] for one in staying)
        self.from_file = array("H", (self.from_file[one] for one in staying))
        pairs = [(numbers[h], numbers[t]) for h, t in zip(self.heads, self.tails, strict=True)]
        self.heads = array("i", (h for h, t in pairs if h != t))
        self.tails = array("i", (t for h, t in pairs if h != t))
        self.refs = [(at_, {ref: numbers[n] for ref, n in known.items()}) for at_, known in self.refs]
        self._by_purl = {purl: numbers[n] for purl, n in self._by_purl.items()}
        self._versions = {}
        self.until = {numbers[n]: day for n, day in self.until.items()}
        self.files = [
            replace(one, roots=tuple(dict.fromkeys(numbers[n] for n in one.roots))) for one in self.files
        ]

    def _fill(self, known: int, version: str | None, supplier: str | None, said: int) -> None:
        before = self.said[known]
        strong = any(one & HASH and not one & WEAK for one in (before, said))
        self.said[known] = (before | said) & ~WEAK if strong else before | said
        if self.suppliers[known] is None:
            self.suppliers[known] = supplier
        if self.versions[known] is None:
            self.versions[known] = version

    def ref(self, component: int) -> str:
        """How answers name a component: its package URL, else name and version."""
        purl = self.purls[component]
        if purl:
            return purl
        version, name = self.versions[component], self.full_name(component)
        return f"{name}@{version}" if version else name

    def full_name(self, component: int) -> str:
        """The name, with its group before it."""
        group = self.groups[component]
        return f"{group}/{self.names[component]}" if group else self.names[component]

    def _share(self, word: str | None) -> str | None:
        return None if word is None else self._shared.setdefault(word, word)


def purl_of(text: str) -> str | None:
    """A package URL in its one spelling; None if it is none (package-url specification)."""
    return text if _PLAIN_PURL.fullmatch(text) else _canonical(text)


@lru_cache(1 << 12)
def _canonical(text: str) -> str | None:
    from packageurl import PackageURL

    try:
        scheme, colon, rest = text.partition(":")
        return PackageURL.from_string(scheme.lower() + colon + rest).to_string()
    except ValueError:
        return None


def described(bill: Bill, members: Iterable[int]) -> tuple[int, ...]:
    """Where a file names no root: those of its components that nothing needs, as far as was read."""
    needed = set(bill.tails)
    return tuple(one for one in dict.fromkeys(members) if one not in needed)
