"""A dossier file: one form and no other; whatever differs anywhere is found, in constant memory, whoever made it."""

from __future__ import annotations

import io
import json
import tarfile
import tracemalloc
from hashlib import sha256
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.documents.dossiers import CONTENT, built, manifest

from shencha.documents.dossier import parts, seal, taking
from shencha.documents.dossier.archive import length, stream, verify
from shencha.documents.dossier.manifest import Broken, Manifest, Paper, name_fault, read_manifest
from shencha.errors import BadInput
from shencha.law.state_secrets import mark_in

RAW = built()


def found(raw: bytes) -> str:
    """The places and words of what is found wrong."""
    with pytest.raises(Broken) as broken:
        verify(BytesIO(raw), "d.tar")
    return broken.value.said("en")


def test_a_dossier_is_read_back_as_it_was_built():
    taken = {}

    def keep(paper, content):
        taken[paper.material, paper.name] = b"".join(content)

    assert verify(BytesIO(RAW), "d.tar", keep) == manifest()
    assert taken == CONTENT
    assert length(manifest()) == len(RAW)


def test_a_tool_written_by_others_opens_it():
    with tarfile.open(fileobj=BytesIO(RAW)) as opened:
        first, *rest = opened.getmembers()
        assert first.name == f"dossier-{manifest().id}.json"
        assert [opened.extractfile(one).read() for one in rest] == list(CONTENT.values())
        assert {(one.mtime, one.uid, one.gname) for one in rest} == {(0, 0, "")}
        listed = json.loads(opened.extractfile(first).read())
    assert [one["sha256"] for one in listed["papers"]] == [
        sha256(raw).hexdigest() for raw in CONTENT.values()
    ]


def test_every_single_byte_that_is_changed_is_found():
    for at in range(len(RAW)):
        changed = bytearray(RAW)
        changed[at] ^= 1 << (at % 8)
        found(bytes(changed))


def test_every_truncation_is_found():
    for size in range(len(RAW)):
        with pytest.raises(Broken):
            verify(BytesIO(RAW[:size]), "d.tar")


@pytest.mark.parametrize("more", [b"\0", b"x", bytes(512), bytes(10240), RAW])
def test_whatever_follows_the_end_is_found(more):
    assert "end: there are bytes after the end" in found(RAW + more)


def blocks(*names_and_content: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as made:
        for name, content in names_and_content:
            info = tarfile.TarInfo(name)
            info.size = len(content)
            made.addfile(info, BytesIO(content))
    return out.getvalue()


def members() -> list[tuple[str, bytes]]:
    with tarfile.open(fileobj=BytesIO(RAW)) as opened:
        return [(one.name, opened.extractfile(one).read()) for one in opened.getmembers()]


def test_a_missing_file_an_extra_file_and_a_changed_order_are_named():
    first, *rest = members()
    body = RAW[:-1024]
    extra = body + blocks(("papers/00005", b"more"))[:1024] + bytes(1024)
    assert "end: beyond what is listed there is a file named papers/00005" in found(extra)
    without = blocks(first, *rest[:-1])[: 512 * 11]
    assert "papers/00004 (说明.txt)" in found(without + bytes(1024))
    swapped = bytearray(RAW)
    start = RAW.index(b"papers/00001")
    second = RAW.index(b"papers/00002")
    swapped[start : start + 512], swapped[second : second + 512] = (
        RAW[second : second + 512],
        RAW[start : start + 512],
    )
    assert "papers/00001 (申报书.pdf): here stands a file named papers/00002" in found(bytes(swapped))


def test_a_changed_paper_is_named_and_so_is_the_next():
    changed = RAW.replace(b"analysis analysis", b"analysis Analysis", 1).replace(b"\0?", b"\0!")
    said = found(changed)
    assert "papers/00002 (分析报告（终稿）.docx): its content does not have the listed digest" in said
    assert len(said.splitlines()) == 2


def test_whoever_builds_another_dossier_on_purpose_gets_another_id():
    other = built({**CONTENT, ("other", "说明.txt"): b"!"})
    assert verify(BytesIO(other), "d.tar").id != manifest().id
    assert built(title="另一个")[:200] != RAW[:200]


@pytest.mark.parametrize(
    "raw", [b"", b"PK\3\4" + bytes(2000), bytes(10240), b"\x1f\x8b" + bytes(600), blocks(("a", b"b"))]
)
def test_what_is_no_dossier_is_said_to_be_none(raw):
    assert "it is no dossier" in found(raw)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=3000))
