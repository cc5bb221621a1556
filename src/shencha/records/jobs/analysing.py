"""Runs an analysis in a process of its own, by the very analyser a party runs at home, and draws its picture.

A run that needs too much memory or time ends without harming anything else; how far it is, it writes down.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from shencha.errors import NotFound
from shencha.evidence.analysers import ANALYSERS
from shencha.evidence.finding import method_version
from shencha.records.clock import today
from shencha.records.files import places
from shencha.records.models import AnalysisRun
from shencha.text import Lang, Text

MOST_SECONDS = 15 * 60
MOST_SECONDS_OF_A_PICTURE = 120
REFUSED = 2
"""Exit code of inputs that cannot be used."""
MOST_MEMORY = 6 * 2**30
"""Address space, which mapped libraries fill long before memory is used."""
LOOKED_AT = 1.0
"""Seconds between two looks at how far it is."""


def answered(
    run: AnalysisRun, progressed: Callable[[float], None] = lambda share: None
) -> tuple[dict[str, Any] | None, Text]:
    """The answer of an analysis; or None, and why in both languages.

    Args:
        progressed: told the share that is done, 0 to 1, whenever it changes.
    """
    with tempfile.TemporaryDirectory(prefix="analysis-") as place:
        folder = Path(place)
        call = {"inputs": _staged(run, folder), "parameters": run.parameters, "on": today().isoformat()}
        try:
            done, told = _called(run.kind, call | {"progress": "share"}, folder, MOST_SECONDS, progressed)
        except subprocess.TimeoutExpired:
            minutes = MOST_SECONDS // 60
            return None, Text(f"超过 {minutes} 分钟没有算完", f"it was not done within {minutes} minutes")
    with contextlib.suppress(ValueError):
        found = json.loads(told)
        if done == 0 and isinstance(found, dict):
            return found, Text("", "")
        if done == REFUSED and isinstance(found, dict):
            return None, _told(found["faults"])
    return None, Text(
        "分析中断（内存不足或者程序错误）", "it broke off: too little memory, or a fault of the program"
    )


def picture(run: AnalysisRun, lang: Lang, cut: str = "", *, narrow: bool = False) -> bytes:
    """The picture of a run that is done, as SVG; drawn once and kept beside the data.

    Args:
        cut: of a supply analysis, the cut that is shown; the most harmful otherwise.
        narrow: of a count, the picture for a phone.
    Raises:
        NotFound: this analysis has no picture, or it could not be drawn.
    """
    if run.state != AnalysisRun.State.DONE:
        raise _no_picture()
    drawn = ANALYSERS[run.kind].draws_answer
    if drawn is not None:
        return drawn(run.answer or {}, lang, narrow).encode()
    on = (run.answer or {}).get("on") or timezone.localdate(run.asked_at).isoformat()
    inputs = [(one.role, one.name, one.file.digest) for one in run.inputs.all()]
    shown = [method_version(), run.kind, run.parameters, inputs, on, cut]
    name = sha256(json.dumps(shown, sort_keys=True).encode()).hexdigest()
    kept = Path(settings.DATA) / "pictures" / f"{name}-{lang}.svg"
    if kept.exists():
        return kept.read_bytes()
    with tempfile.TemporaryDirectory(prefix="picture-") as place:
        folder = Path(place)
        call = {"inputs": _staged(run, folder), "parameters": run.parameters, "on": on}
        try:
            done, content = _called(
                run.kind, call | {"lang": lang, "chosen": cut}, folder, MOST_SECONDS_OF_A_PICTURE
            )
        except subprocess.TimeoutExpired:
            raise _no_picture() from None
        if done != 0 or not content.strip():
            raise _no_picture()
        kept.parent.mkdir(mode=0o700, exist_ok=True)
        scratch = kept.with_name(f".{kept.name}.{os.getpid()}")
        scratch.write_bytes(content)
        scratch.replace(kept)
    return content


def _no_picture() -> NotFound:
    return NotFound(Text("没有这张图", "there is no such picture"))


def _staged(run: AnalysisRun, folder: Path) -> dict[str, list[str]]:
    """Put the inputs under their own names, those of the same name in folders of their own; their paths by role."""
    named: dict[str, list[str]] = {}
    for at, one in enumerate(run.inputs.all(), start=1):
        name = one.name.lstrip("-") or "unnamed"
        place = folder / name
        if place.exists():
            place = folder / str(at) / name
            place.parent.mkdir(exist_ok=True)
        places.lay(one.file.digest, place)
        named.setdefault(one.role, []).append(str(place.relative_to(folder)))
    return named


def _told(faults: Iterable[Mapping[str, Any]]) -> Text:
    listed = [(one["file"], one["where"], Text.of(one["wrong"]), Text.of(one["right"])) for one in faults]
    return Text(
        "\n".join(f"{file}: {where}: {wrong.zh}；{right.zh}" for file, where, wrong, right in listed),
        "\n".join(f"{file}: {where}: {wrong.en}; {right.en}" for file, where, wrong, right in listed),
    )


def _called(
    kind: str,
    call: Mapping[str, Any],
    folder: Path,
    seconds: int,
    progressed: Callable[[float], None] = lambda share: None,
) -> tuple[int, bytes]:
    """Run `python -m shencha.evidence KIND` in the folder; its exit code and what it printed.

    Raises:
        subprocess.TimeoutExpired: it was not done in that time, and was ended.
    """
    environment = {"PATH": os.environ.get("PATH", ""), "HOME": str(folder), "LANG": "C.UTF-8"}
    if "PYTHONPATH" in os.environ:
        environment["PYTHONPATH"] = os.environ["PYTHONPATH"]
    asked, printed = folder / ".asked", folder / ".printed"
    asked.write_text(json.dumps(call), "utf-8")
    with asked.open("rb") as given, printed.open("wb") as out:
        process = subprocess.Popen(  # noqa: S603  (our own module; names are files in a folder of ours)
            [sys.executable, "-m", "shencha.evidence", kind],
            cwd=folder,
            env=environment,
            stdin=given,
            stdout=out,
            stderr=subprocess.DEVNULL,
            preexec_fn=_limited,
        )
        with process:
            try:
                _watched(process, folder / "share", seconds, progressed)
            except subprocess.TimeoutExpired:
                process.kill()
                raise
    return process.returncode, printed.read_bytes()


def _watched(
    process: subprocess.Popen[bytes], share: Path, seconds: int, progressed: Callable[[float], None]
) -> None:
    """Wait for the end, and tell how far it is in between."""
    until, told = time.monotonic() + seconds, 0.0
    while True:
        try:
            process.wait(timeout=LOOKED_AT)
        except subprocess.TimeoutExpired:
            with contextlib.suppress(OSError, ValueError):
                now = float(share.read_text("utf-8"))
                if now != told:
                    told = now
                    progressed(now)
            if time.monotonic() > until:
                raise
        else:
            return


def _limited() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    os.nice(10)
