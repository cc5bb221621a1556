"""Opening a dossier that arrives: its parts joined, its seal opened, every byte verified before any is used."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from shencha.documents.dossier.archive import SEALED, verify
from shencha.documents.dossier.manifest import Paper
from shencha.documents.dossier.parts import Joined, found_parts, in_order, opened
from shencha.documents.dossier.seal import read_identities, unseal
from shencha.documents.dossier.supplement import Carried


@dataclass(frozen=True, slots=True)
class Arrived:
    """A dossier of which every byte has been verified."""

    manifest: Carried
    source: Joined
    name: str

    def each(self, take: Callable[[Paper, Iterator[bytes]], None]) -> None:
        """Read it once more and hand over the content of each paper, in order.

        Raises:
            Broken: it is not what it was a moment ago.
        """
        self.source.rewind()
        verify(self.source, self.name, take)


def examined(paths: Sequence[Path], identity: str | None = None) -> Carried:
    """The manifest of a dossier on disk, once verified.

    Args:
        identity: the secret key of a sealed one.
    Raises:
        BadInput: a file is not there. Broken: what was changed, cut off, added or is missing.
    """
    with ExitStack() as stack:
        source = opened(found_parts(paths), stack)
        return stack.enter_context(_verified(source, str(paths[0]), identity, None)).manifest


@contextmanager
def arrived(
    files: Sequence[tuple[str, BinaryIO]], identity: str | None = None, folder: Path | None = None
) -> Iterator[Arrived]:
    """A dossier that comes as named streams, parts in any order; they must be able to rewind.

    Args:
        folder: where a sealed dossier is opened, for as long as it is used.
    Raises:
        Broken: as `examined`.
    """
    name = files[0][0] if files else "-"
    order = in_order([one for one, _ in files], name)
    with _verified(Joined([files[at][1] for at in order]), name, identity, folder) as found:
        yield found


@contextmanager
def _verified(source: Joined, name: str, identity: str | None, folder: Path | None) -> Iterator[Arrived]:
    sealed = source.read(len(SEALED)) == SEALED
    source.rewind()
    if not sealed or identity is None:
        yield Arrived(verify(source, name), source, name)
        return
    key = read_identities(identity, "--identity")
    with tempfile.TemporaryFile(dir=folder) as plain:
        unseal(source, plain, key, name)
        inside = Joined([cast("BinaryIO", plain)])
        inside.rewind()
        yield Arrived(verify(inside, name), inside, name)
