"""Makes filings of subjects, ways and names: what is true is drawn first, then said several times over."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from tests.documents.contradictions import Filing, Kind, Place, PlaceKind, Planted, Said, drawn
from tests.documents.contradictions import names as n
from tests.documents.contradictions import ways as w
from tests.documents.contradictions.claims import Claim, Days, Name, Span, Value, between, clash, exact
from tests.documents.contradictions.subjects import FILLERS, GROUNDS, Sentences, Subject

FILINGS, CONTRADICTIONS = 200, 5
"""In all, and in each: the numbers of contradictions and of harmless differences are one of these two, or one more."""


@dataclass(frozen=True)
class Pool:
    """From which ways, names and sentences a filing is made; `rare` are the held-back ones, used first where they fit."""

    held_back: bool = False
    rare: Any = None
    sentences: dict[str, Sentences] = field(default_factory=dict)

    def ways(self, kind: str, language: str) -> list[list[w.Way[Any]]]:
        """Ways of that language, the rare ones first."""
        both = [getattr(self.rare, kind)] if self.rare else []
        return [[one for one in part if one.language == language] for part in (*both, getattr(w, kind))]


class Maker:
    """One filing in the making."""

    def __init__(self, number: int, pool: Pool) -> None:
        self.r = random.Random(f"contradictions {number}")
        self.pool, self.number = pool, number
        self.ground = ("foreign_listing", "procurement")[number % 2] if number % 10 < 9 else "data_processing"
        self.day = date(2026, 3, 2) + timedelta(self.r.randrange(280))
        self.company = self.r.choice(n.COMPANIES)
        self.product = self.r.choice(n.PRODUCTS)
        self.branch = pool.rare.branch if pool.rare else None
        self.said: list[Said] = []
        self.planted: list[Planted] = []
        self.used: set[tuple[PlaceKind, str]] = set()
        self.counts: dict[Any, int] = {}
        self.spoken: set[str] = set()

    # writing

    def write(self, s: Subject, value: Any, language: str, unit: str) -> tuple[str, Value, str]:
        """A value in words, what they say, and the way."""
        r = self.r
        match value:
            case (int() as amount, str() as code):
                written, way = self._way("COUNTS", language, amount)
                rare = self.pool.rare and r.random() < 0.5
                currency = next(
                    one for one in (self.pool.rare.CURRENCIES if rare else w.CURRENCIES) if one.id == code
                )
                says = Span(
                    written.says.low, written.says.high, written.says.lowest, written.says.highest, code
                )
                return (
                    w.money(written, currency, language, r),
                    says,
                    f"{way}; {currency.id}{' rare' if rare else ''}",
                )
            case int() if s.kind is Kind.LENGTH:
                (text, says), way = self._way("LENGTHS", language, value)
                return text, says, way
            case int():
                written, way = self._way("COUNTS", language, value)
                return written.with_unit(unit), written.says, way
            case float():
                written, way = self._way("SHARES", language, value)
                return written.with_unit(""), written.says, way
            case date():
                (text, says), way = self._way("DAYS", language, value)
                return text, says, way
            case _:
                usual = self.named(s, value, rare=False)
                rare = self.pool.rare and r.random() < 0.65
                named = self.named(s, value, rare=True) if rare else usual
                return (
                    r.choice(getattr(named, language)),
                    Name(usual.id, usual.within),
                    "rare name" if rare else "name",
                )

    def _way(self, kind: str, language: str, value: Any) -> tuple[Any, str]:
        r = self.r
        parts = self.pool.ways(kind, language)
        if len(parts) > 1 and r.random() < 0.2:
            parts.reverse()
        for part in parts:
            fit = [(made, way.id) for way in part if (made := way.write(value, r))]
            if fit:
                return r.choice(fit)
        raise AssertionError((kind, language, value))

    def named(self, s: Subject, value: Any, *, rare: bool) -> n.Named:
        """The writings of a thing."""
        match value:
            case n.Company():
                return self.pool.rare.company(value) if rare else value.named
            case n.Product():
                return self.pool.rare.product(value) if rare else value.named
        things = getattr(self.pool.rare if rare else n, "MARKETS" if s.kind is Kind.MARKET else "COUNTRIES")
        return next(one for one in things if one.id == value)

    def sentence(
        self, s: Subject, value: Any, template: str, language: str
    ) -> tuple[str, tuple[Claim, ...], str]:
        """A sentence with its values filled in, and what it claims."""
        claims, ways = [], []

        def fill(found: re.Match[str]) -> str:
            own = found[1] == "v"
            shown = value if own else drawn.beside(s, value, self.r, found[2])
            text, says, way = self.write(s, shown, language, found[3] or "")
            claims.append(Claim(s.id if own else f"{s.id}: {template}", says))
            ways.append(way)
            return text

        text = re.sub(r"\{(v|w)([<>]?)(?::([^}]*))?\}", fill, template)
        if s.kind is Kind.YES_NO and template not in self._sentences(s).like:
            claims.append(Claim(s.id, value))
        if language == "en":
            text = (text[:1].upper() + text[1:]).replace("..", ".")
        return text, tuple(claims), ", ".join(ways) or "sentence"

    def _sentences(self, s: Subject) -> Sentences:
        extra = self.pool.sentences.get(s.id, Sentences())
        parts = ("zh", "en", "like", "no", "no_en")
        return Sentences(*(getattr(extra, part) * 2 + getattr(s.says, part) for part in parts))

    # places

    def free(self, s: Subject) -> list[PlaceKind]:
        """Places that are open to the subject."""
        taken = {kind for kind, label in self.used if label == s.id}
        out = [one for one in s.free if one not in taken]
        out += [kind for kind, label in s.fixed.items() if kind not in taken and self.fits(s, kind)]
        if self.ground != "procurement":
            out = [one for one in out if one is not PlaceKind.SUPPLIER]
        return out

    def fits(self, s: Subject, kind: PlaceKind) -> bool:
        """Does the fixed place exist on this ground?"""
        return kind is not PlaceKind.DECLARATION or s.fixed[kind].startswith(self.ground)

    def put(self, s: Subject, value: Any, kind: PlaceKind, template: str | None = None) -> Said | None:
        """Say a value at a place; None where this place cannot say it."""
        r = self.r
        if template is None and kind in s.fixed:
            made = self.fixed(s, value, kind)
            if made is None:
                return None
            content, claims, way = made
            return Said(self.place(s, kind), content, way, claims)
        says = self._sentences(s)
        english = (
            template is None and r.random() < 0.2 and bool(says.en) and kind is not PlaceKind.DECLARATION
        )
        if template is None:
            positive = s.kind is not Kind.YES_NO or value
            template = r.choice(
                (says.en if positive else says.no_en) if english else (says.zh if positive else says.no)
            )
        else:
            english = template.isascii()
        if "{w" in template and s.id in self.spoken:
            return None
        text, claims, way = self.sentence(s, value, template, "en" if english else "zh")
        content: Any = {"factor": s.factor, "text": text} if kind is PlaceKind.REPORT else text
        return Said(self.place(s, kind), content, f"{way}: {template}", claims)

    def place(self, s: Subject, kind: PlaceKind) -> Place:
        """The next place of that kind for the subject."""
        label, page = s.fixed.get(kind, ""), 0
        match kind:
            case PlaceKind.DECLARATION if not label or not self.fits(s, kind):
                own = (
                    s.words
                    if self.ground == "foreign_listing"
                    else {"procurement": "use", "data_processing": "data"}[self.ground]
                )
                label = f"{self.ground}.{own}"
            case PlaceKind.REPORT:
                label = "analysis_report"
            case PlaceKind.PAPER:
                files = {
                    "foreign_listing": ["listing_documents/招股说明书.pdf", "other/数据安全说明.docx"],
                    "procurement": ["procurement_documents/采购合同.docx", "other/供应保障说明.pdf"],
                    "data_processing": ["other/数据处理活动说明.docx"],
                }[self.ground]
                label = self.r.choice(files)
            case PlaceKind.FINDING:
                label = {
                    "persons": "people-1",
                    "percent": "control-1",
                    "text": "control-1",
                    "days": "supply-1",
                }[label]
            case PlaceKind.SUPPLIER if not label:
                label = "description"
            case PlaceKind.SUPPLEMENT:
                label = f"S{self.counts.get(kind, 0) + 1}"
        key = kind if kind is PlaceKind.SUPPLEMENT else (kind, label)
        at = self.counts.get(key, 0) + 1
        if kind is PlaceKind.PAPER:
            page, at = (at - 1) // 4 + 1, (at - 1) % 4 + 1
        return Place(kind, label, 1 if kind is PlaceKind.SUPPLEMENT else at, page)

    def keep(self, s: Subject | None, said: Said) -> Said:
        """Let it stand in the filing."""
        place = said.place
        key = place.kind if place.kind is PlaceKind.SUPPLEMENT else (place.kind, place.label)
        self.counts[key] = self.counts.get(key, 0) + 1
        self.said.append(said)
        if s is not None:
            self.used.add((place.kind, s.id))
            if any(claim.subject != s.id for claim in said.claims):
                self.spoken.add(s.id)
        return said

    def fixed(self, s: Subject, value: Any, kind: PlaceKind) -> tuple[Any, tuple[Claim, ...], str] | None:
        """A value where no sentence stands: a fact, a field, a finding, a promise."""
        r = self.r
        claim = lambda says: (Claim(s.id, says),)  # noqa: E731
        match kind:
            case PlaceKind.FACTS if isinstance(value, bool):
                return ("yes" if value else "no"), claim(value), "fact"
            case PlaceKind.FACTS if isinstance(value, date):
                return value.isoformat(), claim(Days(value, value)), "fact"
            case PlaceKind.FACTS if s.kind is Kind.MARKET:
                within = self.named(s, value, rare=False).within
                return within, claim(Name("", within)), "fact: the place"
            case PlaceKind.FACTS:
                if r.random() < 0.25:
                    low, high = w.n.down(value, 2), w.n.up(value, 2)
                    return {"at_least": low, "at_most": high}, claim(between(low, high)), "fact: a range"
                return value, claim(exact(value)), "fact"
            case PlaceKind.SUPPLIER:
                return {"says": "yes" if value else "no", "text": ""}, claim(value), "promise"
            case PlaceKind.DECLARATION if isinstance(value, date):
                return value.isoformat(), claim(Days(value, value)), "field"
            case PlaceKind.DECLARATION:
                text, says, way = self.write(s, value, "zh", "")
                return text, claim(says), f"field: {way}"
            case PlaceKind.FINDING:
                return self.finding(s, value)
        return None

    def finding(self, s: Subject, value: Any) -> tuple[Any, tuple[Claim, ...], str]:
        """As an analyser prints it."""
        unit, r = s.fixed[PlaceKind.FINDING], self.r
        measure: dict[str, Any] = {}
        if unit == "text":
            zh, en = (
                r.choice(getattr(self.named(s, value, rare=False), language)) for language in ("zh", "en")
            )
            measure = {"value": 1, "unit": "holders"}
            says: Value = Name(value)
        elif unit == "persons" and r.random() < 0.5:
            low, high = int(value * r.uniform(0.9, 0.99)), int(value * r.uniform(1.01, 1.1))
            measure, says = {"at_least": low, "at_most": high, "unit": unit}, between(low, high)
            zh, en = f"{low:,} 至 {high:,}", f"{low:,} to {high:,}"
        else:
            measure, says = (
                {"value": value, "unit": unit},
                exact(value, w.grain(value) if unit == "percent" else 0),
            )
            zh = en = w.percent(value) if unit == "percent" else f"{value:,}"
        finding = {"zh": s.finding[0].replace("{v}", zh), "en": s.finding[1].replace("{v}", en)}
        return {"factor": s.factor, "finding": finding, "measure": measure}, (Claim(s.id, says),), "finding"

    # the whole

    def filing(self) -> Filing:
        """Draw, say, plant."""
        r = self.r
        subjects = list(GROUNDS[self.ground])
        true = {s.id: drawn.true(s, self.r, self.day, self.company, self.product) for s in subjects}
        anchors: dict[str, Said] = {}
        for s in subjects:
            kinds = [one for one in s.fixed if one in self.free(s)] or self.free(s)
            kind = r.choice(kinds if r.random() < 0.7 else self.free(s))
            said = next(filter(None, (self.put(s, true[s.id], kind) for _ in range(20))))
            anchors[s.id] = self.keep(s, said)
        if self.ground == "procurement":
            self.head()
        wanted = CONTRADICTIONS + self.number % 2
        said_or_not = [s for s in subjects if s.kind is Kind.YES_NO]
        others = [s for s in subjects if s.kind is not Kind.YES_NO]
        turns = [*r.sample(said_or_not, 2), *r.sample(others, len(others) * 3 // 4)]
        r.shuffle(turns)
        turns += [*r.sample(others, len(others)), *r.sample(others, len(others)), *said_or_not, *said_or_not]
        left = {True: wanted, False: wanted}
        for s in turns:
            what = r.random() < 0.5
            if not left[what]:
                what = not what
            if left[what] and self.plant(s, true[s.id], anchors[s.id], contradicts=what):
                left[what] -= 1
        assert not any(left.values()), (self.number, left)
        self.fill()
        supplier = self.company
        return Filing(
            self.number, self.ground, "云栖出行科技有限公司" if self.ground != "procurement" else "北方电网调度中心", self.day,
            self.pool.held_back, (supplier.full, supplier.english), self.product.named.zh[0], tuple(self.said), tuple(self.planted),
        )  # fmt: skip

    def head(self) -> None:
        """Whose part it is and of which product, as its first lines tell."""
        who, what = self.company, self.product.named
        for label, content, value in (
            ("supplier", f"{who.full} / {who.english}", who.full),
            ("product", what.zh[0], what.id),
        ):
            self.said.append(
                Said(Place(PlaceKind.SUPPLIER, label), content, "head", (Claim(label, Name(value)),))
            )

    def plant(self, s: Subject, true: Any, anchor: Said, *, contradicts: bool) -> bool:
        """Say it once more, otherwise or wrongly."""
        r = self.r
        kinds = self.free(s)
        if not kinds:
            return False
        says = self._sentences(s)
        alike = not contradicts and r.random() < 0.35 and bool(says.like) and s.id not in self.spoken
        mine = next(one for one in anchor.claims if one.subject == s.id)
        for _ in range(60):
            kind = r.choice(kinds)
            if alike:
                if kind in s.fixed and kind not in s.free:
                    continue
                if kind in s.fixed or kind is PlaceKind.DECLARATION:
                    continue
                said = self.put(s, true, kind, r.choice(says.like))
            else:
                said = self.put(s, drawn.other(s, true, self.r, self.branch) if contradicts else true, kind)
            if said is None:
                continue
            theirs = [one for one in said.claims if one.subject == s.id]
            answer = clash(mine, theirs[0]) if theirs else False
            if answer is contradicts:
                self.keep(s, said)
                self.spoken |= {s.id} if alike else set()
                why = said.way if not alike else f"another thing: {said.way}"
                self.planted.append(
                    Planted(s.kind, s.id, anchor.place, said.place, contradicts, f"{anchor.way} | {why}")
                )
                return True
        return False

    def fill(self) -> None:
        """Sentences beside, which claim nothing."""
        for text in self.r.sample(FILLERS, 5):
            kind = self.r.choice([PlaceKind.REPORT, PlaceKind.PAPER, PlaceKind.PAPER])
            filler = Subject("", Kind.YES_NO, Sentences(), ())
            content: Any = {"factor": "F5", "text": text} if kind is PlaceKind.REPORT else text
            self.keep(None, Said(self.place(filler, kind), content, "filler"))


def filings(pool: Pool) -> Iterator[Filing]:
    """Those of the pool: every third filing is held back."""
    for number in range(FILINGS):
        if (number % 3 == 2) is pool.held_back:
            yield Maker(number, pool).filing()
