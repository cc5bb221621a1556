"""What a state, a ground, a result or a status is called is said in one table; every other room reads it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest
from tests.places import ROOT

from shencha.law.logic.holds import SAID
from shencha.law.sanctions import names as of_sanctions
from shencha.procedure import names

SOURCE = ROOT / "src" / "shencha"
HOMES = {
    "procedure/names.py": (
        names.STATE_NAMES,
        names.CLOCK_NAMES,
        names.STATUS_NAMES,
        names.GROUND_NAMES,
        names.SUBJECT_NAMES,
        names.RESULT_NAMES,
        names.OPINION_NAMES,
        names.ACTOR_NAMES,
        names.MATERIAL_NAMES,
    ),
    "law/sanctions/names.py": (of_sanctions.EFFECT_NAMES, of_sanctions.STATUS_NAMES),
    "law/logic/holds.py": (SAID,),
}
SENTENCES = {
    ("cli/pages/counsel.py", "_DUTY"): "whether a way of listing must be filed",
    (
        "web/desks/organisations.py",
        "KINDS",
    ): "kinds of organisation, some of which are also somebody who acts",
    ("cli/pages/replay.py", "_SO_FAR"): "what follows the name of a status: days left, the day it ended",
    ("cli/commands/rehearse/filing.py", "_DONE"): "whether it can be done in time",
    ("studies/listing_days.py", "STEPS"): "what must be done by a day of the plan backwards",
    ("documents/sanction_words.py", "WITHIN"): "whether a fine keeps within its range",
    ("evidence/people/answer.py", "_EXCEEDED"): "sentences about the line of Article 7",
    ("evidence/people/words.py", "LINE"): "sentences about the line of Article 7",
    ("evidence/people/words.py", "EXCEEDED"): "whether the line of Article 7 is exceeded",
    ("records/acts/parts.py", "SAYS"): "how a supplier answers a promise",
    ("documents/sanction_words.py", "APPLIES"): "whether a provision applies",
    ("studies/rehearsal.py", "TEXTS"): "what must be done by a day of the rehearsal",
}
"""Tables with such keys that say something else, and what."""
NAMED = [frozenset(map(str, table)) for tables in HOMES.values() for table in tables]


def tables(tree: ast.Module) -> Iterator[tuple[str, frozenset[str]]]:
    """Each table of words that a module writes out: its name, and the keys whose words are written out."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            for part in ast.walk(node.value):
                if isinstance(part, ast.Dict):
                    yield ast.unparse(target), frozenset(_words(part))


def _words(table: ast.Dict) -> Iterator[str]:
    for key, value in zip(table.keys, table.values, strict=True):
        if isinstance(value, ast.Call) and ast.unparse(value.func) in ("Text", "same"):
            if isinstance(key, ast.Constant):
                yield str(key.value)
            elif isinstance(key, ast.Attribute) and key.attr != "value":
                yield key.attr.lower()
            elif isinstance(key, ast.Attribute):
                yield ast.unparse(key.value).rpartition(".")[2].lower()


def again(source: str) -> set[str]:
    """The tables of a module that name again what one of the homes names: half of its names, two at least."""
    return {
        table
        for table, keys in tables(ast.parse(source))
        if any(len(keys & names) >= max(2, len(names) / 2) for names in NAMED)
    }


def test_no_second_table_names_what_has_a_name() -> None:
    found = {
        (name, table)
        for path in sorted(SOURCE.rglob("*.py"))
        if (name := str(path.relative_to(SOURCE))) not in HOMES and "migrations" not in path.parts
        for table in again(path.read_text("utf-8"))
    }
    assert found == set(SENTENCES)


@pytest.mark.parametrize(
    "source",
    [
        'STATES = {"filed": Text("甲", "a"), "intake": Text("乙", "b"), "special": Text("丙", "c"), '
        '"concluded": Text("丁", "d"), "withdrawn": Text("戊", "e"), "no_review": Text("己", "f")}',
        'OWERS: Mapping[str, Text] = {"office": Text("甲", "a"), "party": same("b"), "commission": same("c")}',
        "X = {Status.RUNNING: same('a'), Status.PAUSED: same('b'), Status.MET: same('c'), Status.MISSED: same('d')}",
        "X = {State.NO_REVIEW.value: same('a'), State.X: 1, 'affecting': same('b')}",
    ],
)
def test_the_walk_finds_a_second_table(source: str) -> None:
    assert again(source)


def test_a_table_is_read_as_a_whole() -> None:
    for tables in HOMES.values():
        for table in tables:
            assert all(text.zh and text.en for text in table.values())
