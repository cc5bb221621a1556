"""Entries of the log: bound to record and salt, silent without them."""

from __future__ import annotations

import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shencha.ledger.leaves import canonical, entry_of, fresh_salt

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(codec="utf-8")),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(codec="utf-8")), inner, max_size=4)
    ),
    max_leaves=12,
)


def test_a_record_has_one_spelling_whatever_the_order_of_its_keys():
    assert (
        canonical({"b": 1, "a": "审查"}) == canonical({"a": "审查", "b": 1}) == '{"a":"审查","b":1}'.encode()
    )


@given(JSON, JSON)
def test_two_records_have_one_entry_only_if_they_are_the_same(one, other):
    same = canonical(one) == canonical(other)
    assert (entry_of(one, b"s" * 32) == entry_of(other, b"s" * 32)) == same


def test_an_entry_is_hmac_sha256_keyed_with_the_salt():
    salt = fresh_salt()
    assert entry_of({"a": 1}, salt) == hmac.new(salt, b'{"a":1}', "sha256").digest()


def test_the_same_record_twice_gives_two_entries_that_nobody_can_match():
    assert entry_of({"a": 1}, fresh_salt()) != entry_of({"a": 1}, fresh_salt())


@pytest.mark.parametrize("record", [float("nan"), float("inf"), {"a": "\ud800"}])
def test_a_record_that_json_cannot_hold_is_refused(record):
    with pytest.raises(ValueError):
        canonical(record)
