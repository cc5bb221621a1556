"""A worker that fails leaves its work to the next one, and what ended three is not tried a fourth time."""

from datetime import timedelta

import pytest

from shencha.records.acts import analyses, audits, drafts
from shencha.records.clock import now, today
from shencha.records.jobs import alive
from shencha.records.log.repeated import DONE, FAILED, unlike
from shencha.records.models import (
    AnalysisInput,
    AnalysisRun,
    AuditRun,
    CaseFile,
    LoggedAct,
    Membership,
    StoredFile,
    Worker,
)
from shencha.server import worker
from shencha.server.sample import instance as sample

State = AnalysisRun.State


@pytest.fixture
def settled(db):
    sample.settle(today())


def queued(party, *, times=1):
    """So many runs of one party, asked for one after the other."""
    by = Membership.objects.filter(organisation__key=party).first()
    draft = drafts.begin(by=by, party_key=party, ground="foreign_listing", title=party, on=today())
    asked_by = by.person
    return [
        AnalysisRun.objects.create(
            draft=draft, kind="flows", asked_by=asked_by, asked_at=now(), key=f"{party}-{at}"
        )
        for at in range(times)
    ]


def test_a_run_that_ends_its_worker_is_tried_three_times_and_has_then_failed(settled):
    (run,) = queued("yunqi")
    gone = StoredFile.objects.create(digest="0" * 64, size=1)  # a row without its bytes
    AnalysisInput.objects.create(run=run, role="flows", file=gone, name="flows.yaml")
    for tries in (1, 2, 3):
        alive.begun("here:1")
        with pytest.raises(FileNotFoundError):
            worker.work_once("here:1")
        run.refresh_from_db()
        assert run.tries == tries
        assert run.state == (State.FAILED if tries == 3 else State.QUEUED)
    assert run.failed_zh == alive.GAVE_UP.zh
    assert not worker.work_once("here:1")
    assert Worker.objects.get().starts == 3


def test_that_a_repetition_broke_off_for_good_is_an_entry(settled):
    number = sample.Story(today()).files(sample.YUNQI, "yunqi", "foreign_listing", "云栖赴纽约上市", 0)
    by = Membership.objects.get(person__email=sample.OFFICER)
    case = CaseFile.objects.get(number=number)
    asked = {"kind": "people", "asked_by": by.person, "asked_at": now(), "key": "again", "again": "people-1"}
    run = AnalysisRun.objects.create(case=case, **asked, state=State.RUNNING, worker="here:1", tries=3)
    alive.begun("here:1")
    run.refresh_from_db()
    assert (run.state, run.failed_zh) == (State.FAILED, alive.GAVE_UP.zh)
    done = LoggedAct.objects.get(name=DONE)
    assert (done.about, done.said["repetition"], done.said["outcome"]) == (f"case:{number}", run.pk, FAILED)
    assert not list(unlike())


def test_what_a_killed_worker_left_is_found_by_the_name_of_its_server(settled):
    mine, other = queued("yunqi")[0], queued("haina")[0]
    alive.begun("here:1")
    alive.begun("there:2")
    assert analyses.claim("here:1") == mine
    assert analyses.claim("there:2") == other
    alive.begun("here:1")  # the worker was killed, and its server starts another
    mine.refresh_from_db()
    other.refresh_from_db()
    assert (mine.state, other.state) == (State.QUEUED, State.RUNNING)


def test_an_audit_whose_workers_are_killed_three_times_has_failed_and_says_so(settled):
    auditor = Membership.objects.get(person__email="auditor@audit.example")
    run = audits.ask(by=auditor)
    for tries in (1, 2, 3):
        AuditRun.objects.filter(pk=run.pk, state=AuditRun.State.QUEUED).update(
            state=AuditRun.State.RUNNING, worker="here:1", tries=tries
        )
        alive.begun("here:1")
    run.refresh_from_db()
    assert (run.state, run.faults) == (AuditRun.State.FAILED, [alive.GAVE_UP.as_dict()])
    assert audits.ask(by=auditor) != run, "a new one may be asked for"


def test_parties_take_turns(settled):
    many, few = queued("yunqi", times=4), queued("haina", times=2)
    taken = []
    while (run := analyses.claim("here:1")) is not None:
        taken.append(run.pk)
        AnalysisRun.objects.filter(pk=run.pk).update(state=State.DONE)
    assert taken == [one.pk for one in (many[0], few[0], many[1], few[1], many[2], many[3])]


def test_a_worker_that_says_nothing_is_silent(settled):
    assert alive.silent()
    alive.begun("here:1")
    assert not alive.silent()
    Worker.objects.update(seen_at=now() - alive.SILENT - timedelta(seconds=1))
    assert alive.silent()
    alive.breathes("here:1")
    assert not alive.silent()
