"""A draft as a list of tasks: what each is for, and how far it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from django.urls import reverse

from shencha.documents.declaration import asked_beside, missing
from shencha.law.logic.cells import Outcome
from shencha.law.measures.factors import factors
from shencha.law.measures.materials import UNLISTED, Requirement, required
from shencha.law.measures.steps import article_of
from shencha.procedure.names import MATERIAL_NAMES
from shencha.procedure.roles import PARTY, Role
from shencha.records.acts import parts
from shencha.records.acts.changes import last_changes
from shencha.records.acts.drafts import incomplete
from shencha.records.models import Draft, DraftChange, Membership
from shencha.text import Text
from shencha.web.interview import flat, following, screened


class State(Enum):
    """How far a task is."""

    LOCKED = Text("还不能开始", "Cannot start yet")
    NEW = Text("未开始", "Not started")
    STARTED = Text("进行中", "In progress")
    PARTIAL = Text("看过，尚不完整", "Looked at, incomplete")
    DONE = Text("已完成", "Done")
    OPTIONAL = Text("选填", "Optional")


@dataclass(frozen=True, slots=True)
class Task:
    """One line of the list."""

    name: Text
    purpose: Text
    article: str
    state: State
    address: str
    """Empty while it cannot start."""
    last: DraftChange | None = None
    """Who changed it last."""

    @property
    def kind(self) -> str:
        """How its state is drawn."""
        return "done" if self.state is State.DONE else "warn" if self.state is State.PARTIAL else ""


def tasks_of(draft: Draft, by: Membership, on: date) -> list[Task]:
    """The tasks of a draft, in the order in which one does them."""
    last = last_changes(draft)
    papers = _papers(draft, last)
    ready = not incomplete(draft)
    checked = draft.checked_at is not None
    return [
        _facts(draft, on, _latest(last, "fact:")),
        _evidence(draft, _latest(last, "judgement:", "analyses")),
        _suppliers(draft, _latest(last, "parts")),
        *papers,
        Task(
            Text("核对全部内容", "Check your answers"),
            Text(
                "与审查办公室收件时使用同一份完整性检查。",
                "The same check of completeness that the office runs when it takes the filing in.",
            ),
            _article_of_materials(draft),
            State.DONE if checked else State.NEW if ready else State.LOCKED,
            reverse("party:check", args=[draft.pk]) if ready else "",
        ),
        Task(
            Text("签署并提交申报", "Sign and file"),
            Text("由签署人用双因素认证确认。", "A signatory confirms with the second factor.")
            if Role(by.role) in PARTY
            else Text("须由贵单位的签署人办理。", "A signatory of yours must do this."),
            "",
            State.NEW if checked and ready else State.LOCKED,
            reverse("party:sign", args=[draft.pk]) if checked and ready else "",
        ),
    ]


def _facts(draft: Draft, on: date, last: DraftChange | None) -> Task:
    answers = flat(draft.facts)
    if not answers:
        state = State.NEW
    elif following(answers, on) is not None:
        state = State.STARTED
    else:
        open_still = screened(answers, on).outcome is Outcome.UNDETERMINED
        state = State.PARTIAL if open_still else State.DONE
    return Task(
        Text("说明事实", "State the facts"),
        Text(
            "回答“是否须申报”的问题，说明依据哪一条申报。",
            "Answer the questions of “must we file?”: they show under which article you file.",
        ),
        "",
        state,
        reverse("party:facts", args=[draft.pk]),
        last,
    )


def _evidence(draft: Draft, last: DraftChange | None) -> Task:
    judged = draft.judgements.count()
    wanted = sum(draft.ground in one.grounds for one in factors(draft.instrument))
    begun = judged or draft.analyses.exists()
    article = factors(draft.instrument)[0].article.partition("(")[0]
    return Task(
        Text("证据与评估因素", "Evidence and the factors"),
        Text(
            "断供、控制、出境、人数的分析，以及贵单位对每项因素的判断；仅提交分析结果，不提交原始数据。",
            "Analyses of supply, control, flows and persons, and your judgement of each factor; findings are filed, "
            "raw data is not.",
        ),
        article,
        State.DONE if judged >= wanted else State.STARTED if begun else State.OPTIONAL,
        reverse("evidence:draft", args=[draft.pk]),
        last,
    )


def _suppliers(draft: Draft, last: DraftChange | None) -> Task:
    states = [one.state for one in draft.parts.all() if one.state != parts.State.CLOSED]
    if not states:
        state = State.OPTIONAL
    else:
        state = State.DONE if set(states) == {parts.State.HANDED_IN} else State.STARTED
    return Task(
        Text("产品和服务提供者的部分", "Suppliers’ parts"),
        Text(
            "请提供者作出承诺、说明产品和服务；提供者只看得到自己的部分。没有交来的，不随申报提交。",
            "Suppliers state their promises and describe their products; each sees its own part only. What is not "
            "handed in is not filed.",
        ),
        article_of("promise", draft.instrument),
        state,
        reverse("party:suppliers", args=[draft.pk]),
        last,
    )


def _latest(last: dict[str, DraftChange], *begins: str) -> DraftChange | None:
    found = [one for what, one in last.items() if what.startswith(begins)]
    return max(found, key=lambda one: one.at) if found else None


def _papers(draft: Draft, last: dict[str, DraftChange]) -> list[Task]:
    have = [paper.material for paper in draft.papers.all()]
    found = [
        _declaration(draft, one, "declaration" in have, _latest(last, "declaration", "papers:declaration"))
        if one.material == "declaration"
        else Task(
            one.name,
            one.purpose,
            one.article,
            State.DONE if one.material in have else State.NEW,
            reverse("party:papers", args=[draft.pk, one.material]),
            last.get(f"papers:{one.material}"),
        )
        for one in required(draft.ground, draft.instrument)
    ]
    asked = asked_beside(draft.declaration)
    unlisted = [
        Task(
            MATERIAL_NAMES[one].begun,
            _UNLISTED[one],
            "",
            State.DONE if one in have else State.NEW if one in asked else State.OPTIONAL,
            reverse("party:papers", args=[draft.pk, one]),
            last.get(f"papers:{one}"),
        )
        for one in UNLISTED
    ]
    return [*found, *unlisted]


_UNLISTED = {
    "business_licence": Text(
        "申报单位的营业执照；由受托人签署的，须提交。", "Of the party; needed where a mandate signs."
    ),
    "power_of_attorney": Text(
        "法定代表人以外的人签署的，须提交。", "Needed where another than the legal representative signs."
    ),
    "other": Text(
        "审查办公室要求，或者贵单位认为有用的材料。", "What the office asks for, or what you think helps."
    ),
}


def _declaration(draft: Draft, wanted: Requirement, by_paper: bool, last: DraftChange | None) -> Task:
    begun = by_paper or bool(draft.declaration)
    lacking = missing(draft.ground, draft.declaration, by_paper=by_paper)
    return Task(
        wanted.name,
        wanted.purpose,
        wanted.article,
        State.NEW if not begun else State.PARTIAL if lacking else State.DONE,
        reverse("party:declaration", args=[draft.pk]),
        last,
    )


def _article_of_materials(draft: Draft) -> str:
    first = required(draft.ground, draft.instrument)
    return first[0].article.partition("(")[0] if first else ""
