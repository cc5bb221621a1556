"""Help: each reader's page in both languages says the same, its links lead somewhere, its numbers are the law's."""

from __future__ import annotations

import re

import pytest
from django.urls import resolve

from shencha.law.measures.figures import figures
from shencha.web.help import READERS, source, terms

WRITTEN = [(reader, lang) for reader in READERS for lang in ("zh", "en")]


@pytest.mark.parametrize("reader", READERS)
def test_both_languages_have_the_same_headings_commands_and_links(reader) -> None:
    zh, en = source(reader, "zh"), source(reader, "en")
    for what in (r"^(#+) ", r"^\$ (.*?)(?: --lang \w+)?$", r"^\|", r"\]\((.*?)\)"):
        assert re.findall(what, zh, re.M) == re.findall(what, en, re.M), what


@pytest.mark.parametrize(("reader", "lang"), WRITTEN)
def test_each_link_leads_to_a_page_of_the_product(reader, lang) -> None:
    for address in re.findall(r"\]\((/[^)]*)\)", source(reader, lang)):
        resolve(address)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_time_limits_are_those_of_the_measures(lang) -> None:
    rows = re.findall(r"^\| [^|]+ \| ([^|]+) \| [^|]+ \|$", source("office", lang), re.M)[1:]
    numbers = [[int(one) for one in re.findall(r"\d+", row)] for row in rows]
    law = figures("measures-2022")
    assert numbers == [
        [law.intake_days.value],
        [law.preliminary_days.value, law.preliminary_extension_days.value],
        [law.opinion_days.value],
        [law.special_days.value],
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(("reader", "lang"), WRITTEN)
def test_a_page_is_shown_in_the_readers_language(client, reader, lang) -> None:
    page = client.get(f"/help/{reader}/", headers={"accept-language": lang}).content.decode()
    assert source(reader, lang).splitlines()[0].removeprefix("# ") in page
    assert "shencha " in page
    assert "```" not in page


@pytest.mark.django_db
def test_help_names_contact_and_hours_or_says_that_there_is_none(client, settings) -> None:
    settings.CONTACT = settings.HOURS = ""
    assert "没有填写联系方式" in client.get("/help/").content.decode()
    settings.CONTACT, settings.HOURS = "010-00000000 <主任>", "工作日 9:00–17:00"
    page = client.get("/help/").content.decode()
    assert "010-00000000 &lt;主任&gt;" in page
    assert "9:00–17:00" in page
    assert "没有填写联系方式" not in page


@pytest.mark.django_db
def test_no_page_is_shown_for_a_reader_who_is_none(client) -> None:
    assert client.get("/help/minister/").status_code == 404


@pytest.mark.django_db
def test_the_glossary_has_each_term_in_both_languages(client) -> None:
    page = client.get("/help/glossary/").content.decode()
    for term in terms():
        assert term.zh in page
        assert term.en in page
    assert "补正" in page
