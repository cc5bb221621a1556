"""Kinds of columns about people, and the one definition of a valid, normalised identifier for every engine.

Each linking kind turns a text column, in a few steps, into one with three outcomes: NULL where nothing is
written, '' where something is written that cannot be such an identifier, and the normalised identifier
otherwise. A step is an Ibis expression over the step before; steps are nested selects, for an expression that
used its input many times would grow beyond measure. Patterns use only what RE2, PostgreSQL and Java read
alike; lengths are checked beside them because Java lets `$` stand before a last line break. Whatever is not
written in its usual form takes a slower way.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from shencha.text import Text

Expr = Any
"""An Ibis expression; Ibis is imported where it is used, so that the command line starts quickly."""

WIDE = "０１２３４５６７８９ＸｘＡＢＣＤＥＦＧＨＪＫＬＭＮＰＱＲＳＴＵＶＷＹＺ＠．＋－：＿"
NARROW = "0123456789XXABCDEFGHJKLMNPQRSTUVWYZ@.+-:_"
GAPS = " \t\r\n\u001f\u00a0\u3000\u200b\ufeff'\"`="
"""Among them what a spreadsheet puts before or around a number to keep it as text: `'`, `="…"`, U+001F."""
MARKS = "-–—()（）·/."
_NOTHING = (
    "^(|null|[(]null[)]|[^0-9a-z]n|none|nan|n/a|n[.]?a[.]?|nil|undefined|unknown|unspecified|missing|empty|void|tbd"
    "|[-_.?？*/—]+|无|空|未知|没有|暂无|不详|未填写?|未提供|待补充?|待定|保密|0)$"
)
"""What is written where nothing is known; what begins with a mark and ends with n is how Hive and MySQL write NULL."""

_PROVINCES = "(1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])"
_DAY = "((0[13578]|1[02])(0[1-9]|[12][0-9]|3[01])|(0[469]|11)(0[1-9]|[12][0-9]|30)|02(0[1-9]|1[0-9]|2[0-8]))"
_LEAP = "(0[48]|[2468][048]|[13579][26])"
_BORN = f"((18|19|20)[0-9]{{2}}{_DAY}|((18|19|20){_LEAP}|2000)0229)"
_PERMANENT = f"9{_PROVINCES}[0-9]{{3}}"
PERMANENT_RESIDENCE = f"^{_PERMANENT}{_BORN}[0-9]{{3}}[0-9X]$"
"""Of foreigners, as issued since 2023-12-01: province of issue, nationality, birthday, order, check digit."""
OLDER_PERMANENT_RESIDENCE = "^[A-Z]{3}[0-9]{12}$"
RESIDENT_ID = f"^({_PROVINCES}[0-9]{{4}}|{_PERMANENT}){_BORN}[0-9]{{3}}[0-9X]$"
"""Those of foreign permanent residents stand in the same columns, have the same check and are never another's."""
OLD_RESIDENT_ID = f"^{_PROVINCES}[0-9]{{4}}([0-9]{{2}}{_DAY}|{_LEAP}0229)[0-9]{{3}}$"
MOBILE = "^1[3-9][0-9]{9}$"
MOBILE_FORMS = "^([+]|00)?(86)?0?1[3-9][0-9]{9}$"
FOREIGN_PHONE = "^([+]|00)[1-9][0-9]{7,14}$"
EMAIL = "^[a-z0-9][a-z0-9._%+-]*@([a-z0-9]([a-z0-9-]*[a-z0-9])?[.])+[a-z]{2,24}$"
PASSPORT = "^([A-Z]{1,2}[0-9]{6,9}|[A-Z][0-9]{10}|[0-9]{8,9}|[A-Z]{3}[0-9]{12}|[0-9]{7,8}[A-Z])$"
BANK_CARD = "^(62[0-9]{14,17}|[45][0-9]{15}|3[4-7][0-9]{13,14}|9[0-9]{15,18}|8[0-9]{15,18}|60[0-9]{14,17})$"
DEVICE = "^([0-9]{15}|[0-9a-f]{12,14}|[0-9a-f]{16}|[0-9a-f]{32}|[0-9a-f]{36}|[0-9a-f]{40}|[0-9a-f]{64})$"
DIGEST = "^[0-9a-f]{64}$"
USCC = "^[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}$"
PLATE = (
    "^[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领]"
    "[A-Z](([0-9A-HJ-NP-Z]{4}[0-9A-HJ-NP-Z挂学警港澳])|([0-9A-HJ-NP-Z]{6}))$"
)
_SAME = "(0+|1+|2+|3+|4+|5+|6+|7+|8+|9+|0?12345(6(7(8(90?)?)?)?)?)"
_FILLED_IN = f"^[A-Z]{{0,3}}{_SAME}$"
"""What is typed where a number must stand and there is none; believed, it would make one person of many."""
_NO_ACCOUNT = (
    "^((test|guest|admin|root|system|anonymous|default|visitor|deleted|unknown|nobody|dummy)[_ -]?(user)?[0-9]{0,3}"
    "|(匿名|游客|访客|默认|系统|测试|已?注销)(用户|账号)?|-[0-9]+|0+|1{6,}|9{6,}|123456(7(8(90?)?)?)?|x{2,})$"
)
_OF_NOTHING = "|".join(
    (
        *(
            hashlib.sha256(one.encode()).hexdigest()
            for one in ("", "0", "-", "null", "NULL", "None", "nan", "NaN", "无")
        ),
        "1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b",  # SM3 of nothing
        "0{64}",
        "f{64}",
    )
)
"""Digests of what stands where nothing is known, without a salt."""
USCC_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""By value (GB 32100); the weight of a place is a power of three modulo 31."""
CHECK_DIGITS = "10X98765432"
"""By the remainder modulo 11 (GB 11643, ISO 7064 MOD 11-2)."""


Step = Callable[[Expr], Expr]


@dataclass(frozen=True, slots=True)
class Kind:
    """What a column may hold of people."""

    id: str
    name: Text
    steps: tuple[Step, ...] = ()
    """From the written text to the normalised identifier; none for a kind that cannot link."""
    number: Step | None = None
    """A number of the text, worked out once for `check`, which uses it many times."""
    check: Callable[[Expr, Expr], Expr] | None = None
    """The last step, where there is a number."""
    older: tuple[Step, ...] = ()
    """The same for an older form of it, of which a person may hold one beside the newer."""
    sensitive: bool = False
    """Sensitive personal information by Article 28 of the Personal Information Protection Law."""
    person: bool = True
    """Says something of a natural person; a company's code does not."""


