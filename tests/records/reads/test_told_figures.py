"""What is told of the statistics on a day is told again that day, whichever process is asked."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.cache import caches

from shencha.records.models import ToldFigures
from shencha.records.reads.figures import statistics


def test_another_process_tells_the_same_that_day_and_counts_anew_the_next(house: Any) -> None:
    for _ in range(6):
        house.files()
    day = house.today
    first = statistics(day.year, day)
    house.files()
    caches["here"].clear()  # as in a process that has not been asked yet
    again = statistics(day.year, day)
    assert again.tally == first.tally
    assert again.as_dict() == first.as_dict()
    caches["here"].clear()
    later = statistics(day.year, day + timedelta(days=1))
    assert later.tally != first.tally
    assert ToldFigures.objects.count() == 1
