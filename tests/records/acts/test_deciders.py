"""Two who decide at once make one decision; the other is told whose. Real threads, real processes."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction
from tests.instances import PEOPLED

from shencha.procedure import acts as e
from shencha.records.acts import concern
from shencha.records.acts.record import Overtaken
from shencha.records.models import CaseFile, Notice, StoredEvent
from shencha.server.sample.instance import CLERK, HEAD, OFFICER, SECOND, account_of


def at_once(*acts: Callable[[], StoredEvent]) -> list[StoredEvent | Exception]:
    """What each act came to; each in a thread with a connection of its own, all let go together."""
    found: list[StoredEvent | Exception] = [RuntimeError("never ran")] * len(acts)
    gate = threading.Barrier(len(acts))

    def run(at: int) -> None:
        try:
            gate.wait(10)
            found[at] = acts[at]()
        except Exception as error:  # noqa: BLE001  (what came of it is what the test asks)
            found[at] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(at,)) for at in range(len(acts))]
    for one in threads:
        one.start()
    for one in threads:
        one.join(60)
    return found


def test_two_who_sign_at_once_make_one_decision(house):
    number = house.intake()
    decision = e.DeterminationNotified(house.today, True)
    house.act(number, OFFICER, e.DecisionDrafted(house.today, decision, OFFICER))
    found = at_once(
        lambda: house.act(number, SECOND, decision, key="second", expected=3),
        lambda: house.act(number, HEAD, decision, key="head", expected=3),
    )
    won = [one for one in found if isinstance(one, StoredEvent)]
    lost = [one for one in found if not isinstance(one, StoredEvent)]
    assert len(won) == len(lost) == 1, found
    assert isinstance(lost[0], Overtaken)
    assert str(won[0].by) in lost[0].text.zh
    assert str(won[0].by) in lost[0].text.en
    assert house.count(number) == 4
    assert Notice.objects.filter(event__case__number=number).count() == 1


def test_one_act_sent_from_many_sides_at_once_happens_once(house):
    number = house.files()
    event = e.MaterialsAccepted(house.today)
    found = at_once(*[lambda: house.act(number, CLERK, event, key="once") for _ in range(6)])
    assert {one.pk for one in found} == {StoredEvent.objects.get(key="once").pk}
    assert house.count(number) == 2


def test_opinions_that_arrive_at_once_are_all_kept_in_some_order(house):
    units = ("cac", "ndrc", "miit", "mps", "mss", "csrc")
    number = house.intake()
    decision = e.DeterminationNotified(house.today, True)
    house.act(number, OFFICER, e.DecisionDrafted(house.today, decision, OFFICER))
    house.act(number, SECOND, decision)
    house.act(number, OFFICER, e.ProposalSent(house.today, "not_affecting", units))
    found = at_once(
        *[
            lambda unit=unit: house.act(
                number, account_of(unit), e.OpinionReceived(house.today, unit, "agree"), key=unit
            )
            for unit in units
        ]
    )
    assert sorted(one.sequence for one in found) == [6, 7, 8, 9, 10, 11]
    assert sorted(one.log_index for one in found) == [PEOPLED + at for at in (5, 6, 7, 8, 9, 10)]


def test_cases_that_begin_at_once_have_numbers_of_their_own(house):
    found = at_once(
        *[
            lambda unit=unit: concern.raise_concern(
                by=house.held(account_of(unit)), subject="products_services", title=unit, key=unit
            )
            for unit in ("cac", "ndrc", "miit", "mps")
        ]
    )
    year = house.today.year
    assert sorted(one.case.number for one in found) == [f"{year}-{at:04d}" for at in (1, 2, 3, 4)]


ASKS = """
import sys
from shencha.cli.instance import start
start()
from shencha.procedure import acts as e
from shencha.records.acts.record import record
from shencha.records.clock import today
from shencha.records.models import Membership
number, who = sys.argv[1:]
by = Membership.objects.select_related("person", "organisation").get(person__email=who)
print("ready", flush=True)
sys.stdin.readline()
kept = 0
for at in range(8):
    record(number, e.SupplementRequested(today(), (f"{who} {at}",)), by=by, key=f"{who} {at}")
    kept += 1
print(kept)
"""


def test_two_processes_write_one_history(house):
    number = house.files()
    connection.close()
    workers = [
        subprocess.Popen(
            [sys.executable, "-c", ASKS, number, who],
            env={**house.instance.environment(), "PYTHONPATH": ":".join(sys.path)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for who in (CLERK, OFFICER)
    ]
    for one in workers:
        assert one.stdout.readline() == "ready\n"
    for one in workers:
        one.stdin.write("go\n")
        one.stdin.flush()
    assert [one.communicate(timeout=60)[0] for one in workers] == ["8\n", "8\n"]
    stored = list(StoredEvent.objects.filter(case__number=number).order_by("sequence"))
    assert [one.sequence for one in stored] == list(range(1, 18))
    assert [one.log_index for one in stored] == list(range(PEOPLED, PEOPLED + 17))
    assert len({one.by_id for one in stored[1:]}) == 2


def test_a_place_in_a_case_is_taken_once(house):
    """Should every lock fail, the database itself refuses a second event in one place."""
    number = house.files()
    first = StoredEvent.objects.get(case__number=number)
    twin = StoredEvent(
        **{
            field.attname: getattr(first, field.attname)
            for field in StoredEvent._meta.concrete_fields
            if field.attname not in ("id", "key", "log_index")
        },
        key="twin",
        log_index=99,
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()
    assert CaseFile.objects.get(number=number).sequence == house.count(number) == 1
