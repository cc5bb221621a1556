"""Fictional organisations, people and cases for a demo: every role, a case in every state.

Everything goes through the same acts as in real life, on days counted back from today in working days.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from allauth.mfa.totp.internal.auth import TOTP

from shencha.documents.declaration import PARTY
from shencha.law.calendar.workdays import published
from shencha.law.measures.members import members
from shencha.procedure import acts as e
from shencha.procedure.roles import Role
from shencha.procedure.supplements import About, Item
from shencha.records.acts import accounts, concern, drafts, filing, rights
from shencha.records.acts.record import record
from shencha.records.clock import SHANGHAI
from shencha.records.models import Draft, Membership, StoredEvent

PASSWORD = "shencha-demo-pass"  # noqa: S105  (of a throw-away instance, printed to whoever starts it)
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105  (likewise)


@dataclass(frozen=True, slots=True)
class Account:
    """Someone who can sign in to the demo."""

    email: str
    name: str
    organisation: str
    role: Role
    second_factor: bool = False


ORGANISATIONS = (
    ("yunqi", "party", "云栖出行科技有限公司（虚构）", "Yunqi Mobility Technology (fictional)", ""),
    ("haina", "party", "海纳互动网络有限公司（虚构）", "Haina Interactive Network (fictional)", ""),
    ("beifang", "party", "北方电网调度中心（虚构）", "Northern Grid Dispatch Centre (fictional)", ""),
    ("xinyuan", "supplier", "信源存储设备有限公司（虚构）", "Xinyuan Storage Equipment (fictional)", ""),
    ("zhengde", "counsel", "正德律师事务所（虚构）", "Zhengde Law Firm (fictional)", ""),
    ("office", "office", "网络安全审查办公室", "Cybersecurity Review Office", ""),
    (
        "commission",
        "commission",
        "中央网络安全和信息化委员会",
        "Central Cyberspace Affairs Commission",
        "commission",
    ),
    (
        "transport",
        "department",
        "交通运输主管部门（示例）",
        "Transport department (sample)",
        "consulted_department:transport",
    ),
    (
        "energy",
        "department",
        "能源保护工作部门（示例）",
        "Energy protection department (sample)",
        "protection_department:energy",
    ),
    ("supervision", "supervision", "监督处（示例）", "Supervision division (sample)", ""),
    ("audit", "supervision", "审计处（示例）", "Audit division (sample)", ""),
    ("operation", "operation", "系统运行单位（示例）", "System operation (sample)", ""),
)
PEOPLE = (
    Account("owner@yunqi.example", "林晓", "yunqi", Role.PARTY_OWNER, second_factor=True),
    Account("editor@yunqi.example", "周敏", "yunqi", Role.PARTY_EDITOR),
    Account("signatory@haina.example", "陈立", "haina", Role.PARTY_SIGNATORY, second_factor=True),
    Account("owner@beifang.example", "赵强", "beifang", Role.PARTY_OWNER, second_factor=True),
    Account("counsel@zhengde.example", "孙律", "zhengde", Role.COUNSEL, second_factor=True),
    Account("supplier@xinyuan.example", "吴涛", "xinyuan", Role.SUPPLIER),
    Account("clerk@office.example", "何平", "office", Role.OFFICE_CLERK),
    Account("officer@office.example", "王宁", "office", Role.CASE_OFFICER),
    Account("second@office.example", "李静", "office", Role.SECOND_OFFICER),
    Account("head@office.example", "张衡", "office", Role.OFFICE_HEAD),
    Account("secretary@commission.example", "秦岭", "commission", Role.COMMISSION_SECRETARY),
    Account("liaison@transport.example", "郑路", "transport", Role.CONSULTED_LIAISON),
    Account("liaison@energy.example", "韩电", "energy", Role.PROTECTION_DEPARTMENT),
    Account("supervisor@supervision.example", "高远", "supervision", Role.SUPERVISOR),
    Account("auditor@audit.example", "沈明", "audit", Role.AUDITOR),
    Account("system@operation.example", "马驰", "operation", Role.SYSTEM_ADMIN),
    Account("security@operation.example", "许安", "operation", Role.SECURITY_ADMIN),
    Account("auditadmin@operation.example", "罗简", "operation", Role.AUDIT_ADMIN),
)
PAPERS = {
    "declaration": "申报书.txt",
    "analysis_report": "关于影响或者可能影响国家安全的分析报告.txt",
    "procurement_documents": "拟签订的采购合同.txt",
    "listing_documents": "拟提交的上市申请文件.txt",
}


ANSWERS: dict[str, dict[str, Any]] = {
    "foreign_listing": {
        "involves_state_secrets": "no",
        "actor": {"ciio": "no", "platform_operator": "yes", "users_with_personal_information": 3_500_000},
        "listing": {"planned": "yes", "venue": "US", "application_submitted_on": None},
    },
    "procurement": {
        "involves_state_secrets": "no",
        "actor": {"ciio": "yes"},
        "procurement": {
            "planned": "yes",
            "product_kinds": ["cloud_service"],
            "may_affect_national_security": "yes",
        },
    },
    "data_processing": {
        "involves_state_secrets": "no",
        "actor": {"platform_operator": "yes"},
        "data_processing": {"may_affect_national_security": "yes"},
    },
}
"""What the parties of the sample answered, by ground."""


WHO_FILES: dict[str, tuple[str, ...]] = {
    "yunqi": (
        "91110108MA0YQ0001L",
        "林晓",
        "北京市海淀区示例路1号",
        "周敏",
        "010-66000001",
        "editor@yunqi.example",
    ),
    "haina": (
        "91310115MA0HN00028",
        "陈立",
        "上海市浦东新区示例路2号",
        "陈立",
        "021-66000002",
        "signatory@haina.example",
    ),
    "beifang": (
        "91120116MA0BF0003T",
        "赵强",
        "天津市滨海新区示例路3号",
        "赵强",
        "022-66000003",
        "owner@beifang.example",
    ),
}
"""Credit code (fictional, its check sign right), representative, address, contact, telephone and mail, by party."""


def who_files(party: str) -> dict[str, str]:
    """The part of a declaration that is asked of everyone, for a party of the sample, by `part.field`."""
    return {
        f"{PARTY.name}.{field.name}": said
        for field, said in zip(
            (one for one in PARTY.fields if one.needed), WHO_FILES.get(party, WHO_FILES["yunqi"]), strict=True
        )
    }


def tell_facts(draft: Draft, by: Membership) -> None:
    """What a party of the sample says before it files: the facts of its ground, and who files."""
    if not draft.facts:
        drafts.answer(draft, by=by, facts=ANSWERS[draft.ground])
    drafts.declare(draft, by=by, written=who_files(draft.party.key))
    draft.refresh_from_db()


def account_of(unit: str) -> str:
    """The address of a member unit's liaison."""
    return f"liaison@{unit}.example"


