"""One word for one legal thing: the glossary is held over pages, papers and commands; numbers of the law stay in it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.places import ROOT

from shencha.web.help import rejected

SOURCE = ROOT / "src/shencha"
REJECTED = {one.word: f"{one.instead}: {one.because.en}" for one in rejected()}
"""Words that are not ours for the review, and why: the glossary that `/help/` shows."""
FULL_NAME = "中央网络安全和信息化委员会"
"""Said as 中央网信委 throughout; the whole name is that of the organisation in the sample only."""
PENALTIES = ("sanctions", "law/sanctions", "web/sanctions", "documents/sanction")
"""The penalty procedure has words of its own."""
NUMBERS = re.compile(
    r"(?<![\d.,第{])(10|15|30|45|60|90)\s*(?:个工作日|working days)|一百万|1,000,000|one million"
)
"""The numbers of the Measures as sentences would say them."""
NOT_THE_LAW_S = {
    "evidence/people": "shows the million as the line of a picture from figures",
}


def sentences() -> Iterator[tuple[str, str]]:
    """Every text of pages, papers and commands, with its place; comments and docstrings are none."""
    for path in sorted(SOURCE.rglob("*")):
        name = str(path.relative_to(SOURCE))
        if path.name == "glossary.yaml":
            continue  # it says which words are rejected
        if path.suffix in (".html", ".yaml", ".typ"):
            for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
                if not line.lstrip().startswith("#"):
                    yield f"{name}:{number}", line
        elif path.suffix == ".py":
            yield from _of_python(path, name)


def _of_python(path: Path, name: str) -> Iterator[tuple[str, str]]:
    tree = ast.parse(path.read_text("utf-8"))
    said = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield f"{name}:{node.lineno}", node.value


def test_no_rejected_word_is_said() -> None:
    found = [
        f"{place}: {word} ({why})"
        for place, text in sentences()
        for word, why in REJECTED.items()
        if word in text and not place.startswith(PENALTIES)
    ]
    assert found == []


def test_the_commission_has_one_name() -> None:
    found = [
        place for place, text in sentences() if FULL_NAME in text and not place.startswith("server/sample")
    ]
    assert found == []


def test_no_number_of_the_measures_stands_in_a_sentence_outside_the_law() -> None:
    found = [
        f"{place}: {match[0]}"
        for place, text in sentences()
        if not place.startswith(("law/", *NOT_THE_LAW_S))
        for match in NUMBERS.finditer(text)
    ]
    assert found == []


def test_each_factor_has_one_name() -> None:
    from shencha.evidence.finding import Factor
    from shencha.law.measures.factors import FACTORS
    from shencha.web import words

    assert {name: one.short.begun for name, one in FACTORS.items()} == words.FACTORS
    assert all(one.about == FACTORS[one].text for one in Factor)
