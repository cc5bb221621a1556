"""Opening a new epoch of the log: two people, one after the other, and the entry that names the old head."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from shencha.errors import NotAllowed, NotFound
from shencha.ledger.checkpoint import Checkpoint, verify
from shencha.procedure.roles import Power, with_power
from shencha.records import log
from shencha.records.clock import now
from shencha.records.log import epochs, memory
from shencha.records.models import LoggedAct, Membership
from shencha.text import Text

MAY = with_power(Power.KEEP_THE_LOG)
"""Who may put a new epoch forward or open it; never one of them alone."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """A new epoch that one person put forward."""

    by: str
    reason: str
    newest: str
    """The newest checkpoint held outside, as a signed note; empty where nobody holds one."""


def agree(newest: str) -> Checkpoint:
    """Let a restored copy sign again, since it holds all that the newest checkpoint held outside covers.

    Args:
        newest: that checkpoint, a signed note.
    Raises:
        Unverifiable, Unreadable: it is not signed by this log. NotAllowed: the copy lacks entries, or differs.
    """
    with transaction.atomic():
        head = log.lock()
        held = verify(newest, epochs.verifier_of(head.epoch))
        if not log.continues(head, held.size, held.root):
            raise NotAllowed(_lacking(head.size, held))
        epochs.settle()
    memory.remember(*log.head(), epoch=head.epoch)
    return held


def propose(by: Membership, reason: str, newest: str = "") -> Proposed:
    """Put a new epoch forward; another person opens it.

    Raises:
        NotAllowed: this role may not, or no reason is given. Unverifiable, Unreadable: the checkpoint is none of ours.
    """
    _may(by)
    if not reason.strip():
        raise NotAllowed(Text("请写明理由", "say why"))
    if newest:
        verify(newest, log.verifier())
    made = Proposed(by.person.key, reason.strip(), newest)
    note = _note()
    with os.fdopen(os.open(note, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(asdict(made), file, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    return made


def proposed() -> Proposed | None:
    """The new epoch that waits for its second person; None where none does."""
    try:
        return Proposed(**json.loads(_note().read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None


def open_epoch(by: Membership) -> LoggedAct:
    """Open the epoch that another person put forward: its first entry names the old head and what may be lost.

    Raises:
        NotFound: none was put forward. NotAllowed: it was this person's own, or this role may not.
    """
    _may(by)
    wanted = proposed()
    if wanted is None:
        raise NotFound(Text("没有人提出新的日志纪元", "nobody put a new epoch forward"))
    if wanted.by == by.person.key:
        raise NotAllowed(Text("须由另一人开启", "another person must open it"))
    with transaction.atomic():
        head = log.lock()
        before, size, root = epochs.verifier_of(head.epoch), *log.head()
        if size:
            verify(
                log.checkpoint(), before
            )  # a lost key is named by what it signed, whatever the database says
        act = LoggedAct(
            about=epochs.ABOUT,
            name=epochs.OPENED,
            said=_said(wanted, str(before), size, root.hex()),
            by=by.person,
            role=by.role,
            unit=by.organisation.unit or by.organisation.key,
            recorded_at=now(),
            key=f"epoch-{head.epoch + 1}",
        )
        entry = log.append_epoch(log.record_of_act(act))
        act.log_index, act.salt, act.nodes, act.note = entry.index, entry.salt, entry.nodes, entry.note
        act.save()
    _note().unlink(missing_ok=True)
    return act


def _said(wanted: Proposed, key: str, size: int, root: str) -> dict[str, Any]:
    """What the entry holds: the old head and key, the newest checkpoint known, and how many entries are lost."""
    copy = epochs.copied()
    said: dict[str, Any] = {
        "reason": wanted.reason,
        "proposed_by": wanted.by,
        "before": {"key": key, "size": size, "root": root},
        "restored_from": asdict(copy) if copy else None,
        "newest_known": None,
        "lost": None if copy else 0,
    }
    if wanted.newest:
        held = verify(wanted.newest, log.verifier())
        said |= {
            "newest_known": {"size": held.size, "root": held.root.hex()},
            "lost": max(0, held.size - size),
        }
    return said


def _may(by: Membership) -> None:
    if by.role not in MAY or not by.active:
        raise NotAllowed(
            Text(
                "只有管理员、审计员或者审查办公室负责人可以这样做",
                "only an administrator, an auditor or the head of the office may do this",
            )
        )


def _lacking(size: int, held: Checkpoint) -> Text:
    if held.size > size:
        return Text(
            f"副本有 {size} 条记录，外部保存的检查点有 {held.size} 条：副本缺少 {held.size - size} 条。"
            "请寻找更新的副本，或者由两人开启新的日志纪元",
            f"the copy has {size} entries, the checkpoint held outside {held.size}: "
            f"the copy lacks {held.size - size}. Look for a newer copy, or let two people open a new epoch",
        )
    return Text(
        "副本与外部保存的检查点是两段不同的历史",
        "the copy and the checkpoint held outside are two histories",
    )


def _note() -> Path:
    return Path(settings.DATA) / "log.proposed"
