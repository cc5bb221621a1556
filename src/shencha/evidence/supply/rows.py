"""The graph as rows in the order in which they can be reckoned: everything a row rests on stands before it.

A component is one row, what it can provide itself (`OWN`); one with substitutes has a second, how long it
lives (`LIFE`). Rows that rest on each other form a knot and are reckoned together; a knot with a substitute
inside it is `tangled` (see `supply`). Values are whole numbers: days, and below them, in the same number, the
steps of the shortest chain that explains them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from shencha.evidence.supply.graph import Ints, Lists, SupplyGraph

OWN, LIFE = 0, 1
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows by their place in the order."""

    kind: npt.NDArray[np.uint8]
    component: npt.NDArray[np.int32]
    starts: npt.NDArray[np.int32]
    rests_on: npt.NDArray[np.int32]
    """Of an OWN row the lives of what it needs; of a LIFE row its own row, then those of the substitutes."""
    inner: Bools
    """Whether that is a substitute inside the same knot."""
    stock: Ints
    """Days an OWN row adds; 0 for a LIFE row."""
    knots: npt.NDArray[np.int32]
    """Where each knot begins, and the end; most are one row."""
    tangled: Bools
    counted: Bools
    """Whether this row tells if a component of the bills is lost."""
    own: npt.NDArray[np.int32]
    """Place of each component's OWN row."""
    life: npt.NDArray[np.int32]
    """Place of the row that tells how long each component lives."""
    longest_days: int
    longest_chain: int
    copies: Lists | None = None
    """Of each component its OWN rows, where it has more than one (see `choices`)."""


def rows_of(graph: SupplyGraph) -> Rows:
    """Put the graph's rows in order. Time and memory grow with components and needs."""
    count = len(graph.names)
    replaced = np.flatnonzero(np.diff(graph.substitutes.starts))
    total = count + len(replaced)
    life = np.arange(count)
    life[replaced] = count + np.arange(len(replaced))
    own_heads, own_tails = graph.needs.heads(), life[graph.needs.items]
    sub_heads = np.concatenate([life[replaced], life[graph.substitutes.heads()]])
    sub_tails = np.concatenate([replaced, graph.substitutes.items])
    heads, tails = np.concatenate([own_heads, sub_heads]), np.concatenate([own_tails, sub_tails])
    component = np.concatenate([np.arange(count), replaced])
    kind = (np.arange(total) >= count).astype(np.uint8)
    counted = np.zeros(total, bool)
    counted[life[: graph.inside]] = True
    stock = np.where(kind == OWN, graph.stock[component], 0)
    return ordered(kind, component, stock, counted, heads, tails, np.arange(count), life)


def ordered(
    kind: Any, component: Any, stock: Ints, counted: Any, heads: Any, tails: Any, own: Any, life: Any
) -> Rows:
    """Rows put in order: their kinds, components, stock, whether they count, and what each head rests on.

    Args:
        own, life: of each component the row of what it provides itself, and the row that tells how long it lives.
    """
    total = len(kind)
    label = _knots(heads, tails, total)
    order = np.argsort(label, kind="stable")
    place = np.empty(total, np.int64)
    place[order] = np.arange(total)
    component, kind, stock = component[order], kind[order], stock[order]
    lists = _grouped(place[heads], place[tails], total)
    in_order = label[order]
    begins = np.flatnonzero(np.concatenate([[True], in_order[1:] != in_order[:-1]])[:total])
    knots = np.append(begins, total)
    sources = lists.heads()
    same = in_order[sources] == in_order[lists.items]
    inner = same & (kind[sources] == LIFE) & (component[sources] != component[lists.items])
    tangled = np.zeros(len(knots) - 1, bool)
    tangled[np.searchsorted(knots, sources[inner], "right") - 1] = True
    days, chain = _longest(lists, knots, stock)
    copies = None
    if np.count_nonzero(kind == OWN) > len(own):
        held = np.flatnonzero(kind == OWN)
        copies = _grouped(component[held], held, len(own))
    return Rows(
        kind,
        component.astype(np.int32),
        lists.starts.astype(np.int32),
        lists.items.astype(np.int32),
        inner,
        stock,
        knots.astype(np.int32),
        tangled,
        counted[order],
        place[own].astype(np.int32),
        place[life].astype(np.int32),
        days,
        chain,
        copies,
    )


def _grouped(heads: Ints, tails: Ints, count: int) -> Lists:
    order = np.argsort(heads, kind="stable")
    starts = np.zeros(count + 1, np.int64)
    np.cumsum(np.bincount(heads, minlength=count), out=starts[1:])
    return Lists(starts, tails[order])


def _knots(heads: Ints, tails: Ints, total: int) -> Ints:
    """A number for each row, the same for rows that rest on each other, lower for what is rested on."""
    ones = np.ones(len(heads), np.int8)
    found, found_label = connected_components(
        csr_array((ones, (heads, tails)), shape=(total, total)), directed=True, connection="strong"
    )
    label: Ints = np.asarray(found_label, np.int64)
    if np.all(label[tails] <= label[heads]):  # scipy numbers them so, but does not promise it
        return label
    numbered: Ints = _in_order(label[heads], label[tails], found)[label]
    return numbered


def _in_order(heads: Ints, tails: Ints, count: int) -> Ints:
    """A topological number for each knot."""
    import rustworkx

    apart = heads != tails
    graph: Any = rustworkx.PyDiGraph()
    graph.add_nodes_from(range(count))
    graph.add_edges_from_no_data(list(zip(tails[apart].tolist(), heads[apart].tolist(), strict=True)))
    number = np.empty(count, np.int64)
    number[np.array(rustworkx.topological_sort(graph), np.int64)] = np.arange(count)
    return number


def _longest(lists: Lists, knots: Ints, stock: Ints) -> tuple[int, int]:
    """Bounds for the days and the steps of any chain: they decide how wide a number must be."""
    from shencha.evidence.supply.kernel import longest

    return longest(lists.starts, lists.items, np.asarray(knots), stock)
