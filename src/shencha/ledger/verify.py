"""Verify a receipt of shencha on your own machine: this one file, Python, and `cryptography`.

    python verify.py RECEIPT.tlog-proof NAME+ID+KEY

Formats: c2sp.org/tlog-proof, tlog-checkpoint, signed-note; hashes RFC 6962; entry HMAC-SHA256(salt, canonical JSON).
"""

import base64
import hmac
import json
import re
import sys
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

dump = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode
is_number = re.compile("0|[1-9][0-9]{0,17}").fullmatch


class Malformed(ValueError):
    """It cannot be read (exit code 2); a plain ValueError says what does not verify (exit code 1)."""


def verified(receipt: str, key: str) -> dict[str, Any]:
    """What the receipt proves: index, record (None if withheld), size and root; ValueError says what fails."""
    head, _, note = receipt.partition("\n\n")
    header, extra, index, *path = (*head.split("\n"), "", "")
    ok(header == "c2sp.org/tlog-proof@v1" and extra[:6] == "extra " and index[:6] == "index ", "receipt")
    ok(is_number(index[6:]), "index")
    at, steps = int(index[6:]), [decoded(line, "path", 32) for line in path[:-2]]
    raw = decoded(extra[6:], "extra")
    try:
        ok(dump(carried := json.loads(raw.decode())).encode() == raw and type(carried) is dict, "extra")
    except (ValueError, RecursionError):
        raise Malformed("extra: malformed") from None
    ok(carried.keys() <= {"entry", "record", "salt", "key"} and type(carried.get("key", "")) is str, "extra")
    ok(("record" in carried) == ("salt" in carried) and type(carried.get("record", {})) is dict, "record")
    entry, record = decoded(carried.get("entry"), "entry", 32), carried.get("record")
    salt = decoded(carried["salt"], "salt", 32) if "salt" in carried else b""
    size, root = checkpoint(note, key)
    if salt and hmac.digest(salt, dump(record).encode(), "sha256") != entry:
        raise ValueError("leaf: record and salt do not give the entry")
    inner, node = (at ^ (size - 1)).bit_length(), sha256(b"\x00" + entry).digest()
    sides = [at >> level & 1 for level in range(inner)] + [1] * (at >> inner).bit_count()
    for left, step in zip(sides, steps, strict=False):
        node = sha256(b"\x01" + (step + node if left else node + step)).digest()
    if at >= size or len(steps) != len(sides) or node != root:
        raise ValueError("path: entry, index and path do not lead to the signed root")
    return {"index": at, "record": record, "size": size, "root": root.hex()}


def checkpoint(note: str, key: str) -> tuple[int, bytes]:
    """Size and root of a checkpoint whose signature by that key is good."""
    name, key_id, encoded = (*key.strip().split("+", 2), "", "")[:3]
    public = decoded(encoded, "key", 33)
    ok(public[:1] == b"\x01" and sha256(name.encode() + b"\n" + public).hexdigest()[:8] == key_id, "key")
    body, _, lines = note.partition("\n\n")
    origin, written, root = (*body.split("\n"), "", "", "")[:3]
    ok(origin and lines[-1:] == "\n" and not re.search("[\0-\x09\x0b-\x1f]", note), "checkpoint")
    ok(is_number(written), "size")
    size, top = int(written), decoded(root, "root", 32)
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


def ok(condition: object, part: str) -> None:
    """Malformed unless it holds."""
    if not condition:
        raise Malformed(f"{part}: malformed")


def decoded(text: Any, part: str, size: int = 0) -> bytes:
    """The bytes of a canonical base64 text, of that size if given."""
    ok(type(text) is str and re.fullmatch("([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2,3}=*)?", text), part)
    raw = base64.b64decode(text + "=" * (-len(text) % 4))
    ok(raw and base64.b64encode(raw).decode() == text and size in (0, len(raw)), part)
    return raw


if __name__ == "__main__":
    try:
        with open(sys.argv[1], encoding="utf-8", newline="") as file:
            print(json.dumps(verified(file.read(), sys.argv[2]), ensure_ascii=False, indent=2))
    except (ValueError, OSError, IndexError, RecursionError) as error:
        print(f"does not verify: {error}" if len(sys.argv) > 2 else __doc__, file=sys.stderr)
        sys.exit(1 if type(error) is ValueError else 2)
