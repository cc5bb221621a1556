"""A file is read back while it arrives: however far that came, its digest is that of what lies on the disk."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from shencha.records.files import read_back

CONTENT = bytes(range(256)) * 20_000


@pytest.fixture
def arriving(tmp_path: Path) -> Path:
    path = tmp_path / f"key-{tmp_path.name}"  # as keys are, like no other
    path.write_bytes(CONTENT)
    return path


@pytest.mark.parametrize("cuts", [(), (1,), (1_000_000, 3_000_000), (len(CONTENT),), (3_000_000, 10)])
def test_the_digest_is_that_of_the_whole(arriving: Path, cuts: tuple[int, ...]) -> None:
    for upto in cuts:
        read_back.follow(arriving, upto)
    read_back._READER.submit(lambda: None).result()
    assert read_back.digest_of(arriving, len(CONTENT)) == sha256(CONTENT).hexdigest()
    assert read_back.digest_of(arriving, len(CONTENT)) == sha256(CONTENT).hexdigest(), "asked again"


def test_no_byte_beyond_what_has_arrived_is_read(arriving: Path) -> None:
    """A range that is refused is cut off again after it was written."""
    read_back.follow(arriving, 100)
    read_back._READER.submit(lambda: None).result()
    arriving.write_bytes(CONTENT[:100] + b"other")
    assert read_back.digest_of(arriving, 105) == sha256(CONTENT[:100] + b"other").hexdigest()


def test_a_file_that_is_gone_is_left(arriving: Path) -> None:
    arriving.unlink()
    read_back.follow(arriving, 10)
    read_back._READER.submit(lambda: None).result()
    assert arriving.name not in read_back._READ


def test_of_very_many_files_the_oldest_begins_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read_back, "MOST", 2)
    paths = [tmp_path / f"k{at}" for at in range(4)]
    for path in paths:
        path.write_bytes(path.name.encode())
        read_back.follow(path, 2)
    read_back._READER.submit(lambda: None).result()
    assert len(read_back._READ) <= 2
    for path in paths:
        assert read_back.digest_of(path, 2) == sha256(path.name.encode()).hexdigest()
