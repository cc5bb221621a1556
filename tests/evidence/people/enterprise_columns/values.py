"""Makers of values: numbers with their check digits, names, addresses, and what spoils them on the way through Excel."""

from __future__ import annotations

import base64
import hashlib
import random
import string
import uuid
from collections.abc import Callable

from tests.evidence.people.enterprise_columns import Make

USCC_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
BINS = {
    "622202": 19,
    "621700": 19,
    "622848": 19,
    "621661": 19,
    "621799": 19,
    "955880": 19,
    "622588": 16,
    "621483": 16,
    "622155": 16,
    "622622": 16,
    "622908": 18,
    "623058": 19,
}
AREAS = (
    "110102 120102 140121 150121 210122 310104 330122 340121 350121 360121 "
    "430121 510121 520203 530122 540121 610322 620121 630121 640121 650121"
)
"""Counties that kept their number from the first issue to this day."""

SURNAMES = "王 李 张 刘 陈 杨 赵 黄 周 吴 徐 孙 胡 朱 高 林 何 郭 马 罗 梁 宋 郑 谢 韩 唐 冯 于 董 萧 欧阳 上官 诸葛 尉迟"
GIVEN = "伟 芳 秀英 敏 静 丽 强 磊 军 洋 勇 艳 杰 娟 涛 明 超 霞 平 刚 桂英 文博 子轩 雨涵 欣怡 浩宇 梓萱 建国 志强 晓燕"
FIRST = "James Mary Wei Olivia Anna Hiroshi Minjun Ivan Fatima Lucas Chen Emma Noah Priya Carlos"
LAST = "Smith Johnson Zhang Li Tanaka Kim Petrov Garcia Müller Wang O'Brien Nguyen Rossi Liu"
CITIES = "北京市朝阳区 上海市浦东新区 广东省深圳市南山区 浙江省杭州市西湖区 四川省成都市武侯区 湖北省武汉市洪山区 江苏省苏州市姑苏区 陕西省西安市雁塔区"
ROADS = "建设路 人民南路 中山东路 解放大道 学院路 科技二路 文三路 滨江大道 长安街 和平里"
ESTATES = "阳光花园 锦绣江南 万科城 翠湖苑 丽景湾 金色家园 东方名邸 学府佳苑"
TRADES = "科技 贸易 电子 医药 机械设备 物流 信息技术 食品 建筑工程 新能源"
FIRMS = "华信 远大 鼎盛 中瑞 恒通 金桥 博雅 天成 海纳 蓝图 盛世 云帆 宏图 瑞丰"
PROVINCES = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云陕甘青宁新"
PLATE = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789"
MOBILE = "130 131 132 133 134 135 136 137 138 139 147 150 151 152 153 155 157 158 159 166 172 176 177 178 180 181 182 185 186 187 188 189 191 198 199"


def pick(r: random.Random, text: str) -> str:
    """One of the words."""
    return r.choice(text.split())


def digits(length: int, first: str = "") -> Make:
    """So many digits, the first ones given."""
    return lambda r, row: first + "".join(r.choices(string.digits, k=length - len(first)))


def hexed(length: int, upper: bool = False) -> Make:
    """So many hexadecimal digits."""
    return lambda r, row: "".join(r.choices("0123456789ABCDEF" if upper else "0123456789abcdef", k=length))


def form(pattern: str) -> Make:
    """`#` a digit, `@` a capital letter, `?` either; all else stands."""
    signs = {"#": string.digits, "@": string.ascii_uppercase, "?": string.digits + string.ascii_uppercase}
    return lambda r, row: "".join(r.choice(signs[sign]) if sign in signs else sign for sign in pattern)


def words(text: str) -> Make:
    """One of these words."""
    return lambda r, row: pick(r, text)


def counted(first: int, step: int = 1, before: str = "") -> Make:
    """A running number."""
    return lambda r, row: f"{before}{first + row * step}"


def number(low: float, high: float, places: int = 2) -> Make:
    """A number between two, with so many decimals."""
    return lambda r, row: f"{r.uniform(low, high):.{places}f}"


def day(first: int, last: int, written: str = "{:04}-{:02}-{:02}") -> Make:
    """A day in these years."""
    return lambda r, row: written.format(r.randint(first, last), r.randint(1, 12), r.randint(1, 28))


def joined(*parts: Make | str) -> Make:
    """Parts one after another."""
    return lambda r, row: "".join(part if isinstance(part, str) else part(r, row) for part in parts)


