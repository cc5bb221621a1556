"""Persons as an analyser: a count that was made where the data lies is only read here."""

from __future__ import annotations

from pathlib import Path

from shencha.errors import BadInput, Fault
from shencha.evidence.analyser import Analyser, Answer, Given, Input, Ran
from shencha.evidence.people import page
from shencha.evidence.people.worse import worse
from shencha.inputs import Document, parse_json
from shencha.text import Lang, Text


def run(given: Given) -> Ran:
    """The count that was attached, with earlier ones and an auditor's repetition beside it."""
    from shencha.evidence.people.attached import attached

    repeated = given.one("repeated")
    return Ran(
        attached(
            _document(given.paths["answer"][0]),
            [_document(path) for path in given.paths.get("earlier", ())],
            _document(repeated) if repeated else None,
        )
    )


def _document(path: str) -> Document:
    try:
        text = Path(path).read_bytes().decode()
    except UnicodeDecodeError:
        wrong = Text("不是 UTF-8 文本", "it is not UTF-8 text")
        right = Text("请附上计数程序输出的结果文件", "attach the file that shencha people --json printed")
        raise BadInput([Fault(path, "document", wrong, right)]) from None
    return parse_json(text, path)


def _drawn(answer: Answer, lang: Lang, narrow: bool) -> str:
    from shencha.evidence.people.picture import draw

    return draw(dict(answer), lang, narrow=narrow)


def _schema() -> dict[str, object]:
    from shencha.evidence.people.schemas import people_schema

    return people_schema()


PEOPLE = Analyser(
    kind="people",
    words=Text("自然人数量的计数", "How many persons"),
    purpose=Text(
        "计数在贵单位的数据所在处进行，这里只附上结果；任何人的数据都不上传。",
        "The count is made where your data lies; only its result is attached, and nobody’s data is uploaded.",
    ),
    inputs=(
        Input(
            "answer",
            Text("计数程序输出的结果文件", "The count (what shencha people --json printed)"),
            1,
        ),
        Input(
            "earlier",
            Text(
                "此前的计数，用来推算何时超过一百万（可选几份）",
                "Earlier counts, to project when the million is crossed (several)",
            ),
            0,
            None,
        ),
        Input(
            "repeated",
            Text(
                "审计员用同一密钥复核的计数结果文件",
                "An auditor’s count under the same key (shencha people --sworn)",
            ),
        ),
    ),
    run=run,
    schema=_schema,
    worse=worse,
    sorts={
        "people.components": Text("人数", "how many persons"),
    },
    lead=page.lead,
    premises=page.premises,
    tables=page.tables,
    draws_answer=_drawn,
)
