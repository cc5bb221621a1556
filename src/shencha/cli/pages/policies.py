"""Where the office may choose, as a person reads it."""

from __future__ import annotations

from collections.abc import Iterator

from shencha.cli.lines import wrapped
from shencha.law.measures.open_points import OPEN_POINTS
from shencha.law.measures.policies import POLICIES
from shencha.text import Lang, Text

_NOT = Text("不由审查办公室选择的：", "Not the office's to choose:")


def page(lang: Lang) -> str:
    """Every policy with what is shipped and what may be chosen, and where there is no choice and why."""
    return "\n".join(_lines(lang))


def _lines(lang: Lang) -> Iterator[str]:
    for one in POLICIES.values():
        shipped = f" = {one.value}" if one.value else ""
        yield f"{one.id}{shipped}  {one.name.said(lang)}"
        for option, words in one.options.items():
            yield from wrapped(f"{option}: {words.said(lang)}", "  · ", "    ")
        if not one.options:
            said = one.said(one.value).said(lang) if one.value else one.name.said(lang)
            yield from wrapped(f"{said} {one.right.said(lang)}", "    ", "    ")
    yield ""
    yield _NOT.said(lang)
    for point in OPEN_POINTS.values():
        if point.not_chosen:
            line = Text("{number} {topic}：{why}", "{number} {topic}: {why}")
            filled = line.fill(number=point.number, topic=point.topic, why=point.not_chosen)
            yield from wrapped(filled.said(lang), "  · ", "    ")
