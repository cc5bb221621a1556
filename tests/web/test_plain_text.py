"""What forms and addresses say arrives as plain text, or is refused with the name of its box."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shencha.records.models import Draft
from shencha.text import one_line, plain

OWNER = "owner@yunqi.example"


def _draft(**changed):
    return {"ground": "foreign_listing", "title": "上市", "party": "yunqi", "key": "k"} | changed


def test_what_a_word_processor_pastes_into_a_title_becomes_a_space(sign_in):
    client = sign_in(OWNER)
    client.post("/party/drafts/new/", _draft(title="测试\x0b事项\x1f 二"))
    assert [one.title for one in Draft.objects.all()] == ["测试 事项 二"]


@pytest.mark.parametrize("wrong", ["a\0b", "\ufffe"])
def test_a_nul_is_refused_with_the_name_of_its_box(sign_in, wrong):
    answer = sign_in(OWNER).post("/party/drafts/new/", _draft(title=wrong))
    assert answer.status_code == 422
    assert "title" in answer.content.decode()
    assert not Draft.objects.exists()


def test_a_nul_is_refused_before_anyone_is_signed_in(reader, settled):
    answer = reader.post("/accounts/login/", {"login": "a\0@b.example", "password": "x"})
    assert answer.status_code == 422


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/search/?q=%00", 422),
        ("/statistics/?year=%00", 422),
        ("/cases/a%00b/", 404),
        ("/api/cases/%00", 404),
    ],
)
def test_an_address_with_a_nul_is_refused(sign_in, address, status):
    assert sign_in("officer@office.example").get(address).status_code == status


@pytest.mark.parametrize("year", ["9" * 6_000, "02026" + "0" * 5_000, "²", "２０２６"])
def test_a_year_of_thousands_of_digits_is_no_year(reader, year):
    assert reader.get("/statistics/", {"year": year}).status_code == 404


@given(st.text())
def test_plain_words_stay_as_they_are_and_are_plain_at_once(words):
    once = plain(words)
    assert plain(once) == once
    assert one_line(once) == one_line(words)
    assert all(sign.isprintable() or sign in "\t\n\r" or ord(sign) >= 0xA0 for sign in once)
