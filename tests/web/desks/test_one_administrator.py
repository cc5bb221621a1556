"""No sequence of acts by fewer than two people gives anyone a view of a case or removes a trace, by commands or pages.

One administrator does, in a random order, everything that pages and commands offer, in the browser and in the shell,
opens every link that is shown, and acts in every account that it comes to hold.
"""

import io
import random
import re
import sys

import pytest
import typer
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.test import Client
from django.urls import get_resolver
from tests.access.table import ADMINISTRATORS as ROLES_OF_OPERATION
from tests.access.table import PAGES, SIGNED_IN
from tests.instances import instance
from tests.places import ROOT

from shencha.cli.commands.admin import admin
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
from shencha.web.accounts import own as own_pages

ADMINISTRATORS = [f"{one}@operation.example" for one in ("system", "security", "auditadmin")]
MORE = 12
"""Acts of each once all were done in a random order; by then there is more to be taken."""
AWAY = ("--first", today().isoformat(), "--last", today().isoformat())
PASSWORD = "a-long-one-of-mine-27"
READING = {"keys", "waiting", "tokens"}
"""Commands that change nothing, and show no case."""


class One:
    """One person at the browser and in the shell, with whatever accounts they come to hold."""

    def __init__(self, email, seed, run):
        self.random, self.run, self.email = random.Random(seed), run, email
        if not Authenticator.objects.filter(user__email=email).exists():
            TOTP.activate(Person.objects.get(email=email), sample.TOTP_SECRET)
        self.pks = [Person.objects.get(email=email).pk]
        self.notice = settings.DATA / "notice.yaml"
        self.notice.write_text(f"year: {today().year + 1}\noff: [{today().year + 1}-01-01]\n")

    @property
    def mine(self):
        """The addresses of the accounts that are theirs; an address may change."""
        return list(Person.objects.filter(pk__in=self.pks).order_by("pk").values_list("email", flat=True))

    def browser(self):
        client = Client(HTTP_HOST="127.0.0.1")
        client.force_login(Person.objects.get(email=self.random.choice(self.mine)))
        return client

    def any(self, rows, field):
        return self.random.choice(list(rows.objects.order_by("pk").values_list(field, flat=True)) or [0])

    def people(self):
        """Mostly accounts of its own making: there a hole would lie."""
        return self.random.choice([*self.mine, self.any(Person, "email")])

    def waiting(self):
        return self.random.choice([one.key for one in asked.waiting()] or ["0"])

    def role(self):
        return self.random.choice(list(Role)).value

    def held(self):
        """A role that someone holds: whose, where, and which."""
        one = self.random.choice(list(Membership.objects.select_related("person", "organisation")))
        return one.person.email, one.organisation.key, one.role

    def fresh(self):
        return f"p{self.random.randrange(999)}@x.example"

    def acts(self):
        """All that pages and commands offer, in a random order, and some of it again."""
        all_of_them = [(self.page, one) for one in PAGE_ACTS] + [(self.command, one) for one in COMMANDS]
        self.random.shuffle(all_of_them)
        return all_of_them + self.random.choices(all_of_them, k=MORE)

    def page(self, name):
        address, sent = PAGE_ACTS[name](self)
        answer = self.browser().post(address, sent)
        assert answer.status_code < 500, name
        self.follow(answer.content.decode() if answer.status_code == 200 else "")

    def command(self, name):
        words = COMMANDS[name](self)
        SpentCode.objects.all().delete()  # half a minute passes
        asks = "--by" in words or name == "token"
        self.follow(self.run("admin", *name.split(), *words, *(("--code", code()) if asks else ())))
        if name == "person":
            self.holds(Person.objects.filter(email=words[0], memberships=None))

    def holds(self, people):
        """They have the password, and set up the second factor."""
        for person in people.exclude(pk__in=self.pks):
            self.pks.append(person.pk)
            if not Authenticator.objects.filter(user=person).exists():
                TOTP.activate(person, sample.TOTP_SECRET)

    def follow(self, shown):
        """Open what was shown: prove an address, or set a password and come to hold the account."""
        for link in re.findall(r"/accounts/address/[^<\s]+", shown):
            Client(HTTP_HOST="127.0.0.1").post(link)
        for link in re.findall(r"/accounts/password/reset/key/[^<\s]+", shown):
            before = dict(Person.objects.values_list("pk", "password"))
            client = Client(HTTP_HOST="127.0.0.1")
            form = client.get(link, follow=True)
            client.post(form.request["PATH_INFO"], {"password1": PASSWORD, "password2": PASSWORD})
            moved = [one.pk for one in Person.objects.all() if one.password != before[one.pk]]
            self.holds(Person.objects.filter(pk__in=moved))


