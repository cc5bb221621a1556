"""`shencha sanctions`: what can follow a breach, by the law in force at the time."""

from __future__ import annotations

from typing import Annotated

import typer

from shencha.cli.notices import NOTICE, calendar_with


def sanctions(
    facts: Annotated[
        str,
        typer.Argument(help="Facts of the breach (.yaml, .json, .toml); - reads YAML from standard input."),
    ],
    on: Annotated[
        str | None, typer.Option(help="Day of decision, YYYY-MM-DD; default: today in Asia/Shanghai.")
    ] = None,
    notice: NOTICE = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
    lang: Annotated[str | None, typer.Option(help="zh or en; default: the locale's.")] = None,
) -> None:
    """What can follow a breach: provisions, ranges of fines, limitation, steps.

    Exit code 1: a fine out of its range.
    """
    from shencha import inputs
    from shencha.cli.answers import emit, language
    from shencha.cli.days import read_day, today
    from shencha.cli.pages.sanctions import page
    from shencha.law.logic.holds import NO
    from shencha.law.sanctions.answer import sanctions as answer
    from shencha.law.sanctions.reading import load_sanction_facts

    day = today() if on is None else read_day(on, "--on", "sanctions")
    found = answer(load_sanction_facts(inputs.read(facts), day), day, calendar=calendar_with(notice))
    emit(found.as_dict(), lambda asked: page(found, asked), as_json=as_json, lang=language(lang))
    if any(one.within is NO for one in found.decided):
        raise typer.Exit(1)
