"""Verify a receipt of shencha on your own machine: this one file, Python, and `cryptography`.

    python verify.py RECEIPT.tlog-proof NAME+ID+KEY

Formats: c2sp.org/tlog-proof, tlog-checkpoint, signed-note; hashes RFC 6962; entry HMAC-SHA256(salt, canonical JSON).
"""

import base64
import hashlib
import hmac
import json
import sys

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def verified(receipt: str, key: str) -> dict:
    """The record that the receipt proves, with the log's size and root; ValueError says what does not fit."""
    head, _, note = receipt.partition("\n\n")
    header, extra, index_line, *path = head.split("\n")
    if header != "c2sp.org/tlog-proof@v1":
        raise ValueError("not a transparency log proof")
    carried = json.loads(base64.b64decode(extra.removeprefix("extra "), validate=True))
    salt = base64.b64decode(carried["salt"], validate=True)
    size, root = checkpoint(note, key)
    canonical = json.dumps(carried["record"], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    leaf = sha256(b"\x00" + hmac.digest(salt, canonical.encode(), "sha256"))
    steps = [base64.b64decode(line, validate=True) for line in path]
    if root_of(leaf, int(index_line.removeprefix("index ")), size, steps) != root:
        raise ValueError("record, index or path do not lead to the signed root")
    return {"record": carried["record"], "size": size, "root": root.hex()}


def checkpoint(note: str, key: str) -> tuple[int, bytes]:
    """Size and root of a checkpoint whose signature by that key is good."""
    name, key_id, encoded = key.split("+", 2)
    public = base64.b64decode(encoded, validate=True)
    if sha256(name.encode() + b"\n" + public)[:4].hex() != key_id or public[:1] != b"\x01":
        raise ValueError("not an Ed25519 verifier key")
    body, _, signatures = note.partition("\n\n")
    for line in signatures.splitlines():
        signer, _, signature = line.removeprefix("\u2014 ").rpartition(" ")
        raw = base64.b64decode(signature, validate=True)
        if signer == name and raw[:4].hex() == key_id:
            try:
                Ed25519PublicKey.from_public_bytes(public[1:]).verify(raw[4:], f"{body}\n".encode())
            except InvalidSignature:
                raise ValueError("the checkpoint's signature does not verify") from None
            _, size, root = body.split("\n")[:3]
            return int(size), base64.b64decode(root, validate=True)
    raise ValueError(f"the checkpoint is not signed by {name}")


def root_of(node: bytes, index: int, size: int, steps: list[bytes]) -> bytes:
    """The root to which an inclusion path leads (RFC 9162, 2.1.3.2)."""
    last = size - 1
    if not 0 <= index <= last:
        raise ValueError("the entry lies outside the tree")
    for step in steps:
        if last == 0:
            raise ValueError("the path is too long")
        if index & 1 or index == last:
            node = sha256(b"\x01" + step + node)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            node = sha256(b"\x01" + node + step)
        index, last = index >> 1, last >> 1
    if last:
        raise ValueError("the path is too short")
    return node


def sha256(data: bytes) -> bytes:
    """SHA-256."""
    return hashlib.sha256(data).digest()


def main() -> int:
    """0 when the receipt verifies, 1 when not; what it proves is printed."""
    with open(sys.argv[1], encoding="utf-8") as file:
        text = file.read()
    try:
        print(json.dumps(verified(text, sys.argv[2]), ensure_ascii=False, indent=2))
    except (ValueError, KeyError, TypeError) as error:
        print(f"does not verify: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
