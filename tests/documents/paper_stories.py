"""Short histories of cases, and the paper that the last event of each calls for."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from shencha.documents.notices import notice_for
from shencha.documents.sheet import Hand, HandedIn, Letterhead, LogPlace, Notice, Particulars
from shencha.law.calendar.workdays import published
from shencha.procedure import acts as e
from shencha.procedure.acts import TO_UNITS
from shencha.procedure.case import replay
from shencha.text import Text

SHANGHAI = ZoneInfo("Asia/Shanghai")
LISTING = Text("云栖出行赴纽约上市", "云栖出行赴纽约上市")
PARTY = Text("云栖出行科技有限公司（虚构）", "Yunqi Mobility Technology (fictional)")
MEMBER = Text("国家发展和改革委员会", "National Development and Reform Commission")
DRAFTER = Hand(Text("拟稿", "Drafted by"), Text("承办人", "case officer"))
SIGNER = Hand(Text("签发", "signed by"), Text("复核人", "second officer"))
SIGNATORY = Hand(Text("提交", "Handed in by"), Text("当事人负责人", "party owner"))
FILES = (
    HandedIn(Text("申报书", "declaration"), "申报书.pdf", 182_344, "3f" * 32),
    HandedIn(
        Text(
            "关于影响或者可能影响国家安全的分析报告",
            "analysis report on the effect or possible effect on national security",
        ),
        "分析报告（含七项因素）终稿.docx",
        2_482_344,
        "a7" * 32,
    ),
    HandedIn(
        Text(
            "拟提交的首次公开募股等上市申请文件",
            "initial public offering or other listing application documents to be submitted",
        ),
        "F-1 draft.pdf",
        12_482_344,
        "0c" * 32,
    ),
)
MATERIALS = ("declaration", "analysis_report", "listing_documents")


def on(month: int, day: int) -> date:
    return date(2026, month, day)


FILED = e.Filed(on(3, 2), MATERIALS)
ACCEPTED = (FILED, e.MaterialsAccepted(on(3, 4)))
NEEDED = (*ACCEPTED, e.DeterminationNotified(on(3, 13), True))
ASKED = (*NEEDED, e.ProposalSent(on(4, 20), "not_affecting", ("cac", "ndrc", "miit")))
AGREED = (*ASKED, *(e.OpinionReceived(on(4, 28), who, "agree") for who in ("cac", "ndrc", "miit")))
DIFFERING = (*ASKED, e.OpinionReceived(on(4, 28), "ndrc", "disagree", "数据范围不明"))
SPECIAL = (*DIFFERING, e.SpecialProcedureNotified(on(5, 6)))
AGAIN = (
    *SPECIAL,
    e.OpinionsHeard(on(5, 20), ("ndrc", "party")),
    e.AnalysisRecorded(on(6, 10)),
    e.SecondProposalSent(on(6, 20), "not_affecting", ("cac", "ndrc", "miit")),
)
APPROVED = (
    *AGAIN,
    *(e.OpinionReceived(on(7, 1), who, "agree") for who in ("cac", "ndrc", "miit")),
    e.SubmittedToCommission(on(7, 3)),
    e.CommissionDecided(on(7, 10), True),
)
OPENED = (
    e.ConcernRaised(on(3, 2), "mps", "data_processing"),
    e.SubmittedToCommission(on(3, 5)),
    e.CommissionDecided(on(3, 12), True),
    e.ReviewOpened(on(3, 16), "haina"),
)
STORIES: dict[str, tuple[e.Event, ...]] = {
    "filed": (FILED,),
    "supplement_before_acceptance": (
        FILED,
        e.SupplementRequested(on(3, 4), ("analysis_report", "股权结构图")),
    ),
    "supplement_requested": (
        *NEEDED,
        e.SupplementRequested(
            on(3, 20), ("analysis_report", "数据出境清单（含接收方、目的、数量）", "审计底稿查阅安排")
        ),
    ),
    "supplement_received": (
        *NEEDED,
        e.SupplementRequested(on(3, 20), ("股权结构图",)),
        e.SupplementReceived(on(3, 27), ("股权结构图",)),
    ),
    "supplement_in_part": (
        *NEEDED,
        e.SupplementRequested(on(3, 20), ("股权结构图", "analysis_report")),
        e.SupplementReceived(on(3, 27), ("股权结构图",)),
    ),
    "review_needed": NEEDED,
    "review_not_needed": (*ACCEPTED, e.DeterminationNotified(on(3, 13), False)),
    "preliminary_extended": (*NEEDED, e.PreliminaryExtended(on(4, 20), 15, "涉及多个数据中心，情况复杂")),
    "proposal_sent": ASKED,
    "proposal_with_reasons": (
        *NEEDED,
        e.ProposalSent(
            on(4, 20),
            "not_affecting",
            ("cac", "ndrc", "miit"),
            "供应中断的风险可以控制",
            ("F2", "F5"),
            ("每季度报告备件库存",),
            ("申报书", "初步审查报告"),
        ),
    ),
    "special_procedure_notified": SPECIAL,
    "special_extended": (*SPECIAL, e.SpecialExtended(on(8, 20), 45, "需要补充测试")),
    "second_proposal_sent": AGAIN,
    "concluded_by_consensus": (*AGREED, e.ConclusionNotified(on(4, 30), "not_affecting")),
    "concluded_with_conditions": (
        *APPROVED,
        e.ConclusionNotified(
            on(7, 15),
            "not_affecting",
            (
                "每季度报告数据出境情况",
                "源代码和核心数据托管于境内，未经审查办公室同意不得变更托管方",
                "向境外监管机构提供资料前报告",
            ),
        ),
    ),
    "concluded_affecting": (
        *APPROVED[:-2],
        e.SubmittedToCommission(on(7, 3)),
        e.CommissionDecided(on(7, 10), True),
        e.ConclusionNotified(on(7, 15), "affecting"),
    ),
    "review_opened": OPENED,
    "interim_measures_required": (
        *OPENED,
        e.InterimMeasuresRequired(on(3, 17), ("审查期间暂停新用户注册", "暂停向境外提供位置数据")),
    ),
    "a_long_address": (
        *OPENED,
        e.InterimMeasuresRequired(
            on(3, 17), ("停用 https://data.example/" + "0123456789abcdef" * 12 + "/end",)
        ),
    ),
    "commitment_released": (
        *AGREED,
        e.ConclusionNotified(on(4, 30), "not_affecting", ("每季度报告备件库存",)),
        e.CommitmentReleased(on(9, 1), "每季度报告备件库存", "供应商已经更换"),
    ),
    "opinion_chased": (
        *ASKED,
        e.OpinionChased(on(5, 28), ("cac",), on(6, 1), "如有困难请及时联系"),
    ),
    "supplement_chased": (
        *NEEDED,
        e.SupplementRequested(on(3, 20), ("股权结构图",)),
        e.SupplementChased(on(4, 10), on(4, 15)),
    ),
    "evidence_chased": (
        *AGREED,
        e.ConclusionNotified(on(4, 30), "not_affecting"),
        e.CommitmentRecorded(on(4, 30), "每季度报告备件库存", "party", None, "promise", "库存表", on(7, 30)),
        e.EvidenceChased(on(8, 5), "每季度报告备件库存"),
    ),
    "withdrawn": (*ACCEPTED, e.Withdrawn(on(3, 10), "上市计划取消")),
}
"""By the name of the paper or of the difference it makes."""


def paper(story: str, *, specimen: bool = False, code: str | None = None) -> Notice:
    """The paper of that story's last event."""
    events = STORIES[story]
    event = events[-1]
    ground = None if isinstance(events[0], e.ConcernRaised) else "foreign_listing"
    before = replay(events[:-1], ground=ground, number="2026-0014")
    after = replay(events, ground=ground, number="2026-0014")
    handed_in = event.name in ("filed", "supplement_received", "withdrawn")
    given = Particulars(
        sequence=12,
        case="2026-0014",
        matter=LISTING if ground else Text("海纳互动的位置数据处理活动", "海纳互动的位置数据处理活动"),
        to=MEMBER if event.name in TO_UNITS else PARTY,
        recorded=datetime.combine(event.on, time(10, 24, 31), SHANGHAI),
        log=LogPlace("shencha.example/log", 1047, 1048, "9a4f" * 16),
        hands=(SIGNATORY,) if handed_in else (DRAFTER, SIGNER),
        files=FILES if event.name == "filed" else FILES[:1] if event.name == "supplement_received" else (),
        specimen=specimen,
        **({"letterhead": Letterhead(code=code)} if code else {}),
    )
    made = notice_for(event, before, after, given, published())
    assert made is not None
    return made
