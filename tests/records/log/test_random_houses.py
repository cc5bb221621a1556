"""Random people do random things on a real database; after every step everything that is kept agrees."""

from __future__ import annotations

import shutil
import tempfile
import threading
from collections import Counter
from contextlib import ExitStack
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from tests.hardening import HARDEN, SEED, tried
from tests.instances import ON_BOTH, instance

from shencha.errors import BadInput, NotAllowed, NotFound, ShenchaError
from shencha.law.measures.factors import factors
from shencha.procedure import acts as e
from shencha.procedure.allowed import may_next
from shencha.procedure.case import Case
from shencha.procedure.chasing import late
from shencha.procedure.fitting import obligations_for
from shencha.procedure.following import open_decisions, undelivered
from shencha.records import access
from shencha.records.acts import concern, drafts, filing, sanctions
from shencha.records.acts.record import Overtaken, fold, open_case, record
from shencha.records.clock import SHANGHAI, today
from shencha.records.log.auditing import audit_everything
from shencha.records.models import (
    CaseFile,
    Draft,
    LoggedAct,
    Membership,
    ObligationRow,
    SanctionDraft,
    StoredEvent,
    Todo,
)
from shencha.records.reads import sanctions as standing
from shencha.records.workdays import workdays
from shencha.sanctions.acts import SANCTION_EVENTS, DecisionSigned, SanctionCountersigned, Stage
from shencha.sanctions.fold import Decision
from shencha.server.sample import instance as sample

OFFICE = (sample.CLERK, sample.OFFICER, sample.SECOND, sample.HEAD)
OTHERS = (
    sample.YUNQI,
    sample.HAINA,
    "counsel@zhengde.example",
    sample.SECRETARY,
    sample.account_of("ndrc"),
    sample.account_of("mss"),
    "supervisor@supervision.example",
    "auditor@audit.example",
    "supplier@xinyuan.example",
    "system@operation.example",
)
PEOPLE = (*OFFICE, *OTHERS)
GROUNDS = {
    "procurement": "procurement_documents",
    "foreign_listing": "listing_documents",
    "data_processing": None,
}
UNITS = ("ndrc", "mss")
PROMISES = ("不非法获取用户数据", "每季度报告备件库存")
NEVER_NEXT = {"withdrawn", "recused", "supplement_requested", "interim_measures_required", "special_extended"}
"""What does not lead on; it comes by the rule that does anything, and not by the one that hurries."""


