"""Sealing to an office's key and opening again (age, through pyrage), in constant memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from shencha.documents.dossier.archive import AGAIN, Source
from shencha.documents.dossier.manifest import Broken
from shencha.errors import BadInput, Fault
from shencha.text import Text

if TYPE_CHECKING:
    from pyrage.x25519 import Identity, Recipient


def fresh_identity() -> str:
    """A new key, to be kept secret; `AGE-SECRET-KEY-1…`."""
    from pyrage.x25519 import Identity

    return str(Identity.generate())


def recipient_of(identity: str) -> str:
    """The public half, `age1…`, to which others seal."""
    return str(read_identities(identity, "key")[0].to_public())


def read_recipient(text: str, where: str) -> Recipient:
    """The recipient in a text such as an office publishes; lines that begin with # are remarks.

    Raises:
        BadInput: there is none.
    """
    from pyrage import RecipientError
    from pyrage.x25519 import Recipient

    try:
        return Recipient.from_str(_only_line(text))
    except RecipientError:
        raise BadInput(
            [
                Fault(
                    "shencha dossier",
                    where,
                    Text("不是 age 公钥", "it is no age recipient"),
                    Text(
                        "请给出审查机构公布的 age1… 公钥或者含有它的文件",
                        "give the age1… key that the office publishes, or a file with it",
                    ),
                )
            ]
        ) from None


def read_identities(text: str, where: str) -> list[Identity]:
    """The secret keys in the text of a key file, a line each; lines that begin with # are remarks.

    Raises:
        BadInput: there is none, or something else.
    """
    from pyrage import IdentityError
    from pyrage.x25519 import Identity

    try:
        return [Identity.from_str(line) for line in _lines(text) or [""]]
    except IdentityError:
        raise BadInput(
            [
                Fault(
                    "shencha dossier",
                    where,
                    Text("不是 age 密钥", "it is no age identity"),
                    Text("请给出含有 AGE-SECRET-KEY-1… 的文件", "give a file that holds AGE-SECRET-KEY-1…"),
                )
            ]
        ) from None


def seal(chunks: Iterator[bytes], out: Any, recipient: Recipient) -> None:
    """Write the bytes sealed to a recipient.

    Raises:
        Whatever the chunks raise.
    """
    import pyrage

    source = Pulled(chunks)
    pyrage.encrypt_io(source, out, [recipient])
    if source.error is not None:
        raise source.error


def unseal(source: Source, out: Any, identities: Sequence[Identity], file: str) -> None:
    """Write what was sealed.

    Raises:
        Broken: it was sealed to another key, changed or cut off.
    """
    import pyrage

    try:
        pyrage.decrypt_io(source, out, identities)
    except (pyrage.DecryptError, OSError) as wrong:
        if isinstance(wrong, OSError) and wrong.errno is not None:
            raise
        said = Text(
            "无法打开：不是封装给这一密钥的，或者已被改动、截断",
            "it does not open: it is sealed to another key, or was changed or cut off",
        )
        raise Broken([Fault(file, "seal", said, AGAIN)]) from None


class Pulled:
    """A readable stream over pieces; where they fail it ends, and says why in `error`."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self.chunks, self.rest = chunks, b""
        self.error: BadInput | OSError | None = None

    def read(self, size: int = -1, /) -> bytes:
        """Up to that many of the next bytes."""
        while not self.rest:
            try:
                piece = next(self.chunks, None)
            except (BadInput, OSError) as error:  # another language's reader would not let it through
                self.error = error
                return b""
            if piece is None:
                return b""
            self.rest = piece
        if size < 0:
            size = len(self.rest)
        data, self.rest = self.rest[:size], self.rest[size:]
        return data


def _only_line(text: str) -> str:
    lines = _lines(text)
    return lines[0] if len(lines) == 1 else ""


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
