"""Who owns and controls a company, through whom, from where: the analysis that `shencha control` prints."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Annotated, Any

import numpy as np

from shencha.errors import BadInput, Fault
from shencha.evidence.control.bods import Statements
from shencha.evidence.control.bods_fields import Annotation
from shencha.evidence.control.by_contract import by_contract
from shencha.evidence.control.controllers import Chain, Controllers, Step
from shencha.evidence.control.disclosure import disclosure
from shencha.evidence.control.gaps import Contradiction, Gap
from shencha.evidence.control.integrated import Integrated, summed
from shencha.evidence.control.interests import NOTHING, Range, said_percent
from shencha.evidence.control.parties import Claimed, Party, Structure, Tie
from shencha.evidence.control.paths import Path, paths
from shencha.evidence.control.reasons import Because, because
from shencha.law.control import yardstick
from shencha.law.logic.holds import NO, YES, Holds
from shencha.law.places import HOME, NOT_ABROAD, is_abroad
from shencha.shapes import SPREAD, Key, More, Shape
from shencha.text import Text

METHOD = "control.integrated"
MOST_BETWEEN = 200
"""So many of those in between are told, the nearest first."""


@dataclass(frozen=True, slots=True)
class Holder(Shape):
    """One who holds in the end: a person, a public body, or someone of whom no holder is told."""

    TOLD = "party jurisdictions abroad public_body political_exposure share voting by_contract controls because paths"

    party: Annotated[Party, SPREAD]
    share: Range
    voting: Range
    by_contract: Range | None
    """Share that contracts give beside the shares: of a company controlled by contract, its controller's; None where
    no contract lies on the way."""
    controls: Holds
    because: Annotated[tuple[Because, ...], More(minItems=1)]
    paths: tuple[Path, ...]

    @property
    def jurisdictions(self) -> tuple[str, ...]:
        """Where the holder belongs."""
        return self.party.jurisdictions

    @property
    def public_body(self) -> Holds:
        """A state or one of its bodies?"""
        return self.party.is_public_body

    @property
    def political_exposure(self) -> str | None:
        """What the statements say of it."""
        return self.party.exposed

    @property
    def abroad(
        self,
    ) -> Annotated[str, Key("from"), More(enum=["foreign", "hk_mo_tw", "mainland", "unknown"])]:
        """`foreign`, `hk_mo_tw`, `mainland` or `unknown`; of several nationalities the one farthest from home."""
        places = self.party.jurisdictions
        if any(is_abroad(place) for place in places):
            return "foreign"
        if any(place in NOT_ABROAD for place in places):
            return "hk_mo_tw"
        return "mainland" if HOME in places else "unknown"


@dataclass(frozen=True, slots=True)
class Control:
    """Everything the statements say of one company's ultimate holders."""

    of: Party
    structure: Structure
    holders: tuple[Holder, ...]
    undisclosed: Range
    undisclosed_votes: Range
    between: dict[str, Range]
    """Integrated share of those in between, by id."""
    between_controls: dict[str, Holds]
    ties: tuple[Tie, ...]
    """All ties from which the company can be reached."""
    paths_complete: bool
    gaps: tuple[Gap, ...]
    contradictions: tuple[Contradiction, ...]
    annotations: tuple[tuple[str, Annotation], ...]
    statements: Statements


def control(structure: Structure, of: Party, statements: Statements) -> Control:
    """The ultimate holders of one company of the structure."""
    ids = list(structure.parties)
    number = {id_: at for at, id_ in enumerate(ids)}
    shares = _integrated(structure, number, of, "share")
    votes = _integrated(structure, number, of, "votes")
    near = {ids[at] for at in np.flatnonzero(shares.reaches)}
    ties = tuple(t for t in structure.ties if t.subject in near)
    held = {t.subject for t in ties}
    ends = [id_ for id_ in ids if id_ in near and id_ not in held and id_ != of.id]
    claims = [c for c in structure.claimed if c.subject == of.id]
    direct = {t.holder: t for t in ties if t.subject == of.id}
    narrowed: dict[str, dict[str, Range]] = {"share": {}, "votes": {}}
    contradictions = list(structure.contradictions)
    follows = of.id in structure.votes_follow_shares
    for id_ in ends:
        mine = [c for c in claims if c.holder == id_]
        for what, found in (("share", shares), ("votes", votes)):
            range_ = Range(float(found.at_least[number[id_]]), float(found.at_most[number[id_]]))
            narrowed[what][id_], wrong = _narrow(range_, mine, direct.get(id_), what, follows=follows)
            contradictions += wrong
    for what in narrowed:
        _leave_room(narrowed[what])
    chains = paths(ties, of.id, frozenset(ends))
    who = Controllers(structure.parties, structure.ties, of.id, yardstick(structure.on))
    found_of = {id_: who.of(id_) for id_ in ends}
    ruling = next((id_ for id_, chain in found_of.items() if _rules(chain, of.id)), None)
    contractual = by_contract(structure, number, of, ties)
    holders = []
    for id_ in ends:
        voting = narrowed["votes"][id_]
        chain, other = _settled(found_of[id_], id_, voting, of.id, ruling)
        party = structure.parties[id_]
        holders.append(
            Holder(
                party,
                narrowed["share"][id_],
                voting,
                contractual[number[id_]] if contractual else None,
                chain.controls,
                because(
                    chain,
                    structure,
                    party,
                    of,
                    yardstick(structure.on),
                    who.held_by(id_),
                    structure.parties[other] if other else None,
                ),
                chains.by_holder.get(id_, ()),
            )
        )
    holders.sort(key=_rank)
    circle = [ids[at] for at in np.flatnonzero(shares.circle)]
    middle = _nearest(of.id, ties, held)
    return Control(
        of,
        structure,
        tuple(holders),
        _rest([h.share for h in holders]),
        _rest([h.voting for h in holders]),
        {
            id_: Range(float(shares.at_least[number[id_]]), float(shares.at_most[number[id_]]))
            for id_ in middle
        },
        {id_: who.of(id_).controls for id_ in middle},
        ties,
        chains.complete,
        tuple(disclosure(structure, of, ties, [h.party for h in holders], near, circle)),
        tuple(dict.fromkeys(contradictions)),
        tuple((s.id, a) for s in statements.statements for a in s.annotations),
        statements,
    )


