"""A screening and its sources as a memo that counsel can hand on: `.docx` or PDF. It bears no mark of the office."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib import resources

from shencha.documents.answers import shown as words_of
from shencha.documents.measures import FONTS, PAGE
from shencha.documents.pdf import fonts_here, set_as_pdf
from shencha.documents.sheet import said_day
from shencha.law.counsel.procedures import procedures
from shencha.law.counsel.questions import asked_by, name_of
from shencha.law.logic.facts import FACT
from shencha.law.logic.holds import NO, UNKNOWN, YES, Holds
from shencha.law.measures.open_points import OPEN_POINTS
from shencha.law.sanctions.provisions import article_name
from shencha.law.screening.screen import Screening
from shencha.law.sources import source_of
from shencha.text import Lang, Text, same

TITLE = Text(
    "关于是否须申报网络安全审查的备忘录", "Memorandum: must a filing for cybersecurity review be made?"
)
_HOLDS: dict[Holds, Text] = {
    YES: Text("成立", "holds"),
    NO: Text("不成立", "does not hold"),
    UNKNOWN: Text("尚不确定", "open"),
}
_APPLIES: dict[Holds, Text] = {
    YES: Text("适用", "applies"),
    NO: Text("不适用", "does not apply"),
    UNKNOWN: Text("尚不能确定", "open"),
}


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its paragraphs."""

    heading: Text
    lines: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Memo:
    """What the memo says, in both languages."""

    day: Text
    sections: tuple[Section, ...]
    foot: Text
    at: datetime


def memo_of(answer: Screening, at: datetime) -> Memo:
    """The memo of one answer.

    Args:
        at: when it is made, aware.
    """
    told = answer.as_dict()
    digests = Text(
        "事实摘要 SHA-256 {facts}；法律数据摘要 SHA-256 {law}。凭两者可以重现本次判断。",
        "Facts, SHA-256 {facts}; law data, SHA-256 {law}. With both this answer can be replayed.",
    ).fill(facts=told["facts_digest"] or "—", law=told["law_digest"] or "—")
    foot = Text(
        "本备忘录由系统依据所述事实自动生成，概括由本系统自行撰写，不是法律文本，也不代替法律意见。",
        "Made from the facts told. The summaries are this system's own words: no legal text, and no legal opinion.",
    )
    sections = tuple(one for one in _sections(answer) if one.lines)
    return Memo(said_day(answer.on), (*sections, Section(Text("可重现", "Replay"), (digests,))), foot, at)


def _sections(answer: Screening) -> Iterator[Section]:
    yield Section(Text("结论", "Answer"), (answer.text,))
    acts = tuple(_cited(act.text, act.instrument, act.article) for act in answer.next)
    yield Section(Text("下一步", "What comes next"), acts)
    if answer.outcome.value != "refused":
        given = tuple(
            _PAIR.fill(what=fact.label, value=words_of(name, answer.facts.written(name)))
            for name, fact in FACT.items()
            if answer.facts.written(name) not in ("unknown", None)
        )
        yield Section(Text("所依据的事实", "The facts told"), given)
    reasons = tuple(
        _cited(
            _PAIR.fill(
                what=Text("{name}（{holds}）", "{name} ({holds})").fill(
                    name=ground.name, holds=_HOLDS[ground.holds]
                ),
                value=one.text,
            ),
            one.instrument,
            one.article,
        )
        for ground in answer.grounds
        for one in ground.reasons
        if ground.holds is not NO or one.holds is NO
    )
    yield Section(Text("理由", "Why"), reasons)
    yield Section(
        Text("还缺的事实", "What is still missing"), tuple(FACT[name].label for name in answer.missing)
    )
    yield Section(
        Text("按通常情况判断", "Taken for usual"), tuple(FACT[name].label for name in answer.assumed)
    )
    silent = tuple(
        Text("{topic}：{text}本系统的处理：{policy}", "{topic}: {text} Our policy: {policy}").fill(
            topic=OPEN_POINTS[one].topic, text=OPEN_POINTS[one].text, policy=OPEN_POINTS[one].policy
        )
        for one in answer.open_points
    )
    yield Section(Text("条文未明确之处", "Where the text is silent"), silent)
    yield Section(
        Text("四种程序（相加而不相互替代）", "Four procedures (they add up, none replaces another)"),
        tuple(
            _cited(
                Text("{name}（{applies}）：{text}", "{name} ({applies}): {text}").fill(
                    name=one.name, applies=_APPLIES[one.applies], text=one.text
                ),
                one.instrument,
                one.article,
            )
            for one in procedures(answer)
        ),
    )
    for one in asked_by(answer):
        lines = [_cited(point.text, point.instrument, point.article) for point in one.points]
        lines += [
            Text("条文没有回答：{text}", "Not answered by the texts: {text}").fill(text=text)
            for text in one.open
        ]
        yield Section(one.title, tuple(lines))
    yield Section(Text("出处", "Sources"), tuple(_sources(answer)))


