"""A screening as a person reads it: the answer, why, what is missing, what would change it, what next."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from shencha.cli.lines import dot, part, policy, wrapped
from shencha.law.counsel.procedures import Procedure, procedures
from shencha.law.counsel.questions import Question, asked_by, name_of
from shencha.law.logic.facts import FACT
from shencha.law.logic.holds import NO, UNKNOWN, YES
from shencha.law.measures.instruments import article, instrument, instruments
from shencha.law.screening.screen import GroundAnswer, Reason, Screening
from shencha.law.screening.sentences import article_name, said
from shencha.text import Lang, Text, same

if TYPE_CHECKING:
    from shencha.registers.rows import Answered

_MARKS = {YES: "✓", NO: "✗", UNKNOWN: "?"}

_HEAD = Text("依据{name}，{on}", "{name}, as of {on}")
_WHY = Text("理由", "Why")
_MISSING = Text("还缺哪些事实", "What is missing")
_ASSUMED = Text("没有填写，按通常情况判断", "Left out, taken for usual")
_FLIPS = Text("影响判断结果的因素", "What the answer turns on")
_NEXT = Text("下一步", "What next")
_SILENT = Text("条文未明确，按本系统的政策处理", "The text is silent, and a policy fills the gap")
_PROCEDURES = Text("四种程序，相加而不相互替代", "Four procedures: they add up, none replaces another")
_QUESTIONS = Text(
    "相关问题，用 shencha law questions 查看", "Questions that follow: see shencha law questions"
)
_NOT_REREAD = Text("表述尚未与原文再次核对", "Wording not checked again against the text")
_CITED = Text("{text}（{article}）", "{text} ({article})")


def page(answer: Screening, lang: Lang) -> str:
    """The whole answer in one language."""
    parts = [
        _head(answer, lang),
        part(_WHY, _why(answer, lang), lang),
        part(_MISSING, (dot(_with_name(name), lang) for name in answer.missing), lang),
        part(_ASSUMED, (dot(_taken(answer, name), lang) for name in answer.leaning_on), lang),
        part(_FLIPS, (dot(flip.text, lang) for flip in answer.flips), lang),
        part(_NEXT, (dot(_cited(act.text, act.article, act.instrument), lang) for act in answer.next), lang),
        part(_SILENT, (dot(policy(point), lang) for point in answer.open_points), lang),
        part(_PROCEDURES, (dot(_procedure(one), lang) for one in procedures(answer)), lang),
        part(_QUESTIONS, (dot(_named(one), lang) for one in asked_by(answer)), lang),
        part(_NOT_REREAD, _not_reread(answer, lang), lang),
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def _procedure(one: Procedure) -> Text:
    return Text("{name}：{text}", "{name}: {text}").fill(name=one.name, text=one.text)


def _named(one: Question) -> Text:
    return Text("{title}（{id}）", "{title} ({id})").fill(title=one.title, id=one.id)


def register_page(done: Answered, lang: Lang) -> str:
    """How many rows of a register got which outcome."""
    head = Text("{rows} 行已答，写入 {out}", "{rows} rows answered, written to {out}")
    lines = [head.fill(rows=f"{done.rows:,}", out=done.out).said(lang)]
    lines += [f"  {n:>12,}  {said('names', outcome).said(lang)}" for outcome, n in done.outcomes.items()]
    return "\n".join(lines)


def _head(answer: Screening, lang: Lang) -> str:
    lines = list(wrapped(answer.text.said(lang)))
    if answer.instrument:
        name = instrument(answer.instrument).name
        lines.append(_HEAD.fill(name=name, on=same(answer.on.isoformat())).said(lang))
    return "\n".join(lines)


def _why(answer: Screening, lang: Lang) -> Iterator[str]:
    for ground in answer.grounds:
        yield f"  {_MARKS[ground.holds]} {ground.name.said(lang)}"
        for reason in _telling(ground):
            text = _cited(reason.text, reason.article, reason.instrument)
            yield "\n".join(wrapped(text.said(lang), f"      {_MARKS[reason.holds]} ", "        "))


def _telling(ground: GroundAnswer) -> Iterator[Reason]:
    """A ground that fails is told by what fails it; any other by all its reasons."""
    return (reason for reason in ground.reasons if ground.holds is not NO or reason.holds is NO)


def _not_reread(answer: Screening, lang: Lang) -> Iterator[str]:
    cited = {
        (reason.instrument, reason.article): reason.confidence
        for ground in answer.grounds
        for reason in _telling(ground)
    } | {
        (act.instrument, act.article): article(act.instrument, act.article).confidence
        for act in answer.next
        if act.article and act.instrument == answer.instrument
    }
    names = [_article(number, of) for (of, number), known in cited.items() if number and not known.verified]
    if names:
        yield dot(Text("、".join(n.zh for n in names), "; ".join(n.en for n in names)), lang)


def _article(number: str, of: str) -> Text:
    where = article_name(number)
    if not of or any(one.id == of for one in instruments()):
        return where
    return Text("{name}{where}", "{name}, {where}").fill(name=name_of(of), where=where)


def _cited(text: Text, number: str | None, of: str = "") -> Text:
    return _CITED.fill(text=text, article=_article(number, of)) if number else text


def _taken(answer: Screening, fact: str) -> Text:
    return _CITED.fill(text=FACT[fact].label, article=same(f"{fact}: {answer.facts.written(fact)}"))


def _with_name(fact: str) -> Text:
    return _CITED.fill(text=FACT[fact].label, article=same(fact))
