"""A process that files and accepts cases on an instance until it is ended, and says what was acknowledged to it.

`python -m tests.records.acting NUMBER COUNT` (the environment names the instance): a line of JSON for each act that was
acknowledged, written at once, so that what is read of a process that was killed was acknowledged before it died.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from tests.places import ROOT

PAPER = 3 * 2**19
"""Bytes of the paper that each filing brings: more than one piece."""


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """One act, as whoever sent it was told."""

    case: str
    sequence: int
    log_index: int
    note: str
    papers: tuple[str, ...]


def acknowledged(lines: str) -> list[Acknowledged]:
    """What a process said, but for a last line that it did not finish."""
    whole = lines[: lines.rfind("\n") + 1].splitlines()
    return [Acknowledged(**{**json.loads(one), "papers": tuple(json.loads(one)["papers"])}) for one in whole]


@contextmanager
def acting(
    environment: dict[str, str], number: int, said: Path, count: int = 10_000
) -> Iterator[subprocess.Popen[bytes]]:
    """Such a process, whose words go to a file; it ends with the block."""
    with said.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.records.acting", str(number), str(count)],
            cwd=ROOT,
            env={**environment, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"},
            stdout=out,
        )
        try:
            yield process
        finally:
            process.kill()
            process.wait()


def _acts(number: int, count: int) -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from shencha.procedure import acts as e
    from shencha.records.acts import drafts, filing
    from shencha.records.acts.record import record
    from shencha.records.clock import now, today
    from shencha.records.models import CasePaper, StoredEvent
    from shencha.server.sample.instance import CLERK, YUNQI, Story, settle, tell_facts

    if (
        not (settings.DATA / "shencha.sqlite3").exists() and not os.environ["SHENCHA_DATABASE_URL"]
    ):  # a new instance
        call_command("migrate", verbosity=0, interactive=False)
        settle(today())
    held = Story(today()).held

    def say(event: StoredEvent) -> None:
        papers = CasePaper.objects.filter(event=event).values_list("file_id", flat=True)
        told = {
            "case": event.case.number,
            "sequence": event.sequence,
            "log_index": event.log_index,
            "note": event.note,
            "papers": sorted(papers),
        }
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()

    for at in range(count):
        name = f"p{number}-{at}"
        draft = drafts.begin(by=held[YUNQI], party_key="yunqi", ground="procurement", title=f"采购 {name}")
        for material in ("declaration", "analysis_report", "procurement_documents"):
            seed = sha256(f"{name} {material}".encode()).hexdigest().encode()
            drafts.attach(
                draft,
                by=held[YUNQI],
                material=material,
                name=f"{material}.txt",
                chunks=[seed, b"\nline" * (PAPER // 5)],
            )
        tell_facts(draft, held[YUNQI])
        filed = filing.file_draft(draft, by=held[YUNQI], key=f"{name}-filed", confirmed_at=now())
        say(filed)
        say(record(filed.case.number, e.MaterialsAccepted(today()), by=held[CLERK], key=f"{name}-accepted"))


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "shencha.server.settings"
    _acts(int(sys.argv[1]), int(sys.argv[2]))
