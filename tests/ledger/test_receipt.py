"""Receipts: what verifies, what does not and why, what cannot be read; by our code and by the stranger's file."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import metamorphic_log
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.hardening import tried
from tests.ledger.memory_log import KEY, ORIGIN, log_of

from shencha.ledger import merkle, verify
from shencha.ledger.checkpoint import Checkpoint, SigningKey, Unreadable, Unverifiable, VerifierKey, sign
from shencha.ledger.leaves import canonical
from shencha.ledger.receipt import Payload, check, read, read_payload

LOG = log_of(11)
RECEIPT = LOG.receipt(4)
VKEY = str(KEY.verifier)
OTHER = SigningKey.from_seed(ORIGIN, b"\x01" * 32)


def outcome(text: str, key: str = VKEY) -> int:
    """Exit code by our code, which must be that of the stranger's file."""
    try:
        check(read(text), VerifierKey.parse(key))
    except Unverifiable as error:
        ours = error.exit_code
    else:
        ours = 0
    try:
        verify.verified(text, key)
    except verify.Malformed:
        theirs = 2
    except ValueError:
        theirs = 1
    else:
        theirs = 0
    assert ours == theirs
    return ours


def lines(text: str = RECEIPT) -> list[str]:
    return text.split("\n")


def with_line(at: int, line: str) -> str:
    changed = lines()
    changed[at] = line
    return "\n".join(changed)


def with_extra(**changes: object) -> str:
    carried = json.loads(base64.b64decode(lines()[1].removeprefix("extra ")))
    carried = {k: v for k, v in (carried | changes).items() if v is not ...}
    return with_line(1, "extra " + base64.b64encode(canonical(carried)).decode())


def with_raw_extra(raw: bytes) -> str:
    return with_line(1, "extra " + base64.b64encode(raw).decode())


def failed(text: str, key: VerifierKey = KEY.verifier) -> str:
    with pytest.raises(Unverifiable) as error:
        check(read(text), key)
    assert error.value.exit_code == 1
    assert outcome(text, str(key)) == 1
    return error.value.part


def unread(text: str) -> str:
    with pytest.raises(Unreadable) as error:
        read(text)
    assert error.value.exit_code == 2
    assert outcome(text) == 2
    assert error.value.text.zh != error.value.text.en
    return error.value.part


def test_every_receipt_of_a_log_proves_its_record():
    for size in range(1, LOG.size + 1):
        for index in range(size):
            text = LOG.receipt(index, size)
            assert outcome(text) == 0
            assert verify.verified(text, VKEY)["record"] == LOG.records[index][0]


def test_a_receipt_is_read_as_it_was_written():
    assert read(RECEIPT).text() == RECEIPT
    assert read(RECEIPT).key == VKEY


def test_others_verify_the_checkpoint_and_the_path_of_a_receipt():
    found = read(RECEIPT)
    assert metamorphic_log.verify_signed_note(found.note, [VKEY]) == 1
    head = metamorphic_log.checkpoint_verify(found.note, [VKEY])
    assert (head.origin, head.size, bytes(head.root)) == (ORIGIN, 11, LOG.root)
    leaf = merkle.leaf_hash(found.entry)
    metamorphic_log.checkpoint_verify_inclusion(found.note, [VKEY], found.index, leaf, list(found.proof))


def test_a_receipt_without_its_record_still_proves_the_entry_and_takes_the_record_later():
    withheld = read(RECEIPT).withheld()
    assert withheld.payload is None
    assert outcome(withheld.text()) == 0
    record, salt = LOG.records[4]
    raw = canonical({"record": record, "salt": base64.b64encode(salt).decode()})
    assert check(replace(read(withheld.text()), payload=read_payload(raw + b"\n")), KEY.verifier).size == 11
    with pytest.raises(Unverifiable) as error:
        check(replace(withheld, payload=Payload({**record, "by": "x"}, salt)), KEY.verifier)
    assert error.value.part == "leaf"


def test_a_changed_record_fails_as_the_leaf():
    assert failed(with_extra(record={**LOG.records[4][0], "by": "someone else"})) == "leaf"


def test_a_changed_salt_fails_as_the_leaf():
    assert failed(with_extra(salt=base64.b64encode(b"\x07" * 32).decode())) == "leaf"


def test_an_entry_of_another_log_fails_as_the_path():
    record, salt = LOG.records[4]
    stranger = {**record, "by": "x"}
    entry = read(log_with(stranger, salt)).entry
    assert failed(with_extra(record=stranger, entry=base64.b64encode(entry).decode())) == "path"


def log_with(record: dict, salt: bytes) -> str:
    from shencha.ledger.receipt import build

    return build(0, [], LOG.notes[0], record, salt)