def people(on: date) -> Iterator[Account]:
    """Everyone, the liaisons of the member units of that day included."""
    yield from PEOPLE
    for member in members(on):
        yield Account(account_of(member.id), f"{member.name.zh}联络员", member.id, Role.MEMBER_LIAISON)


def settle(on: date) -> None:
    """Register organisations and people; whoever signs has a second factor."""
    with rights.together():
        for key, kind, zh, en, unit in ORGANISATIONS:
            accounts.organisation(key, kind, zh, en, unit)
        for member in members(on):
            accounts.organisation(member.id, "member", member.name.zh, member.name.en, member.id)
        for party in ("yunqi", "haina"):
            accounts.mandate("zhengde", party)
        hashed: str | None = None
        for one in people(on):
            person = accounts.person(one.email, one.name, PASSWORD, hashed=hashed)
            hashed = person.password
            accounts.grant(one.email, one.organisation, one.role.value)
            if one.second_factor:
                TOTP.activate(person, TOTP_SECRET)


@dataclass(slots=True)
class Story:
    """Tells cases: each step by someone, some working days ago."""

    today: date
    held: dict[str, Membership] = field(default_factory=dict)
    told: int = 0

    def __post_init__(self) -> None:
        found = Membership.objects.select_related("person", "organisation").filter(active=True)
        self.held = {membership.person.email: membership for membership in found}

    def ago(self, days: int) -> date:
        """The working day so many working days before today."""
        calendar = published()
        return calendar.nth(calendar.total(self.today) - days)

    def moment(self, on: date, hour: int = 10) -> datetime:
        """A moment of that day; steps of one day follow each other."""
        self.told += 1
        return datetime.combine(on, time(hour, self.told % 60), SHANGHAI)

    def key(self) -> str:
        """A key that no other act has."""
        return f"sample-{self.told}"

    def when(self, days: int, act: Callable[[datetime], Any], hour: int = 10) -> Any:
        """Do something so many working days ago; what it made."""
        return act(self.moment(self.ago(days), hour))

    def files(
        self, who: str, party: str, ground: str, title: str, days: int, only: tuple[str, ...] = ()
    ) -> str:
        """A party drafts and files; the number of its case."""
        made: str = self.when(days, lambda at: self._filed(who, party, ground, title, only, at), 9)
        return made

    def _filed(
        self, who: str, party: str, ground: str, title: str, only: tuple[str, ...], at: datetime
    ) -> str:
        on = at.astimezone(SHANGHAI).date()
        by = self.held[who]
        draft = drafts.begin(by=by, party_key=party, ground=ground, title=title, on=on)
        third = {"procurement": ("procurement_documents",), "foreign_listing": ("listing_documents",)}
        for material in only or ("declaration", "analysis_report", *third.get(ground, ())):
            body = f"{title}\n{PAPERS[material]}\n本文件为演示用的虚构材料。\n"
            drafts.attach(draft, by=by, material=material, name=PAPERS[material], chunks=[body.encode()])
        tell_facts(draft, by)
        made = filing.file_draft(draft, by=by, key=self.key(), confirmed_at=at - timedelta(minutes=1), at=at)
        return made.case.number

    def does(
        self, number: str, who: str, days: int, make: Callable[..., e.Event], *fields: Any
    ) -> StoredEvent:
        """One act."""
        made: StoredEvent = self.when(
            days,
            lambda at: record(
                str(number), make(self.ago(days), *fields), by=self.held[who], key=self.key(), at=at
            ),
        )
        return made

    def decides(self, number: str, days: int, make: Callable[..., e.Event], *fields: Any) -> StoredEvent:
        """The officer drafts, the second officer signs."""
        on = self.ago(days)
        self.does(number, OFFICER, days, e.DecisionDrafted, make(on, *fields), OFFICER)
        return self.does(number, SECOND, days, make, *fields)

    def accepted(self, number: str, days: int) -> str:
        """The clerk accepts the materials."""
        self.does(number, CLERK, days, e.MaterialsAccepted)
        return number

    def consulted(self, number: str, days: int, proposal: str, to: tuple[str, ...]) -> str:
        """From acceptance to the dispatch of the proposal, which was sent so many days ago."""
        self.accepted(number, days + 32)
        self.decides(number, days + 26, e.DeterminationNotified, True)
        self.does(number, OFFICER, days, e.ProposalSent, proposal, to, *GROUNDED[proposal])
        return number

    def answers(self, number: str, days: int, unit: str, opinion: str, reason: str | None = None) -> None:
        """A unit replies."""
        who = {"consulted_department:transport": "liaison@transport.example"}.get(unit) or account_of(unit)
        if unit == "protection_department:energy":
            who = "liaison@energy.example"
        self.does(number, who, days, e.OpinionReceived, unit, opinion, reason)


