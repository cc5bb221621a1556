"""Runs an analysis in a process of its own, by the very command a party runs at home, and draws its picture.

A run that needs too much memory or time ends without harming anything else; its answer is the command's own.
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
from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings

from shencha.errors import BadInput, Fault, NotFound
from shencha.evidence.finding import method_version
from shencha.inputs import Document, parse_json
from shencha.records import files
from shencha.records.models import AnalysisInput, AnalysisRun
from shencha.text import Lang, Text

MOST_SECONDS = 15 * 60
MOST_SECONDS_OF_A_PICTURE = 120
MOST_MEMORY = 6 * 2**30
"""Address space, which mapped libraries fill long before memory is used."""
DRAWN = ("supply", "control", "flows", "people")
"""Analyses that have a picture."""
_CALL = "from shencha.cli.main import main; main()"


def answered(run: AnalysisRun) -> tuple[dict[str, Any] | None, Text]:
    """The answer of an analysis; or None, and why in both languages."""
    with tempfile.TemporaryDirectory(prefix="analysis-") as folder:
        if run.kind == "people":
            return _attached(run)
        try:
            return _called(_staged(run, Path(folder)), Path(folder))
        except subprocess.TimeoutExpired:
            minutes = MOST_SECONDS // 60
            return None, Text(f"超过 {minutes} 分钟没有算完", f"it was not done within {minutes} minutes")


def picture(run: AnalysisRun, lang: Lang, cut: str = "", *, narrow: bool = False) -> bytes:
    """The picture of a run that is done, as SVG; drawn once and kept beside the data.

    Args:
        cut: of a supply analysis, the cut that is shown; the most harmful otherwise.
        narrow: of a count, the picture for a phone.
    Raises:
        NotFound: this analysis has no picture, or it could not be drawn.
    """
    if run.kind not in DRAWN or run.state != AnalysisRun.State.DONE:
        raise _no_picture()
    if run.kind == "people":
        from shencha.evidence.people.picture import draw

        return draw(run.answer or {}, lang, narrow=narrow).encode()
    inputs = [(one.role, one.name, one.file.digest) for one in run.inputs.all()]
    shown = [method_version(), run.kind, run.parameters, inputs, cut]
    name = sha256(json.dumps(shown, sort_keys=True).encode()).hexdigest()
    kept = Path(settings.DATA) / "pictures" / f"{name}-{lang}.svg"
    if kept.exists():
        return kept.read_bytes()
    with tempfile.TemporaryDirectory(prefix="picture-") as place:
        folder = Path(place)
        arguments = [*_staged(run, folder), "--svg=drawn.svg", "--json", f"--lang={lang}"]
        if cut and run.kind == "supply":
            arguments.append(f"--cut={cut}")
        try:
            done = _command(arguments, folder, MOST_SECONDS_OF_A_PICTURE)
        except subprocess.TimeoutExpired:
            raise _no_picture() from None
        made = folder / "drawn.svg"
        if done.returncode != 0 or not made.exists():
            raise _no_picture()
        content = made.read_bytes()
        kept.parent.mkdir(mode=0o700, exist_ok=True)
        scratch = kept.with_name(f".{kept.name}.{os.getpid()}")
        scratch.write_bytes(content)
        scratch.replace(kept)
    return content


def _no_picture() -> NotFound:
    return NotFound(Text("没有这张图", "there is no such picture"))


def _staged(run: AnalysisRun, folder: Path) -> list[str]:
    """Put the inputs under their own names, those of the same name in folders of their own, and say the command."""
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
        case _:
            return ["flows", named["flows"][0]]


def _attached(run: AnalysisRun) -> tuple[dict[str, Any] | None, Text]:
    """The answer of a count that was made where the data lies; here it is only read."""
    from shencha.evidence.people.attached import attached

    try:
        read = [(one.role, _document(one)) for one in run.inputs.all()]
        (count,) = (document for role, document in read if role == "answer")
        earlier = [document for role, document in read if role == "earlier"]
        repeated = next((document for role, document in read if role == "repeated"), None)
        return attached(count, earlier, repeated), Text("", "")
    except BadInput as refused:
        return None, _told(refused.faults)


def _document(one: AnalysisInput) -> Document:
    try:
        text = b"".join(files.content(one.file)).decode()
    except UnicodeDecodeError:
        wrong = Text("不是 UTF-8 文本", "it is not UTF-8 text")
        right = Text(
            "请附上 shencha people --json 输出的文件", "attach the file that shencha people --json printed"
        )
        raise BadInput([Fault(one.name, "document", wrong, right)]) from None
    return parse_json(text, one.name)


def _told(faults: Iterable[Fault]) -> Text:
    listed = list(faults)
    return Text(
        "\n".join(f"{one.file}: {one.where}: {one.wrong.zh}；{one.right.zh}" for one in listed),
        "\n".join(f"{one.file}: {one.where}: {one.wrong.en}; {one.right.en}" for one in listed),
    )


def _called(arguments: Sequence[str], folder: Path) -> tuple[dict[str, Any] | None, Text]:
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
        _command([*arguments, "--json", f"--lang={lang}"], folder).stderr.decode(errors="replace").strip()
        for lang in ("zh", "en")
    ]
    return None, Text(*said)


def _command(
    arguments: Sequence[str], folder: Path, seconds: int = MOST_SECONDS
) -> subprocess.CompletedProcess[bytes]:
    environment = {"PATH": os.environ.get("PATH", ""), "HOME": str(folder), "LANG": "C.UTF-8"}
    if "PYTHONPATH" in os.environ:
        environment["PYTHONPATH"] = os.environ["PYTHONPATH"]
    return subprocess.run(  # noqa: S603  (our own command; names are files in a folder of ours)
        [sys.executable, "-c", _CALL, *arguments],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=seconds,
        check=False,
        preexec_fn=_limited,
    )


def _limited() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    os.nice(10)
