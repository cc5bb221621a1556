"""The interview as a fold over its answers: what is asked next, and what is settled.

Answers are a plain mapping from a fact's dotted name to its value as a facts file writes it; a fact that was
asked and is not known yet is `unknown` (a day: None).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from shencha.documents.answers import shown
from shencha.inputs import Document
from shencha.law.logic.cells import Outcome
from shencha.law.logic.facts import FACT, USUAL, Facts
from shencha.law.logic.holds import NO, UNKNOWN, YES, Holds
from shencha.law.screening.facts_file import load_facts
from shencha.law.screening.screen import GroundAnswer, Reason, Screening, screen
from shencha.text import Text
from shencha.web.questions import BY_FACT, QUESTIONS, Question

Answers = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Settled:
    """One line of the side list: what was answered, and where to change it."""

    question: Question
    label: Text
    value: Text


@dataclass(frozen=True, slots=True)
class Ruled:
    """A ground that the answers so far have settled."""

    name: Text
    holds: Holds
    word: Text


def facts_of(answers: Answers) -> Facts:
    """The answers as facts."""
    return load_facts(Document("interview", nested(answers), {}))


def screened(answers: Answers, on: date) -> Screening:
    """What the answers so far mean on that day."""
    return screen(facts_of(answers), on)


def following(answers: Answers, on: date) -> Question | None:
    """The next question that can still settle a ground; None when all is asked.

    A ground that one answer has ruled out asks nothing more; a ground that holds asks nothing more either,
    except, for a listing, the day before which the party files. What counts as usual is asked too, but only once
    nothing else is left on which its ground could fall.
    """
    if "involves_state_secrets" not in answers:
        return QUESTIONS[0]
    so_far = screened(_unassumed(answers), on)
    if so_far.outcome in (Outcome.REFUSED, Outcome.NOT_COVERED):
        return None
    open_of = {ground.ground: {one.fact for one in _open(ground)} for ground in so_far.grounds}
    reviewed = open_of.pop("data_processing", set())
    wanted = set().union(*open_of.values())
    if any(ground.ground == "foreign_listing" and ground.holds is not NO for ground in so_far.grounds):
        wanted.add("listing.application_submitted_on")
    asked = [fact for fact in BY_FACT if fact in wanted] + [fact for fact in _REVIEWED if fact in reviewed]
    return next((BY_FACT[fact] for fact in asked if fact not in answers), None)


_REVIEWED = ("data_processing.may_affect_national_security", "actor.data_handler", "actor.platform_operator")
"""What data processing is asked for, the fact first that rules it out for most."""


def _open(ground: GroundAnswer) -> Iterator[Reason]:
    """What a ground still turns on."""
    return (one for one in ground.reasons if ground.holds is UNKNOWN and one.holds is UNKNOWN)


def _unassumed(answers: Answers) -> Answers:
    """The answers, with nothing taken for usual that was not asked yet."""
    return dict.fromkeys(USUAL, "unknown") | answers


def settled(answers: Answers) -> list[Settled]:
    """What was answered so far, in the order of the questions."""
    return [
        Settled(question, FACT[question.fact].label, shown(question.fact, answers[question.fact]))
        for question in QUESTIONS
        if question.fact in answers
    ]


def ruled(answers: Answers, on: date) -> list[Ruled]:
    """The grounds that the answers so far have settled, one way or the other."""
    words = {
        YES: Text("属于审查范围", "falls under the review"),
        NO: Text("不涉及", "does not arise"),
    }
    return [
        Ruled(ground.name, ground.holds, words[ground.holds])
        for ground in screened(_unassumed(answers), on).grounds
        if ground.holds in words
    ]


def nested(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Answers as a facts file holds them."""
    out: dict[str, Any] = {}
    for name, value in answers.items():
        block, _, leaf = name.rpartition(".")
        (out.setdefault(block, {}) if block else out)[leaf] = value
    return out


def flat(facts: Mapping[str, Any]) -> Answers:
    """A facts file's data as answers; names that no question asks are left out."""
    out: Answers = {}
    for name, value in facts.items():
        block = value.items() if isinstance(value, dict) and name not in BY_FACT else ()
        out.update({f"{name}.{leaf}": inner for leaf, inner in block})
        if name in BY_FACT:
            out[name] = value
    return {name: value for name, value in out.items() if name in BY_FACT}
