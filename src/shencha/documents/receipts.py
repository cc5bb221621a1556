"""The words of receipts and of requests for supplements."""

from __future__ import annotations

from datetime import date

from shencha.documents.items import asked_of, headline, line
from shencha.documents.occasion import NOTIFIED, Occasion, Words
from shencha.documents.sheet import Block, Files, Listing, said_day, said_moment
from shencha.law.measures.figures import figures
from shencha.law.screening.sentences import article_name
from shencha.procedure.clocks import Status, clocks
from shencha.procedure.names import CLOCK_NAMES, GROUND_NAMES
from shencha.procedure.supplements import Asked, Item, Replies
from shencha.text import Text, same
from shencha.text.lists import listed


def filed(about: Occasion) -> Words:
    """A filing is receipted (Article 8; 2020: 7)."""
    ground = about.after.ground or ""
    return Words(
        "filed",
        Text("网络安全审查申报材料收件回执", "Receipt for a filing for cybersecurity review"),
        (
            about.say(
                "贵单位就“{matter}”（事由：{ground}）提交的网络安全审查申报材料已于{moment}收到，案件编号为"
                "{case}。收到的材料如下：",
                "Your filing for cybersecurity review on “{matter}” (ground: {ground}) was received on {moment}; its "
                "case number is {case}. The following was received:",
                ground=GROUND_NAMES.get(ground, same(ground)),
                moment=said_moment(about.given.recorded),
            ),
            Files(about.given.files),
            about.say(
                "本回执只证明收到上述材料，不表示材料已经符合{law}{materials}的要求。审查办公室核对后认为需要补充的，"
                "将书面提出；自收到符合要求的材料之日起{days}个工作日内，审查办公室按照{intake}确定是否需要审查，并书面"
                "通知贵单位。",
                "This receipt proves that the above was received, not that it meets {materials} of the {law}. If the "
                "office finds that more is needed it will ask in writing; within {days} working days of receiving "
                "materials that meet the requirements it decides under {intake} whether review is needed and tells "
                "you in writing.",
                materials=about.article("materials"),
                intake=about.article("intake"),
                days=figures(about.version).intake_days.value,
            ),
        ),
        Text("特此回执。", "Receipt is hereby given."),
        (about.point("incomplete_filing"),),
    )


def supplement_requested(about: Occasion, items: tuple[Asked, ...]) -> Words:
    """The party is asked for more (Article 15; 2020: 14)."""
    running = [
        one
        for one in clocks(about.after, about.event.on, about.calendar)
        if one.consultee is None and one.status is Status.PAUSED
    ]
    if running:
        used = running[-1]
        waits = about.say(
            "正在计算的{name}期限（{article}，{budget}个工作日）已用{counted}个工作日，自{on}的次日起暂停，至所要求的"
            "材料收齐之日止，次日起继续计算。",
            "The time of the {name} ({article}, {budget} working days), of which {counted} are used, stands still "
            "after {on} until and including the day on which all that is asked for has arrived, and then runs on.",
            name=CLOCK_NAMES[used.clock],
            article=article_name(used.article),
            budget=used.budget,
            counted=used.counted or 0,
        )
    else:
        waits = about.say(
            "目前没有正在计算的审查期限；期限自收到符合要求的材料之日起计算。",
            "No time limit is running at present; time runs from the receipt of materials that meet the "
            "requirements.",
        )
    return Words(
        "supplement_requested",
        Text("关于补充网络安全审查材料的通知", "Request for supplementary materials"),
        (
            about.say(
                "贵单位“{matter}”（案件编号{case}）的申报材料，经核对，需要补充以下内容：",
                "The materials of “{matter}” (case {case}) have been examined. Please supplement the following:",
            ),
            Listing(tuple(line(about.after, one) for one in items)),
            about.say(
                "依据{law}{article}，请予以配合。提交补充材料的时间不计入审查时间；{by_when}",
                "Under {article} of the {law} you are asked to cooperate. The time for supplements does not count "
                "as time of the review. {by_when}",
                article=about.article("supplement"),
                by_when=_BY_WHEN[any(isinstance(one, Item) and one.due for one in items)],
            ),
            waits,
        ),
        NOTIFIED,
        (about.point("pause_endpoints"),),
    )


