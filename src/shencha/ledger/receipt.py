"""Receipts: one text file that proves, offline, that a record is in the log (c2sp.org/tlog-proof).

The extra line carries the entry, and with it the record and its salt, so that the holder can show what was
filed and everyone can recompute the entry. Whoever must not read the record is given a receipt without it:
the same proof of the same entry, to which record and salt can be added later.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from shencha.canonical import canonical
from shencha.ledger.checkpoint import (
    Checkpoint,
    Unreadable,
    Unverifiable,
    VerifierKey,
    decoded,
    number,
    parse,
    verify,
)
from shencha.ledger.leaves import SALT_BYTES, entry_of
from shencha.ledger.merkle import extends, inclusion_root, leaf_hash
from shencha.text import Text

HEADER = "c2sp.org/tlog-proof@v1"
EXTENSION = ".tlog-proof"


@dataclass(frozen=True, slots=True)
class Payload:
    """A record and the salt with which it was entered."""

    record: dict[str, Any]
    salt: bytes


@dataclass(frozen=True, slots=True)
class Receipt:
    """A proof that the log held an entry when the checkpoint was signed."""

    index: int
    proof: tuple[bytes, ...]
    note: str
    """The signed checkpoint."""
    entry: bytes
    """What stands in the tree for the record."""
    payload: Payload | None = None
    """None in a receipt for someone who must not read the record."""
    key: str | None = None
    """The log's verifier key as the receipt itself names it: a convenience, and no reason to trust it."""

    def text(self) -> str:
        """The receipt as a file."""
        extra: dict[str, Any] = {"entry": _base64(self.entry)}
        if self.payload:
            extra |= {"record": self.payload.record, "salt": _base64(self.payload.salt)}
        if self.key:
            extra["key"] = self.key
        lines = [HEADER, f"extra {_base64(canonical(extra))}", f"index {self.index}"]
        return "\n".join([*lines, *(_base64(step) for step in self.proof)]) + "\n\n" + self.note

    def fragment(self) -> str:
        """The receipt as the part of an address that no browser sends: index, entry, path, checkpoint, record, salt.

        Each but the first in base64url without padding, with full stops between them; the last two only where it
        carries them.
        """
        parts = [self.entry, b"".join(self.proof), self.note.encode()]
        if self.payload:
            parts += [canonical(self.payload.record), self.payload.salt]
        written = (base64.urlsafe_b64encode(one).decode().rstrip("=") for one in parts)
        return ".".join([str(self.index), *written])

    def withheld(self) -> Receipt:
        """The receipt without its record and salt."""
        return replace(self, payload=None)


def build(
    index: int,
    proof: Sequence[bytes],
    note: str,
    record: dict[str, Any],
    salt: bytes,
    key: VerifierKey | None = None,
) -> str:
    """The text of a receipt."""
    payload = Payload(record, salt)
    named = str(key) if key else None
    return Receipt(index, tuple(proof), note, entry_of(record, salt), payload, named).text()


def read(text: str) -> Receipt:
    """Read a receipt; nothing is verified.

    Raises:
        Unreadable: another form; says which part.
    """
    head, _, note = text.partition("\n\n")
    lines = head.split("\n")
    if lines[0] != HEADER:
        raise Unreadable("header", Text(f"第一行不是 {HEADER}", f"the first line is not {HEADER}"))
    if len(lines) < 2 or not lines[1].startswith("extra "):
        raise Unreadable("extra", Text("没有 extra 行", "there is no extra line"))
    if len(lines) < 3 or not lines[2].startswith("index "):
        raise Unreadable("index", Text("没有 index 行", "there is no index line"))
    index = number("index", lines[2].removeprefix("index "))
    proof = tuple(decoded("path", line, 32) for line in lines[3:])
    entry, payload, key = _extra(decoded("extra", lines[1].removeprefix("extra ")))
    parse(note)
    return Receipt(index, proof, note, entry, payload, key)


def read_payload(raw: bytes) -> Payload:
    """A record and its salt from a file of their own: canonical JSON `{"record": …, "salt": base64}`.

    Raises:
        Unreadable: another form; says which field.
    """
    data = _mapping("payload", raw.strip())
    if set(data) != {"record", "salt"}:
        raise Unreadable("payload", Text("不是 record 和 salt", "it is not a record and its salt"))
    return _payload(data)


