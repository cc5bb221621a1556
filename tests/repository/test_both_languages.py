"""No words of a page stand in one language only."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import shencha

SOURCE = Path(shencha.__file__).parent
TEMPLATES = sorted((SOURCE / "web/templates").rglob("*.html"))
HAN = re.compile(r"[\u4e00-\u9fff]")
SAY = re.compile(r'\{%\s*say\s+"((?:[^"\\]|\\.)*)"\s+"((?:[^"\\]|\\.)*)"')
SAID_IN_NEITHER = {"SHA-256", "API", "PDF", "Word", "openapi.json", "中文", 'value="en" lang="en">English'}
"""Names that are the same in both languages, and those of the languages themselves."""


def loose_words(template: str) -> Iterator[str]:
    """What a template says outside its tags, and in the attributes that are read out."""
    attributes = re.findall(
        r'(?:title|alt|placeholder|aria-label)="([^"]*)"', re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "", template)
    )
    for comment in (
        r"\{#.*?#\}",
        r"<!--.*?-->",
        r"<code>.*?</code>",
        r"<script[^>]*application/json[^>]*>.*?</script>",
        r"\{%\s*comment.*?endcomment\s*%\}",
        r"\{%.*?%\}",
        r"\{\{.*?\}\}",
        r"<[^>]*>",
    ):
        template = re.sub(comment, "\n", template, flags=re.S)
    for words in (*template.split("\n"), *attributes):
        found = words.strip(" 　\t/.,:;·…()（）：，。&#-–→|{}")
        if (HAN.search(found) or re.search(r"[A-Za-z]{2}", found)) and found not in SAID_IN_NEITHER:
            yield found


@pytest.mark.parametrize(
    "template", TEMPLATES, ids=lambda path: str(path.relative_to(SOURCE / "web/templates"))
)
def test_a_template_says_nothing_outside_its_two_languages(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    assert [*loose_words(re.sub(r"&[a-z]+;", " ", text))] == []
    for zh, en in SAY.findall(text):
        assert zh.strip() or not en.strip(" ·"), f"no Chinese for {en!r}"
        assert en.strip() or not zh.strip("　 "), f"no English for {zh!r}"
        assert not HAN.search(en), f"Chinese in the English of {zh!r}"
        assert HAN.search(zh) or not re.search(r"[A-Za-z]{3}", zh.partition("{")[0]), f"no Chinese in {zh!r}"
        assert set(re.findall(r"\{\w+\}", zh)) == set(re.findall(r"\{\w+\}", en)), (
            f"{zh!r} and {en!r} name other values"
        )
        assert "!" not in en
        assert "！" not in zh


def test_it_would_notice() -> None:
    assert [*loose_words('<p title="仅中文">{% say "好" "good" %} Save</p>')] == ["Save", "仅中文"]


@pytest.mark.parametrize("folder", ["web", "procedure", "law", "records", "server"])
def test_each_text_is_in_both_languages(folder: str) -> None:
    faults = []
    for file in sorted((SOURCE / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not (
                isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Text"
            ):
                continue
            if len(node.args) != 2 or not all(isinstance(one, ast.Constant) for one in node.args):
                continue
            zh, en = (str(one.value) for one in node.args if isinstance(one, ast.Constant))
            if (
                HAN.search(en)
                or (bool(zh) != bool(en))
                or (re.search(r"[A-Za-z]{2}", re.sub(r"\{\w+\}", "", en)) and not HAN.search(zh))
            ):
                faults.append(f"{file.name}:{node.lineno}: {zh!r} / {en!r}")
    assert not faults, "\n".join(faults)
