"""A file that arrives in pieces, on both databases: beside PostgreSQL each range may come to another machine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.instances import working_on

from shencha.errors import BadInput
from shencha.records import files
from shencha.records.acts import arrivals
from shencha.records.acts.arrivals import Arrived, Offset, Owner
from shencha.records.files import arriving, places
from shencha.records.models import ArrivalPiece, StoredFile
from shencha.server.sample.instance import HAINA, YUNQI

CONTENT = bytes(range(256)) * (10 * 2**10) + b"end"
"""2.5 MiB: three pieces and a rest."""
FORM = "/drafts/1/papers/"


def announced(house, size: int = len(CONTENT)) -> tuple[Owner, str]:
    owner = Owner(house.held(YUNQI))
    made = arrivals.begin(owner, place=FORM, field="file", name="a.bin", size=size, stamp="1")
    return owner, made.key


@contextmanager
def machine(house, name: str) -> Iterator[None]:
    """Another machine on the same PostgreSQL; beside SQLite there is but one."""
    if house.instance.engine == "sqlite":
        yield
        return
    data: Path = house.instance.data.parent / name
    data.mkdir(exist_ok=True)
    with working_on(data, house.instance.url):
        yield


def put(owner: Owner, key: str, begins: int, content: bytes) -> int:
    found = arrivals.arrival_for(owner, key)
    return arrivals.put(
        found, offset=begins, chunks=[content[at : at + 2**18] for at in range(0, len(content), 2**18)]
    )


def test_ranges_come_to_any_machine_and_the_form_to_yet_another(house) -> None:
    owner, key = announced(house)
    half = len(CONTENT) // 2
    with machine(house, "second"):
        assert put(owner, key, 0, CONTENT[:half]) == half
    with machine(house, "third"):
        assert arrivals.received(arrivals.arrival_for(owner, key)) == half
        with pytest.raises(Offset) as elsewhere:
            put(owner, key, 0, CONTENT[:10])
        assert elsewhere.value.received == half
        assert put(owner, key, half, CONTENT[half:]) == len(CONTENT)
    whole = arrivals.whole_at(owner, key, FORM, "file")
    assert arrivals.lies_at(whole).read_bytes() == CONTENT
    kept = files.keep(Arrived(whole), "a.bin")
    assert b"".join(files.content(kept)) == CONTENT
    assert not ArrivalPiece.objects.exists()
    with machine(house, "second"):
        again = arrivals.whole_at(owner, key, FORM, "file")
        assert arrivals.lies_at(again).read_bytes() == CONTENT
        assert files.keep(Arrived(again), "a.bin") == kept
    assert StoredFile.objects.count() == 1


def test_more_than_was_announced_leaves_what_came_before(house) -> None:
    owner, key = announced(house, 2**20 + 10)
    put(owner, key, 0, CONTENT[:100])
    with pytest.raises(BadInput):
        put(owner, key, 100, CONTENT[100 : 2**20 + 20])
    assert arrivals.received(arrivals.arrival_for(owner, key)) == 100
    assert put(owner, key, 100, CONTENT[100 : 2**20 + 10]) == 2**20 + 10


def test_a_range_that_is_cut_keeps_whole_pieces_and_goes_on_from_there(house) -> None:
    owner, key = announced(house)

    def cut() -> Iterator[bytes]:
        yield CONTENT[: 2**20]
        yield CONTENT[2**20 : 2**20 + 7]
        raise ConnectionResetError

    found = arrivals.arrival_for(owner, key)
    with pytest.raises(ConnectionResetError):
        arrivals.put(found, offset=0, chunks=cut())
    at = arrivals.received(found)
    assert 2**20 <= at <= 2**20 + 7
    assert put(owner, key, at, CONTENT[at:]) == len(CONTENT)
    assert arrivals.lies_at(found).read_bytes() == CONTENT


def test_what_is_taken_back_leaves_nothing(house) -> None:
    owner, key = announced(house)
    put(owner, key, 0, CONTENT)
    found = arrivals.arrival_for(owner, key)
    path = arrivals.lies_at(found)
    arrivals.drop(found)
    assert not path.exists()
    assert not ArrivalPiece.objects.exists()
    with pytest.raises(Exception, match="no such upload"):
        arrivals.arrival_for(Owner(house.held(HAINA)), key)


def test_a_marked_file_leaves_nothing_of_its_bytes(house) -> None:
    content = "机密★10年\n正文".encode()
    owner, key = announced(house, len(content))
    path = arriving.place_of(arrivals.arrival_for(owner, key))
    with pytest.raises(BadInput):
        put(owner, key, 0, content)
    assert not path.exists()
    assert not list(path.parent.glob("*"))
    assert not ArrivalPiece.objects.exists()
    assert not StoredFile.objects.exists()
    assert places.size_of("0" * 64) is None
