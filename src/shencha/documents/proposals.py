"""The words of the letters that ask consultees for an opinion."""

from __future__ import annotations

from shencha.documents.occasion import Occasion, Words
from shencha.documents.sheet import Block, Listing, Paragraph
from shencha.law.measures.factors import FACTORS
from shencha.law.measures.figures import figures
from shencha.procedure.acts import ProposalSent, SecondProposalSent
from shencha.procedure.case import ClockName
from shencha.procedure.names import GROUND_NAMES, RESULT_NAMES
from shencha.text import Text, same


def proposal(about: Occasion, sent: ProposalSent) -> Words:
    """Consultees are asked (Articles 11 and 12; 2020: 10 and 11)."""
    consultee = next(iter(getattr(about.event, "to", ())), None)
    clock = about.clock(ClockName.CONSULTATION, consultee)
    until, remarks = about.until(clock)
    return Words(
        "proposal_sent",
        Text("关于征求网络安全审查结论建议意见的函", "Letter asking for an opinion on a conclusion proposal"),
        (
            _matter(about),
            about.say(
                "经初步审查，形成审查结论建议：该事项{result}。依据{law}{article}，现征求贵单位意见。",
                "The preliminary review leads to this conclusion proposal: the matter {result}. Your opinion "
                "is asked "
                "under {article} of the {law}.",
                result=RESULT_NAMES[sent.proposal],
                article=about.article("preliminary"),
            ),
            *_grounds(about, sent),
            about.say(
                "依据{article}，请自收到本函之日起{days}个工作日内书面回复，说明同意或者不同意；不同意的，请写明所涉"
                "风险因素和理由。以{on}收到计算，答复期限{until}；实际收到日期不同的，自实际收到之日起计算。",
                "Under {article} please answer in writing within {days} working days of receiving this "
                "letter, saying "
                "whether you agree; if you do not, name the factors and the reasons. Received on {on}, the time runs "
                "{days} working days, {until}; received on another day, it runs from that day.",
                article=about.article("fork"),
                days=figures(about.version).opinion_days.value,
                until=until,
            ),
        ),
        Text("请予支持。", "Thank you for your support."),
        (about.point("silence_in_consultation"), *remarks),
    )


def second_proposal(about: Occasion, sent: SecondProposalSent) -> Words:
    """Consultees are asked again (Article 13; 2020: 12)."""
    return Words(
        "second_proposal_sent",
        Text("关于再次征求网络安全审查结论建议意见的函", "Letter asking for an opinion on a second proposal"),
        (
            _matter(about),
            about.say(
                "本案适用特别审查程序。经听取意见和深入分析评估，再次形成审查结论建议：该事项{result}。依据{law}{article}，"
                "现征求贵单位意见，请书面回复；条文没有为再次征求意见规定答复期限。",
                "The special procedure applies. After hearings and an analysis in depth there is a new conclusion "
                "proposal: the matter {result}. Your opinion is asked in writing under {article} of the "
                "{law}; the text "
                "sets no time for this second round.",
                result=RESULT_NAMES[sent.proposal],
                article=about.article("special"),
            ),
            *_grounds(about, sent),
        ),
        Text("请予支持。", "Thank you for your support."),
        (about.point("silence_in_consultation"),),
    )


def _grounds(about: Occasion, sent: ProposalSent | SecondProposalSent) -> tuple[Block, ...]:
    """Why it is proposed, on which factors, with which conditions, and what is enclosed, as far as that was said."""
    blocks: list[Block] = []
    if sent.reason:
        blocks.append(about.say("主要理由：{why}", "The main reasons: {why}", why=same(sent.reason)))
    if sent.factors:
        blocks.append(about.say("涉及的评估因素：", "The factors concerned:"))
        blocks.append(Listing(tuple(_factor(one) for one in sent.factors)))
    if sent.conditions:
        blocks.append(
            about.say(
                "拟附条件（条文未规定，属实践做法）：",
                "Proposed conditions (practice; no article provides for them):",
            )
        )
        blocks.append(Listing(tuple(same(one) for one in sent.conditions)))
    if sent.enclosed:
        blocks.append(about.say("随附材料：", "Enclosed:"))
        blocks.append(Listing(tuple(same(one) for one in sent.enclosed)))
    return tuple(blocks)


def _factor(factor: str) -> Text:
    short = FACTORS[factor].short
    return Text(f"{factor} {short.zh}", f"{factor} {short.en}")


def _matter(about: Occasion) -> Paragraph:
    ground = about.after.ground or ""
    return about.say(
        "审查办公室正在审查“{matter}”（案件编号{case}，事由：{ground}）。",
        "The office is reviewing “{matter}” (case {case}, ground: {ground}).",
        ground=GROUND_NAMES.get(ground, same(ground)),
    )