def one_of(*makes: Make) -> Make:
    """Each value by one of the makers."""
    return lambda r, row: r.choice(makes)(r, row)


def spoilt(make: Make, bad: Make, share: float) -> Make:
    """This share of the values are of the bad kind."""
    return lambda r, row: (bad if r.random() < share else make)(r, row)


def changed(make: Make, change: Callable[[str], str]) -> Make:
    """Each value written otherwise."""
    return lambda r, row: change(make(r, row))


def fixed(text: str) -> Make:
    """Always the same."""
    return lambda r, row: text


# check digits


def luhn(body: str) -> str:
    """With the last digit of bank cards and IMEI."""
    total = sum(sum(divmod(int(d) * (2 - at % 2), 10)) for at, d in enumerate(reversed(body)))
    return f"{body}{-total % 10}"


def mod_11_2(body: str) -> str:
    """With the last sign of identity numbers (ISO 7064, MOD 11-2)."""
    total = sum(int(d) * pow(2, 17 - at, 11) for at, d in enumerate(body))
    return body + "10X98765432"[total % 11]


def resident(r: random.Random, row: int) -> str:
    """A resident identity number of eighteen signs."""
    return mod_11_2(f"{pick(r, AREAS)}{day(1950, 2012, '{:04}{:02}{:02}')(r, row)}{r.randint(1, 999):03}")


def resident_15(r: random.Random, row: int) -> str:
    """One of fifteen digits, of the first generation."""
    return f"{pick(r, AREAS)}{r.randint(40, 85):02}{r.randint(1, 12):02}{r.randint(1, 28):02}{r.randint(1, 999):03}"


def permanent(r: random.Random, row: int) -> str:
    """A foreigner's permanent residence before 2023: three letters and twelve digits."""
    country = pick(r, "USA GBR JPN KOR DEU CAN AUS SGP")
    return f"{country}{pick(r, AREAS)[:4]}{day(50, 99, '{:02}{:02}{:02}')(r, row)}{r.randint(10, 99)}"


def permanent_2023(r: random.Random, row: int) -> str:
    """The form of 2023: 9, province, country in digits, day of birth, order, check sign."""
    country = pick(r, "840 826 392 410 276 124 036 702")
    return mod_11_2(
        f"9{pick(r, AREAS)[:2]}{country}{day(1950, 2005, '{:04}{:02}{:02}')(r, row)}{r.randint(1, 999):03}"
    )


def mobile(r: random.Random, row: int) -> str:
    """A mobile number of China's mainland."""
    return pick(r, MOBILE) + digits(8)(r, row)


def landline(r: random.Random, row: int) -> str:
    """A line in an office, with or without extension."""
    area = pick(r, "010- 021- 0755- 0571- 028- 027-")
    return area + digits(8, r.choice("2568"))(r, row) + r.choice(["", "", "-8021", "转803"])


def card(r: random.Random, row: int) -> str:
    """A bank card of one of several banks, of the length of its issuer."""
    start, length = r.choice(list(BINS.items()))
    return luhn(digits(length - 1, start)(r, row))


def credit_card(r: random.Random, row: int) -> str:
    """A credit card of sixteen digits."""
    return luhn(digits(15, pick(r, "625957 622689 438088 524094 356827"))(r, row))


def uscc(r: random.Random, row: int) -> str:
    """A unified social credit code, with the check sign of the organisation's code inside."""
    code = "".join(r.choices(USCC_SIGNS[:31], k=8))
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    order = string.digits + string.ascii_uppercase
    rest = 11 - sum(order.index(sign) * weight for sign, weight in zip(code, weights, strict=True)) % 11
    body = f"91{pick(r, AREAS)}{code}{'0123456789X0'[rest]}"
    total = sum(USCC_SIGNS.index(sign) * pow(3, at, 31) for at, sign in enumerate(body))
    return body + USCC_SIGNS[-total % 31]


def imei(r: random.Random, row: int) -> str:
    """Of a telephone."""
    return luhn(digits(14, pick(r, "860 867 352 358"))(r, row))


def ean(r: random.Random, row: int) -> str:
    """A bar code of thirteen digits, of China."""
    body = digits(12, pick(r, "690 692 694 697"))(r, row)
    return f"{body}{-sum(int(d) * (3 if at % 2 else 1) for at, d in enumerate(body)) % 10}"


def iccid(r: random.Random, row: int) -> str:
    """Of a SIM card."""
    return luhn(digits(18, "8986" + pick(r, "00 01 03 04 11"))(r, row))


