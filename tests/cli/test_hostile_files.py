"""Every hostile file is refused with its place, or answered; never a traceback, and never more than is read at a sitting."""

import os
from itertools import islice
from pathlib import Path

import pytest
from tests import hostile

from shencha.errors import LONGEST_SAID, LONGEST_WHERE, MOST_FAULTS

ALL = dict(hostile.files())
EVERY = 1 if os.environ.get("SHENCHA_HARDEN") else 9
"""A part of them in every run; all of them in `make harden`."""
LONGEST = LONGEST_WHERE + LONGEST_SAID + 1_000
"""Characters of a line: the file's name, the place, what is wrong, and what would be right, in words of ours."""
COMMANDS = {
    "screen": ("screen", "FILE", "--json"),
    "replay": ("replay", "FILE", "--json"),
    "sanctions": ("sanctions", "FILE", "--json"),
    "flows": ("flows", "FILE", "--json"),
    "people": ("people", "FILE", "--json"),
    "control": ("control", "FILE", "--of", "a", "--json"),
    "supply": ("supply", "FILE", "--json"),
    "load": ("rehearse", "load", "FILE", "--json"),
}


def test_there_are_hundreds():
    assert len(ALL) >= 200


@pytest.mark.parametrize("command", COMMANDS)
def test_a_hostile_file_is_refused_with_its_place_or_answered(command, shencha, tmp_path):
    wrong = []
    begin = sorted(COMMANDS).index(command)
    for at, (name, content) in enumerate(islice(ALL.items(), begin if EVERY > 1 else 0, None, EVERY)):
        file = tmp_path / f"{at}{Path(name).suffix}"
        file.write_bytes(content)
        words = [str(file) if word == "FILE" else word for word in COMMANDS[command]]
        code, _, err = shencha(*words)
        lines = err.splitlines()
        if code not in (0, 2) or "Traceback" in err or len(lines) > MOST_FAULTS + 1:
            wrong.append((name, code, err[-300:]))
        elif (longest := max(map(len, lines), default=0)) > LONGEST:
            wrong.append((name, "a line of", longest))
        elif code == 2 and not all(str(file) in line for line in lines[:MOST_FAULTS] if line.startswith("/")):
            wrong.append((name, "no place", err[:300]))
    assert wrong == []


MANY = 100_000 if os.environ.get("SHENCHA_HARDEN") else 5_000
WIDE = {
    "json": lambda names: "{" + ",".join(f'"{name}": 1' for name in names) + "}",
    "yaml": lambda names: "\n".join(f"{name}: 1" for name in names),
    "csv": lambda names: ",".join(names) + "\n" + ",".join("1" for _ in names) + "\n",
}


@pytest.mark.parametrize("form", WIDE)
def test_names_without_end_are_told_once_each_and_no_more_than_are_read(form, shencha, tmp_path):
    """One of them twice, as each reader looks for that; `make harden` has 100,000 of them."""
    file = tmp_path / f"wide.{form}"
    file.write_text(WIDE[form]([*(f"k{n}" for n in range(MANY)), *(["k7"] if form != "yaml" else [])]))
    for command, words in COMMANDS.items():
        code, _, err = shencha(*[str(file) if word == "FILE" else word for word in words])
        assert code in (0, 2), command
        assert len(err.splitlines()) <= MOST_FAULTS + 1, command


@pytest.mark.parametrize("command", COMMANDS)
def test_a_name_of_any_length_is_shown_as_far_as_it_tells_which(command, shencha, tmp_path):
    for at, name in enumerate(name for name in hostile.WHOLE if "such" in name or "book" in name):
        file = tmp_path / f"{at}{Path(name).suffix}"
        file.write_bytes(hostile.WHOLE[name])
        code, _, err = shencha(*(str(file) if word == "FILE" else word for word in COMMANDS[command]))
        assert code == 2, name
        assert max(map(len, err.splitlines())) <= LONGEST, name
        assert len(err.splitlines()) <= MOST_FAULTS + 1, name
