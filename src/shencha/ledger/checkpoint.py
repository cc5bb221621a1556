"""Checkpoints: the log's size and root, signed, as C2SP signed notes (c2sp.org/signed-note, tlog-checkpoint)."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from shencha.errors import ShenchaError
from shencha.text import Text

ED25519 = b"\x01"
DASH = "\u2014"
_NUMBER = re.compile(r"0|[1-9][0-9]{0,17}")


class Unverifiable(ShenchaError):
    """A receipt, checkpoint or key that does not prove what it claims; says which part of it fails."""

    code = "does_not_verify"
    exit_code = 1
    status = 422

    def __init__(self, part: str, text: Text) -> None:
        super().__init__(Text(f"{part}：{text.zh}", f"{part}: {text.en}"))
        self.part = part
        """`key`, `signature`, `path`, `leaf` or `checkpoint`; of what cannot be read, the field."""


class Unreadable(Unverifiable):
    """It is not of the form that the standard asks for; nothing is said about what it claims."""

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
        raw = decoded("key", encoded)
        if not _is_name(name) or len(raw) != 33 or raw[:1] != ED25519:
            raise Unreadable(
                "key",
                Text(
                    "不是 Ed25519 验证密钥；请写成 名称+编号+公钥",
                    "this is not an Ed25519 verifier key; write NAME+ID+KEY",
                ),
            )
        key = cls(name, raw[1:])
        if key.id.hex() != key_id:
            raise Unreadable("key", Text("编号与公钥不符", "its id does not belong to it"))
        return key


@dataclass(frozen=True)
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

    @cached_property
    def verifier(self) -> VerifierKey:
        """The public half."""
        return VerifierKey(self.name, self.private.public_key().public_bytes_raw())


CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f]")


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
    text, _, signatures = note.partition("\n\n")
    lines = text.split("\n")
    if len(lines) < 3 or not lines[0] or not signatures.endswith("\n"):
        raise Unreadable(
            "checkpoint",
            Text(
                "不是来源、条数、根、空行和签名各成一行",
                "it is not origin, size, root, a blank line, signatures",
            ),
        )
    if CONTROLS.search(note):
        raise Unreadable("checkpoint", Text("含有控制字符", "it contains control characters"))
    size = number("size", lines[1])
    root = decoded("root", lines[2], 32)
    return Checkpoint(lines[0], size, root), [_signature(line) for line in signatures[:-1].split("\n")]


def verify(note: str, key: VerifierKey) -> Checkpoint:
    """The checkpoint, once the log's own signature on it is found good.

    Raises:
        Unreadable: the note is malformed. Unverifiable: no signature by this key, a wrong one, another log's.
    """
    checkpoint, signatures = parse(note)
    ours = [raw[4:] for name, raw in signatures if name == key.name and raw[:4] == key.id]
    if not ours:
        raise Unverifiable(
            "key",
            Text(
                f"检查点没有 {key.name} 这一密钥的签名",
                f"the checkpoint is not signed by this key of {key.name}",
            ),
        )
    public = Ed25519PublicKey.from_public_bytes(key.public)
    signed = (note.partition("\n\n")[0] + "\n").encode()
    for signature in ours:
        try:
            public.verify(signature, signed)
        except InvalidSignature:
            raise Unverifiable(
                "signature", Text("检查点的签名不成立", "the checkpoint's signature does not verify")
            ) from None
    if checkpoint.origin != key.name:
        raise Unverifiable(
            "key",
            Text(
                f"检查点属于日志 {checkpoint.origin}，不属于密钥所属的 {key.name}",
                f"the checkpoint is of the log {checkpoint.origin}, not of the key's, {key.name}",
            ),
        )
    return checkpoint


def decoded(part: str, encoded: str, size: int | None = None) -> bytes:
    """The bytes of a base64 text, of that size if given; the one way to write them and no other.

    Raises:
        Unreadable: anything else.
    """
    try:
        raw = base64.b64decode(encoded, validate=True)
    except ValueError:
        raw = b""
    if not raw or base64.b64encode(raw).decode() != encoded:
        raise Unreadable(part, Text("不是规范的 Base64", "it is not canonical base64"))
    if size is not None and len(raw) != size:
        raise Unreadable(part, Text(f"不是 {size} 字节", f"it is not {size} bytes"))
    return raw


def number(part: str, written: str) -> int:
    """A count as the standards write it: ASCII digits without leading zeros.

    Raises:
        Unreadable: anything else.
    """
    if not _NUMBER.fullmatch(written):
        raise Unreadable(
            part, Text("不是没有前导零的十进制数", "it is not a decimal number without leading zeros")
        )
    return int(written)


def _signature(line: str) -> tuple[str, bytes]:
    dash, _, rest = line.partition(" ")
    name, _, encoded = rest.partition(" ")
    if dash != DASH or not _is_name(name):
        raise Unreadable("signature", Text("不是签名行", "it is no signature line"))
    raw = decoded("signature", encoded)
    if len(raw) < 5:
        raise Unreadable("signature", Text("太短", "it is too short"))
    return name, raw


def _is_name(name: str) -> bool:
    return bool(name) and "+" not in name and not any(char.isspace() for char in name)