def _null() -> Expr:
    import ibis

    return ibis.null("string")


def _plain(text: Expr) -> Expr:
    """Without gaps, full-width signs made narrow."""
    return text.translate(WIDE + GAPS, NARROW)


def _bare(text: Expr) -> Expr:
    """Without gaps and marks."""
    return text.translate(WIDE + GAPS + MARKS, NARROW)


def _slow(plain: Expr, *forms: tuple[Expr, Expr]) -> Expr:
    """The first form that fits; NULL where nothing meaningful is written, else ''."""
    import ibis

    nothing = plain.lower().re_search(_NOTHING)  # a list would become a join, and every row take this way
    return ibis.cases((nothing, _null()), *forms, else_="")


def _quick(text: Expr, good: Expr, slow: Expr) -> Expr:
    """Most values are written as they should be: these are passed on as they stand."""
    import ibis

    return ibis.cases((text.isnull(), _null()), (good, text), else_=slow)


def _is(text: Expr, pattern: str, length: int) -> Expr:
    return (text.length() == length) & text.re_search(pattern)


def _cut(text: Expr, start: Expr | int, length: int) -> Expr:
    """Part of a text, from 0; Ibis's own one guards against negative starts and repeats its arguments."""
    return _substr()(text, start + 1 if isinstance(start, int) else (start + 1).cast("int32"), length)


@cache
def _substr() -> Callable[[Expr, Expr | int, int], Expr]:
    import ibis

    @ibis.udf.scalar.builtin(name="substr", signature=((str, int, int), str))
    def substr(text, start, length):  # type: ignore[no-untyped-def]
        """SQL's substring."""

    return substr  # type: ignore[no-any-return]


def _resident_shape(text: Expr) -> Expr:
    bare = _bare(text).upper()
    forms = [(_is(bare, RESIDENT_ID, 18), bare), (_is(bare, OLD_RESIDENT_ID, 15), bare)]
    return _quick(text, _is(text, RESIDENT_ID, 18), _slow(bare, *forms))


def _resident_completed(text: Expr) -> Expr:
    """The older form of fifteen digits has neither century nor check digit."""
    total = sum(
        (
            _digit(text, place if place < 6 else place - 2) * (2 ** (17 - place) % 11)
            for place in range(17)
            if place not in (6, 7)
        ),
        start=_digit(text, 0) * 0 + 1 * (2**11 % 11) + 9 * (2**10 % 11),
    )
    whole = _cut(text, 0, 6) + "19" + _cut(text, 6, 9) + _check_digit(total % 11)
    return (text.length() == 15).ifelse(whole, text)


