"""Which version of the Measures governs: by its first day and its last."""

from datetime import date

import pytest

from shencha.law.measures.instruments import in_force


@pytest.mark.parametrize(
    ("on", "governs"),
    [
        (date(2020, 5, 31), None),
        (date(2020, 6, 1), "measures-2020"),
        (date(2022, 2, 14), "measures-2020"),
        (date(2022, 2, 15), "measures-2022"),
        (date(2099, 1, 1), "measures-2022"),
    ],
)
def test_a_version_governs_from_its_first_day_to_the_end_of_its_last(on, governs):
    found = in_force(on)
    assert (found.id if found else None) == governs
