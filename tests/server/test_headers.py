"""What every answer says to the browser, and what it says to nobody."""

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.middleware.security import SecurityMiddleware
from django.test import Client, RequestFactory, override_settings

PAGES = (
    "/",
    "/due/",
    "/accounts/login/",
    "/report/",
    "/nowhere/",
    "/api/nowhere",
    "/healthz",
    "/statistics/statistics.json",
)


@pytest.mark.parametrize("address", PAGES)
def test_every_answer_keeps_the_page_to_itself(reader, address):
    answer = reader.get(address)
    policy = answer["Content-Security-Policy"]
    for part in ("default-src 'none'", "script-src 'self'", "base-uri 'none'", "frame-ancestors 'none'"):
        assert part in policy
    assert "unsafe" not in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "charset=utf-8" in answer["Content-Type"] or answer["Content-Type"].startswith("application/")


@pytest.mark.parametrize("address", ["/", "/api/cases", "/api/screen"])
def test_no_other_origin_is_let_in(reader, address):
    for answer in (
        reader.get(address, headers={"Origin": "https://evil.example"}),
        reader.options(
            address, headers={"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
        ),
    ):
        assert not [name for name in answer.headers if name.lower().startswith("access-control-")]


def test_where_tls_stands_in_front_browsers_are_told_to_keep_to_it(db):
    with override_settings(SECURE_HSTS_SECONDS=31_536_000, SECURE_HSTS_INCLUDE_SUBDOMAINS=True):
        request = RequestFactory().get("/", secure=True)
        answer = SecurityMiddleware(lambda _: HttpResponse())(request)
    assert answer["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    assert settings.SECURE_HSTS_SECONDS == 0, "the tests run without TLS"


@pytest.mark.parametrize("to", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_nobody_is_sent_elsewhere(settled, to):
    client = Client(HTTP_HOST="127.0.0.1")
    answer = client.post("/language/", {"language": "en", "next": to})
    assert answer["Location"].startswith("/")
    assert "evil" not in answer["Location"]
    sent = {"login": "officer@office.example", "password": "shencha-demo-pass", "next": to}
    assert "evil" not in client.post("/accounts/login/", sent)["Location"]


def test_nothing_of_the_inside_is_shown(reader):
    assert not settings.DEBUG
    said = reader.get("/nowhere/").content.decode()
    assert not any(word in said for word in ("Traceback", "site-packages", "django", "urlconf", ".py"))
    assert reader.generic("TRACE", "/").status_code in (403, 405)
    assert not [name for name in reader.get("/").headers if name in ("Server", "X-Powered-By")]
