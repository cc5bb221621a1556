"""Passwords: long, of any characters, compared as typed, and none that others would try first."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client

from shencha.records.acts import accounts
from shencha.records.models import Person

OFFICER = "officer@office.example"
NEW = "塘路三月雨-and-11-cups"


@pytest.mark.parametrize(
    "word",
    [
        "shencha-2026-abc",
        "我的审查系统密码二零二六",
        "yunqi-rides-2026!",
        "云栖出行科技有限公司",
        "林晓的很长的一个密码呀",
    ],
)
def test_a_password_holds_none_of_the_words_of_the_house(settled, word):
    person = Person.objects.get(email="owner@yunqi.example")
    with pytest.raises(ValidationError):
        validate_password(word, person)


@pytest.mark.parametrize("word", ["aaaaaaaaaaab", "0123 4567 89x", "龘" * 12, "correct horse 27"])
def test_twelve_characters_of_any_kind_are_enough(settled, word):
    validate_password(word, Person.objects.get(email=OFFICER))
    with pytest.raises(ValidationError):
        validate_password(word[:11], Person.objects.get(email=OFFICER))


@pytest.mark.parametrize("word", ["qwertyuiop123", "passwordpassword"])
def test_a_common_password_is_refused(settled, word):
    with pytest.raises(ValidationError):
        validate_password(word)


def test_a_change_asks_for_the_password_of_before(sign_in):
    client = sign_in(OFFICER)
    sent = {"oldpassword": "another one than mine", "password1": NEW, "password2": NEW}
    client.post("/accounts/password/change/", sent)
    assert not Person.objects.get(email=OFFICER).check_password(NEW)


def test_the_field_hides_it_and_lets_a_keeper_of_passwords_fill_it(reader):
    page = reader.get("/accounts/login/").content.decode()
    (field,) = [one for one in page.split("<input")[1:] if 'name="password"' in one]
    assert 'type="password"' in field
    assert 'autocomplete="current-password"' in field
    assert "onpaste" not in page


def test_it_is_compared_as_typed(db):
    long = " Aa" + "é" * 70 + " "
    accounts.person("long@office.example", "长", long)
    for typed, lands in ((long.lower(), False), (long[:-2], False), (long, True)):
        client = Client(HTTP_HOST="127.0.0.1")
        client.post("/accounts/login/", {"login": "long@office.example", "password": typed})
        assert ("_auth_user_id" in client.session) is lands
