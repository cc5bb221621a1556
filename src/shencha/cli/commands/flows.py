"""`shencha flows`: what leaves the country, and which export route it needs."""

from __future__ import annotations

from typing import Annotated

import typer


def flows(
    inventory: Annotated[
        str, typer.Argument(help="Inventory of data flows (.yaml, .json, .toml, .csv); - reads YAML.")
    ],
    on: Annotated[
        str | None, typer.Option(help="Ask as of this day, YYYY-MM-DD; default: today in Asia/Shanghai.")
    ] = None,
    ciio: Annotated[
        str | None,
        typer.Option(
            help="Is the exporter an operator of critical information infrastructure: yes, no, unknown."
        ),
    ] = None,
    held: Annotated[
        int | None,
        typer.Option(
            min=0, help="Persons whose information is held at the most; a flow of more persons is told."
        ),
    ] = None,
    svg: Annotated[str | None, typer.Option(help="Also draw the map of flows into this file.")] = None,
    as_linked: Annotated[
        bool,
        typer.Option(
            "--json-ld",
            help="Print the inventory as JSON-LD in terms of the Data Privacy Vocabulary instead.",
        ),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
    lang: Annotated[str | None, typer.Option(help="zh or en; default: the locale's.")] = None,
) -> None:
    """What leaves the country: the route of each data flow and of the whole, with reasons and missing facts."""
    from dataclasses import replace

    from shencha.cli.answers import emit, language
    from shencha.cli.days import read_day, today
    from shencha.cli.pages.flows import page
    from shencha.cli.pictures import write_picture
    from shencha.errors import BadInput, Fault
    from shencha.evidence.flows.answer import answer
    from shencha.evidence.flows.flows import check
    from shencha.evidence.flows.reading import read_flows
    from shencha.evidence.flows.svg import draw
    from shencha.law.logic.fact_values import Unfit, parse_said

    day = today() if on is None else read_day(on, "--on", "flows")
    read = replace(read_flows(inventory), held=held)
    if ciio is not None:
        try:
            read = replace(read, ciio=parse_said(ciio))
        except Unfit as unfit:
            raise BadInput(
                Fault("shencha flows", "--ciio", p.wrong, p.right) for p in unfit.problems
            ) from None
    if as_linked:
        import json

        from shencha.evidence.flows.linked import linked

        typer.echo(json.dumps(linked(read), ensure_ascii=False, indent=2))
        return
    found = check(read, day)
    told = answer(found).as_dict()
    if svg is not None:
        write_picture(svg, draw(found, language(lang)), "flows")
    emit(told, lambda asked: page(found, told, asked), as_json=as_json, lang=language(lang))