def _by(one):
    return ("--by", one.random.choice(one.mine))


def _number(one):
    """The page of a person: mostly of its own making."""
    return Person.objects.get(email=one.people()).pk


def _ended(one):
    return dict(zip(("email", "organisation", "role"), one.held(), strict=True))


PAGE_ACTS = {
    "people/": lambda one: ("/people/", {"email": one.fresh(), "name": "某"}),
    "people/organisations/ mandate": lambda one: (
        "/people/organisations/",
        {"act": "mandate", "counsel": "zhengde", "party": "beifang"},
    ),
    "people/organisations/ register": lambda one: (
        "/people/organisations/",
        {
            "act": "register",
            "key": one.random.choice(["mine", one.any(Organisation, "key")]),
            "kind": one.random.choice(Organisation.Kind.values),
            "zh": "我",
            "en": "Mine",
            "unit": one.random.choice(["", "ndrc"]),
        },
    ),
    "people/<int:person_id>/ address": lambda one: (
        f"/people/{_number(one)}/",
        {"act": "address", "address": one.fresh()},
    ),
    "people/<int:person_id>/ link": lambda one: (f"/people/{_number(one)}/", {"act": "link"}),
    "people/<int:person_id>/ factor": lambda one: (f"/people/{_number(one)}/", {"act": "factor"}),
    "people/<int:person_id>/ reopen": lambda one: (f"/people/{_number(one)}/", {"act": "reopen"}),
    "people/<int:person_id>/ grant": lambda one: (
        f"/people/{_number(one)}/",
        {"act": "grant", "role": one.role(), "organisation": one.any(Organisation, "key")},
    ),
    "people/waiting/ confirm": lambda one: ("/people/waiting/", {"act": "confirm", "key": one.waiting()}),
    "people/waiting/ refuse": lambda one: (
        "/people/waiting/",
        {"act": "refuse", "key": one.waiting(), "why": "x"},
    ),
    "people/end/ role": lambda one: ("/people/end/", {"end": "role"} | _ended(one)),
    "people/end/ person": lambda one: ("/people/end/", {"end": "person", "email": one.people()}),
    "people/end/ factor": lambda one: ("/people/end/", {"end": "factor", "email": one.people()}),
    "people/end/ token": lambda one: ("/people/end/", {"end": "token", "token": one.any(ApiToken, "pk")}),
    "people/end/ mandate": lambda one: (
        "/people/end/",
        {"end": "mandate", "counsel": "zhengde", "party": "haina"},
    ),
    "accounts/tokens/": lambda one: (
        "/accounts/tokens/",
        {"label": "x", "until": today().isoformat(), "may": "act"},
    ),
    "accounts/tokens/ end": lambda one: (
        "/accounts/tokens/",
        {"act": "end", "token": one.any(ApiToken, "pk")},
    ),
    "accounts/absence/": lambda one: (
        "/accounts/absence/",
        {"deputy": one.any(Membership, "pk"), "first": AWAY[1], "last": AWAY[3]},
    ),
    "accounts/absence/ back": lambda one: (
        "/accounts/absence/",
        {"act": "back", "absence": one.any(Absence, "pk")},
    ),
    "acting/": lambda one: ("/acting/", {"membership": one.any(Membership, "pk")}),
    "desk/": lambda one: ("/desk/", {}),
    "calendar/": lambda one: ("/calendar/", {"act": "open"}),
}
"""What an administrator may post, by the addresses of `tests/access/table.py`."""
EXAMPLE = str(ROOT / "examples/old_cases.csv")
COMMANDS = {
    "grant": lambda one: (
        one.people(),
        one.any(Organisation, "key"),
        one.role(),
        *one.random.choice([_by(one), ()]),
    ),
    "mandate": lambda one: ("zhengde", "beifang", *one.random.choice([_by(one), ()])),
    "organisation": lambda one: (
        one.any(Organisation, "key"),
        *("--kind", "member", "--zh", "我", "--en", "Me", "--unit", "ndrc"),
        *_by(one),
    ),
    "members": lambda one: one.random.choice([_by(one), ()]),
    "person": lambda one: (
        one.fresh(),
        *("--name", "某", "--password", PASSWORD),
        *one.random.choice([_by(one), ()]),
    ),
    "invite": lambda one: one.random.choice(
        [(one.fresh(), "--name", "某", *_by(one)), (one.people(), *_by(one))]
    ),
    "address": lambda one: (one.people(), one.fresh(), *_by(one)),
    "reopen": lambda one: (one.people(), *one.random.choice([_by(one), ()])),
    "confirm": lambda one: (one.waiting(), *_by(one)),
    "refuse": lambda one: (one.waiting(), "--why", "x", *_by(one)),
    "away": lambda one: (*one.held(), "--deputy", one.people(), *AWAY, *_by(one)),
    "token": lambda one: (one.people(), one.role()),
    "bounced": lambda one: (),
    "remind": lambda one: (),
    "end role": lambda one: (*one.held(), *one.random.choice([_by(one), ()])),
    "end person": lambda one: (one.people(), *one.random.choice([_by(one), ()])),
    "end absence": lambda one: (*one.held(), *_by(one)),
    "end token": lambda one: (str(one.any(ApiToken, "pk") or 1), *one.random.choice([_by(one), ()])),
    "end mandate": lambda one: ("zhengde", "haina", *one.random.choice([_by(one), ()])),
    "end factor": lambda one: (one.people(), *one.random.choice([_by(one), ()])),
    "new-key": lambda one: (
        one.random.choice(["dossier.key", "factors.key", "reporters.key"]),
        *("--reason", "x"),
        *_by(one),
    ),
    "holiday-notice": lambda one: (
        str(one.notice),
        *("--number", "x", "--published", AWAY[1], "--by", one.any(Person, "email")),
    ),
    "policy": lambda one: one.random.choice(
        [
            ("withdrawal", "--value", "never", "--why", "x", "--by", one.any(Person, "email")),
            ("--sign", "1", "--by", one.any(Person, "email")),
            ("--send-back", "1", "--why", "x", "--by", one.any(Person, "email")),
        ]
    ),
    "import": lambda one: (EXAMPLE, "--by", one.any(Person, "email")),
}
"""Each command of `shencha admin` that does something."""


