"""`shencha rehearse listing`, `filing` and `load`: what would be due, and what an office would bear."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from shencha.cli.notices import NOTICE, calendar_with
from shencha.errors import BadInput, Fault
from shencha.text import Lang, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shencha.studies.listing_days import Backwards
    from shencha.studies.load import Load
    from shencha.studies.rehearsal import Rehearsal

COMMAND = "shencha rehearse"
_WAYS = {
    "no_review": Text("通知是否需要审查", "notice whether review is needed"),
    "ordinary": Text("结论（意见一致）", "conclusion (all agree)"),
    "special": Text("结论（特别审查程序）", "conclusion (special procedure)"),
}
_DONE = {"yes": Text("能", "yes"), "no": Text("不能", "no"), "unknown": Text("不一定", "not certain")}
_JSON = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
_LANG = Annotated[str | None, typer.Option(help="zh or en; default: the locale's.")]


def listing(
    on: Annotated[str, typer.Option(help="The wanted day of the listing, YYYY-MM-DD.")],
    notice: NOTICE = None,
    as_json: _JSON = False,
    lang: _LANG = None,
) -> None:
    """If we want to list abroad on that day: backwards, by when must each step be done?"""
    from shencha.cli.answers import emit, language
    from shencha.cli.days import read_day
    from shencha.studies.listing_days import backwards

    day = read_day(on, "--on", "rehearse listing")
    if not 2024 <= day.year <= 2150:
        right = Text("请写 2024 至 2150 年的日期", "write a day from 2024 to 2150")
        raise bad("listing", "--on", Text(f"{day} 不可能", f"{day} is impossible"), right)
    found = backwards(day, calendar_with(notice))
    emit(found.as_dict(), lambda asked: _backwards(found, asked), as_json=as_json, lang=language(lang))


def _backwards(found: Backwards, lang: Lang) -> str:
    from shencha.cli.lines import wrapped
    from shencha.law.counsel.questions import name_of
    from shencha.law.sanctions.provisions import article_name
    from shencha.studies.listing_days import OPEN, STEPS, WAYS

    lines = []
    for way, marks in found.ways.items():
        lines.append(WAYS[way].said(lang))
        for mark in marks:
            place = name_of(mark.instrument).said(lang)
            if mark.article:
                place += ("" if lang == "zh" else ", ") + article_name(mark.article).said(lang)
            named = f"  [{place}]" if mark.article else ""
            lines.append(f"  {mark.on}  {STEPS[mark.step].said(lang)}{named}")
            if mark.range_said is not None:
                said = Text("暂定：{range}", "provisional: {range}").fill(range=mark.range_said)
                lines += wrapped(said.said(lang), "              ", "              ")
        lines.append("")
    lines += [f"· {text.said(lang)}" for text in OPEN]
    return "\n".join(lines)


def filing(
    on: Annotated[str, typer.Option(help="The day of filing, YYYY-MM-DD.")],
    ground: Annotated[str, typer.Option(help="procurement, data_processing or foreign_listing.")],
    rounds: Annotated[str, typer.Option(help="Supplement rounds to reckon with, A..B.")] = "0..1",
    reply: Annotated[str, typer.Option(help="Working days for one supplement, A..B.")] = "3..10",
    needed_by: Annotated[str | None, typer.Option(help="The day by which it must be over.")] = None,
    notice: NOTICE = None,
    as_json: _JSON = False,
    lang: _LANG = None,
) -> None:
    """If we file on that day: when is each step due, at the earliest and at the latest?"""
    from dataclasses import replace

    from shencha.cli.answers import emit, language
    from shencha.cli.days import read_day
    from shencha.procedure.kinds import GROUNDS_FILED
    from shencha.studies.rehearsal import MOST_ROUNDS, Plan
    from shencha.studies.rehearsal import rehearse as rehearsed

    day = read_day(on, "--on", "rehearse filing")
    target = None if needed_by is None else read_day(needed_by, "--needed-by", "rehearse filing")
    if ground not in GROUNDS_FILED:
        right = Text(f"请从中选择：{'、'.join(GROUNDS_FILED)}", f"choose among {', '.join(GROUNDS_FILED)}")
        raise bad("filing", "--ground", Text(f"没有事由 {ground}", f"there is no ground {ground!r}"), right)
    plan = Plan(
        ground, day, _span(rounds, "--rounds", 0, MOST_ROUNDS), _span(reply, "--reply", 1, 500), extended=True
    )
    if not 2020 <= day.year <= 2150:
        raise bad("filing", "--on", Text(f"{day} 不可能", f"{day} is impossible"), _FROM)
    try:
        found = rehearsed(plan, calendar_with(notice))
    except ValueError as error:
        raise bad("filing", "--on", Text(f"{day} 时没有这一事由的办法", str(error)), _FROM) from None
    emit(
        replace(found, needed_by=target).as_dict(),
        lambda asked: "\n".join(_filing_page(found, target, asked)),
        as_json=as_json,
        lang=language(lang),
    )


def load(
    model: Annotated[str, typer.Argument(help="Model of filings and office (.yaml, .json, .toml).")],
    start: Annotated[str, typer.Option("--from", help="First day, YYYY-MM-DD.")],
    weeks: Annotated[int, typer.Option(help="Weeks of each run, 1 to 520.")] = 52,
    runs: Annotated[int, typer.Option(help="Runs, 1 to 10000.")] = 50,
    seed: Annotated[int, typer.Option(help="The same seed gives the same answer.")] = 1,
    svg: Annotated[str | None, typer.Option(help="Draw the office's load into this file.")] = None,
    members_svg: Annotated[
        str | None, typer.Option(help="Draw the members' load by week into this file.")
    ] = None,
    notice: NOTICE = None,
    as_json: _JSON = False,
    lang: _LANG = None,
) -> None:
    """What the office and each member would bear, week by week, under a stream of filings."""
    from shencha import inputs
    from shencha.cli.answers import emit, language
    from shencha.cli.days import read_day
    from shencha.studies.load import load as loaded
    from shencha.studies.load_chart import load_picture, members_picture
    from shencha.studies.load_model import load_model

    day = read_day(start, "--from", "rehearse load")
    for option, value, most in (("--weeks", weeks, 520), ("--runs", runs, 10_000)):
        if not 1 <= value <= most:
            wrong = Text(f"{value} 不合适", f"{value} does not fit")
            raise bad("load", option, wrong, Text(f"请写 1 至 {most}", f"write 1 to {most}"))
    found = loaded(load_model(inputs.read(model), day), day, weeks, runs, seed, calendar_with(notice))
    if svg is not None:
        draw(svg, load_picture(found, language(lang)))
    if members_svg is not None:
        draw(members_svg, members_picture(found, language(lang)))
    emit(
        found.as_dict(),
        lambda asked: "\n".join(_load_page(found, asked)),
        as_json=as_json,
        lang=language(lang),
    )


_FROM = Text(
    "请写 2020-06-01（采购）或者 2022-02-15 以后的日期",
    "write a day from 2020-06-01 (procurement) or 2022-02-15",
)


def _filing_page(found: Rehearsal, target: Any, lang: Lang) -> Iterator[str]:
    from shencha.cli.lines import policy, wrapped
    from shencha.law.screening.sentences import article_name

    line = Text(
        "{earliest} 至 {latest}  {text}（{article}{days}）{mark}",
        "{earliest} to {latest}  {text} ({article}{days}){mark}",
    )
    for step in found.steps:
        days = Text("，{n} 个工作日", ", {n} working days").fill(n=step.days) if step.days else _NO_DAY
        text = line.fill(
            earliest=step.earliest,
            latest=step.latest,
            text=step.text,
            article=article_name(step.article),
            days=days,
            mark=Text("；暂定：{range}", "; provisional: {range}").fill(range=step.range_said)
            if step.range_said
            else Text("", ""),
        )
        yield from wrapped(text.said(lang), "  ", "      ")
    if target:
        yield ""
        for way, word in found.done_by(target).items():
            by = Text("{day} 之前：{way}：{word}", "By {day}: {way}: {word}")
            yield "  " + by.fill(day=target, way=_WAYS[way], word=_DONE[word]).said(lang)
    yield ""
    for point in found.open_points:
        yield from wrapped(policy(point).said(lang), "  · ", "    ")


_NO_DAY = Text("，没有规定期限", ", no day is set")


def _load_page(found: Load, lang: Lang) -> Iterator[str]:
    from shencha.cli.lines import wrapped

    told = found.as_dict()
    head = Text(
        "{runs} 次模拟，每次平均 {filed} 件申报，{done} 件办结",
        "{runs} runs, {filed} filings and {done} ended cases in each on average",
    )
    yield head.fill(runs=told["runs"], filed=told["filed_a_run"], done=told["done_a_run"]).said(lang)
    for step, share in told["late_share"].items():
        late = Text("  {step} 逾期：{share}", "  {step} late: {share}")
        yield late.fill(step=step, share="-" if share is None else f"{share:.1%}").said(lang)
    yield Text(
        "周       人日（十分之一 中位 十分之九）  在办", "week        officer-days (10% 50% 90%)  open"
    ).said(lang)
    for week in told["weeks"]:
        low, middle, high = week["office_days"]
        yield f"{week['monday']}  {low:6.1f} {middle:6.1f} {high:6.1f}  {week['open_cases'][1]:6.0f}"
    yield Text("成员单位合计人日（中位）", "member-days in all (median)").said(lang)
    listed = ", ".join(f"{name} {days[1]:.1f}" for name, days in told["member_days"].items())
    yield from wrapped(listed, "  ", "  ")
    yield Text("成员单位每周人日（平均）", "Member-days by week (average)").said(lang)
    for member in told["member_days"]:
        means = " ".join(f"{days:.1f}" for days in found.member_mean(member))
        yield from wrapped(f"{member}: {means}", "  ", "      ")


def draw(svg: str, picture: str) -> None:
    """Write a picture to its file.

    Raises:
        BadInput: it cannot be written there.
    """
    try:
        Path(svg).write_text(picture, encoding="utf-8")
    except OSError as error:
        wrong = Text(f"无法写入：{error.strerror}", f"it cannot be written: {error.strerror}")
        raise BadInput(
            [Fault(svg, "file", wrong, Text("请给出可写的位置", "name a place that can be written"))]
        ) from None


def _span(text: str, option: str, least: int, most: int) -> tuple[int, int]:
    low, dots, high = text.partition("..")
    parts = (low, high if dots else low)
    if (
        all(p.isascii() and p.isdecimal() and len(p) < 6 for p in parts)
        and least <= int(parts[0]) <= int(parts[1]) <= most
    ):
        return int(parts[0]), int(parts[1])
    wrong = Text(f"{text} 不是 A..B", f"{text!r} is not A..B")
    raise bad(
        "filing",
        option,
        wrong,
        Text(f"请写 {least}..{most} 之间的范围", f"write a span from {least} to {most}"),
    )


def bad(command: str, where: str, wrong: Text, right: Text) -> BadInput:
    """What is wrong with an option of a rehearsal."""
    return BadInput([Fault(f"{COMMAND} {command}", where, wrong, right)])
