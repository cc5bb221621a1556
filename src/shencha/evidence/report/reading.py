"""Reads `analysis_report.yaml`, naming the statement, the field and the line of whatever is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from shencha.errors import BadInput, Fault
from shencha.evidence.report.report import NAME, Days, Reference, Report, Statement
from shencha.inputs import Document, parse_yaml
from shencha.law.measures.factors import FACTORS
from shencha.law.state_secrets import directions, mark_in
from shencha.shapes import DRAFT
from shencha.text import Text
from shencha.text.days import day_of

MOST_BYTES = 2 * 2**20
MOST_STATEMENTS = 500
MOST_REFERENCES = 20
LONGEST_TEXT = 4000
LONGEST_WORD = 500
MOST_PAGE = 100_000
DAYS = ("made_on", "covers_from", "covers_to", "received_on")
_WORDS = ("file", "place", "analysis", "source", "sha256")
_NUMBERS = ("page", "line", "finding")
FIELDS = ("file", "page", "line", "place", "analysis", "finding", "source", "sha256", *DAYS)
_DIGEST = re.compile(r"[0-9a-f]{64}")


def read_report(raw: bytes, file: str = NAME) -> Report:
    """The report in the bytes of its file.

    Raises:
        BadInput: every fault found; a mark of a state secret among them.
    """
    if len(raw) > MOST_BYTES:
        wrong = Text(f"超过 {MOST_BYTES // 2**20} MB", f"larger than {MOST_BYTES // 2**20} MB")
        raise BadInput([Fault(file, "file", wrong, Text("请另作附件", "put the rest into other files"))])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        wrong = Text("不是 UTF-8 文本", "it is not UTF-8 text")
        raise BadInput([Fault(file, "file", wrong, Text("请存为 UTF-8", "save it as UTF-8"))]) from None
    return report_of(parse_yaml(text, file))


def report_of(document: Document) -> Report:
    """The report in plain data.

    Raises:
        BadInput: as `read_report`.
    """
    data = document.data
    if not isinstance(data, dict) or not isinstance(data.get("statements"), list) or not data["statements"]:
        wrong = Text("没有陈述", "it holds no statements")
        right = Text(
            "请写 statements: [{factor: F5, text: …, references: […]}]",
            "write statements: [{factor: F5, text: …, references: […]}]",
        )
        raise BadInput([document.fault("statements", wrong, right)])
    faults = [_unknown(document, str(key), ("statements",)) for key in data if key != "statements"]
    if len(data["statements"]) > MOST_STATEMENTS:
        faults.append(_too_many(document, "statements", MOST_STATEMENTS))
    found = [
        _statement(document, f"statements.{at}", one, faults)
        for at, one in enumerate(data["statements"][:MOST_STATEMENTS])
    ]
    if faults:
        raise BadInput(faults)
    order = list(FACTORS)
    whole = [one for one in found if one is not None]
    return Report(tuple(sorted(whole, key=lambda one: order.index(one.factor))))


def _statement(document: Document, at: str, data: Any, faults: list[Fault]) -> Statement | None:
    if not isinstance(data, dict):
        wrong = Text("不是一条陈述", "this is no statement")
        right = Text("请写 factor、text、references", "write factor, text, references")
        faults.append(document.fault(at, wrong, right))
        return None
    known = ("factor", "text", "references")
    faults += [_unknown(document, f"{at}.{key}", known) for key in data if key not in known]
    if data.get("factor") not in FACTORS:
        wrong = Text(f"没有因素 {data.get('factor')}", f"there is no factor {data.get('factor')}")
        named = ", ".join(FACTORS)
        faults.append(
            document.fault(f"{at}.factor", wrong, Text(f"可用：{named}", f"the factors are {named}"))
        )
    text = data.get("text")
    if not isinstance(text, str) or not text.strip() or len(text) > LONGEST_TEXT:
        wrong = Text("没有文字，或者太长", "it is empty or too long")
        right = Text(f"请写 1 至 {LONGEST_TEXT} 字", f"write 1 to {LONGEST_TEXT} characters")
        faults.append(document.fault(f"{at}.text", wrong, right))
    elif mark := mark_in(text):
        wrong = Text(f"带有“{mark}”标志", f"it bears the mark {mark}")
        faults.append(document.fault(f"{at}.text", wrong, directions()))
    listed = data.get("references") or []
    if not isinstance(listed, list):
        wrong = Text("不是列表", "it is no list")
        faults.append(
            document.fault(f"{at}.references", wrong, Text("请写 [{file: …}]", "write a list: [{file: …}]"))
        )
        listed = []
    if len(listed) > MOST_REFERENCES:
        faults.append(_too_many(document, f"{at}.references", MOST_REFERENCES))
    references = tuple(
        _reference(document, f"{at}.references.{n}", one, faults)
        for n, one in enumerate(listed[:MOST_REFERENCES])
    )
    return Statement(str(data.get("factor")), str(text).strip(), references)


def _reference(document: Document, at: str, data: Any, faults: list[Fault]) -> Reference:
    if not isinstance(data, dict):
        wrong = Text("不是一条依据", "this is no reference")
        right = Text("请写 file、analysis 或者 source", "write file, analysis or source")
        faults.append(document.fault(at, wrong, right))
        return Reference()
    faults += [_unknown(document, f"{at}.{key}", FIELDS) for key in data if key not in FIELDS]
    given = {name: data[name] for name in FIELDS if data.get(name) is not None}
    faults += [document.fault(f"{at}.{where}", wrong, right) for where, wrong, right in _faults(given)]
    days = Days(**{name: day for name in DAYS if (day := day_of(given.get(name))) is not None})
    known: dict[str, Any] = {
        name: given[name].strip() for name in _WORDS if isinstance(given.get(name), str)
    } | {name: given[name] for name in _NUMBERS if _whole(given.get(name))}
    return Reference(days=days, **known)


Problem = tuple[str, Text, Text]


def _faults(given: Mapping[str, Any]) -> Iterator[Problem]:
    for name in _WORDS:
        value = given.get(name)
        if value is not None and (
            not isinstance(value, str) or not value.strip() or len(value) > LONGEST_WORD
        ):
            right = Text(f"请写 1 至 {LONGEST_WORD} 字", f"write 1 to {LONGEST_WORD} characters")
            yield name, Text("不是文字，或者太长", "it is no text, or too long"), right
    for name in _NUMBERS:
        if name in given and not _whole(given[name]):
            wrong = Text(f"{given[name]!r} 不是从 1 起的整数", f"{given[name]!r} is no whole number from 1")
            yield name, wrong, Text("请写 87 这样的数", "write a number such as 87")
    for name in DAYS:
        if name in given and day_of(given[name]) is None:
            wrong = Text(f"{given[name]!r} 不是日期", f"{given[name]!r} is not a day")
            yield name, wrong, Text("请写成 2026-03-02 的形式", "write it as 2026-03-02")
    kinds = [name for name in ("file", "analysis", "source") if name in given]
    if len(kinds) != 1:
        wrong = Text("须写 file、analysis、source 中的一项", "it needs one of file, analysis, source")
        yield (
            kinds[1] if kinds else "file",
            wrong,
            Text("几项依据请分开写", "write several as several references"),
        )
    elif kinds == ["analysis"] and "finding" not in given:
        wrong = Text("没有写明是第几条发现", "it does not say which finding")
        yield "finding", wrong, Text("请写 finding: 1", "write finding: 1")
    if "file" not in given:
        for name in ("page", "line", "place", "sha256"):
            if name in given:
                yield name, Text("只有文件才有", "only a file has it"), Text("请删去", "leave it out")
    if "source" in given and "finding" in given:
        yield (
            "finding",
            Text("手写的来源没有发现", "a source has no findings"),
            Text("请删去", "leave it out"),
        )
    if isinstance(given.get("sha256"), str) and not _DIGEST.fullmatch(given["sha256"].strip()):
        wrong = Text("不是 SHA-256 摘要", "it is no SHA-256 digest")
        yield (
            "sha256",
            wrong,
            Text("请写 64 位十六进制小写数字", "write 64 hexadecimal digits in small letters"),
        )
    begin, end = day_of(given.get("covers_from")), day_of(given.get("covers_to"))
    if begin and end and end < begin:
        wrong = Text("涵盖期间的结束早于开始", "what it covers ends before it begins")
        yield "covers_to", wrong, Text("请调换两个日期", "swap the two days")


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= MOST_PAGE


def _unknown(document: Document, path: str, known: tuple[str, ...]) -> Fault:
    name = path.rpartition(".")[2]
    return document.fault(
        path,
        Text(f"没有 {name} 这一项", f"there is no field {name}"),
        Text(f"可用：{'、'.join(known)}", f"the fields are {', '.join(known)}"),
    )


def _too_many(document: Document, path: str, most: int) -> Fault:
    return document.fault(
        path, Text(f"超过 {most} 条", f"more than {most}"), Text("请合并或者拆分", "join or split them")
    )


def report_schema() -> dict[str, Any]:
    """JSON Schema of `analysis_report.yaml`."""
    word = {"type": "string", "minLength": 1, "maxLength": LONGEST_WORD}
    whole = {"type": "integer", "minimum": 1, "maximum": MOST_PAGE}
    reference = {
        "type": "object",
        "properties": {
            **dict.fromkeys(_WORDS, word),
            "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
            **dict.fromkeys(_NUMBERS, whole),
            **{name: {"type": "string", "format": "date"} for name in DAYS},
        },
        "oneOf": [{"required": ["file"]}, {"required": ["analysis", "finding"]}, {"required": ["source"]}],
        "additionalProperties": False,
    }
    statement = {
        "type": "object",
        "properties": {
            "factor": {"enum": list(FACTORS)},
            "text": {"type": "string", "minLength": 1, "maxLength": LONGEST_TEXT},
            "references": {"type": "array", "items": reference, "maxItems": MOST_REFERENCES},
        },
        "required": ["factor", "text"],
        "additionalProperties": False,
    }
    return {
        "$schema": DRAFT,
        "title": "shencha dossier: analysis_report.yaml",
        "type": "object",
        "properties": {
            "statements": {
                "type": "array",
                "items": statement,
                "minItems": 1,
                "maxItems": MOST_STATEMENTS,
            }
        },
        "required": ["statements"],
        "additionalProperties": False,
    }
