"""Runs one of our modules in a process of its own, with a bound on memory, processor, time and what it may write.

What a stranger's file makes a library do then ends with that process, and with nothing else.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from shutil import which


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a process may use."""

    seconds: int
    """Of the clock and of the processor."""
    memory: int
    """Bytes of address space, which mapped libraries fill before memory is used."""
    writes: int = 0
    """Bytes of the largest file it may write."""


def apart(
    module: str,
    arguments: Sequence[str],
    bounds: Bounds,
    *,
    folder: Path | None = None,
    given: Path | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """Run `python -m MODULE ARGUMENTS…`; without a network where the system lets us.

    Args:
        folder: where it works. given: what it reads as its standard input; it may seek in it.
    Raises:
        subprocess.TimeoutExpired: it took too long, and was ended.
    """
    command = [*_cut_off(), sys.executable, "-P", "-m", module, *arguments]
    known = {key: os.environ[key] for key in ("PATH", "PYTHONPATH", "LANG") if key in os.environ}
    with (given or Path(os.devnull)).open("rb") as read:
        return subprocess.run(  # noqa: S603  (our own module; arguments are paths of ours)
            command,
            capture_output=True,
            timeout=bounds.seconds,
            check=False,
            env=known,
            cwd=folder,
            stdin=read,
            preexec_fn=lambda: _bind(bounds),
        )


def _bind(bounds: Bounds) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (bounds.memory, bounds.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (bounds.seconds, bounds.seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (bounds.writes, bounds.writes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


@cache
def _cut_off() -> tuple[str, ...]:
    """What makes a process without a network, tried once; empty where user namespaces are off."""
    found = which("unshare")
    if found is None:
        return ()
    command = (found, "--user", "--map-root-user", "--net")
    tried = subprocess.run([*command, "true"], capture_output=True, check=False)  # noqa: S603
    return command if tried.returncode == 0 else ()
