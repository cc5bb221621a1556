"""Both versions of the Measures side by side: each article with what a jurist holds to be changed, and its numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from shencha.law.logic.cells import tabulate
from shencha.law.logic.rules import Above, Abroad, AnyOf, Element, Expression, From, OneOf, elements
from shencha.law.measures.changes import NAMES, Marked, marked, unread
from shencha.law.measures.figures import figures
from shencha.law.measures.instruments import Article, Change, compare
from shencha.law.measures.official import official
from shencha.law.screening.screen import REGIMES
from shencha.law.screening.sentences import number, said
from shencha.procedure.names import GROUND_NAMES
from shencha.text import Text
from shencha.web.words import FIGURES


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
    marks: tuple[tuple[Text, Marked], ...]
    """Each change with the name of its kind."""
    unread: bool
    """Could the earlier wording not be read, so that only what others tell is marked?"""
    before: str
    """Its official text in each version, where this instance was given it."""
    after: str
    moved: tuple[Moved, ...]
    rules: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class Test:
    """The test of one article, as the screening makes it: all of these must hold."""

    ground: Text
    duty: bool
    conditions: tuple[Text, ...]


def rows(before: str, after: str) -> Iterator[Row]:
    """Every article, in the order of the later version."""
    texts = {version: official(version) for version in (before, after)}
    for change in compare(before, after):
        old, new = change.before, change.after
        yield Row(
            change,
            tuple((NAMES[one.kind], one) for one in marked(before, after, change)),
            unread(before, after, change),
            texts[before].get(old.number, "") if old else "",
            texts[after].get(new.number, "") if new else "",
            tuple(_moved(old, new)),
            tests(new or old),
        )


def tests(one: Article | None) -> tuple[Test, ...]:
    """The tests of an article by which a screening answers; those of its version's first day."""
    regime = next((r for r in REGIMES if one and r.instrument == one.instrument), None)
    if regime is None or one is None:
        return ()
    return tuple(
        Test(
            GROUND_NAMES[ground.id].begun,
            ground.duty,
            tuple(_condition(element) for element in _asked(cited)),
        )
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
