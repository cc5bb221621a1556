"""Which questions enter every ground only together, so that a table need not tell their answers apart.

A purchase is a ground where four things hold; for all that follows it is enough to know whether all four do, surely
do not, or may. Such a part of a ground, whose facts stand nowhere else, is answered by a small grid of its own; its
cells that mean the same are one class, and the table of a version has one axis for each part. Rules have no
negation, so a part says yes where all its questions do, and no where none does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce

import numpy as np
import numpy.typing as npt

from shencha.law.logic.holds import Holds
from shencha.law.logic.rules import Both, Cited, Condition, Either, Expression, Question, Silent, evaluate

Bits = npt.NDArray[np.uint16]
Codes = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """Questions that enter every ground only together, and what their answers amount to."""

    asks: tuple[Question, ...]
    weights: tuple[int, ...]
    """The raw place of some answers is the sum of their digits (no 0, unknown 1, yes 2) times these."""
    classes: Bits
    """The class of each raw place."""
    says: Codes
    """Of each class: no 0, open 1, yes 2."""
    missing: Bits
    """Of each class: the questions (bits by `asks`) on which the part turns and whose answer is unknown."""
    turns: Bits
    """Of each class: the questions on which the part turns, whatever is known of them now."""
    silent: Codes
    """Of each class: does the part turn on a point on which the text is silent?"""
    silence: tuple[Silent, ...]
    """Where the text is silent in it."""

    @property
    def points(self) -> tuple[str, ...]:
        """The open points on which the text is silent."""
        return tuple(one.point for one in self.silence)


def parts_of(grounds: Iterable[Expression], turning: frozenset[str]) -> tuple[Part, ...]:
    """The parts of these grounds, in the order in which they are asked; each fact stands in one of them.

    Args:
        turning: the facts of which `turns` must tell; fewer facts make fewer classes.
    """
    grounds = list(grounds)
    uses = Counter(asks for ground in grounds for asks in _asked(ground))
    found = [part for ground in grounds for part in _parts(ground, uses)]
    together = [part for part in found if isinstance(part, Both | Either)]
    alone = dict.fromkeys(part for part in found if not isinstance(part, Both | Either))
    return tuple(_part(part, turning) for part in (*together, *alone))


def _parts(ground: Expression, uses: Counter[Condition]) -> Iterator[Expression]:
    """The largest pieces of a ground whose facts stand nowhere else, and the single questions that are left."""
    ground = _bare(ground)
    if _own(ground, uses) or not isinstance(ground, Both | Either):
        yield ground
        return
    kind = type(ground)
    terms = list(_terms(ground, kind))
    own = [_bare(term) for term in terms if _own(term, uses)]
    if own:
        yield reduce(kind, own)
    for term in terms:
        if not _own(term, uses):
            yield from _parts(term, uses)


def _own(expression: Expression, uses: Counter[Condition]) -> bool:
    return all(times == uses[asks] for asks, times in Counter(_asked(expression)).items())


def _bare(expression: Expression) -> Expression:
    while isinstance(expression, Cited):
        expression = expression.says
    return expression


def _terms(expression: Expression, kind: type[Both] | type[Either]) -> Iterator[Expression]:
    expression = _bare(expression)
    if isinstance(expression, kind):
        yield from _terms(expression.one, kind)
        yield from _terms(expression.other, kind)
    else:
        yield expression


def _asked(expression: Expression) -> Iterator[Condition]:
    match expression:
        case Both(one, other) | Either(one, other):
            yield from _asked(one)
            yield from _asked(other)
        case Cited(_, says):
            yield from _asked(says)
        case _:
            yield expression


def _part(expression: Expression, turning: frozenset[str]) -> Part:
    asks = tuple(dict.fromkeys(_asked(expression)))
    facts = [one for one in asks if not isinstance(one, Silent)]
    silent = [one for one in asks if isinstance(one, Silent)]
    assert len({one.fact for one in facts}) == len(facts), "one question of each fact"
    axes = dict(zip((*facts, *silent), axes_of(len(asks)), strict=True))
    complete = np.broadcast_to(evaluate(expression, axes.__getitem__) == Holds.YES, (2,) * len(asks))
    says = _SAYS[completed((1 << complete).astype(np.uint8))]
    missing, turned = missing_in(complete.astype(np.uint8)), turns_in(complete)
    for _ in silent:  # nobody knows what the text would say: of those axes the middle is all there is
        says, missing, turned = says[..., 1], missing[..., 1], turned[..., 1]
    open_ = (missing >> len(facts)).astype(np.uint8)
    missing &= np.uint16((1 << len(facts)) - 1)
    turned &= np.uint16(sum(1 << at for at, one in enumerate(facts) if one.fact in turning))
    each = np.stack([says.ravel(), missing.ravel(), turned.ravel(), open_.ravel()], 1)
    kinds, classes = np.unique(each, axis=0, return_inverse=True)
    return Part(
        tuple(facts),
        tuple(3 ** (len(facts) - 1 - at) for at in range(len(facts))),
        classes.reshape(-1).astype(np.uint16),
        kinds[:, 0].astype(np.uint8),
        kinds[:, 1].astype(np.uint16),
        kinds[:, 2].astype(np.uint16),
        (kinds[:, 3] > 0).astype(np.uint8),
        tuple(silent),
    )


_SAYS = np.array([1, 0, 2, 1], np.uint8)


def axes_of(n: int) -> list[Codes]:
    """One array of no and yes along each of n axes."""
    both = np.array([Holds.NO, Holds.YES], np.uint8)
    return [both.reshape([2 if at == i else 1 for at in range(n)]) for i in range(n)]


def completed(complete: Codes) -> Codes:
    """From two values on each axis to three: the middle one has what either end has."""
    for axis in range(complete.ndim):
        no, yes = np.split(complete, 2, axis)
        complete = np.concatenate([no, no | yes, yes], axis)
    return complete


def missing_in(possible: Codes) -> Bits:
    """For each cell the unknown axes along which two completions of the others differ, as bits."""
    out = np.zeros((3,) * possible.ndim, np.uint16)
    for axis in range(possible.ndim):
        differs = completed(_differs(possible, axis).squeeze(axis)).astype(np.uint16)
        along = np.moveaxis(out, axis, 0)
        along[1] |= differs << axis
    return out


def turns_in(yes: npt.NDArray[np.bool_]) -> Bits:
    """For each cell the axes along which it turns, whatever is known of them now, as bits."""
    out = np.zeros((3,) * yes.ndim, np.uint16)
    for axis in range(yes.ndim):
        differs = completed(_differs(yes.astype(np.uint8), axis).squeeze(axis)).astype(np.uint16)
        out |= np.expand_dims(differs, axis) << axis
    return out


def _differs(complete: Codes, axis: int) -> Codes:
    no, yes = np.split(complete, 2, axis)
    differs: Codes = (no != yes).astype(np.uint8)
    return differs
