"""The declaration (申报书) as fields: what is asked, what is still missing, and how it reads.

What the office's own form asks is not public. These fields are this project's: what Article 8 (2020: 7) wants to be
declared cannot be judged without knowing who files, who signs and by what mandate, and what it is about.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from stdnum.cn import uscc

from shencha.errors import Fault
from shencha.law.measures.kinds import LISTING_KINDS, PRODUCT_KINDS
from shencha.law.measures.materials import ABOUT_WHO_SIGNS
from shencha.law.state_secrets import directions, mark_in
from shencha.procedure.names import MATERIAL_NAMES
from shencha.text import Text, one_line, plain

LONGEST, LONGEST_LINE = 5000, 300


class Kind(Enum):
    """How a field is filled in."""

    LINE = "line"
    WORDS = "words"
    CODE = "code"
    """A unified social credit code: 18 signs, the last a check sign (GB 32100)."""
    PHONE = "phone"
    MAIL = "mail"
    DAY = "day"
    CHOICE = "choice"
    MEMBERS = "members"
    """Members of a group, one a line: name and unified social credit code."""
    CASES = "cases"
    """Numbers of cases of this office, `2026-0001`, with words between them if wanted."""


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that is declared."""

    name: str
    """Within its part."""
    label: Text
    kind: Kind = Kind.LINE
    hint: Text | None = None
    needed: bool = True
    choices: tuple[tuple[str, Text], ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """Fields that belong together."""

    name: str
    title: Text
    fields: tuple[Field, ...]
    always: bool = False
    """Asked for even where an uploaded paper stands in the place of the form."""


PARTY = Part(
    "party",
    Text("申报单位", "Who files"),
    (
        Field(
            "credit_code",
            Text("统一社会信用代码", "Unified social credit code"),
            Kind.CODE,
            Text(
                "营业执照上的 18 位代码，末位是校验码。",
                "The 18 signs of the licence; the last is a check sign.",
            ),
        ),
        Field("legal_representative", Text("法定代表人", "Legal representative")),
        Field("address", Text("住所", "Registered address")),
        Field("contact", Text("联系人", "Contact")),
        Field(
            "phone",
            Text("联系电话", "Telephone"),
            Kind.PHONE,
            Text("例如 010-66000000", "Such as 010-66000000"),
        ),
        Field("mail", Text("电子邮箱", "Mail"), Kind.MAIL),
        Field(
            "group",
            Text("一并申报的集团成员", "Members of the group filed for as well"),
            Kind.MEMBERS,
            Text(
                "代集团内多家单位一并申报的，每行写一家：名称，统一社会信用代码。",
                "Where one filing stands for several of a group: one a line, name and unified social credit code.",
            ),
            needed=False,
        ),
    ),
    always=True,
)
SIGNING = Part(
    "signing",
    Text("签署", "Who signs"),
    (
        Field("signatory", Text("签署人", "Signatory")),
        Field("post", Text("职务", "Post")),
        Field(
            "mandate",
            Text("签署的依据", "By what mandate"),
            Kind.CHOICE,
            Text(
                "持授权委托书的，须另外上传授权委托书和营业执照。",
                "Who holds a power of attorney uploads it, and the business licence.",
            ),
            choices=(
                ("legal_representative", Text("本人为法定代表人", "is the legal representative")),
                ("power_of_attorney", Text("持授权委托书", "holds a power of attorney")),
            ),
        ),
    ),
)
_LINKED = Field(
    "linked",
    Text("相关申报", "Linked filings"),
    Kind.CASES,
    needed=False,
    hint=Text(
        "同一集团另行申报，或者多家运营者采购同一产品的，写已知的其他申报的案件编号。",
        "Numbers, where known, of other filings of the group, or on the same product bought by several operators.",
    ),
)
OF_GROUND: Mapping[str, Part] = {
    "procurement": Part(
        "procurement",
        Text("拟采购的产品或者服务", "What is to be procured"),
        (
            Field(
                "kind",
                Text("产品或者服务的种类", "Kind of product or service"),
                Kind.CHOICE,
                choices=tuple((one.id, one.name.begun) for one in PRODUCT_KINDS.values()),
            ),
            Field("product", Text("产品或者服务的名称和型号", "Name and model of the product or service")),
            Field("supplier", Text("产品或者服务提供者", "Supplier")),
            Field(
                "sum", Text("合同金额", "Sum of the contract"), hint=Text("连同币种。", "With its currency.")
            ),
            Field(
                "contract",
                Text("合同的状态", "State of the contract"),
                Kind.CHOICE,
                choices=(
                    ("planned", Text("拟签订", "to be concluded")),
                    (
                        "conditional",
                        Text(
                            "已签订，以通过审查为生效条件", "concluded, effective once the review is passed"
                        ),
                    ),
                    ("in_force", Text("已签订并生效", "concluded and in force")),
                ),
            ),
            Field("use", Text("在关键信息基础设施中的用途", "Its use in the infrastructure"), Kind.WORDS),
            _LINKED,
        ),
    ),
    "foreign_listing": Part(
        "foreign_listing",
        Text("上市安排", "The listing"),
        (
            Field(
                "kind",
                Text("上市的方式", "Kind of step"),
                Kind.CHOICE,
                choices=tuple((one.id, one.name.begun) for one in LISTING_KINDS.values()),
            ),
            Field("step", Text("上市方式的说明", "More on the step"), needed=False),
            Field("market", Text("拟上市的证券交易所和地点", "Exchange and place")),
            Field(
                "submission",
                Text("拟提交上市申请的日期", "Planned day of the application"),
                Kind.DAY,
                needed=False,
            ),
            Field("listing", Text("拟挂牌的日期", "Planned day of the listing"), Kind.DAY, needed=False),
            Field(
                "business",
                Text("平台的业务和所处理的数据", "The platform's business and the data it processes"),
                Kind.WORDS,
            ),
            _LINKED,
        ),
    ),
    "data_processing": Part(
        "data_processing",
        Text("数据处理活动", "The processing"),
        (
            Field("activity", Text("数据处理活动的内容", "What is done with the data"), Kind.WORDS),
            Field("data", Text("数据的种类和数量", "Kinds and amount of the data"), Kind.WORDS),
            Field("purpose", Text("目的", "Purpose")),
            Field("place", Text("处理和存放的地点", "Where it is processed and kept")),
            _LINKED,
        ),
    ),
}
CONFIRMED = Part(
    "confirmed",
    Text("确认", "Confirmed"),
    (
        Field(
            "no_state_secrets_in",
            Text(
                "以下文件有不能查看密级标志的部分，申报单位确认其中不含国家秘密",
                "Parts of these could not be looked into for marks of secrecy; the party confirms that they hold no "
                "state secrets",
            ),
        ),
    ),
)
"""Not asked in the form: what is confirmed with the signature."""
_ALL = (PARTY, *OF_GROUND.values(), SIGNING, CONFIRMED)
NOT_PUBLIC = Text(
    "审查办公室的申报书格式没有公开；以下各项由本系统拟定，审查办公室可以要求补充。",
    "The office's own form is not public; these fields are this system's, and the office may ask for more.",
)


def parts(ground: str) -> tuple[Part, ...]:
    """The parts of a declaration on that ground, in reading order."""
    return (PARTY, *([OF_GROUND[ground]] if ground in OF_GROUND else []), SIGNING)


def read(ground: str, written: Mapping[str, str]) -> tuple[dict[str, dict[str, str]], dict[str, Fault]]:
    """A declaration from a form, and what cannot stand; what is left empty is left out.

    A credit code is kept in its one form, however wide or apart its signs were typed: by it filings are linked.

    Args:
        written: by `part.field`.
    Returns:
        The fields by part, and a fault by `part.field`.
    """
    made: dict[str, dict[str, str]] = {}
    faults = {}
    for part in parts(ground):
        for field in part.fields:
            key = f"{part.name}.{field.name}"
            given = written.get(key, "")
            words = (plain if field.kind in LINES else one_line)(given).strip()
            if words and field.kind is Kind.CODE:
                words = uscc.compact(words)
            if words and (wrong := _unfit(field, words)):
                faults[key] = Fault("declaration", key, *wrong)
            if words:
                made.setdefault(part.name, {})[field.name] = words
    return made, faults


def kept(ground: str, declared: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """A declaration that can stand, as it is kept: by part, in one form, without what is empty."""
    return read(
        ground, {f"{part}.{name}": one for part, said in declared.items() for name, one in said.items()}
    )[0]


def missing(ground: str, declaration: Mapping[str, Any], *, by_paper: bool) -> list[Fault]:
    """What a declaration still lacks.

    Args:
        by_paper: a paper that the party wrote itself stands in the place of the form; who files is asked all the same.
    """
    return [
        Fault(
            "draft",
            f"declaration.{part.name}.{field.name}",
            Text(f"申报书没有写明{field.label.zh}", f"the declaration lacks: {field.label.en}"),
            Text("请在申报书中填写", "fill it in on the page of the declaration"),
        )
        for part in parts(ground)
        for field in part.fields
        if field.needed
        and (part.always or not by_paper)
        and not (isinstance(said := declaration.get(part.name), Mapping) and said.get(field.name))
    ]


def whole(ground: str, declaration: Mapping[str, Any]) -> bool:
    """Is the form complete, so that no paper need stand in its place?"""
    return not missing(ground, declaration, by_paper=False)


def asked_beside(declaration: Mapping[str, Any]) -> tuple[str, ...]:
    """The kinds of paper that a declaration asks for by what it says: where a mandate signs, that and the licence."""
    said = declaration.get(SIGNING.name)
    by_attorney = isinstance(said, Mapping) and said.get("mandate") == "power_of_attorney"
    return ABOUT_WHO_SIGNS if by_attorney else ()


def lacks_beside(declaration: Mapping[str, Any], have: Collection[str]) -> list[Fault]:
    """Those of them that are not among the papers."""
    return [
        Fault(
            "draft",
            one,
            Text(
                f"申报书写明持授权委托书签署，还没有{MATERIAL_NAMES[one].zh}",
                f"it is signed by a power of attorney; the {MATERIAL_NAMES[one].en} is missing",
            ),
            Text("请上传这份材料", "upload it"),
        )
        for one in asked_beside(declaration)
        if one not in have
    ]


def member(line: str) -> tuple[str, str] | None:
    """Name and code of a member of a group, from one line; None where it names none."""
    found = _CODE.search(line.upper())
    if found is None or not uscc.is_valid(found[0]):
        return None
    name = f"{line[: found.start()]}{line[found.end() :]}".strip(" ,，、;；:：()（）\t")
    return (name, found[0]) if name else None


def codes(declaration: Mapping[str, Any]) -> frozenset[str]:
    """The unified social credit codes of all for whom a declaration speaks."""
    said = declaration.get(PARTY.name)
    if not isinstance(said, Mapping):
        return frozenset()
    members = filter(None, map(member, str(said.get("group", "")).splitlines()))
    own = str(said.get("credit_code", "")).upper()
    return frozenset({own, *(code for _, code in members)} - {""})


def rows(declaration: Mapping[str, Any]) -> Iterator[tuple[Text, Text, Text]]:
    """Title of the part, name of the field and what was written, in reading order; unknown ones are left out."""
    for part in _ALL:
        said = declaration.get(part.name)
        for field in part.fields:
            if isinstance(said, Mapping) and isinstance(words := said.get(field.name), str):
                chosen = dict(field.choices).get(words)
                yield part.title, field.label, chosen or Text(words, words)


def labels(within: str) -> dict[str, Text]:
    """What every field is called, by its dotted name."""
    return {f"{within}.{part.name}.{field.name}": field.label for part in _ALL for field in part.fields}


def known(path: str) -> bool:
    """Does a field of that dotted name exist?"""
    part, _, name = path.partition(".")
    return any(one.name == part and any(field.name == name for field in one.fields) for one in _ALL)


LINES = frozenset({Kind.WORDS, Kind.MEMBERS})
"""Kinds of field that hold several lines."""
_CODE = re.compile(r"\b[0-9A-Z]{18}\b")
_NUMBER = re.compile(r"\b\d{4}-\d{4}\b")
_PHONE = re.compile(r"\+?[0-9][0-9 ()\-]{4,24}(?:转[0-9]{1,6})?")
_MAIL = re.compile(r"[^@\s]{1,64}@[^@\s]+\.[^@\s.]{2,}")


def _unfit(field: Field, words: str) -> tuple[Text, Text] | None:
    """What is wrong with a field and what would be right; None where it can stand."""
    if mark := mark_in(words):
        return Text(f"带有“{mark}”标志", f"it bears the mark {mark}"), directions()
    longest = LONGEST if field.kind in LINES else LONGEST_LINE
    if len(words) > longest:
        return Text("太长", "it is too long"), Text(f"最多 {longest} 字", f"at most {longest} characters")
    match field.kind:
        case Kind.CODE if not uscc.is_valid(words):
            return (
                Text("不是有效的统一社会信用代码", "it is no valid unified social credit code"),
                Text("请核对营业执照上的 18 位代码", "compare the 18 signs with the licence"),
            )
        case Kind.PHONE if not _PHONE.fullmatch(words):
            return (
                Text("不是电话号码", "it is no telephone number"),
                Text("请写区号和号码，例如 010-66000000", "write area and number, such as 010-66000000"),
            )
        case Kind.MAIL if not _MAIL.fullmatch(words):
            return Text("不是电子邮箱地址", "it is no mail address"), Text(
                "例如 lin@example.cn", "such as lin@example.cn"
            )
        case Kind.DAY if not _is_day(words):
            return Text("不是日期", "it is no day"), Text("请写成 2027-03-02", "write it as 2027-03-02")
        case Kind.MEMBERS if at := next(
            (n for n, one in enumerate(words.splitlines(), 1) if not member(one)), 0
        ):
            return (
                Text(
                    f"第 {at} 行没有有效的统一社会信用代码",
                    f"line {at} holds no valid unified social credit code",
                ),
                Text("每行写一家：名称，18 位代码", "one a line: name, 18 signs"),
            )
        case Kind.CASES if not _NUMBER.search(words):
            return (
                Text("没有案件编号", "it names no case"),
                Text("请写编号，例如 2026-0001；没有的，留空", "write numbers such as 2026-0001, or nothing"),
            )
        case Kind.CHOICE if words not in dict(field.choices):
            return Text("没有这个选项", "there is no such choice"), Text(
                "请选择其中一项", "choose one of them"
            )
        case _:
            return None


def _is_day(words: str) -> bool:
    try:
        return date.fromisoformat(words).isoformat() == words
    except ValueError:
        return False
