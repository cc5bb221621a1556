"""A case as a person reads where it stands: state, with whom it lies, clocks, what is owed, what may follow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import typer

from shencha.cli.lines import dot, part, policy, wrapped
from shencha.documents.items import asked_of, headline
from shencha.law.measures.instruments import article, instrument
from shencha.law.measures.members import consultee_name
from shencha.law.measures.open_points import OPEN_POINTS
from shencha.law.screening.sentences import article_name
from shencha.procedure.acts import ACTS
from shencha.procedure.clocks import Clock, Status
from shencha.procedure.names import (
    ACTOR_NAMES,
    CLOCK_NAMES,
    GROUND_NAMES,
    RESULT_NAMES,
    STATE_NAMES,
    STATUS_NAMES,
)
from shencha.procedure.standing import Standing
from shencha.procedure.supplements import Item
from shencha.procedure.todos import Todo, lies_with
from shencha.text import Lang, Text, same
from shencha.text.lists import listed

_HEAD = Text("案件 {number}（{ground}），{at}：{state}", "Case {number} ({ground}) on {at}: {state}")
_PARTY = Text("对象：{party}。", "Subject: {party}.")
_LIES = Text("自 {since} 起，案件在{who}手中。", "Since {since} the case lies with {who}.")
_ASKED = Text("尚待补充 {name}：{what}{due}。", "Still asked, {name}: {what}{due}.")
_WANTED = Text("，请于 {day} 前提交（审查办公室确定的日期）", ", by {day} (the office's own day)")
_ENDED = Text("案件于 {day} 结束。", "The case ended on {day}.")
_RESULT = Text("案件于 {day} 结束，结果：{result}。", "The case ended on {day}; result: {result}.")
_LAST = Text(
    "这是一份不完整的公开记录：最后一步在 {day}，其后的情况没有公开。",
    "The record is partial: its last step is of {day}, and what came after is not public.",
)
_LAST_ENDED = Text(
    "这是一份不完整的公开记录：没有公开的步骤保持未知。",
    "The record is partial: steps that were not made public stay unknown.",
)
_GOVERNS = Text("适用{name}。", "Governed by {name}.")
_LATER = Text(
    "文件中另有 {n} 个事件在该日之后，未计入。", "Events in the file after that day, left out here: {n}."
)
_CONDITION = Text("结论附条件：{condition}", "Condition of the conclusion: {condition}")
_INTERIM = Text("审查期间的措施：{measures}", "Measures during the review: {measures}")

_CLOCKS = Text("期限", "Clocks")
_TODOS = Text("待办", "What is owed")
_NEXT = Text("后续环节", "What may follow")
_NEXT_PARTIAL = Text(
    "按规则，记录的最后一步之后可以发生（实际如何未公开）",
    "What the rules let follow the last step on record (what did is not public)",
)
_GAPS = Text("记录中的空缺", "Gaps in the record")
_SILENT = Text("条文未明确，按本系统的政策处理", "The text is silent, and a policy fills the gap")
_NOT_REREAD = Text("表述尚未与原文再次核对", "Wording not checked again against the text")

_CLOCK = Text(
    "{name}（{article}）：{used}{due}{status}{so_far}", "{name} ({article}): {used}{due}{status}{so_far}"
)
_IF_COMPLETE = Text("若材料齐备，{told}", "if the papers are complete, {told}")
_ASSUMED = Text("{told}；起算属推定（{number}）", "{told}; its start is assumed ({number})")
_OF = Text("{clock}，{who}", "{clock} of {who}")
_USED = Text("已用 {used}/{budget} 个工作日，", "{used} of {budget} working days, ")
_BUDGET = Text("{budget} 个工作日，", "{budget} working days, ")
_DUE = Text("截止 {due}{provisional}，", "due {due}{provisional}, ")
_PROVISIONAL = Text("（暂定：{range}）", " (provisional: {range})")
_SO_FAR: dict[Status, Text] = {
    Status.RUNNING: Text("，还有 {left} 个工作日", ", {left} left"),
    Status.PAUSED: Text("，材料收齐后才有截止日", "; no last day before all papers are in"),
    Status.MET: Text("（{ended}）", " on {ended}"),
    Status.MISSED: Text("（{ended}，晚 {over} 个工作日）", " on {ended}, by {over} working days"),
    Status.OVERDUE: Text(" {over} 个工作日", " by {over}"),
    Status.STOPPED: Text("（{ended}，案件改走其他程序）", " on {ended}, the case took another way"),
}
"""What follows the name of a status."""
_PAUSE = Text("暂停 {start} 至 {end}，等待补充材料", "paused {start} to {end}, awaiting a supplement")
_PAUSE_OPEN = Text("{start} 起暂停，等待补充材料", "paused since {start}, awaiting a supplement")
_TODO = Text("{who}：{act}{by}（{article}）", "{who}: {act}{by} ({article})")
_BY = Text("，最迟 {day}{overdue}", ", by {day}{overdue}")
_OVERDUE = Text("，已逾期", ", overdue")

_MARKS = {
    Status.RUNNING: "·",
    Status.PAUSED: "=",
    Status.MET: "✓",
    Status.MISSED: "!",
    Status.OVERDUE: "!",
    Status.STOPPED: "-",
    Status.UNKNOWN: "?",
}
_RED: dict[str, Any] = {"fg": "red", "bold": True}
_COLOURS: dict[Status, dict[str, Any]] = {
    Status.RUNNING: {"fg": "blue"},
    Status.PAUSED: {"fg": "yellow"},
    Status.MET: {},
    Status.MISSED: {"fg": "red"},
    Status.OVERDUE: _RED,
    Status.STOPPED: {"dim": True},
    Status.UNKNOWN: {"dim": True},
}


def page(found: Standing, lang: Lang, *, later: int = 0, coloured: bool = False) -> str:
    """The whole answer in one language.

    Args:
        later: events of the file after the day asked of, which the answer leaves out.
    """
    names = _names(found.may_next)
    parts = [
        "\n".join(line for text in _head(found, later) for line in wrapped(text.said(lang))),
        part(_CLOCKS, (_clock(clock, lang, coloured) for clock in found.clocks), lang),
        part(_TODOS, (_todo(todo, lang, coloured) for todo in found.todos), lang),
        part(_NEXT_PARTIAL if found.case.partial else _NEXT, (dot(name, lang) for name in names), lang),
        part(_GAPS, (dot(gap.text, lang) for gap in found.gaps), lang),
        part(_SILENT, (dot(policy(point), lang) for point in found.points), lang),
        part(_NOT_REREAD, _not_reread(found, lang), lang),
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def _head(found: Standing, later: int) -> Iterator[Text]:
    case = found.case
    assert case.state is not None, "a standing has begun"
    yield _HEAD.fill(
        number=case.number,
        ground=GROUND_NAMES[case.ground or ""],
        at=found.at,
        state=STATE_NAMES[case.state],
    )
    if case.party:
        yield _PARTY.fill(party=case.party)
    if case.ended and case.result:
        yield _RESULT.fill(day=case.ended, result=RESULT_NAMES[case.result])
    elif case.ended:
        yield _ENDED.fill(day=case.ended)
    elif whose := lies_with(case, [one.who for one in found.todos]):
        yield _LIES.fill(since=case.papers.since or case.since, who=_who(whose))
    if case.open:
        for name in case.papers.asked:
            one = asked_of(case, name)
            if isinstance(one, Item):
                due = _WANTED.fill(day=one.due) if one.due else same("")
                yield _ASKED.fill(name=name, what=headline(case, one), due=due)
    if case.partial:
        yield _LAST_ENDED if case.ended else _LAST.fill(day=case.last)
    for condition in case.conditions:
        yield _CONDITION.fill(condition=condition)
    for interim in case.interim:
        yield _INTERIM.fill(measures=listed(map(same, interim.measures)))
    if case.instrument:
        yield _GOVERNS.fill(name=instrument(case.instrument).name)
    if later:
        yield _LATER.fill(n=later)


def _clock(clock: Clock, lang: Lang, coloured: bool) -> str:
    known = clock.counted is not None
    over = (clock.counted or 0) - clock.budget
    text = _CLOCK.fill(
        name=_clock_name(clock),
        article=article_name(clock.article),
        used=(_USED if known else _BUDGET).fill(used=clock.counted, budget=clock.budget),
        due=_DUE.fill(due=clock.due, provisional=_provisional(clock)) if clock.due else same(""),
        status=STATUS_NAMES[clock.status],
        so_far=_SO_FAR.get(clock.status, same("")).fill(left=-over, over=over, ended=clock.ended),
    )
    if clock.if_complete:
        text = _IF_COMPLETE.fill(told=text)
    if clock.assumed:
        text = _ASSUMED.fill(told=text, number=OPEN_POINTS[clock.assumed].number)
    lines = list(wrapped(text.said(lang), f"  {_MARKS[clock.status]} ", "      "))
    for pause in clock.paused:
        said = (_PAUSE if pause.end else _PAUSE_OPEN).fill(start=pause.start, end=pause.end)
        lines += wrapped(said.said(lang), "      = ", "        ")
    return _styled(lines, _COLOURS[clock.status], coloured)


def _clock_name(clock: Clock) -> Text:
    name = CLOCK_NAMES[clock.clock]
    return _OF.fill(clock=name, who=consultee_name(clock.consultee)) if clock.consultee else name


def _provisional(clock: Clock) -> Text:
    return _PROVISIONAL.fill(range=clock.range_said) if clock.range_said else same("")


def _todo(todo: Todo, lang: Lang, coloured: bool) -> str:
    overdue = _OVERDUE if todo.overdue else same("")
    text = _TODO.fill(
        who=_who((todo.who,)),
        act=ACTS[todo.act].name,
        by=_BY.fill(day=todo.due, overdue=overdue) if todo.due else same(""),
        article=article_name(todo.article),
    )
    return _styled(dot(text, lang).splitlines(), _RED if todo.overdue else {}, coloured)


def _names(events: Iterable[str]) -> Iterator[Text]:
    for event in events:
        name = ACTS[event].name
        yield Text(f"{name.zh}（{event}）", f"{name.en} ({event})")


def _not_reread(found: Standing, lang: Lang) -> Iterator[str]:
    if found.case.instrument is None:
        return
    cited = dict.fromkeys([*(c.article for c in found.clocks), *(t.article for t in found.todos)])
    names = [
        article_name(number)
        for number in sorted(cited, key=lambda number: int(number.partition("(")[0]))
        if not article(found.case.instrument, number).confidence.verified
    ]
    if names:
        yield dot(listed(names), lang)


def _who(whose: Iterable[str]) -> Text:
    return listed(ACTOR_NAMES.get(who) or consultee_name(who) for who in whose)


def _styled(lines: list[str], style: dict[str, Any], coloured: bool) -> str:
    if not coloured or not style:
        return "\n".join(lines)
    return "\n".join(typer.style(line, **style) for line in lines)
