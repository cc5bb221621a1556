"""Official texts that an instance is given: read article by article, or refused with the article that is wrong."""

from __future__ import annotations

import pytest

from shencha.errors import BadInput
from shencha.law.measures.instruments import articles
from shencha.law.measures.official import split

ENGLISH = [f"Article {one.number}. Words of {one.number}\nand more" for one in articles("measures-2022")]


def test_every_article_is_read_with_its_lines():
    found = dict(split("Preamble\n" + "\n".join(ENGLISH), "measures-2022", "f"))
    assert list(found) == [one.number for one in articles("measures-2022")]
    assert found["7"] == "Words of 7\nand more"


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        (ENGLISH[:6] + ENGLISH[7:], "article 7"),
        (ENGLISH[:-1], "article 23"),
        ([*ENGLISH, "Article 24 more"], "end"),
        ([*ENGLISH[:3], ENGLISH[2], *ENGLISH[3:]], "article 4"),
        (["nothing"], "article 1"),
        ([ENGLISH[0], "Article 2", *ENGLISH[2:]], "article 2"),
    ],
)
def test_a_missing_doubled_or_empty_article_is_named(lines, place):
    with pytest.raises(BadInput) as raised:
        split("\n".join(lines), "measures-2022", "f")
    assert raised.value.faults[0].where == place
