"""The versions of the Measures: each is one folder (`v2020`, `v2022`), found by itself, read by this one reader.

A folder holds `rules.py` (who must file, as the articles say it) and the files of `FILES`. Nothing outside this
package names a version: what governs is asked by the day, and what stands in a folder by the version's id.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib import import_module, resources
from typing import Any

from shencha.inputs import parse_yaml

PACKAGE = "shencha.law.measures"
FILES = (
    "articles",
    "factors",
    "figures",
    "kinds",
    "materials",
    "members",
    "promises",
    "results",
    "steps",
)
"""What a version consists of beside its rules."""


@cache
def folders() -> dict[str, str]:
    """The folder of each version by its id, the oldest version first."""
    found = [one.name for one in pkgutil.iter_modules(import_module(PACKAGE).__path__) if one.ispkg]
    dated = [(_head(folder)["in_force_from"], _head(folder)["id"], folder) for folder in found]
    return {version: folder for _, version, folder in sorted(dated)}


def versions() -> tuple[str, ...]:
    """The ids of all versions, the oldest first."""
    return tuple(folders())


@cache
def part(version: str, name: str) -> Any:
    """Plain data of one file of a version.

    Raises:
        KeyError: no version has that id.
    """
    return data_in(folders()[version], name)


@cache
def data_in(folder: str, name: str) -> Any:
    """Plain data of one file of a folder.

    Raises:
        FileNotFoundError: the folder has no such file.
    """
    path = resources.files(PACKAGE).joinpath(folder, f"{name}.yaml")
    return parse_yaml(path.read_text("utf-8"), f"{folder}/{name}.yaml").data


def rules(version: str) -> Any:
    """The module with the rules of a version."""
    return import_module(f"{PACKAGE}.{folders()[version]}.rules")


def files_of(version: str) -> Iterator[str]:
    """All files of a version, by their paths in `shencha.law`."""
    folder = folders()[version]
    yield f"measures/{folder}/rules.py"
    yield from (f"measures/{folder}/{name}.yaml" for name in FILES)


def grounds_of(version: str) -> tuple[str, ...]:
    """The grounds on which a case can stand under that version, a review ex officio the last."""
    return (*(one.id for one in rules(version).GROUNDS), "ex_officio")


def first_day(version: str) -> date:
    """The day on which it came into force."""
    return date.fromisoformat(_head(folders()[version])["in_force_from"])


def _head(folder: str) -> Any:
    return data_in(folder, "articles")
