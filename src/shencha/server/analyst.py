"""The worker that runs analyses: each in a process of its own, by the very commands a party runs at home.

A run that needs too much memory or time ends without harming anything else, and its answer is the command's own.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from shencha.text import Text

MOST_SECONDS = 15 * 60
MOST_MEMORY = 6 * 2**30
"""Address space, which a mapped library fills long before memory is used."""
PAUSE = 1.0
_CALL = "from shencha.cli.main import main; main()"


def work_forever() -> None:
    """Take up runs until stopped; the parent's end ends it too."""
    parent = os.getppid()
    while os.getppid() == parent:
        if not work_once():
            time.sleep(PAUSE)


def work_once() -> bool:
    """Run the oldest analysis that waits; False where none does."""
    from shencha.records.acts import analyses

    run = analyses.claim()
    if run is None:
        return False
    with tempfile.TemporaryDirectory(prefix="analysis-") as folder:
        try:
            arguments = _staged(run, Path(folder))
            answer, why = _called(arguments, Path(folder))
        except subprocess.TimeoutExpired:
            minutes = MOST_SECONDS // 60
            answer, why = (
                None,
                Text(f"超过 {minutes} 分钟没有算完", f"it was not done within {minutes} minutes"),
            )
    if answer is None:
        analyses.failed(run, why)
    else:
        analyses.finished(run, answer)
    return True


def _staged(run: Any, folder: Path) -> list[str]:
    """Put the inputs under their own names, those of the same name in folders of their own, and say the command."""
    from shencha.records import files

    named: dict[str, list[str]] = {}
    for at, one in enumerate(run.inputs.all(), start=1):
        name = one.name.lstrip("-") or "unnamed"
        place = folder / name
        if place.exists():
            place = folder / str(at) / name
            place.parent.mkdir(exist_ok=True)
        try:
            os.link(files.path_of(one.file.digest), place)
        except OSError:
            shutil.copyfile(files.path_of(one.file.digest), place)
        named.setdefault(one.role, []).append(str(place.relative_to(folder)))
    match run.kind:
        case "supply":
            options = [f"--{role}={named[role][0]}" for role in ("register", "services") if role in named]
            return ["supply", *named["bom"], *options]
        case "control":
            return ["control", *named["statements"], f"--of={run.parameters['of']}"]
        case "flows":
            return ["flows", named["flows"][0]]
        case _:
            return ["people", "verify", named["answer"][0]]


def _called(arguments: list[str], folder: Path) -> tuple[dict[str, Any] | None, Text]:
    done = _command([*arguments, "--json"], folder)
    if done.returncode == 0:
        with contextlib.suppress(ValueError):
            found = json.loads(done.stdout)
            if isinstance(found, dict):
                return found, Text("", "")
    if done.returncode != 2:
        return None, Text(
            "分析中断（内存不足或者程序错误）", "it broke off: too little memory, or a fault of the program"
        )
    said = [
        _command([*arguments, "--json", "--lang", lang], folder).stderr.decode(errors="replace").strip()
        for lang in ("zh", "en")
    ]
    return None, Text(*said)


def _command(arguments: list[str], folder: Path) -> subprocess.CompletedProcess[bytes]:
    environment = {"PATH": os.environ.get("PATH", ""), "HOME": str(folder), "LANG": "C.UTF-8"}
    if "PYTHONPATH" in os.environ:
        environment["PYTHONPATH"] = os.environ["PYTHONPATH"]
    return subprocess.run(  # noqa: S603  (our own command; names are files in a folder of ours)
        [sys.executable, "-c", _CALL, *arguments],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=MOST_SECONDS,
        check=False,
        preexec_fn=_limited,
    )


def _limited() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    os.nice(10)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shencha.server.settings")
    import django

    django.setup()
    work_forever()