def event_for(name: str, case: Case, on: date, by: Membership, yes: bool) -> e.Event | None:
    """An event of that name that fits the case and the person; None where nothing is left to say."""
    me, unit = by.person.key, by.organisation.unit or "?"
    held = obligations_for(case, name)
    result = case.round.proposal if case.round else "not_affecting"
    if name in e.DECISIONS and (draft := case.draft(name)) is not None:
        return replace(draft.decision, on=on)
    match name:
        case "supplement_requested":
            return e.SupplementRequested(on, ("股权结构图", "数据出境清单") if yes else ("审计底稿",))
        case "supplement_received":
            return e.SupplementReceived(on, case.papers.asked if yes else case.papers.asked[:1])
        case "determination_notified":
            return e.DeterminationNotified(on, True)
        case "preliminary_extended":
            return e.PreliminaryExtended(on, 5, "情况复杂")
        case "proposal_sent":
            return e.ProposalSent(on, "not_affecting" if yes else "affecting", UNITS)
        case "proposal_delivered":
            return e.ProposalDelivered(on, (unit if unit in UNITS else undelivered(case)[0],))
        case "opinion_received":
            return e.OpinionReceived(on, unit, "agree" if yes else "disagree", None if yes else "范围不明")
        case "opinions_heard":
            return e.OpinionsHeard(on, ("party", *UNITS))
        case "special_extended":
            return e.SpecialExtended(on, 3, "情况复杂")
        case "second_proposal_sent":
            return e.SecondProposalSent(on, "not_affecting", UNITS)
        case "commission_decided":
            return e.CommissionDecided(on, yes, None if yes else "风险没有说明")
        case "withdrawn":
            return e.Withdrawn(on, "上市计划取消")
        case "analysis_recorded":
            return e.AnalysisRecorded(on, "风险可以降低")
        case "report_received":
            return e.ReportReceived(on, None, "没有报告库存")
        case "conclusion_notified":
            return e.ConclusionNotified(on, result, PROMISES[1:] if yes else ())
        case "review_opened":
            return e.ReviewOpened(on, "yunqi")
        case "interim_measures_required":
            return e.InterimMeasuresRequired(on, ("暂停新用户注册",))
        case "commitment_proposed":
            return e.CommitmentProposed(on, PROMISES[0])
        case "commitment_recorded":
            return e.CommitmentRecorded(
                on, PROMISES[yes], "party", None, "promise", "记录", on, "quarter", "监督处", on, "停用"
            )
        case "commitment_agreed" if held:
            return e.CommitmentAgreed(on, held[0])
        case "evidence_received" if held:
            return e.EvidenceReceived(on, held[0], "备件库存表")
        case "supervision_recorded":
            return e.SupervisionRecorded(on, held[0] if held else None, yes, "与现场相符", me)
        case "evidence_decided" if held:
            return e.EvidenceDecided(on, held[0], yes, me, None if yes else "不完整")
        case "commitment_reviewed" if held:
            return e.CommitmentReviewed(on, held[0], yes, "仍需保留", on)
        case "commitment_released" if held:
            return e.CommitmentReleased(on, held[0], "不再需要")
        case "conclusion_published":
            return e.ConclusionPublished(on, "结论", "不影响国家安全", "Not affecting national security")
        case "factor_judged":
            return e.FactorJudged(on, (factors(case.instrument or "")[0].id,), "影响不大", "见报告", me)
        case "decision_drafted":
            waiting = [one for one in open_decisions(case) if case.draft(one) is None]
            fitting = [made for one in waiting if (made := event_for(one, case, on, by, yes)) is not None]
            return e.DecisionDrafted(on, fitting[0], me) if fitting else None
        case "decision_sent_back":
            theirs = [one for one in case.drafts if one.by != me]
            return e.DecisionSentBack(on, theirs[0].decision.name, me, "理由不足")
        case "recused":
            return e.Recused(on, me, "利益冲突")
        case "opinion_chased" | "supplement_chased" | "evidence_chased":
            act = e.EVENTS[name]
            found = [one for one in late(case, act, on, workdays()) if on not in one.chased]
            if not found:
                return None
            of = found[0].of
            return (
                act(on, (of,))
                if act is e.OpinionChased
                else act(on, *([of] if act is e.EvidenceChased else []))
            )
        case "case_assigned":
            if case.officer is None or yes:
                return e.CaseAssigned(on, me, None, "均衡工作量")
            return e.CaseAssigned(on, case.officer, me if case.officer != me else None, "代办")
        case "notice_delivered":
            return e.NoticeDelivered(on, next(one.notice for one in case.notices if one.delivered is None))
        case _ if held or name in ("commitment_agreed", "evidence_received", "evidence_decided"):
            return None
        case "commitment_reviewed" | "commitment_released":
            return None
        case _:
            return e.EVENTS[name](on)


def breach(on: date) -> dict[str, Any]:
    """What an operator of critical infrastructure did, of which the office learnt a month before that day."""
    return {
        "actor": {"name": "示例电力公司（虚构）", "ciio": "yes", "state_organ": "no"},
        "acts": [
            {
                "id": "1",
                "conduct": ["uses_unreviewed_product"],
                "from": (on - timedelta(days=120)).isoformat(),
                "until": (on - timedelta(days=40)).isoformat(),
                "times": 1,
                "purchase_amount": 2_000_000,
                "commercial_cryptography": "no",
                "may_affect_national_security": "yes",
                "corrected_in_time": "yes",
            }
        ],
        "procedure": {"opened_on": (on - timedelta(days=30)).isoformat()},
    }


