"""Columns as they stand in other people's systems, labelled by hand: what the recogniser is held to.

Written before the reader that it judges was changed, from what forms, data dictionaries and exports of Chinese
and English systems call their columns, and never altered to please it. The makers of values share nothing with
the product: check digits are worked out here.

- `NAMED`: name and values agree. Each must be used as its kind.
- `NOBODY`: no identifier of a person, however much name or values look like one. None may be used.
- `NAMELESS`: the values alone speak. Each is to be asked about as its kind, never used unasked.
- `OTHERS`: names from other people's schemas, found after the reader was written; used, or nobody's.
- `UNFIT`: the name promises a kind that its values do not show. Each is to be told, never used unasked.
"""

import hashlib
import random
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

ROWS = 60


class Rows(random.Random):
    """Chance, and the number of the row that is being made."""

    row = 0

    def make(self, one: "Make") -> Iterator[str]:
        for self.row in range(ROWS):
            yield one(self)


Make = Callable[[Rows], str]


class Labelled(NamedTuple):
    """A column: the kinds that are right for it (none: nobody's), its name and sixty values."""

    kinds: tuple[str, ...]
    name: str
    values: tuple[str, ...]


REGIONS = [
    "110101",
    "120103",
    "130102",
    "210102",
    "310104",
    "320106",
    "330106",
    "350203",
    "370102",
    "410105",
    "420106",
    "440305",
    "500103",
    "510104",
    "610113",
    "650102",
]
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高欧阳司马诸葛"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀英霞平刚桂兰子涵浩然欣怡梓萱雨桐"
PREFIXES = [
    "130",
    "131",
    "132",
    "135",
    "136",
    "137",
    "138",
    "139",
    "145",
    "147",
    "150",
    "151",
    "152",
    "155",
    "157",
    "158",
    "159",
    "166",
    "170",
    "173",
    "175",
    "176",
    "177",
    "178",
    "180",
    "181",
    "185",
    "186",
    "188",
    "189",
    "191",
    "195",
    "198",
    "199",
]
USCC_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def digits(n: int) -> Make:
    return lambda r: "".join(r.choice("0123456789") for _ in range(n))


def hexed(n: int) -> Make:
    return lambda r: "".join(r.choice("0123456789abcdef") for _ in range(n))


def of(*words: str) -> Make:
    return lambda r: r.choice(words)


def form(pattern: str) -> Make:
    """`9` a digit, `A` a capital, `a` a small letter, everything else itself."""
    signs = {"9": "0123456789", "A": "ABCDEFGHJKLMNPQRSTUVWXYZ", "a": "abcdefghijkmnpqrstuvwxyz"}
    return lambda r: "".join(r.choice(signs[c]) if c in signs else c for c in pattern)


def mixed(first: Make, second: Make, share: float) -> Make:
    return lambda r: (first if r.random() < share else second)(r)


def run(start: int, step: int = 1) -> Make:
    """Numbers in the order in which a system gives them."""
    return lambda r: str(start + step * r.row)


def day(r: Rows, first: int = 1950, last: int = 2010, mark: str = "-") -> str:
    return f"{r.randint(first, last)}{mark}{r.randint(1, 12):02}{mark}{r.randint(1, 28):02}"


def mod_11_2(body: str) -> str:
    power = sum(int(c) * (2 ** (17 - i) % 11) for i, c in enumerate(body)) % 11
    return "10X98765432"[power]


def resident(r: Rows) -> str:
    body = r.choice(REGIONS) + day(r, mark="") + f"{r.randint(1, 999):03}"
    return body + mod_11_2(body)


def old_resident(r: Rows) -> str:
    return r.choice(REGIONS) + day(r, 1940, 1985, "")[2:] + f"{r.randint(1, 999):03}"


def permanent(r: Rows) -> str:
    body = (
        "9"
        + r.choice(REGIONS)[:2]
        + r.choice(["840", "826", "392", "410", "036", "276"])
        + day(r, mark="")
        + f"{r.randint(1, 999):03}"
    )
    return body + mod_11_2(body)


def permanent_2017(r: Rows) -> str:
    return r.choice(["USA", "GBR", "JPN", "KOR", "AUS", "DEU"]) + "".join(
        r.choice("0123456789") for _ in range(12)
    )


def mobile(r: Rows) -> str:
    return r.choice(PREFIXES) + "".join(r.choice("0123456789") for _ in range(8))


def luhn(body: str) -> str:
    total = 0
    for i, c in enumerate(reversed(body)):
        d = int(c) * (2 if i % 2 == 0 else 1)
        total += d - 9 if d > 9 else d
    return str(-total % 10)


def card(prefix: str, length: int) -> Make:
    def make(r: Rows) -> str:
        body = prefix + "".join(r.choice("0123456789") for _ in range(length - 1 - len(prefix)))
        return body + luhn(body)

    return make


