"""`shencha control`: who owns and controls a company, through whom, from where."""

from __future__ import annotations

from typing import Annotated

import typer


def control(
    statements: Annotated[
        list[str],
        typer.Argument(help="Ownership statements, BODS 0.4 (.json, .jsonl); several are read together."),
    ],
    of: Annotated[str, typer.Option("--of", help="The company: record id, identifier or name.")],
    on: Annotated[
        str | None, typer.Option(help="Ask as of this day, YYYY-MM-DD; default: today in Asia/Shanghai.")
    ] = None,
    svg: Annotated[str | None, typer.Option(help="Also draw the tree of control into this file.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
    lang: Annotated[str | None, typer.Option(help="zh or en; default: the locale's.")] = None,
) -> None:
    """Who owns and controls a company: ultimate holders, shares and votes as ranges, gaps, contradictions."""
    from shencha.cli.answers import emit, language
    from shencha.cli.days import read_day, today
    from shencha.cli.pages.control import page
    from shencha.cli.pictures import write_picture
    from shencha.evidence.control.answer import answer
    from shencha.evidence.control.bods import read_statements
    from shencha.evidence.control.control import control as controlled
    from shencha.evidence.control.control import find
    from shencha.evidence.control.holdings import structure
    from shencha.evidence.control.svg import draw

    day = today() if on is None else read_day(on, "--on", "control")
    read = read_statements(statements)
    known = structure(read, day)
    found = controlled(known, find(known, of, "shencha control"), read)
    told = answer(found, read).as_dict()
    if svg is not None:
        write_picture(svg, draw(found, language(lang)), "control")
    emit(told, lambda asked: page(found, told, asked), as_json=as_json, lang=language(lang))
