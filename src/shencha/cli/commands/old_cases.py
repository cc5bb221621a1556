"""`shencha admin import`: old cases from a table, each marked as carried in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import typer

from shencha.cli import confirming
from shencha.text import Text

COMMAND = "shencha admin import"


def old_cases(
    table: Annotated[
        str,
        typer.Argument(
            help="CSV in UTF-8 or Parquet: ground, title, party_name, begun, ended, outcome, source, …"
        ),
    ],
    by: Annotated[str, typer.Option(help="Address of the head of the office, who answers for it.")] = "",
    code: confirming.Code = "",
    check: Annotated[bool, typer.Option("--check", help="Only check the table; nothing is written.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
    lang: Annotated[str | None, typer.Option(help="zh or en; default: the locale's.")] = None,
) -> None:
    """Take in cases that ended before the instance began, all of a table or none; each is marked as carried in."""
    from shencha.cli.answers import emit, language
    from shencha.cli.instance import start
    from shencha.stores.files import read_table

    rows = read_table(table)
    start()
    from shencha.procedure.roles import Role
    from shencha.records.acts import old_cases as acts

    events = acts.read(table, rows.columns, [_texts(row) for row in rows.iter_rows(named=True)])
    taken: list[acts.Taken] = []
    if not check:
        nobody = Text("审查办公室没有这位负责人", "the office has no such head")
        with confirming.acts(COMMAND, by, code, (Role.OFFICE_HEAD,), nobody) as who:
            taken = acts.carry_in(events, by=who)
    fresh = sum(not one.before for one in taken)
    told = {
        "rows": len(events),
        "carried_in": fresh,
        "there_before": len(taken) - fresh,
        "cases": [{"line": one.line, "case": one.number, "source": one.source} for one in taken],
    }

    def page(asked: str) -> Iterator[str]:
        if check:
            yield Text(f"{len(events)} 行都可以录入", f"all {len(events)} rows can be carried in").said(
                language(lang)
            )
            return
        counted = Text(
            f"录入旧案 {fresh} 件；此前已录入 {len(taken) - fresh} 件",
            f"carried in: {fresh}; there before: {len(taken) - fresh}",
        )
        yield counted.said(language(lang))
        for one in taken:
            yield f"  {one.number}  {one.source}"

    emit(told, lambda asked: "\n".join(page(asked)), as_json=as_json, lang=language(lang))


def _texts(row: dict[str, object]) -> dict[str, str | None]:
    return {key: None if cell is None else str(cell) for key, cell in row.items()}