def union_pay(r: Rows) -> str:
    return card(r.choice(["622202", "622848", "621700", "622588", "625965", "621483"]), r.choice((16, 19)))(r)


def imei(r: Rows) -> str:
    return card(r.choice(["86", "35"]) + "".join(r.choice("0123456789") for _ in range(6)), 15)(r)


def uscc(r: Rows) -> str:
    body = (
        r.choice(("91", "92", "12", "52"))
        + r.choice(REGIONS)
        + "".join(r.choice(USCC_SIGNS) for _ in range(9))
    )
    total = sum(USCC_SIGNS.index(c) * pow(3, i, 31) for i, c in enumerate(body))
    return body + USCC_SIGNS[-total % 31]


def name(r: Rows) -> str:
    return r.choice(SURNAMES[:20]) + "".join(r.choice(GIVEN) for _ in range(r.randint(1, 2)))


def english_name(r: Rows) -> str:
    return f"{r.choice(['Wei', 'Li', 'Anna', 'John', 'Maria', 'Peter', 'Fang', 'Hassan'])} {r.choice(['Wang', 'Smith', 'Zhang', 'Brown', 'Garcia', 'Liu', 'Okoye'])}"


def plate(r: Rows) -> str:
    return (
        r.choice("京沪粤浙苏川鲁津渝闽")
        + r.choice("ABCDE")
        + "".join(r.choice("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789") for _ in range(5))
    )


def green_plate(r: Rows) -> str:
    return (
        r.choice("京沪粤浙")
        + r.choice("ABC")
        + r.choice("DF")
        + "".join(r.choice("0123456789") for _ in range(5))
    )


def address(r: Rows) -> str:
    return f"{r.choice(('北京市朝阳区', '上海市徐汇区', '广东省深圳市南山区', '浙江省杭州市西湖区'))}{r.choice(('建国路', '人民路', '科技园南路', '文三路'))}{r.randint(1, 300)}号{r.randint(1, 30)}栋{r.randint(101, 2505)}室"


def mail(r: Rows) -> str:
    return f"{r.choice(['wang', 'li', 'zhang', 'chen', 'liu', 'sun', 'qq', 'tom', 'amy'])}{r.randint(1, 99999)}@{r.choice(['example.com', 'qq.example', '163.example', 'mail.example.cn'])}"


def mac(r: Rows) -> str:
    return ":".join(hexed(2)(r) for _ in range(6))


def uuid(r: Rows) -> str:
    return "-".join(hexed(n)(r) for n in (8, 4, 4, 4, 12))


def ip(r: Rows) -> str:
    return ".".join(str(r.randint(1, 254)) for _ in range(4))


def money(r: Rows) -> str:
    return f"{r.randint(1, 99999)}.{r.randint(0, 99):02}"


def embedding(r: Rows) -> str:
    return "[" + ", ".join(f"{r.uniform(-1, 1):.4f}" for _ in range(8)) + "]"


def hashed(make: Make, how: str) -> Make:
    return lambda r: hashlib.new(how, make(r).encode()).hexdigest()


def around(make: Make, before: str = "", after: str = "") -> Make:
    return lambda r: before + make(r) + after


def company(r: Rows) -> str:
    return f"{r.choice(('北京', '上海', '深圳', '杭州'))}{r.choice(('云启', '信源', '恒远', '天目', '华辰'))}{r.choice(('科技', '贸易', '物流', '医药'))}有限公司"


def split(make: Make) -> Make:
    return lambda r: (lambda v: f"{v[:3]} {v[3:7]} {v[7:]}")(make(r))


def in_fours(make: Make) -> Make:
    return lambda r: " ".join(re.findall(".{1,4}", make(r)))


def masked(make: Make) -> Make:
    return lambda r: (lambda v: v[:3] + "****" + v[-4:])(make(r))


def zeroed(make: Make) -> Make:
    return lambda r: make(r)[:15] + "000"


def gps(r: Rows) -> str:
    return f"{r.uniform(73, 135):.6f},{r.uniform(18, 53):.6f}"


