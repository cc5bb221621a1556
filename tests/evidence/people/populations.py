"""Synthetic populations of which the truth is known, written as tables to any store."""

from __future__ import annotations

import csv
import hashlib
import random
from dataclasses import dataclass, field

SURNAMES, GIVEN = "王李张刘陈杨黄赵吴周徐孙", "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平"


def resident_id(rng, born=None):
    body = f"110101{born or rng.randint(1950, 2015)}{rng.randint(1, 12):02}{rng.randint(1, 28):02}{rng.randint(0, 999):03}"
    return body + "10X98765432"[sum(int(d) * (2 ** (17 - i) % 11) for i, d in enumerate(body)) % 11]


@dataclass
class Tables:
    truth: int
    """How many persons stand in the tables."""
    tables: dict[str, tuple[list[str], list[list[str]]]] = field(default_factory=dict)
    columns: dict[str, dict[str, object]] = field(default_factory=dict)

    def write(self, folder):
        for name, (header, rows) in self.tables.items():
            with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as opened:
                csv.writer(opened).writerows([header, *rows])


def population(seed, persons=400):
    """Families that share a number, a reassigned one, typos, a switchboard, duplicates, digests, people unknown."""
    rng = random.Random(seed)
    people = [
        {
            "name": rng.choice(SURNAMES) + rng.choice(GIVEN) + rng.choice(["", rng.choice(GIVEN)]),
            "rid": resident_id(rng),
            "mobile": f"1{rng.choice('3589')}{rng.randint(0, 999_999_999):09}",
            "email": f"p{seed}x{at}@example.com",
            "device": f"{rng.getrandbits(128):032x}",
        }
        for at in range(persons)
    ]
    for at in range(0, persons // 5, 4):  # a parent's number, used by two children
        people[at + 1]["mobile"] = people[at + 2]["mobile"] = people[at]["mobile"]
    for at in range(persons // 5, persons // 4, 2):  # given up by one, given to another
        people[at + 1]["mobile"] = people[at]["mobile"]
    users, orders, hashed = [], [], []
    for at, one in enumerate(people):
        mobile = one["mobile"]
        if at >= persons - 80:
            mobile = "01012345678" if at % 4 == 0 else "13900000000"  # a switchboard, and one number on many
        elif at % 17 == 0:
            mobile = mobile[:-1]  # a digit is lost
        elif at % 7 == 0:
            mobile = f"+86 {mobile[:3]}-{mobile[3:7]}-{mobile[7:]}"
        elif at % 11 == 0:
            mobile = mobile.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
        rid = one["rid"].lower() if at % 5 == 0 else one["rid"]
        if at % 23 == 0:
            rid = rid[:-1] + ("0" if rid[-1] != "0" else "1")  # the check digit no longer fits
        users.append([f"u{at}", one["name"], rid, mobile, one["email"] if at % 3 else ""])
        if at % 2:  # a second account of the same person
            users.append([f"v{at}", one["name"], one["rid"], "", one["email"]])
        if at % 3 == 0:
            orders.append([one["name"], mobile, one["device"]])
        if at % 4 == 0:
            digest = hashlib.sha256(("salt" + one["mobile"]).encode()).hexdigest()
            hashed.append([digest, one["device"] if at % 8 else ""])
    for at in range(9):
        orders.append([f"不详{at}", "null" if at % 2 else "", ""])
    rng.shuffle(users)
    return Tables(
        persons,
        {
            "users": (["uid", "name", "id_card", "phone", "mail"], users),
            "orders": (["who", "tel", "device_id"], orders),
            "hashed": (["phone_digest", "oaid"], hashed),
        },
        {
            "users": {
                "uid": "account",
                "name": "name",
                "id_card": "resident_id",
                "phone": "mobile",
                "mail": "email",
            },
            "orders": {"who": "name", "tel": "mobile", "device_id": "device"},
            "hashed": {
                "phone_digest": {"kind": "mobile", "hashed": "sha256", "salt": "s1"},
                "oaid": "device",
            },
        },
    )
