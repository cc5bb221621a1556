"""No sequence of acts by fewer than two people gives anyone a view of a case or removes a trace, by commands or pages.

One administrator does, in a random order, everything that pages and commands offer, in the browser and in the shell,
opens every link that is shown, and acts in every account that it comes to hold.
"""

import random
import re
import sys

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from tests.instances import instance

from shencha.cli.main import main
from shencha.procedure.roles import Role, gives_a_view
from shencha.records.acts import accounts, asked
from shencha.records.clock import today
from shencha.records.log.auditing import audit_everything
from shencha.records.models import (
    Absence,
    ApiToken,
    LoggedAct,
    Mandate,
    Membership,
    Organisation,
    Person,
    SpentCode,
)
from shencha.server.sample import instance as sample
from shencha.server.sample.page import code

ADMINISTRATORS = [f"{one}@operation.example" for one in ("system", "security", "auditadmin")]
STEPS = 50
AWAY = ("--first", today().isoformat(), "--last", today().isoformat())
PASSWORD = "a-long-one-of-mine-27"


class One:
    """One person at the browser and in the shell, with whatever accounts they come to hold."""

    def __init__(self, email, seed, run):
        self.random, self.run, self.email = random.Random(seed), run, email
        if not Authenticator.objects.filter(user__email=email).exists():
            TOTP.activate(Person.objects.get(email=email), sample.TOTP_SECRET)
        self.mine = [email]
        self.sent = set()

    def browser(self):
        client = Client(HTTP_HOST="127.0.0.1")
        client.force_login(Person.objects.get(email=self.random.choice(self.mine)))
        return client

    def any(self, rows, field):
        return self.random.choice(list(rows.objects.order_by("pk").values_list(field, flat=True)))

    def people(self):
        """Mostly accounts of its own making: there a hole would lie."""
        return self.random.choice([*self.mine, self.any(Person, "email")])

    def waiting(self):
        return self.random.choice([one.key for one in asked.waiting()] or ["0"])

    def role(self):
        return self.random.choice(list(Role)).value

    def page(self):
        person = Person.objects.get(email=self.people())
        address, sent = self.random.choice(
            [
                ("/people/", {"email": f"p{self.random.randrange(99)}@x.example", "name": "某"}),
                ("/people/organisations/", {"act": "mandate", "counsel": "zhengde", "party": "beifang"}),
                (
                    "/people/organisations/",
                    {
                        "act": "register",
                        "key": self.random.choice(["mine", self.any(Organisation, "key")]),
                        "kind": self.random.choice(Organisation.Kind.values),
                        "zh": "我",
                        "en": "Mine",
                        "unit": self.random.choice(["", "ndrc"]),
                    },
                ),
                *(
                    (f"/people/{person.pk}/", sent)
                    for sent in (
                        {"act": "address", "address": f"q{self.random.randrange(99)}@x.example"},
                        {"act": "link"},
                        {"act": "factor"},
                        {"act": "reopen"},
                        {"act": "grant", "role": self.role(), "organisation": self.any(Organisation, "key")},
                    )
                ),
                ("/people/waiting/", {"act": "confirm", "key": self.waiting()}),
                ("/people/waiting/", {"act": "confirm", "key": self.waiting()}),
                ("/people/waiting/", {"act": "refuse", "key": self.waiting(), "why": "x"}),
                ("/people/end/", {"end": "factor", "email": person.email}),
                ("/people/end/", {"end": "mandate", "counsel": "zhengde", "party": "haina"}),
                (
                    "/accounts/tokens/",
                    {"label": "x", "until": today().isoformat(), "may": "act"},
                ),
            ]
        )
        answer = self.browser().post(address, sent)
        assert answer.status_code < 500
        self.follow(answer.content.decode() if answer.status_code == 200 else "")

    def command(self):
        by = ("--by", self.random.choice(self.mine))
        person, key = self.people(), self.any(Organisation, "key")
        words = self.random.choice(
            [
                ("grant", person, key, self.role(), *by),
                ("grant", person, key, self.role()),
                ("mandate", "zhengde", "beifang", *by),
                ("mandate", "zhengde", "beifang"),
                ("organisation", key, "--kind", "member", "--zh", "我", "--en", "Me", "--unit", "ndrc", *by),
                ("invite", f"r{self.random.randrange(99)}@x.example", "--name", "某", *by),
                ("invite", person, *by),
                ("address", person, f"s{self.random.randrange(99)}@x.example", *by),
                ("confirm", self.waiting(), *by),
                ("reopen", person, *by),
                ("end", "factor", person, *by),
                ("end", "factor", person),
                ("end", "person", person),
                ("token", person, self.role()),
                ("away", person, key, self.role(), "--deputy", self.people(), *AWAY, *by),
                ("end", "absence", person, key, self.role(), *by),
                ("policy", "withdrawal", "--value", "never", "--why", "x", "--by", self.any(Person, "email")),
                ("policy", "--sign", "1", "--by", self.any(Person, "email")),
            ]
        )
        SpentCode.objects.all().delete()  # half a minute passes
        asks = "--by" in words or words[0] == "token"
        self.follow(self.run("admin", *words, *(("--code", code()) if asks else ())))

    def follow(self, shown):
        """Open what was shown: prove an address, or set a password and come to hold the account."""
        for link in re.findall(r"/accounts/address/[^<\s]+", shown):
            Client(HTTP_HOST="127.0.0.1").post(link)
        for link in re.findall(r"/accounts/password/reset/key/[^<\s]+", shown):
            before = dict(Person.objects.values_list("email", "password"))
            client = Client(HTTP_HOST="127.0.0.1")
            form = client.get(link, follow=True)
            client.post(form.request["PATH_INFO"], {"password1": PASSWORD, "password2": PASSWORD})
            for person in Person.objects.exclude(email__in=self.mine):
                if person.password != before[person.email]:
                    self.mine.append(person.email)
                    if not Authenticator.objects.filter(user=person).exists():
                        TOTP.activate(person, sample.TOTP_SECRET)


