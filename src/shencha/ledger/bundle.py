"""A case as one file that verifies offline: read by the command, told member by member."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from typing import Any

from shencha.ledger import verify_bundle
from shencha.ledger.checkpoint import Checkpoint, Unreadable, Unverifiable, VerifierKey
from shencha.ledger.receipt import Receipt, check, read
from shencha.ledger.verify import Malformed
from shencha.text import Text

GIVEN = "bundle_given"
"""The act by which a bundle is given out; its record names every member."""
OWN, CHECKPOINT, ENTRIES = verify_bundle.OWN, "checkpoint.txt", "entries/"
_SAID = {
    "stranger": Text("不属于本证据包", "it is no part of the bundle"),
    "missing": Text("缺失", "it is missing"),
    "twice": Text("出现两次", "it is there twice"),
    "changed": Text("已被改动", "it was changed"),
}


@dataclass(frozen=True, slots=True)
class Bundle:
    """What a bundle proves, or what in it does not hold."""

    case: str
    on: str
    given_to: str
    members: int
    entries: int
    checkpoint: Checkpoint
    faults: tuple[tuple[str, Text], ...]
    """Member, and what is wrong with it."""


def is_bundle(path: str) -> bool:
    """Is it a zip file, and so no receipt?"""
    return zipfile.is_zipfile(path)


def own_receipt(path: str) -> Receipt:
    """The bundle's own receipt; nothing is verified.

    Raises:
        Unreadable: it is not there, or cannot be read.
    """
    try:
        with zipfile.ZipFile(path) as archive, archive.open(OWN) as member:
            return read(member.read(verify_bundle.LARGEST).decode())
    except (
        zipfile.BadZipFile,
        KeyError,
        NotImplementedError,
        RuntimeError,
        EOFError,
        OSError,
        UnicodeDecodeError,
    ):
        raise Unreadable("bundle", Text(f"没有可读的 {OWN}", f"there is no {OWN} that can be read")) from None


def verified(
    path: str, key: VerifierKey, newer: str | None = None, extension: list[bytes] | None = None
) -> Bundle:
    """Verify a bundle, member by member.

    Args:
        newer: a checkpoint of the log that was kept outside, which must not contradict the bundle's.
        extension: the consistency proof between them.
    Raises:
        Unreadable: it is no bundle. Unverifiable: its own receipt does not verify, or the checkpoint contradicts it.
    """
    own = own_receipt(path)
    proved = check(own, key, newer, extension)
    record: dict[str, Any] = own.payload.record if own.payload else {}
    if record.get("act") != GIVEN:
        raise Unverifiable("bundle", Text("其回执不是证据包的回执", "its receipt is not that of a bundle"))
    try:
        found = tuple((name, _told(why)) for name, why in verify_bundle.faults(path, str(key)))
    except Malformed as error:
        raise Unreadable("bundle", Text(f"无法读取：{error}", f"it cannot be read: {error}")) from None
    said = record["said"]
    entries = sum(name.startswith(ENTRIES) for name in said["members"])
    about = str(record["about"]).partition(":")[2]
    return Bundle(about, said["on"], said["given_to"], len(said["members"]), entries, proved, found)


def _told(why: str) -> Text:
    return _SAID.get(why) or Text(f"其中的回执不成立：{why}", f"its receipt does not verify: {why}")