def _digit(text: Expr, place: int) -> Expr:
    """The digit at that place of a text of 15 digits, 0 of any other text."""
    return (text.length() == 15).ifelse(_cut(text, place, 1), "0").cast("int64")


def _check_digit(rest: Expr) -> Expr:
    import ibis

    return _cut(ibis.literal(CHECK_DIGITS), rest, 1)


def _resident_number(text: Expr) -> Expr:
    """The first seventeen digits as one number, 0 of any other text."""
    return (text.length() == 18).ifelse(_cut(text, 0, 17), "0").cast("int64")


def _resident_checked(text: Expr, number: Expr) -> Expr:
    """Does the eighteenth sign fit the seventeen digits before it? Digits are taken from remainders.

    Ten is minus one modulo eleven, so the weighted sum of the digits is a weighted sum of the remainders of
    the number by powers of ten: seventeen remainders of one integer, where slices of text would cost thrice.
    """
    total = number * _centred(2**17)
    for power in range(1, 17):
        total = total + (number % 10**power) * _centred(3 * 2**power * (-1) ** (power - 1))
    last = (text.length() == 18).ifelse(_cut(text, 17, 1).replace("X", "10"), "0").cast("int64")
    fits = (total + last - 1) % 11 == 0
    return _quick(text, (text.length() == 18) & fits, _empty())


def _centred(weight: int) -> int:
    return (weight + 5) % 11 - 5


def _empty() -> Expr:
    import ibis

    return ibis.literal("")


def _mobile(text: Expr) -> Expr:
    """Eleven digits from 13 to 19, in all their forms; numbers abroad with their country code."""
    bare = _bare(text.re_replace("[.]0$", ""))
    mainland = (bare.length() <= 16) & bare.re_search(MOBILE_FORMS)
    abroad = bare.re_search(FOREIGN_PHONE) & ~bare.re_search("^([+]|00)86")
    forms = [(mainland, bare.right(11)), (abroad, bare.re_replace("^([+]|00)", "+"))]
    return _quick(text, _is(text, MOBILE, 11), _slow(bare, *forms))


def _email(text: Expr) -> Expr:
    plain = _plain(text).lower()
    form = ((plain.length() <= 254) & plain.re_search(EMAIL), plain)
    return _quick(text, text.re_search(EMAIL) & ~text.endswith("\n"), _slow(plain, form))


def _passport(text: Expr) -> Expr:
    """Passports, and travel and residence permits of people from Hong Kong, Macau, Taiwan and abroad.

    The last two digits of a home return permit say how often it was renewed: without them it is its holder's.
    """
    bare = _bare(text).upper()
    nobody = (bare.re_search(_FILLED_IN), _empty())
    renewed = (_is(bare, "^[HM][0-9]{10}$", 11), _cut(bare, 0, 9))
    form = ((bare.length() <= 15) & bare.re_search(PASSPORT), bare)
    return _quick(text, text.isnull(), _slow(bare, nobody, renewed, form))


def _permanent_shape(text: Expr) -> Expr:
    bare = _bare(text).upper()
    form = (_is(bare, PERMANENT_RESIDENCE, 18), bare)
    return _quick(text, _is(text, PERMANENT_RESIDENCE, 18), _slow(bare, form))


def _permanent_older(text: Expr) -> Expr:
    bare = _bare(text).upper()
    return _quick(text, text.isnull(), _slow(bare, (_is(bare, OLDER_PERMANENT_RESIDENCE, 15), bare)))


def _card_shape(text: Expr) -> Expr:
    bare = _bare(text)
    form = ((bare.length() <= 19) & bare.re_search(BANK_CARD), bare)
    return _quick(text, text.isnull(), _slow(bare, form))


def _card_checked(text: Expr) -> Expr:
    """Does the last digit fit (Luhn, ISO/IEC 7812-1)?"""
    whole = text.lpad(19, "0")
    doubled = whole.translate("0123456789", "0246813579")
    total = _cut(whole, 0, 1).cast("int64")
    for place in range(1, 19):
        total = total + _cut(whole if place % 2 == 0 else doubled, place, 1).cast("int64")
    return _quick(text, (text.length() > 0) & (total % 10 == 0), _empty())


def _device(text: Expr) -> Expr:
    """IMEI, MAC, UUID (IDFA, OAID) and vendors' hexadecimal ids; the ones that stand for none are none."""
    bare = text.translate(GAPS + "-:{}.", "").lower()
    none = (bare.re_search("^(0+|f+)$"), _empty())
    quick = _is(text, "^[0-9a-f]{32}$", 32) & (text != "0" * 32) & (text != "f" * 32)
    return _quick(text, quick, _slow(bare, none, (bare.re_search(DEVICE), bare)))


