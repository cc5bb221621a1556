"""`shencha doctor`: what an instance lacks."""

from __future__ import annotations

from typing import Annotated

import typer

from shencha.text import Lang


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
    lang: Annotated[str | None, typer.Option(help="zh or en; default: the locale's.")] = None,
) -> None:
    """Say what an instance lacks: factors, mail, backup, clock, disk, fonts, notices; exit 1 if it lacks any."""
    from shencha.cli.answers import emit, language
    from shencha.cli.instance import start

    start()
    from shencha.server.doctor import examined

    found = examined()
    lacks = any(one.lacks for one in found)

    def page(asked: Lang) -> str:
        return "\n".join(f"{'✗' if one.lacks else '✓'} {one.about}: {one.said.said(asked)}" for one in found)

    emit(
        {"lacks": lacks, "found": [one.as_dict() for one in found]},
        page,
        as_json=as_json,
        lang=language(lang),
    )
    if lacks:
        raise typer.Exit(1)
