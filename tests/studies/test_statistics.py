"""Statistics: what counts of a case, what is published of many, and what never is."""

import csv
import io
import json
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shencha.law.calendar.workdays import published as calendar
from shencha.procedure import acts as e
from shencha.procedure.case import ClockName, replay
from shencha.procedure.clocks import Status
from shencha.procedure.names import IN_SHORT
from shencha.studies.statistics import MARKS, STANDINGS, Tally, figures_of, publish, tally
from shencha.studies.suppression import could_be

AT = date(2026, 9, 1)
PAPERS = ("declaration", "analysis_report", "procurement_documents")


def a_case(*, review=True, waited=False, dissent=False, until="concluded"):
    """A story: filed, accepted, reviewed, agreed or not."""
    on = date(2026, 3, 2)
    story = [
        e.Filed(on, PAPERS),
        e.MaterialsAccepted(on),
        e.DeterminationNotified(date(2026, 3, 10), review=review),
    ]
    if not review or until == "preliminary":
        return replay(story, ground="procurement")
    if waited:
        story += [
            e.SupplementRequested(date(2026, 3, 12), ("more",)),
            e.SupplementReceived(date(2026, 3, 19), ("more",)),
        ]
    story += [e.ProposalSent(date(2026, 4, 1), "not_affecting", ("cac", "ndrc"))]
    story += [e.OpinionReceived(date(2026, 4, 10), "cac", "agree")]
    story += [e.OpinionReceived(date(2026, 4, 13), "ndrc", "disagree" if dissent else "agree")]
    if dissent:
        return replay([*story, e.SpecialProcedureNotified(date(2026, 4, 14))], ground="procurement")
    return replay(
        [*story, e.ConclusionNotified(date(2026, 4, 20), "not_affecting", ())], ground="procurement"
    )


def test_a_case_counts_under_its_result_with_the_working_days_of_each_step():
    found = figures_of(a_case(waited=True), AT, calendar())
    assert (found.ground, found.standing, found.marks) == ("procurement", "not_affecting", {"waited"})
    by = {(step.clock, i): step for i, step in enumerate(found.steps)}
    intake, preliminary = by[ClockName.INTAKE, 0], by[ClockName.PRELIMINARY, 1]
    assert (intake.status, intake.used, intake.waited) == (Status.MET, 6, 0)
    assert (preliminary.used, preliminary.waited) == (11, 5)


def test_dissent_and_the_special_procedure_are_told():
    found = figures_of(a_case(dissent=True), AT, calendar())
    assert (found.standing, found.marks) == ("special", {"dissent", "special"})


def many(n=40):
    cases = (
        [a_case()] * n + [a_case(waited=True)] * 12 + [a_case(dissent=True)] * 2 + [a_case(review=False)] * 9
    )
    cases += [a_case(until="preliminary")] * 7
    return tally(figures_of(case, AT, calendar()) for case in cases)


def test_what_is_published_adds_up_where_it_is_told_and_withholds_the_two_that_differ():
    told = publish(many(), AT).as_dict()
    assert told["cases"] == 70
    standings = dict(
        zip([c["id"] for c in told["standings"]["columns"]], told["standings"]["cells"][0], strict=True)
    )
    assert standings["special"] is None
    assert sum(value is None for value in standings.values()) >= 2
    dissent = next(mark for mark in told["marks"] if mark["id"] == "dissent")
    assert dissent["yes"] is None
    assert dissent["no"] is None
    step = next(s for s in told["steps"] if s["clock"] == "preliminary")
    assert (step["statutory_days"], step["article"]) == (30, "11")
    assert (step["all"], step["median_days_used"]) == (None, None), (
        "no median of what is not counted in public"
    )
    whole = replace(publish(many(), AT), whole=True).as_dict()
    step = next(s for s in whole["steps"] if s["clock"] == "preliminary")
    assert (step["all"], step["median_days_used"]) == (61, 16)
    assert json.loads(json.dumps(told)) == told


def test_the_table_of_numbers_says_the_same_as_the_document():
    found = publish(many(), AT)
    lines = list(csv.DictReader(io.StringIO(found.as_csv())))
    told = found.as_dict()
    by = {(line["table"], line["row"], line["column"]): line for line in lines}
    for ground, cells in zip(IN_SHORT, told["standings"]["cells"], strict=True):
        for standing, value in zip(STANDINGS, cells, strict=True):
            line = by["standings", ground, standing]
            assert (line["value"], line["withheld"]) == (("", "yes") if value is None else (str(value), "no"))
    assert len(by) == len(lines)


few = st.one_of(st.just(0), st.integers(0, 6), st.integers(0, 60))


@settings(max_examples=8, deadline=None)
@given(
    st.dictionaries(
        st.tuples(st.sampled_from(list(IN_SHORT)), st.sampled_from(list(STANDINGS)[:5])), few, max_size=8
    ),
    st.data(),
)
def test_no_small_number_of_the_whole_publication_can_be_recovered(standings, data):
    of_ground = Counter()
    for (ground, _), n in standings.items():
        of_ground[ground] += n
    marks = {
        (mark, g): data.draw(st.integers(0, of_ground[g])) for mark in list(MARKS)[:2] for g in of_ground
    }
    statuses = {("measures-2022", ClockName.SPECIAL, s): data.draw(few) for s in (Status.MET, Status.MISSED)}
    found = publish(Tally(Counter(standings), Counter(marks), Counter(statuses)), AT)
    counts, sums = found.system
    for name, count in counts.items():
        if 0 < count < found.threshold:
            assert found.published[name] is None
            low, high = could_be(name, found.published, sums)
            assert high is None or high - low + 1 >= found.threshold


@pytest.mark.parametrize(("n", "told"), [(4, None), (5, 6)])
def test_a_median_is_told_only_of_enough_cases(n, told):
    found = publish(tally(figures_of(a_case(review=False), AT, calendar()) for _ in range(n)), AT)
    assert found.as_dict()["steps"][0]["median_days_used"] == told