def test_no_bytes_make_verifying_fail_in_another_way(raw):
    with pytest.raises(Broken):
        verify(BytesIO(raw), "d.tar")


def named(raw: bytes) -> bytes:
    """A file that begins with this manifest, under its right digest."""
    return blocks((f"dossier-{sha256(raw).hexdigest()}.json", raw))


@pytest.mark.parametrize(
    "raw",
    [
        b"{}",
        b"[]",
        b"\xff",
        b"[" * 100_000,
        manifest().text.replace(b'"dossier":1', b'"dossier":2'),
        manifest().text.replace(b",", b", ", 1),
        manifest().text.replace(b'"size":11', b'"size":-1'),
        manifest().text.replace(b'"size":11', b'"size":99999999999'),
        manifest().text.replace(b'"size":11', b'"size":true'),
        manifest().text.replace("申报书.pdf".encode(), b"../../etc/passwd"),
        manifest().text.replace("申报书.pdf".encode(), "机密★.pdf".encode()),
        manifest().text.replace(b"foreign_listing", b"merger"),
        manifest().text.replace(b'"no"', b'"yes"'),
        manifest().text.replace(b"}],", b'},{"material":"other"}],'),
    ],
)
def test_a_manifest_that_lies_is_refused(raw):
    with pytest.raises(Broken):
        read_manifest(raw, "d.tar")
    found(named(raw))


def test_a_manifest_that_claims_terabytes_costs_nothing():
    info = tarfile.TarInfo(f"dossier-{'0' * 64}.json")
    info.size, info.mtime = 8 * 2**30 - 1, 0
    assert "the first header was changed" in found(info.tobuf(tarfile.USTAR_FORMAT) + bytes(2000))


@pytest.mark.parametrize(
    "name",
    [
        "长" * 255,
        "a" * 255,
        "报告 (终稿) v2.docx",
        "-rf",
        "con.txt",
        "💾.bin",
        "CaSe.PDF",
        "a'b\"c;$(x).pdf",
        "名 称.pdf",
    ],
)
def test_odd_names_are_only_names(name):
    content = {("declaration", name): b"1"}
    raw = built(content)
    assert verify(BytesIO(raw), "d").papers[0].name == name
    with tarfile.open(fileobj=BytesIO(raw)) as opened:
        assert opened.getnames()[1:] == ["papers/00001"]


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "a/b",
        "..\\x",
        "/etc/passwd",
        "a\0b",
        "a\nb",
        "\u202egnp.exe",
        "长" * 256,
        "e\u0301",
        "\ud800",
    ],
)
def test_paths_and_tricks_are_no_names(name):
    assert name_fault(name)


@pytest.mark.parametrize(
    ("name", "mark"),
    [
        ("绝密.pdf", "绝密"),
        ("关于××的报告（机密）.docx", "机密"),
        ("秘密★10年 方案.pdf", "秘密★"),
        ("秘密 ★长期.pdf", "秘密 ★"),
        ("【秘密】附件.pdf", "【秘密】"),
        ("秘密级材料.pdf", "秘密级"),
        ("TOP SECRET annex.pdf", "TOP SECRET"),
        ("商业秘密保护承诺.pdf", None),
        ("商业机密清单.xlsx", None),
        ("机密性、完整性评估.pdf", None),
        ("保密协议.pdf", None),
        ("secretary.pdf", None),
    ],
)
def test_marks_of_state_secrets_are_known_and_trade_secrets_are_none(name, mark):
    assert mark_in(name) == mark