NAMED: tuple[tuple[str, str, Make], ...] = (
    ("resident_id", "身份证号", resident),
    ("resident_id", "身份证号码", resident),
    ("resident_id", "居民身份证", resident),
    ("resident_id", "公民身份号码", resident),
    ("resident_id", "证件号码", resident),
    ("resident_id", "证件号", mixed(resident, old_resident, 0.9)),
    ("resident_id", "客户证件号码", resident),
    ("resident_id", "投保人身份证", resident),
    ("resident_id", "法人身份证号", resident),
    ("resident_id", "id_card", resident),
    ("resident_id", "idcard_no", resident),
    ("resident_id", "IDCardNumber", resident),
    ("resident_id", "id_number", resident),
    ("resident_id", "identity_no", resident),
    ("resident_id", "ID_NO", resident),
    ("resident_id", "cert_no", resident),
    ("resident_id", "certNo", resident),
    ("resident_id", "sfzh", resident),
    ("resident_id", "SFZHM", resident),
    ("resident_id", "zjhm", resident),
    ("resident_id", "gmsfhm", resident),
    ("resident_id", "national_id", resident),
    ("resident_id", "citizen_id", resident),
    ("resident_id", "身份证", around(resident, after=" ")),
    ("resident_id", "患者身份证号", mixed(resident, of(""), 0.8)),
    ("resident_id", "学生身份证件号", resident),
    ("resident_id", "owner_id_card", resident),
    ("resident_id", "身份证号 ", around(resident, before="'")),
    ("resident_id", "身份证件号码", around(resident, '="', '"')),
    ("resident_id permanent_residence", "证件号码(含外国人)", mixed(resident, permanent, 0.5)),
    ("permanent_residence", "外国人永久居留身份证号", permanent),
    ("permanent_residence", "永居证号", permanent),
    ("permanent_residence", "永久居留证号码", mixed(permanent, permanent_2017, 0.7)),
    ("permanent_residence", "permanent_residence_no", permanent),
    ("permanent_residence", "prc_green_card_no", permanent_2017),
    ("passport", "护照号", form("E99999999")),
    ("passport", "护照号码", form("EA9999999")),
    ("passport", "passport_no", form("G99999999")),
    ("passport", "PassportNumber", form("999999999")),
    ("passport", "passport", form("AA9999999")),
    ("passport", "港澳通行证号", form("C99999999")),
    ("passport", "港澳居民来往内地通行证", form("H99999999")),
    ("passport", "回乡证号码", form("H9999999900")),
    ("passport", "台胞证号", form("99999999")),
    ("passport", "通行证号", form("C99999999")),
    ("passport", "hzhm", form("E99999999")),
    ("passport", "travel_document_no", form("E99999999")),
    ("mobile", "手机号", mobile),
    ("mobile", "手机号码", mobile),
    ("mobile", "手机", mobile),
    ("mobile", "移动电话", mobile),
    ("mobile", "联系电话", mobile),
    ("mobile", "联系方式", mobile),
    ("mobile", "电话", mobile),
    ("mobile", "电话号码", mixed(mobile, form("010-99999999"), 0.85)),
    ("mobile", "收货人手机", mobile),
    ("mobile", "收件人电话", mobile),
    ("mobile", "客户手机号", around(mobile, "+86")),
    ("mobile", "会员手机", around(mobile, "0086")),
    ("mobile", "本人手机号", split(mobile)),
    ("mobile", "家长手机", mobile),
    ("mobile", "mobile", mobile),
    ("mobile", "mobile_no", mobile),
    ("mobile", "mobilePhone", mobile),
    ("mobile", "phone", mobile),
    ("mobile", "phone_number", around(mobile, "+86 ")),
    ("mobile", "PHONE_NO", mobile),
    ("mobile", "cell_phone", mobile),
    ("mobile", "tel", mobile),
    ("mobile", "user_phone", mobile),
    ("mobile", "buyer_phone", mobile),
    ("mobile", "receiver_mobile", mobile),
    ("mobile", "contact_phone", mobile),
    ("mobile", "sjh", mobile),
    ("mobile", "SJHM", mobile),
    ("mobile", "lxdh", mobile),
    ("mobile", "msisdn", around(mobile, "86")),
    ("mobile", "绑定手机", around(mobile, after=".0")),
    ("mobile", "注册手机号", mixed(mobile, of("", "无", "test"), 0.85)),
    ("mobile", "ｐｈｏｎｅ", mobile),
    ("mobile", "手机号（必填）", around(mobile, "'")),
    ("email", "邮箱", mail),
    ("email", "电子邮箱", mail),
    ("email", "电子邮件", mail),
    ("email", "email", mail),
    ("email", "E-mail", mail),
    ("email", "email_address", mail),
    ("email", "mail", mail),
    ("email", "userEmail", mail),
    ("email", "contact_email", mixed(mail, of(""), 0.7)),
    ("email", "yx", mail),
    ("email", "登录邮箱", mail),
    ("email", "billing_email", mail),
    ("bank_card", "银行卡号", union_pay),
    ("bank_card", "银行卡", union_pay),
    ("bank_card", "卡号", union_pay),
    ("bank_card", "银行账号", union_pay),
    ("bank_card", "收款银行卡号", union_pay),
    ("bank_card", "bank_card", union_pay),
    ("bank_card", "bank_card_no", union_pay),
    ("bank_card", "bankCardNumber", union_pay),
    ("bank_card", "card_number", mixed(card("4", 16), card("51", 16), 0.5)),
    ("bank_card", "credit_card", card("4", 16)),
    ("bank_card", "card_no", union_pay),
    ("bank_card", "yhkh", union_pay),
    (
        "bank_card",
        "debit_card_no",
        in_fours(union_pay),
    ),
    ("device", "imei", imei),
    ("device", "IMEI", imei),
    ("device", "imei1", imei),
    ("device", "设备IMEI", imei),
    ("device", "mac", mac),
    ("device", "mac_address", lambda r: mac(r).upper()),
    ("device", "MAC地址", lambda r: mac(r).replace(":", "-")),
    ("device", "wifi_mac", mac),
    ("device", "idfa", lambda r: uuid(r).upper()),
    ("device", "oaid", uuid),
    ("device", "gaid", uuid),
    ("device", "android_id", hexed(16)),
    ("device", "device_id", uuid),
    ("device", "deviceId", hexed(16)),
    ("device", "设备号", imei),
    ("device", "设备标识", uuid),
    ("device", "advertising_id", uuid),
    ("licence_plate", "车牌号", plate),
    ("licence_plate", "车牌", plate),
    ("licence_plate", "车牌号码", mixed(plate, green_plate, 0.7)),
    ("licence_plate", "号牌号码", plate),
    ("licence_plate", "机动车号牌", plate),
    ("licence_plate", "plate_no", plate),
    ("licence_plate", "plateNumber", green_plate),
    ("licence_plate", "license_plate", plate),
    ("licence_plate", "cph", plate),
    ("licence_plate", "hphm", plate),
    ("licence_plate", "vehicle_plate", lambda r: (lambda v: v[:2] + "·" + v[2:])(plate(r))),
    ("account", "user_id", run(100001)),
    ("account", "userId", run(5000, 7)),
    ("account", "uid", run(1, 3)),
    ("account", "UID", hexed(24)),
    ("account", "用户ID", run(8000)),
    ("account", "用户编号", form("U99999999")),
    ("account", "用户名", form("aaaaa99")),
    ("account", "username", form("aaaa_aa9")),
    ("account", "user_name", form("aaaaaa99")),
    ("account", "login_name", form("aaaaaaa")),
    ("account", "账号", form("aaa999999")),
    ("account", "帐号", form("aaa999999")),
    ("account", "登录账号", mixed(mobile, form("aaaaa99"), 0.3)),
    ("account", "account_id", uuid),
    ("account", "account", form("aaaaa999")),
    ("account", "member_id", run(70000)),
    ("account", "会员号", form("VIP999999")),
    ("account", "会员编号", run(600100)),
    ("account", "会员卡号", form("8899999999")),
    ("account", "memberNo", form("M9999999")),
    ("account", "customer_id", run(900)),
    ("account", "客户编号", form("KH99999999")),
    ("account", "客户号", digits(10)),
    ("account", "cust_no", digits(9)),
    ("account", "openid", around(form("aaaa9aAAaaa9aaAAaaaa9"), "oX7p")),
    ("account", "open_id", around(form("aaaa9aAAaaa9aaAAaaaa9"), "oX7p")),
    ("account", "unionid", around(form("aaaa9aAAaaa9aaAAaaaa9"), "ovq1")),
    ("account", "微信号", form("aaaaaa_999")),
    ("account", "wechat_id", form("aaaaaa999")),
    ("account", "qq", digits(9)),
    ("account", "QQ号", digits(9)),
    ("account", "学号", form("20299999")),
    ("account", "student_id", form("S9999999")),
    ("account", "工号", form("999999")),
    ("account", "employee_id", form("E99999")),
    ("account", "employee_no", form("999999")),
    ("account", "员工编号", form("YG99999")),
    ("account", "yhbh", form("99999999")),
    ("account", "buyer_id", run(31000)),
    ("account", "patient_id", form("P99999999")),
    ("account", "passenger_id", run(4100)),
    ("name", "姓名", name),
    ("name", "客户姓名", name),
    ("name", "真实姓名", name),
    ("name", "患者姓名", name),
    ("name", "联系人", name),
    ("name", "收货人", name),
    ("name", "real_name", name),
    ("name", "full_name", english_name),
    ("name", "xm", name),
    ("name", "realName", name),
    ("name", "first_name", of("Anna", "Wei", "John", "Fang", "Maria", "Peter")),
    ("name", "last_name", of("Wang", "Smith", "Liu", "Brown", "Zhang")),
    ("name", "持卡人姓名", name),
    ("name", "学生姓名", name),
    ("address", "地址", address),
    ("address", "家庭住址", address),
    ("address", "收货地址", address),
    ("address", "详细地址", address),
    ("address", "户籍地址", address),
    ("address", "联系地址", address),
    ("address", "address", address),
    ("address", "home_address", address),
    ("address", "shipping_address", address),
    ("address", "通讯地址", address),
    ("address", "dz", address),
    ("birthday", "出生日期", day),
    ("birthday", "生日", lambda r: day(r, mark="/")),
    ("birthday", "出生年月日", day),
    ("birthday", "birthday", day),
    ("birthday", "birth_date", day),
    ("birthday", "date_of_birth", lambda r: day(r, mark="")),
    ("birthday", "dob", day),
    ("birthday", "csrq", lambda r: day(r, mark="")),
    ("face", "人脸特征", embedding),
    ("face", "face_feature", embedding),
    ("face", "face_embedding", embedding),
    ("face", "人脸照片", around(hexed(20), "/photos/", ".jpg")),
    ("face", "faceImage", around(hexed(40), "data:image/jpeg;base64,")),
    ("voice", "声纹", embedding),
    ("voice", "voiceprint", embedding),
    ("voice", "voice_print", embedding),
    ("voice", "声纹特征", hexed(64)),
    ("fingerprint", "指纹", hexed(64)),
    ("fingerprint", "指纹特征", hexed(128)),
    ("fingerprint", "fingerprint_template", hexed(128)),
    ("health", "诊断", of("高血压", "2型糖尿病", "急性支气管炎", "骨折")),
    ("health", "疾病名称", of("高血压", "糖尿病", "哮喘")),
    ("health", "病史", of("无", "青霉素过敏", "高血压10年")),
    ("health", "diagnosis", of("hypertension", "asthma", "type 2 diabetes")),
    ("health", "血型", of("A", "B", "O", "AB")),
    ("health", "过敏史", of("无", "青霉素", "花粉")),
    ("health", "blood_pressure", lambda r: f"{r.randint(100, 160)}/{r.randint(60, 100)}"),
    ("religion", "宗教信仰", of("无", "佛教", "基督教", "伊斯兰教")),
    ("religion", "religion", of("none", "Buddhist", "Christian", "Muslim")),
    ("finance", "年收入", money),
    ("finance", "月收入", money),
    ("finance", "账户余额", money),
    ("finance", "credit_score", lambda r: str(r.randint(350, 850))),
    ("finance", "annual_income", money),
    ("finance", "工资", money),
    ("finance", "salary", money),
    ("location", "经纬度", gps),
    ("location", "gps", gps),
    ("location", "行踪轨迹", gps),
    ("location", "last_location", gps),
    ("uscc", "统一社会信用代码", uscc),
    ("uscc", "社会信用代码", uscc),
    ("uscc", "credit_code", uscc),
    ("uscc", "uscc", uscc),
    ("uscc", "tyshxydm", uscc),
    ("uscc", "企业信用代码", uscc),
)

