"""Who acts in a review, and in whose name: each role is one row, which every other room asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum

from shencha.text import Text


class Role(StrEnum):
    """What a person is in a case; one person may hold several, but acts in one at a time."""

    PARTY_OWNER = "party_owner"
    PARTY_EDITOR = "party_editor"
    PARTY_SIGNATORY = "party_signatory"
    COUNSEL = "counsel"
    SUPPLIER = "supplier"
    OFFICE_CLERK = "office_clerk"
    CASE_OFFICER = "case_officer"
    SECOND_OFFICER = "second_officer"
    OFFICE_HEAD = "office_head"
    MEMBER_LIAISON = "member_liaison"
    CONSULTED_LIAISON = "consulted_liaison"
    COMMISSION_SECRETARY = "commission_secretary"
    PROTECTION_DEPARTMENT = "protection_department"
    SUPERVISOR = "supervisor"
    AUDITOR = "auditor"
    SYSTEM_ADMIN = "system_admin"
    SECURITY_ADMIN = "security_admin"
    AUDIT_ADMIN = "audit_admin"


class Side(Enum):
    """On which side of the counter a role stands, with what that side is called."""

    PARTY = Text("当事人", "the party")
    SUPPLIER = Text("产品和服务提供者", "the supplier")
    OFFICE = Text("审查办公室", "the review office")
    UNITS = Text("成员单位和相关部门", "members and departments")
    COMMISSION = Text("中央网信委", "the Commission")
    SUPERVISION = Text("监督人员", "supervisors")
    AUDIT = Text("审计人员", "auditors")
    OPERATION = Text("系统运行", "operation")


class Reads(Enum):
    """What someone reads of the cases that it may know of."""

    WHOLE = "whole"
    """Everything, who drafted and what was judged included."""
    PARTY = "party"
    UNIT = "unit"
    """What a unit that is asked must know, and what it said itself."""
    COMMISSION = "commission"
    SUPERVISION = "supervision"


TOLD_TO_THE_PARTY = frozenset({Reads.PARTY, Reads.COMMISSION, Reads.SUPERVISION})
"""Who reads what the party is told."""
NOBODY_ELSE: frozenset[Reads] = frozenset()
"""Only those who read the whole case."""


class Shelf(Enum):
    """What a role reads beside the events of a case."""

    FINDINGS = "findings"
    """What the analyses of a filing say."""
    PROMISES = "promises"
    """Promises, conditions and reported changes."""
    REGISTERS = "registers"
    """Registers of parties that were screened."""
    SANCTIONS = "sanctions"
    REPORTS_ON_PARTIES = "reports_on_parties"
    """Article 19 (2020: 18)."""
    REPORTS_ON_THE_REVIEW = "reports_on_the_review"
    """Article 18 (2020: 17)."""
    LOOKS = "looks"
    """Who looked at which case."""


class Power(Enum):
    """What a role may do beyond the acts that name it."""

    BIND = "bind"
    """Sign and answer for the party."""
    INVITE = "invite"
    """Ask a supplier for its part."""
    HANDLE = "handle"
    """Prepare decisions of the office."""
    COUNTERSIGN = "countersign"
    """Sign what another drafted."""
    OVERSEE = "oversee"
    """Look at what parties report of changes and promises."""
    REGISTER = "register"
    """Register organisations and people, and open the way into an account."""
    GRANT = "grant"
    """Give and end what people may do; what shows cases, never one of them alone."""
    READ_ACCOUNTS = "read_accounts"
    """Read every act on an account."""
    KEEP_THE_LOG = "keep_the_log"
    """Put a new epoch of the log forward, or open it; never one of them alone."""


@dataclass(frozen=True, slots=True)
class RoleRow:
    """All that is said of one role; what it may do in a case stands with each act."""

    name: Text
    side: Side
    held_in: frozenset[str]
    """The kinds of organisation in which it may be held."""
    desk: str
    """The page on which its day begins."""
    reads: Reads | None = None
    """None: it knows of no case."""
    shelves: frozenset[Shelf] = frozenset()
    powers: frozenset[Power] = frozenset()
    purpose: Text | None = None
    """What its desk is for, where that is not plain."""


_PARTY = frozenset({"party"})
_OFFICE = frozenset({"office"})
_DEPARTMENT = frozenset({"department"})
_OPERATION = frozenset({"operation"})
_OF_A_PARTY = frozenset({Shelf.FINDINGS, Shelf.PROMISES})
_OF_AN_OFFICER = frozenset({Shelf.FINDINGS, Shelf.PROMISES, Shelf.REGISTERS, Shelf.SANCTIONS})

ROLES: Mapping[Role, RoleRow] = {
    Role.PARTY_OWNER: RoleRow(
        name=Text("当事人负责人", "party owner"),
        side=Side.PARTY,
        held_in=_PARTY,
        desk="party:desk",
        reads=Reads.PARTY,
        shelves=_OF_A_PARTY,
        powers=frozenset({Power.BIND, Power.INVITE}),
    ),
    Role.PARTY_EDITOR: RoleRow(
        name=Text("当事人编辑", "party editor"),
        side=Side.PARTY,
        held_in=_PARTY,
        desk="party:desk",
        reads=Reads.PARTY,
        shelves=_OF_A_PARTY,
    ),
    Role.PARTY_SIGNATORY: RoleRow(
        name=Text("当事人签署人", "party signatory"),
        side=Side.PARTY,
        held_in=_PARTY,
        desk="party:desk",
        reads=Reads.PARTY,
        shelves=_OF_A_PARTY,
        powers=frozenset({Power.BIND}),
    ),
    Role.COUNSEL: RoleRow(
        name=Text("代理人", "counsel"),
        side=Side.PARTY,
        held_in=frozenset({"counsel"}),
        desk="party:desk",
        reads=Reads.PARTY,
        shelves=_OF_A_PARTY,
        powers=frozenset({Power.BIND, Power.INVITE}),
    ),
    Role.SUPPLIER: RoleRow(
        name=Text("产品和服务提供者", "supplier"),
        side=Side.SUPPLIER,
        held_in=frozenset({"supplier"}),
        desk="supplier:desk",
    ),
    Role.OFFICE_CLERK: RoleRow(
        name=Text("审查办公室收件人员", "office clerk"),
        side=Side.OFFICE,
        held_in=_OFFICE,
        desk="cases:desk",
        reads=Reads.WHOLE,
        shelves=frozenset({Shelf.FINDINGS, Shelf.PROMISES}),
    ),
    Role.CASE_OFFICER: RoleRow(
        name=Text("承办人", "case officer"),
        side=Side.OFFICE,
        held_in=_OFFICE,
        desk="cases:desk",
        reads=Reads.WHOLE,
        shelves=_OF_AN_OFFICER,
        powers=frozenset({Power.HANDLE, Power.OVERSEE}),
    ),
    Role.SECOND_OFFICER: RoleRow(
        name=Text("复核人", "second officer"),
        side=Side.OFFICE,
        held_in=_OFFICE,
        desk="cases:desk",
        reads=Reads.WHOLE,
        shelves=_OF_AN_OFFICER,
        powers=frozenset({Power.HANDLE, Power.COUNTERSIGN}),
    ),
    Role.OFFICE_HEAD: RoleRow(
        name=Text("审查办公室负责人", "office head"),
        side=Side.OFFICE,
        held_in=_OFFICE,
        desk="cases:desk",
        reads=Reads.WHOLE,
        shelves=_OF_AN_OFFICER,
        powers=frozenset({Power.HANDLE, Power.COUNTERSIGN, Power.KEEP_THE_LOG}),
    ),
    Role.MEMBER_LIAISON: RoleRow(
        name=Text("成员单位联络员", "member liaison"),
        side=Side.UNITS,
        held_in=frozenset({"member"}),
        desk="cases:desk",
        reads=Reads.UNIT,
        shelves=frozenset({Shelf.FINDINGS}),
        purpose=Text(
            "贵单位应自收到审查结论建议之日起 {days} 个工作日内书面答复；沉默不等于同意。",
            "Your unit answers in writing within {days} working days of receiving a proposal; "
            "silence is not consent.",
        ),
    ),
    Role.CONSULTED_LIAISON: RoleRow(
        name=Text("相关部门联络员", "consulted department's liaison"),
        side=Side.UNITS,
        held_in=_DEPARTMENT,
        desk="cases:desk",
        reads=Reads.UNIT,
        shelves=frozenset({Shelf.FINDINGS}),
        purpose=Text(
            "审查办公室征求贵单位意见的案件。", "Cases on which the review office asks your unit’s opinion."
        ),
    ),
    Role.COMMISSION_SECRETARY: RoleRow(
        name=Text("委员会秘书", "commission secretary"),
        side=Side.COMMISSION,
        held_in=frozenset({"commission"}),
        desk="cases:desk",
        reads=Reads.COMMISSION,
        shelves=frozenset({Shelf.FINDINGS}),
        purpose=Text(
            "审查办公室报请批准的事项。批准与否在案件页面登记。",
            "What the review office has submitted. Approval or refusal is recorded on the case’s page.",
        ),
    ),
    Role.PROTECTION_DEPARTMENT: RoleRow(
        name=Text("保护工作部门联络员", "protection department's liaison"),
        side=Side.UNITS,
        held_in=_DEPARTMENT,
        desk="cases:desk",
        reads=Reads.UNIT,
        shelves=frozenset({Shelf.FINDINGS}),
        purpose=Text(
            "涉及本行业、本领域关键信息基础设施的案件，由贵单位书面答复意见。",
            "Cases on critical information infrastructure of your sector; your unit answers in writing.",
        ),
    ),
    Role.SUPERVISOR: RoleRow(
        name=Text("监督人员", "supervisor"),
        side=Side.SUPERVISION,
        held_in=frozenset({"supervision"}),
        desk="cases:desk",
        reads=Reads.SUPERVISION,
        shelves=frozenset({Shelf.PROMISES, Shelf.REGISTERS, Shelf.REPORTS_ON_PARTIES}),
        powers=frozenset({Power.OVERSEE}),
        purpose=Text(
            "已作出结论的案件：承诺与条件是否履行。",
            "Concluded cases: whether promises and conditions are kept.",
        ),
    ),
    Role.AUDITOR: RoleRow(
        name=Text("审计人员", "auditor"),
        side=Side.AUDIT,
        held_in=frozenset({"supervision"}),
        desk="cases:audit",
        reads=Reads.WHOLE,
        shelves=_OF_AN_OFFICER | {Shelf.REPORTS_ON_THE_REVIEW, Shelf.LOOKS},
        powers=frozenset({Power.KEEP_THE_LOG}),
    ),
    Role.SYSTEM_ADMIN: RoleRow(
        name=Text("系统管理员", "system administrator"),
        side=Side.OPERATION,
        held_in=_OPERATION,
        desk="cases:people",
        powers=frozenset({Power.KEEP_THE_LOG, Power.REGISTER}),
        purpose=Text(
            "系统管理员：登记单位和人员，保持系统运行。看不到任何案件，不授予角色。",
            "System administrator: registers organisations and people, and keeps the system running. Sees no case.",
        ),
    ),
    Role.SECURITY_ADMIN: RoleRow(
        name=Text("安全管理员", "security administrator"),
        side=Side.OPERATION,
        held_in=_OPERATION,
        desk="cases:people",
        powers=frozenset({Power.KEEP_THE_LOG, Power.GRANT}),
        purpose=Text(
            "安全管理员：授予和结束角色，查看双因素认证是否妥当。看不到任何案件。",
            "Security administrator: gives and ends roles, and looks after second factors. Sees no case.",
        ),
    ),
    Role.AUDIT_ADMIN: RoleRow(
        name=Text("审计管理员", "audit administrator"),
        side=Side.OPERATION,
        held_in=_OPERATION,
        desk="cases:people",
        powers=frozenset({Power.KEEP_THE_LOG, Power.READ_ACCOUNTS}),
        purpose=Text(
            "审计管理员：由谁审计，日志是否在增长。看不到任何案件；查阅案件的是审计人员。",
            "Audit administrator: who audits, and does the log grow? Sees no case; auditors do.",
        ),
    ),
}


def of_side(*sides: Side) -> frozenset[Role]:
    """The roles on these sides of the counter."""
    return frozenset(role for role, row in ROLES.items() if row.side in sides)


def with_power(power: Power) -> frozenset[Role]:
    """The roles with that power."""
    return frozenset(role for role, row in ROLES.items() if power in row.powers)


def reads_as(*of: Reads) -> frozenset[Role]:
    """The roles that read so much of a case."""
    return frozenset(role for role, row in ROLES.items() if row.reads in of)


def reads_of(*shelves: Shelf) -> frozenset[Role]:
    """The roles that read one of these."""
    return frozenset(role for role, row in ROLES.items() if row.shelves.intersection(shelves))


def gives_a_view(role: str) -> bool:
    """Does whoever holds it see a case, or keep the accounts of those who do? Then two people give it."""
    return ROLES[Role(role)].reads is not None or ROLES[Role(role)].side is Side.OPERATION


PARTY = with_power(Power.BIND)
"""Who binds the party; an editor prepares, a supplier hands its part to the party."""
PARTY_SIDE = of_side(Side.PARTY)
OFFICE = of_side(Side.OFFICE)
OFFICERS = with_power(Power.HANDLE)
COUNTERSIGNERS = with_power(Power.COUNTERSIGN)
CONSULTED = of_side(Side.UNITS)
"""Who answers for a consultee, each for its own unit."""
WHOLE_CASE = reads_as(Reads.WHOLE)
"""Who sees a case with everything in it."""
ADMINISTRATORS = of_side(Side.OPERATION)
"""Who keeps the system running and sees no case."""
WORKING = reads_as(*Reads) - PARTY_SIDE
"""Who works on cases and has a list of them."""
IN_OFFICE = of_side(Side.OFFICE, Side.UNITS, Side.COMMISSION, Side.SUPERVISION)
"""Who acts in a case by office, and steps out of one that touches the person itself."""
AUDITING = frozenset({Role.AUDITOR, Role.AUDIT_ADMIN})
"""Who reads what others did."""
TAKES_A_CASE_AWAY = (PARTY_SIDE - {Role.SUPPLIER}) | {Role.AUDITOR, Role.OFFICE_HEAD}
"""Who may be given a case as a file: who binds or prepares for the party, the auditor, the head of the office."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A person acting in one role."""

    person: str
    """A stable name of the person, the same in every event."""
    role: Role
    unit: str | None = None
    """A consultee's id for a liaison (`ndrc`, `protection_department:energy`), else an organisation's key."""