def _rank(holder: Holder) -> tuple[Any, ...]:
    most = max(holder.share, holder.by_contract or NOTHING, key=lambda r: (r.at_least, r.at_most))
    return -int(holder.controls), -most.at_least, -most.at_most, holder.party.id


def _rules(chain: Chain, of: str) -> bool:
    """Does this chain end in a certain majority of the company's votes?"""
    return chain.controls is YES and any(s.company == of and s.rule == "majority" for s in chain.steps)


def _settled(
    chain: Chain, holder: str, votes: Range, of: str, ruling: str | None
) -> tuple[Chain, str | None]:
    """What all holders' answers together say of one: who has all votes controls; beside a majority no largest does.

    Returns:
        The chain, and who has the majority instead, where that is why the holder does not control.
    """
    if chain.controls is not YES and votes.at_least >= 1 - 1e-9:
        step = Step("whole", of, (holder,), (votes.at_least, votes.at_most), True, ())
        return Chain(YES, (step,), chain.held), None
    last = next((s for s in chain.steps if s.company == of), None)
    if ruling is not None and last is not None and last.rule in ("largest", "undisclosed"):
        return Chain(NO, (), chain.held), ruling
    return chain, None


def find(structure: Structure, asked: str, file: str) -> Party:
    """The company meant by a record id, a statement id, an identifier, or a name that only one has.

    Raises:
        BadInput: nobody, a person, or more than one is meant.
    """
    parties = structure.parties
    if asked in parties:
        found = [parties[asked]]
    else:
        found = [p for p in parties.values() if asked == p.statement or asked in p.identifiers]
        found = found or [p for p in parties.values() if asked == p.name]
    if len(found) == 1 and found[0].kind != "person":
        return found[0]
    some = [id_ for id_ in structure.subjects if id_ in parties] or [
        p.id for p in parties.values() if p.kind == "company"
    ]
    shown = ", ".join(some[:5]) or "—"
    if not found:
        wrong = Text(f"声明中没有 {asked}", f"{asked!r} is not in the statements")
        right = Text(f"请写记录编号，例如 {shown}", f"write a record id, such as {shown}")
    elif len(found) > 1:
        every = ", ".join(p.id for p in found[:5])
        wrong = Text(f"有 {len(found)} 个主体符合 {asked}", f"{len(found)} parties answer to {asked!r}")
        right = Text(f"请写其中一个的记录编号：{every}", f"write the record id of one of them: {every}")
    else:
        wrong = Text(f"{asked} 是自然人", f"{asked!r} is a person")
        right = Text(
            f"请写一个主体的记录编号，例如 {shown}", f"write the record id of an entity, such as {shown}"
        )
    raise BadInput([Fault(file, "--of", wrong, right)])


def _nearest(of: str, ties: tuple[Tie, ...], held: set[str]) -> list[str]:
    """Those in between, who hold and are held, by their distance from the company."""
    above: dict[str, list[str]] = defaultdict(list)
    for tie in ties:
        if tie.holder in held:
            above[tie.subject].append(tie.holder)
    found = {of: None}
    row = [of]
    while row and len(found) <= MOST_BETWEEN:
        row = [h for h in dict.fromkeys(h for s in row for h in above[s]) if h not in found]
        found |= dict.fromkeys(row)
    return list(found)[1 : MOST_BETWEEN + 1]


def _integrated(structure: Structure, number: dict[str, int], of: Party, what: str) -> Integrated:
    return summed([(t, getattr(t, what)) for t in structure.ties], number, of.id)


def _narrow(
    found: Range, claims: list[Claimed], direct: Tie | None, what: str, *, follows: bool
) -> tuple[Range, list[Contradiction]]:
    """What statements about whole chains add to what the links say."""
    wrong: list[Contradiction] = []
    for claim in claims:
        type_ = "votingRights" if what == "votes" and not follows else "shareholding"
        if claim.interest.type != type_ or claim.interest.share is None:
            continue
        said = claim.interest.share
        own: Range = getattr(direct, what) if direct is not None else NOTHING
        low = said.at_least if claim.interest.direct == "unknown" else said.at_least + own.at_least
        high = said.at_most + own.at_most
        both = Range(max(found.at_least, low), min(found.at_most, high))
        if both.at_least > both.at_most + 1e-9:
            if what == "share" or not follows:
                wrong.append(
                    Contradiction.disagrees(said_percent(said), said_percent(found), claim.statement)
                )
        else:
            found = Range(both.at_least, max(both.at_least, both.at_most))
    return found, wrong


def _leave_room(ranges: dict[str, Range]) -> None:
    """No holder's upper bound exceeds what the lower bounds of all others leave."""
    low = sum(r.at_least for r in ranges.values())
    for id_, range_ in ranges.items():
        ranges[id_] = range_.within(max(1 - (low - range_.at_least), range_.at_least))


def _rest(ranges: list[Range]) -> Range:
    low, high = sum(r.at_least for r in ranges), sum(r.at_most for r in ranges)
    return Range(_clean(1 - high), _clean(1 - low))


def _clean(value: float) -> float:
    return 0.0 if value < 1e-12 else min(value, 1.0)
