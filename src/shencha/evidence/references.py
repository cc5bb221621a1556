"""Which components a register, a service or a cut means by what it writes.

A package URL, the beginning of one followed by `*`, or a name (alone, with its group as `group/name` or
`group:name`, or with its version as `name@version`); last, the reference a bill itself uses.
"""

from __future__ import annotations

from bisect import bisect_left

from shencha.evidence.bill import Bill, purl_of

PURL, NAME, PREFIX = 2, 1, 0
"""How closely a reference points; the closer wins where two rows speak of one component."""


class References:
    """Finds the components of one bill by what people write."""

    def __init__(self, bill: Bill) -> None:
        self._bill = bill
        self._names: dict[str, list[int]] = {}
        for number, name in enumerate(bill.names):
            group, version = bill.groups[number], bill.versions[number]
            spelt = [name, f"{group}/{name}", f"{group}:{name}"] if group else [name]
            for one in spelt:
                self._names.setdefault(one, []).append(number)
                if version:
                    self._names.setdefault(f"{one}@{version}", []).append(number)
        self._purls = sorted((purl, number) for number, purl in enumerate(bill.purls) if purl)

    def find(self, text: str) -> list[int]:
        """The components meant, in no order that matters; none if nothing fits."""
        if text.endswith("*"):
            return self._beginning(text[:-1])
        if (one := self._bill.by_purl(text)) is not None:
            return [one]
        if text in self._names:
            return self._names[text]
        one = self._bill.by_ref.get(text)
        return [one] if one is not None else []

    def _beginning(self, prefix: str) -> list[int]:
        prefix = spelt_prefix(prefix)
        start = bisect_left(self._purls, (prefix,))
        found = []
        for purl, number in self._purls[start:] if not prefix else _from(self._purls, start):
            if not purl.startswith(prefix):
                break
            found.append(number)
        return found


def closeness(text: str) -> tuple[int, int]:
    """How closely a reference points: a package URL, then a name, then the longer beginning."""
    if text.endswith("*"):
        return PREFIX, len(text)
    return (PURL, 0) if text.startswith("pkg:") and purl_of(text) else (NAME, len(text))


def spelt_prefix(prefix: str) -> str:
    """The beginning of a package URL as the one spelling has it: an npm scope's @ is %40."""
    return prefix.replace("/@", "/%40", 1)


def _from(purls: list[tuple[str, int]], start: int):  # type: ignore[no-untyped-def]
    for at in range(start, len(purls)):
        yield purls[at]
