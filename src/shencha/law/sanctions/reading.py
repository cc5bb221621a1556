"""Reads the facts of a breach from a document, and names every fault and every contradiction in them."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from shencha.errors import BadInput, Fault
from shencha.inputs import Document
from shencha.inputs.names import strangers
from shencha.law.logic.fact_values import Problem, Unfit, parse_day, parse_said, shown
from shencha.law.logic.holds import NO, UNKNOWN, YES, Holds
from shencha.law.sanctions.facts import (
    ACT,
    ACTOR,
    ACTOR_EXCLUDE,
    ACTOR_IMPLY,
    EXCLUDE,
    IMPLY,
    LONGEST,
    MOST_ACTS,
    ROLES,
    STANDS_FOR,
    STEPS,
    SUMS,
    Act,
    Decided,
    Pairs,
    Person,
    SanctionFacts,
    closed,
    closed_actor,
)
from shencha.law.sanctions.money import Sum, parse_sum
from shencha.law.sanctions.provisions import conducts
from shencha.text import Text


def load_sanction_facts(document: Document, on: date) -> SanctionFacts:
    """The facts of a facts file, as of a day.

    Raises:
        BadInput: a name that is not known, a value its fact cannot have, or facts that contradict each other;
            every such fault is named.
    """
    reader = _Reader(document, on)
    facts = reader.whole()
    if reader.faults:
        raise BadInput(reader.faults)
    return facts


class _Reader:
    """Reads one document; faults are collected."""

    def __init__(self, document: Document, on: date) -> None:
        self.document, self.on = document, on
        self.faults: list[Fault] = []

    def whole(self) -> SanctionFacts:
        data = self._mapping("", self.document.data)
        self._names("", data, ("case", "actor", "acts", "persons", "procedure", "decided"))
        actor = self._mapping("actor", data.get("actor"))
        self._names("actor", actor, ("name", *ACTOR))
        said = {name: self._said(f"actor.{name}", actor.get(name)) for name in ACTOR}
        self._contradictions("actor", said, ACTOR_EXCLUDE, ACTOR_IMPLY)
        acts, persons = self._acts(data.get("acts")), tuple(self._persons(data.get("persons")))
        return SanctionFacts(
            self._words("case", data.get("case")),
            self._words("actor.name", actor.get("name")),
            closed_actor(said),
            acts,
            persons,
            self._steps(data.get("procedure"), acts),
            self._decided(data.get("decided"), len(persons)),
        )

    def _acts(self, value: Any) -> tuple[Act, ...]:
        if not isinstance(value, list) or not value:
            wrong = Text("没有写明任何行为", "no act is given")
            self._fault("acts", wrong, Text("请至少写一项行为", "write at least one act"))
            return ()
        if len(value) > MOST_ACTS:
            wrong = Text(f"行为多于 {MOST_ACTS} 项", f"there are more than {MOST_ACTS} acts")
            self._fault("acts", wrong, Text("请分成几个文件", "split the file"))
            return ()
        acts = tuple(self._act(at, one) for at, one in enumerate(value))
        ids = [act.id for act in acts]
        for at, name in enumerate(ids):
            if name in ids[:at]:
                wrong = Text(f"行为 {name} 出现了两次", f"the act {name} stands twice")
                self._fault(f"acts.{at}.id", wrong, Text("每项行为用一个代号", "give each act its own id"))
        return acts

    def _act(self, at: int, value: Any) -> Act:
        path = f"acts.{at}"
        data = self._mapping(path, value)
        fields = ("id", "conduct", "suspected", "from", "until", "ongoing", "times", "discovered_on")
        self._names(path, data, (*fields, *ACT, *SUMS))
        said = {name: self._said(f"{path}.{name}", data.get(name)) for name in ACT}
        said |= {name: said[older] for name, older in STANDS_FOR.items() if name not in data}
        self._contradictions(path, said, EXCLUDE, IMPLY)
        sums = {name: self._parsed(f"{path}.{name}", data.get(name), parse_sum, Sum()) for name in SUMS}
        found = self._conduct(f"{path}.conduct", data.get("conduct"))
        suspected = self._conduct(f"{path}.suspected", data.get("suspected"))
        for name in sorted((found or frozenset()) & (suspected or frozenset())):
            wrong = Text(f"{name} 既已查明又属待查", f"{name} is both found and only suspected")
            self._fault(f"{path}.suspected", wrong, Text("请只写在一处", "write it in one place"))
        times = self._times(f"{path}.times", data.get("times"))
        act = Act(
            self._words(f"{path}.id", data.get("id")) or str(at + 1),
            found,
            suspected or frozenset(),
            self._day(f"{path}.from", data.get("from")),
            self._day(f"{path}.until", data.get("until")),
            self._said(f"{path}.ongoing", data.get("ongoing")),
            times,
            self._day(f"{path}.discovered_on", data.get("discovered_on")),
            closed(said, times),
            sums,
        )
        self._days(path, act)
        return act

    def _days(self, path: str, act: Act) -> None:
        if act.start and act.end and act.end < act.start:
            self._clash(f"{path}.until", f"until {act.end}", f"from {act.start}")
        if act.end and act.ongoing is YES:
            self._clash(f"{path}.ongoing", "ongoing: yes", f"until {act.end}")
        if act.ongoing is YES and act.said["corrected_in_time"] is YES:
            self._clash(f"{path}.ongoing", "ongoing: yes", "corrected_in_time: yes")
        if act.times is not None and act.times > 1 and act.said["first_breach"] is YES:
            self._clash(f"{path}.times", f"times: {act.times}", "first_breach: yes")
        if act.start and act.discovered_on and act.discovered_on < act.start:
            self._clash(f"{path}.discovered_on", f"discovered_on {act.discovered_on}", f"from {act.start}")
        for name, day in (("from", act.start), ("until", act.end), ("discovered_on", act.discovered_on)):
            if day and day > self.on:
                wrong = Text(f"{day} 晚于所问之日 {self.on}", f"{day} lies after the day asked of, {self.on}")
                right = Text(
                    "请改正日期，或者用 --on 写更晚的日期", "mend the day, or ask with --on of a later day"
                )
                self._fault(f"{path}.{name}", wrong, right)

    def _contradictions(self, path: str, said: Mapping[str, Holds], exclude: Pairs, imply: Pairs) -> None:
        for one, other in exclude:
            if said[one] is YES and said[other] is YES:
                self._clash(f"{path}.{other}", f"{other}: yes", f"{one}: yes")
        for one, other in imply:
            if said[one] is YES and said[other] is NO:
                self._clash(f"{path}.{other}", f"{other}: no", f"{one}: yes")

    def _steps(self, value: Any, acts: tuple[Act, ...]) -> Mapping[str, date]:
        data = self._mapping("procedure", value)
        self._names("procedure", data, STEPS)
        found = {name: self._day(f"procedure.{name}", data.get(name)) for name in STEPS}
        days = {name: day for name, day in found.items() if day}
        latest: tuple[str, date] | None = None
        for name in STEPS[:5]:
            if name not in days:
                continue
            if latest and days[name] < latest[1]:
                self._clash(f"procedure.{name}", f"{name} {days[name]}", f"{latest[0]} {latest[1]}")
            latest = name, days[name]
        starts = [act.start for act in acts if act.start]
        if starts and "opened_on" in days and days["opened_on"] < min(starts):
            self._clash("procedure.opened_on", f"opened_on {days['opened_on']}", f"from {min(starts)}")
        decided = days.get("decided_on")
        for at, act in enumerate(acts):
            for name, day in (("from", act.start), ("discovered_on", act.discovered_on)):
                if decided and day and day > decided:
                    self._clash(f"acts.{at}.{name}", f"{name} {day}", f"decided_on {decided}")
        for name, day in days.items():
            if day > self.on:
                wrong = Text(f"{day} 晚于所问之日 {self.on}", f"{day} lies after the day asked of, {self.on}")
                right = Text(
                    "请改正日期，或者用 --on 写更晚的日期", "mend the day, or ask with --on of a later day"
                )
                self._fault(f"procedure.{name}", wrong, right)
        return days

    def _persons(self, value: Any) -> Iterator[Person]:
        if value is None:
            return
        if not isinstance(value, list):
            wrong = Text(f"{shown(value)} 不是列表", f"{shown(value)} is not a list")
            right = Text("请写成 [{name: 甲, role: in_charge}]", "write [{name: A, role: in_charge}]")
            self._fault("persons", wrong, right)
            return
        for at, one in enumerate(value):
            path = f"persons.{at}"
            data = self._mapping(path, one)
            self._names(path, data, ("name", "role"))
            role = data.get("role")
            if role not in ROLES:
                wrong = Text(f"没有 {shown(role)} 这一身份", f"there is no role {shown(role)}")
                right = Text(f"请从中选择：{'、'.join(ROLES)}", f"choose among {', '.join(ROLES)}")
                self._fault(f"{path}.role", wrong, right)
            yield Person(self._words(f"{path}.name", data.get("name")) or str(at + 1), str(role))

    def _decided(self, value: Any, known: int) -> Decided | None:
        if value is None:
            return None
        data = self._mapping("decided", value)
        self._names("decided", data, ("unit", "persons"))
        unit = self._exact("decided.unit", data["unit"]) if "unit" in data else None
        listed = data.get("persons", [])
        if not isinstance(listed, list):
            wrong = Text(f"{shown(listed)} 不是列表", f"{shown(listed)} is not a list")
            self._fault("decided.persons", wrong, Text("请写成 [50000, 20000]", "write [50000, 20000]"))
            listed = []
        if known and len(listed) > known:
            wrong = Text(
                f"写了 {len(listed)} 份罚款，却只有 {known} 人", f"{len(listed)} fines for {known} persons"
            )
            self._fault(
                "decided.persons", wrong, Text("请按人员的次序各写一份", "write one for each, in their order")
            )
        persons = (
            None if one is None else self._exact(f"decided.persons.{at}", one)
            for at, one in enumerate(listed)
        )
        return Decided(unit, tuple(persons))

    def _exact(self, path: str, value: Any) -> Sum | None:
        found: Sum = self._parsed(path, value, parse_sum, Sum())
        if found.exact:
            return found
        if not any(fault.where.startswith(path) for fault in self.faults):
            wrong = Text("决定的罚款不是一个数", "the fine of a decision is not one number")
            self._fault(path, wrong, Text("请写元为单位的数字", "write a number of yuan"))
        return None

    def _conduct(self, path: str, value: Any) -> frozenset[str] | None:
        if value is None or value == "unknown":
            return None
        if not isinstance(value, list):
            wrong = Text(f"{shown(value)} 不是列表", f"{shown(value)} is not a list")
            right = Text("请写成 [uses_unreviewed_product]", "write [uses_unreviewed_product]")
            self._fault(path, wrong, right)
            return None
        known = conducts()
        for at, one in enumerate(value):
            if one not in known:
                near = difflib.get_close_matches(str(one), known, 1, 0.5) or known
                wrong = Text(f"没有 {shown(one)} 这种行为", f"there is no conduct {shown(one)}")
                right = Text(f"请从中选择：{'、'.join(near)}", f"choose among {', '.join(near)}")
                self._fault(f"{path}.{at}", wrong, right)
        return frozenset(one for one in value if one in known)

    def _times(self, path: str, value: Any) -> int | None:
        if value is None or value == "unknown":
            return None
        if type(value) is int and 1 <= value <= 10**9:
            return value
        wrong = Text(f"{shown(value)} 不是次数", f"{shown(value)} is not a number of times")
        self._fault(path, wrong, Text("请写 1 或更大的整数", "write a whole number, 1 or more"))
        return None

    def _words(self, path: str, value: Any) -> str | None:
        if value is None:
            return None
        if isinstance(value, str | int) and not isinstance(value, bool) and 0 < len(str(value)) <= LONGEST:
            return str(value)
        wrong = Text(f"{shown(value)} 不是名称", f"{shown(value)} is not a name")
        self._fault(
            path, wrong, Text(f"请写不超过 {LONGEST} 字的文字", f"write at most {LONGEST} characters")
        )
        return None

    def _said(self, path: str, value: Any) -> Holds:
        found: Holds = self._parsed(path, value, parse_said, UNKNOWN)
        return found

    def _day(self, path: str, value: Any) -> date | None:
        found: date | None = self._parsed(path, value, parse_day, None)
        if found and not 1990 <= found.year <= 2150:
            wrong = Text(f"{found} 不可能", f"{found} is impossible")
            self._fault(path, wrong, Text("请写 1990 至 2150 年的日期", "write a day from 1990 to 2150"))
            return None
        return found

    def _parsed(self, path: str, value: Any, parse: Any, otherwise: Any) -> Any:
        try:
            return parse(value)
        except Unfit as unfit:
            for problem in unfit.problems:
                self._problem(f"{path}.{problem.part}" if problem.part else path, problem)
            return otherwise

    def _problem(self, path: str, problem: Problem) -> None:
        self._fault(path, problem.wrong, problem.right)

    def _mapping(self, path: str, value: Any) -> Mapping[str, Any]:
        if value is None:
            return {}
        if isinstance(value, dict):
            return value
        wrong = Text(f"{shown(value)} 不是一组事实", f"{shown(value)} is not a set of facts")
        self._fault(path, wrong, Text("请写成 名称: 值", "write name: value"))
        return {}

    def _names(self, path: str, data: Mapping[str, Any], known: tuple[str, ...]) -> None:
        for key in strangers(data, known):
            near = difflib.get_close_matches(str(key), known, 1)
            names = near or known
            wrong = Text(f"没有 {shown(key)} 这一项", f"there is no fact {shown(key)}")
            right = (
                Text(f"是不是 {near[0]}", f"did you mean {near[0]}")
                if near
                else Text(f"这里可以写 {'、'.join(names)}", f"here stand {', '.join(names)}")
            )
            self._fault(f"{path}.{key}" if path else key, wrong, right)

    def _clash(self, path: str, one: str, other: str) -> None:
        wrong = Text(f"{one} 与 {other} 矛盾", f"{one} contradicts {other}")
        self._fault(path, wrong, Text("请改正其中一项", "mend one of the two"))

    def _fault(self, path: str, wrong: Text, right: Text) -> None:
        self.faults.append(self.document.fault(path, wrong, right))
