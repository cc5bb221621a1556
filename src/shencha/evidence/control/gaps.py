"""What a disclosure hides, and where its statements contradict each other; always by the statement's id."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from shencha.evidence.control.bods_fields import Unspecified
from shencha.shapes import Shape
from shencha.text import Text, same

_REASONS = {
    "noBeneficialOwners": Text("声明没有受益所有人", "it is declared that there is no beneficial owner"),
    "subjectUnableToConfirmOrIdentifyBeneficialOwner": Text(
        "主体不能确认或者识别受益所有人", "the subject cannot confirm or identify the beneficial owner"
    ),
    "interestedPartyHasNotProvidedInformation": Text(
        "利害关系人没有提供信息", "the interested party has not provided the information"
    ),
    "subjectExemptFromDisclosure": Text("主体免予披露", "the subject is exempt from disclosure"),
    "interestedPartyExemptFromDisclosure": Text(
        "利害关系人免予披露", "the interested party is exempt from disclosure"
    ),
    "unknown": Text("原因不明", "no reason is known"),
    "informationUnknownToPublisher": Text("发布者不掌握", "the publisher does not know"),
}
_WORDS = {
    "holder_not_named": Text(
        "{subject} 的持有人未披露：{why}。", "A holder of {subject} is not disclosed: {why}."
    ),
    "no_beneficial_owner": Text("{subject}：{why}。", "{subject}: {why}."),
    "party_anonymous": Text("{party} 的身份未披露：{why}。", "Who {party} is has not been disclosed: {why}."),
    "party_not_described": Text(
        "没有声明描述 {party}；只知道编号。", "No statement describes {party}; only the id is known."
    ),
    "record_closed": Text(
        "{party} 的记录已关闭或者晚于所问日期，但仍有关系指向它。",
        "The record of {party} is closed or later than the day asked about, yet a relationship still points to it.",
    ),
    "holders_not_disclosed": Text(
        "{party} 自身由谁持有，声明中没有。", "Who holds {party} itself is not in the statements."
    ),
    "listed_holders": Text(
        "{party} 是上市公司，其股东不在声明中。", "{party} is listed; its holders are not in the statements."
    ),
    "share_undisclosed": Text(
        "{party} 的股份披露了 {told}，其余未披露。",
        "Of the shares of {party}, {told} are disclosed; the rest are not.",
    ),
    "intermediaries_not_named": Text(
        "{party} 间接持有 {subject}，中间各层未披露。",
        "{party} holds {subject} indirectly; those in between are not disclosed.",
    ),
    "jurisdiction_unknown": Text(
        "{party} 属于哪个国家或者地区，声明中没有。", "Where {party} belongs is not in the statements."
    ),
    "jurisdiction_not_recognised": Text(
        "{party} 的国籍或者注册地写作“{told}”，没有代码，也不是这里认识的国家或者地区名称。",
        "Where {party} belongs is written “{told}”: it has no code, and is no name of a place known here.",
    ),
    "nominator_not_named": Text(
        "{party} 替他人持有 {subject} 的股份，被代持人没有披露。",
        "{party} holds shares of {subject} for another, who is not disclosed.",
    ),
    "may_hold_for_another": Text(
        "{party} 在 {subject} 的权益，说明文字提到代持；没有写明替谁持有，仍按其本人持有计算。",
        "The words beside the interest of {party} in {subject} speak of holding for another, and not for "
        "whom; it is still counted as its own.",
    ),
    "in_concert_with_whom": Text(
        "{party} 在 {subject} 与他人一致行动，与谁一致行动没有说明。",
        "{party} acts in concert with others in {subject}; with whom is not said.",
    ),
    "circle_owns_itself": Text(
        "{party} 处于完全自我持有的循环之中，循环之外没有持有人。",
        "{party} is part of a circle that owns itself wholly; nobody outside the circle holds anything in it.",
    ),
}


@dataclass(frozen=True, slots=True)
class Gap(Shape):
    """One thing that is not disclosed."""

    gap: str
    statement: str | None
    party: str | None
    text: Text

    @classmethod
    def of(cls, gap: str, statement: str | None, party: str | None, **words: Any) -> Gap:
        """A gap in words; the party is called by its id unless `party_name` is given."""
        name = words.pop("name", None) or same(party or "")
        return cls(gap, statement, party, _WORDS[gap].fill(party=name, **words))

    @classmethod
    def unspecified(cls, why: Unspecified, statement: str, subject: str | None) -> Gap:
        """A holder who is not named, with the reason given."""
        gap = "no_beneficial_owner" if why.reason == "noBeneficialOwners" else "holder_not_named"
        return cls(gap, statement, subject, _WORDS[gap].fill(subject=subject or "?", why=reason(why)))

    @classmethod
    def anonymous(cls, why: Unspecified, statement: str | None, party: str, name: Text) -> Gap:
        """A party whose identity is not told, with the reason given."""
        return cls(
            "party_anonymous", statement, party, _WORDS["party_anonymous"].fill(party=name, why=reason(why))
        )


@dataclass(frozen=True, slots=True)
class Contradiction(Shape):
    """Statements that cannot all be true."""

    contradiction: str
    """`over_100`, `two_records`, `two_statements`, `indirect_disagrees`."""
    statements: tuple[str, ...]
    text: Text

    @classmethod
    def over(
        cls, what: str, subject: str, name: Text, low: float, statements: tuple[str, ...]
    ) -> Contradiction:
        """Shares or votes that sum to more than all."""
        noun = Text("股份", "shares") if what == "share" else Text("表决权", "votes")
        text = Text(
            "{name}（{id}）的{noun}合计至少 {low:g}%。",
            "The {noun} of {name} ({id}) sum to at least {low:g}%.",
        )
        return cls(
            "over_100", statements, text.fill(name=name, id=subject, noun=noun, low=round(low * 100, 4))
        )

    @classmethod
    def twice(cls, statements: tuple[str, ...]) -> Contradiction:
        """Two records of one interest; it is counted once."""
        text = Text(
            "两条以上的记录说的是同一方在同一主体中的同一权益；只计一次。",
            "Several records speak of the same interest of one party in one company; it is counted once.",
        )
        return cls("two_records", statements, text)

    @classmethod
    def disagrees(cls, claimed: str, computed: str, statement: str) -> Contradiction:
        """A share given for a chain that its links cannot make."""
        text = Text(
            "声明的间接份额 {claimed} 与各环节算得的 {computed} 不符。",
            "The indirect share stated, {claimed}, does not agree with {computed} computed from the links.",
        )
        return cls("indirect_disagrees", (statement,), text.fill(claimed=claimed, computed=computed))


def two_statements(record: str, first: str, second: str) -> Contradiction:
    """Two statements of one record, of one day, that say different things; the later in the file counts."""
    text = Text(
        "记录 {record} 在同一天有两条内容不同的声明；以文件中靠后的一条为准。",
        "Record {record} has two statements of one day that differ; the one later in the file counts.",
    )
    return Contradiction("two_statements", (first, second), text.fill(record=record))


def reason(why: Unspecified) -> Text:
    """Why someone is not named, with the words of the statement if it has any."""
    known = _REASONS.get(why.reason, same(why.reason))
    if not why.description:
        return known
    return Text(f"{known.zh}（{why.description}）", f"{known.en} ({why.description})")
