"""How whole the bills are, against a public yardstick of a day: the elements it asks for, and how far each is met.

Source: CISA, *2025 Minimum Elements for a Software Bill of Materials* (draft for public comment, August 2025); its
elements that a file can show are counted, its practices and processes are a person's matter. A score is the mean of the
elements, each counted as the share of components (or of files) that have it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from shencha.evidence.supply.bill import HASH, IDENTIFIED, LICENCE, RELATED
from shencha.evidence.supply.graph import SupplyGraph
from shencha.shapes import Count, Key, Shape, Word
from shencha.text import Text

YARDSTICK = Text(
    "美国网络安全和基础设施安全局《软件物料清单最低要素》（2025 年 8 月征求意见稿）",
    "CISA, 2025 Minimum Elements for a Software Bill of Materials (draft of August 2025)",
)
DATED = "2025-08"
_ELEMENTS = {
    "producer": Text("生产方或者供应方", "producer or supplier"),
    "name": Text("组件名称", "component name"),
    "version": Text("组件版本", "component version"),
    "identifier": Text("标识符（purl、CPE、SWID）", "identifiers (purl, CPE, SWID)"),
    "hash": Text("校验值", "component hash"),
    "licence": Text("许可证", "licence"),
    "dependency": Text("依赖关系", "dependency relationship"),
    "author": Text("清单作者", "author of the bill"),
    "timestamp": Text("生成时间", "timestamp"),
    "tool": Text("生成工具", "tool name"),
    "context": Text("生成阶段", "generation context"),
}
_OF_FILES = ("author", "timestamp", "tool", "context")


@dataclass(frozen=True, slots=True)
class Element(Shape):
    """One element: of how many things it is asked, and how many lack it."""

    TOLD = "name words of lacking"

    name: Annotated[Word, Key("element")]
    of: Count
    lacking: Count

    @property
    def share(self) -> float:
        """The part that has it, 0 to 1."""
        return (self.of - self.lacking) / self.of if self.of else 0.0

    @property
    def words(self) -> Annotated[Text, Key("text")]:
        """What the element is called."""
        return _ELEMENTS[self.name]


@dataclass(frozen=True, slots=True)
class Quality(Shape):
    """All elements, and the score they make."""

    TOLD = "yardstick dated score elements"

    elements: tuple[Element, ...]

    @property
    def yardstick(self) -> Text:
        """By what it is measured."""
        return YARDSTICK

    @property
    def dated(self) -> Word:
        """Of which month the yardstick is."""
        return DATED

    @property
    def score(self) -> Count:
        """0 to 100, rounded down: 100 is only what lacks nothing."""
        return int(100 * sum(one.share for one in self.elements) / len(self.elements) + 1e-9)


def quality_of(graph: SupplyGraph) -> Quality:
    """Count each element over the components of the bills, and over the files."""
    bill = graph.bill
    said = np.frombuffer(bill.said, np.uint8) if bill.said else np.zeros(0, np.uint8)
    related = (said & RELATED) > 0
    needed = np.frombuffer(bill.tails, np.int32) if bill.tails else np.zeros(0, np.int32)
    related[needed] = True
    lacking = {
        "producer": sum(one is None for one in bill.suppliers),
        "name": sum(not one for one in bill.names),
        "version": sum(one is None for one in bill.versions),
        "identifier": int(np.count_nonzero((said & IDENTIFIED) == 0)),
        "hash": int(np.count_nonzero((said & HASH) == 0)),
        "licence": int(np.count_nonzero((said & LICENCE) == 0)),
        "dependency": int(np.count_nonzero(~related)),
    }
    files = [one for one in bill.files if one.format in ("CycloneDX", "SPDX")]
    of_files = {name: sum(name not in one.elements for one in files) for name in _OF_FILES}
    return Quality(
        tuple(
            Element(name, len(files) if name in of_files else graph.inside, (lacking | of_files)[name])
            for name in _ELEMENTS
        )
    )