CLERK, OFFICER, SECOND, HEAD = (f"{one}@office.example" for one in ("clerk", "officer", "second", "head"))
YUNQI, HAINA, BEIFANG = "owner@yunqi.example", "signatory@haina.example", "owner@beifang.example"
SECRETARY = "secretary@commission.example"
GROUNDED: dict[str, tuple[str, tuple[str, ...]]] = {
    "not_affecting": (
        "现有材料没有显示影响国家安全的风险；供应中断和数据出境的风险可以控制。（虚构）",
        ("F2", "F5"),
    ),
    "affecting": ("大量个人信息可能因上市被外国政府影响、控制或者恶意利用。（虚构）", ("F5", "F6")),
}
"""Why a proposal of the sample is made, and on which factors."""
CORE = ("cac", "ndrc", "miit", "mps", "mss", "csrc")


def tell(today: date) -> None:
    """A case in every state."""
    tell_cases(Story(today))


def tell_cases(story: Story) -> None:
    """A case in every state, told by that story."""
    _intake(story)
    _review(story)
    _special(story)
    _ended(story)
    _ex_officio(story)


def _intake(story: Story) -> None:
    story.files(YUNQI, "yunqi", "foreign_listing", "云栖出行赴纽约上市", 1)
    incomplete = story.files(
        HAINA,
        "haina",
        "foreign_listing",
        "海纳互动赴新加坡上市",
        8,
        ("declaration", "analysis_report", "listing_documents"),
    )
    story.does(incomplete, CLERK, 6, e.SupplementRequested, _asked_of_haina(story))
    story.does(
        incomplete,
        HAINA,
        2,
        e.SupplementReceived,
        ("S2",),
        (("S2", "境外股东持股比例已于上月变更，以申报书为准。"),),
    )
    intake = story.accepted(story.files(BEIFANG, "beifang", "procurement", "调度系统存储设备采购", 7), 6)
    story.does(intake, OFFICER, 1, e.DecisionDrafted, e.DeterminationNotified(story.ago(1), True), OFFICER)


