"""What ownership and control bear on: factors 3 and 6 of Article 10, as findings with their place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from shencha.evidence.control.bods import Statements
from shencha.evidence.control.control import METHOD, Control, Holder, control
from shencha.evidence.control.controllers import contracts
from shencha.evidence.control.interests import NOTHING, Range, percent, said_percent
from shencha.evidence.finding import Analysis, Factor, Finding, Measure, Source, Unit, digest_of
from shencha.law.logic.holds import NO, UNKNOWN, YES, Holds
from shencha.law.measures.instruments import in_force
from shencha.law.places import is_abroad, place_name
from shencha.shapes import Count, Shape
from shencha.text import Text, same


@dataclass(frozen=True, slots=True)
class Place(Shape):
    """What holders of one place hold together."""

    jurisdiction: str
    name: Text
    abroad: Holds
    holders: Count
    share: Range
    voting: Range


def by_jurisdiction(found: Control) -> tuple[Place, ...]:
    """Shares and votes by where the holders belong, the largest first.

    A holder of several nationalities counts in each one's upper bound and in nobody's lower bound.
    """
    rows: dict[str, list[tuple[Holder, bool]]] = defaultdict(list)
    for holder in found.holders:
        places = holder.party.jurisdictions or ("unknown",)
        for place in places:
            rows[place].append((holder, len(places) == 1))
    summed = [(place, some, _sum([(h.share, alone) for h, alone in some])) for place, some in rows.items()]
    summed.sort(key=lambda row: (-row[2].at_least, -row[2].at_most, row[0]))
    return tuple(
        Place(
            place,
            _place(place),
            UNKNOWN if place == "unknown" else YES if is_abroad(place) else NO,
            len(some),
            share,
            _sum([(h.voting, alone) for h, alone in some]),
        )
        for place, some, share in summed
    )


def by_contract(found: Control) -> bool:
    """Does a contract lie on the way to a holder?"""
    return any(h.by_contract is not None for h in found.holders)


def foreign(found: Control, what: str = "share") -> Range:
    """What foreign holders hold together; those of unknown place and what is undisclosed may be foreign too.

    Args:
        what: `share`, `voting` or `by_contract`.
    """
    ranges = [(h.abroad, getattr(h, what) or NOTHING) for h in found.holders]
    low = sum(r.at_least for place, r in ranges if place == "foreign")
    other = sum(r.at_least for place, r in ranges if place in ("mainland", "hk_mo_tw"))
    return Range(min(low, 1.0), max(min(1 - other, 1.0), min(low, 1.0)))


def _sum(ranges: list[tuple[Range, bool]]) -> Range:
    low = min(sum(r.at_least for r, alone in ranges if alone), 1.0)
    return Range(low, max(low, min(sum(r.at_most for r, _ in ranges), 1.0)))


def _place(place: str) -> Text:
    return Text("不明", "not known") if place == "unknown" else place_name(place)


def findings(found: Control, statements: Statements) -> tuple[Finding, ...]:
    """The findings, leaving out factors that the version in force on that day does not have."""
    version = in_force(found.structure.on)
    digests = {file: digest_of(file) for file in statements.files if file != "-"}
    where = {s.id: s.file for s in statements.statements}

    def source(place: str | None, method: str) -> Source:
        file = where.get(place or "", statements.files[0])
        also = tuple(Source(f, digests.get(f, ""), "document", METHOD) for f in statements.files if f != file)
        return Source(file, digests.get(file, ""), place or "document", method, also)

    told = [
        Finding(factor, text, measure, source(place, method))
        for factor, text, measure, place, method in _told(found)
    ]
    if version is None:
        return tuple(told)
    return tuple(f for f in told if f.factor.article(version.id) is not None)


Told = tuple[Factor, Text, Measure, str | None, str]


def _told(found: Control) -> Iterator[Told]:
    of, name = found.of.statement, found.of.shown
    for tie, statement in contracts(found.ties):
        parties = found.structure.parties
        text = Text(
            "{holder} 对 {company} 的权利来自合同，而非股权；合同是否有效、能否履行，需要单独查看。",
            "The rights of {holder} in {company} come from a contract, not from shares; whether it is valid and can be "
            "performed must be looked at separately.",
        )
        filled = text.fill(holder=parties[tie.holder].shown, company=parties[tie.subject].shown)
        yield Factor.F6, filled, Measure.of(1, Unit.STATEMENTS), statement, "control.contracts"
    yield from _behind_contracts(found)
    for holder in found.holders:
        yield from _of_holder(holder, name)
    yield _foreign(found)
    if found.undisclosed.at_most > 1e-9:
        text = Text(
            "{name} 的 {share} 股份没有披露最终由谁持有。",
            "Of {name}, {share} is held in the end by persons not disclosed.",
        )
        filled = text.fill(name=name, share=said_percent(found.undisclosed))
        yield Factor.F3, filled, _percent(found.undisclosed), of, METHOD
    if found.gaps:
        text = Text("股权披露有 {n} 处空白。", "Gaps in the disclosure: {n}.").fill(n=len(found.gaps))
        first = next((g.statement for g in found.gaps if g.statement), of)
        yield Factor.F3, text, Measure.of(len(found.gaps), Unit.STATEMENTS), first, "control.gaps"
    if found.contradictions:
        n = len(found.contradictions)
        text = Text("声明之间有 {n} 处矛盾。", "Contradictions between statements: {n}.").fill(n=n)
        first = found.contradictions[0].statements[0]
        yield Factor.F3, text, Measure.of(n, Unit.STATEMENTS), first, "control.contradictions"


def _foreign(found: Control) -> Told:
    """What foreign holders hold in the end; what contracts give them counts where there are contracts."""
    share, words = foreign(found), {"name": found.of.shown, "share": said_percent(foreign(found))}
    if not by_contract(found):
        text = Text(
            "国外持有人最终持有 {name} 的 {share}。", "Foreign holders hold {share} of {name} in the end."
        )
        return Factor.F6, text.fill(**words), _percent(share), found.of.statement, METHOD
    whole = foreign(found, "by_contract")
    text = Text(
        "计入合同权利，国外持有人最终享有 {name} 的 {whole}；仅按股份为 {share}。",
        "With what contracts give, foreign holders have {whole} of {name} in the end; by shares alone {share}.",
    )
    filled = text.fill(**words, whole=said_percent(whole))
    return Factor.F6, filled, _percent(whole), found.of.statement, METHOD


def _behind_contracts(found: Control) -> Iterator[Told]:
    """Shares do not pass through a contract; so who holds the one who has the contract is told apart."""
    parties = found.structure.parties
    pairs = {
        (t.holder, t.subject): s for t, s in contracts(found.ties) if parties[t.holder].kind == "company"
    }
    for (holder, company), statement in list(pairs.items())[:_MOST_CONTRACTS]:
        share = foreign(control(found.structure, parties[holder], found.statements))
        text = Text(
            "{holder} 依合同在 {company} 享有权利，而国外持有人最终持有 {holder} 的 {share}。",
            "{holder} has contract rights in {company}, and foreign holders hold {share} of {holder} in the end.",
        )
        filled = text.fill(
            holder=parties[holder].shown, company=parties[company].shown, share=said_percent(share)
        )
        yield Factor.F6, filled, _percent(share), statement, METHOD


_MOST_CONTRACTS = 5


def _of_holder(holder: Holder, company: Text) -> Iterator[Told]:
    party = holder.party
    if holder.controls is not NO and holder.abroad == "foreign":
        text = (
            Text(
                "国外持有人 {name}（{place}）控制 {company}。",
                "The foreign holder {name} ({place}) controls {company}.",
            )
            if holder.controls is YES
            else Text(
                "国外持有人 {name}（{place}）可能控制 {company}。",
                "The foreign holder {name} ({place}) may control {company}.",
            )
        )
        place = place_name(holder.party.jurisdiction or "")
        yield (
            Factor.F6,
            text.fill(name=party.shown, place=place, company=company),
            _percent(holder.voting),
            party.statement,
            "control.controls",
        )
    if holder.controls is not NO and holder.abroad == "unknown":
        text = Text(
            "{name} 控制或者可能控制 {company}，但其国籍或者注册地不明。",
            "{name} controls or may control {company}, and where it belongs is not known.",
        )
        yield (
            Factor.F6,
            text.fill(name=party.shown, company=company),
            _percent(holder.voting),
            party.statement,
            "control.controls",
        )
    if party.is_public_body is YES:
        place = place_name(holder.party.jurisdiction) if holder.party.jurisdiction else same("?")
        abroad = holder.abroad != "mainland"
        text = (
            Text(
                "外国或者境外公共机构 {name}（{place}）是最终持有人，持有 {share}{contract}。",
                "The public body {name} ({place}), not of the mainland, is an ultimate holder with {share}{contract}.",
            )
            if abroad
            else Text(
                "境内公共机构 {name} 是最终持有人，持有 {share}{contract}。",
                "The mainland public body {name} is an ultimate holder with {share}{contract}.",
            )
        )
        contract = same("")
        if holder.by_contract is not None and holder.by_contract != holder.share:
            said = said_percent(holder.by_contract)
            contract = Text(f"（计入合同权利 {said}）", f" ({said} with what contracts give)")
        filled = text.fill(name=party.shown, place=place, share=said_percent(holder.share), contract=contract)
        yield (Factor.F6 if abroad else Factor.F3), filled, _percent(holder.share), party.statement, METHOD


def _percent(range_: Range) -> Measure:
    return Measure(percent(range_.at_least), percent(range_.at_most), Unit.PERCENT)


def analysis(found: Control, statements: Statements) -> Analysis:
    """The findings by factor, and what could not be examined."""
    return Analysis(findings(found, statements), found.structure.unread)