NOBODY: tuple[tuple[str, Make], ...] = (
    ("订单号", run(13800000000)),
    ("订单编号", run(13912340000, 7)),
    ("order_no", run(13800000000)),
    ("order_id", run(15000000000, 3)),
    ("orderNumber", mobile),
    ("order_sn", around(digits(8), "20260312")),
    ("ddh", run(13700000000)),
    ("流水号", digits(18)),
    ("交易流水号", digits(19)),
    ("交易号", lambda r: day(r, 2024, 2026, "") + digits(10)(r)),
    ("transaction_id", digits(18)),
    ("txn_no", card("62", 16)),
    ("serial_no", digits(16)),
    ("serialNumber", imei),
    ("序列号", imei),
    ("设备序列号", form("SN99999999AA")),
    ("电表号", digits(15)),
    ("水表编号", imei),
    ("燃气表号", digits(15)),
    ("meter_no", imei),
    ("meter_id", digits(12)),
    ("invoice_no", digits(8)),
    ("einvoice", digits(20)),
    ("invoice_code", digits(12)),
    ("invoiceNumber", digits(20)),
    ("发票号码", digits(8)),
    ("发票代码", digits(12)),
    ("fphm", digits(8)),
    ("合同编号", form("HT2026-9999")),
    ("合同号", digits(18)),
    ("contract_no", digits(18)),
    ("快递单号", form("SF9999999999999")),
    ("运单号", digits(15)),
    ("tracking_number", digits(13)),
    ("waybill_no", run(13600000000)),
    ("物流单号", form("YT9999999999999")),
    ("product_id", run(1)),
    ("商品编号", run(100000)),
    ("商品编码", digits(13)),
    ("商品条码", around(digits(10), "690")),
    ("barcode", around(digits(10), "690")),
    ("sku", form("AAA-9999-A")),
    ("sku_code", digits(11)),
    ("batch_no", lambda r: day(r, 2024, 2026, "") + digits(4)(r)),
    ("批次号", lambda r: day(r, 2024, 2026, "") + digits(10)(r)),
    ("物料编码", digits(18)),
    ("资产编号", digits(10)),
    ("凭证号", digits(10)),
    ("批准文号", form("国药准字H99999999")),
    ("门店编号", digits(4)),
    ("shop_id", run(1000)),
    ("store_code", digits(6)),
    ("部门编号", digits(6)),
    ("dept_id", run(10)),
    ("org_code", digits(9)),
    ("region_code", of(*REGIONS)),
    ("行政区划代码", of(*REGIONS)),
    ("area_code", of("010", "021", "0755", "0571")),
    ("区号", of("010", "021", "0755")),
    ("邮政编码", digits(6)),
    ("zip_code", digits(6)),
    ("postal_code", digits(6)),
    ("country_code", of("CN", "US", "GB", "JP")),
    ("币种", of("CNY", "USD")),
    ("金额", money),
    ("amount", money),
    ("price", money),
    ("单价", money),
    ("数量", digits(2)),
    ("quantity", digits(2)),
    ("total", money),
    ("status", of("paid", "shipped", "closed")),
    ("状态", of("已支付", "已发货", "已关闭")),
    ("type", of("A", "B", "C")),
    ("证件类型", of("居民身份证", "护照", "港澳通行证")),
    ("id_type", of("01", "02", "03")),
    ("card_type", of("debit", "credit")),
    ("phone_model", of("HUAWEI P60", "iPhone 15", "Xiaomi 14")),
    ("手机型号", of("华为P60", "小米14", "荣耀90")),
    ("手机品牌", of("华为", "小米", "荣耀")),
    ("mobile_brand", of("Huawei", "Xiaomi", "OPPO")),
    ("device_type", of("ios", "android", "web")),
    ("设备型号", form("MX-9999")),
    ("email_sent", of("0", "1")),
    ("email_count", digits(2)),
    ("phone_verified", of("true", "false")),
    ("user_type", of("普通", "会员", "企业")),
    ("用户类型", of("个人", "企业")),
    ("user_count", digits(4)),
    ("user_level", of("1", "2", "3")),
    ("会员等级", of("金卡", "银卡", "普通")),
    ("注册渠道", of("app", "小程序", "web")),
    ("channel_code", form("QD9999")),
    ("product_name", of("蓝牙耳机", "保温杯", "机械键盘", "台灯")),
    ("商品名称", of("高丽参", "张小泉剪刀", "王老吉", "马应龙")),
    ("品牌", of("张裕", "李宁", "王老吉", "周大福")),
    ("brand", of("李宁", "王守义", "周黑鸭")),
    ("公司名称", company),
    ("company_name", company),
    ("企业名称", company),
    ("供应商", company),
    ("supplier_name", company),
    ("file_name", around(hexed(8), "doc_", ".pdf")),
    ("table_name", form("aaaa_aaaa")),
    ("城市", of("北京", "上海", "马鞍山", "张家口")),
    ("city", of("北京", "上海", "石家庄")),
    ("省份", of("河北省", "江苏省", "广东省")),
    ("学校", of("第一中学", "实验小学")),
    ("科室", of("内科", "外科", "儿科")),
    ("created_at", lambda r: day(r, 2023, 2026) + " 10:20:30"),
    ("创建时间", lambda r: day(r, 2023, 2026) + " 10:20:30"),
    ("更新时间", lambda r: day(r, 2023, 2026)),
    ("下单日期", lambda r: day(r, 2024, 2026)),
    ("order_date", lambda r: day(r, 2024, 2026)),
    ("timestamp", run(1700000000, 977)),
    ("ts", run(1700000000123, 99991)),
    ("生产日期", lambda r: day(r, 2022, 2026)),
    ("过期日期", lambda r: day(r, 2026, 2030)),
    ("备注", of("尽快发货", "请放前台", "无", "")),
    ("remark", of("none", "urgent", "")),
    ("说明", of("正常", "异常", "待核查")),
    ("url", around(hexed(6), "https://shop.example/p/")),
    ("ip_count", digits(3)),
    ("版本号", of("1.0.3", "2.1.0", "3.2.9")),
    ("version", of("1.0.3", "2.1.0")),
    ("md5", hexed(32)),
    ("checksum", hexed(64)),
    ("file_hash", hexed(64)),
    ("commit_id", hexed(40)),
    ("trace_id", hexed(32)),
    ("request_id", uuid),
    ("session_id", hexed(32)),
    ("tenant_id", uuid),
    ("row_id", uuid),
    ("图书编号", around(digits(10), "978")),
    ("isbn", around(digits(10), "978")),
    ("车架号", form("LA9AAAAA9A9999999")),
    ("vin", form("LSVAA4187C2999999")),
    ("发动机号", form("A999999")),
    ("车型", of("SUV", "轿车", "MPV")),
    ("专利号", form("ZL20261099999999")),
    ("税号", digits(15)),
    ("房间号", digits(4)),
    ("座位号", form("9A")),
    ("航班号", form("CA9999")),
    ("车次", form("G9999")),
    ("票号", digits(13)),
    ("ticket_no", run(13300000000)),
    ("优惠券码", form("AAAA9999AAAA")),
    ("coupon_code", form("AAAA9999")),
    ("验证码", digits(6)),
    ("积分", digits(4)),
    ("评分", of("1", "2", "3", "4", "5")),
    ("score", digits(2)),
    ("latency_ms", digits(3)),
    ("温度", lambda r: f"{r.uniform(10, 40):.1f}"),
    ("temperature", lambda r: f"{r.uniform(10, 40):.1f}"),
    ("设备温度", lambda r: f"{r.uniform(10, 40):.1f}"),
    ("压力", lambda r: f"{r.uniform(0.1, 1.6):.2f}"),
    ("服务热线", of("4008001234", "95588", "4006668888")),
    ("客服电话", of("400-800-1234", "95533")),
    ("基站编号", digits(15)),
    ("工单号", digits(11)),
    ("任务编号", lambda r: day(r, 2025, 2026, "") + digits(10)(r)),
    ("货号", digits(11)),
    ("仓位", form("A-99-99")),
    ("件数", digits(2)),
    ("id", run(1)),
    ("序号", run(1)),
    ("no", run(1)),
)

