"""Office files (ECMA-376): the parts that one reads, in the vocabularies that set them; nothing points outside."""

from __future__ import annotations

import posixpath
import re
import zipfile
from pathlib import Path
from typing import Any

from lxml import etree

from shencha.documents.rebuilding.pictures import rebuilt_bytes
from shencha.documents.rebuilding.refused import TOO_LARGE, Refused
from shencha.text import Text

MOST_UNPACKED = 50 * 2**20
MOST_PARTS = 2_000
EARLIEST = (1980, 1, 1, 0, 0, 0)
NO_OFFICE = Text("不是可以读取的办公文档", "it is no office document that can be read")
_KEPT = re.compile(
    r"""word/(document|styles|numbering|footnotes|endnotes|comments|header\d*|footer\d*|theme/theme\d+)\.xml
      | xl/(workbook|styles|sharedStrings|comments\d*|worksheets/sheet\d+|drawings/drawing\d+|charts/chart\d+
            |tables/table\d+|theme/theme\d+)\.xml
      | ppt/(presentation|slides/slide\d+|slideLayouts/slideLayout\d+|slideMasters/slideMaster\d+|tableStyles
            |notesSlides/notesSlide\d+|notesMasters/notesMaster\d+|theme/theme\d+|charts/chart\d+)\.xml""",
    re.VERBOSE,
)
_MEDIA = re.compile(r"(?:word|xl|ppt)/media/[^/]+\.(png|jpe?g|gif|bmp|tiff?|webp)", re.IGNORECASE)
_RELS = re.compile(r"(?:(.*)/)?_rels/([^/]*)\.rels")
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_SPOKEN = (
    _W,
    _R,
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://schemas.openxmlformats.org/presentationml/2006/main",
    "http://schemas.openxmlformats.org/drawingml/2006/",
    "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "urn:schemas-microsoft-com:vml",
    "http://www.w3.org/XML/1998/namespace",
)
"""The vocabularies in which words, tables and pictures are set; the makers' own extensions stay behind."""
_NAMED = frozenset(
    {"author", "initials", "userid", "username", "displayname", "date", "dateutc", "lastmodifiedby"}
)
"""Attributes that name a person or a moment; they are emptied to a dash or left out."""
_LEFT_OUT = frozenset(
    {
        "rsid", "rsids", "docvars", "attachedtemplate", "mailmerge", "smarttag", "customxml",
        "customxmlpr", "smarttagpr", "custxmllst", "custdatalst", "cust", "oleobject", "oleobjects",
        "oleobj", "control", "controls", "object", "externalreferences", "filesharing", "filerecoverypr",
        "abspath", "webpublishing", "customsheetviews", "customworkbookviews", "proofstate", "prooferr",
        "extlst", "tags", "subdoc", "altchunk", "movie", "hlinkclick", "hlinkhover", "hlinkmouseover", "f",
        "definednames", "legacydrawing", "legacydrawinghf", "cmauthorlst",
    }
)  # fmt: skip
"""Elements that carry other files, other places, programs, or the tool's own notes."""
_FIELDS = re.compile(r"\s*(PAGE|NUMPAGES|SECTIONPAGES|REF|PAGEREF|NOTEREF|TOC|SEQ|STYLEREF|SYMBOL|EQ)\b")
"""Fields that compute from the document itself; any other may fetch, or name a folder."""


def rebuilt(source: Path, target: Path) -> None:
    """Write an office file anew.

    Raises:
        Refused: no office file, one with a document type (which can bring anything in), or too large unpacked.
    """
    try:
        with zipfile.ZipFile(source) as given:
            parts = _parts(given)
            kinds = _content_types(_xml(parts.get("[Content_Types].xml", b"")))
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError, ValueError, KeyError):
        raise Refused(NO_OFFICE) from None
    except etree.XMLSyntaxError:
        raise Refused(NO_OFFICE) from None
    pictures = {
        name: f"{posixpath.dirname(name)}/image{at}.png"
        for at, name in enumerate(parts, 1)
        if _MEDIA.fullmatch(name)
    }
    kept: dict[str, bytes] = {}
    try:
        for name, content in parts.items():
            if name in pictures:
                kept[pictures[name]] = rebuilt_bytes(content, jpeg=False)
            elif _KEPT.fullmatch(name) and name in kinds:
                kept[name] = _part(content)
        for name in [one for one in kept if one.endswith(".xml")]:
            _related(name, parts, pictures, kept)
        _related("", parts, pictures, kept)
    except etree.XMLSyntaxError:
        raise Refused(NO_OFFICE) from None
    if not any(_KEPT.fullmatch(name) for name in kept):
        raise Refused(NO_OFFICE)
    kept["[Content_Types].xml"] = _types_of(kept, kinds)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name in sorted(kept):
            made.writestr(zipfile.ZipInfo(name, EARLIEST), kept[name], zipfile.ZIP_DEFLATED)