def _account(text: Expr) -> Expr:
    """Whatever names an account in its own store, as it is written: what differs is another account."""
    own = text.re_replace("^[ \t\r\n\u00a0\u3000\ufeff'=\"\u001f]+", "").re_replace(
        "[ \t\r\n\u00a0\u3000'\"]+$", ""
    )
    nobody = (own.lower().re_search(_NO_ACCOUNT), _empty())
    return _quick(text, text.isnull(), _slow(own, nobody, (own.length() <= 256, own)))


def _digest(text: Expr) -> Expr:
    plain = _plain(text).lower()
    nobody = (plain.re_search(f"^({_OF_NOTHING})$"), _empty())
    return _quick(text, text.isnull(), _slow(plain, nobody, (_is(plain, DIGEST, 64), plain)))


def _uscc_shape(text: Expr) -> Expr:
    bare = _bare(text).upper()
    return _quick(text, text.isnull(), _slow(bare, (_is(bare, USCC, 18), bare)))


def _uscc_checked(text: Expr) -> Expr:
    """Does the last sign fit (GB 32100)?"""
    import ibis

    signs = ibis.literal(USCC_SIGNS)
    total = signs.find(_cut(text, 17, 1))
    for place in range(17):
        total = total + signs.find(_cut(text, place, 1)) * pow(3, place, 31)
    return _quick(text, (text.length() == 18) & (total % 31 == 0), _empty())


def _plate(text: Expr) -> Expr:
    bare = _bare(text).upper()
    return _quick(text, text.isnull(), _slow(bare, (bare.re_search(PLATE), bare)))


DIGESTS: tuple[Step, ...] = (_digest,)
"""Steps of a column that holds digests (SHA-256 or SM3, in hexadecimal) instead of identifiers."""


KINDS: dict[str, Kind] = {
    kind.id: kind
    for kind in (
        Kind(
            "resident_id",
            Text("居民身份证号码", "resident identity number"),
            (_resident_shape, _resident_completed),
            _resident_number,
            _resident_checked,
        ),
        Kind(
            "permanent_residence",
            Text("外国人永久居留身份证号码", "permanent residence number of a foreigner"),
            (_permanent_shape,),
            _resident_number,
            _resident_checked,
            (_permanent_older,),
        ),
        Kind("passport", Text("护照或者通行证号码", "passport or travel permit"), (_passport,)),
        Kind("mobile", Text("手机号码", "mobile number"), (_mobile,)),
        Kind("account", Text("账号", "account"), (_account,)),
        Kind("email", Text("电子邮箱", "e-mail address"), (_email,)),
        Kind("bank_card", Text("银行卡号", "bank card number"), (_card_shape, _card_checked), sensitive=True),
        Kind("device", Text("设备标识", "device identifier"), (_device,)),
        Kind("licence_plate", Text("车牌号", "licence plate"), (_plate,)),
        Kind(
            "uscc",
            Text("统一社会信用代码", "unified social credit code"),
            (_uscc_shape, _uscc_checked),
            person=False,
        ),
        Kind("name", Text("姓名", "name")),
        Kind("address", Text("地址", "address")),
        Kind("birthday", Text("出生日期", "birthday")),
        Kind("face", Text("人脸信息", "face"), sensitive=True),
        Kind("voice", Text("声纹或者语音", "voice"), sensitive=True),
        Kind("fingerprint", Text("指纹", "fingerprint"), sensitive=True),
        Kind("health", Text("医疗健康信息", "health"), sensitive=True),
        Kind("religion", Text("宗教信仰", "religion"), sensitive=True),
        Kind("specific_identity", Text("特定身份", "specific identity"), sensitive=True),
        Kind("finance", Text("金融账户信息", "financial account"), sensitive=True),
        Kind("location", Text("行踪轨迹", "whereabouts"), sensitive=True),
        Kind("ignore", Text("不计", "left out"), person=False),
    )
}
LINKING = (
    "resident_id", "permanent_residence", "passport", "mobile", "account", "email", "bank_card", "device",
    "licence_plate",
)  # fmt: skip
"""Kinds of identifiers; which of them are believed to be of one person, the sources say."""
USED = 0.6
"""A column is used in a count only when it is at least so sure what it holds."""
NUMBERED = ("resident_id", "permanent_residence")
"""Kinds with check digit and birthday; they share their numbers."""