def _asked_of_haina(story: Story) -> tuple[str | Item, ...]:
    """A request with items of several kinds."""
    report = About(material="analysis_report", file=PAPERS["analysis_report"], page=1)
    return (
        Item(
            "S1",
            report,
            "incomplete",
            "补充数据出境的接收方、所在国家或者地区和数据类型。",
            "现有内容看不出数据由谁接收，无法评估出境风险。",
            article="8",
            factors=("F5", "F6"),
            due=story.ago(-4),
        ),
        Item(
            "S2",
            About(material="declaration", file=PAPERS["declaration"]),
            "contradicts",
            "说明境外股东的持股比例以哪一处为准。",
            "申报书与分析报告写的比例不同。",
            report,
        ),
        "数据出境清单",
    )


def _review(story: Story) -> None:
    running = story.accepted(story.files(YUNQI, "yunqi", "data_processing", "云栖出行地图数据处理", 24), 22)
    story.decides(running, 16, e.DeterminationNotified, True)
    story.does(running, HEAD, 15, e.CaseAssigned, OFFICER, SECOND)
    paused = story.accepted(
        story.files(HAINA, "haina", "foreign_listing", "海纳互动赴法兰克福第二上市", 34), 33
    )
    story.decides(paused, 27, e.DeterminationNotified, True)
    story.decides(paused, 10, e.PreliminaryExtended, 15, "涉及多个数据中心，情况复杂")
    story.does(paused, SECOND, 9, e.CaseAssigned, SECOND)
    story.does(paused, OFFICER, 4, e.SupplementRequested, ("审计底稿查阅安排",))
    asked = story.consulted(
        story.files(BEIFANG, "beifang", "procurement", "调度云平台采购", 44),
        9,
        "not_affecting",
        (*CORE, "protection_department:energy"),
    )
    story.does(asked, HEAD, 8, e.CaseAssigned, OFFICER)
    for days, unit in ((5, "ndrc"), (4, "miit"), (3, "protection_department:energy")):
        story.answers(asked, days, unit, "agree")
    silent = story.consulted(
        story.files(YUNQI, "yunqi", "foreign_listing", "云栖出行赴东京上市", 60),
        18,
        "not_affecting",
        (*CORE, "consulted_department:transport"),
    )
    for unit in ("cac", "ndrc", "mps", "mss", "csrc"):
        story.answers(silent, 8, unit, "agree")
    story.does(silent, CLERK, 1, e.OpinionChased, ("miit",))


def _special(story: Story) -> None:
    number = story.consulted(
        story.files(HAINA, "haina", "foreign_listing", "海纳互动赴纽约上市", 80), 38, "not_affecting", CORE
    )
    for unit in ("cac", "ndrc", "miit", "csrc"):
        story.answers(number, 30, unit, "agree")
    story.answers(number, 29, "mss", "disagree", "向境外披露的数据范围不明")
    story.decides(number, 27, e.SpecialProcedureNotified)
    story.does(number, OFFICER, 20, e.OpinionsHeard, ("mss", "party"))
    waiting = story.consulted(
        story.files(YUNQI, "yunqi", "foreign_listing", "云栖出行分拆地图业务赴国外上市", 120),
        76,
        "affecting",
        CORE,
    )
    for unit in ("cac", "ndrc", "miit", "mps", "csrc"):
        story.answers(waiting, 70, unit, "agree")
    story.answers(waiting, 68, "mss", "disagree", "建议附条件而非禁止")
    story.decides(waiting, 66, e.SpecialProcedureNotified)
    story.does(waiting, OFFICER, 55, e.OpinionsHeard, ("mss", "csrc", "party"))
    story.does(waiting, OFFICER, 45, e.AnalysisRecorded, "风险可以通过本地化存储降低")
    story.does(
        waiting,
        OFFICER,
        40,
        e.SecondProposalSent,
        "not_affecting",
        CORE,
        "风险可以通过本地化存储降低。（虚构）",
        ("F5",),
        ("核心数据和重要数据存储于境内",),
        ("深入分析评估报告",),
    )
    for unit in CORE:
        story.answers(waiting, 30, unit, "agree")
    story.does(waiting, OFFICER, 12, e.SubmittedToCommission, "第二次审查结论建议")


