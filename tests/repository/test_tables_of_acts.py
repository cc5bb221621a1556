"""What is said of an act stands on its class: no other room keeps a table by names of acts, nor by roles."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from shencha.procedure.acts import EVENTS
from shencha.procedure.case import State
from shencha.procedure.roles import Role
from shencha.sanctions.acts import SANCTION_EVENTS

SOURCE = Path(__file__).parents[2] / "src" / "shencha"
HOMES = {SOURCE / "procedure" / "acts", SOURCE / "sanctions" / "acts.py"}
"""Where acts stand. Migrations tell of what was, and are left out too."""
ALSO_STATES = {state.value for state in State}
CLASSES = [*EVENTS.values(), *SANCTION_EVENTS.values()]
NAMES = {name for name in (*EVENTS, *SANCTION_EVENTS) if name not in ALSO_STATES} | {
    one.__name__ for one in CLASSES
}
ROLES = {role.value for role in Role} | {role.name for role in Role}
ROWS = SOURCE / "procedure" / "roles.py"
SAMPLE = SOURCE / "server" / "sample"
"""The people of the demonstration: each holds a role, and the list is theirs."""


def modules() -> Iterator[Path]:
    for path in sorted(SOURCE.rglob("*.py")):
        if (
            "migrations" not in path.parts
            and "sanctions" not in str(path.relative_to(SOURCE))
            and not any(home in (path, *path.parents) for home in HOMES)
        ):
            yield path


def tables(tree: ast.Module) -> Iterator[tuple[str, list[ast.expr]]]:
    """The keys or members of every table that a module or one of its classes keeps, with the table's name."""
    bodies = [tree.body, *(node.body for node in ast.walk(tree) if isinstance(node, ast.ClassDef))]
    for node in (one for body in bodies for one in body):
        if not isinstance(node, ast.Assign | ast.AnnAssign) or node.value is None:
            continue
        target = node.targets[0] if isinstance(node, ast.Assign) else node.target
        members: list[ast.expr] = []
        for part in ast.walk(node.value):
            if isinstance(part, ast.Dict):
                members += [key for key in part.keys if key is not None]
            elif isinstance(part, ast.Set | ast.List | ast.Tuple):
                members += part.elts
        yield ast.unparse(target), members


def said(member: ast.expr) -> set[str]:
    """The words and names that a key or a member is made of."""
    return {
        part.value if isinstance(part, ast.Constant) else part.id if isinstance(part, ast.Name) else part.attr
        for part in ast.walk(member)
        if (isinstance(part, ast.Constant) and isinstance(part.value, str))
        or isinstance(part, ast.Name | ast.Attribute)
    }


def named(path: Path, names: set[str]) -> dict[str, set[str]]:
    """The tables of a module that name at least two of these, with what they name."""
    found = {
        table: {word for member in members for word in said(member)} & names
        for table, members in tables(ast.parse(path.read_text(encoding="utf-8")))
    }
    return {table: told for table, told in found.items() if len(told) > 1}


def test_no_room_but_that_of_the_acts_keeps_a_table_by_their_names():
    found = {
        f"{path.relative_to(SOURCE)}: {table}": told
        for path in modules()
        for table, told in named(path, NAMES).items()
    }
    assert found == {}


def test_no_room_keeps_a_table_by_roles():
    found = {
        f"{path.relative_to(SOURCE)}: {table}": told
        for path in modules()
        if path != ROWS and SAMPLE not in path.parents
        for table, told in named(
            path, ROLES - {"supplier", "counsel", "SUPPLIER", "COUNSEL"}
        ).items()  # kinds of organisation too
    }
    assert found == {}


@pytest.mark.parametrize(
    "source",
    [
        'TOLD = {"materials_accepted": 1, "proposal_sent": 2}',
        'SEEN = frozenset({"materials_accepted", "proposal_sent"})',
        "SEEN = (e.MaterialsAccepted.name, e.ProposalSent.name)",
        'FIELDS = {("proposal_sent", "to"): 1, ("opinion_received", "from"): 2}',
        'class One:\n    SEEN = ["materials_accepted", "proposal_sent"]',
    ],
)
def test_the_walk_finds_what_it_looks_for(source, tmp_path):
    module = tmp_path / "module.py"
    module.write_text(source)
    assert named(module, NAMES)
