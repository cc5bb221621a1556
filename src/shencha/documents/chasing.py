"""The words of the letters that ask again for what is late; no article speaks of them, and they move no clock."""

from __future__ import annotations

from datetime import date

from shencha.documents.items import headline
from shencha.documents.occasion import NOTIFIED, Occasion, Words
from shencha.documents.sheet import Listing, Paragraph, said_day
from shencha.procedure.acts import EvidenceChased, OpinionChased, SupplementChased
from shencha.procedure.case import ClockName
from shencha.procedure.supervision import PARTY, named
from shencha.procedure.supplements import Item
from shencha.text import Text, same


def opinion(about: Occasion, sent: OpinionChased) -> Words:
    """A unit has not answered in its days (Article 12; 2020: 11; open point O1)."""
    asked = about.before.round
    clock = about.clock(ClockName.CONSULTATION, sent.to[0])
    past = clock.due if clock and clock.ended is None else None
    late = (
        about.say(
            "依据{law}{article}，答复期限已于{day}届满，至今未收到贵单位的书面意见。",
            "Under {article} of the {law} the time to answer ended on {day}; no opinion of your unit has arrived.",
            article=about.article("fork"),
            day=said_day(past),
        )
        if past
        else about.say(
            "至今未收到贵单位的书面意见；条文没有为再次征求意见规定答复期限。",
            "No opinion of your unit has arrived; the text sets no time for this second round.",
        )
    )
    return Words(
        sent.name,
        Text(
            "关于催办网络安全审查结论建议意见的函",
            "Letter asking again for an opinion on a conclusion proposal",
        ),
        (
            about.say(
                "审查办公室于{day}就“{matter}”（案件编号{case}）的审查结论建议征求贵单位意见。",
                "On {day} the office asked your unit’s opinion on the conclusion proposal in “{matter}” (case {case}).",
                day=said_day(asked.sent if asked else sent.on),
            ),
            late,
            _please(about, sent.until, Text("书面答复同意或者不同意", "answer in writing whether you agree")),
            *_again(about, "opinion_received", sent.to[0]),
            *_besides(about, sent.reason),
        ),
        Text("请予支持。", "Thank you for your support."),
        (about.point("silence_in_consultation"),),
    )


def supplement(about: Occasion, sent: SupplementChased) -> Words:
    """The party has not handed in what was asked for (Article 11; 2020: 10)."""
    papers = about.before.papers
    typed = {one.item: one for one in papers.requests}
    return Words(
        sent.name,
        Text("关于催交补充材料的通知", "Reminder of the supplements asked for"),
        (
            about.say(
                "审查办公室于{day}要求贵单位就“{matter}”（案件编号{case}）补充材料，下列材料至今未收到：",
                "On {day} the office asked you for supplements in “{matter}” (case {case}); these have not arrived:",
                day=said_day(papers.since or sent.on),
            ),
            Listing(tuple(_item(about, typed.get(one), one) for one in papers.asked)),
            _please(about, sent.until, Text("提交", "hand them in")),
            about.say(
                "材料收齐之前，审查期限暂停计算。",
                "Until all of them are in, the time of the review stands still.",
            ),
            *_again(about, "supplement_received", PARTY),
            *_besides(about, sent.reason),
        ),
        NOTIFIED,
        (about.point("pause_endpoints"),),
    )


def evidence(about: Occasion, sent: EvidenceChased) -> Words:
    """Evidence of a promise or condition is late (Article 19; 2020: 18)."""
    one = named(about.before.obligations, sent.commitment)
    return Words(
        sent.name,
        Text("关于催交承诺履行证明的通知", "Reminder of the evidence owed"),
        (
            about.say(
                "贵单位“{matter}”（案件编号{case}）的下列承诺或者条件，应于{day}前提交履行证明，至今未收到：{commitment}。",
                "Evidence that the following promise or condition in “{matter}” (case {case}) is kept was "
                "owed by {day} and has not arrived: {commitment}.",
                day=said_day(one.due if one and one.due else sent.on),
                commitment=sent.commitment.rstrip("。."),
            ),
            _please(about, sent.until, Text("提交", "hand it in")),
            about.say(
                "审查办公室依据{law}{article}监督承诺和条件的落实。",
                "The office supervises promises and conditions under {article} of the {law}.",
                article=about.article("supervision"),
            ),
            *_again(about, "evidence_received", sent.commitment),
            *_besides(about, sent.reason),
        ),
        NOTIFIED,
        (about.point("conditions"),) if one and one.source == "condition" else (),
    )


def _item(about: Occasion, typed: Item | None, name: str) -> Text:
    return headline(about.before, typed or name)


def _please(about: Occasion, until: date | None, do: Text) -> Paragraph:
    if until is None:
        return about.say("请尽快{do}。", "Please {do} as soon as you can.", do=do)
    return about.say("请于{until}前{do}。", "Please {do} by {until}.", do=do, until=said_day(until))


def _again(about: Occasion, owed: str, of: str) -> tuple[Paragraph, ...]:
    """The how manieth time it is, from the second on."""
    times = len(about.after.chased(owed, of))
    if times < 2:
        return ()
    return (about.say("此为第{n}次催办。", "It has been asked for {n} times now.", n=times),)


def _besides(about: Occasion, words: str | None) -> tuple[Paragraph, ...]:
    return (Paragraph(same(words)),) if words else ()
