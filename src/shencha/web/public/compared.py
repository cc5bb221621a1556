"""Both versions of the Measures side by side: each article with what changed in it marked, its numbers and its rule."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from shencha.law.logic.cells import tabulate
from shencha.law.logic.rules import Above, Abroad, AnyOf, Element, Expression, From, OneOf, elements
from shencha.law.measures.figures import figures
from shencha.law.measures.instruments import Article, Change, compare
from shencha.law.screening.screen import REGIMES
from shencha.law.screening.sentences import number, said
from shencha.text import Lang, Text
from shencha.web.words import FIGURES, GROUNDS

_WORDS = re.compile(r"[A-Za-z]+(?:'[a-z]+)?|\d[\d,]*|\s+|.", re.DOTALL)
"""A word, a number, a gap, or one other character: a Chinese sentence is compared character by character."""
_ISLAND = 1
"""So few words between two changes are read as part of the change."""
_LEAST_ALIKE = 0.3
"""Sentences that share less are shown without marks: everything would be marked."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a summary; marked where the other version's has no such words."""

    said: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Moved:
    """A number of the article; None where a version has no such number."""

    name: Text
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Row:
    """One article before and after."""

    change: Change
    kind: Text
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]
    moved: tuple[Moved, ...]
    rules: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class Test:
    """The test of one article, as the screening makes it: all of these must hold."""

    ground: Text
    duty: bool
    conditions: tuple[Text, ...]


NEW = Text("新增", "new")
DROPPED = Text("不再有", "dropped")
NUMBERS = Text("数字有变化", "numbers changed")
CHANGED = Text("有变化", "changed")
SAME = Text("没有变化", "unchanged")


def rows(before: str, after: str, lang: Lang) -> Iterator[Row]:
    """Every article, in the order of the later version; what differs is what our summaries and numbers say."""
    for change in compare(before, after):
        old, new = change.before, change.after
        one = old.what.said(lang) if old else ""
        two = new.what.said(lang) if new else ""
        was, now = pieces(one, two) if old and new else ((Piece(one, False),), (Piece(two, False),))
        moved = tuple(_moved(old, new))
        yield Row(change, _kind(change, moved), was, now, moved, tests(new or old))


def pieces(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both sentences in pieces, what only one of them says marked."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < _LEAST_ALIKE:
        return (Piece(before, False),), (Piece(after, False),)
    kept = [block for block in matcher.get_matching_blocks() if block.size > _ISLAND or not block.size]
    return (
        tuple(_marked(old, [(block.a, block.size) for block in kept])),
        tuple(_marked(new, [(block.b, block.size) for block in kept])),
    )


def _marked(words: list[str], kept: list[tuple[int, int]]) -> Iterator[Piece]:
    """All words in order, those outside the stretches that both sentences have marked."""
    at = 0
    for start, size in kept:
        if start > at:
            yield Piece("".join(words[at:start]), True)
        if size:
            yield Piece("".join(words[start : start + size]), False)
        at = start + size


def tests(one: Article | None) -> tuple[Test, ...]:
    """The tests of an article by which a screening answers; those of its version's first day."""
    regime = next((r for r in REGIMES if one and r.instrument == one.instrument), None)
    if regime is None or one is None:
        return ()
    return tuple(
        Test(GROUNDS[ground.id], ground.duty, tuple(_condition(element) for element in _asked(cited)))
        for ground, cited in zip(regime.grounds, tabulate(regime).cited, strict=True)
        if ground.rule.article == one.number
    )


def _asked(cited: Expression) -> Iterator[Element]:
    """What a ground asks; since when an issuer is listed belongs to the kind of step."""
    return (element for element in elements(cited) if not isinstance(element.asks, From))


def _condition(element: Element) -> Text:
    match element.asks:
        case Above(_, figure):
            return Text(
                "掌握超过 {figure} 名用户的个人信息。",
                "The party holds the personal information of more than {figure} users.",
            ).fill(figure=number(figure.value))
        case AnyOf():
            return Text(
                "所购产品或者服务属于条文列举的种类。", "What is bought is of a kind that the article names."
            )
        case OneOf():
            return Text(
                "上市步骤属于赴国外上市；办法施行前已在该地上市的，其后续发行条文没有规定。",
                "The step is a listing abroad; a later step of an issuer listed there before is left open.",
            )
        case Abroad():
            return Text("上市地在国外。", "The place of listing is abroad.")
        case _:
            return said("reasons", element.name, "yes")


def _moved(old: Article | None, new: Article | None) -> Iterator[Moved]:
    for name in dict.fromkeys((*(old.figures if old else ()), *(new.figures if new else ()))):
        was = getattr(figures(old.instrument), name) if old else None
        now = getattr(figures(new.instrument), name) if new else None
        yield Moved(FIGURES[name], was.value if was else None, now.value if now else None)


def _kind(change: Change, moved: tuple[Moved, ...]) -> Text:
    if change.before is None:
        return NEW
    if change.after is None:
        return DROPPED
    if any(one.before != one.after for one in moved):
        return NUMBERS
    return SAME if change.before.what == change.after.what else CHANGED
