"""A count that an auditor can repeat and compare: keyed sketches of the identifiers beside the numbers.

A sketch is the k smallest keyed hashes of a space's identifiers (k minimum values; Bar-Yossef and others,
2002). Two counts under one key share sketches as far as they saw the same identifiers. Whoever holds the key
can test guesses against a sketch: party and auditor keep it as they keep the data.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any

import numpy as np

from shencha.errors import BadInput, Fault
from shencha.evidence.people.population import Population
from shencha.inputs import Document
from shencha.text import Text

K = 256
_KEY = re.compile(r"[0-9a-fA-F]{64}")
_COMPARED = ("method", "code", "engine", "link", "assumes", "persons", "rows", "excluded")


def read_key(file: str) -> bytes:
    """The key of a sworn count: 64 hexadecimal digits.

    Raises:
        BadInput: the file cannot be read, or holds no key; what it holds is not shown.
    """
    try:
        text = Path(file).read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        text = ""
    if not _KEY.fullmatch(text):
        wrong = Text("文件中没有密钥", "there is no key in the file")
        right = Text(
            "请写 64 个十六进制数字，例如用 openssl rand -hex 32 生成",
            "write 64 hexadecimal digits, such as openssl rand -hex 32 makes",
        )
        raise BadInput([Fault(file, "key", wrong, right)])
    return bytes.fromhex(text)


def sworn(population: Population, key: bytes, at: str) -> dict[str, Any]:
    """What is added to the answer: which key, when, and a sketch of each space."""
    hashes, nodes = population.numbering.hashes()
    spaces = population.numbering.space_of[nodes]
    sketches = {}
    for number, space in enumerate(population.spaces):
        of_space = np.sort(hashes[spaces == number])[:K]
        sketches[space] = [f"{value:016x}" for value in of_space.tolist()]
    return {
        "key": hashlib.sha256(b"shencha people key\n" + key).hexdigest()[:16],
        "at": at,
        "k": K,
        "sketches": sketches,
    }


def compare(first: Document, second: Document) -> dict[str, Any]:
    """What two sworn counts have in common.

    Raises:
        BadInput: an answer that is not sworn, or two under different keys.
    """
    faults = []
    for document in (first, second):
        if not _is_sworn(document.data):
            wrong = Text("不是可核验的清点结果", "this is no sworn count")
            right = Text(
                "请用 shencha people --sworn KEYFILE --json 清点",
                "count with shencha people --sworn KEYFILE --json",
            )
            faults.append(document.fault("sworn", wrong, right))
    if faults:
        raise BadInput(faults)
    one, other = first.data["sworn"], second.data["sworn"]
    if one["key"] != other["key"]:
        wrong = Text("两次清点所用的密钥不同", "the two counts were made under different keys")
        right = Text("请用同一密钥重新清点", "count again under the same key")
        raise BadInput([second.fault("sworn.key", wrong, right)])
    differs = [name for name in _COMPARED if first.data.get(name) != second.data.get(name)]
    shared = {
        space: _shared(one["sketches"].get(space, []), other["sketches"].get(space, []))
        for space in dict.fromkeys([*one["sketches"], *other["sketches"]])
    }
    return {
        "same": not differs and all(share == 1.0 for share in shared.values()),
        "differs": differs,
        "persons": [first.data["persons"], second.data["persons"]],
        "at": [one["at"], other["at"]],
        "shared": shared,
    }


def _is_sworn(data: Any) -> bool:
    if not isinstance(data, dict) or not isinstance(data.get("persons"), dict):
        return False
    found = data.get("sworn")
    return (
        isinstance(found, dict)
        and all(isinstance(found.get(name), str) for name in ("key", "at"))
        and isinstance(found.get("sketches"), dict)
        and all(isinstance(sketch, list) for sketch in found["sketches"].values())
    )


def _shared(one: list[str], other: list[str]) -> float:
    """Estimated share (Jaccard) of identifiers that both counts saw."""
    union = sorted({*one, *other})[:K]
    both = {*one} & {*other}
    return round(sum(value in both for value in union) / len(union), 4) if union else 1.0
