"""docs/asvs.md answers each requirement of levels 1 and 2 once, and every test that it names exists."""

import re

from tests.places import ROOT

PAGE = (ROOT / "docs" / "asvs.md").read_text()
SECTIONS = {
    # how many of each section are of level 1 or 2; a section begins with these, but for the exceptions below
    1: (2, 9, 11, 3, 2),
    2: (3, 3, 4, 1),
    3: (0, 2, 4, 6, 5, 0, 2),
    4: (3, 1, 2, 4),
    5: (1, 3, 2, 3),
    6: (3, 12, 4, 4, 5, 3, 0, 4),
    7: (3, 4, 2, 5, 2, 2),
    8: (2, 3, 1, 1),
    9: (3, 4),
    10: (2, 2, 4, 11, 5, 2, 3),
    11: (2, 3, 3, 4, 1, 1),
    12: (3, 2, 4),
    13: (1, 5, 2, 5),
    14: (2, 4, 3),
    15: (3, 3, 7),
    16: (1, 5, 4, 3, 3),
    17: (1, 4, 2),
}
"""By chapter: the numbers run from 1 in each section."""


def test_each_requirement_of_levels_1_and_2_stands_there_once_and_in_order():
    asked = [
        f"{chapter}.{section}.{number}"
        for chapter, counts in SECTIONS.items()
        for section, count in enumerate(counts, 1)
        for number in range(1, count + 1)
    ]
    assert len(asked) == 253
    assert re.findall(r"^\| (\d+\.\d+\.\d+) \|", PAGE, re.MULTILINE) == asked


def test_every_test_that_is_named_exists():
    named = re.findall(r"`(tests/[\w/.]+)(?:::(\w+))?`", PAGE)
    assert len(named) > 150
    absent = [
        f"{file}::{name}"
        for file, name in named
        if not (ROOT / file).exists() or (name and f"def {name}(" not in (ROOT / file).read_text())
    ]
    assert not absent


def test_each_line_has_a_test_or_a_reason():
    lines = [line for line in PAGE.splitlines() if re.match(r"\| \d", line)]
    assert all(len(line.split(" | ")[2]) > 10 for line in lines)
    shown = sum("`tests/" in line for line in lines)
    assert f"{shown} are shown by tests, {len(lines) - shown} have a reason in words." in PAGE
