"""Every fact of law says where its text was read, and is never called surer than that place allows."""

from __future__ import annotations

import pytest

from shencha.law.data import Confidence
from shencha.law.measures.changes import Kind, marked
from shencha.law.measures.figures import figures
from shencha.law.measures.instruments import compare, instruments
from shencha.law.sanctions.provisions import provisions
from shencha.law.sources import instruments_covered, source_of, sources

FACTS = [
    *((one.id, each.number, each.confidence) for one in instruments() for each in one.articles),
    *((one.instrument, one.article, one.confidence) for one in provisions()),
]


@pytest.mark.parametrize(("instrument", "article", "confidence"), FACTS)
def test_a_fact_is_no_surer_than_the_place_where_it_was_read(instrument, article, confidence):
    source = source_of(instrument, article)
    assert source.bears(confidence), (source.id, confidence)
    assert confidence is not Confidence.TEXT, "from memory is said as unverified"
    assert (source.how == "none") == (confidence is Confidence.UNVERIFIED)


@pytest.mark.parametrize("version", ["measures-2020", "measures-2022"])
def test_a_number_is_as_sure_as_its_article(version):
    known = figures(version)
    for name in known.__slots__:
        if one := getattr(known, name):
            assert source_of(version, one.article).bears(one.confidence), name


def test_who_has_no_place_says_so_and_every_other_has_its_day():
    for one in sources().values():
        assert (one.how == "none") == (one.read is None)
        assert one.strength.zh
        assert one.how not in ("official_copy", "collection", "reprint") or one.place, one.id
    assert {one for one, _, _ in FACTS} <= set(instruments_covered())


def test_a_change_names_both_articles_and_a_place_where_it_can_be_looked_up():
    before, after = (one.id for one in instruments())
    for change in compare(before, after):
        for one in marked(before, after, change):
            assert one.kind is Kind.MOVED or (one.source is not None and one.source.how != "none")
            assert one.before == (change.before.number if change.before else None)
            assert one.after == (change.after.number if change.after else None)
    assert not any(marked(after, before, change) for change in compare(after, before)), (
        "the other way nobody compared"
    )
