"""What a filing must contain (Article 8; 2020: Article 7)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from shencha.errors import Fault
from shencha.law.measures.read import part
from shencha.law.screening.sentences import article_name
from shencha.text import Text

ABOUT_WHO_SIGNS = ("business_licence", "power_of_attorney")
"""Papers that no article lists, asked for where someone signs by a mandate."""
UNLISTED = (*ABOUT_WHO_SIGNS, "other")
"""Kinds of paper that Article 8 (2020: 7) does not ask for by name."""
MATERIALS = ("declaration", "analysis_report", "procurement_documents", "listing_documents", *UNLISTED)


@dataclass(frozen=True, slots=True)
class Requirement:
    """One paper that the filing must contain."""

    material: str
    name: Text
    article: str
    purpose: Text


@cache
def required(ground: str, instrument_id: str) -> tuple[Requirement, ...]:
    """The papers that a filing on that ground must contain, in the article's order.

    An ex officio case has no filing. No third paper of the list fits a filing on data processing alone.
    """
    return tuple(
        Requirement(m["material"], Text.of(m["name"]), m["article"], Text.of(m["purpose"]))
        for m in part(instrument_id, "materials")
        if ground in m["grounds"]
    )


def still_missing(ground: str, instrument_id: str, have: Collection[str]) -> tuple[Requirement, ...]:
    """The required papers that are not among those handed in."""
    return tuple(one for one in required(ground, instrument_id) if one.material not in have)


def faults_of_missing(ground: str, instrument_id: str, have: Collection[str], file: str) -> list[Fault]:
    """What is still missing, for whoever must hand it in: the very rule by which the intake desk accepts."""
    return [
        Fault(
            file,
            one.material,
            Text(
                f"还没有{one.name.zh}（{article_name(one.article).zh}）",
                f"the {one.name.en} is missing ({article_name(one.article).en})",
            ),
            Text("请上传这份材料", "upload it") if file == "draft" else PUT_IT.fill(material=one.material),
        )
        for one in still_missing(ground, instrument_id, have)
    ]


PUT_IT = Text("请放入 materials/{material}/", "put it into materials/{material}/")
