"""A passkey takes the place of the code when signing in, in a real browser with a virtual authenticator."""

import json
from base64 import urlsafe_b64decode
from urllib.parse import parse_qs

from allauth.mfa.models import Authenticator
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import expect

from shencha.records.acts import drafts
from shencha.records.log.auditing import audit_everything
from shencha.records.models import LoggedAct, Person, SpentCode
from shencha.server.sample import instance as sample
from shencha.server.sample.instance import CLERK, HAINA
from shencha.web.party.sign import ASKED


def a_key(context, page):
    """A virtual authenticator, whose owner is there and verified whenever it is asked."""
    devices = context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    kind = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    devices.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": kind | {"isUserVerified": True, "automaticPresenceSimulation": True}},
    )


def ready(by, title):
    """A draft that waits for its signature."""
    draft = drafts.begin(by=by, party_key="haina", ground="foreign_listing", title=title)
    for material in ("declaration", "analysis_report", "listing_documents"):
        drafts.attach(draft, by=by, material=material, name=f"{material}.txt", chunks=[title.encode()])
    sample.tell_facts(draft, by)
    return drafts.looked_through(draft, by=by)


def test_a_passkey_signs_a_filing_once(live_server, browser, story):
    """Whoever has no app signs with the key alone; its answer is good for no second act, nor for another question."""
    by = story.held[HAINA]
    Authenticator.objects.filter(user=by.person).delete()
    first, second = ready(by, "海纳赴境外上市"), ready(by, "海纳再次发行")
    context = browser.new_context(locale="zh-CN", base_url=live_server.url)
    page = context.new_page()
    a_key(context, page)
    sent = []
    page.on(
        "request", lambda one: sent.append(one.post_data) if "credential=" in (one.post_data or "") else None
    )
    page.goto("/accounts/login/")
    page.fill("[name=login]", HAINA)
    page.fill("[name=password]", sample.PASSWORD)
    with page.expect_navigation():
        page.press("[name=password]", "Enter")
    page.goto("/accounts/2fa/passkeys/add/")
    if "reauthenticate" in page.url:
        page.fill("[name=password]", sample.PASSWORD)
        page.press("[name=password]", "Enter")
        page.wait_for_url(lambda url: "reauthenticate" not in url)
    page.click("#mfa_webauthn_add")
    page.wait_for_url(lambda url: "passkeys/add" not in url)
    page.goto(f"/party/drafts/{first.pk}/sign/")
    expect(page.locator("[name=code]")).to_have_count(0)
    page.click("#with-passkey")
    page.wait_for_url("**/events/1/")
    first.refresh_from_db()
    assert first.case is not None
    assert SpentCode.objects.get(person=by.person).acted
    answer = parse_qs(sent[-1])["credential"][0]
    challenge = json.loads(urlsafe_b64decode(json.loads(answer)["response"]["clientDataJSON"] + "=="))[
        "challenge"
    ]
    page.goto(f"/party/drafts/{second.pk}/sign/")
    (cookie,) = (one["value"] for one in context.cookies() if one["name"].endswith("sessionid"))
    for question in (None, challenge):
        if question:  # the very question again, as two requests at once would have it
            kept = SessionStore(cookie)
            kept[ASKED] = {str(second.pk): kept[ASKED][str(second.pk)] | {"challenge": question}}
            kept.save()
        token = page.locator("main [name=csrfmiddlewaretoken]").get_attribute("value")
        form = {"csrfmiddlewaretoken": token, "key": "again", "credential": answer}
        head = {"Referer": f"{live_server.url}/"}
        refused = page.request.post(f"/party/drafts/{second.pk}/sign/", form=form, headers=head)
        assert "通行密钥没有确认" in refused.text()
        second.refresh_from_db()
        assert second.case is None
    context.close()


def test_a_passkey_is_added_signs_in_and_is_removed(live_server, browser, story):
    context = browser.new_context(locale="zh-CN", base_url=live_server.url)
    page = context.new_page()
    broken = []
    page.on("console", lambda said: broken.append(said.text) if said.type == "error" else None)
    a_key(context, page)
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
