"""Files lie under the digest of their content, flushed before the database speaks of them; names are only shown."""

from __future__ import annotations

import os
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction

from shencha.errors import BadInput, NotAllowed, NotFound
from shencha.records import access, files
from shencha.records.acts import drafts, filing
from shencha.records.clock import now
from shencha.records.files import leftovers, places, rehash
from shencha.records.models import CasePaper, DraftPaper, FilePiece, StoredFile
from shencha.server.sample.instance import CLERK, HAINA, YUNQI, tell_facts

ODD = {
    "../../etc/passwd.txt": "passwd.txt",
    "C:\\Users\\林\\报告.txt": "报告.txt",
    "a\x00b\n.txt": "ab.txt",
    " .a.txt. ": "a.txt",
    "\u202efdp.txt": "fdp.txt",
    "x" * 300 + ".txt": "x" * 192 + ".txt",
    "申报书 ‘终稿’ <script>.txt": "申报书 ‘终稿’ <script>.txt",
    "e\u0301.txt": "\u00e9.txt",
}


def on_disk() -> list[Path]:
    return sorted(one for one in Path(settings.FILES).rglob("*") if one.is_file())


def lying() -> dict[str, int]:
    """What is kept, by digest, with its size: on disk, or in pieces; a file lies nowhere else."""
    found: dict[str, int] = {}
    for file, content in FilePiece.objects.values_list("file_id", "content"):
        found[file] = found.get(file, 0) + len(content)
    for one in on_disk():
        assert one == Path(settings.FILES) / one.name[:2] / one.name
        assert not places.in_pieces()
        found[one.name] = one.stat().st_size
    return found


def draft_of(house):
    return drafts.begin(by=house.held(YUNQI), party_key="yunqi", ground="procurement", title="采购")


@pytest.mark.parametrize(("given", "shown"), ODD.items(), ids=[str(at) for at in range(len(ODD))])
def test_a_name_is_shown_and_never_touches_the_disk(house, given, shown):
    paper = drafts.attach(
        draft_of(house), by=house.held(YUNQI), material="other", name=given, chunks=[b"content"]
    )
    assert paper.name == shown
    assert lying() == {sha256(b"content").hexdigest(): 7}


def test_the_same_content_lies_there_once_and_is_read_back(house):
    pieces = [b"a" * files.CHUNK, b"b" * 10]
    first, second = files.keep(pieces, "a"), files.keep([b"".join(pieces)], "b")
    assert first == second
    assert StoredFile.objects.count() == 1
    assert b"".join(files.content(first)) == b"".join(pieces)
    assert lying() == {first.digest: first.size}
    assert first.size == files.CHUNK + 10


def test_content_and_folders_are_flushed_before_the_row_is_written(house, monkeypatch):
    """In the order that a power cut cannot turn round: content, its place, the folders, then the row."""
    steps: list[str] = []
    real_fsync, real_replace = os.fsync, Path.replace

    def fsync(opened: int) -> None:
        kind = "folder" if os.path.isdir(f"/proc/self/fd/{opened}") else "content"
        steps.append(f"{kind}, {StoredFile.objects.count()} rows")
        real_fsync(opened)

    def replace(self: Path, target: Path) -> Path:
        steps.append("placed")
        return real_replace(self, target)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(Path, "replace", replace)
    files.keep([b"x"], "x")
    if places.in_pieces():
        assert steps == ["folder, 0 rows", "content, 0 rows"]
        assert lying() == {sha256(b"x").hexdigest(): 1}
        return
    named = (
        "folder, 0 rows"  # a folder's own name is flushed when it is made, the content's when it is placed
    )
    assert steps == [named, "content, 0 rows", named, "placed", named, named]
    assert StoredFile.objects.count() == 1


def broken() -> Iterator[bytes]:
    yield b"half"
    raise ConnectionError("the line went dead")


@pytest.mark.parametrize(
    ("chunks", "error"), [(broken, ConnectionError), (list, BadInput), (lambda: [b"x" * 11], BadInput)]
)
def test_what_did_not_arrive_whole_leaves_nothing(house, settings, chunks, error):
    settings.MOST_UPLOAD_BYTES = 10
    with pytest.raises(error):
        files.keep(chunks(), "a.pdf")
    assert lying() == {}
    assert not StoredFile.objects.exists()


def test_a_row_that_was_rolled_back_leaves_a_file_that_the_next_upload_uses(house):
    with pytest.raises(ConnectionError), transaction.atomic():
        files.keep([b"x"], "x")
        raise ConnectionError
    assert not StoredFile.objects.exists()
    assert files.keep([b"x"], "x").size == 1
    assert lying() == {sha256(b"x").hexdigest(): 1}