# words


def person(r: random.Random, row: int) -> str:
    """A Chinese name."""
    return pick(r, SURNAMES) + pick(r, GIVEN)


def english_person(r: random.Random, row: int) -> str:
    """First and last name."""
    return f"{pick(r, FIRST)} {pick(r, LAST)}"


def company(r: random.Random, row: int) -> str:
    """A company's full name."""
    place = pick(r, "北京 上海 深圳市 杭州 成都 武汉 苏州")
    return f"{place}{pick(r, FIRMS)}{pick(r, TRADES)}{r.choice(['有限公司', '股份有限公司', '有限责任公司'])}"


def home(r: random.Random, row: int) -> str:
    """Where somebody lives."""
    return (
        f"{pick(r, CITIES)}{pick(r, ROADS)}{r.randint(1, 399)}号{pick(r, ESTATES)}"
        f"{r.randint(1, 30)}栋{r.randint(1, 6)}单元{r.randint(1, 30)}0{r.randint(1, 4)}室"
    )


def works(r: random.Random, row: int) -> str:
    """Where a company sits."""
    return f"{pick(r, CITIES)}{pick(r, ROADS)}{r.randint(1, 999)}号{pick(r, FIRMS)}{r.choice(['大厦', '工业园', '产业基地'])}"


def mail(r: random.Random, row: int) -> str:
    """An e-mail address of a person."""
    left = pick(r, FIRST).lower() + r.choice([".", "_", ""]) + str(r.randint(1, 9999))
    return f"{left}@{r.choice(['qq.com', '163.com', '126.com', 'gmail.com', 'outlook.com', 'sina.cn', 'corp-mail.com.cn'])}"


def plate(r: random.Random, row: int) -> str:
    """A plate, one in four of a new-energy car."""
    head = r.choice(PROVINCES) + r.choice("ABCDEFGH")
    if r.random() < 0.25:
        return f"{head}{r.choice('DF')}{r.choice(PLATE)}{digits(4)(r, row)}"
    return head + "".join(r.choices(PLATE, k=4)) + r.choice(string.digits)


def passport_cn(r: random.Random, row: int) -> str:
    """Of China."""
    return one_of(form("E########"), form("EJ#######"), form("EF#######"), form("G########"))(r, row)


def passport_abroad(r: random.Random, row: int) -> str:
    """Of several countries."""
    # of Japan, Japan, Korea, Korea, India, the United States, Viet Nam
    return form(pick(r, "TK####### MZ####### M######## M###@#### @####### @######## C########"))(r, row)


def mac(r: random.Random, row: int) -> str:
    """Six pairs with colons."""
    return ":".join(f"{r.randrange(256):02X}" for _ in range(6))


def guid(r: random.Random, row: int) -> str:
    """A random UUID."""
    return str(uuid.UUID(int=r.getrandbits(128), version=4))


def ip(r: random.Random, row: int) -> str:
    """A private address."""
    return f"10.{r.randrange(256)}.{r.randrange(256)}.{r.randrange(1, 255)}"


# what happens to values on their way


def groups(*lengths: int, mark: str = " ") -> Callable[[str], str]:
    """In groups of these lengths, the last one repeated."""

    def cut(text: str) -> str:
        parts, left = [], list(lengths)
        while text:
            size = left.pop(0) if len(left) > 1 else left[0]
            parts.append(text[:size])
            text = text[size:]
        return mark.join(parts)

    return cut


def full_width(text: str) -> str:
    """Digits and letters as wide as characters."""
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)


def scientific(text: str) -> str:
    """As Excel shows a long number."""
    return f"{float(text.replace('X', '0')):.5E}"


def zeroed(text: str) -> str:
    """As Excel keeps a long number: fifteen digits, then zeros."""
    return text[:15] + "0" * (len(text) - 15)


def masked(first: int, last: int) -> Callable[[str], str]:
    """Only the first and last signs stand."""
    return lambda text: text[:first] + "*" * (len(text) - first - last) + text[len(text) - last :]


def digest(how: str) -> Callable[[str], str]:
    """The digest, in hexadecimal digits."""
    return lambda text: hashlib.new(how, text.encode()).hexdigest()


def sealed(text: str) -> str:
    """As an encrypted value looks."""
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def excel_text(text: str) -> str:
    """A formula that keeps a number a text."""
    return f'="{text}"'


def pair(make: Make, mark: str) -> Make:
    """Two in a cell."""
    return lambda r, row: make(r, row) + mark + make(r, row)
