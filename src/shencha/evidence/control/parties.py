"""An ownership structure: its parties, the ties between them, and what the statements leave open."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated

from shencha.evidence.control.bods_fields import Unspecified
from shencha.evidence.control.gaps import Contradiction, Gap
from shencha.evidence.control.interests import NOTHING, Bears, Interest, Range
from shencha.evidence.finding import Unread, shown
from shencha.law.logic.holds import NO, UNKNOWN, YES, Holds
from shencha.shapes import More, Shape
from shencha.text import Text

KINDS = ("person", "company", "arrangement", "state", "state_body", "unspecified")


UNSPECIFIED = "unspecified:"
"""Before the record of a statement whose holder is not named."""
_NOT_DISCLOSED = Text("未披露者（{what}）", "someone not disclosed ({what})")


@dataclass(frozen=True, slots=True)
class Party(Shape):
    """A company, person, state or arrangement; or someone who is not named."""

    TOLD = "id name kind jurisdiction"

    id: str
    kind: Annotated[str, More(enum=list(KINDS))]
    name: str | None
    jurisdictions: tuple[str, ...]
    statement: str | None
    identifiers: tuple[str, ...] = ()
    subtype: str | None = None
    listed: bool = False
    exposed: str | None = None
    unspecified: Unspecified | None = None
    places_unread: tuple[str, ...] = ()
    """Words that should name where it belongs and name no place known here."""

    @property
    def jurisdiction(self) -> str | None:
        """Where it belongs, if it is one place."""
        return self.jurisdictions[0] if self.jurisdictions else None

    @property
    def shown(self) -> Text:
        """The name; who is not named is called so."""
        if self.name:
            return Text(self.name, self.name)
        if self.unspecified is not None or self.kind == "unspecified":
            record = shown(self.id.removeprefix(UNSPECIFIED))
            said = shown(self.unspecified.description[:60]) if self.unspecified else ""
            return _NOT_DISCLOSED.fill(what=said or Text(f"记录 {record}", f"record {record}"))
        return Text(f"未具名者（{self.id}）", f"someone without a name ({self.id})")

    @property
    def is_public_body(self) -> Holds:
        """A state or one of its bodies?"""
        if self.kind in ("state", "state_body"):
            return YES
        return UNKNOWN if self.kind == "unspecified" else NO

    @property
    def is_arrangement(self) -> bool:
        """Something without votes of its own: a trust, a nomination, joint ownership."""
        return self.kind == "arrangement"


@dataclass(slots=True)
class Tie:
    """All that one party holds in one company."""

    holder: str
    subject: str
    share: Range = NOTHING
    votes: Range = NOTHING
    interests: list[tuple[Interest, str]] = field(default_factory=list)
    """Each with the statement that says so."""

    @property
    def statements(self) -> tuple[str, ...]:
        """The statements on which the tie rests."""
        return tuple(dict.fromkeys(statement for _, statement in self.interests))

    @property
    def tells_share(self) -> bool:
        """Does an interest speak of shares or votes? Otherwise they are only possible."""
        counted = (Bears.SHARE, Bears.VOTES, Bears.EITHER)
        return any(interest.meaning.bears in counted for interest, _ in self.interests)

    def has(self, type_: str) -> bool:
        """Is one of its interests of that type?"""
        return any(interest.type == type_ for interest, _ in self.interests)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A share that a statement gives for a whole chain, not for one link."""

    holder: str
    subject: str
    interest: Interest
    statement: str


@dataclass(frozen=True, slots=True)
class Structure:
    """Ownership as of a day."""

    on: date
    parties: dict[str, Party]
    ties: tuple[Tie, ...]
    claimed: tuple[Claimed, ...]
    votes_follow_shares: frozenset[str]
    """Companies of which no statement speaks of votes: the votes are taken to follow the shares."""
    own_shares: frozenset[str]
    """Companies that hold shares in themselves, or whose subsidiaries do: these shares have no votes."""
    gaps: tuple[Gap, ...]
    contradictions: tuple[Contradiction, ...]
    unread: tuple[Unread, ...]
    subjects: tuple[str, ...]
    """Those about whom declarations are made, as the files say."""
