"""The words of the notices by which a party is told of a decision."""

from __future__ import annotations

from shencha.documents.occasion import NOTIFIED, Occasion, Words
from shencha.documents.sheet import Block, Listing, Paragraph, said_day
from shencha.law.measures.figures import figures
from shencha.law.measures.steps import steps
from shencha.law.screening.sentences import article_name
from shencha.procedure.acts import InterimMeasuresRequired
from shencha.procedure.case import ClockName
from shencha.procedure.names import SUBJECT_NAMES
from shencha.text import Text, same

"""The article under which reviewers can be reported."""


def review_needed(about: Occasion, reason: str | None) -> Words:
    """Review is needed (Article 9; 2020: 8)."""
    clock = about.clock(ClockName.PRELIMINARY)
    until, remarks = about.until(clock)
    known = figures(about.version)
    return Words(
        "review_needed",
        Text("关于需要进行网络安全审查的通知", "Notice that review is needed"),
        (
            about.say(
                "贵单位申报的“{matter}”（案件编号{case}），经研究，依据{law}{intake}，确定需要进行网络安全审查。",
                "On “{matter}” (case {case}), which you filed, it has been decided under {intake} of the {law} that "
                "cybersecurity review is needed.",
                intake=about.article("intake"),
            ),
            *_reason(about, reason),
            about.say(
                "依据{article}，初步审查自本通知发出之日起{days}个工作日内完成，{until}；情况复杂的，可以延长{more}个"
                "工作日，届时另行通知。",
                "Under {article} the preliminary review takes at most {days} working days from the issue of this "
                "notice, {until}; in a complex case it may be extended by {more} working days, of which you "
                "will be told.",
                article=about.article("preliminary"),
                days=known.preliminary_days.value,
                more=known.preliminary_extension_days.value,
                until=until,
            ),
            *_care(about),
        ),
        NOTIFIED,
        remarks,
    )


def review_not_needed(about: Occasion, reason: str | None) -> Words:
    """No review is needed (Article 9; 2020: 8)."""
    return Words(
        "review_not_needed",
        Text("关于无需进行网络安全审查的通知", "Notice that no review is needed"),
        (
            about.say(
                "贵单位申报的“{matter}”（案件编号{case}），经研究，依据{law}{intake}，确定无需进行网络安全审查。",
                "On “{matter}” (case {case}), which you filed, it has been decided under {intake} of the {law} that "
                "no cybersecurity review is needed.",
                intake=about.article("intake"),
            ),
            *_reason(about, reason),
            about.say(
                "本通知依据贵单位申报的事实作出，不影响审查工作机制成员单位依据{article}提出审查。",
                "This notice rests on the facts that you filed; it does not touch the right of the member units to "
                "raise a concern under {article}.",
                article=about.article("ex_officio"),
            ),
        ),
        NOTIFIED,
        (about.point("change_of_facts"),),
    )


def preliminary_extended(about: Occasion, days: int, reason: str) -> Words:
    """More time for the preliminary review (Article 11; 2020: 10)."""
    clock = about.clock(ClockName.PRELIMINARY)
    until, remarks = about.until(clock)
    return Words(
        "preliminary_extended",
        Text("关于延长初步审查期限的通知", "Notice that the preliminary review is extended"),
        (
            about.say(
                "贵单位“{matter}”（案件编号{case}）正在进行初步审查。因情况复杂（{reason}），依据{law}{article}，初步审查"
                "期限延长{days}个工作日，共{budget}个工作日，{until}。",
                "The preliminary review of “{matter}” (case {case}) is under way. The matter being complex "
                "({reason}), "
                "its time is extended under {article} of the {law} by {days} working days to {budget} in "
                "all, {until}.",
                reason=reason,
                article=about.article("preliminary"),
                days=days,
                budget=clock.budget if clock else days,
                until=until,
            ),
        ),
        NOTIFIED,
        remarks,
    )


