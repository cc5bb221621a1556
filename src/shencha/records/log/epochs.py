"""Epochs of the log: a name and a key each, and what is known of a copy that came out of a backup.

The tree never begins anew. Where a copy lost entries, or the key is changed or lost, two people open a new epoch: the
next entry names the old head, the old key and what may be lost, and it and all after it are signed by a new key under
a new name, so that nobody takes the new history for the old one.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from shencha.errors import ShenchaError
from shencha.ledger.checkpoint import SigningKey, VerifierKey
from shencha.records import keys
from shencha.records.models import LoggedAct, LogHead
from shencha.records.secrets import flush_folder
from shencha.text import Text

_NOTE = "log.copied"
ABOUT, OPENED = "log", "epoch_opened"
"""What the act in the log is about, and its name."""


class Unsettled(ShenchaError):
    """The instance is a restored copy, and nobody has said yet what was signed after it was taken."""

    code = "restored_copy"
    status = 503


@dataclass(frozen=True, slots=True)
class Copied:
    """A copy that came out of a backup, until it is known what was signed after it."""

    size: int
    root: str
    taken_at: str
    """Empty where the database was put in place without `shencha restore`."""


def origin(epoch: int) -> str:
    """The log's name: as it was chosen, with the number of the epoch from the second on."""
    return settings.LOG_ORIGIN if epoch == 1 else f"{settings.LOG_ORIGIN}/{epoch}"


def file_of(epoch: int) -> str:
    """The name of that epoch's key."""
    return "log.key" if epoch == 1 else f"log-{epoch}.key"


def signing_key(epoch: int, *, begun: bool = True) -> SigningKey:
    """The key of that epoch.

    Args:
        begun: False where this very machine begins the epoch: it makes the key, and others are given it.
    Raises:
        NoKey: it is not on this machine, or it is not the instance's.
    """
    return _key(keys.folder(), origin(epoch), epoch, begun)


@cache
def _key(folder: Path, name: str, epoch: int, begun: bool) -> SigningKey:
    file = file_of(epoch)

    def fresh() -> bytes:
        if begun and (epoch > 1 or LogHead.objects.filter(size__gt=0).exists()):
            raise keys.missing(file)
        return os.urandom(32)

    seed = keys.kept(file, fresh, lambda seed: str(SigningKey.from_seed(name, seed).verifier))
    return SigningKey.from_seed(name, seed)


def held(now: int) -> list[SigningKey]:
    """The keys that lie on this machine, of all epochs until now."""
    found = []
    for epoch in range(1, now + 1):
        with suppress(keys.NoKey):
            found.append(signing_key(epoch))
    return found


def verifier_of(epoch: int) -> VerifierKey:
    """The public half, which is known after the key is lost too.

    Raises:
        NoKey: nothing is known of it, or this machine has another.
    """
    known = keys.print_of(file_of(epoch))
    if known and not keys.place_of(file_of(epoch)).exists():
        return VerifierKey.parse(known)
    return signing_key(epoch).verifier


def signers(now: int) -> list[tuple[int, VerifierKey]]:
    """The public keys of the log with the number of the first entry that each signs, oldest first.

    Those of epochs that ended are the ones that the log itself names.
    """
    opened = list(LoggedAct.objects.filter(about=ABOUT, name=OPENED).order_by("log_index"))
    before = [(act.log_index, _named(act.said)) for act in opened]
    begun = [0, *(index for index, _ in before)]
    return list(zip(begun, [key for _, key in before if key] + [_newest(now, 1 + len(opened))], strict=False))


def _newest(now: int, by_entries: int) -> VerifierKey:
    """The key that signs; where that of the epoch is not here, that of the last epoch that an entry opened."""
    try:
        return verifier_of(now)
    except keys.NoKey:
        if now == by_entries:
            raise
        return verifier_of(by_entries)


def _named(said: Any) -> VerifierKey | None:
    try:
        return VerifierKey.parse(said["before"]["key"])
    except (KeyError, TypeError, ShenchaError):
        return None


def copied() -> Copied | None:
    """What is known of the copy that this instance is; None where it is none, or it is settled."""
    note = os.path.join(settings.DATA, _NOTE)
    if not os.path.exists(note):  # asked before each entry: no Path, and no exception
        return None
    with open(note, encoding="utf-8") as told:
        return Copied(**json.load(told))


def mark_copied(data: Path, copy: Copied) -> None:
    """Note beside the database that nobody knows yet what was signed after it."""
    note = _note(data)
    made = note.with_name(".log.copied.new")
    with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(asdict(copy), file)
        file.flush()
        os.fsync(file.fileno())
    made.replace(note)
    flush_folder(data)


def settle() -> None:
    """The copy may sign again: it holds all that was signed, or a new epoch names what may be lost."""
    _note(Path(settings.DATA)).unlink(missing_ok=True)
    flush_folder(Path(settings.DATA))


def refuse_unsettled() -> None:
    """Nothing is signed by a copy of which nobody knows whether it is the newest.

    Raises:
        Unsettled: it is one.
    """
    copy = copied()
    if copy is not None and not copy.taken_at:
        raise Unsettled(
            Text(
                f"本机不知道最近签署的检查点（数据库有 {copy.size} 条记录），暂不签署；"
                "请用外部保存的最新检查点运行 shencha restore --checkpoint",
                f"this machine does not know what was signed last (the database has {copy.size} entries); nothing is "
                "signed: run shencha restore --checkpoint with the newest checkpoint held outside",
            )
        )
    if copy is not None:
        raise Unsettled(
            Text(
                f"本实例由 {copy.taken_at} 的备份恢复（{copy.size} 条记录），尚未与外部保存的最新检查点核对，暂不签署；"
                "请运行 shencha restore --checkpoint",
                f"this instance was restored from a backup of {copy.taken_at} ({copy.size} entries) and was not yet "
                "compared with the newest checkpoint held outside; nothing is signed: run shencha restore --checkpoint",
            )
        )


def _note(data: Path) -> Path:
    return data / _NOTE
