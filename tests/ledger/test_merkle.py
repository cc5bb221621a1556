"""The tree against RFC 6962's own definition, written down recursively, and against others' verifiers."""

from __future__ import annotations

from hashlib import sha256

import metamorphic_log
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.hardening import tried
from tests.ledger.memory_log import log_of

from shencha.ledger import merkle

ENTRIES = [bytes([n]) * (n % 7) for n in range(130)]
LEAVES = [merkle.leaf_hash(entry) for entry in ENTRIES]


def by_definition(entries: list[bytes]) -> bytes:
    """MTH of RFC 6962, 2.1."""
    if not entries:
        return sha256(b"").digest()
    if len(entries) == 1:
        return sha256(b"\x00" + entries[0]).digest()
    split = 1
    while split * 2 < len(entries):
        split *= 2
    return sha256(b"\x01" + by_definition(entries[:split]) + by_definition(entries[split:])).digest()


ROOTS = [by_definition(ENTRIES[:size]) for size in range(len(ENTRIES) + 1)]


def nodes_of(size: int) -> dict[tuple[int, int], bytes]:
    nodes: dict[tuple[int, int], bytes] = {}
    peaks: list[bytes] = []
    for at in range(size):
        peaks, written = merkle.append(at, peaks, LEAVES[at])
        nodes |= {(level, index): node for level, index, node in written}
    return nodes


NODES = nodes_of(len(ENTRIES))


def node(level: int, index: int) -> bytes:
    return NODES[level, index]


def test_the_empty_log_and_the_first_leaf_have_the_roots_of_the_standard():
    assert merkle.EMPTY_ROOT.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert merkle.leaf_hash(b"").hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"


@pytest.mark.parametrize("size", range(len(ENTRIES) + 1))
def test_a_log_grown_entry_by_entry_has_the_root_that_the_standard_defines(size):
    assert merkle.root_of(merkle.peaks_of(LEAVES[:size])) == ROOTS[size]


def test_each_node_is_written_once_and_an_append_costs_a_logarithm_of_hashes():
    peaks: list[bytes] = []
    seen: set[tuple[int, int]] = set()
    for size, leaf in enumerate(LEAVES):
        peaks, written = merkle.append(size, peaks, leaf)
        places = {(level, index) for level, index, _ in written}
        assert not places & seen
        assert len(written) <= size.bit_length() + 1
        assert len(peaks) == (size + 1).bit_count()
        seen |= places


def test_every_entry_is_proved_in_every_log_that_holds_it():
    for size in range(1, 70):
        for index in range(size):
            proof = merkle.inclusion_proof(index, size, node)
            assert merkle.inclusion_root(LEAVES[index], index, size, proof) == ROOTS[size]
            metamorphic_log.verify_inclusion(index, size, LEAVES[index], proof, ROOTS[size])


def test_every_log_extends_every_earlier_one():
    for second in range(1, 70):
        for first in range(1, second + 1):
            proof = merkle.consistency_proof(first, second, node)
            assert merkle.extends(first, ROOTS[first], second, ROOTS[second], proof)
            metamorphic_log.verify_consistency(first, second, proof, ROOTS[first], ROOTS[second])


@given(st.data())
@settings(max_examples=tried(300, 5_000), deadline=None)
def test_a_proof_with_one_bit_changed_proves_nothing_and_others_agree(data):
    size = data.draw(st.integers(2, 129))
    index = data.draw(st.integers(0, size - 1))
    proof = merkle.inclusion_proof(index, size, node)
    step, bit = data.draw(st.integers(0, len(proof) - 1)), data.draw(st.integers(0, 255))
    proof[step] = (int.from_bytes(proof[step], "big") ^ (1 << bit)).to_bytes(32, "big")
    assert merkle.inclusion_root(LEAVES[index], index, size, proof) != ROOTS[size]
    with pytest.raises(metamorphic_log.VerifyError):
        metamorphic_log.verify_inclusion(index, size, LEAVES[index], proof, ROOTS[size])


@given(st.data())
@settings(max_examples=tried(300, 5_000), deadline=None)
def test_no_entry_is_proved_at_another_place_or_with_another_length(data):
    size = data.draw(st.integers(2, 129))
    index = data.draw(st.integers(0, size - 1))
    proof = merkle.inclusion_proof(index, size, node)
    other = data.draw(st.integers(0, size + 3).filter(lambda n: n != index))
    assert merkle.inclusion_root(LEAVES[index], other, size, proof) != ROOTS[size]
    assert merkle.inclusion_root(LEAVES[index], index, size, proof[:-1]) != ROOTS[size]
    assert merkle.inclusion_root(LEAVES[index], index, size, [*proof, LEAVES[0]]) != ROOTS[size]


@given(st.data())
@settings(max_examples=tried(300, 5_000), deadline=None)
def test_a_changed_history_extends_nothing(data):
    second = data.draw(st.integers(2, 129))
    first = data.draw(st.integers(1, second - 1))
    proof = merkle.consistency_proof(first, second, node)
    assert not merkle.extends(first, ROOTS[first - 1], second, ROOTS[second], proof)
    assert not merkle.extends(first, ROOTS[first], second, ROOTS[second + 1], proof)
    assert not merkle.extends(first, ROOTS[first], second, ROOTS[second], proof[:-1])
    assert not merkle.extends(first, ROOTS[first], second, ROOTS[second], [*proof, LEAVES[0]])
    step = data.draw(st.integers(0, len(proof) - 1))
    proof[step] = sha256(proof[step]).digest()
    assert not merkle.extends(first, ROOTS[first], second, ROOTS[second], proof)


def test_a_log_extends_itself_by_an_empty_proof_only():
    assert merkle.extends(5, ROOTS[5], 5, ROOTS[5], [])
    assert not merkle.extends(5, ROOTS[5], 5, ROOTS[5], [LEAVES[0]])
    assert not merkle.extends(5, ROOTS[5], 5, ROOTS[6], [])


@pytest.mark.parametrize(("index", "size"), [(0, 0), (3, 3), (-1, 3)])
def test_no_proof_is_made_of_an_entry_outside_the_log(index, size):
    with pytest.raises(ValueError, match="outside"):
        merkle.inclusion_proof(index, size, node)


@pytest.mark.parametrize(("first", "second"), [(0, 3), (4, 3)])
def test_no_proof_is_made_from_a_later_log_to_an_earlier_one(first, second):
    with pytest.raises(ValueError, match="extend"):
        merkle.consistency_proof(first, second, node)


def test_the_log_of_the_records_is_this_tree():
    log = log_of(13)
    assert log.root == merkle.root_of(merkle.peaks_of([log.node(0, at) for at in range(13)]))