def _ended(story: Story) -> None:
    none = story.accepted(story.files(YUNQI, "yunqi", "procurement", "车载终端采购", 40), 39)
    story.decides(none, 32, e.DeterminationNotified, False)
    passed = story.consulted(
        story.files(BEIFANG, "beifang", "procurement", "变电站安全网关采购", 100), 58, "not_affecting", CORE
    )
    for unit in CORE:
        story.answers(passed, 50, unit, "agree")
    story.decides(
        passed, 45, e.ConclusionNotified, "not_affecting", ("每季度报告备件库存", "源代码托管于境内")
    )
    _supervised(story, passed)
    refused = story.consulted(
        story.files(HAINA, "haina", "foreign_listing", "海纳互动直播业务赴国外上市", 110),
        66,
        "affecting",
        CORE,
    )
    for unit in CORE:
        story.answers(refused, 55, unit, "agree")
    story.decides(refused, 50, e.ConclusionNotified, "affecting", ())
    gone = story.accepted(story.files(HAINA, "haina", "foreign_listing", "海纳互动赴伦敦上市", 30), 29)
    story.does(gone, HAINA, 20, e.Withdrawn, "上市计划取消")


def _supervised(story: Story, number: str) -> None:
    """Promises and conditions in every stage: complete, evidenced, waiting for a second person, forgotten."""
    supply, stock = "无正当理由不中断产品供应或者必要的技术支持服务", "每季度报告备件库存"
    soon = story.today + timedelta(days=20)
    later = story.today + timedelta(days=300)
    story.does(
        number, OFFICER, 30, e.CommitmentRecorded, supply, "信源存储设备有限公司（虚构）", None, "promise",
        "备件库存、交货记录和技术支持的响应记录", soon, "half_year", "监督处", later, "产品停用"
    )  # fmt: skip
    story.does(
        number, OFFICER, 30, e.CommitmentRecorded, stock, "party", None, "condition", "备件库存表",
        story.today - timedelta(days=14), "quarter", "承办人", later, "连续四个季度符合要求"
    )  # fmt: skip
    story.does(number, BEIFANG, 12, e.EvidenceReceived, stock, "本季度备件库存表：关键部件可用 120 天")
    story.does(number, OFFICER, 6, e.SupervisionRecorded, stock, True, "与现场清点相符", OFFICER)
    published = (
        "变电站安全网关采购的审查结论",
        "经审查，该项采购不影响国家安全，附两项条件。（虚构）",
        "The procurement was reviewed; national security is not affected. Two conditions apply. (Fictional)",
    )
    story.decides(number, 4, e.ConclusionPublished, *published)


def _ex_officio(story: Story) -> None:
    def raised(member: str, title: str, subject: str, days: int) -> str:
        by = story.held[account_of(member)]
        made: str = story.when(
            days,
            lambda at: (
                concern.raise_concern(by=by, subject=subject, title=title, key=story.key(), at=at).case.number
            ),
        )
        return made

    raised("miit", "某境外路由器产品的远程维护通道", "products_services", 3)
    turned_down = raised("mofcom", "某开源组件的供应中断风险", "products_services", 40)
    story.does(turned_down, OFFICER, 30, e.SubmittedToCommission, "建议启动审查")
    story.does(turned_down, SECRETARY, 20, e.CommissionDecided, False, "现有材料不足以说明影响国家安全")
    opened = raised("mps", "海纳互动的位置数据处理活动", "data_processing", 45)
    story.does(opened, OFFICER, 36, e.SubmittedToCommission, "建议启动审查")
    story.does(opened, SECRETARY, 25, e.CommissionDecided, True)
    story.decides(opened, 21, e.ReviewOpened, "海纳互动网络有限公司（虚构）")
    measures = ("暂停新用户注册",)
    story.decides(opened, 20, e.InterimMeasuresRequired, measures, "“海纳互动”全部移动应用", story.ago(18))
