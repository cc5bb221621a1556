"""`shencha rehearse change`: what another number of the Measures, or another policy of the office, would do."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from shencha.cli.commands.rehearse.filing import bad, draw
from shencha.cli.notices import NOTICE, calendar_with
from shencha.text import Lang, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shencha.law.measures.policies import Choice
    from shencha.studies.changed_figure import Effect
    from shencha.studies.changed_policy import PolicyEffect

_JSON = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
_LANG = Annotated[str | None, typer.Option(help="zh or en; default: the locale's.")]


def change(
    cases: Annotated[
        list[str] | None, typer.Argument(help="Case files or folders, for a number of days or a policy.")
    ] = None,
    figure: Annotated[
        str | None,
        typer.Option(help="NAME=N: intake_days, preliminary_days, opinion_days, special_days or users."),
    ] = None,
    policy: Annotated[
        list[str] | None,
        typer.Option(
            help="NAME=VALUE: a policy of the office's; `shencha law policies` lists them. Repeated, the effect of the "
            "last is told, with the others in force."
        ),
    ] = None,
    register: Annotated[str | None, typer.Option(help="Register (.csv, .parquet), for users.")] = None,
    at: Annotated[str | None, typer.Option(help="As of this day; default: today.")] = None,
    svg: Annotated[str | None, typer.Option(help="Draw the effect into this file.")] = None,
    notice: NOTICE = None,
    as_json: _JSON = False,
    lang: _LANG = None,
) -> None:
    """What another number of the Measures, or another policy, would do to recorded cases or to a register."""
    from shencha.cli.answers import emit, language
    from shencha.cli.case_files import read_cases
    from shencha.cli.days import read_day, today
    from shencha.procedure.case import replay
    from shencha.studies.changed_figure import FIGURES, effect
    from shencha.studies.effect_chart import effect_picture, users_picture

    day = today() if at is None else read_day(at, "--at", "rehearse change")
    if (figure is None) == (not policy):
        wrong = Text("须写 --figure 或者 --policy 之一", "one of --figure and --policy is needed")
        right = Text("例如 --figure intake_days=15", "such as --figure intake_days=15")
        raise bad("change", "--figure", wrong, right)
    if policy:
        found = _policy(policy, cases, day, notice)
        emit(
            found.as_dict(),
            lambda asked: "\n".join(_policy_page(found, asked)),
            as_json=as_json,
            lang=language(lang),
        )
        return
    assert figure is not None
    name, _, number = figure.partition("=")
    if name not in (*FIGURES, "users") or not (
        number.isascii() and number.isdecimal() and 0 < int(number) < 10**12
    ):
        right = Text(
            f"请写 {'、'.join([*FIGURES, 'users'])} 之一，例如 intake_days=15",
            f"write one of {', '.join([*FIGURES, 'users'])}, such as intake_days=15",
        )
        raise bad(
            "change", "--figure", Text(f"{figure} 不是办法的数字", f"{figure!r} is no number of it"), right
        )
    value = int(number)
    if name == "users":
        if register is None:
            right = Text("请写 --register FILE", "write --register FILE")
            raise bad("change", "--register", Text("没有给出登记表", "no register is given"), right)
        told = _users(register, value, day)
        if svg is not None:
            draw(svg, users_picture(value, _moves(told), language(lang)))
        emit(told, lambda asked: "\n".join(_users_page(told, asked)), as_json=as_json, lang=language(lang))
        return
    if value > 2_000:
        raise bad("change", "--figure", Text("天数太多", "too many days"), Text("最多 2000", "at most 2000"))
    if not cases:
        right = Text("请写案件文件或者文件夹", "name case files or folders")
        raise bad("change", "CASES", Text("没有给出案件", "no case is given"), right)
    begun = (
        replay(
            [e for e in one.events if e.on <= day], ground=one.ground, number=one.number, partial=one.partial
        )
        for one in read_cases(cases, "rehearse change")
    )
    moved = effect((case for case in begun if case.state), name, value, day, calendar_with(notice))
    if svg is not None:
        draw(svg, effect_picture(moved, language(lang)))
    emit(
        moved.as_dict(),
        lambda asked: "\n".join(_effect_page(moved, asked)),
        as_json=as_json,
        lang=language(lang),
    )


def _policy(policies: list[str], cases: list[str] | None, day: Any, notice: list[str] | None) -> PolicyEffect:
    """What the last policy would do to the cases of these files, with the others in force."""
    from shencha.cli.case_files import read_cases
    from shencha.cli.policies import policy_of
    from shencha.evidence.ageing import age
    from shencha.law.measures.policies import POLICIES, as_if, number_on
    from shencha.procedure.case import Case, replay
    from shencha.studies.changed_policy import policy_effect, reminders_effect

    given = [policy_of(one, "rehearse change") for one in policies]
    name, value = given[-1]
    held: tuple[Choice, ...] = ()
    for known, said in given[:-1]:
        held = as_if(held, known, said)
    if POLICIES[name].holds_for == "report":
        wrong = Text(f"{name} 与案件无关", f"{name} holds for no case")
        listed = [one.id for one in POLICIES.values() if one.holds_for != "report"]
        right = Text(f"可选：{'、'.join(listed)}", f"choose among {', '.join(listed)}")
        raise bad("change", "--policy", wrong, right)
    if not cases:
        right = Text("请写案件文件或者文件夹", "name case files or folders")
        raise bad("change", "CASES", Text("没有给出案件", "no case is given"), right)
    pairs, evidence = [], {}
    for one in read_cases(cases, "rehearse change"):
        evidence[one.number] = one.evidence
        told = [event for event in one.events if event.on <= day]
        before, after = (
            replay(told, ground=one.ground, number=one.number, partial=one.partial, choices=chosen)
            for chosen in (held, as_if(held, name, value))
        )
        if before.state:
            pairs.append((before, after))
    calendar = calendar_with(notice)
    if POLICIES[name].holds_for == "day":
        now = number_on(name, day, held)
        return reminders_effect(now, int(value), (before for before, _ in pairs), day, calendar)

    silent = set[str]()

    def aged(case: Case) -> list[Text]:
        if not evidence[case.number] and name == "evidence_age_days":
            silent.add(case.number)
        most = int(case.holds("evidence_age_days"))
        marks = (age(one.name, one.made_on, one.covers_to, day, most) for one in evidence[case.number])
        return [mark for mark in marks if mark is not None]

    found = policy_effect(name, value, pairs, day, calendar, aged)
    return replace(found, without_evidence=len(silent))


_SILENT = Text(
    "其中 {n} 件的文件没有写 evidence（证据的名称和日期），无从判断；网页的“办理口径”按所申报的证据计算",
    "the files of {n} of them name no evidence with its days, so nothing is told of those; the page of the office’s "
    "policies goes by what was filed",
)


def _policy_page(found: PolicyEffect, lang: Lang) -> Iterator[str]:
    from shencha.cli.lines import wrapped
    from shencha.law.measures.policies import POLICIES

    yield from wrapped(POLICIES[found.policy].said(found.value).said(lang))
    head = Text(
        "在办案件 {n} 件，其中 {changed} 件会有不同", "{n} open cases, {changed} of them would differ"
    )
    yield head.fill(n=found.open_cases, changed=len(found.differences)).said(lang)
    if found.without_evidence:
        yield from wrapped(_SILENT.fill(n=found.without_evidence).said(lang))
    for one in found.differences:
        for line in one.said():
            yield from wrapped(f"{one.case.number}  {line.said(lang)}", "  ", "      ")


def _users(register: str, value: int, day: Any) -> dict[str, Any]:
    from shencha.studies.moved_line import register_with_line

    try:
        moves = register_with_line(register, value, day)
    except ValueError as error:
        wrong = Text(f"{day} 没有用户数的界线", str(error))
        raise bad(
            "change", "--at", wrong, Text("请写 2022-02-15 以后的日期", "ask of a day from 2022-02-15")
        ) from None
    return {
        "figure": "users",
        "value": value,
        "on": day.isoformat(),
        "rows": sum(moves.values()),
        "moves": [{"from": was, "to": now, "rows": n} for (was, now), n in moves.items()],
    }


def _moves(told: dict[str, Any]) -> dict[tuple[str, str], int]:
    return {(move["from"], move["to"]): move["rows"] for move in told["moves"]}


def _users_page(told: dict[str, Any], lang: Lang) -> Iterator[str]:
    from shencha.law.screening.sentences import said

    head = Text("如果界线是 {n} 名用户（共 {rows} 行）", "If the line were {n} users ({rows} rows)")
    yield head.fill(n=f"{told['value']:,}", rows=f"{told['rows']:,}").said(lang)
    for move in told["moves"]:
        was, now = said("names", move["from"]).said(lang), said("names", move["to"]).said(lang)
        yield f"  {move['rows']:>10,}  {was}" + (f" → {now}" if was != now else "")


def _effect_page(found: Effect, lang: Lang) -> Iterator[str]:
    told = found.as_dict()
    head = Text(
        "如果 {figure} 是 {value}：{clocks} 个期限，逾期 {before} → {after}",
        "If {figure} were {value}: {clocks} clocks, late {before} → {after}",
    )
    names = {name: told[name] for name in ("figure", "value", "clocks")}
    yield head.fill(**names, before=told["late_before"], after=told["late_after"]).said(lang)
    for one in found.moved:
        mark = (
            "!"
            if one.would_be_late and not one.was_late
            else "✓"
            if one.was_late and not one.would_be_late
            else " "
        )
        who = f" {one.clock.consultee}" if one.clock.consultee else ""
        yield f"  {mark} {one.case}{who}: {one.clock.due or '…'} → {one.new_due or '…'}"
