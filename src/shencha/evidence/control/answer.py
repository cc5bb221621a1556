"""The answer of `shencha control` as one JSON document, and its schema."""

from __future__ import annotations

from typing import Any

from shencha.evidence.control.bods import PartyDetails, Statements
from shencha.evidence.control.control import Control
from shencha.evidence.control.findings import analysis, by_contract, by_jurisdiction, foreign
from shencha.evidence.control.headline import headline
from shencha.evidence.finding import Factor
from shencha.law.measures.instruments import in_force
from shencha.text import Text

_FOLLOW = Text(
    "没有声明说明下列主体的表决权；按表决权与股份相同处理。",
    "No statement speaks of the votes of these companies; the votes are taken to follow the shares.",
)
_OWN = Text(
    "下列主体自身或者其控制的子公司持有其股份；这些股份没有表决权，其他股份的表决权按其余部分计算"
    "（公司法第一百一十六条、第一百四十一条）。",
    "These companies or subsidiaries they control hold shares in them; such shares have no votes, and the others' are "
    "counted against the rest (Company Law, Articles 116 and 141).",
)


def answer(found: Control, statements: Statements) -> dict[str, Any]:
    """Everything `shencha control --json` prints."""
    version = in_force(found.structure.on)
    told = analysis(found, statements)
    about = {t.subject for t in found.ties}
    follow = sorted(found.structure.votes_follow_shares & about)
    records = {s.record: s for s in statements.statements}.values()
    return {
        "headline": [sentence.as_dict() for sentence in headline(found)],
        "of": {
            "id": found.of.id,
            "name": found.of.name,
            "kind": found.of.kind,
            "jurisdiction": next(iter(found.of.jurisdictions), None),
        },
        "on": found.structure.on.isoformat(),
        "instrument": version.id if version else None,
        "statements": len(statements.statements),
        "entities": sum(isinstance(s.about, PartyDetails) and not _is_person(s.about) for s in records),
        "persons": sum(isinstance(s.about, PartyDetails) and _is_person(s.about) for s in records),
        "relationships": sum(not isinstance(s.about, PartyDetails) for s in records),
        "holders": [holder.as_dict() for holder in found.holders],
        "between": [
            {
                "id": id_,
                "name": (party := found.structure.parties[id_]).name,
                "kind": party.kind,
                "jurisdiction": next(iter(party.jurisdictions), None),
                "share": share.as_dict(),
                "controls": found.between_controls[id_].word,
            }
            for id_, share in found.between.items()
        ],
        "paths_complete": found.paths_complete,
        "foreign": {
            "share": foreign(found).as_dict(),
            "voting": foreign(found, "voting").as_dict(),
            "by_contract": foreign(found, "by_contract").as_dict() if by_contract(found) else None,
        },
        "jurisdictions": by_jurisdiction(found),
        "undisclosed": {
            "share": found.undisclosed.as_dict(),
            "voting": found.undisclosed_votes.as_dict(),
        },
        "gaps": [gap.as_dict() for gap in found.gaps],
        "contradictions": [one.as_dict() for one in found.contradictions],
        "assumptions": [
            {"assumption": name, "of": of, "text": text.as_dict()}
            for name, of, text in (
                ("votes_follow_shares", follow, _FOLLOW),
                ("own_shares_have_no_votes", sorted(found.structure.own_shares & about), _OWN),
            )
            if of
        ],
        "annotations": [
            {"statement": id_, "motivation": a.motivation, "target": a.target, "text": a.description}
            for id_, a in found.annotations
        ],
        "findings": [finding.as_dict() for finding in told.findings],
        "factors": [f.as_dict(version.id) for f in (Factor.F3, Factor.F6)] if version else [],
        "unread": [one.as_dict() for one in told.unread],
    }


def _is_person(about: PartyDetails) -> bool:
    return about.kind.endswith("Person")


Schema = dict[str, Any]
_TEXT: Schema = {
    "type": "object",
    "properties": {"zh": {"type": "string"}, "en": {"type": "string"}},
    "required": ["zh", "en"],
    "additionalProperties": False,
}
_SHARE: Schema = {"type": "number", "minimum": 0, "maximum": 100}
_WORD: Schema = {"type": "string"}
_MAYBE: Schema = {"type": ["string", "null"]}
_HOLDS: Schema = {"enum": ["yes", "no", "unknown"]}


def control_schema() -> Schema:
    """What `shencha control --json` prints."""
    range_ = _closed(at_least=_SHARE, at_most=_SHARE)
    ids = {"type": "array", "items": _WORD}
    because = _closed(
        rule=_WORD,
        instrument=_WORD,
        article=_WORD,
        holds=_HOLDS,
        text=_TEXT,
        statements=ids,
        confidence=_WORD,
    )
    holder = _closed(
        id=_WORD,
        name=_MAYBE,
        kind={"enum": ["person", "company", "arrangement", "state", "state_body", "unspecified"]},
        jurisdiction=_MAYBE,
        jurisdictions=ids,
        public_body=_HOLDS,
        political_exposure=_MAYBE,
        share=range_,
        voting=range_,
        by_contract={"anyOf": [range_, {"type": "null"}]},
        controls=_HOLDS,
        because={"type": "array", "items": because, "minItems": 1},
        paths={"type": "array", "items": _closed(through=ids, share=range_, statements=ids)},
        **{"from": {"enum": ["foreign", "hk_mo_tw", "mainland", "unknown"]}},
    )
    both = _closed(share=range_, voting=range_)
    count: Schema = {"type": "integer", "minimum": 0}
    place = _closed(jurisdiction=_WORD, name=_TEXT, abroad=_HOLDS, holders=count, share=range_, voting=range_)
    listed: Schema = {"type": "array", "items": {"type": "object"}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "control",
        "description": "Who owns and controls a company, through whom, from where.",
        **_closed(
            headline={"type": "array", "items": _TEXT, "minItems": 1},
            of=_closed(id=_WORD, name=_MAYBE, kind=_WORD, jurisdiction=_MAYBE),
            on={"type": "string", "format": "date"},
            instrument=_MAYBE,
            statements=count,
            entities=count,
            persons=count,
            relationships=count,
            holders={"type": "array", "items": holder},
            between={
                "type": "array",
                "items": _closed(
                    id=_WORD, name=_MAYBE, kind=_WORD, jurisdiction=_MAYBE, share=range_, controls=_HOLDS
                ),
            },
            paths_complete={"type": "boolean"},
            foreign=_closed(share=range_, voting=range_, by_contract={"anyOf": [range_, {"type": "null"}]}),
            jurisdictions={"type": "array", "items": place},
            undisclosed=both,
            gaps={"type": "array", "items": _closed(gap=_WORD, statement=_MAYBE, party=_MAYBE, text=_TEXT)},
            contradictions={
                "type": "array",
                "items": _closed(contradiction=_WORD, statements=ids, text=_TEXT),
            },
            assumptions={"type": "array", "items": _closed(assumption=_WORD, of=ids, text=_TEXT)},
            annotations=listed,
            findings=listed,
            factors=listed,
            unread=listed,
        ),
    }


def _closed(**properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
