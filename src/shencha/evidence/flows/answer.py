"""The answer of `shencha flows` as one JSON document, its findings, and the schemas of both ends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from shencha import shapes
from shencha.evidence.finding import (
    Analysis,
    Factor,
    FactorNamed,
    Finding,
    Measure,
    Source,
    Unit,
    Unread,
    digest_of,
)
from shencha.evidence.flows.dpv import FIELDS, Term, terms
from shencha.evidence.flows.flow import MEANS
from shencha.evidence.flows.flows import Answered, Flows
from shencha.evidence.flows.reasons import Reason, number
from shencha.law.export.rules import GROUNDS, ROUTES, Route
from shencha.law.logic.facts import MOST_USERS, Count
from shencha.law.logic.holds import NO, YES, Holds
from shencha.law.measures.instruments import in_force
from shencha.law.places import CODES, NOT_ABROAD, is_abroad
from shencha.shapes import DRAFT, SPREAD, Key, More, Schema, Shape, closed, document
from shencha.text import Text

METHOD = "flows.routes"
OPEN = {
    "persons_in_several_flows": Text(
        "同一人出现在几条数据流中时计一次还是多次，本系统的法律数据没有说明；写明同一 group 的按区间计算，其余相加。",
        "Whether a person in several flows counts once or more the law data does not say; flows of one group are "
        "taken as a range, all others are added.",
    ),
    "exempt_not_counted": Text(
        "免予情形不计入累计，是按规定第五条的理解处理。",
        "That what is exempt does not count is our reading of Article 5.",
    ),
    "more_than_held": Text(
        "{flows} 的人数多于所持有的人数 {held}：两处至少有一处有误，或者把同一人计了几次，请核对。",
        "{flows}: more persons than the {held} that are held. One of the two is wrong, or people are counted several "
        "times; check them.",
    ),
    "about_a_number": Text(
        "“约”“余”等写法没有确切含义：约数按其末位有效数字四舍五入的范围计算，路径取决于它时请写明确数或者范围。",
        "Words such as about have no exact meaning: a number so written is taken as all that is rounded to it at its "
        "last written place. Where a route depends on it, write the number or a range.",
    ),
    "labour_rules_and_contract": Text(
        "条文写的是劳动规章制度和集体合同；只有其中一项是否足够，条文未明确，主管部门的解答可能从宽理解。",
        "The texts say labour rules and a collective contract; whether one of the two is enough they do not say, and "
        "the agency's answers may read it more widely.",
    ),
    "judicial_outside_mainland": Text(
        "第三十六条说的是外国司法或者执法机构；港澳台的机构是否包括在内，条文未明确；接收方在港澳台的，是否适用存疑，路径不作断定。",
        "Article 36 speaks of foreign bodies; whether those of Hong Kong, Macau and Taiwan are meant the text does not "
        "say. Of such a recipient it is left open, and the route with it.",
    ),
    "core_data_export": Text(
        "核心数据可否出境，条文未明确。", "Whether core data may leave at all the text does not say."
    ),
}


Names = Annotated[tuple[str, ...], More(uniqueItems=True)]


@dataclass(frozen=True, slots=True)
class Exporter(Shape):
    """Who provides the data."""

    name: str
    ciio: Holds


@dataclass(frozen=True, slots=True)
class Persons(Shape):
    """How many persons; a bound that is not known is null."""

    at_least: shapes.Count | None
    at_most: shapes.Count | None


@dataclass(frozen=True, slots=True)
class Cumulated(Shape):
    """Persons whose information went abroad since the first of January, exemptions aside."""

    since: str
    not_sensitive: Persons
    sensitive: Persons


@dataclass(frozen=True, slots=True)
class Recipient(Shape):
    """To whom a flow goes."""

    name: str
    country: str | None
    role: str


@dataclass(frozen=True, slots=True)
class Named(Shape):
    """A term of the Data Privacy Vocabulary, with the field that it fills."""

    field: Annotated[str, More(enum=list(FIELDS))]
    term: Annotated[Term, SPREAD]


@dataclass(frozen=True, slots=True)
class FlowAnswer(Shape):
    """One flow, by which route it may go, and why."""

    id: str
    what: str
    origin: Annotated[str, Key("from")]
    whose: str
    to: Recipient
    means: str
    purpose: str
    legal_basis: str
    terms: tuple[Named, ...]
    persons: Any
    """As an inventory writes it."""
    counted: Holds
    route: Route
    reasons: tuple[Reason, ...]
    missing: Names


@dataclass(frozen=True, slots=True)
class Open(Shape):
    """A point on which the texts are silent."""

    point: str
    text: Text


@dataclass(frozen=True, slots=True)
class FlowsAnswer(Shape):
    """Everything `shencha flows --json` prints."""

    on: date
    instrument: str | None
    rule_missing: Text | None
    exporter: Exporter
    route: Route
    missing: Names
    cumulated: Cumulated
    routes: Annotated[
        Mapping[str, int], More(**closed({route.value: {"type": "integer"} for route in ROUTES}))
    ]
    flows: tuple[FlowAnswer, ...]
    open_points: tuple[Open, ...]
    findings: tuple[Finding, ...]
    factors: tuple[FactorNamed, ...]
    unread: tuple[Unread, ...]


def answer(found: Flows) -> FlowsAnswer:
    """By which route each flow may leave, and what bears on a review."""
    version = in_force(found.on)
    told = analysis(found)
    routes = Counter(a.route for a in found.flows)
    since = f"{found.on.year}-01-01"
    return FlowsAnswer(
        on=found.on,
        instrument="cross-border-2024" if found.rules.volumes else None,
        rule_missing=found.rules.missing,
        exporter=Exporter(found.inventory.name, found.inventory.ciio),
        route=found.route,
        missing=tuple(found.missing),
        cumulated=Cumulated(since, _persons(found.persons), _persons(found.sensitive)),
        routes={route.value: routes.get(route, 0) for route in ROUTES},
        flows=tuple(map(_flow, found.flows)),
        open_points=tuple(Open(id_, _said(id_, found)) for id_ in _open(found)),
        findings=told.findings,
        factors=tuple(f.named(version.id) for f in (Factor.F5, Factor.F6)) if version else (),
        unread=told.unread,
    )


def _flow(a: Answered) -> FlowAnswer:
    flow = a.flow
    return FlowAnswer(
        id=flow.id,
        what=flow.what,
        origin=flow.origin,
        whose=flow.whose,
        to=Recipient(flow.recipient, flow.country, flow.role),
        means=flow.means,
        purpose=flow.purpose,
        legal_basis=flow.basis,
        terms=tuple(Named(name, term) for name, term in flow.terms),
        persons=flow.persons.written,
        counted=a.counts,
        route=a.route,
        reasons=tuple(a.reasons),
        missing=tuple(a.missing),
    )


def _persons(count: Count) -> Persons:
    return Persons(count.at_least, count.at_most)


def _said(point: str, found: Flows) -> Text:
    if point != "more_than_held":
        return OPEN[point]
    large = found.inventory.too_large
    names = ", ".join(flow.id for flow in large[:_NAMED]) + (" …" if len(large) > _NAMED else "")
    return OPEN[point].fill(flows=names, held=f"{found.inventory.held:,}")


def _open(found: Flows) -> Iterator[str]:
    flows = found.inventory.flows
    if found.inventory.too_large:
        yield "more_than_held"
    if any(f.group for f in flows):
        yield "persons_in_several_flows"
    if any(f.about for f in flows):
        yield "about_a_number"
    if found.rules.volumes and any(f.ground not in (None, "none") for f in flows):
        yield "exempt_not_counted"
    if found.rules.volumes and any(f.ground == "human_resources" for f in flows):
        yield "labour_rules_and_contract"
    if any(f.judicial is not NO and f.country in NOT_ABROAD for f in flows):
        yield "judicial_outside_mainland"
    if any(f.core is not NO for f in flows):
        yield "core_data_export"


def analysis(found: Flows) -> Analysis:
    """Findings for factors 5 and 6, and which facts the inventory leaves out."""
    file = found.inventory.file
    digest = "" if file == "-" else digest_of(file)
    version = in_force(found.on)
    findings = [
        Finding(factor, text, measure, Source(file, digest, place, METHOD))
        for factor, text, measure, place in _told(found)
        if version is None or factor.article(version.id) is not None
    ]
    unread = []
    for name, what in _LACKING.items():
        lacking = [a.flow for a in found.flows if name not in a.flow.written and not _idle(a, name)]
        if lacking:
            ids = ", ".join(flow.id for flow in lacking[:_NAMED]) + (" …" if len(lacking) > _NAMED else "")
            why = Text(f"清单没有写明{what.zh}：{ids}", f"the inventory does not say {what.en}: {ids}")
            unread.append(Unread(file, f"{lacking[0].where} ({lacking[0].id})", why, len(lacking)))
    return Analysis(tuple(findings), tuple(unread))


_NAMED = 5
_LACKING = {
    "persons": Text("涉及多少人", "how many persons a flow concerns"),
    "important": Text("是否含有重要数据", "whether a flow holds important data"),
    "to.country": Text("接收方在哪个国家或者地区", "in which country or region the recipient is"),
}


def _idle(a: Answered, name: str) -> bool:
    return name == "persons" and a.flow.personal is NO


Told = tuple[Factor, Text, Measure, str]


def _told(found: Flows) -> Iterator[Told]:
    for what, count in (("persons", found.persons), ("sensitive", found.sensitive)):
        if count.at_most == 0:
            continue
        noun = (
            Text("敏感个人信息", "sensitive personal information")
            if what == "sensitive"
            else Text("个人信息（不含敏感）", "personal information, not sensitive")
        )
        text = Text(
            "本年累计向境外提供 {n}的{noun}（免予情形除外）。",
            "Since 1 January, {noun} of {n} was provided abroad, exemptions aside.",
        )
        yield (
            Factor.F5,
            text.fill(n=number(count), noun=noun),
            Measure(count.at_least, count.at_most, Unit.PERSONS),
            "document",
        )
    for route, zh, en in (
        (Route.PROHIBITED, "未经批准不得提供", "may not be made without approval"),
        (Route.ASSESSMENT, "应当申报安全评估", "need a security assessment"),
        (Route.CONTRACT, "应当订立标准合同或者通过认证", "need a standard contract or certification"),
        (Route.UNKNOWN, "路径尚不能确定", "have a route that cannot be told yet"),
    ):
        some = [a for a in found.flows if a.route is route]
        if some:
            text = Text(f"{len(some)} 条数据流{zh}。", f"Flows that {en}: {len(some)}.")
            yield Factor.F5, text, Measure.of(len(some), Unit.FLOWS), _place(some[0])
    graded = found.rules.judicial  # the Data Security Law, which knows core data
    leaving = [
        a
        for a in found.flows
        if a.active
        and (a.flow.important | (a.flow.core if graded else NO)) is YES
        and a.flow.country not in (None, "CN")
    ]
    if leaving:
        text = (
            Text(
                f"{len(leaving)} 条数据流向境外提供重要数据或者核心数据。",
                f"Flows that take important or core data abroad: {len(leaving)}.",
            )
            if graded
            else Text(
                f"{len(leaving)} 条数据流向境外提供重要数据。",
                f"Flows that take important data abroad: {len(leaving)}.",
            )
        )
        yield Factor.F5, text, Measure.of(len(leaving), Unit.FLOWS), _place(leaving[0])
    foreign = [
        a for a in found.flows if a.active and a.flow.country is not None and is_abroad(a.flow.country)
    ]
    if foreign:
        text = Text(
            f"{len(foreign)} 条数据流的接收方在国外，受外国法律约束。",
            f"Flows whose recipient is in a foreign country, under its law: {len(foreign)}.",
        )
        yield Factor.F6, text, Measure.of(len(foreign), Unit.FLOWS), _place(foreign[0])
    judicial = [a for a in found.flows if a.active and a.flow.judicial is YES]
    if judicial:
        text = Text(
            f"{len(judicial)} 条数据流的接收方是外国司法或者执法机构。",
            f"Flows to a foreign judicial or law-enforcement body: {len(judicial)}.",
        )
        yield Factor.F6, text, Measure.of(len(judicial), Unit.FLOWS), _place(judicial[0])


def _place(a: Answered) -> str:
    return f"{a.flow.where} ({a.flow.id})"


_SAID: Schema = {"enum": ["yes", "no", "unknown", True, False, None]}
_COUNT: Schema = {"type": "integer", "minimum": 0, "maximum": MOST_USERS}
_DAY: Schema = {"type": ["string", "null"]}


def flows_schema() -> Schema:
    """What an inventory of data flows may hold."""
    said = dict.fromkeys(("personal", "sensitive", "important", "core", "approved"), _SAID)
    range_ = {
        "type": "object",
        "properties": {"at_least": _COUNT, "at_most": _COUNT},
        "minProperties": 1,
        "additionalProperties": False,
    }
    text: Schema = {"type": ["string", "null"]}
    words: Schema = {"anyOf": [text, {"type": "array", "items": {"type": "string"}}]}
    to = {
        "type": "object",
        "properties": {
            "name": text,
            "country": {
                "enum": [*sorted(CODES), *(f"dpv-loc:{code}" for code in sorted(CODES)), "unknown", None]
            },
            "role": words,
            "foreign_judicial": _SAID,
        },
        "additionalProperties": False,
    }
    flow = {
        "type": "object",
        "properties": {
            "id": {"type": ["string", "integer"]},
            **dict.fromkeys(("what", "group", "from"), text),
            **dict.fromkeys(("whose", "purpose", "legal_basis", "categories"), words),
            "persons": {"anyOf": [_COUNT, range_, {"enum": ["unknown", None]}]},
            **said,
            "to": to,
            "means": {"enum": [*MEANS, *terms("means"), "unknown", None]},
            "ground": {"enum": [*GROUNDS, "unknown", None]},
            "since": _DAY,
            "until": _DAY,
        },
        "required": ["id"],
        "additionalProperties": False,
    }
    return {
        "$schema": DRAFT,
        "title": "flows",
        "description": "An inventory of data flows; what is left out is unknown.",
        "type": "object",
        "properties": {
            "exporter": {
                "type": "object",
                "properties": {"name": text, "ciio": _SAID},
                "additionalProperties": False,
            },
            "flows": {"type": "array", "items": flow},
        },
        "required": ["flows"],
        "additionalProperties": False,
    }


def routes_schema() -> Schema:
    """What `shencha flows --json` prints."""
    return document("routes", "By which route each data flow may leave the country, and why.", FlowsAnswer)