def special(about: Occasion) -> Words:
    """The special procedure begins (Article 12; 2020: 11)."""
    until, remarks = about.until(about.clock(ClockName.SPECIAL))
    return Words(
        "special_procedure_notified",
        Text("关于转入特别审查程序的通知", "Notice of the special procedure"),
        (
            about.say(
                "贵单位“{matter}”（案件编号{case}）的审查结论建议，各有关单位意见不一致。依据{law}{fork}，本案按照特别审查"
                "程序处理。",
                "On the conclusion proposal in “{matter}” (case {case}) opinions differ. Under {fork} of the "
                "{law} the "
                "case goes into the special procedure.",
                fork=about.article("fork"),
            ),
            about.say(
                "特别审查程序一般应当在{days}个工作日内完成（{article}），自本通知发出之日起计算，{until}；情况复杂的，可以"
                "延长，届时另行通知。",
                "The special procedure generally takes at most {days} working days ({article}), counted from "
                "the issue "
                "of this notice, {until}; in a complex case it may be extended, of which you will be told.",
                days=figures(about.version).special_days.value,
                article=article_name(figures(about.version).special_days.article),
                until=until,
            ),
        ),
        NOTIFIED,
        (about.point("special_start"), *remarks),
    )


def special_extended(about: Occasion, days: int, reason: str) -> Words:
    """More time for the special procedure (Article 14; 2020: 13)."""
    clock = about.clock(ClockName.SPECIAL)
    until, remarks = about.until(clock)
    return Words(
        "special_extended",
        Text("关于延长特别审查期限的通知", "Notice that the special review is extended"),
        (
            about.say(
                "贵单位“{matter}”（案件编号{case}）适用特别审查程序。因情况复杂（{reason}），依据{law}{article}，审查期限延长"
                "{days}个工作日，共{budget}个工作日，{until}。",
                "The special procedure applies to “{matter}” (case {case}). The matter being complex ({reason}), its "
                "time is extended under {article} of the {law} by {days} working days to {budget} in all, {until}.",
                reason=reason,
                article=article_name(figures(about.version).special_days.article),
                days=days,
                budget=clock.budget if clock else days,
                until=until,
            ),
        ),
        NOTIFIED,
        (about.point("special_start"), *remarks),
    )


def conclusion(about: Occasion, result: str, conditions: tuple[str, ...], reason: str | None = None) -> Words:
    """The conclusion (Articles 12 and 13; 2020: 11 and 12)."""
    special = about.before.in_special
    if special:
        way = Text(
            "经特别审查程序并报中央网信委批准",
            "after the special procedure and with the Commission's approval",
        )
    else:
        way = Text(
            "经初步审查并征求有关单位意见，各方意见一致",
            "after the preliminary review, all opinions being at one",
        )
    blocks: list[Block] = [
        about.say(
            "贵单位“{matter}”（案件编号{case}），{way}，依据{law}{article}，审查结论如下：",
            "On “{matter}” (case {case}), {way}, the conclusion under {article} of the {law} is as follows:",
            way=way,
            article=about.article("special" if special else "fork"),
        )
    ]
    if result == "affecting":
        blocks.append(
            about.say(
                "经审查，该事项影响国家安全，不得实施。",
                "The matter affects national security and may not go ahead.",
            )
        )
    elif conditions:
        blocks.append(
            about.say(
                "经审查，在遵守下列条件的前提下，该事项不影响国家安全，可以继续进行：",
                "Provided that the following conditions are kept, the matter does not affect national "
                "security and may "
                "go on:",
            )
        )
        blocks.append(Listing(tuple(same(one) for one in conditions)))
    else:
        blocks.append(
            about.say(
                "经审查，该事项不影响国家安全，可以继续进行。",
                "The matter does not affect national security and may go on.",
            )
        )
    if result == "affecting" and conditions:
        blocks.append(about.say("并请落实以下要求：", "The following is required as well:"))
        blocks.append(Listing(tuple(same(one) for one in conditions)))
    blocks += _reason(about, reason)
    blocks.append(
        about.say(
            "认为审查人员处理不公，或者泄露在审查中知悉的信息的，可以依据{article}举报。",
            "Whoever holds that reviewers were not impartial, or did not keep what they learnt confidential, "
            "may report "
            "it under {article}.",
            article=about.article("complaint"),
        )
    )
    points = ("conditions", "no_appeal") if conditions else ("no_appeal",)
    return Words(
        "conclusion_notified",
        Text("网络安全审查结论通知书", "Notice of the conclusion of a cybersecurity review"),
        tuple(blocks),
        NOTIFIED,
        tuple(about.point(one) for one in points),
    )