NAMELESS: tuple[tuple[str, str, Make], ...] = (
    ("resident_id", "c1", resident),
    ("resident_id", "col_7", resident),
    ("resident_id", "字段3", resident),
    ("resident_id", "f12", mixed(resident, old_resident, 0.9)),
    ("resident_id", "value", resident),
    ("mobile", "c2", mobile),
    ("mobile", "column_4", around(mobile, "+86")),
    ("mobile", "备用1", mobile),
    ("mobile", "x", split(mobile)),
    ("mobile", "data", mobile),
    ("email", "c5", mail),
    ("email", "field_9", mail),
    ("email", "ext1", mail),
    ("bank_card", "c6", union_pay),
    ("bank_card", "attr3", union_pay),
    ("licence_plate", "c8", plate),
    ("licence_plate", "text2", green_plate),
    ("device", "c9", mac),
    ("uscc", "c10", uscc),
    ("permanent_residence", "c11", permanent),
)

UNFIT: tuple[tuple[str, str, Make], ...] = (
    ("mobile", "手机号", lambda r: f"{r.uniform(1.3, 1.99):.2f}E+10"),
    ("resident_id", "身份证号", lambda r: f"{r.uniform(1.1, 6.5):.5f}E+17"),
    ("resident_id", "身份证号码", zeroed(resident)),
    ("bank_card", "银行卡号", zeroed(card("622202", 18))),
    ("mobile", "手机号码", masked(mobile)),
    ("mobile", "phone", masked(mobile)),
    ("resident_id", "身份证", lambda r: resident(r)[:6] + "********" + digits(4)(r)),
    ("bank_card", "card_no", lambda r: "************" + digits(4)(r)),
    ("email", "email", lambda r: "w***" + mail(r)[-12:]),
    ("mobile", "phone_md5", hashed(mobile, "md5")),
    ("mobile", "手机号MD5", hashed(mobile, "md5")),
    ("resident_id", "idcard_md5", hashed(resident, "md5")),
    ("resident_id", "身份证号_sha1", hashed(resident, "sha1")),
    ("mobile", "联系电话", lambda r: f"{mobile(r)}/{mobile(r)}"),
    ("mobile", "电话", lambda r: f"{mobile(r)}、{mobile(r)}"),
    ("mobile", "contact_phone", lambda r: f"{mobile(r)};{mobile(r)}"),
    ("mobile", "固定电话", form("010-99999999")),
    ("mobile", "tel", form("0755-99999999")),
    ("resident_id", "id_card", digits(18)),
    ("resident_id", "证件号码", form("99999999")),
    ("email", "邮箱", of("无", "未填写", "暂无")),
    ("licence_plate", "车牌号", digits(5)),
    ("device", "imei", form("AA9999")),
    ("passport", "护照号", of("已核验", "未核验")),
    ("uscc", "统一社会信用代码", digits(15)),
)

