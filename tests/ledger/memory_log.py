"""A log in memory, built entry by entry as the records build theirs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from shencha.ledger import merkle
from shencha.ledger.checkpoint import Checkpoint, SigningKey, sign
from shencha.ledger.leaves import entry_of
from shencha.ledger.receipt import build

ORIGIN = "review.example/log"
KEY = SigningKey.from_seed(ORIGIN, bytes(range(32)))


@dataclass
class MemoryLog:
    """Entries, nodes and checkpoints of a log with a fixed key."""

    key: SigningKey = KEY
    nodes: dict[tuple[int, int], bytes] = field(default_factory=dict)
    peaks: list[bytes] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    records: list[tuple[dict[str, Any], bytes]] = field(default_factory=list)

    @property
    def size(self) -> int:
        return len(self.records)

    @property
    def root(self) -> bytes:
        return merkle.root_of(self.peaks)

    def node(self, level: int, index: int) -> bytes:
        return self.nodes[level, index]

    def enter(self, record: dict[str, Any]) -> int:
        salt = self.size.to_bytes(32, "big")
        leaf = merkle.leaf_hash(entry_of(record, salt))
        self.peaks, written = merkle.append(self.size, self.peaks, leaf)
        self.nodes |= {(level, index): node for level, index, node in written}
        self.records.append((record, salt))
        self.notes.append(sign(Checkpoint(self.key.name, self.size, self.root), self.key))
        return self.size - 1

    def receipt(self, index: int, size: int | None = None, named: bool = True) -> str:
        size = size or self.size
        proof = merkle.inclusion_proof(index, size, self.node)
        record, salt = self.records[index]
        return build(index, proof, self.notes[size - 1], record, salt, self.key.verifier if named else None)


def log_of(size: int) -> MemoryLog:
    log = MemoryLog()
    for number in range(size):
        log.enter(
            {
                "case": "2026-0001",
                "sequence": number + 1,
                "event": {"on": "2026-03-02", "event": "filed"},
                "by": "申报人",
            }
        )
    return log