def test_a_changed_step_fails_as_the_path():
    assert failed(with_line(3, lines()[4])) == "path"


def test_another_index_fails_as_the_path():
    assert failed(with_line(2, "index 5")) == "path"


def test_an_index_outside_the_tree_fails_as_the_path():
    assert failed(with_line(2, "index 11")) == "path"


def test_a_missing_step_fails_as_the_path():
    assert failed("\n".join(lines()[:3] + lines()[4:])) == "path"


def test_a_changed_size_fails_as_the_signature():
    assert failed(RECEIPT.replace("\n11\n", "\n12\n")) == "signature"


def test_a_signature_by_another_key_fails_as_the_key():
    assert failed(RECEIPT, OTHER.verifier) == "key"


def test_a_checkpoint_of_another_log_with_the_same_key_fails_as_the_key():
    note = sign(Checkpoint("elsewhere.example/log", LOG.size, LOG.root), KEY)
    assert failed(replace(read(RECEIPT), note=note).text()) == "key"


def test_one_bad_signature_by_the_log_beside_a_good_one_is_refused():
    good = lines()[-2]
    bad = good[:-6] + ("AAAA" if good[-6:-2] != "AAAA" else "BBBB") + good[-2:]
    assert failed(RECEIPT + bad + "\n") == "signature"


def test_signatures_of_unknown_witnesses_are_passed_over():
    witness = SigningKey.from_seed("witness.example/w", b"\x02" * 32)
    line = sign(Checkpoint(ORIGIN, LOG.size, LOG.root), witness).split("\n")[-2]
    assert outcome(RECEIPT + line + "\n") == 0


@pytest.mark.parametrize("text", ["", "\n", "c2sp.org/tlog-proof@v2\n", RECEIPT.replace("\n", "\r\n")])
def test_header_that_is_another_is_unreadable(text):
    assert unread(text) == "header"


@pytest.mark.parametrize(
    "text",
    [
        with_line(1, "index 4"),
        with_line(1, "extra "),
        with_line(1, "extra !!!!"),
        with_line(1, "extra e30"),
        with_raw_extra(b"[]"),
        with_raw_extra(b"{}"),
        with_raw_extra(b'{"entry": NaN}'),
        with_raw_extra(b'{"entry":"a","entry":"b"}'),
        with_raw_extra(b'{"entry":"\\ud800"}'),
        with_raw_extra(b"\xff\xfe"),
        with_raw_extra(b"[" * 100_000),
        with_raw_extra(b'{"entry":' + b"9" * 5000 + b"}"),
        with_extra(salt=...),
        with_extra(record=...),
        with_extra(more="x"),
    ],
)
def test_extra_that_is_malformed_is_unreadable(text):
    assert unread(text) == "extra"


@pytest.mark.parametrize("value", [1, None, "", "AAAA", "=", "A" * 43])
def test_entry_that_is_malformed_is_unreadable(value):
    assert unread(with_extra(entry=value)) == "entry"


@pytest.mark.parametrize("value", [1, None, "", "AAAA"])
def test_salt_that_is_malformed_is_unreadable(value):
    assert unread(with_extra(salt=value)) == "salt"


@pytest.mark.parametrize("value", [1, None, "", []])
def test_record_that_is_no_mapping_is_unreadable(value):
    assert unread(with_extra(record=value)) == "record"


def test_key_in_the_receipt_that_is_no_text_is_unreadable():
    assert unread(with_extra(key=1)) == "key"


@pytest.mark.parametrize("written", ["", "04", "-1", "+4", "4 ", "٤", "4.0", "1_0", "9" * 19, "9" * 5000])
def test_index_that_is_malformed_is_unreadable(written):
    assert unread(with_line(2, f"index {written}")) == "index"


def test_index_that_is_missing_is_unreadable():
    assert unread(with_line(2, lines()[3])) == "index"


@pytest.mark.parametrize("step", ["x", "AAAA", "A" * 44, base64.b64encode(b"\0" * 33).decode()])
def test_path_with_a_line_that_is_no_hash_is_unreadable(step):
    assert unread(with_line(3, step)) == "path"


@pytest.mark.parametrize(
    "text",
    [
        RECEIPT.partition("\n\n")[0],
        RECEIPT.partition("\n\n")[0] + "\n\n",
        RECEIPT.rpartition("\n\n")[0] + "\n",
        RECEIPT.removesuffix("\n"),
        RECEIPT.replace(f"\n{ORIGIN}\n", f"\n{ORIGIN}\t\n"),
    ],
)
def test_checkpoint_that_is_malformed_is_unreadable(text):
    assert unread(text) == "checkpoint"