_BY_WHEN = {
    False: Text(
        "条文没有规定补充的期限，请尽早提交。",
        "The text sets no day for them; please hand them in early.",
    ),
    True: Text(
        "条文没有规定补充的期限，所列日期由审查办公室确定，请尽早提交。",
        "The text sets no day for them: the days named are the office's own; please hand them in early.",
    ),
}
"""By whether the office names a day."""


def supplement_received(about: Occasion, items: tuple[str, ...], replies: Replies) -> Words:
    """What arrived is receipted (Article 15; 2020: 14)."""
    open_still = about.after.papers.asked
    remarks: tuple[Text, ...] = ()
    if open_still:
        rest = about.say(
            "尚待补充{rest}；收齐之前，期限继续暂停。",
            "Still awaited: {rest}. Until all of it has arrived the time limits stand still.",
            rest=listed((_named(about, one) for one in open_still), Text("、", "; ")),
        )
    else:
        running = [one for one in clocks(about.after, about.event.on, about.calendar) if one.ended is None]
        own = next((one for one in reversed(running) if one.consultee is None), None)
        if own is None:
            rest = about.say("所要求的材料已经收齐。", "All that was asked for has arrived.")
        else:
            until, remarks = about.until(own)
            rest = about.say(
                "所要求的材料已经收齐。{name}期限（{article}）自次日起继续计算，{until}。",
                "All that was asked for has arrived. The time of the {name} ({article}) runs on from the next day, "
                "{until}.",
                name=CLOCK_NAMES[own.clock],
                article=article_name(own.article),
                until=until,
            )
    blocks: list[Block] = [
        about.say(
            "贵单位就“{matter}”（案件编号{case}）提交的以下补充材料已于{moment}收到：",
            "The following supplements to “{matter}” (case {case}) were received on {moment}:",
            moment=said_moment(about.given.recorded),
        ),
        Files(about.given.files)
        if about.given.files
        else Listing(tuple(_named(about, one) for one in items)),
    ]
    if replies:
        blocks += [
            about.say("对下列各项的文字答复：", "In words it was said to these:"),
            Listing(tuple(_replied(about, name, words) for name, words in replies)),
        ]
    blocks.append(rest)
    return Words(
        "supplement_received",
        Text("补充材料收件回执", "Receipt for supplementary materials"),
        tuple(blocks),
        Text("特此回执。", "Receipt is hereby given."),
        (about.point("pause_endpoints"), *remarks),
    )


def _named(about: Occasion, name: str) -> Text:
    one = asked_of(about.after, name)
    head = headline(about.after, one)
    return Text(f"（{name}）{head.zh}", f"({name}) {head.en}") if isinstance(one, Item) else head


def _replied(about: Occasion, name: str, words: str) -> Text:
    head, said = _named(about, name), " ".join(words.split()).rstrip("。.；; ")
    return Text(f"{head.zh}——{said}", f"{head.en} — {said}")


def withdrawn(about: Occasion, reason: str | None, requested: date | None) -> Words:
    """A withdrawal is receipted, whoever recorded it (open point O14)."""
    day = said_day(requested) if requested else None
    return Words(
        "withdrawn",
        Text("撤回申报收件回执", "Receipt for a withdrawal"),
        (
            about.say(
                "{how}“{matter}”（案件编号{case}）的申报已于{moment}撤回{why}。自即日起，本案期限停止计算。",
                "The filing of “{matter}” (case {case}) was withdrawn on {moment}{how}{why}. From this day the "
                "time limits of "
                "the case have stopped.",
                moment=said_moment(about.given.recorded),
                how=Text(
                    f"根据贵单位{day.zh}的书面申请，由审查办公室登记，贵单位",
                    f" by the office, at your request in writing of {day.en}",
                )
                if day
                else Text("贵单位", ""),
                why=Text(f"（理由：{reason}）", f" (reason: {reason})") if reason else same(""),
            ),
        ),
        Text("特此回执。", "Receipt is hereby given."),
        (about.point("withdrawal"),),
    )
