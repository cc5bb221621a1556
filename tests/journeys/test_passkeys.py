"""A passkey takes the place of the code when signing in, in a real browser with a virtual authenticator."""

from allauth.mfa.models import Authenticator
from playwright.sync_api import expect

from shencha.records.log.auditing import audit_everything
from shencha.records.models import LoggedAct, Person
from shencha.server.sample import instance as sample
from shencha.server.sample.instance import CLERK


def test_a_passkey_is_added_signs_in_and_is_removed(live_server, browser, story):
    context = browser.new_context(locale="zh-CN", base_url=live_server.url)
    page = context.new_page()
    broken = []
    page.on("console", lambda said: broken.append(said.text) if said.type == "error" else None)
    devices = context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    kind = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    devices.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": kind | {"isUserVerified": True, "automaticPresenceSimulation": True}},
    )
    person = Person.objects.get(email=CLERK)

    def sign_in():
        page.goto("/accounts/login/")
        page.fill("[name=login]", CLERK)
        page.fill("[name=password]", sample.PASSWORD)
        page.press("[name=password]", "Enter")

    def again():
        """Who changes a factor signs in again first."""
        if "reauthenticate" in page.url:
            page.fill("[name=password]", sample.PASSWORD)
            page.press("[name=password]", "Enter")
            page.wait_for_url(lambda url: "reauthenticate" not in url)

    def add():
        page.goto("/accounts/2fa/passkeys/add/")
        again()
        page.click("#mfa_webauthn_add")
        page.wait_for_url(lambda url: "passkeys/add" not in url)

    sign_in()
    page.wait_for_url("**/work/")
    add()
    assert Authenticator.objects.filter(user=person, type="webauthn").count() == 1
    page.goto("/accounts/2fa/")
    page.click("header form[action='/accounts/logout/'] button")
    sign_in()
    page.wait_for_url("**/accounts/2fa/authenticate/")
    page.click("#mfa_webauthn_authenticate")
    page.wait_for_url("**/work/")
    expect(page.locator("h1")).to_be_visible()
    assert Authenticator.objects.get(user=person, type="webauthn").last_used_at is not None
    assert not broken, broken
    page.goto("/accounts/2fa/passkeys/")
    page.click("main table a")
    again()
    page.click("main button.grave")
    page.wait_for_url("**/accounts/2fa/passkeys/")
    assert not Authenticator.objects.filter(user=person, type="webauthn").exists()
    names = LoggedAct.objects.filter(about=f"person:{person.key}", name__startswith="second_factor")
    assert {"second_factor_set", "second_factor_ended"} == set(names.values_list("name", flat=True))
    assert tuple(audit_everything().faults) == ()
    context.close()