def check(
    receipt: Receipt, key: VerifierKey, newer: str | None = None, extension: Sequence[bytes] | None = None
) -> Checkpoint:
    """The checkpoint that proves the receipt, once everything about it is found good.

    Args:
        newer: another signed checkpoint of the log, which must not contradict the receipt's.
        extension: consistency proof from the receipt's checkpoint to `newer`.
    Raises:
        Unverifiable: key, signature, path, leaf or the newer checkpoint does not fit; says which.
        Unreadable: `newer` is larger and there is no `extension`: nothing was compared.
    """
    checkpoint = verify(receipt.note, key)
    if receipt.payload and entry_of(receipt.payload.record, receipt.payload.salt) != receipt.entry:
        raise Unverifiable(
            "leaf",
            Text(
                "记录和盐算不出回执所载的条目：记录已被改动",
                "record and salt do not give the receipt's entry: the record was changed",
            ),
        )
    led_to = inclusion_root(leaf_hash(receipt.entry), receipt.index, checkpoint.size, receipt.proof)
    if led_to != checkpoint.root:
        raise Unverifiable(
            "path",
            Text(
                "条目、序号和路径不通向检查点的根：回执已被改动，或者条目不在该日志中",
                "entry, index and path do not lead to the checkpoint's root: the receipt was changed, "
                "or the entry is not in this log",
            ),
        )
    if newer is not None:
        _follows(checkpoint, verify(newer, key), extension)
    return checkpoint


def _follows(old: Checkpoint, new: Checkpoint, extension: Sequence[bytes] | None) -> None:
    if new.size < old.size:
        wrong = Text("给出的检查点早于回执的检查点", "the checkpoint given is older than the receipt's")
    elif new.size == old.size and new.root != old.root:
        wrong = Text(
            "给出的检查点与回执的检查点条数相同而根不同：日志有两部历史",
            "the checkpoint given has the receipt's size and another root: the log has two histories",
        )
    elif new.size > old.size and extension is None:
        raise Unreadable(
            "consistency",
            Text(
                f"没有比较：给出的检查点有 {new.size} 条，而没有一致性证明；请取 "
                f"/api/log/consistency?first={old.size}&second={new.size}，用 --consistency 给出",
                f"nothing was compared: the checkpoint given has {new.size} entries and there is no consistency "
                f"proof; fetch /api/log/consistency?first={old.size}&second={new.size} and give it with --consistency",
            ),
        )
    elif extension is not None and not extends(old.size, old.root, new.size, new.root, extension):
        wrong = Text(
            "一致性证明不成立：给出的检查点不是回执所在日志的延续",
            "the consistency proof fails: the checkpoint given does not continue the receipt's log",
        )
    else:
        return
    raise Unverifiable("checkpoint", wrong)


def _extra(raw: bytes) -> tuple[bytes, Payload | None, str | None]:
    data = _mapping("extra", raw)
    known = {"entry", "record", "salt", "key"}
    if "entry" not in data or set(data) - known or ("record" in data) != ("salt" in data):
        raise Unreadable(
            "extra", Text("不是条目、记录、盐和公钥", "it is not an entry, a record, its salt and a key")
        )
    key = data.get("key")
    if key is not None and not isinstance(key, str):
        raise Unreadable("key", Text("不是文字", "it is not text"))
    payload = _payload(data) if "record" in data else None
    return _field(data, "entry"), payload, key


def _payload(data: dict[str, Any]) -> Payload:
    if not isinstance(data["record"], dict):
        raise Unreadable("record", Text("不是键值对", "it is not a mapping"))
    return Payload(data["record"], _field(data, "salt"))


def _field(data: dict[str, Any], name: str) -> bytes:
    value = data[name]
    if not isinstance(value, str):
        raise Unreadable(name, Text("不是文字", "it is not text"))
    return decoded(name, value, SALT_BYTES)


def _mapping(part: str, raw: bytes) -> dict[str, Any]:
    """A JSON object in its one canonical form, so that a repeated key or another spelling cannot hide."""
    try:
        data = json.loads(raw.decode())
        same = isinstance(data, dict) and canonical(data) == raw
    except (ValueError, RecursionError):
        same = False
    if not same:
        raise Unreadable(part, Text("不是规范的 JSON 对象", "it is not a canonical JSON object"))
    found: dict[str, Any] = data
    return found


def _base64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