def test_a_file_that_changes_while_it_is_packed_stops_the_packing():
    with pytest.raises(Broken, match="changed while the dossier was built"):
        list(stream(manifest(), lambda at, paper: iter([b"other"])))
    recipient = seal.read_recipient(seal.recipient_of(seal.fresh_identity()), "--seal")
    with pytest.raises(Broken, match="changed while the dossier was built"):
        seal.seal(stream(manifest(), lambda at, paper: iter([b"other"])), BytesIO(), recipient)


def test_memory_stays_flat():
    size, piece = 48 * 2**20, bytes(2**20)
    digest = sha256(bytes(size)).hexdigest()
    big = Manifest(
        "foreign_listing", "measures-2022", "t", "p", {}, (Paper("other", "big.bin", size, digest),)
    )
    tracemalloc.start()
    pulled = seal.Pulled(stream(big, lambda at, paper: (piece for _ in range(48))))
    assert verify(pulled, "d") == big
    assert tracemalloc.get_traced_memory()[1] < 8 * 2**20
    tracemalloc.stop()


def test_sealed_it_opens_with_the_key_only_and_any_change_is_found():
    secret = seal.fresh_identity()
    recipient = seal.read_recipient(seal.recipient_of(secret), "--seal")
    out = BytesIO()
    seal.seal(iter([RAW[:700], RAW[700:]]), out, recipient)
    sealed = out.getvalue()
    assert "it is sealed and opens only with the recipient's key" in found(sealed)
    with taking.arrived([("d.age", BytesIO(sealed))], secret) as opened:
        assert opened.manifest == manifest()
    for raw, key in [
        (sealed[:-1], secret),
        (sealed + b"x", secret),
        (sealed[:-20] + b"?" + sealed[-19:], secret),
        (sealed, seal.fresh_identity()),
        (sealed[:100], secret),
    ]:
        with pytest.raises(Broken), taking.arrived([("d.age", BytesIO(raw))], key):
            pass


def test_what_is_no_key_is_refused():
    for text in ("", "age1", "ssh-ed25519 AAAA", "age1\nage1", "AGE-SECRET-KEY-1"):
        with pytest.raises(BadInput):
            seal.read_recipient(text, "--seal")
        with pytest.raises(BadInput):
            seal.read_identities(text, "--identity")


def test_parts_are_joined_in_any_order_and_a_missing_one_is_named():
    cut = [RAW[:1000], RAW[1000:2000], RAW[2000:]]
    sent = [(f"d.tar.part-{n}-of-3", BytesIO(raw)) for n, raw in enumerate(cut, 1)]
    with taking.arrived([sent[2], sent[0], sent[1]]) as opened:
        assert opened.manifest == manifest()
        sizes = []
        opened.each(lambda paper, content: sizes.append(sum(map(len, content))))
        assert sizes == [len(raw) for raw in CONTENT.values()]
    for given_, wrong in [
        (["d.part-1-of-3", "d.part-3-of-3"], "part 2 of 3 is missing"),
        (["d.part-1-of-2", "d.part-1-of-2"], "there twice"),
        (["d.part-1-of-2", "e.part-2-of-2"], "no part of this dossier"),
        (["d.part-1-of-2", "d.part-3-of-2"], "no part of this dossier"),
        (["d.tar", "e.tar"], "no part of this dossier"),
        (["d.part-2-of-2"], "part 1 of 2 is missing"),
    ]:
        with pytest.raises(Broken, match=wrong):
            parts.in_order(given_, "d")


@pytest.mark.parametrize(
    ("text", "size"), [("2KB", 2048), ("500MB", 500 * 2**20), ("2G", 2**31), ("1 GiB", 2**30), ("4096", 4096)]
)
def test_a_size_is_read(text, size):
    assert parts.read_size(text) == size


@pytest.mark.parametrize("text", ["", "0", "10", "2 kilo", "-1GB", "1.5GB", "9" * 20])
def test_what_is_no_size_is_refused(text):
    with pytest.raises(BadInput):
        parts.read_size(text)
