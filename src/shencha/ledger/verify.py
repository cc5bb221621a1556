"""Verify a receipt of shencha on your own machine: this one file, Python, and `cryptography`.

    python verify.py RECEIPT.tlog-proof NAME+ID+KEY

Formats: c2sp.org/tlog-proof, tlog-checkpoint, signed-note; hashes RFC 6962; entry HMAC-SHA256(salt, canonical JSON).
"""

import base64
import hashlib
import hmac
import json
import re
import sys
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


class Malformed(ValueError):
    """It cannot be read (exit code 2); any other ValueError says what does not verify (exit code 1)."""


def verified(receipt: str, key: str) -> dict[str, Any]:
    """What the receipt proves: index, record (None if withheld), size and root; ValueError says what fails."""
    head, _, note = receipt.partition("\n\n")
    header, extra, index, *path = (*head.split("\n"), "", "")
    ok(header == "c2sp.org/tlog-proof@v1" and extra[:6] == "extra " and index[:6] == "index ", "receipt")
    carried, at = mapping(decoded(extra[6:], "extra")), number(index[6:], "index")
    steps = [decoded(line, "path", 32) for line in path[:-2]]
    entry, record = decoded(carried.get("entry"), "entry", 32), carried.get("record")
    salt = decoded(carried["salt"], "salt", 32) if "salt" in carried else None
    ok(("record" in carried) == ("salt" in carried) and isinstance(carried.get("record", {}), dict), "record")
    ok(
        carried.keys() <= {"entry", "record", "salt", "key"} and isinstance(carried.get("key", ""), str),
        "extra",
    )
    size, root = checkpoint(note, key)
    if salt and hmac.digest(salt, canonical(record), "sha256") != entry:
        raise ValueError("leaf: record and salt do not give the entry")
    if root_of(sha256(b"\x00" + entry), at, size, steps) != root:
        raise ValueError("path: entry, index and path do not lead to the signed root")
    return {"index": at, "record": record, "size": size, "root": root.hex()}


def checkpoint(note: str, key: str) -> tuple[int, bytes]:
    """Size and root of a checkpoint whose signature by that key is good."""
    name, key_id, encoded = (*key.strip().split("+", 2), "", "")[:3]
    public = decoded(encoded, "key", 33)
    ok(public[:1] == b"\x01" and sha256(name.encode() + b"\n" + public)[:4].hex() == key_id, "key")
    body, _, lines = note.partition("\n\n")
    origin, written, root = (*body.split("\n"), "", "", "")[:3]
    ok(bool(origin) and lines[-1:] == "\n" and not re.search("[\0-\x09\x0b-\x1f]", note), "checkpoint")
    size, top = number(written, "size"), decoded(root, "root", 32)
    parts = [re.fullmatch("\u2014 ([^\\s+]+) (\\S+)", line) for line in lines[:-1].split("\n")]
    signed = [(part[1], decoded(part[2], "signature")) if part else ("", b"") for part in parts]
    ok(all(len(signature) > 4 for _, signature in signed), "signature")
    ours = [signature[4:] for signer, signature in signed if (signer, signature[:4].hex()) == (name, key_id)]
    if not ours or origin != name:
        raise ValueError("key: the checkpoint is not signed by this key for this log")
    try:
        for signature in ours:
            Ed25519PublicKey.from_public_bytes(public[1:]).verify(signature, f"{body}\n".encode())
    except InvalidSignature:
        raise ValueError("signature: the checkpoint's signature does not verify") from None
    return size, top


def root_of(node: bytes, index: int, size: int, steps: list[bytes]) -> bytes | None:
    """The root to which an inclusion path leads (RFC 9162, 2.1.3.2), or None if its length is wrong."""
    last = size - 1 if 0 <= index < size else -1
    for step in steps:
        if last < 1:
            return None
        if index & 1 or index == last:
            node = sha256(b"\x01" + step + node)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            node = sha256(b"\x01" + node + step)
        index, last = index >> 1, last >> 1
    return node if last == index == 0 else None


def ok(condition: bool, part: str) -> None:
    """Malformed unless it holds."""
    if not condition:
        raise Malformed(f"{part}: malformed")


def decoded(text: Any, part: str, size: int = 0) -> bytes:
    """The bytes of a canonical base64 text, of that size if given."""
    ok(isinstance(text, str) and bool(re.fullmatch("([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2,3}=*)?", text)), part)
    raw = base64.b64decode(text + "=" * (-len(text) % 4))
    ok(bool(raw) and base64.b64encode(raw).decode() == text and size in (0, len(raw)), part)
    return raw


def number(text: str, part: str) -> int:
    """A decimal number without leading zeros."""
    ok(bool(re.fullmatch("0|[1-9][0-9]{0,17}", text)), part)
    return int(text)


def mapping(raw: bytes) -> dict[str, Any]:
    """A JSON object in its one canonical form."""
    try:
        data = json.loads(raw.decode())
        ok(isinstance(data, dict) and canonical(data) == raw, "extra")
    except (ValueError, RecursionError):
        raise Malformed("extra: malformed") from None
    return data  # type: ignore[no-any-return]


def canonical(record: Any) -> bytes:
    """Sorted keys, no spaces, UTF-8."""
    return json.dumps(
        record, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    ).encode()


def sha256(data: bytes) -> bytes:
    """SHA-256."""
    return hashlib.sha256(data).digest()


def main() -> int:
    """0 when the receipt verifies, 1 when not, 2 when it cannot be read; what it proves is printed."""
    try:
        with open(sys.argv[1], encoding="utf-8", newline="") as file:
            print(json.dumps(verified(file.read(), sys.argv[2]), ensure_ascii=False, indent=2))
    except (ValueError, OSError, IndexError) as error:
        print(f"does not verify: {error}" if len(sys.argv) > 2 else __doc__, file=sys.stderr)
        return 2 if isinstance(error, (Malformed, UnicodeError, OSError, IndexError)) else 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
