"""Whole populations, made so that the truth is known, in which a row tells of at most one person.

People hold several accounts, telephones, cards, devices and passports, renew permits, change number between
forms; families, couples and companies share what can be shared; numbers are given to another; fields are mistyped;
rows tell of nobody; digests stand beside plain columns, some of mistyped or unevenly written numbers. What a row
holds of one person is hers or shared with others; an identity number, passport or account is nobody else's.
"""

from __future__ import annotations

import csv
import hashlib
from dataclasses import dataclass, field

from tests.evidence.people.labelled_columns import REGIONS, luhn, mod_11_2

USERS = {
    "uid": "account", "身份证号": "resident_id", "永居证号": "permanent_residence", "护照": "passport", "手机": "mobile",
    "邮箱": "email", "卡号": "bank_card", "设备": "device",
}  # fmt: skip
HASHED = {
    "id_digest": {"kind": "resident_id", "hashed": "sha256", "salt": "s"},
    "phone_digest": {"kind": "mobile", "hashed": "sha256", "salt": "s"},
    "设备": "device",
}
PAPERS = {"证件号码": "resident_id", "手机": "mobile"}
TABLES = {"users": USERS, "hashed": HASHED, "papers": PAPERS}


@dataclass
class Person:
    accounts: dict[str, list[str]]
    resident: str = ""
    permanent: list[str] = field(default_factory=list)
    passports: list[str] = field(default_factory=list)
    phones: list[str] = field(default_factory=list)
    mails: list[str] = field(default_factory=list)
    cards: list[str] = field(default_factory=list)
    devices: list[str] = field(default_factory=list)


@dataclass
class Crowd:
    truth: int
    """How many persons stand in a row of some store."""
    truths: dict[str, int]
    """The same by store."""
    stores: dict[str, dict[str, list[list[str]]]]
    """By store and table: its rows, without the names of the columns."""

    def write(self, folder):
        for store, tables in self.stores.items():
            (folder / store).mkdir(parents=True)
            for table, rows in tables.items():
                with (folder / store / f"{table}.csv").open("w", newline="", encoding="utf-8") as opened:
                    csv.writer(opened).writerows([list(TABLES[table]), *rows])

    def sources(self, uri=lambda store: store, **said):
        tables = {table: {"columns": columns} for table, columns in TABLES.items()}
        return {"stores": [{"id": s, "uri": uri(s), "tables": tables} for s in self.stores], **said}


def _number(rng, first, born):
    body = f"{first}{born}{rng.randint(1, 999):03}"
    return body + mod_11_2(body)


def _born(rng):
    return f"{rng.randint(1940, 2015)}{rng.randint(1, 12):02}{rng.randint(1, 28):02}"


def _digits(rng, n):
    return "".join(rng.choice("0123456789") for _ in range(n))


def _person(rng, at, stores):
    one = Person({store: [f"{store[0]}{at}n{k}" for k in range(rng.randint(0, 3))] for store in stores})
    one.phones = [f"1{rng.choice('3578')}{_digits(rng, 9)}" for _ in range(rng.randint(0, 3))]
    one.mails = [f"p{at}.{k}@example.com" for k in range(rng.randint(0, 2))]
    one.cards = [luhn_card(rng) for _ in range(rng.randint(0, 2))]
    one.devices = [f"{rng.getrandbits(128):032x}" for _ in range(rng.randint(0, 2))]
    kind = rng.random()
    if kind < 0.55:
        one.resident = _number(rng, rng.choice(REGIONS), _born(rng))
    elif kind < 0.7:  # a foreigner: the newer number, the older one, or both
        one.permanent = [_number(rng, f"9{rng.choice(REGIONS)[:2]}{rng.choice(('840', '392'))}", _born(rng))]
        older = f"USA{rng.choice(REGIONS)[:4]}{_digits(rng, 8)}"
        one.permanent = rng.choice((one.permanent, [older], [*one.permanent, older]))
    if rng.random() < 0.3:
        one.passports = [f"E{_digits(rng, 8)}" for _ in range(rng.randint(1, 2))]
    if rng.random() < 0.15:
        permit = f"H{_digits(rng, 8)}"
        one.passports += [permit, permit + "00", permit + "01"]
    return one


