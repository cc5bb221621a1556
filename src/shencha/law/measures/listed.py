"""What an article lists, beside its own words: members, promises, papers, factors, results, kinds of products."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from shencha.law.measures.factors import factors
from shencha.law.measures.instruments import instrument
from shencha.law.measures.kinds import PRODUCT_KINDS
from shencha.law.measures.materials import required
from shencha.law.measures.members import members
from shencha.law.measures.promises import PROMISES
from shencha.law.measures.results import RESULTS
from shencha.law.measures.steps import article_of
from shencha.text import Text

GROUNDS = ("procurement", "data_processing", "foreign_listing")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that the article lists."""

    id: str
    text: Text
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """One list at an article."""

    id: str
    title: Text
    lines: tuple[Line, ...]


def listed_at(instrument_id: str, number: str) -> tuple[Listed, ...]:
    """The lists that stand at that article of that version; none for most articles."""
    return tuple(one for one in _lists(instrument_id, number) if one.lines)


def _lists(version: str, number: str) -> Iterator[Listed]:
    if number == article_of("mechanism", version):
        title = Text("成员单位", "The members")
        since = instrument(version).in_force_from
        yield Listed("members", title, tuple(Line(one.id, one.name) for one in members(since)))
    if number == article_of("bind_supplier", version):
        title = Text("要求提供者作出的承诺", "What the supplier promises")
        promises = tuple(Line(one.number, one.text, one.evidence) for one in PROMISES.values())
        yield Listed("promises", title, promises)
    yield Listed("materials", Text("申报材料", "The papers of a filing"), tuple(_papers(version, number)))
    if number == article_of("factors", version):
        weighed = tuple(Line(one.id, one.text) for one in factors(version))
        yield Listed("factors", Text("评估因素", "The factors"), weighed)
    results = (
        Line(one.id, one.text, one.effect) for one in RESULTS.values() if one.articles[version] == number
    )
    yield Listed("results", Text("结果", "Results"), tuple(results))
    if number == article_of("kinds", version):
        known = (Line(one.id, one.name) for one in PRODUCT_KINDS.values() if version in one.versions)
        yield Listed(
            "product_kinds", Text("产品和服务的种类", "Kinds of products and services"), tuple(known)
        )


def _papers(version: str, number: str) -> Iterator[Line]:
    seen = set()
    for ground in GROUNDS:
        for one in required(ground, version):
            if one.article.partition("(")[0] == number and one.material not in seen:
                seen.add(one.material)
                yield Line(one.material, one.name, one.purpose)