def review_opened(about: Occasion) -> Words:
    """A review ex officio is opened (Article 16; 2020: 15)."""
    until, remarks = about.until(about.clock(ClockName.PRELIMINARY))
    concern = about.before.concern
    subject = (
        SUBJECT_NAMES.get(concern.subject, same(concern.subject))
        if concern
        else SUBJECT_NAMES["products_services"]
    )
    return Words(
        "review_opened",
        Text("关于启动网络安全审查的通知", "Notice that a cybersecurity review is opened"),
        (
            about.say(
                "审查工作机制成员单位认为，贵单位有关“{matter}”的{subject}影响或者可能影响国家安全。经中央网信委"
                "批准，依据{law}{article}，现对贵单位启动网络安全审查，案件编号为{case}。",
                "A member unit of the review mechanism holds that, as regards “{matter}”, {subject} of yours "
                "affect or "
                "may affect national security. With the Commission's approval, a cybersecurity review is "
                "opened under "
                "{article} of the {law}; its case number is {case}.",
                subject=subject,
                article=about.article("ex_officio"),
            ),
            about.say(
                "依据{article}，初步审查自本通知发出之日起{days}个工作日内完成，{until}。",
                "Under {article} the preliminary review takes at most {days} working days from the issue of "
                "this notice, "
                "{until}.",
                article=about.article("preliminary"),
                days=figures(about.version).preliminary_days.value,
                until=until,
            ),
            *_care(about),
        ),
        NOTIFIED,
        remarks,
    )


def interim(about: Occasion, event: InterimMeasuresRequired) -> Words:
    """Measures against risk during the review (Article 16 of the 2022 version), their reach, start and end."""
    reach = (
        (about.say("范围：{reach}。", "They cover: {reach}.", reach=same(event.reach)),)
        if event.reach
        else ()
    )
    end = said_day(event.until) if event.until else Text("审查结束", "the end of the review")
    return Words(
        "interim_measures_required",
        Text("关于采取预防和消减风险措施的通知", "Notice of measures against risk during the review"),
        (
            about.say(
                "贵单位“{matter}”（案件编号{case}）正在接受网络安全审查。为防范风险，依据{law}{article}，请在审查期间采取以下"
                "措施：",
                "“{matter}” (case {case}) is under cybersecurity review. To guard against risk, please take "
                "the following "
                "measures while the review lasts, under {article} of the {law}:",
                article=about.article("ex_officio"),
            ),
            Listing(tuple(same(one) for one in event.measures)),
            *_reason(about, event.reason),
            *reach,
            about.say(
                "措施自{begins}起，至{end}止。",
                "They hold from {begins} until {end}.",
                begins=said_day(event.begins or event.on),
                end=end,
            ),
        ),
    )


def _reason(about: Occasion, reason: str | None) -> tuple[Paragraph, ...]:
    """Why it is so decided, in the words of whoever decided."""
    return (about.say("理由：{reason}", "Reasons: {reason}", reason=same(reason)),) if reason else ()


def _care(about: Occasion) -> tuple[Paragraph, ...]:
    """The duty during the review, where the version has it."""
    if "interim" not in steps(about.version):
        return ()
    return (
        about.say(
            "审查期间，请按照审查要求采取预防和消减风险的措施（{article}）。",
            "While the review lasts, please take the measures against risk that the review requires ({article}).",
            article=about.article("ex_officio"),
        ),
    )
