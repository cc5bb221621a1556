"""The graph that is cut: components, what each needs, who supplies it from where, what could stand in.

The register says who supplies what; where it is silent, the supplier that the bill itself names counts, with
no jurisdiction. A row that fits no component is told as `unread`, except that a component named only as
somebody's substitute joins the graph from outside the bills, with the supplier and stock of its own row.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from shencha.evidence.finding import Unread
from shencha.evidence.supply.bill import Bill
from shencha.evidence.supply.references import References, closeness
from shencha.evidence.supply.services import Service, Services
from shencha.evidence.supply.suppliers import Register, Supplied, Supplier
from shencha.text import Text

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Lists:
    """A list of numbers for each of many things, in two arrays: those of `i` are `items[starts[i]:starts[i + 1]]`."""

    starts: Ints
    items: Ints

    @classmethod
    def of(cls, heads: Ints, tails: Ints, count: int) -> Lists:
        """From pairs; a pair that repeats counts once."""
        order = np.lexsort((tails, heads))
        heads, tails = heads[order], tails[order]
        if len(heads):
            new = np.ones(len(heads), bool)
            new[1:] = (heads[1:] != heads[:-1]) | (tails[1:] != tails[:-1])
            heads, tails = heads[new], tails[new]
        starts = np.zeros(count + 1, np.int64)
        np.cumsum(np.bincount(heads, minlength=count), out=starts[1:])
        return cls(starts, tails)

    def __getitem__(self, one: int) -> Ints:
        return self.items[self.starts[one] : self.starts[one + 1]]

    def heads(self) -> Ints:
        """The head of each pair, in order."""
        return np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))


@dataclass(frozen=True, slots=True)
class SupplyGraph:
    """What is cut. Components below `inside` stand in the bills, those from there on are substitutes outside."""

    bill: Bill
    inside: int
    names: tuple[str, ...]
    """How answers name each component."""
    needs: Lists
    substitutes: Lists
    stock: Ints
    """Days each component lasts after the first of its needs is gone."""
    supplier: Ints
    """Number of its supplier; -1 where nobody says."""
    jurisdiction: Ints
    """Number of its jurisdiction; -1 where nobody says."""
    until: dict[int, date]
    """The last day of support, of components of which register or bill gives one; the register's counts."""
    suppliers: tuple[Supplier, ...]
    jurisdictions: tuple[str, ...]
    services: tuple[Service, ...]
    services_file: str | None
    register: Register | None
    unmatched: int
    """Components of the bills of which the register says nothing."""
    unread: tuple[Unread, ...]


def supply_graph(
    bill: Bill, register: Register | None, services: Services | None, references: References
) -> SupplyGraph:
    """Join bills, register and services; says what fits nothing."""
    joined = _Joined(bill, register, references)
    heads, tails = (np.frombuffer(side, np.int32).astype(np.int64) for side in (bill.heads, bill.tails))
    count = len(joined.names)
    served = services.services if services else tuple(_own_services(bill))
    return SupplyGraph(
        bill,
        len(bill.names),
        tuple(joined.names),
        Lists.of(heads, tails, count),
        Lists.of(np.array(joined.replaced, np.int64), np.array(joined.by, np.int64), count),
        np.array(joined.stock, np.int64),
        np.array(joined.supplier, np.int64),
        np.array(joined.jurisdiction, np.int64),
        bill.until | joined.until,
        tuple(joined.suppliers),
        tuple(joined.places),
        served,
        services.file if services else None,
        register,
        joined.unmatched,
        (*bill.notes.told(), *joined.unread),
    )


def _own_services(bill: Bill) -> list[Service]:
    """Without a services file every root component is a service that needs itself."""
    roots = dict.fromkeys(root for file in bill.files for root in file.roots)
    return [Service(bill.ref(root), root) for root in roots]