def _sources(answer: Screening) -> Iterator[Text]:
    reasons = [one for ground in answer.grounds for one in ground.reasons]
    cited: list[tuple[str, str | None]] = [(one.instrument, one.article) for one in reasons]
    cited += [(point.instrument, point.article) for one in asked_by(answer) for point in one.points]
    for source in dict.fromkeys(source_of(instrument, article) for instrument, article in cited):
        place = same(source.place) if source.place else Text("没有可以公开查阅的地址", "no public address")
        read = same(source.read.isoformat()) if source.read else Text("没有查阅", "not read")
        yield Text("{name}：{strength}；{place}；{read}", "{name}: {strength}; {place}; {read}").fill(
            name=source.name, strength=source.strength, place=place, read=read
        )


_PAIR = Text("{what}：{value}", "{what}: {value}")


def _cited(text: Text, instrument: str, article: str | None) -> Text:
    name = name_of(instrument)
    place = (
        Text("{name}{article}", "{name}, {article}").fill(name=name, article=article_name(article))
        if article
        else name
    )
    return Text("{text}（{place}）", "{text} ({place})").fill(text=text, place=place)


def memo_docx(memo: Memo, lang: Lang) -> bytes:
    """The memo as a Word document."""
    import docx as word
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    document = word.Document()
    page = document.sections[0]
    page.page_width, page.page_height = Mm(PAGE.width), Mm(PAGE.height)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(11)
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "SimSun")
    core = document.core_properties
    core.title, core.author, core.comments = TITLE.said(lang), "", ""
    core.created = core.modified = memo.at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    document.add_heading(TITLE.said(lang), level=0)
    document.add_paragraph(memo.day.said(lang))
    for one in memo.sections:
        document.add_heading(one.heading.begun.said(lang), level=1)
        for line in one.lines:
            document.add_paragraph(line.begun.said(lang), style="List Bullet" if len(one.lines) > 1 else None)
    document.add_paragraph(memo.foot.said(lang))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def memo_pdf(memo: Memo, lang: Lang) -> bytes:
    """The memo as a PDF; without a Chinese font it is still made, but is no PDF/A."""
    fonts = fonts_here()
    families = {family.lower(): family for family in fonts.families()}
    told = {
        "lang": lang,
        "page": PAGE.as_dict(),
        "fonts": [
            families[name.lower()] for name in (*FONTS["body"], *FONTS["latin"]) if name.lower() in families
        ],
        "title": TITLE.said(lang),
        "day": memo.day.said(lang),
        "year": memo.at.year,
        "month": memo.at.month,
        "dayOfMonth": memo.at.day,
        "sections": [
            {
                "heading": one.heading.begun.said(lang),
                "lines": [line.begun.said(lang) for line in one.lines],
            }
            for one in memo.sections
        ],
        "foot": memo.foot.said(lang),
    }
    return set_as_pdf(_template(), "memo", told, memo.at)


@cache
def _template() -> bytes:
    return resources.files("shencha.documents").joinpath("memo.typ").read_bytes()
