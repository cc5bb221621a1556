"""Columns of many shapes, and what each of them holds."""

from tests.evidence.people.populations import resident_id


def luhn(body):
    digits = [int(d) for d in body]
    total = sum(d if at % 2 else sum(divmod(2 * d, 10)) for at, d in enumerate(reversed(digits)))
    return body + str(-total % 10)


def labelled(rng):
    """(name, kind or None, a value maker)."""
    mobile = lambda: f"1{rng.choice('3589')}{rng.randint(0, 999_999_999):09}"  # noqa: E731
    person = lambda: rng.choice("王李张刘陈") + rng.choice("伟芳娜敏静丽")  # noqa: E731
    hexa = lambda n: f"{rng.getrandbits(4 * n):0{n}x}"  # noqa: E731
    return [
        ("身份证号", "resident_id", lambda: resident_id(rng)),
        ("f1", "resident_id", lambda: resident_id(rng).lower()),
        ("idCardNo", "resident_id", lambda: resident_id(rng)),
        ("sfzh", "resident_id", lambda: resident_id(rng)),
        ("手机", "mobile", mobile),
        ("f2", "mobile", lambda: "+86 " + mobile()),
        ("contact_phone", "mobile", mobile),
        ("sjhm", "mobile", lambda: f"{(m := mobile())[:3]}-{m[3:7]}-{m[7:]}"),
        ("电子邮箱", "email", lambda: f"u{hexa(4)}@example.com"),
        ("f3", "email", lambda: f"U{hexa(4)}@Example.org"),
        ("银行卡号", "bank_card", lambda: luhn("622848" + f"{rng.randint(0, 10**12 - 1):012}")),
        ("f4", "bank_card", lambda: luhn("621700" + f"{rng.randint(0, 10**12 - 1):012}")),
        ("车牌号", "licence_plate", lambda: f"京A{rng.randint(10000, 99999)}"),
        ("f5", "licence_plate", lambda: f"粤BD{rng.randint(10000, 99999)}"),
        ("统一社会信用代码", "uscc", lambda: f"91110000{rng.randint(0, 10**9 - 1):09}X"),
        ("imei", "device", lambda: luhn("86" + f"{rng.randint(0, 10**12 - 1):012}")),
        ("OAID", "device", lambda: hexa(32)),
        ("f6", "device", lambda: ":".join(hexa(2) for _ in range(6))),
        ("护照号码", "passport", lambda: f"E{rng.randint(10**7, 10**8 - 1)}"),
        ("姓名", "name", person),
        ("f7", "name", person),
        ("realName", "name", person),
        ("收货地址", "address", lambda: f"北京市东城区某某路{rng.randint(1, 99)}号"),
        ("f8", "address", lambda: f"广东省深圳市南山区某某街{rng.randint(1, 99)}号"),
        ("user_id", "account", lambda: str(rng.randint(1, 10**6))),
        ("openid", "account", lambda: "o" + hexa(27)),
        ("face_url", "face", lambda: f"faces/{hexa(8)}.jpg"),
        ("声纹", "voice", lambda: f"{hexa(8)}.wav"),
        ("mobile_sha256", "mobile", lambda: hexa(64)),
        ("订单号", None, lambda: f"{rng.randint(10**15, 10**16 - 1)}"),
        ("order_no", None, lambda: f"N{rng.randint(10**9, 10**10 - 1)}"),
        ("created_at", None, lambda: f"2026-0{rng.randint(1, 9)}-1{rng.randint(0, 9)}"),
        ("amount", None, lambda: f"{rng.randint(1, 99999)}.{rng.randint(10, 99)}"),
        ("status", None, lambda: rng.choice(["active", "deleted"])),
        ("product_name", None, lambda: rng.choice(["苹果", "雨伞", "书"])),
        ("ts", None, lambda: str(1_760_000_000_000 + rng.randint(0, 10**9))),
        ("checksum", None, lambda: hexa(64)),
        ("city", None, lambda: rng.choice(["北京", "上海"])),
        ("quantity", None, lambda: str(rng.randint(1, 9))),
        ("trace_id", None, lambda: hexa(32)),
    ]