OTHERS: tuple[tuple[str, str, Make], ...] = (
    ("resident_id", "card_id", resident),
    ("resident_id", "idNo", resident),
    ("resident_id", "idCard", resident),
    ("resident_id", "sfz_id", resident),
    ("resident_id", "cert_no", resident),
    ("resident_id", "idCardNumber", resident),
    ("mobile", "phoneNo", mobile),
    ("mobile", "contactPhone", mobile),
    ("mobile", "contacts_phone", mobile),
    ("mobile", "relationTel", mobile),
    ("mobile", "consignee_mobile", mobile),
    ("mobile", "receiver_phone", mobile),
    ("mobile", "rec_phone", mobile),
    ("mobile", "consignee_phone", mobile),
    ("mobile", "NEXT_OF_KIN_PHONE", mobile),
    ("mobile", "car_phone", mobile),
    ("mobile", "ph_no", mobile),
    ("mobile", "PatientPhone", mobile),
    ("mobile", "phone1", mobile),
    ("mobile", "emergency_contact_phone", mobile),
    ("account", "PatientId", form("P9999999")),
    ("account", "customer_id", run(70)),
    ("account", "student_id", form("2019999999")),
    ("account name", "user_name", name),
    ("account", "wechat", form("aaaaa_99999")),
    ("account", "openid", around(form("aaaa9aAAaaa9aaAAaaaa9"), "oX7p")),
    ("licence_plate", "car_id", plate),
    ("name", "student_name", name),
    ("name", "contactName", name),
    ("name", "PatientName", name),
    ("name", "consignee_name", name),
    ("name", "receiver_name", name),
    ("name", "rec_name", name),
    ("name", "nick_name", form("aaaa99")),
    ("name", "fname", of("Anna", "Wei", "John")),
    ("name", "lname", of("Wang", "Smith", "Liu")),
    ("name", "first_name", of("Anna", "Wei", "John")),
    ("address", "homeAddress", address),
    ("address", "consignee_address", address),
    ("address", "receiver_address", address),
    ("address", "rec_addr", address),
    ("address", "MAILING_ADDRESS", address),
    ("address", "NEXT_OF_KIN_ADDR", address),
    ("address", "detail_address", address),
    ("address", "PatientAddress", address),
    ("address", "native_place", of("河北省", "四川省成都市", "江苏省南京市")),
    ("birthday", "birth", day),
    ("birthday", "dob", day),
    ("birthday", "date_of_birth", day),
    ("birthday", "birthday", lambda r: day(r, mark="")),
    ("health", "left_diag", of("近视", "正常", "散光")),
    ("health", "allergy", of("无", "青霉素")),
    ("health", "allergies", of("none", "penicillin")),
    ("health", "medical_conditions", of("none", "asthma")),
    ("health", "blood_type", of("A", "B", "O")),
    ("specific_identity", "politicstatus", of("群众", "党员", "团员")),
    ("specific_identity", "ethnic_group", of("汉族", "回族", "满族")),
    ("location", "longitude", lambda r: f"{r.uniform(73, 135):.6f}"),
    ("location", "latitude", lambda r: f"{r.uniform(18, 53):.6f}"),
    ("email", "email", mail),
    ("", "order_sn", run(20260101000001)),
    ("", "order_number", run(13811112222)),
    ("", "express_number", digits(11)),
    ("", "express_company", of("顺丰", "中通", "圆通")),
    ("", "shipping_code", digits(13)),
    ("", "shipping_name", of("顺丰", "中通")),
    ("", "ship_sn", digits(12)),
    ("", "goods_id", run(1)),
    ("", "goods_name", of("苹果", "雨伞")),
    ("", "subject_id", run(10)),
    ("", "score_id", run(100)),
    ("", "bedNo", form("A-99")),
    ("", "wardcode", form("W99")),
    ("", "depetCode", form("D999")),
    ("", "VISIT_ID", digits(2)),
    ("", "ZIP_CODE", digits(6)),
    ("", "NEXT_OF_KIN_ZIPCODE", digits(6)),
    ("", "INSURANCE_TYPE", of("城镇职工", "新农合")),
    ("", "SERVICE_SYSTEM_INDICATOR", of("0", "1")),
    ("", "PATIENT_CLASS", of("门诊", "住院")),
    ("", "exccreadit_count", digits(2)),
    ("", "PAY_ID", digits(28)),
    ("", "attr_name", of("颜色", "尺码")),
    ("", "address_details_id", run(300)),
    ("", "type_id", digits(1)),
    ("", "pass_word", hexed(32)),
    ("", "car_color", of("黑", "白")),
    ("", "city_name", of("北京", "上海")),
    ("", "default_flag", of("0", "1")),
    ("", "is_default", of("0", "1")),
    ("", "insurance_provider", of("平安", "人保")),
    ("", "insurance_policy_number", digits(15)),
    ("", "enter_date", lambda r: day(r, 2015, 2025)),
    ("", "graschool", of("第一中学", "实验中学")),
    ("", "order_price", money),
    ("", "comments", of("少辣", "无", "放门口")),
    ("", "image", around(hexed(8), "/img/", ".png")),
    ("", "reason", of("出差", "培训")),
    ("", "passengerPostName", of("工程师", "经理")),
    ("", "tripType", of("1", "2")),
)
"""Names that others gave: of columns of some fifteen public schemas, labelled by their own comments."""


def _made(rows: tuple[tuple[str, str, Make], ...], seed: int) -> Iterator[Labelled]:
    for at, (kinds, called, make) in enumerate(rows):
        chance = Rows(f"{seed} {at} {called}")
        yield Labelled(tuple(kinds.split()), called, tuple(chance.make(make)))


def named(seed: int = 1) -> tuple[Labelled, ...]:
    return tuple(_made(NAMED, seed))


def nobody(seed: int = 1) -> tuple[Labelled, ...]:
    return tuple(_made(tuple(("", called, make) for called, make in NOBODY), seed))


def nameless(seed: int = 1) -> tuple[Labelled, ...]:
    return tuple(_made(NAMELESS, seed))


def unfit(seed: int = 1) -> tuple[Labelled, ...]:
    return tuple(_made(UNFIT, seed))


def others(seed: int = 1) -> tuple[Labelled, ...]:
    return tuple(_made(OTHERS, seed))