def leaves(group, before=()):
    """The commands of a group, those of its groups included."""
    for name, one in group.commands.items():
        inner = getattr(one, "commands", None)
        yield from leaves(one, (*before, name)) if inner else [" ".join((*before, name))]


def test_every_act_that_an_administrator_may_reach_is_tried():
    assert set(leaves(typer.main.get_command(admin))) == set(COMMANDS) | READING
    reached = {
        address
        for address, row in PAGES.items()
        if row.post != 405
        and (row.asks == SIGNED_IN or (isinstance(row.asks, set) and row.asks & set(ROLES_OF_OPERATION)))
    }
    (accounts_,) = [one for one in get_resolver().url_patterns if str(one.pattern) == "accounts/"]
    own = {
        f"accounts/{one.pattern}"
        for one in accounts_.url_patterns
        if one.callback.__module__ == own_pages.__name__
    }
    assert reached | own - {"accounts/address/<str:written>/"} == {
        name.partition(" ")[0] for name in PAGE_ACTS
    }


@pytest.fixture
def run(monkeypatch, capsys):
    def told(*words):
        monkeypatch.setattr(sys, "argv", ["shencha", *words])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"Subject: x\n\nx")))
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
        for other in list(Authenticator.objects.all()):
            other.delete()
            TOTP.activate(other.user, generate_totp_secret())  # the sample's is known to all; theirs is not
        one = One(email, f"{email} {seed}", run)
        roles, mandates, keys, factors = views()
        for act, name in one.acts():
            before = traces()
            act(name)
            assert traces()[: len(before)] == before, name
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
