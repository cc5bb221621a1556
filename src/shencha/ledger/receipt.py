"""Receipts: one text file that proves, offline, that a record is in the log (c2sp.org/tlog-proof).

The extra line carries the record and its salt, so that the holder can show what was filed and when, and
everyone can recompute the entry; whoever must not read the record is given a receipt without it.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from shencha.ledger.checkpoint import Checkpoint, Unreadable, Unverifiable, VerifierKey, parse, verify
from shencha.ledger.leaves import canonical, entry_of
from shencha.ledger.merkle import inclusion_root, leaf_hash
from shencha.text import Text

HEADER = "c2sp.org/tlog-proof@v1"


@dataclass(frozen=True, slots=True)
class Receipt:
    """A proof that the log held a record when the checkpoint was signed."""

    index: int
    proof: tuple[bytes, ...]
    note: str
    """The signed checkpoint."""
    record: Any
    salt: bytes

    def text(self) -> str:
        """The receipt as a file."""
        extra = canonical({"record": self.record, "salt": base64.b64encode(self.salt).decode()})
        lines = [HEADER, f"extra {base64.b64encode(extra).decode()}", f"index {self.index}"]
        lines += [base64.b64encode(step).decode() for step in self.proof]
        return "\n".join(lines) + "\n\n" + self.note


def build(index: int, proof: Sequence[bytes], note: str, record: Any, salt: bytes) -> str:
    """The text of a receipt."""
    return Receipt(index, tuple(proof), note, record, salt).text()


def read(text: str) -> Receipt:
    """Read a receipt; nothing is verified.

    Raises:
        Unreadable: another form; says which part.
    """
    head, blank, note = text.partition("\n\n")
    lines = head.split("\n")
    if lines[0] != HEADER:
        raise Unreadable(Text(f"第一行不是 {HEADER}", f"the first line is not {HEADER}"))
    if not blank:
        raise Unreadable(Text("回执没有检查点", "the receipt has no checkpoint"))
    if len(lines) < 3 or not lines[1].startswith("extra "):
        raise Unreadable(
            Text("回执没有记录内容（extra 行）", "the receipt does not carry its record (extra line)")
        )
    number = lines[2].removeprefix("index ")
    if not lines[2].startswith("index ") or not number.isdecimal():
        raise Unreadable(Text("回执没有条目序号（index 行）", "the receipt has no entry number (index line)"))
    record, salt = _extra(lines[1].removeprefix("extra "))
    proof = tuple(_hash(line) for line in lines[3:])
    parse(note)
    return Receipt(int(number), proof, note, record, salt)


def check(receipt: Receipt, key: VerifierKey, newer: str | None = None) -> Checkpoint:
    """The checkpoint that proves the record, once everything about it is found good.

    Args:
        newer: another signed checkpoint, which must be the receipt's own when it has the same size.
    Raises:
        Unverifiable: signature, path or record do not fit; says which.
    """
    checkpoint = verify(receipt.note, key)
    leaf = leaf_hash(entry_of(receipt.record, receipt.salt))
    if inclusion_root(leaf, receipt.index, checkpoint.size, receipt.proof) != checkpoint.root:
        raise Unverifiable(
            Text(
                "记录、序号或者路径与检查点的根不符：回执内容被改动，或者不属于该日志",
                "record, index or path do not lead to the checkpoint's root: the receipt was changed, "
                "or does not belong to this log",
            )
        )
    if newer is not None:
        other = verify(newer, key)
        if other.size < checkpoint.size or (other.size == checkpoint.size and other.root != checkpoint.root):
            raise Unverifiable(
                Text(
                    "给出的检查点早于回执，或者与回执的检查点矛盾",
                    "the checkpoint given is older than the receipt, or contradicts it",
                )
            )
    return checkpoint


def _extra(encoded: str) -> tuple[Any, bytes]:
    try:
        data = json.loads(base64.b64decode(encoded, validate=True))
        salt = base64.b64decode(data["salt"], validate=True)
        return data["record"], salt
    except (binascii.Error, ValueError, KeyError, TypeError):
        raise Unreadable(
            Text("extra 行不是记录和盐", "the extra line is not a record and its salt")
        ) from None


def _hash(line: str) -> bytes:
    try:
        step = base64.b64decode(line, validate=True)
    except (binascii.Error, ValueError):
        step = b""
    if len(step) != 32:
        raise Unreadable(
            Text("路径中有一行不是 32 字节的哈希", "a line of the path is not a hash of 32 bytes")
        )
    return step
