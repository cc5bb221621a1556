"""`--notice FILE`: count with holiday notices that the package does not ship."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from shencha.law.calendar.workdays import Workdays

NOTICE = Annotated[
    list[str] | None,
    typer.Option(
        "--notice",
        metavar="FILE",
        help="Count with this holiday notice too (year, off, work); a later one for a year amends the days it names. "
        "May be repeated.",
    ),
]
"""The option of every command that counts working days."""


def calendar_with(files: Iterable[str] | None) -> Workdays:
    """The published calendar with the notices of these files, in their order.

    Raises:
        BadInput: a file cannot be read, or is no such notice; every fault of the first that is wrong.
    """
    from shencha import inputs
    from shencha.law.calendar.awaited_notice import read_notice
    from shencha.law.calendar.workdays import published

    calendar = published()
    for file in files or ():
        calendar = calendar.with_notice(read_notice(inputs.read(file), calendar))
    return calendar
