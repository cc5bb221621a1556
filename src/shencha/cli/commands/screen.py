"""`shencha screen`: must we file? One party from a facts file, or every row of a register."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from datetime import date

    from shencha.law.screening.screen import Screening
    from shencha.text import Lang


def screen(
    facts: Annotated[
        str | None, typer.Argument(help="Facts file (.yaml, .json, .toml); - reads YAML from standard input.")
    ] = None,
    on: Annotated[
        str | None, typer.Option(help="Ask as of this day, YYYY-MM-DD; default: today in Asia/Shanghai.")
    ] = None,
    register: Annotated[
        str | None,
        typer.Option(
            help="Answer every row of this register (.csv, .parquet), or of a table where it lies: "
            "duckdb:FILE#TABLE, duckdb:FILE.parquet, postgresql://…#TABLE, spark:FILE.parquet."
        ),
    ] = None,
    out: Annotated[
        str | None,
        typer.Option(help="Where the answered register goes (.csv, .parquet; #TABLE: into the same store)."),
    ] = None,
    changed_since: Annotated[
        str | None, typer.Option(help="Compare the register with the law of this earlier day, YYYY-MM-DD.")
    ] = None,
    compare: Annotated[
        str | None,
        typer.Option(help="Compare with this earlier register (in a store: #TABLE), by --key."),
    ] = None,
    key: Annotated[str | None, typer.Option(help="The column that tells parties apart.")] = None,
    memo: Annotated[
        str | None, typer.Option(help="Also write the answer and its sources as a memo (.docx, .pdf).")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
    lang: Annotated[str | None, typer.Option(help="zh or en; default: the locale's.")] = None,
) -> None:
    """Must we file? Grounds, reasons with their articles, what is missing, what would change the answer."""
    from shencha import inputs
    from shencha.cli.answers import emit, language
    from shencha.cli.days import read_day, today
    from shencha.cli.pages.screen import page
    from shencha.law.counsel.procedures import procedures
    from shencha.law.counsel.questions import asked_by
    from shencha.law.screening.facts_file import load_facts
    from shencha.law.screening.screen import screen as screening

    comparing = any(given is not None for given in (changed_since, compare, key))
    _check_use(facts, register, out, comparing=comparing)
    day = today() if on is None else read_day(on, "--on", "screen")
    if register is not None and out is not None:
        if comparing:
            before = None if changed_since is None else read_day(changed_since, "--changed-since", "screen")
            _compare_register(register, out, day, before, compare, key, as_json=as_json, lang=lang)
        else:
            _answer_register(register, out, day, as_json=as_json, lang=lang)
        return
    found = screening(load_facts(inputs.read(facts or "-")), day)
    if memo is not None:
        _write_memo(memo, found, language(lang))
    beside = {
        "procedures": [one.as_dict() for one in procedures(found)],
        "questions": [one.id for one in asked_by(found)],
    }
    emit(found.as_dict() | beside, lambda asked: page(found, asked), as_json=as_json, lang=language(lang))


def _write_memo(file: str, found: Screening, lang: Lang) -> None:
    from datetime import UTC, datetime
    from pathlib import Path

    from shencha.documents.memo import memo_docx, memo_of, memo_pdf
    from shencha.errors import BadInput, Fault
    from shencha.text import Text

    writers = {".docx": memo_docx, ".pdf": memo_pdf}
    writer = writers.get(Path(file).suffix.lower())
    if writer is None:
        wrong = Text(f"{file} 不是 .docx 或 .pdf", f"{file} is neither .docx nor .pdf")
        raise BadInput([Fault("shencha screen", "--memo", wrong, Text("请改文件名", "name the file so"))])
    made = writer(memo_of(found, datetime.now(UTC)), lang)
    try:
        Path(file).write_bytes(made)
    except OSError as error:
        wrong = Text(f"无法写入：{error.strerror}", f"it cannot be written: {error.strerror}")
        raise BadInput([Fault(file, "file", wrong, Text("请换一个位置", "choose another place"))]) from None


def _check_use(facts: str | None, register: str | None, out: str | None, *, comparing: bool) -> None:
    from shencha.errors import BadInput, Fault
    from shencha.text import Text

    right = Text(
        "请写 shencha screen FACTS，或者 shencha screen --register FILE --out FILE",
        "write shencha screen FACTS, or shencha screen --register FILE --out FILE",
    )
    if register is None and out is None and facts is None:
        wrong = Text("没有给出事实文件", "no facts file is given")
    elif register is None and out is not None:
        wrong = Text("给出了 --out，没有给出 --register", "--out is given without --register")
    elif register is not None and out is None:
        wrong = Text("给出了 --register，没有给出 --out", "--register is given without --out")
    elif register is not None and facts is not None:
        wrong = Text("同时给出了事实文件和 --register", "a facts file and --register are given together")
    elif register is None and comparing:
        wrong = Text("比较只能用于 --register", "only a --register can be compared")
    else:
        return
    raise BadInput([Fault("shencha screen", "command line", wrong, right)])


def _compare_register(
    register: str,
    out: str,
    day: date,
    before: date | None,
    old: str | None,
    key: str | None,
    *,
    as_json: bool,
    lang: str | None,
) -> None:
    from shencha.cli.answers import emit, language
    from shencha.cli.pages.rescreen import compared_page
    from shencha.cli.progress import progress
    from shencha.registers.moved_rows import rescreen_register
    from shencha.stores.store import is_store

    if is_store(register):
        from shencha.registers.moved_in_store import compare_store

        done = compare_store(register, out, day, before=before, old=old, key=key)
    else:
        with progress(register) as advance:
            done = rescreen_register(register, out, day, before=before, old=old, key=key, advance=advance)
    emit(done.as_dict(), lambda asked: compared_page(done, asked), as_json=as_json, lang=language(lang))


def _answer_register(register: str, out: str, day: date, *, as_json: bool, lang: str | None) -> None:
    from shencha.cli.answers import emit, language
    from shencha.cli.pages.screen import register_page
    from shencha.cli.progress import progress
    from shencha.registers.rows import screen_register
    from shencha.stores.store import is_store

    if is_store(register):
        from shencha.registers.stored import screen_store

        stored = screen_store(register, out, day)
        emit(
            stored.as_dict(), lambda asked: register_page(stored, asked), as_json=as_json, lang=language(lang)
        )
        return
    with progress(register) as advance:
        done = screen_register(register, out, day, advance=advance)
    emit(done.as_dict(), lambda asked: register_page(done, asked), as_json=as_json, lang=language(lang))