def _parts(given: zipfile.ZipFile) -> dict[str, bytes]:
    """The parts that could stay, read by bytes that come and not by what the archive says of them."""
    listed = given.infolist()
    if len(listed) > MOST_PARTS or sum(part.file_size for part in listed) > MOST_UNPACKED:
        raise Refused(TOO_LARGE)
    found: dict[str, bytes] = {}
    left = MOST_UNPACKED
    for part in listed:
        name = part.filename
        if not (
            _KEPT.fullmatch(name)
            or _MEDIA.fullmatch(name)
            or _RELS.fullmatch(name)
            or name == "[Content_Types].xml"
        ):
            continue
        with given.open(part) as opened:
            content = opened.read(left + 1)
        left -= len(content)
        if left < 0:
            raise Refused(TOO_LARGE)
        if name in found:
            raise Refused(NO_OFFICE)
        found[name] = content
    return found


def _xml(content: bytes) -> Any:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    root = etree.fromstring(content, parser)
    if root.getroottree().docinfo.doctype:
        raise Refused(Text("含有 DOCTYPE", "it holds a document type"))
    return root


def _part(content: bytes) -> bytes:
    """One part in the spoken vocabularies, without names, moments and ways outside."""
    root = _xml(content)
    for element in list(root.iter(f"{{{_MC}}}AlternateContent")):
        _settle(element)
    for element in list(root.iter()):
        if element is not root and (
            not _spoken(element.tag) or _local(element.tag) in _LEFT_OUT or _fetches(element)
        ):
            _drop(element)
            continue
        for name in list(element.attrib):
            local = _local(name)
            if not _spoken(name) or local.startswith("rsid") or local in ("paraid", "textid", "uid", "instr"):
                if local != "instr" or not _FIELDS.match(element.attrib[name]):
                    del element.attrib[name]
            elif local in _NAMED:
                element.attrib[name] = "-" if local in ("author", "initials") else ""
                if not element.attrib[name]:
                    del element.attrib[name]
        if _local(element.tag) == "author" and element.text:
            element.text = "-"
    etree.cleanup_namespaces(root)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _settle(element: Any) -> None:
    """Of the ways to draw a thing the plain one; its text is in both."""
    chosen = element.find(f"{{{_MC}}}Fallback")
    if chosen is None:
        chosen = element.find(f"{{{_MC}}}Choice")
    parent, at = element.getparent(), element.getparent().index(element)
    for child in reversed(list(chosen) if chosen is not None else []):
        parent.insert(at, child)
    _drop(element)


def _drop(element: Any) -> None:
    """Take an element out; what it wraps in text documents stays where the element only says whence it comes."""
    parent = element.getparent()
    if parent is None:
        return
    if _local(element.tag) in ("smarttag", "customxml"):
        at = parent.index(element)
        for child in reversed(list(element)):
            parent.insert(at, child)
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _fetches(element: Any) -> bool:
    """A field code that may fetch something or name a place."""
    return _local(element.tag) == "instrtext" and not _FIELDS.match(element.text or "")


def _related(name: str, parts: dict[str, bytes], pictures: dict[str, str], kept: dict[str, bytes]) -> None:
    """The relationships of a part to what is kept; a reference to anything else is taken out of the part."""
    folder, file = posixpath.split(name)
    place = f"{folder}/_rels/{file}.rels".lstrip("/")
    known: set[str] = set()
    if place in parts:
        root = _xml(parts[place])
        out = etree.Element(f"{{{_PACKAGE}}}Relationships", nsmap={None: _PACKAGE})
        for one in root:
            target = posixpath.normpath(posixpath.join("/", folder, one.get("Target", ""))).lstrip("/")
            target = pictures.get(target, target)
            if one.get("TargetMode", "Internal") == "Internal" and target in kept:
                etree.SubElement(
                    out,
                    f"{{{_PACKAGE}}}Relationship",
                    Id=one.get("Id", ""),
                    Type=one.get("Type", ""),
                    Target=f"/{target}",
                )
                known.add(one.get("Id", ""))
        kept[place] = bytes(etree.tostring(out, xml_declaration=True, encoding="UTF-8", standalone=True))
    if name:
        kept[name] = _without_dangling(kept[name], known)


def _without_dangling(content: bytes, known: set[str]) -> bytes:
    root = _xml(content)
    for element in root.iter():
        for name in list(element.attrib):
            if name.startswith(f"{{{_R}}}") and element.attrib[name] not in known:
                del element.attrib[name]
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _content_types(root: Any) -> dict[str, str]:
    return {
        one.get("PartName", "").lstrip("/"): one.get("ContentType", "")
        for one in root
        if _local(one.tag) == "override" and "macroEnabled" not in one.get("ContentType", "")
    }


def _types_of(kept: dict[str, bytes], kinds: dict[str, str]) -> bytes:
    root = etree.Element(f"{{{_TYPES}}}Types", nsmap={None: _TYPES})
    for extension, kind in (
        ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
        ("xml", "application/xml"),
        ("png", "image/png"),
    ):
        etree.SubElement(root, f"{{{_TYPES}}}Default", Extension=extension, ContentType=kind)
    for name in sorted(kept):
        if name in kinds:
            etree.SubElement(root, f"{{{_TYPES}}}Override", PartName=f"/{name}", ContentType=kinds[name])
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _spoken(name: Any) -> bool:
    if not isinstance(name, str):
        return False
    return not name.startswith("{") or name[1:].startswith(_SPOKEN)


def _local(name: Any) -> str:
    return str(name).rpartition("}")[2].lower()
