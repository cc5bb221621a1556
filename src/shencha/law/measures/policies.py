"""What the office chose where the text of the Measures is silent: policies, never law."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeAlias

from shencha.law.data import facts_of
from shencha.text import Text
from shencha.text.days import day_of

Value: TypeAlias = int | str
"""A number, the id of an option, or a span of days as `2027-03-01..2027-03-02`."""


@dataclass(frozen=True, slots=True)
class Policy:
    """One choice of the office's own, with the articles that leave it open."""

    id: str
    name: Text
    value: Value
    """What this package ships; the office may have chosen another since."""
    since: date
    articles: Mapping[str, tuple[str, ...]]
    """Articles that touch the matter without settling it, by version."""
    holds_for: str
    """Whose day decides: `case`, the day of its opening; `report`, of its receipt; `day`, each day itself;
    `paper`, of its issue."""
    open_point: str | None
    """The open point that it fills."""
    text: Text
    """What the text leaves open and what the office does, with `{value}`; of options, nothing."""
    unit: str = ""
    """Of a number `working_days` or `days`; `span` for a span of days; `words` for words of the office's own."""
    least: int = 0
    most: int = 0
    options: Mapping[str, Text] = field(default_factory=dict)
    """What may be chosen, by id, each in the words by which answers name it."""

    def said(self, value: Value) -> Text:
        """The policy in words with what the office chose."""
        if self.unit == "words":
            return self.text.fill(value=worded(str(value)))
        return self.options[str(value)] if self.options else self.text.fill(value=value)

    def fits(self, written: str) -> Value | None:
        """What is written as a value of this policy; None if it is none."""
        if self.options:
            return written if written in self.options else None
        if self.unit == "span":
            return written if span_of(written) else None
        if self.unit == "words":
            return written if 0 < len(written) <= self.most and "\n" not in written else None
        if not (written.isascii() and written.isdecimal() and len(written) <= 6):
            return None
        return int(written) if self.least <= int(written) <= self.most else None

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready: what may be chosen, and what is shipped."""
        told: dict[str, Any] = {
            "policy": self.id,
            "name": self.name.as_dict(),
            "open_point": self.open_point,
            "articles": {version: list(numbers) for version, numbers in self.articles.items()},
            "holds_for": self.holds_for,
            "value": self.value,
        }
        if self.options:
            return told | {"options": {option: words.as_dict() for option, words in self.options.items()}}
        bounds = {"least": self.least, "most": self.most} if self.most else {}
        return told | {"unit": self.unit, **bounds, "text": self.text.as_dict()}

    @property
    def right(self) -> Text:
        """What may be written as a value."""
        if self.options:
            names = ", ".join(self.options)
            return Text(f"可选：{names}", f"choose among {names}")
        if self.unit == "span":
            example = "2027-03-01..2027-03-02"
            return Text(f"请写首日..末日，例如 {example}", f"write first..last day, such as {example}")
        if self.unit == "words":
            return Text(
                f"请写“中文 / English”，不超过 {self.most} 个字符",
                f"write Chinese / English on one line, {self.most} characters at most",
            )
        return Text(f"请写 {self.least} 至 {self.most}", f"write {self.least} to {self.most}")


@dataclass(frozen=True, slots=True)
class Choice:
    """What the office put in force for a policy, from a day on."""

    policy: str
    value: Value
    since: date


def _policy(name: str, record: Mapping[str, Any]) -> Policy:
    return Policy(
        name,
        Text.of(record["name"]),
        record["value"],
        date.fromisoformat(record["since"]),
        {version: tuple(numbers) for version, numbers in record["articles"].items()},
        record["holds_for"],
        record["open_point"],
        Text.of(record["text"]) if "text" in record else Text("", ""),
        record.get("unit", ""),
        record.get("least", 0),
        record.get("most", 0),
        {option: Text.of(words) for option, words in record.get("options", {}).items()},
    )


POLICIES: Mapping[str, Policy] = {
    name: _policy(name, record) for name, record in facts_of("measures/policies.yaml").items()
}
"""Every policy by its id."""


def value_on(policy: str, on: date, choices: Iterable[Choice] = ()) -> Value:
    """What holds for what begins on that day: the last choice that was in force by then.

    Args:
        choices: in the order in which they were put in force; of two for one day the later one holds.
    Raises:
        KeyError: there is no such policy.
    """
    found = POLICIES[policy]
    value, since = found.value, found.since
    for one in choices:
        if one.policy == policy and since <= one.since <= on:
            value, since = one.value, one.since
    return value


def number_on(policy: str, on: date, choices: Iterable[Choice] = ()) -> int:
    """As `value_on`, of a policy that is a number."""
    return int(value_on(policy, on, choices))


def worded(written: str) -> Text:
    """Words of the office's own in both languages: `中文 / English`; without a stroke they serve in both."""
    zh, stroke, en = written.partition(" / ")
    return Text(zh.strip(), (en if stroke else zh).strip())


def as_if(choices: Iterable[Choice], policy: str, value: Value) -> tuple[Choice, ...]:
    """The choices as if this one had held all along; spans of outages add up, each is a fact of its own."""
    known = POLICIES[policy]
    span = span_of(str(value)) if known.unit == "span" else None
    others = [one for one in choices if one.policy != policy or span]
    return (*others, Choice(policy, value, span[0] if span else known.since))


def receipt_day(on: date, opened: date, choices: tuple[Choice, ...]) -> date:
    """The day on which what comes in on a day counts as received, by the office's policy on outages.

    Args:
        opened: the day on which the case began; it keeps the policy of that day.
    """
    if choices and value_on("outage_effect", opened, choices) == "first_day":
        for one in choices:
            span = span_of(str(one.value)) if one.policy == "outage" else None
            if span and span[0] <= on <= span[1]:
                on = span[0]
    return on


def span_of(written: str) -> tuple[date, date] | None:
    """First and last day of a written span; None if it is none, or goes back."""
    first, dots, last = written.partition("..")
    days = day_of(first), day_of(last if dots else first)
    return (days[0], days[1]) if days[0] and days[1] and days[0] <= days[1] else None