class House(RuleBasedStateMachine):
    """One instance with the people of the sample; every rule goes through the doors that pages and programs use."""

    engine = "sqlite"
    walked = 0
    """Steps of all walks."""

    def __init__(self) -> None:
        super().__init__()
        self.closing = ExitStack()
        folder = tempfile.mkdtemp(prefix="house-")
        self.closing.callback(shutil.rmtree, folder, ignore_errors=True)
        self.closing.enter_context(instance(self.engine, Path(folder)))
        self.story = sample.Story(today())
        self.now = datetime.combine(self.story.ago(260), time(9), SHANGHAI)
        self.acts = self.steps = 0
        self.done: dict[str, tuple[str, e.Event, str, int]] = {}
        """By key: case, event, who, and the row that it made."""

    def teardown(self) -> None:
        type(self).walked += self.steps
        try:
            assert audit_everything().faults == ()
        finally:
            self.closing.close()

    # -- what people have in hand ---------------------------------------------------------------------------

    def held(self, who: str) -> Membership:
        return self.story.held[who]

    def moment(self) -> datetime:
        """A little later than the last."""
        self.now += timedelta(seconds=1)
        return self.now

    def key(self) -> str:
        self.acts += 1
        return f"act-{self.acts}"

    def case(self, number: str) -> Case:
        file = CaseFile.objects.get(number=number)
        return fold(file, file.events.order_by("sequence"))

    def kept(self, made: StoredEvent, event: e.Event, who: str) -> None:
        self.done[made.key] = (made.case.number, event, who, made.pk)

    def does(self, number: str, who: str, event: e.Event, **more: Any) -> StoredEvent:
        made = record(number, event, by=self.held(who), at=self.moment(), **({"key": self.key()} | more))
        self.kept(made, event, who)
        return made

    def refused(self, number: str, who: str, event: e.Event, **more: Any) -> ShenchaError | None:
        """Why it was not done; nothing may have changed then."""
        before = StoredEvent.objects.count(), sorted(Todo.objects.values_list("case", "who", "act", "due"))
        try:
            self.does(number, who, event, **more)
        except ShenchaError as refused:
            after = StoredEvent.objects.count(), sorted(Todo.objects.values_list("case", "who", "act", "due"))
            assert before == after
            return refused
        return None

    def one_of(self, data: Any) -> str:
        return data.draw(st.sampled_from(sorted(CaseFile.objects.values_list("number", flat=True))))

    # -- what happens ---------------------------------------------------------------------------------------

    @rule(days=st.integers(0, 12))
    def time_passes(self, days: int) -> None:
        self.now = min(self.now + timedelta(days=days), datetime.combine(today(), time(9), SHANGHAI))

    @rule(
        ground=st.sampled_from(sorted(GROUNDS)),
        who=st.sampled_from((("yunqi", sample.YUNQI), ("haina", sample.HAINA))),
        twice=st.booleans(),
        complete=st.sampled_from((True, True, True, False)),
    )
    def a_party_files(self, ground: str, who: tuple[str, str], twice: bool, complete: bool) -> None:
        party, email = who
        at, by, key = self.moment(), self.held(email), self.key()
        draft = drafts.begin(by=by, party_key=party, ground=ground, title=key, on=at.date())
        wanted = ["declaration", "analysis_report", *filter(None, [GROUNDS[ground]])]
        for material in wanted if complete else wanted[:1]:
            drafts.attach(draft, by=by, material=material, name="a.txt", chunks=[material.encode()])
        sample.tell_facts(draft, by)
        if not complete:
            with pytest.raises(BadInput):
                filing.file_draft(draft, by=by, key=key, confirmed_at=at, at=at)
            return
        made = filing.file_draft(draft, by=by, key=key, confirmed_at=at, at=at)
        self.kept(made, e.event_from(made.payload), email)
        if twice:
            assert filing.file_draft(draft, by=by, key=key, confirmed_at=at, at=at).pk == made.pk
            with pytest.raises(NotAllowed):
                filing.file_draft(draft, by=by, key=self.key(), confirmed_at=at, at=at)

    @rule(unit=st.sampled_from(UNITS), twice=st.booleans())
    def a_unit_raises_a_concern(self, unit: str, twice: bool) -> None:
        who, at, key = sample.account_of(unit), self.moment(), self.key()
        asked: dict[str, Any] = {"subject": "products_services", "title": key, "key": key, "at": at}
        made = concern.raise_concern(by=self.held(who), **asked)
        self.kept(made, e.event_from(made.payload), who)
        if twice:
            assert concern.raise_concern(by=self.held(who), **asked).pk == made.pk

    @rule(ended=st.sampled_from(("concluded", "withdrawn", "not_opened")), promised=st.booleans())
    def an_old_case_is_carried_in(self, ended: str, promised: bool) -> None:
        at, key, concluded = self.moment(), self.key(), ended == "concluded"
        event = e.CarriedIn(
            at.date(),
            ground="ex_officio" if ended == "not_opened" else "foreign_listing",
            title=key,
            party=None if promised else "yunqi",
            party_name="甲公司（虚构）",
            begun=date(2023, 3, 1),
            ended=date(2023, 6, 12),
            outcome=ended,
            source=key,
            result="not_affecting" if concluded else None,
            conditions=PROMISES if concluded and promised else (),
        )
        with transaction.atomic():
            made = open_case(filing.next_number(2023), event, by=self.held(sample.HEAD), key=key, at=at)
        self.kept(made, event, sample.HEAD)

    @rule(who=st.sampled_from(PEOPLE), fine=st.sampled_from((None, 3_000_000)))
    def someone_drafts_a_sanction(self, who: str, fine: int | None) -> None:
        at, by, key = self.moment(), self.held(who), self.key()
        day, before = at.date(), LoggedAct.objects.count()
        said: dict[str, Any] = {"title": key, "proposed": "拟责令停止使用，并处罚款", "fine": fine}
        if who in OFFICE and who != sample.CLERK:
            made = sanctions.draft(breach(day), day + timedelta(days=20), key=key, by=by, at=at, **said)
            again = sanctions.draft(breach(day), day + timedelta(days=20), key=key, by=by, at=at, **said)
            assert again.pk == made.pk
            assert LoggedAct.objects.count() == before + 1
        else:
            with pytest.raises(NotAllowed):
                sanctions.draft(breach(day), day + timedelta(days=20), key=key, by=by, at=at, **said)
            assert LoggedAct.objects.count() == before

    @precondition(lambda self: SanctionDraft.objects.exists())
    @rule(data=st.data(), who=st.sampled_from(PEOPLE), hurried=st.booleans(), penalty=st.booleans())
    def someone_acts_on_a_sanction(self, data: Any, who: str, hurried: bool, penalty: bool) -> None:
        number = data.draw(
            st.sampled_from(list(SanctionDraft.objects.order_by("pk").values_list("pk", flat=True)))
        )
        by, at, before = self.held(who), self.moment(), LoggedAct.objects.count()
        may = sanctions.open_to(number, by)
        name = data.draw(st.sampled_from(may if may and not hurried else sorted(SANCTION_EVENTS)))
        given = {
            "on": at.date(),
            "told_on": at.date() - timedelta(days=9),
            "words": "已经查明",
            "reason": "事实不清",
            "outcome": "penalty" if penalty else "none",
            "fine": 2_000_000 if penalty else None,
        }
        try:
            sanctions.act(number, name, given, by=by, key=self.key(), at=at)
        except ShenchaError:
            assert LoggedAct.objects.count() == before
        else:
            assert name in may
            assert by.role in SANCTION_EVENTS[name].act.by
            assert LoggedAct.objects.count() == before + 1

    @precondition(lambda self: self.done)
    @rule(data=st.data(), who=st.sampled_from(PEOPLE), yes=st.booleans())
    def someone_does_what_they_may(self, data: Any, who: str, yes: bool) -> None:
        number, by = self.one_of(data), self.held(who)
        if not access.cases_of(by).filter(number=number).exists():
            refused = self.refused(number, who, e.Withdrawn(self.now.date()))
            assert isinstance(refused, NotFound)
            return
        case = self.case(number)
        if not (names := may_next(case, by=access.actor(by))):
            return
        event = event_for(data.draw(st.sampled_from(names)), case, self.now.date(), by, yes)
        if event is not None and (refused := self.refused(number, who, event)) is not None:
            raise AssertionError(f"{who} may {event} and is refused: {refused.text.en}")

    @precondition(lambda self: self.done)
    @rule(
        data=st.data(), who=st.sampled_from(PEOPLE), name=st.sampled_from(sorted(e.ACTS)), yes=st.booleans()
    )
    def someone_tries_anything(self, data: Any, who: str, name: str, yes: bool) -> None:
        number, by = self.one_of(data), self.held(who)
        case = self.case(number)
        try:
            event = event_for(name, case, self.now.date(), by, yes)
        except (IndexError, StopIteration, TypeError):
            return  # nothing of the kind can be said of this case
        if event is None:
            return
        refused = self.refused(number, who, event)
        if refused is None:
            assert name in may_next(case, by=access.actor(by)), (who, event)
            assert by.role in e.ACTS[name].by

    @precondition(lambda self: self.done)
    @rule(data=st.data(), steps=st.integers(1, 9), yes=st.sampled_from((True, True, True, False)))
    def the_case_moves_on(self, data: Any, steps: int, yes: bool) -> None:
        """The regime's own next steps, each by someone who may take it."""
        number = self.one_of(data)
        for _ in range(steps):
            if not self.next_step(number, yes):
                return
            self.time_passes(1)

    def next_step(self, number: str, yes: bool) -> bool:
        case = self.case(number)
        for name in sorted(may_next(case), key=lambda one: one in NEVER_NEXT or "commit" in one):
            wanted = "decision_drafted" if name in e.DECISIONS and case.draft(name) is None else name
            for who in PEOPLE:
                by = self.held(who)
                known = access.cases_of(by).filter(number=number).exists()
                if name not in NEVER_NEXT and known and wanted in may_next(case, by=access.actor(by)):
                    event = event_for(wanted, case, self.now.date(), by, yes)
                    if event is not None and (wanted == name or event.decision.name == name):
                        self.does(number, who, event)
                        return True
        return False

    @precondition(lambda self: self.done)
    @rule(data=st.data())
    def an_act_is_sent_again(self, data: Any) -> None:
        key = data.draw(st.sampled_from(sorted(self.done, key=lambda one: self.done[one][3])))
        number, event, who, row = self.done[key]
        if event.name in ("filed", "concern_raised", "carried_in"):
            return
        again = record(number, event, by=self.held(who), key=key, at=self.moment())
        assert again.pk == row
        other = self.refused(number, who, e.Withdrawn(self.now.date(), "另一项"), key=key)
        assert other is not None

    @precondition(lambda self: self.done)
    @rule(data=st.data(), yes=st.booleans(), same_key=st.booleans())
    def two_send_one_act_at_once(self, data: Any, yes: bool, same_key: bool) -> None:
        """Whichever comes first, the case is the same after it: what is drawn next may not hang on a race.

        Two who decide differently meet in `tests/records/acts/test_deciders.py`.
        """
        number = self.one_of(data)
        case, sequence = self.case(number), CaseFile.objects.get(number=number).sequence
        able = []
        for who in OFFICE:
            by = self.held(who)
            names = may_next(case, by=access.actor(by)) if access.cases_of(by).filter(number=number) else ()
            for name in sorted(set(names) - {"recused"}):
                event = event_for(name, case, self.now.date(), by, yes)
                if event is not None:
                    able.append((who, event))
        if not able:
            return
        who, event = data.draw(st.sampled_from(able))
        keys = [self.key(), self.key()]
        if same_key:
            keys[1] = keys[0]
        found = self.at_once(number, [(who, event)] * 2, keys, sequence)
        made = [one for one in found if isinstance(one, StoredEvent)]
        if same_key:
            assert {one.pk for one in made} == {made[0].pk}
            assert len(made) == 2, found
        else:
            assert len(made) == 1, found
            assert [type(one) for one in found if one not in made] == [Overtaken], found
        self.kept(made[0], event, who)

    def at_once(
        self, number: str, acts: list[tuple[str, e.Event]], keys: list[str], expected: int
    ) -> list[StoredEvent | Exception]:
        found: list[Any] = [None] * len(acts)
        gate, at = threading.Barrier(len(acts)), self.moment()

        def run(which: int) -> None:
            who, event = acts[which]
            try:
                gate.wait(10)
                found[which] = record(
                    number, event, by=self.held(who), key=keys[which], expected=expected, at=at
                )
            except Exception as error:  # noqa: BLE001  (what came of it is what is asked)
                found[which] = error
            finally:
                connection.close()

        threads = [threading.Thread(target=run, args=(which,)) for which in range(len(acts))]
        for one in threads:
            one.start()
        for one in threads:
            one.join(60)
        return found

    # -- what holds whatever happens ------------------------------------------------------------------------

    @invariant()
    def log_and_views_are_what_the_events_make(self) -> None:
        """After each step; in a long walk after each tenth, and at its end, for an audit costs as much as ten steps."""
        self.steps += 1
        if not HARDEN or self.steps % 10 == 0:
            assert audit_everything().faults == ()

    @invariant()
    def each_key_made_one_event_and_each_event_has_one(self) -> None:
        rows = dict(StoredEvent.objects.values_list("key", "pk"))
        assert rows == {key: row for key, (_, _, _, row) in self.done.items()}

    @invariant()
    def no_conclusion_without_its_gates(self) -> None:
        ended = CaseFile.objects.filter(state="concluded").exclude(events__name="carried_in")
        for number in ended.values_list("number", flat=True):
            case = self.case(number)
            names = Counter(StoredEvent.objects.filter(case__number=number).values_list("name", flat=True))
            assert case.round is not None
            assert case.result == case.round.proposal
            assert names["conclusion_notified"] == 1
            if names["special_procedure_notified"]:
                assert case.round.second
                assert case.commission == "approved"
            else:
                assert case.round.agreed
            signed = StoredEvent.objects.get(case__number=number, name="conclusion_notified")
            assert signed.drafted_by
            assert signed.drafted_by != signed.by.key

    @invariant()
    def a_draft_that_was_filed_is_one_case(self) -> None:
        filed = Draft.objects.exclude(case=None).values_list("case", flat=True)
        assert len(filed) == len(set(filed)) == StoredEvent.objects.filter(name="filed").count()

    @invariant()
    def no_sanction_is_intended_or_decided_by_one_person_alone(self) -> None:
        for number in SanctionDraft.objects.exclude(state=Stage.DRAFTED).values_list("pk", flat=True):
            known = standing.acts_of(number)
            sanction = standing.fold(known)
            for second, first in (
                (SanctionCountersigned, sanction.drafted_by),
                (DecisionSigned, sanction.decision),
            ):
                for one in known:
                    if one.name == second.name:
                        assert one.by.key != (first.by if isinstance(first, Decision) else first)

    @invariant()
    def obligations_stand_in_concluded_cases_only(self) -> None:
        assert not ObligationRow.objects.exclude(case__state="concluded").exists()

    @invariant()
    def need_to_know_holds(self) -> None:
        for who in ("supplier@xinyuan.example", "system@operation.example"):
            assert not access.cases_of(self.held(who)).exists()
        theirs = access.cases_of(self.held(sample.YUNQI)).exclude(party__key="yunqi")
        assert not theirs.exists()


EXAMPLES = {"sqlite": tried(8, 2_400), "postgresql": tried(3, 600)}
STEPS = tried(25, 50)
"""Of each example at most; some walks end sooner."""
WANTED = {"sqlite": tried(100, 80_000), "postgresql": tried(30, 20_000)}
"""Steps of all walks together: 100,000 in `make harden`."""


@pytest.mark.parametrize("engine", ON_BOTH)
def test_whatever_people_do_everything_that_is_kept_agrees(engine, django_db_blocker):
    few = settings(
        max_examples=EXAMPLES[engine],
        stateful_step_count=STEPS,
        deadline=None,
        phases=[Phase.generate],  # to shrink a walk on a real database takes longer than to read it
        database=None,
        derandomize=not HARDEN,
        suppress_health_check=list(HealthCheck),
    )
    machine = type("House", (House,), {"engine": engine})
    with django_db_blocker.unblock():
        # SHENCHA_SEED=N walks the same ways again; the failure itself prints its steps
        run_state_machine_as_test(seed(SEED)(machine) if HARDEN else machine, settings=few)
    assert machine.walked >= WANTED[engine]
