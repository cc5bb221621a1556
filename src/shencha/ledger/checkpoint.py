"""Checkpoints: the log's size and root, signed, as C2SP signed notes (c2sp.org/signed-note, tlog-checkpoint)."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from shencha.errors import ShenchaError
from shencha.text import Text

ED25519 = b"\x01"
DASH = "\u2014"


class Unverifiable(ShenchaError):
    """A receipt, checkpoint or key that does not prove what it claims, or that cannot be read."""

    code = "does_not_verify"
    exit_code = 1
    status = 422


class Unreadable(Unverifiable):
    """It is not of the form that the standard asks for."""

    code = "unreadable_proof"
    exit_code = 2


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """The public half of a log's key, written `name+id+base64`."""

    name: str
    public: bytes

    @property
    def id(self) -> bytes:
        """Four bytes that name the key in a signature line."""
        return sha256(self.name.encode() + b"\n" + ED25519 + self.public).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{base64.b64encode(ED25519 + self.public).decode()}"

    @classmethod
    def parse(cls, text: str) -> VerifierKey:
        """Read `name+id+base64`.

        Raises:
            Unreadable: another form, another algorithm, or an id that does not belong to the key.
        """
        name, _, rest = text.strip().partition("+")
        key_id, _, encoded = rest.partition("+")
        raw = _decoded(encoded, Text("公钥", "the public key"))
        if not name or len(raw) != 33 or raw[:1] != ED25519:
            raise Unreadable(Text("公钥不是 Ed25519 验证密钥", "this is not an Ed25519 verifier key"))
        key = cls(name, raw[1:])
        if key.id.hex() != key_id:
            raise Unreadable(Text("公钥编号与公钥不符", "the key's id does not belong to the key"))
        return key


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A log's key; keep it secret."""

    name: str
    private: Ed25519PrivateKey

    @classmethod
    def fresh(cls, name: str) -> SigningKey:
        """A new key for the log of that name."""
        return cls(name, Ed25519PrivateKey.generate())

    @classmethod
    def from_seed(cls, name: str, seed: bytes) -> SigningKey:
        """The key of a stored 32-byte seed."""
        return cls(name, Ed25519PrivateKey.from_private_bytes(seed))

    @property
    def seed(self) -> bytes:
        """The 32 bytes to store."""
        return self.private.private_bytes_raw()

    @property
    def verifier(self) -> VerifierKey:
        """The public half."""
        return VerifierKey(self.name, self.private.public_key().public_bytes_raw())


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a log states about itself at one size."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        """The signed text, its last newline included."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


def sign(checkpoint: Checkpoint, key: SigningKey) -> str:
    """The checkpoint as a signed note."""
    text = checkpoint.text()
    signature = base64.b64encode(key.verifier.id + key.private.sign(text.encode())).decode()
    return f"{text}\n{DASH} {key.name} {signature}\n"


def parse(note: str) -> tuple[Checkpoint, list[tuple[str, bytes]]]:
    """The checkpoint in a signed note and its signature lines as (name, id and signature); nothing is verified.

    Raises:
        Unreadable: another form; says which line.
    """
    text, blank, signatures = note.partition("\n\n")
    lines = text.split("\n")
    if not blank or len(lines) < 3:
        raise Unreadable(Text("检查点缺少正文或者签名", "the checkpoint lacks its text or its signatures"))
    if not lines[1].isdecimal() or (lines[1] != "0" and lines[1].startswith("0")):
        raise Unreadable(Text("检查点的条数不是数字", "the checkpoint's size is not a number"))
    root = _decoded(lines[2], Text("检查点的根", "the checkpoint's root"))
    if not lines[0] or len(root) != 32:
        raise Unreadable(
            Text("检查点没有来源，或者根不是 32 字节", "no origin, or a root that is not 32 bytes")
        )
    found = []
    for line in signatures.splitlines():
        dash, _, rest = line.partition(" ")
        name, _, encoded = rest.rpartition(" ")
        raw = _decoded(encoded, Text("签名", "a signature"))
        if dash != DASH or not name or len(raw) < 5:
            raise Unreadable(Text(f"签名行有误：{line[:60]}", f"this is no signature line: {line[:60]}"))
        found.append((name, raw))
    if not found:
        raise Unreadable(Text("检查点没有签名", "the checkpoint bears no signature"))
    return Checkpoint(lines[0], int(lines[1]), root), found


def verify(note: str, key: VerifierKey) -> Checkpoint:
    """The checkpoint, once the log's own signature on it is found good.

    Raises:
        Unreadable: the note is malformed. Unverifiable: no signature by this key, or a wrong one.
    """
    checkpoint, signatures = parse(note)
    signed = (note.partition("\n\n")[0] + "\n").encode()
    for name, raw in signatures:
        if name == key.name and raw[:4] == key.id:
            try:
                Ed25519PublicKey.from_public_bytes(key.public).verify(raw[4:], signed)
            except InvalidSignature:
                raise Unverifiable(
                    Text("检查点的签名不成立", "the checkpoint's signature does not verify")
                ) from None
            return checkpoint
    raise Unverifiable(Text(f"检查点没有 {key.name} 的签名", f"the checkpoint is not signed by {key.name}"))


def _decoded(encoded: str, what: Text) -> bytes:
    try:
        return base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        raise Unreadable(Text(f"{what.zh}不是有效的 Base64", f"{what.en} is not valid base64")) from None
