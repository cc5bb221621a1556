"""An audit finds each way in which a kept log can be changed, and says where."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.ledger.memory_log import KEY, MemoryLog, log_of

from shencha.ledger.audit import Logged, audit
from shencha.ledger.checkpoint import Checkpoint, SigningKey, sign


def entries(log: MemoryLog) -> list[Logged]:
    return [
        Logged(at, record, salt, note, f"2026-0001/{at + 1} filed", completed(log, at))
        for at, ((record, salt), note) in enumerate(zip(log.records, log.notes, strict=True))
    ]


def findings(log: MemoryLog, kept: list[Logged], **known: object) -> list[str]:
    """The same whether the signing key is at hand, as on the log's own machine, or the public one alone."""
    found = [text.en for text in audit(kept, [(0, KEY.verifier)], **known)]
    assert [text.en for text in audit(kept, [(0, KEY.verifier)], own=[KEY], **known)] == found
    return found


def completed(log: MemoryLog, at: int) -> bytes:
    """The nodes that an entry completes, from its leaf upwards."""
    levels = ((at + 1) & -(at + 1)).bit_length()
    return b"".join(log.nodes[level, at >> level] for level in range(levels))


@pytest.fixture
def log() -> MemoryLog:
    return log_of(13)


def test_a_whole_log_has_no_finding(log):
    assert findings(log, entries(log), last_signed=(13, log.root), head=(13, log.root)) == []
    assert findings(log, entries(log), last_signed=(5, checkpoint_root(log, 5))) == []
    assert findings(MemoryLog(), []) == []


def checkpoint_root(log: MemoryLog, size: int) -> bytes:
    from shencha.ledger.checkpoint import parse

    return parse(log.notes[size - 1])[0].root


def test_a_record_that_was_lawfully_destroyed_leaves_the_log_whole(log):
    kept = entries(log)
    kept[6] = replace(kept[6], record=None, salt=b"")
    assert findings(log, kept) == []


def test_a_changed_record_is_found_and_named(log):
    kept = entries(log)
    kept[6] = replace(kept[6], record={**kept[6].record, "by": "x"})
    assert findings(log, kept) == ["2026-0001/7 filed: the record is not what the log holds; it was changed"]


def test_a_changed_salt_is_found(log):
    kept = entries(log)
    kept[6] = replace(kept[6], salt=b"\1" * 32)
    assert len(findings(log, kept)) == 1


def test_a_removed_entry_is_found(log):
    assert "an entry is missing" in findings(log, entries(log)[:4] + entries(log)[5:])[0]


def test_entries_cut_off_at_the_end_are_found_though_each_that_is_left_is_good(log):
    found = findings(log, entries(log)[:-2], last_signed=(13, log.root), head=(13, log.root))
    assert len(found) == 2
    assert "an old copy" in found[0]
    assert "right edge" in found[1]


def test_two_entries_that_changed_places_are_found(log):
    kept = entries(log)
    kept[3], kept[4] = replace(kept[4], index=3), replace(kept[3], index=4)
    assert any("size or root of its checkpoint do not fit" in one for one in findings(log, kept))


def test_a_changed_node_is_found(log):
    log.nodes[1, 2] = b"\0" * 32
    assert findings(log, entries(log)) == ["2026-0001/6 filed: node 2 of level 1 of the tree does not fit"]


def test_a_whole_tree_made_anew_over_a_changed_record_fails_at_the_signatures(log):
    forged = log_of(0)
    for at, (record, _) in enumerate(log.records):
        forged.enter({**record, "by": "x"} if at == 6 else record)
    kept = [replace(entry, note=note) for entry, note in zip(entries(forged), log.notes, strict=True)]
    found = findings(forged, kept)
    assert len(found) == 7
    assert all("size or root of its checkpoint do not fit the log" in one for one in found)


def test_a_checkpoint_signed_by_another_key_is_found(log):
    kept = entries(log)
    other = SigningKey.from_seed(KEY.name, b"\x03" * 32)
    kept[12] = replace(kept[12], note=sign(Checkpoint(KEY.name, 13, log.root), other))
    assert "not signed by this key" in findings(log, kept)[0]


def test_a_checkpoint_that_cannot_be_read_is_a_finding_and_no_error(log):
    kept = entries(log)
    kept[2] = replace(kept[2], note="nothing")
    assert len(findings(log, kept)) == 1


def test_an_old_copy_of_the_database_is_found(log):
    older = log_of(9)
    assert "an old copy" in findings(older, entries(older), last_signed=(13, log.root))[0]


def test_another_history_of_the_size_that_was_signed_is_found(log):
    assert "a changed history" in findings(log, entries(log), last_signed=(9, b"\0" * 32))[0]
