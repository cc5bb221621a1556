"""Every hostile file is refused with its place, or answered; never a traceback, and never more than is read at a sitting."""

import os
from itertools import islice
from pathlib import Path

import pytest
from tests import hostile

from shencha.errors import MOST_FAULTS

ALL = dict(hostile.files())
EVERY = 1 if os.environ.get("SHENCHA_HARDEN") else 9
"""A part of them in every run; all of them in `make harden`."""
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
        elif code == 2 and not all(str(file) in line for line in lines[:MOST_FAULTS] if line.startswith("/")):
            wrong.append((name, "no place", err[:300]))
    assert wrong == []
