"""Asks ClamAV's `clamd` over its socket whether a file is malware; off unless SHENCHA_CLAMD names the socket.

Protocol: clamd(8), command INSTREAM: pieces with their length before them, an empty one at the end, one line back.
"""

from __future__ import annotations

import os
import socket
import struct
from pathlib import Path

from django.conf import settings

from shencha.documents.kinds.marks import FOUND
from shencha.errors import BadInput, Fault
from shencha.records.files import places
from shencha.records.models import StoredFile
from shencha.text import Text

PIECE = 2**18
SECONDS = 120
"""How long one answer may take."""
CLEAN, LARGE, WAITING = "clean", "large", "waiting"
AT_ONCE = 20
"""Files that the worker scans again in a round."""


def scanned(path: Path, name: str) -> str:
    """What the scanner says of a file: `clean`, `large`, `waiting` where it does not answer; empty where it is off.

    Raises:
        BadInput: it is malware.
    """
    if not settings.CLAMD:
        return ""
    said = asked(path, settings.CLAMD)
    if said.startswith(FOUND):
        found = said.removeprefix(FOUND)
        wrong = Text(
            f"病毒检查报告：{found}，没有留存",
            f"the malware scanner reports {found}; nothing of it was kept",
        )
        right = Text("请检查计算机后重新导出文件", "check your computer, then export the file again")
        raise BadInput([Fault(name, "file", wrong, right)])
    return said


def asked(path: Path, place: str) -> str:
    """The scanner's answer for a file: `clean`, `large`, `waiting`, or `found:NAME`.

    Args:
        place: path of a Unix socket, or host:port.
    """
    try:
        with _connected(place) as one, path.open("rb") as file:
            answer = _told(one, file.fileno())
    except OSError:
        return WAITING
    if answer.endswith("FOUND"):
        return f"{FOUND}{answer.removeprefix('stream: ').removesuffix(' FOUND')[:100]}"
    if "size limit exceeded" in answer:
        return LARGE
    return CLEAN if answer == "stream: OK" else WAITING


def rescan() -> int:
    """Ask again about files that the scanner did not answer for; how many were answered."""
    if not settings.CLAMD:
        return 0
    done = 0
    for file in StoredFile.objects.filter(scanned=WAITING).order_by("kept_at")[:AT_ONCE]:
        with places.lying(file.digest) as path:
            said = asked(path, settings.CLAMD)
        if said == WAITING:
            break
        StoredFile.objects.filter(pk=file.pk).update(scanned=said)
        done += 1
    return done


def _connected(place: str) -> socket.socket:
    host, _, port = place.rpartition(":")
    if host and port.isdecimal():
        return socket.create_connection((host, int(port)), timeout=SECONDS)
    one = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    one.settimeout(SECONDS)
    try:
        one.connect(place)
    except OSError:
        one.close()
        raise
    return one


def _told(one: socket.socket, file: int) -> str:
    """Send a file; a scanner that has enough answers and closes before all was sent."""
    try:
        one.sendall(b"zINSTREAM\0")
        while piece := os.read(file, PIECE):
            one.sendall(struct.pack("!I", len(piece)) + piece)
        one.sendall(struct.pack("!I", 0))
    except (BrokenPipeError, ConnectionResetError):
        pass  # its answer waits to be read
    answer = b""
    while b"\0" not in answer and len(answer) < 4096 and (more := one.recv(4096)):
        answer += more
    return answer.split(b"\0")[0].decode("utf-8", "replace").strip()
