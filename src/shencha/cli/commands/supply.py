"""`shencha supply`: what fails, and when, if someone stops supplying."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from shencha.errors import BadInput


def supply(
    boms: Annotated[
        list[str],
        typer.Argument(
            help="Bills of materials (CycloneDX, SPDX) and VEX files (OpenVEX, CSAF); several are merged."
        ),
    ],
    register: Annotated[
        str | None, typer.Option(help="Who supplies what, from where (.yaml, .json, .csv, .parquet).")
    ] = None,
    services: Annotated[
        str | None, typer.Option(help="What must keep running; without it every root component is a service.")
    ] = None,
    cut: Annotated[
        list[str] | None,
        typer.Option(
            help="A further cut: supplier:ID, owner:CC, jurisdiction:CC, component:REF; several at once joined by +."
        ),
    ] = None,
    pairs: Annotated[
        bool, typer.Option("--pairs", help="Also cut each two suppliers and jurisdictions.")
    ] = False,
    on: Annotated[
        str | None, typer.Option(help="The Measures in force on this day, YYYY-MM-DD; default: today.")
    ] = None,
    svg: Annotated[
        str | None, typer.Option(help="Draw the first --cut, or else the most harmful, into this SVG file.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
    lang: Annotated[str | None, typer.Option(help="zh or en; default: the locale's.")] = None,
) -> None:
    """What fails, and when, if a supplier or a country stops supplying; findings for the factors."""
    from shencha.cli.answers import emit, language
    from shencha.cli.days import read_day, today
    from shencha.cli.pages.supply import page
    from shencha.cli.progress import progress
    from shencha.evidence.supply.asked import cuts_asked
    from shencha.evidence.supply.boms import read_boms
    from shencha.evidence.supply.graph import supply_graph
    from shencha.evidence.supply.references import References
    from shencha.evidence.supply.services import read_services
    from shencha.evidence.supply.suppliers import read_register
    from shencha.evidence.supply.supply import TooManyPairs
    from shencha.evidence.supply.supply import supply as analyse
    from shencha.law.measures.instruments import in_force

    day = today() if on is None else read_day(on, "--on", "supply")
    governing = in_force(day)
    with progress("supply") as advance:
        bill = read_boms(boms, advance=advance)
        references = References(bill)
        told = read_register(register) if register else None
        served = read_services(services, references) if services else None
        graph = supply_graph(bill, told, served, references)
        asked = cuts_asked(cut or (), graph, references)
        try:
            found = analyse(graph, asked, pairs=pairs, on=day, advance=advance)
        except TooManyPairs as error:
            raise _too_many(error.number) from None
    if svg is not None:
        from shencha.evidence.supply.picture import write_picture

        write_picture(found, svg, language(lang), asked[0].name if asked else None)
    instrument = governing.id if governing else None
    if as_json:
        emit(found.told(instrument).as_dict(), lambda asked_lang: "", as_json=True, lang=language(lang))
    else:
        emit(None, lambda asked_lang: page(found, instrument, asked_lang), as_json=False, lang=language(lang))


def _too_many(number: int) -> BadInput:
    from shencha.errors import BadInput, Fault
    from shencha.evidence.supply.supply import MOST_PAIRS
    from shencha.text import Text

    wrong = Text(f"共有 {number} 对", f"there are {number} pairs")
    right = Text(
        f"最多 {MOST_PAIRS} 对；请用 --cut A+B 指明要看的",
        f"at most {MOST_PAIRS} are answered; name those you mean with --cut A+B",
    )
    return BadInput([Fault("shencha supply", "--pairs", wrong, right)])
