"""Verify the bundle of a case on your own machine: this file, `verify.py` beside it, Python and `cryptography`.

    python verify_bundle.py BUNDLE.zip NAME+ID+KEY

Its own receipt (bundle.tlog-proof) names every other member with its digest; each entry is a receipt of its own.
"""

import sys
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

try:
    from verify import Malformed, verified  # type: ignore[import-not-found]
except ModuleNotFoundError:
    from shencha.ledger.verify import Malformed, verified

OWN, ENTRY, LARGEST = "bundle.tlog-proof", ".tlog-proof", 2**24
BROKEN = (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, EOFError, OSError)


def faults(bundle: Any, key: str) -> Iterator[tuple[str, str]]:
    """The members that are not what the log holds, each with what is wrong.

    Raises:
        Malformed: it is no bundle, or its own receipt cannot be read. ValueError: its own receipt does not verify.
    """
    try:
        with zipfile.ZipFile(bundle) as archive:
            yield from _faults(archive, key)
    except BROKEN as error:
        raise Malformed(f"bundle: {error}") from None


def listed(archive: zipfile.ZipFile, key: str) -> dict[str, dict[str, Any]]:
    """What the bundle's own receipt says of each member: size and SHA-256."""
    if archive.namelist().count(OWN) != 1:
        raise Malformed(f"{OWN}: missing or twice")
    record = verified(_receipt(archive, OWN), key)["record"]
    if not record or record.get("act") != "bundle_given":
        raise ValueError(f"{OWN}: it is no bundle's receipt")
    members: dict[str, dict[str, Any]] = record["said"]["members"]
    return members


def _faults(archive: zipfile.ZipFile, key: str) -> Iterator[tuple[str, str]]:
    members, there = listed(archive, key), archive.namelist()
    for name in sorted(set(there) - {OWN} - members.keys()):
        yield name, "stranger"
    for name, told in members.items():
        if there.count(name) != 1:
            yield name, "twice" if name in there else "missing"
        elif (why := _changed(archive, name, told)) or (
            name.endswith(ENTRY) and (why := _unproved(archive, name, key))
        ):
            yield name, why


def _changed(archive: zipfile.ZipFile, name: str, told: dict[str, Any]) -> str:
    digest, size = sha256(), 0
    try:
        with archive.open(name) as member:
            while (piece := member.read(1 << 20)) and size <= told["size"]:
                digest.update(piece)
                size += len(piece)
    except BROKEN:
        return "changed"
    return "" if (size, digest.hexdigest()) == (told["size"], told["sha256"]) else "changed"


def _unproved(archive: zipfile.ZipFile, name: str, key: str) -> str:
    try:
        verified(_receipt(archive, name), key)
    except ValueError as error:
        return str(error)
    return ""


def _receipt(archive: zipfile.ZipFile, name: str) -> str:
    with archive.open(name) as member:
        try:
            return member.read(LARGEST).decode()
        except UnicodeDecodeError:
            raise Malformed(f"{name}: malformed") from None


if __name__ == "__main__":
    try:
        found = list(faults(sys.argv[1], sys.argv[2]))
    except (ValueError, IndexError) as error:
        print(f"does not verify: {error}" if len(sys.argv) > 2 else __doc__, file=sys.stderr)
        sys.exit(1 if type(error) is ValueError else 2)
    print(
        "\n".join(f"{name}: {why}" for name, why in found) or "it holds: every member is what the log holds"
    )
    sys.exit(1 if found else 0)
