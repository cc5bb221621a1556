"""What a jurist holds to be a change of law between two versions; paraphrases are never compared.

Source: `changes.yaml`; each change with both articles and where it can be looked up.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from shencha.law.data import facts_of
from shencha.law.measures.instruments import Change
from shencha.law.screening.sentences import article_name
from shencha.law.sources import Source, sources
from shencha.shapes import Shape
from shencha.text import Text


class Kind(StrEnum):
    """What kind of change it is."""

    ADDED = "added"
    DROPPED = "dropped"
    MOVED = "moved"
    NUMBER = "number"
    ACTOR = "actor"


NAMES = {
    Kind.ADDED: Text("增加", "added"),
    Kind.DROPPED: Text("不再有", "dropped"),
    Kind.MOVED: Text("条次变动", "moved"),
    Kind.NUMBER: Text("数字变化", "number"),
    Kind.ACTOR: Text("主体变化", "actor"),
}
_MOVED = Text("由{before}改为{after}。", "{before} is now {after}.")


@dataclass(frozen=True, slots=True)
class Marked(Shape):
    """One change of law."""

    kind: Kind
    text: Text
    before: str | None
    after: str | None
    source: Source | None
    """None for a number of an article, which both versions show."""


def marked(before: str, after: str, change: Change) -> tuple[Marked, ...]:
    """What changed in one article, from one version to the other; nothing where no jurist has compared them."""
    told = facts_of("measures/changes.yaml").get(f"{before}..{after}")
    if told is None:
        return ()
    old, new = (one.number if one else None for one in (change.before, change.after))
    found = [
        Marked(Kind(one["kind"]), Text.of(one["text"]), one["before"], one["after"], sources()[one["source"]])
        for one in told["changes"]
        if (one["before"], one["after"]) == (old, new)
    ]
    if old and new and old != new:
        found.append(
            Marked(Kind.MOVED, _MOVED.fill(before=article_name(old), after=article_name(new)), old, new, None)
        )
    return tuple(found)


def unread(before: str, after: str, change: Change) -> bool:
    """Could the wording of the earlier article not be read, so that only what others tell is marked?"""
    told = facts_of("measures/changes.yaml").get(f"{before}..{after}")
    return told is None or bool(change.before and change.before.number in told["unread"])