def luhn_card(rng):
    body = f"6228{_digits(rng, 14)}"
    return body + luhn(body)


def _share(rng, people):
    """Families, couples and companies; and numbers that were given to somebody else."""
    for _ in range(len(people) // 2):
        group = rng.sample(people, min(len(people), rng.choice((2, 2, 3, 4, 12))))
        what = rng.choice(("phones", "phones", "mails", "cards", "devices"))
        owned = next((value for one in group for value in getattr(one, what)), None)
        for one in group if owned else ():
            getattr(one, what).append(owned)


def _written(rng, value, care=0.7):
    """As somebody types it, rightly or not; what is mistyped is no other person's."""
    if not value or rng.random() < care:
        return value
    plain = value.isascii() and value.isalnum()
    forms = [
        f" {value}", f"{value} ", f"'{value}", f'="{value}"', "", "null",
        value + "~" if not plain or not value[-1:].isdigit() else value[:-1] + str((int(value[-1]) + 1) % 10) + "~",
    ]  # fmt: skip
    if plain and len(value) == 18:
        forms += [
            value.lower(),
            value.translate(str.maketrans("0123456789", "０１２３４５６７８９")),
            _mistyped(rng, value),
        ]
        if value[6:8] == "19":
            forms.append(value[:6] + value[8:17])
    return rng.choice(forms)


def _mistyped(rng, value):
    at = rng.randrange(17)
    return value[:at] + str((int(value[at]) + rng.randint(1, 9)) % 10) + value[at + 1 :]


def _one_of(rng, values, share=0.7):
    return rng.choice(values) if values and rng.random() < share else ""


def _digest(rng, value):
    return hashlib.sha256(f"salt{_written(rng, value)}".encode()).hexdigest() if value else ""


def _row(rng, one, store, table, care):
    one_of = lambda values: _written(rng, _one_of(rng, values, care), care)  # noqa: E731
    papers = [paper for paper in (one.resident, *one.permanent, *one.passports[:1]) if paper]
    match table:
        case "users":
            return [
                one_of(one.accounts[store]), one_of([one.resident]), one_of(one.permanent), one_of(one.passports),
                one_of(one.phones), one_of(one.mails), one_of(one.cards), one_of(one.devices),
            ]  # fmt: skip
        case "hashed":
            return [
                _digest(rng, _one_of(rng, [one.resident])),
                _digest(rng, _one_of(rng, one.phones)),
                one_of(one.devices),
            ]
        case _:
            return [one_of(papers), one_of(one.phones)]


def _nobody(rng, table):
    junk = rng.choice(
        ("", "test", "123456789", "110101199001010000", "无", "-", "NULL", "\\N", "n/a", "guest001")
    )
    return [junk if rng.random() < 0.5 else "" for _ in TABLES[table]]


def crowd(rng, persons=None):
    """A population of that many persons, or of a few to some dozens.

    Some are kept with care: a row or two for each, all of it filled. There the bounds lie close to the truth, and
    whatever counts somebody twice or two as one shows.
    """
    care = rng.choice((0.7, 1.0, 1.0))
    stores = ["app", "shop"][: rng.randint(1, 2)]
    people = [_person(rng, at, stores) for at in range(persons or rng.randint(1, 40))]
    _share(rng, people)
    rows = {store: {table: [] for table in TABLES} for store in stores}
    seen = {store: set() for store in stores}
    for at, one in enumerate(people):
        for _ in range(rng.randint(0, 4) if care < 1 else 1):
            store, table = rng.choice(stores), rng.choice(list(TABLES) if care < 1 else ["users", "papers"])
            rows[store][table].append(_row(rng, one, store, table, care))
            seen[store].add(at)
    for _ in range(rng.randint(0, 5)):
        store, table = rng.choice(stores), rng.choice(list(TABLES))
        rows[store][table].append(_nobody(rng, table))
    for tables in rows.values():
        for found in tables.values():
            rng.shuffle(found)
    return Crowd(len(set().union(*seen.values())), {store: len(found) for store, found in seen.items()}, rows)
