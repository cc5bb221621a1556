"""`shencha statistics`: what can be told in public of many cases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from shencha.text import Lang, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from shencha.studies.statistics import Statistics

_HEAD = Text("{n} 件案件，截至 {day}", "{n} cases as of {day}")
_CASES, _ALL = Text("案件", "cases"), Text("合计", "all")
_STEP = Text(
    "{step}（{of} 第 {article} 条，{days} 个工作日）：{n} 次，用时中位数 {used}，等待中位数 {waited}，超期 {late}",
    "{step} ({of}, Article {article}, {days} working days): {n}, median used {used}, median waited {waited}, "
    "late {late}",
)


def statistics(
    cases: Annotated[list[str], typer.Argument(help="Case files, or folders of them.")],
    at: Annotated[
        str | None, typer.Option(help="As of this day, YYYY-MM-DD; default: today in Asia/Shanghai.")
    ] = None,
    threshold: Annotated[int, typer.Option(help="Numbers below it are withheld; at least 2.")] = 5,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print one line for each number.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
    lang: Annotated[str | None, typer.Option(help="zh or en; default: the locale's.")] = None,
) -> None:
    """Cases by ground, standing and step, small numbers withheld so that totals do not give them back."""
    from shencha.cli.answers import emit, language
    from shencha.cli.case_files import read_cases
    from shencha.cli.days import read_day, today
    from shencha.law.calendar.workdays import published
    from shencha.procedure.case import replay
    from shencha.studies.statistics import figures_of, publish, tally

    day = today() if at is None else read_day(at, "--at", "statistics")
    _check(threshold, both=as_csv and as_json)
    begun = (
        replay(
            [event for event in one.events if event.on <= day],
            ground=one.ground,
            number=one.number,
            partial=one.partial,
        )
        for one in read_cases(cases, "statistics")
    )
    calendar = published()
    found = publish(tally(figures_of(case, day, calendar) for case in begun if case.state), day, threshold)
    if as_csv:
        typer.echo(found.as_csv(), nl=False)
        return
    emit(
        found.as_dict(),
        lambda asked: "\n".join(_page(found, asked)),
        as_json=as_json,
        lang=language(lang),
    )


def _check(threshold: int, *, both: bool) -> None:
    from shencha.errors import BadInput, Fault

    if both:
        wrong = Text("--csv 和 --json 不能同时使用", "--csv and --json exclude each other")
        raise BadInput(
            [Fault("shencha statistics", "command line", wrong, Text("只写其中一个", "write one of them"))]
        )
    if threshold < 2:
        wrong = Text(f"{threshold} 不能保护任何数", f"{threshold} protects no number")
        raise BadInput(
            [
                Fault(
                    "shencha statistics", "--threshold", wrong, Text("请写 2 或更大的整数", "write 2 or more")
                )
            ]
        )


def _page(found: Statistics, lang: Lang) -> Iterator[str]:
    from shencha.procedure.clocks import Status
    from shencha.procedure.names import IN_SHORT
    from shencha.studies.statistics import MARKS, STANDINGS

    shown = found.published
    yield _HEAD.fill(n=_number(found.cases), day=found.at).said(lang)
    grounds = {**IN_SHORT, "all": _ALL}
    standings = {one: n for one, n in {**STANDINGS, "all": _ALL}.items() if shown[f"all/{one}"] != 0}
    yield ""
    yield from _table(lang, standings, grounds, lambda row, column: shown[f"{column}/{row}"])
    yield ""
    yield from _table(lang, MARKS, grounds, lambda row, column: shown[f"{row}/{column}/yes"])
    yield ""
    for step in found.steps:
        used, waited = step.median_days_used, step.median_days_waited
        yield _STEP.fill(
            step=step.text,
            of=step.instrument,
            article=step.article,
            days=step.statutory_days,
            n=_number(step.all),
            used=_number(used),
            waited=_number(waited),
            late=_number(step.statuses[Status.MISSED]),
        ).said(lang)
    yield ""
    yield found.text.said(lang)


def _table(
    lang: Lang,
    rows: Mapping[str, Text],
    columns: Mapping[str, Text],
    cell: Callable[[str, str], int | None],
) -> Iterator[str]:
    from shencha.cli.lines import width

    names = [_CASES.said(lang), *(name.said(lang) for name in columns.values())]
    lines = [names] + [
        [name.said(lang), *(_number(cell(row, column)) for column in columns)] for row, name in rows.items()
    ]
    widths = [max(width(line[i]) for line in lines) for i in range(len(names))]
    for line in lines:
        first, *others = line
        padded = [first + " " * (widths[0] - width(first))]
        padded += [" " * (w - width(word)) + word for word, w in zip(others, widths[1:], strict=True)]
        yield "  ".join(padded)


def _number(value: int | None) -> str:
    return "·" if value is None else f"{value:,}"
