"""What containers hold: office files of both families, archives, PDF, rich text, mail. For the bounded process only."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import IO, BinaryIO, cast

from shencha.documents.kinds import compound
from shencha.documents.kinds.look import begins_as_page, begins_as_program

MOST_MEMBERS = 2_000
MOST_UNPACKED = 200 * 2**20
"""Bytes of members that are opened, all together."""
PART = 2**24
"""Bytes of a part of an office file that are searched."""
NESTED = 2**26
DEEPEST = 2
_PROGRAMS = re.compile(
    r".*\.(?:exe|dll|scr|com|bat|cmd|ps1|vbs|vbe|js|jse|wsf|wsh|hta|msi|msp|jar|lnk|sh|apk|pif|cpl|reg|app|deb"
    r"|rpm|dmg|html?|xhtml|svg|mht|mhtml|chm|php|aspx?|jsp|url)\s*",
    re.IGNORECASE | re.DOTALL,
)
"""Names of programs and of pages, whatever their content."""
_FETCHED = re.compile(rb"\b(?:DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|IMPORT)\b")
_OUTSIDE = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>", re.IGNORECASE)
_ODF_OUTSIDE = re.compile(
    rb"<(?:draw:image|draw:object|draw:plugin|text:section-source|table:table-source|style:background-image)"
    rb"\b[^>]*xlink:href\s*=\s*[\"'](?:https?:|file:|ftp:|//|\.\./\.\.)"
)
_OFFICE = ((re.compile(r"word/"), "word"), (re.compile(r"xl/"), "sheet"), (re.compile(r"ppt/"), "slides"))
_ODF = (("opendocument.text", "word"), ("opendocument.spreadsheet", "sheet"), ("presentation", "slides"))


class Refused(Exception):
    """A member that is a program or a web page."""

    def __init__(self, member: str) -> None:
        super().__init__(member)
        self.member = member


def inside(file: IO[bytes], content: str, named: str) -> tuple[str, set[str]]:
    """What a container is, and its marks (`kinds.marks`).

    Args:
        content: what its first bytes tell. named: the kind that its name tells.
    Raises:
        Refused: a program or a web page is in it.
    """
    return _opened(file, content, named, DEEPEST)


def _opened(file: IO[bytes], content: str, named: str, depth: int) -> tuple[str, set[str]]:
    if content == "zip":
        return _zipped(file, named, depth)
    if content == "ole":
        return compound.told(file, named)
    if content == "pdf":
        return "pdf", _pdf(file)
    if content == "rtf":
        return "word", _rich(file)
    return "mail", _mail(file, depth)


def _zipped(file: IO[bytes], named: str, depth: int) -> tuple[str, set[str]]:
    marks: set[str] = set()
    try:
        with zipfile.ZipFile(file) as given:
            members = given.infolist()
            if len(members) > MOST_MEMBERS or sum(one.file_size for one in members) > 8 * MOST_UNPACKED:
                marks.add("unlooked")
            members = members[:MOST_MEMBERS]
            if any(one.flag_bits & 1 for one in members):
                marks.add("locked")
            names = [one.filename for one in members]
            kind = _office_kind(given, names)
            look = _archive if kind == "zip" else _package
            look(given, members, marks, depth)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError, RuntimeError, KeyError):
        return named, marks | {"damaged"}
    return kind, marks


def _office_kind(given: zipfile.ZipFile, names: list[str]) -> str:
    """Which office file a ZIP is; `zip` where it is none."""
    if "OFD.xml" in names:
        return "ofd"
    if "[Content_Types].xml" in names:
        return next((kind for begin, kind in _OFFICE if any(begin.match(name) for name in names)), "zip")
    if names and names[0] == "mimetype":
        said = given.open("mimetype").read(200).decode("ascii", "replace")
        return next((kind for words, kind in _ODF if words in said), "zip")
    return "zip"


def _package(given: zipfile.ZipFile, members: list[zipfile.ZipInfo], marks: set[str], depth: int) -> None:
    """Marks of an office file: by the names of its parts, their relations, and the codes of its fields."""
    left = MOST_UNPACKED
    for one in members:
        name = one.filename.lower()
        if name.endswith(("vbaproject.bin", "vbadata.xml")) or "macrosheets/" in name:
            marks.add("macros")
        if name.startswith(("basic/", "scripts/")):
            marks.add("macros")
        if "/activex/" in name or "/ctrlprops/" in name:
            marks.add("script")
        if "/embeddings/" in name or name.startswith(("object ", "attachs/")) or "/attachments/" in name:
            marks.add("embedded")
        if "/externallinks/" in name:
            marks.add("outside")
        if "encryption" in name and name.endswith(".xml"):
            marks.add("locked")
        wanted = name.endswith((".rels", "content.xml", "styles.xml", "manifest.xml", "[content_types].xml"))
        if one.flag_bits & 1 or not (wanted or (name.startswith("word/") and name.endswith(".xml"))):
            continue
        if left <= 0:
            marks.add("unlooked")
            continue
        with given.open(one) as opened:
            content = opened.read(min(PART, left))
        left -= len(content)
        _searched(name, content, marks)


def _searched(name: str, content: bytes, marks: set[str]) -> None:
    if name.endswith(".rels"):
        for relation in _OUTSIDE.findall(content):
            if re.search(rb"TargetMode\s*=\s*[\"']External", relation) and not re.search(
                rb"Type\s*=\s*[\"'][^\"']*/hyperlink[\"']", relation
            ):
                marks.add("outside")
    elif name.endswith("[content_types].xml"):
        if b"macroEnabled" in content or b"vbaProject" in content:
            marks.add("macros")
    elif name.endswith("manifest.xml"):
        if b"encryption-data" in content:
            marks.add("locked")
    elif name.startswith("word/"):
        if b"instrText" in content or b"fldSimple" in content:
            codes = re.sub(rb"<[^>]*>", b"", content) if b"instrText" in content else content
            if _FETCHED.search(codes) and _fields(content):
                marks.add("outside")
    elif _ODF_OUTSIDE.search(content):
        marks.add("outside")


def _fields(content: bytes) -> bool:
    """Does a field fetch? Its code may be cut over several runs, so the runs of each field are put together."""
    codes = b"".join(re.findall(rb"<w:instrText\b[^>]*>([^<]*)<", content))
    codes += b" ".join(re.findall(rb"w:instr\s*=\s*[\"']([^\"']*)", content))
    return _FETCHED.search(codes) is not None


def _archive(given: zipfile.ZipFile, members: list[zipfile.ZipInfo], marks: set[str], depth: int) -> None:
    """Each member by its name and first bytes; office files among them are looked into."""
    left = MOST_UNPACKED
    for one in members:
        if one.is_dir():
            continue
        if _PROGRAMS.fullmatch(one.filename):
            raise Refused(one.filename)
        if one.flag_bits & 1:
            continue
        with given.open(one) as opened:
            head = opened.read(4096)
            left -= len(head)
            _member(one.filename, head)
            content = _container(head, one.filename)
            if not content:
                continue
            if depth == 0 or one.file_size > NESTED or one.file_size > left:
                marks.add("unlooked")
                continue
            whole = head + opened.read(NESTED)
            left -= len(whole)
        marks |= _opened(BytesIO(whole), content, "zip", depth - 1)[1]


def _member(name: str, head: bytes) -> None:
    if _PROGRAMS.fullmatch(name) or begins_as_program(head) or begins_as_page(head):
        raise Refused(name)


def _container(head: bytes, name: str) -> str:
    if head.startswith(b"PK\x03\x04"):
        return "zip"
    if head.startswith(bytes.fromhex("d0cf11e0a1b11ae1")):
        return "ole"
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"{\\rtf"):
        return "rtf"
    return "mail" if name.lower().endswith(".eml") else ""


def _pdf(file: IO[bytes]) -> set[str]:
    import pikepdf

    marks: set[str] = set()
    try:
        with pikepdf.open(cast("BinaryIO", file), access_mode=pikepdf.AccessMode.stream) as given:
            if given.is_encrypted:
                marks.add("protected")
            for held in given.objects:
                if isinstance(held, pikepdf.Stream | pikepdf.Dictionary):
                    marks |= _acts(held)
                elif isinstance(held, pikepdf.Array):
                    for one in held:
                        if isinstance(one, pikepdf.Dictionary):
                            marks |= _acts(one)
    except pikepdf.PasswordError:
        return {"locked"}
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError, RecursionError):
        return marks | {"damaged"}
    return marks


def _acts(held: object, depth: int = 6) -> set[str]:
    """What a dictionary of a PDF, or one that stands within it, would do."""
    import pikepdf

    marks: set[str] = set()
    assert isinstance(held, pikepdf.Dictionary | pikepdf.Stream)
    keys = set(held.keys())
    act = str(held.get("/S", "")) if "/S" in keys else ""
    if "/JS" in keys or "/XFA" in keys or act in ("/JavaScript", "/Rendition", "/RichMediaExecute"):
        marks.add("script")
    if act in ("/Launch", "/GoToR", "/SubmitForm", "/ImportData", "/GoToE"):
        marks.add("outside")
    if "/EF" in keys or "/EmbeddedFiles" in keys:
        marks.add("embedded")
    if str(held.get("/Subtype", "")) in ("/RichMedia", "/Movie", "/3D", "/Screen"):
        marks.add("script")
    if depth:
        for key in keys:
            one = held[key]
            if isinstance(one, pikepdf.Dictionary) and not one.is_indirect:
                marks |= _acts(one, depth - 1)
    return marks


def _rich(file: IO[bytes]) -> set[str]:
    content = file.read(NESTED + 1)
    marks = {"unlooked"} if len(content) > NESTED else set[str]()
    if re.search(rb"\\(?:objdata|object|objemb)\b", content):
        marks.add("embedded")
    if re.search(rb"\\objautlink\b|\\objlink\b|\\\*\\template\b", content) or _FETCHED.search(
        b"".join(re.findall(rb"\\fldinst\b[^}]*", content))
    ):
        marks.add("outside")
    return marks


def _mail(file: IO[bytes], depth: int) -> set[str]:
    from email import message_from_bytes, policy

    content = file.read(NESTED + 1)
    marks = {"unlooked"} if len(content) > NESTED else set[str]()
    for at, part in enumerate(message_from_bytes(content[:NESTED], policy=policy.compat32).walk()):
        if at > MOST_MEMBERS:
            return marks | {"unlooked"}
        if part.is_multipart():
            continue
        held = part.get_payload(decode=True)
        body = held if isinstance(held, bytes) else b""
        attached = part.get_filename()
        if attached:
            _member(str(attached), body[:4096])
        elif re.search(rb"<script\b", body, re.IGNORECASE):
            marks.add("script")
        elif begins_as_program(body):
            raise Refused(part.get_content_type())
        inner = _container(body[:4096], str(attached or ""))
        if inner and depth:
            marks |= _opened(BytesIO(body), inner, "mail", depth - 1)[1]
        elif inner:
            marks.add("unlooked")
    return marks