class _Joined:
    """The register laid over the bill, closest reference first."""

    def __init__(self, bill: Bill, register: Register | None, references: References) -> None:
        count = len(bill.names)
        self.names = [bill.ref(number) for number in range(count)]
        self.stock, self.supplier, self.jurisdiction = [0] * count, [-1] * count, [-1] * count
        self.replaced: list[int] = []
        self.by: list[int] = []
        self.suppliers: list[Supplier] = []
        self.places: list[str] = []
        self.unread: list[Unread] = []
        self.until: dict[int, date] = {}
        self._listed = dict(register.suppliers) if register else {}
        self._by_id: dict[str, int] = {}
        self._by_name = {one.name.casefold(): one.id for one in self._listed.values()}
        self._place_numbers: dict[str, int] = {}
        self._file = register.file if register else ""
        self._references = references
        self.unmatched = count
        if register:
            self._lay(register, bytearray(count))
        self._from_bill(bill)

    def _lay(self, register: Register, taken: bytearray) -> None:
        self._references.prepare(text for row in register.rows for text in (row.component, *row.substitutes))
        rows = sorted(register.rows, key=lambda row: closeness(row.component), reverse=True)
        held: list[tuple[Supplied, list[int]]] = []
        stray: dict[str, Supplied] = {}
        for row in rows:
            found = self._references.find(row.component)
            if not found:
                stray[row.component] = row
                continue
            mine = [one for one in found if not taken[one]]
            for one in mine:
                taken[one] = 1
                self._say(one, row)
            if mine:
                held.append((row, mine))
        self.unmatched -= sum(taken)
        self._stand_in(held, stray)

    def _say(self, component: int, row: Supplied) -> None:
        self.stock[component] = row.stock_days
        if row.supported_until is not None:
            self.until[component] = row.supported_until
        listed = None
        if row.supplier:
            self.supplier[component] = self._supplier(row.supplier)
            listed = self.suppliers[self.supplier[component]].jurisdiction
        place = row.jurisdiction or listed
        if place:
            self.jurisdiction[component] = self._place(place)

    def _stand_in(self, held: list[tuple[Supplied, list[int]]], stray: dict[str, Supplied]) -> None:
        outside: dict[str, int] = {}
        unknown: dict[str, str] = {}
        for row, mine in held:
            for text in row.substitutes:
                found = self._references.find(text) or ([outside[text]] if text in outside else [])
                if not found and text in stray and not text.endswith("*"):
                    outside[text] = number = len(self.names)
                    self.names.append(text)
                    for column, nothing in ((self.stock, 0), (self.supplier, -1), (self.jurisdiction, -1)):
                        column.append(nothing)
                    self._say(number, stray[text])
                    found = [number]
                if not found:
                    unknown.setdefault(text, row.where)
                for one in mine:
                    for other in found:
                        if one != other:
                            self.replaced.append(one)
                            self.by.append(other)
        if unknown:
            why = Text(
                "替代组件既不在清单中，登记表也没有说它由谁供应，未作替代",
                "a substitute is in no bill and no row says who supplies it; it stands in for nothing",
            )
            self.unread.append(Unread(self._file, next(iter(unknown.values())), why, len(unknown)))
        lost = [row for text, row in stray.items() if text not in outside]
        if lost:
            shown = lost[0].component[:120]
            why = Text(
                f"登记表中的组件不在任何清单中（如 {shown}）",
                f"a component of the register is in none of the bills (such as {shown})",
            )
            self.unread.append(Unread(self._file, lost[0].where, why, len(lost)))

    def _from_bill(self, bill: Bill) -> None:
        for number, name in enumerate(bill.suppliers):
            if name is not None and self.supplier[number] < 0:
                known = self._by_name.get(name.casefold(), name)
                self.supplier[number] = self._supplier(known)
                place = self.suppliers[self.supplier[number]].jurisdiction
                if place and self.jurisdiction[number] < 0:
                    self.jurisdiction[number] = self._place(place)

    def _supplier(self, key: str) -> int:
        number = self._by_id.get(key)
        if number is None:
            number = self._by_id[key] = len(self.suppliers)
            one = self._listed.get(key, Supplier(key, key))
            self.suppliers.append(one)
            self._by_name.setdefault(one.name.casefold(), key)
        return number

    def _place(self, code: str) -> int:
        number = self._place_numbers.setdefault(code, len(self.places))
        if number == len(self.places):
            self.places.append(code)
        return number
