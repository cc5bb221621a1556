"""Which components a register, a service or a cut means by what it writes.

A package URL, the beginning of one followed by `*`, or a name (alone, with its group as `group/name` or
`group:name`, or with its version as `name@version`); last, the reference a bill itself uses.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable

from shencha.evidence.supply.bill import Bill, purl_of

PURL, NAME, PREFIX = 2, 1, 0
"""How closely a reference points; the closer wins where two rows speak of one component."""


class References:
    """Finds the components of one bill by what people write; names are looked up once for all that are asked."""

    def __init__(self, bill: Bill) -> None:
        self._bill = bill
        self._names: dict[str, list[int]] = {}
        self._order: array[int] | None = None

    def prepare(self, texts: Iterable[str]) -> None:
        """Look these names up in one pass over the bill."""
        bill = self._bill
        found: dict[str, list[int]] = {
            text: [] for text in texts if text not in self._names and not text.endswith("*")
        }
        if not found:
            return
        for number, name in enumerate(bill.names):
            group, version = bill.groups[number], bill.versions[number]
            spelt = (name, f"{group}/{name}", f"{group}:{name}") if group else (name,)
            for one in spelt:
                if one in found:
                    found[one].append(number)
                if version and (with_version := f"{one}@{version}") in found:
                    found[with_version].append(number)
        self._names |= found

    def find(self, text: str) -> list[int]:
        """The components meant, in no order that matters; none if nothing fits."""
        if text.endswith("*"):
            return self._beginning(text[:-1])
        if (one := self._bill.by_purl(text)) is not None:
            return [one]
        if text not in self._names:
            self.prepare([text])
        if self._names[text]:
            return self._names[text]
        one = self._bill.by_ref(text)
        return [one] if one is not None else []

    def _beginning(self, prefix: str) -> list[int]:
        purls, prefix = self._bill.purls, spelt_prefix(prefix)
        if self._order is None:
            having = (number for number, purl in enumerate(purls) if purl)
            self._order = array("i", sorted(having, key=lambda number: purls[number] or ""))
        order = self._order
        start = bisect_left(order, prefix, key=lambda number: purls[number] or "")
        found = []
        for at in range(start, len(order)):
            if not (purls[order[at]] or "").startswith(prefix):
                break
            found.append(order[at])
        return found


def closeness(text: str) -> tuple[int, int]:
    """How closely a reference points: a package URL, then a name, then the longer beginning."""
    if text.endswith("*"):
        return PREFIX, len(text)
    return (PURL, 0) if text[:4].lower() == "pkg:" and purl_of(text) else (NAME, len(text))


def spelt_prefix(prefix: str) -> str:
    """The beginning of a package URL as the one spelling has it: an npm scope's @ is %40, a + is %2B."""
    if prefix[:4].lower() != "pkg:":
        return prefix
    path = re.sub(r"/{2,}", "/", prefix[4:].lstrip("/"))
    return "pkg:" + path.replace("/@", "/%40", 1).replace("+", "%2B")