@pytest.fixture
def run(monkeypatch, capsys):
    def told(*words):
        monkeypatch.setattr(sys, "argv", ["shencha", *words])
        with pytest.raises(SystemExit):
            main()
        out, err = capsys.readouterr()
        sys.stderr.write(err)  # shown where the test fails
        return out

    return told


def views():
    """Every way in which someone sees a case or keeps accounts: roles, mandates, and what opens their accounts."""
    held = Membership.objects.select_related("person", "organisation").filter(active=True)
    seeing = [one for one in held if gives_a_view(one.role)]
    keys = {one.person.key: (one.person.email, one.person.password) for one in seeing}
    factors = set(Authenticator.objects.filter(user__key__in=keys).values_list("user__key", "type"))
    return (
        {(one.person.key, one.organisation.key, one.organisation.unit, one.role) for one in seeing},
        set(Mandate.objects.values_list("counsel__key", "party__key")),
        keys,
        factors,
    )


def traces():
    return list(
        LoggedAct.objects.order_by("log_index").values_list("log_index", "about", "name", "by__email")
    )


@pytest.mark.parametrize("email", ADMINISTRATORS)
@pytest.mark.parametrize("seed", range(2))
def test_one_administrator_gives_nobody_a_view_and_removes_no_trace(
    email, seed, run, tmp_path, django_db_blocker
):
    with django_db_blocker.unblock(), instance("sqlite", tmp_path / "instance"):
        one = One(email, f"{email} {seed}", run)
        roles, mandates, keys, factors = views()
        for _ in range(STEPS):
            before = traces()
            one.page() if one.random.random() < 0.6 else one.command()
            assert traces()[: len(before)] == before
            assert {whose for *_, whose in traces()[len(before) :]} <= {None, *one.mine}, (
                "it acted as another"
            )
            after = views()
            assert after[0] <= roles, after[0] - roles
            assert after[1] <= mandates
            assert after[2].items() <= keys.items(), "an account that sees cases was opened"
            assert {whose for whose, _ in factors} & after[2].keys() <= {whose for whose, _ in after[3]}
        tokens = ApiToken.objects.exclude(membership__person__email__in=one.mine)
        assert not tokens.exists()
        assert audit_everything().faults == ()
        assert len(traces()) > 2, "it did nothing"


def test_two_of_them_do_and_both_are_named(run, tmp_path, django_db_blocker):
    with django_db_blocker.unblock(), instance("sqlite", tmp_path / "instance"):
        by = {email: One(email, 0, run) for email in ADMINISTRATORS[:2]}
        newcomer = Person.objects.create_user("new@office.example", PASSWORD, name="新")
        TOTP.activate(newcomer, sample.TOTP_SECRET)
        client = by[ADMINISTRATORS[1]].browser()
        sent = {"act": "grant", "role": "case_officer", "organisation": "office"}
        assert client.post(f"/people/{newcomer.pk}/", sent)["Location"] == "/people/waiting/"
        assert 'value="confirm"' not in client.get("/people/waiting/").content.decode()
        (one,) = asked.waiting()
        SpentCode.objects.all().delete()
        run("admin", "confirm", one.key, "--by", ADMINISTRATORS[0], "--code", code())
        assert newcomer.memberships.get().role == "case_officer"
        auditor = Client(HTTP_HOST="127.0.0.1")
        auditor.force_login(Person.objects.get(email=ADMINISTRATORS[2]))
        told = auditor.get("/people/acts/?q=new@office").content.decode()
        assert "授予角色" in told
        told = auditor.get("/people/acts/?q=right").content.decode()
        assert "许安" in told
        assert "马驰" in told


def test_leave_is_noted_and_ended_from_the_shell_by_the_security_administrator(
    run, tmp_path, django_db_blocker
):
    with django_db_blocker.unblock(), instance("sqlite", tmp_path / "instance"):
        for email in ADMINISTRATORS[:2]:
            TOTP.activate(Person.objects.get(email=email), sample.TOTP_SECRET)
        accounts.person("second-officer@office.example", "乙", "x" * 20)
        accounts.grant("second-officer@office.example", "office", "case_officer")
        role = (sample.OFFICER, "office", "case_officer")
        told = ("--deputy", "second-officer@office.example", *AWAY)

        def by(who: str, *words: str) -> None:
            SpentCode.objects.all().delete()
            run("admin", *words, "--by", who, "--code", code())

        by(ADMINISTRATORS[0], "away", *role, *told)
        by(ADMINISTRATORS[1], "away", *role, "--deputy", sample.OFFICER, *AWAY)
        assert not Absence.objects.exists()
        by(ADMINISTRATORS[1], "away", *role, *told)
        assert Absence.objects.get().deputy.person.name == "乙"
        by(ADMINISTRATORS[1], "end", "absence", *role)
        assert not Absence.objects.exists()
        entries = LoggedAct.objects.filter(name__startswith="absence").values_list("name", "by__email")
        assert list(entries) == [(f"absence_{one}", ADMINISTRATORS[1]) for one in ("noted", "ended")]