def test_a_paper_is_fixed_when_it_is_filed(house):
    draft, by = draft_of(house), house.held(YUNQI)
    for material in ("declaration", "analysis_report", "procurement_documents"):
        drafts.attach(draft, by=by, material=material, name=f"{material}.txt", chunks=[material.encode()])
    tell_facts(draft, by)
    number = filing.file_draft(draft, by=by, key="k", confirmed_at=now()).case.number
    with pytest.raises(NotAllowed):
        drafts.attach(draft, by=by, material="other", name="late.txt", chunks=[b"late"])
    with pytest.raises(NotAllowed):
        drafts.remove(draft, DraftPaper.objects.first().pk, by=by)
    found = access.papers_of(house.held(CLERK), access.case_for(house.held(CLERK), number))
    assert [one.name for one in found if one.material != "completeness"] == [
        f"{one}.txt" for one in ("declaration", "analysis_report", "procurement_documents")
    ]
    with pytest.raises(NotFound):
        access.paper_for(house.held(HAINA), number, CasePaper.objects.first().pk)


def test_the_same_paper_attached_twice_is_there_once(house):
    draft, by = draft_of(house), house.held(YUNQI)
    made = [
        drafts.attach(draft, by=by, material="declaration", name="a.txt", chunks=[b"a"]).pk for _ in range(2)
    ]
    assert made[0] == made[1]


def test_files_are_readable_by_their_owner_only(house):
    files.keep([b"x"], "x")
    folders = [Path(settings.FILES), *{one.parent for one in on_disk()}]
    assert {one.stat().st_mode & 0o077 for one in folders} == {0}


def test_a_piece_that_was_changed_or_taken_is_found_and_never_given_out_whole(house):
    if not places.in_pieces():
        pytest.skip("beside SQLite contents lie on disk, see test_audit_finds")
    kept = files.keep([b"a" * files.CHUNK, b"b" * files.CHUNK, b"c"], "a")
    assert rehash.check(kept) is None
    assert FilePiece.objects.count() == 3
    FilePiece.objects.filter(number=1).update(content=b"x" * files.CHUNK)
    assert "changed" in rehash.check(kept).en
    with pytest.raises(files.Changed):
        list(files.content(kept))
    FilePiece.objects.filter(number=2).delete()
    assert "bytes" in rehash.check(kept).en
    FilePiece.objects.all().delete()
    assert "not there" in rehash.check(kept).en
    again = files.keep([b"a" * files.CHUNK, b"b" * files.CHUNK, b"c"], "a")
    assert again == kept, "whoever brings the same content again makes it whole"
    assert rehash.check(again) is None


def test_whoever_reads_by_name_reads_the_same(house, tmp_path):
    kept = files.keep([b"a" * files.CHUNK, b"b"], "a")
    with places.lying(kept.digest) as path:
        assert path.stat().st_size == kept.size
    assert places.lay(kept.digest, tmp_path / "a.pdf").read_bytes() == b"a" * files.CHUNK + b"b"
    assert places.beginning(kept.digest, 3) == b"aaa"
    assert len(places.beginning(kept.digest, 2**30)) == kept.size


def test_what_no_row_speaks_of_is_gone_with_its_content(house):
    kept = files.keep([b"a" * files.CHUNK, b"b"], "a")
    files.drop([kept])
    assert lying() == {}


def test_what_was_kept_for_an_act_that_never_came_is_swept_after_two_days(house):
    draft = draft_of(house)
    late, fresh, again = (files.keep([one], "a.txt") for one in (b"late", b"fresh", b"again"))
    spoken = drafts.attach(
        draft, by=house.held(YUNQI), material="other", name="b.txt", chunks=[b"spoken of"]
    ).file
    for one in (late, again, spoken):
        StoredFile.objects.filter(pk=one.pk).update(kept_at=now() - leftovers.UNSPOKEN * 2)
    files.keep([b"again"], "b.txt")
    assert leftovers.sweep_unspoken() == 1
    assert set(lying()) == {fresh.digest, again.digest, spoken.digest}
    assert set(StoredFile.objects.values_list("pk", flat=True)) == set(lying())


def test_whoever_speaks_of_a_content_at_the_last_moment_keeps_it(house, monkeypatch):
    kept = files.keep([b"late"], "a.txt")
    StoredFile.objects.filter(pk=kept.pk).update(kept_at=now() - leftovers.UNSPOKEN * 2)
    dropped = leftovers._dropped

    def kept_again_meanwhile(*given):
        files.keep([b"late"], "a.txt")
        return dropped(*given)

    monkeypatch.setattr(leftovers, "_dropped", kept_again_meanwhile)
    assert leftovers.sweep_unspoken() == 0
    assert set(lying()) == {kept.digest}


def test_the_content_of_an_act_that_was_rolled_back_is_swept_and_not_while_it_is_under_way(house):
    with transaction.atomic():
        digest = files.keep([b"under way"], "a.txt").pk
        assert leftovers.sweep_unspoken() == 0
        assert set(lying()) == {digest}
        transaction.set_rollback(True)
    assert leftovers.sweep_unspoken() == (0 if places.in_pieces() else 1)
    assert lying() == {}
