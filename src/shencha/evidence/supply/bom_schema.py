"""Asks the maintained parsers where a bill departs from its own standard; what they name becomes `unread`.

Reading itself is ours and lenient (decision 11): these parsers refuse a file for one bad field, and take a
hundred times as long. So they judge beside us, for files of a size where that costs little.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from shencha.evidence.finding import shown
from shencha.evidence.supply.bill import BomFile, Notes
from shencha.text import Text

MOST_BYTES = 2**20
_MOST = 20
_REFUSED = (AttributeError, IndexError, KeyError, RecursionError, TypeError, ValueError)


def note_departures(one: BomFile, notes: Notes) -> None:
    """Name each place where the file is not what its standard asks for, up to a number a person can read."""
    path = Path(one.file)
    if path.stat().st_size > MOST_BYTES:
        why = Text(
            "文件较大，未对照其标准逐项检查",
            "the file is large; it was not checked field by field against its standard",
        )
        notes.add(one.file, "document", why)
        return
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:  # XML in an encoding that it declares: read, but not handed on
        return
    found = list(_spdx(text) if one.format == "SPDX" else _cyclonedx(text, one.version))
    for where, said in found[:_MOST]:
        told = shown(said if len(said) <= 160 else said[:160] + "…")
        notes.add(one.file, where, Text(f"不符合其标准：{told}", f"not as its standard asks: {told}"))
    if len(found) > _MOST:
        why = Text("另有不符合其标准之处", "further places are not as its standard asks")
        notes.add(one.file, found[_MOST][0], why, len(found) - _MOST)


def _cyclonedx(text: str, version: str) -> Iterator[tuple[str, str]]:
    from cyclonedx.exception import MissingOptionalDependencyException
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.xml import XmlValidator

    known = {one.to_version(): one for one in SchemaVersion}.get(version)
    if known is None:
        return
    try:
        if text.lstrip().startswith("<"):
            for error in XmlValidator(known).validate_str(text, all_errors=True) or ():
                line: Any = error.data
                yield f"line {getattr(line, 'line', '?')}", str(getattr(line, "message", error))
        elif (judge := _json_judge(known.to_version())) is not None:
            for found in judge.iter_errors(json.loads(text)):
                yield found.json_path, found.message
    except (MissingOptionalDependencyException, *_REFUSED) as error:
        yield "document", f"{type(error).__name__}: {error}"


@cache
def _json_judge(version: str) -> Any:
    """The standard's own schema, without its formats: whether a link is one by the grammar of links costs more than
    all the rest together, and nothing here rests on it."""
    from cyclonedx.schema import _res as schemas
    from jsonschema import Draft7Validator
    from referencing import Registry, Resource
    from referencing.jsonschema import DRAFT7

    folder = Path(schemas.__file__).parent
    wanted = folder / f"bom-{version}{'-strict' if version in ('1.2', '1.3') else ''}.SNAPSHOT.schema.json"
    if not wanted.exists():
        return None
    known = {
        f"http://cyclonedx.org/schema/{name}": json.loads(path.read_text("utf-8"))
        for path in folder.glob("*.SNAPSHOT.schema.json")
        if not path.name.startswith("bom-")
        for name in (path.name, path.name.replace(".SNAPSHOT", ""))
    }
    resources = [
        (uri, Resource.from_contents(one, default_specification=DRAFT7)) for uri, one in known.items()
    ]
    registry: Any = Registry().with_resources(resources)
    return Draft7Validator(json.loads(wanted.read_text("utf-8")), registry=registry)


def _spdx(text: str) -> Iterator[tuple[str, str]]:
    from spdx_tools.spdx.parser.error import SPDXParsingError
    from spdx_tools.spdx.parser.jsonlikedict.json_like_dict_parser import JsonLikeDictParser
    from spdx_tools.spdx.parser.tagvalue.parser import Parser
    from spdx_tools.spdx.validation.document_validator import validate_full_spdx_document

    logging.getLogger("spdx_tools").setLevel(logging.CRITICAL)
    try:
        if text.lstrip().startswith("{"):
            reader: Any = JsonLikeDictParser
            document = reader().parse(json.loads(text))
        else:
            reader = Parser
            document = reader().parse(text)
        for one in validate_full_spdx_document(document):
            yield str(one.context.spdx_id or "document"), str(one.validation_message)
    except SPDXParsingError as error:
        told: Any = error
        for message in told.get_messages():
            yield "document", str(message)
    except _REFUSED as error:
        yield "document", f"{type(error).__name__}: {error}"