@pytest.mark.parametrize("size", ["", "011", "-11", "１１", "9" * 5000])
def test_size_that_is_malformed_is_unreadable(size):
    part = unread(RECEIPT.replace("\n11\n", f"\n{size}\n"))
    assert part == ("size" if size else "checkpoint")


@pytest.mark.parametrize("root", ["AAAA", "!", "A" * 44])
def test_root_that_is_malformed_is_unreadable(root):
    at = lines().index("11") + 1
    assert unread(with_line(at, root)) == "root"


@pytest.mark.parametrize("line", ["— ", "- name AAAAAAAA", "— name", "— name AAAA", "— na+me AAAAAAAA", "x"])
def test_signature_line_that_is_malformed_is_unreadable(line):
    assert unread(RECEIPT + line + "\n") == "signature"


@pytest.mark.parametrize(
    "key",
    [
        "",
        "name",
        "name+00000000+",
        "name+00000000+AAAA",
        VKEY.replace(ORIGIN, "elsewhere.example/log"),
        VKEY.replace("+AQ", "+BA"),
        VKEY[:-2],
    ],
)
def test_key_that_is_malformed_is_unreadable(key):
    with pytest.raises(Unreadable) as error:
        VerifierKey.parse(key)
    assert error.value.part == "key"
    with pytest.raises(verify.Malformed):
        verify.verified(RECEIPT, key)


@pytest.mark.parametrize("raw", [b"", b"[]", b"{}", b'{"record":{}}', b'{"record":1,"salt":"AAAA"}', b"\xff"])
def test_payload_that_is_malformed_is_unreadable(raw):
    with pytest.raises(Unreadable):
        read_payload(raw)


@given(st.data())
@settings(max_examples=tried(400, 20_000), deadline=None)
def test_no_receipt_with_a_changed_character_verifies_and_no_error_escapes(data):
    at = data.draw(st.integers(0, len(RECEIPT) - 1))
    char = data.draw(st.characters(codec="utf-8"))
    changed = RECEIPT[:at] + char + RECEIPT[at + 1 :]
    # the key that a receipt names is no part of what it proves
    assert changed == RECEIPT or outcome(changed) > 0 or read(changed).key != VKEY


@given(st.text(st.characters(codec="utf-8")))
@settings(deadline=None)
def test_no_text_makes_an_error_escape(text):
    assert outcome(text) == 2


def test_a_newer_checkpoint_with_its_consistency_proof_continues_the_receipt():
    old = read(LOG.receipt(2, 7))
    proof = merkle.consistency_proof(7, 11, LOG.node)
    assert check(old, KEY.verifier, LOG.notes[10], proof).size == 7
    with pytest.raises(Unreadable, match="nothing was compared") as compared:
        check(old, KEY.verifier, LOG.notes[10])
    assert compared.value.exit_code == 2
    assert "first=7&second=11" in compared.value.text.en
    for newer, extension in ((LOG.notes[10], proof[:-1]), (LOG.notes[5], None), (LOG.notes[9], proof)):
        with pytest.raises(Unverifiable) as error:
            check(old, KEY.verifier, newer, extension)
        assert error.value.part == "checkpoint"


def test_a_second_history_of_the_same_size_is_found():
    forked = sign(Checkpoint(ORIGIN, 7, b"\x05" * 32), KEY)
    with pytest.raises(Unverifiable, match="two histories"):
        check(read(LOG.receipt(2, 7)), KEY.verifier, forked)


SCRIPT = Path(verify.__file__)


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-I", str(SCRIPT), *arguments], capture_output=True, text=True, check=False
    )


def test_a_stranger_verifies_with_one_file_and_one_dependency(tmp_path):
    receipt = tmp_path / "filing.tlog-proof"
    receipt.write_text(RECEIPT)
    done = run(str(receipt), VKEY)
    assert done.returncode == 0
    assert json.loads(done.stdout)["record"]["by"] == "申报人"
    receipt.write_text(with_line(2, "index 5"))
    done = run(str(receipt), VKEY)
    assert (done.returncode, done.stderr[:21]) == (1, "does not verify: path")
    receipt.write_text("hello")
    assert run(str(receipt), VKEY).returncode == 2
    assert run(str(tmp_path / "absent"), VKEY).returncode == 2
    assert run().returncode == 2


def test_the_strangers_file_knows_nothing_of_shencha_and_is_short():
    text = SCRIPT.read_text()
    assert "import shencha" not in text
    assert "from shencha" not in text
    code = [line for line in text.splitlines() if line.strip() and not line.strip().startswith('"""')]
    assert len(code) <= 110
