"""Both languages in one tag, every value escaped."""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.template import Context, Template
from django.utils.translation import override

from shencha.text import Text


def shown(template: str, lang: str, **values: object) -> str:
    """A template in one language."""
    with override(lang):
        return Template("{% load say articles %}" + template).render(Context(values))


def test_a_value_is_escaped_and_the_sentence_is_not() -> None:
    template = '{% say "致 {name}：" "To {name}:" name=name %}'
    assert shown(template, "zh-hans", name="<b>甲</b>") == "致 &lt;b&gt;甲&lt;/b&gt;："


def test_a_text_speaks_the_readers_language() -> None:
    template = '{% say "依据{name}" "under the {name}" name=name %}'
    assert shown(template, "en", name=Text("办法", "Measures")) == "under the Measures"


def test_a_brace_in_a_value_is_no_placeholder() -> None:
    assert shown('{% say "{name}" "{name}" name=name %}', "en", name="{x}") == "{x}"


def test_a_day_is_written_as_the_reader_expects() -> None:
    on = date(2026, 3, 27)
    assert shown("{{ on|day }}", "zh-hans", on=on) == "2026年3月27日"
    assert shown("{{ on|day }}", "en", on=on) == "27 March 2026"


def test_a_moment_is_said_in_shanghai() -> None:
    at = datetime(2026, 3, 26, 16, 5, tzinfo=UTC)
    assert shown("{{ at|moment }}", "zh-hans", at=at) == "2026年3月27日 00:05"


def test_an_item_of_an_article_is_cited_as_jurists_do() -> None:
    cited = shown('{% article "measures-2022" "8(2)" %}', "zh-hans")
    assert ">第八条第二项</a>" in cited
    assert 'href="/law/measures-2022/8/"' in cited


def test_an_article_of_another_version_names_it() -> None:
    assert "（2020年）" in shown('{% article "measures-2020" "13" %}', "zh-hans")
