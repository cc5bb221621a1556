"""What stands out on the board before anything else: unsupported, stale, contradictory. It judges nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from shencha.evidence.ageing import age
from shencha.evidence.analysers import ANALYSERS
from shencha.evidence.compared import as_line
from shencha.evidence.report.checking import Kind
from shencha.evidence.report.report import NAME, Days
from shencha.text import Text
from shencha.web.evidence.said import Lit


@dataclass(frozen=True, slots=True)
class Warned:
    """Something of a factor that stands out, and what one would ask for to have it put right."""

    text: Text
    kind: str
    """What is the matter, as an item of a request for supplements says it."""
    file: str = ""
    """The input that it is about, if it is about one."""

    @property
    def key(self) -> str:
        """Names it as long as it says the same."""
        return sha256(f"{self.kind} {self.file} {self.text.zh}".encode()).hexdigest()[:12]


def warnings(
    bears: bool,
    analyses: Sequence[Mapping[str, Any]],
    judged: Mapping[str, str] | None,
    said: bool,
    on: date,
    facts: Mapping[str, Any],
    most_days: int,
) -> Iterator[Warned]:
    """What stands out on one factor.

    Args:
        bears: does the factor bear on the ground? analyses: those that found something on it.
        judged: the party's judgement. said: does the report say something on it?
        facts: the party's answers of the interview, held against what was counted.
        most_days: the age from which evidence is marked, by the office's policy.
    """
    if bears and not analyses and judged is None and not said:
        yield Warned(Text("没有分析，也没有判断", "neither an analysis nor a judgement"), "missing")
    if judged is not None and not analyses and not said and not judged.get("source"):
        yield Warned(
            Text(
                "判断没有依据：没有分析，也没有写明来源",
                "the judgement rests on nothing: no finding, no source",
            ),
            "unclear",
        )
    if analyses and judged is None:
        yield Warned(Text("有发现，还没有判断", "there are findings but no judgement"), "incomplete")
    for one in analyses:
        yield from _stale(one, on, most_days)
        if one["unread"]:
            count = sum(int(part.get("count", 1)) for part in one["unread"])
            yield Warned(
                Text(
                    f"{ANALYSERS[one['kind']].words.zh}：{count} 处没有读取",
                    f"{ANALYSERS[one['kind']].words.en}: {count} places were not read",
                ),
                "incomplete",
            )
    yield from _contradictions(analyses, facts)


def _stale(analysis: Mapping[str, Any], on: date, most_days: int) -> Iterable[Warned]:
    for one in analysis["inputs"]:
        days = Days.of(one)
        if aged := age(str(one["name"]), days.made_on, days.covers_to, on, most_days):
            dated = days.covers_to or days.made_on
            yield Warned(aged, "stale" if dated else "unclear", str(one["name"]))


AS_ITEM = {
    Kind.UNSUPPORTED: "missing",
    Kind.CONTRADICTORY: "contradicts",
    Kind.CHANGED: "unclear",
    Kind.STALE: "stale",
    Kind.UNREAD: "unclear",
}
"""What is the matter with a statement of the report, as an item of a request for supplements says it."""


def of_statement(lit: Lit) -> Warned:
    """Something to look at in the report, as the board shows it."""
    return Warned(lit.in_words, AS_ITEM[lit.light.kind], NAME)


def _more_than_held(by_kind: Mapping[str, Sequence[Mapping[str, Any]]]) -> Iterable[Warned]:
    """More persons sent abroad than are held: a person in several flows counts several times, or a number is wrong."""
    held = [high for one in by_kind.get("people", ()) for _, high in _persons(one)]
    sent = [low for one in by_kind.get("flows", ()) for low, _ in _persons(one)]
    if held and sent and None not in held and max(sent) > max(high for high in held if high is not None):
        yield Warned(
            Text(
                f"本年累计出境至少 {max(sent):,} 人，多于清点的持有人数：同一人计了几次，或者数目有误",
                f"at least {max(sent):,} persons went abroad this year, more than were counted as held: people are "
                "counted several times, or a number is wrong",
            ),
            "contradicts",
        )


def _persons(analysis: Mapping[str, Any]) -> Iterator[tuple[int, int | None]]:
    for finding in analysis["findings"]:
        measure = finding["measure"]
        if measure["unit"] == "persons":
            exact = measure.get("value")
            yield measure.get("at_least", exact) or 0, measure.get("at_most", exact)


def _contradictions(analyses: Sequence[Mapping[str, Any]], facts: Mapping[str, Any]) -> Iterable[Warned]:
    by_kind: dict[str, list[Mapping[str, Any]]] = {}
    for one in analyses:
        by_kind.setdefault(str(one["kind"]), []).append(one)
    for kind, several in by_kind.items():
        if len({_digest(one) for one in several}) > 1:
            yield Warned(
                Text(
                    f"{ANALYSERS[kind].words.zh}：{len(several)} 次分析的发现不一致",
                    f"{ANALYSERS[kind].words.en}: {len(several)} runs found different things",
                ),
                "contradicts",
            )
    yield from _more_than_held(by_kind)
    claimed = (facts.get("actor") or {}).get("users_with_personal_information")
    for one in by_kind.get("people", ()):
        for finding in one["findings"]:
            low = finding["measure"].get("at_least", finding["measure"].get("value"))
            high = finding["measure"].get("at_most", finding["measure"].get("value"))
            if finding["measure"]["unit"] == "persons" and _apart(claimed, low, high):
                yield Warned(
                    Text(
                        "“是否须申报”中填写的人数与计数结果不一致",
                        "the number given in the interview lies outside what was counted",
                    ),
                    "contradicts",
                )
                return


def _apart(claimed: Any, low: float | None, high: float | None) -> bool:
    if isinstance(claimed, dict):
        least, most = claimed.get("at_least"), claimed.get("at_most")
    elif isinstance(claimed, int):
        least = most = claimed
    else:
        return False
    return (high is not None and least is not None and least > high) or (
        low is not None and most is not None and most < low
    )


def _digest(analysis: Mapping[str, Any]) -> str:
    return "\n".join(sorted(as_line(one) for one in analysis["findings"]))
