"""`shencha people`: how many natural persons' data is held, as a range, counted where it lies."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from shencha.evidence.people.sources import Sources
    from shencha.text import Lang


def people(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCES | scan SOURCES | compare A B",
            help="Sources file; `scan` first shows what is recognised.",
        ),
    ],
    engine: Annotated[
        str | None, typer.Option(help="duckdb, postgres or spark; default: the engine of each store.")
    ] = None,
    on: Annotated[str | None, typer.Option(help="Day of the count, YYYY-MM-DD; default: today.")] = None,
    facts: Annotated[str | None, typer.Option(help="Write the range as facts for `shencha screen`.")] = None,
    earlier: Annotated[
        list[str] | None,
        typer.Option(help="An earlier answer (--json): when is the line crossed? May be repeated."),
    ] = None,
    sworn: Annotated[
        str | None, typer.Option(help="Key file: adds keyed sketches, so that an auditor can compare.")
    ] = None,
    picture: Annotated[str | None, typer.Option(help="Write the picture to this .svg file.")] = None,
    out: Annotated[str | None, typer.Option(help="scan: write the confirmed sources file.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="scan: confirm what was recognised.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
    lang: Annotated[str | None, typer.Option(help="zh or en; default: the locale's.")] = None,
) -> None:
    """How many natural persons' data is held: a range, counted where it lies; only counts leave a store."""
    from shencha.cli.answers import language

    match words:
        case ["scan", file]:
            _scan(_read(file), engine, out, yes=yes, as_json=as_json, lang=lang)
        case ["compare", first, second]:
            _compare(first, second, as_json=as_json, lang=lang)
        case [file]:
            _count(
                _read(file),
                _engine(engine),
                on,
                facts,
                picture,
                earlier or [],
                sworn,
                as_json=as_json,
                lang=language(lang),
            )
        case _:
            raise _misused()


def _read(file: str) -> Sources:
    from shencha import inputs
    from shencha.evidence.finding import digest_of
    from shencha.evidence.people.sources import load_sources

    document = inputs.read(file)
    return load_sources(document, digest_of(file) if file != "-" else "")


def _engine(engine: str | None) -> str | None:
    from shencha.errors import BadInput, Fault
    from shencha.text import Text

    if engine not in (None, "duckdb", "postgres", "spark"):
        wrong = Text(f"不认识引擎 {engine}", f"the engine {engine} is not known")
        right = Text("请写 duckdb、postgres 或 spark", "write duckdb, postgres or spark")
        raise BadInput([Fault("shencha people", "--engine", wrong, right)])
    return engine


def _count(
    sources: Sources,
    engine: str | None,
    on: str | None,
    facts: str | None,
    picture: str | None,
    earlier: list[str],
    sworn: str | None,
    *,
    as_json: bool,
    lang: Any,
) -> None:
    from datetime import UTC, datetime

    import yaml

    from shencha import inputs
    from shencha.cli.answers import emit
    from shencha.cli.days import read_day, today
    from shencha.cli.pages.people import page
    from shencha.cli.pictures import writable, write_whole
    from shencha.cli.progress import progress
    from shencha.evidence.people.answer import answer
    from shencha.evidence.people.count import count
    from shencha.evidence.people.growth import grow, point_of, read_earlier
    from shencha.evidence.people.sworn import read_key
    from shencha.evidence.people.sworn import sworn as sworn_to
    from shencha.evidence.people.unchanged import digest_of

    for file, option in ((facts, "--facts"), (picture, "--picture")):
        if file is not None:
            writable(file, "people", option)
    day = today() if on is None else read_day(on, "--on", "people")
    before = read_earlier([inputs.read(file) for file in earlier], day)
    key = read_key(sworn) if sworn is not None else None
    with _interrupted(sources, lang), progress(sources.file) as advance:
        counted = count(sources, day, engine=engine, key=key, advance=lambda table, rows: advance(rows, rows))
    found = answer(sources, counted, day)
    told = found.as_dict()
    if key is not None:
        told["sworn"] = sworn_to(counted.population, key, datetime.now(UTC).isoformat(timespec="seconds"))
    if before:
        told["growth"] = grow([*before, point_of(told)], told["threshold"]["more_than"]).as_dict()
    told["digest"] = digest_of(told)
    if facts is not None:
        from shencha.evidence.people.words import assumed

        said = "".join(f"# {one.said(lang)}\n" for one in assumed(told))
        text = said + yaml.safe_dump(found.facts(), default_flow_style=False)
        write_whole(facts, text, "people", "--facts")
    if picture is not None:
        from shencha.evidence.people.picture import draw

        write_whole(picture, draw(told, lang), "people", "--picture")
    emit(told, lambda asked: page(told, asked), as_json=as_json, lang=lang)


def _compare(first: str, second: str, *, as_json: bool, lang: str | None) -> None:
    from shencha import inputs
    from shencha.cli.answers import emit, language
    from shencha.cli.pages.people import compared
    from shencha.evidence.people.sworn import compare

    told = compare(inputs.read(first), inputs.read(second))
    emit(told, lambda asked: compared(told, asked), as_json=as_json, lang=language(lang))
    if not told["same"]:
        raise typer.Exit(1)


def _scan(
    sources: Sources, engine: str | None, out: str | None, *, yes: bool, as_json: bool, lang: str | None
) -> None:
    import sys

    from shencha.cli.answers import emit, language
    from shencha.cli.pages.people import confirmed, question, scanned
    from shencha.cli.pictures import write_whole
    from shencha.evidence.people.count import scan

    with _interrupted(sources, language(lang)):
        found, unread = scan(sources, engine=_engine(engine))
    told = {
        "columns": [named.as_dict() for named in found],
        "unread": [item.as_dict() for item in unread],
        "confirmed": yes,
    }
    emit(told, lambda asked: scanned(told, asked), as_json=as_json, lang=language(lang))
    if out is None:
        return
    if not yes and sys.stdin.isatty() and not as_json:
        yes = typer.confirm(question(language(lang)), err=True)
    if not yes:
        from shencha.errors import BadInput, Fault
        from shencha.text import Text

        wrong = Text("识别结果没有得到确认", "what was recognised is not confirmed")
        right = Text("核对后加上 --yes", "look at it and add --yes")
        raise BadInput([Fault("shencha people scan", "--out", wrong, right)])
    write_whole(out, confirmed(sources, found), "people scan", "--out")


@contextmanager
def _interrupted(sources: Sources, lang: Lang) -> Iterator[None]:
    """Ends by SIGINT and SIGTERM alike: every store is closed, which takes away what it made, and that is told."""
    import signal
    from types import FrameType

    from shencha.text import Text

    got = signal.SIGINT

    def ended(number: int, _: FrameType | None) -> None:
        nonlocal got
        got = signal.Signals(number)
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, ended)
    try:
        yield
    except KeyboardInterrupt:
        said = Text("清点已中断，没有写入任何内容", "the count was interrupted; nothing was written")
        typer.echo(f"{sources.file}: {said.said(lang)}", err=True)
        raise typer.Exit(128 + got) from None
    finally:
        signal.signal(signal.SIGTERM, before)


def _misused() -> Exception:
    from shencha.errors import BadInput, Fault
    from shencha.text import Text

    wrong = Text("命令不完整", "the command is not complete")
    right = Text(
        "请写 shencha people SOURCES，或者 shencha people scan SOURCES",
        "write shencha people SOURCES, or shencha people scan SOURCES",
    )
    return BadInput([Fault("shencha people", "command line", wrong, right)])
