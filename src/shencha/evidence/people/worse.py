"""What got worse between two answers on persons."""

from __future__ import annotations

from collections.abc import Iterator

from shencha.evidence.analyser import Answer
from shencha.evidence.compared import persons, reaches_higher
from shencha.text import Text


def worse(before: Answer, after: Answer) -> Iterator[Text]:
    """What got worse; nothing where all is the same or better."""
    old, new = before["threshold"]["exceeded"], after["threshold"]["exceeded"]
    line = f"{after['threshold']['more_than']:,}"
    if new != old and new in ("yes", "unknown") and old != "yes":
        counted = persons(after["persons"])
        yield (_OVER if new == "yes" else _MAY_BE_OVER).fill(line=line, new=counted)
    elif reaches_higher(before["persons"], after["persons"]):
        yield _PERSONS.fill(old=persons(before["persons"]), new=persons(after["persons"]))
    was, now = (one["sensitive"]["persons"] for one in (before, after))
    if reaches_higher(was, now):
        yield _CUMULATED_SENSITIVE.fill(old=persons(was), new=persons(now))


_OVER = Text(
    "掌握个人信息的人数越过了 {line} 人的界线：{new}", "the line of {line} persons is crossed: {new}"
)
_MAY_BE_OVER = Text(
    "掌握个人信息的人数可能越过了 {line} 人的界线：{new}", "the line of {line} persons may be crossed: {new}"
)
_PERSONS = Text(
    "掌握个人信息的人数由{old}增至{new}", "the persons whose data are held rose from {old} to {new}"
)
_CUMULATED_SENSITIVE = Text(
    "掌握敏感个人信息的人数由{old}增至{new}",
    "the persons whose sensitive data are held rose from {old} to {new}",
)
