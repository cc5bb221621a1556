"""Columns of twenty-two systems, listed from the side of the data, by a hand that had not opened the recogniser.

Names are what forms, exports and dictionaries of such systems call their columns; values are made here, with nothing
taken from the product or from the other corpus. `TUNED` holds two thirds, which faults of the reader may be mended
by; `HELD_BACK` every third column, of which only the totals are looked at.

A line is: kind, name, way of making its values. Kinds: those of the product; `-` is nobody's identifier, and to use it
would be wrong; `ask:KIND` stands without a telling name and must not be used unasked; `tell:KIND` is named for a kind
that its values do not show, and must not be used either.
"""

from __future__ import annotations

import hashlib
import random
import string
import zlib
from collections.abc import Callable
from typing import NamedTuple

ROWS = 80

Way = Callable[[random.Random, int], str]


class Column(NamedTuple):
    """A column: its right kind, how it may be used (`use`, `ask`, `tell`, `never`), its name and its values."""

    kind: str
    right: str
    name: str
    values: tuple[str, ...]


def _n(r: random.Random, length: int) -> str:
    return "".join(r.choice(string.digits) for _ in range(length))


def _hex(r: random.Random, length: int) -> str:
    return "".join(r.choice("0123456789abcdef") for _ in range(length))


def _date(r: random.Random, first: int, last: int, form: str = "{:04}-{:02}-{:02}") -> str:
    return form.format(r.randint(first, last), r.randint(1, 12), r.randint(1, 28))


def _luhn(body: str) -> str:
    """The digit that makes the whole divisible: doubled from the right, digits of the products added."""
    total = 0
    for place, sign in enumerate(reversed(body)):
        total += sum(divmod(int(sign) * (2 if place % 2 == 0 else 1), 10))
    return body + str(-total % 10)


def _mod_11_2(body: str) -> str:
    rest = 0
    for sign in body:
        rest = (rest + int(sign)) * 2 % 11
    return body + "0123456789X"[(12 - rest) % 11]


_AREAS = (
    "110105",
    "310115",
    "440106",
    "440305",
    "330106",
    "320102",
    "510107",
    "420111",
    "610112",
    "230103",
    "350203",
    "500112",
    "370102",
    "130104",
)
_FAMILY = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜谢邹喻柏水窦章云苏潘葛"
_GIVEN = "伟芳娜敏静强磊洋艳勇军杰娟涛明超兰霞平刚桂英华玉萍红建文辉力雪梅晨宇欣怡子涵浩然"


def _person(r: random.Random, _: int = 0) -> str:
    return r.choice(_FAMILY) + "".join(r.choice(_GIVEN) for _ in range(r.randint(1, 2)))


def _resident(r: random.Random, _: int = 0) -> str:
    return _mod_11_2(r.choice(_AREAS) + _date(r, 1948, 2012, "{:04}{:02}{:02}") + _n(r, 3))


def _foreigner(r: random.Random, _: int = 0) -> str:
    area = r.choice(_AREAS)[:2]
    return _mod_11_2(
        "9"
        + area
        + r.choice(["840", "392", "410", "826"])
        + _date(r, 1950, 2005, "{:04}{:02}{:02}")
        + _n(r, 3)
    )


def _mobile(r: random.Random, _: int = 0) -> str:
    return r.choice(
        ("133", "135", "136", "138", "139", "150", "158", "177", "186", "188", "189", "191", "199")
    ) + _n(r, 8)


def _passport(r: random.Random, _: int = 0) -> str:
    return r.choice(["E" + _n(r, 8), "G" + _n(r, 8), "E" + r.choice("ABCDFGHJK") + _n(r, 7)])


def _permit(r: random.Random, _: int = 0) -> str:
    return r.choice(["H", "M"]) + _n(r, 8)


def _card(r: random.Random, _: int = 0) -> str:
    head, length = r.choice([("622202", 19), ("621700", 19), ("622588", 16), ("623052", 19), ("625912", 16)])
    return _luhn(head + _n(r, length - 7))


def _visa(r: random.Random, _: int = 0) -> str:
    return _luhn(r.choice(["4", "51", "55"]).ljust(6, "3") + _n(r, 9))


def _imei(r: random.Random, _: int = 0) -> str:
    return _luhn(r.choice(["35", "86"]) + _n(r, 12))


def _mac(r: random.Random, _: int = 0) -> str:
    return ":".join(_hex(r, 2) for _ in range(6)).upper()


def _uuid(r: random.Random, _: int = 0) -> str:
    sign = _hex(r, 32)
    return f"{sign[:8]}-{sign[8:12]}-4{sign[13:16]}-a{sign[17:20]}-{sign[20:]}"


def _mail(r: random.Random, _: int = 0) -> str:
    user = "".join(r.choice(string.ascii_lowercase) for _ in range(r.randint(4, 9)))
    return f"{user}{r.randint(1, 99)}@{r.choice(['qq.com', '163.com', 'gmail.com', 'foxmail.com', 'corp.example.cn'])}"


def _plate(r: random.Random, _: int = 0) -> str:
    letters = "ABCDEFGHJKLMNPQRSTUVWXYZ"
    tail = "".join(r.choice(letters + string.digits) for _ in range(4)) + r.choice(string.digits)
    return r.choice("京沪粤苏浙川鲁鄂") + r.choice("ABCDEF") + tail


def _new_plate(r: random.Random, _: int = 0) -> str:
    return r.choice("京沪粤苏浙") + r.choice("ABC") + r.choice("DF") + _n(r, 5)


def _home(r: random.Random, _: int = 0) -> str:
    street = r.choice(["人民路", "中山大道", "解放街", "朝阳北路", "滨江路"])
    return f"{r.choice(['北京市朝阳区', '上海市浦东新区', '杭州市西湖区'])}{street}{r.randint(1, 400)}号{r.randint(1, 30)}栋{r.randint(101, 2802)}室"


def _firm_code(r: random.Random, _: int = 0) -> str:
    signs = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    body = "91" + r.choice(_AREAS) + "MA" + "".join(r.choice(signs) for _ in range(7))
    weights = [3**i % 31 for i in range(17)]
    return body + signs[-sum(signs.index(s) * w for s, w in zip(body, weights, strict=True)) % 31]


def _openid(r: random.Random, _: int = 0) -> str:
    return "o" + "".join(r.choice(string.ascii_letters + string.digits + "-_") for _ in range(27))


def _money(r: random.Random, _: int = 0) -> str:
    return f"{r.uniform(1, 90000):.2f}"


def _stamp(r: random.Random, _: int = 0) -> str:
    return f"{_date(r, 2023, 2025)} {r.randint(0, 23):02}:{r.randint(0, 59):02}:{r.randint(0, 59):02}"


def _coordinates(r: random.Random, _: int = 0) -> str:
    return f"{r.uniform(100, 122):.6f},{r.uniform(22, 41):.6f}"


def _login(r: random.Random, _: int = 0) -> str:
    return "".join(r.choice(string.ascii_lowercase) for _ in range(r.randint(5, 9))) + _n(r, 3)


def _one(*words: str) -> Way:
    return lambda r, _: r.choice(words)


def _of(pattern: str) -> Way:
    """`#` is a digit, `^` a capital, `?` a hexadecimal digit; anything else itself."""
    signs: dict[str, Callable[[random.Random], str]] = {
        "#": lambda r: r.choice(string.digits),
        "^": lambda r: r.choice(string.ascii_uppercase),
        "?": lambda r: _hex(r, 1),
    }
    return lambda r, _: "".join(signs[s](r) if s in signs else s for s in pattern)


def _counted(start: int, step: int = 1, head: str = "") -> Way:
    return lambda _, row: f"{head}{start + row * step}"


def _masked(way: Way) -> Way:
    return lambda r, row: (v := way(r, row))[:3] + "*" * (len(v) - 7) + v[-4:]


def _digest(way: Way, how: str) -> Way:
    return lambda r, row: hashlib.new(how, way(r, row).encode()).hexdigest()


def _some(way: Way, share: float = 0.8) -> Way:
    """A part of the rows is empty."""
    return lambda r, row: way(r, row) if r.random() < share else ""


def _spelt(way: Way, head: str = "", tail: str = "") -> Way:
    return lambda r, row: f"{head}{way(r, row)}{tail}"


def _parted(way: Way, sizes: tuple[int, ...], by: str) -> Way:
    def make(r: random.Random, row: int) -> str:
        value, at, parts = way(r, row), 0, []
        for size in sizes:
            parts.append(value[at : at + size])
            at += size
        return by.join([*parts, value[at:]] if value[at:] else parts)

    return make


def _mix(first: Way, second: Way, share: float) -> Way:
    return lambda r, row: first(r, row) if r.random() < share else second(r, row)


def _wide(way: Way) -> Way:
    return lambda r, row: way(r, row).translate({ord(s): chr(ord(s) + 0xFEE0) for s in string.digits})


def _science(way: Way) -> Way:
    return lambda r, row: f"{float(way(r, row).replace('X', '0')):.5E}"


def _zeroed(way: Way) -> Way:
    return lambda r, row: way(r, row)[:15] + "000"


WAYS: dict[str, Way] = {
    "person": _person,
    "english": _one(
        "Li Wei", "Anna Schmidt", "John Carter", "Zhang Min", "Maria Lopez", "Tom Baker", "Wang Fang"
    ),
    "first": _one("Anna", "John", "Maria", "Tom", "Wei", "Min", "Susan", "Peter"),
    "resident": _resident,
    "resident_some": _some(_resident, 0.7),
    "resident_lower": lambda r, row: _resident(r).lower(),
    "resident_typos": _mix(_resident, _of("11010519######0###"), 0.93),
    "foreigner": _foreigner,
    "id_mixed": _mix(_resident, _passport, 0.8),
    "mobile": _mobile,
    "mobile_some": _some(_mobile, 0.6),
    "mobile86": _spelt(_mobile, "+86"),
    "mobile_0086": _spelt(_mobile, "0086"),
    "mobile_dash": _parted(_mobile, (3, 4, 4), "-"),
    "mobile_space": _parted(_mobile, (3, 4, 4), " "),
    "mobile_wide": _wide(_mobile),
    "mobile_quote": _spelt(_mobile, "'"),
    "mobile_float": _spelt(_mobile, "", ".0"),
    "mobile_landline": _mix(_mobile, _of("0##-########"), 0.85),
    "passport": _passport,
    "permit": _permit,
    "card": _card,
    "card_spaced": _parted(_card, (4, 4, 4, 4), " "),
    "visa": _visa,
    "imei": _imei,
    "mac": _mac,
    "uuid": _uuid,
    "uuid_upper": lambda r, row: _uuid(r).upper(),
    "hex16": _of("????????????????"),
    "hex32": _of("????????????????????????????????"),
    "hex40": _of("????????????????????????????????????????"),
    "hex64": _of("?" * 64),
    "mail": _mail,
    "mail_some": _some(_mail, 0.5),
    "plate": _plate,
    "new_plate": _new_plate,
    "home": _home,
    "firm_code": _firm_code,
    "openid": _openid,
    "money": _money,
    "cents": _of("######"),
    "stamp": _stamp,
    "date": lambda r, _: _date(r, 2023, 2025),
    "birth": lambda r, _: _date(r, 1950, 2010),
    "birth_slashed": lambda r, _: _date(r, 1950, 2010, "{:04}/{:02}/{:02}"),
    "birth_run": lambda r, _: _date(r, 1950, 2010, "{:04}{:02}{:02}"),
    "stamp14": lambda r, _: _date(r, 2023, 2025, "{:04}{:02}{:02}") + _n(r, 6),
    "millis": _of("17###########"),
    "seconds": _of("17########"),
    "coordinates": _coordinates,
    "lat": lambda r, _: f"{r.uniform(22, 41):.6f}",
    "lon": lambda r, _: f"{r.uniform(100, 122):.6f}",
    "login": _login,
    "run": _counted(100001),
    "run7": _counted(2400017, 3),
    "run11": _counted(13800000001, 7),
    "run15": _counted(350000000000001, 11),
    "run16": _counted(6222020000000017, 13),
    "run18": _counted(110105199001010011, 17),
    "snowflake": _of("17#################"),
    "order24": lambda r, _: _date(r, 2023, 2025, "{:04}{:02}{:02}") + _n(r, 16),
    "order18": lambda r, _: _date(r, 2023, 2025, "{:04}{:02}{:02}") + _n(r, 10),
    "order_so": _of("SO2024########"),
    "order11": _of("15#########"),
    "express": _of("SF1############"),
    "express15": _of("75#############"),
    "ean": _of("69###########"),
    "isbn": _of("9787#########"),
    "sku": _of("^^-####-^#"),
    "vin": _of("LSV^^####^#######"),
    "invoice8": _of("########"),
    "invoice20": _of("2444##############" + "##"),
    "invoice12": _of("0440021#####"),
    "meter": _of("32############"),
    "small": lambda r, _: str(r.randint(0, 9)),
    "count": lambda r, _: str(r.randint(0, 4000)),
    "percent": lambda r, _: f"{r.uniform(0, 1):.4f}",
    "flag": _one("0", "1"),
    "yn": _one("Y", "N"),
    "model": _one("iPhone 13", "Mate 60 Pro", "Redmi K70", "OPPO Find X7", "vivo X100"),
    "os": _one("iOS 17.1", "Android 14", "HarmonyOS 4"),
    "version": _of("#.##.#"),
    "agent": _one("Mozilla/5.0 (iPhone)", "okhttp/4.9.3", "Dalvik/2.1.0 (Linux)"),
    "ip": lambda r, _: ".".join(str(r.randint(1, 250)) for _ in range(4)),
    "url": _spelt(_of("????????"), "https://img.example.cn/p/", ".jpg"),
    "firm": _spelt(_person, "杭州", "科技有限公司"),
    "shop": _spelt(_person, "", "旗舰店"),
    "goods": _one("纯棉短袖T恤", "不锈钢保温杯", "无线蓝牙耳机", "有机大米5kg", "儿童书包"),
    "city": _one("北京", "上海", "广州", "深圳", "成都", "杭州"),
    "province": _one("广东省", "浙江省", "四川省", "湖北省"),
    "area6": _one(*_AREAS),
    "post": _of("######"),
    "dept": _one("财务部", "研发中心", "市场部", "人力资源部"),
    "status": _one("PAID", "NEW", "CLOSED", "REFUND"),
    "zh_status": _one("已完成", "待付款", "已取消"),
    "remark": _one("请尽快发货", "放门口", "周末送", "无", "不要辣"),
    "id_type": _one("01", "02", "身份证", "护照"),
    "gender": _one("男", "女"),
    "nation2": _one("CN", "US", "JP", "DE"),
    "grade": _one("金卡", "银卡", "钻石", "普通"),
    "illness": _one("高血压", "2型糖尿病", "急性支气管炎", "胃炎", "骨折"),
    "icd": _of("^##.#"),
    "drug": _one("阿莫西林", "布洛芬", "二甲双胍", "氨氯地平"),
    "faith": _one("佛教", "基督教", "伊斯兰教", "无", "道教"),
    "vector": lambda r, _: "[" + ",".join(f"{r.uniform(-1, 1):.4f}" for _ in range(12)) + "]",
    "up": _one("UP", "DOWN", "DEGRADED"),
    "cert": lambda r, _: ":".join(_hex(r, 2) for _ in range(20)).upper(),
    "bin": _of("^-##-##"),
    "hotline": _of("400-###-####"),
    "landline": _of("0##-########"),
    "landline_plain": _of("010########"),
    "ext": _of("8###"),
    "student": _of("2023########"),
    "staff": _spelt(_of("#####"), "E"),
    "patient": _of("00########"),
    "member": _of("88##########"),
    "social": _spelt(_of("########"), "", "^".replace("^", "A")),
    "m_mobile": _masked(_mobile),
    "m_resident": _masked(_resident),
    "m_card": _masked(_card),
    "m_mail": lambda r, row: _mail(r)[:1] + "***@" + "qq.com",
    "m_name": lambda r, row: _person(r)[0] + "**",
    "md5_mobile": _digest(_mobile, "md5"),
    "sha1_resident": _digest(_resident, "sha1"),
    "sci_mobile": _science(_mobile),
    "sci_resident": _science(_resident),
    "zero_resident": _zeroed(_resident),
    "zero_card": lambda r, row: _card(r)[:15] + "0000",
    "two_mobiles": lambda r, row: f"{_mobile(r)},{_mobile(r)}",
    "two_slashed": lambda r, row: f"{_mobile(r)}/{_mobile(r)}",
    "unknown": _one("无", "不详", "待补充", "/"),
    "amount_cn": _one("壹佰元整", "叁仟元整"),
    "salt": _of("????????"),
    "bcrypt": lambda r, _: "$2b$12$" + "".join(r.choice(string.ascii_letters) for _ in range(53)),
    "hash_git": _of("???????"),
    "score": lambda r, _: str(r.randint(1, 100)),
    "duration": lambda r, _: str(r.randint(1, 3600)),
    "tax15": _of("44##############"[:15]),
    "public_account": _of("1202###############"),
    "domain": _one("mail.example.cn", "api.example.com", "cdn.example.net"),
    "subject": _one("【优惠】周末特惠", "您的订单已发货", "验证码"),
    "template": _of("SMS_#########"),
    "flight": _of("CA####"),
    "seat": _of("##^"),
    "room": _of("####"),
    "block": _one("2-1-1201", "3-2-502", "A座1808"),
    "size": _one("S", "M", "L", "XL"),
    "colour": _one("红", "蓝", "黑", "白"),
    "blood": _one("A", "B", "AB", "O"),
    "pressure": lambda r, _: f"{r.randint(90, 170)}/{r.randint(55, 110)}",
    "track": lambda r, _: ";".join(_coordinates(r) for _ in range(3)),
    "nick": _one("快乐小猫", "星空2008", "momo", "阿杰不加班", "Luna"),
    "party": _one("中共党员", "群众", "共青团员"),
    "b64": lambda r, _: "".join(r.choice(string.ascii_letters + string.digits + "+/") for _ in range(88)),
}

SYSTEMS = """
# online shop: members, orders, goods, parcels
account 会员ID member
account buyer_id run7
mobile 收货人手机 mobile
name 收货人 person
address 收货地址 home
mobile receiver_mobile mobile_some
- 订单编号 order18
- order_sn order24
- 子订单号 snowflake
- 支付流水号 order24
- out_trade_no order11
- 商品条码 ean
- 商品名称 goods
- sku_code sku
- 运单号 express15
- 快递单号 express
- 优惠券码 member
- 店铺名称 shop
- shop_id run
- 下单时间 stamp
- pay_time stamp14
- 实付金额 money
- buyer_remark remark
- mobile_verified flag
- 客服电话 hotline
email 买家邮箱 mail_some
# bank: core system and loans
resident_id 证件号码 resident
- 证件类型 id_type
name 客户姓名 person
mobile 预留手机号 mobile
bank_card 借记卡号 card
bank_card acct_card_no card
bank_card 信用卡号 visa
account 客户号 member
account cust_no patient
finance 账户余额 money
finance 授信额度 money
- 卡bin area6
- 卡等级 grade
- 对公账号 public_account
- 交易流水号 order24
- 联行号 invoice12
- 凭证号 invoice8
- teller_count small
birthday 出生日期 birth
address 联系地址 home
tell:resident_id 身份证号码 zero_resident
tell:bank_card 银行卡号 zero_card
tell:bank_card card_no_masked m_card
tell:mobile 手机号(脱敏) m_mobile
resident_id id_card_no resident_typos
resident_id CERT_NO resident
# telecom: subscribers, handsets, calls
mobile msisdn mobile86
mobile 主叫号码 mobile
device imei imei
device 终端串号 imei
account 用户编码 member
resident_id 机主身份证 resident
name 机主姓名 person
address 装机地址 home
- 基站编号 meter
- cell_id run
- 套餐编码 sku
- call_duration duration
- 话单号 order24
- voice_minutes count
- 终端型号 model
- 终端品牌 model
- sms_template_id template
- ne_ip ip
# hospital
account 病历号 patient
account patient_id patient
account 就诊卡号 member
resident_id 患者身份证号 resident_some
name 患者姓名 person
mobile 患者电话 mobile_some
health 主要诊断 illness
health diagnosis_name illness
health 过敏史 drug
health 血压 pressure
birthday 出生年月日 birth_run
- 处方号 order18
- 检验单号 order_so
- 药品名称 drug
- 药品批号 invoice8
- 医嘱条数 small
- 床位号 room
- 科室 dept
- 病床数 count
- dept_code area6
tell:mobile 家属联系电话1 two_slashed
- 医保结算单号 order24
# school
account 学号 student
account student_no student
name 学生姓名 person
name 监护人姓名 person
resident_id 学生身份证件号 resident
mobile 家长手机号 mobile
birthday 生日 birth_slashed
address 家庭住址 home
email edu_mail mail
religion 宗教信仰 faith
- 课程编号 sku
- 班级名称 dept
- 准考人数 count
- 成绩 score
- 教材ISBN isbn
- 学校代码 invoice8
- 教室 room
- exam_room_no room
# hotel and travel
name 旅客姓名 person
name guest_name english
passport 护照号 passport
passport passport_no passport
passport 港澳居民来往内地通行证号 permit
passport travel_document_number passport
resident_id 入住人证件号 resident
permanent_residence 外国人永久居留身份证号码 foreigner
mobile guest_phone mobile_dash
- 房号 room
- room_type size
- 入住日期 date
- 航班号 flight
- seat_no seat
- pnr sku
- 票号 meter
- passport_issue_country nation2
- 护照签发国 nation2
- confirmation_number order11
email guest_email mail
- 预订单号 run15
# human resources
account 工号 staff
account employee_id staff
name 姓名 person
resident_id 身份证 resident
resident_id sfzh resident_lower
mobile 手机 mobile
mobile lxdh mobile_landline
email 公司邮箱 mail
birthday csrq birth
address jtzz home
bank_card 工资卡号 card
finance 基本工资 money
finance salary_month money
specific_identity 政治面貌 party
- 部门 dept
- 岗位编码 sku
- 入职日期 date
- 合同编号 order_so
- 考勤机编号 meter
- 分机号 ext
- headcount count
- 社保缴费基数 money
# ride hailing and cars
licence_plate 车牌号 plate
licence_plate plate_number new_plate
licence_plate 号牌号码 plate
name 司机姓名 person
name driver_name person
mobile 司机电话 mobile
mobile 乘客手机号码 mobile_quote
account 乘客ID run7
account driver_id run7
resident_id 驾驶证号 resident
location 上车点经纬度 coordinates
location 行驶轨迹 track
- 车架号 vin
- 发动机号 sku
- 车型 model
- 车牌颜色 colour
- 行程单号 order18
- ride_no snowflake
- 里程 money
- 计价器编号 run15
- plate_material colour
# utilities
account 户号 member
name 户主姓名 person
name 户名 person
mobile 户主电话 mobile
address 用电地址 home
- 电表号 meter
- 水表编号 invoice12
- 表底数 count
- 燃气表号 run15
- 抄表日期 date
- 变压器编号 order_so
- 缴费单号 order24
- 电价 money
# mobile app: users and events
account uid run
account open_id openid
account unionid openid
account user_name login
mobile phone mobile
mobile bind_mobile mobile_some
email bind_email mail
device device_id hex16
device idfa uuid_upper
device oaid hex64
device android_id hex16
device wifi_mac mac
name real_name person
- nickname_length small
- event_id uuid
- trace_id hex32
- request_id uuid
- session_count count
- app_version version
- os_version os
- phone_model model
- push_template template
- avatar_url url
- event_time millis
- ts seconds
- user_agent agent
- channel_code sku
- password_hash bcrypt
- salt salt
- sign hex64
- is_phone_bound yn
location last_gps coordinates
# insurance
name 投保人姓名 person
name 被保险人 person
resident_id 投保人证件号 id_mixed
resident_id insured_id_number resident
mobile 投保人联系电话 mobile_0086
health 既往症 illness
- 保单号 order18
- policy_no order24
- 投保单号 run16
- 险种代码 sku
- 理赔金额 money
- 保险起期 date
- claim_no order_so
bank_card 理赔收款卡号 card_spaced
licence_plate 被保险车辆号牌 plate
# government service hall
name 申请人 person
name 法定代表人 person
resident_id 申请人身份证号 resident
resident_id 公民身份号码 resident
mobile 申请人手机号 mobile
uscc 统一社会信用代码 firm_code
uscc credit_code firm_code
- 单位名称 firm
- 办件编号 order24
- 事项编码 run18
- 受理窗口 room
- 行政区划代码 area6
- 邮政编码 post
- 办结时间 stamp
- 公章编号 meter
- 单位电话区号 area6
address 户籍地址 home
# logistics
name 寄件人 person
name consignee_name person
mobile 寄件人电话 mobile
mobile sender_tel mobile_landline
mobile consignee_phone mobile_space
address consignee_address home
- waybill_no express15
- 面单号 express
- 重量 money
- 网点编码 area6
- 仓位 bin
- 分拣口 small
- parcel_count small
licence_plate 运输车牌 plate
name 承运司机 person
- location_code bin
# payment and billing
account payer_user_id run7
account merchant_member_id run
bank_card pan visa
bank_card card_number card
- auth_code post
- terminal_no invoice8
- rrn invoice12
- 商户号 run15
- merchant_order_no run11
- batch_no post
- invoice_no invoice8
- 发票代码 invoice12
- 发票号码 invoice20
- 税号 tax15
- amount_fen cents
- 大写金额 amount_cn
- card_type grade
- card_bank_name firm
# games and social
account role_id snowflake
account player_id run7
account 微信号 login
account qq invoice8
account 游戏账号 login
mobile account_mobile mobile
face face_embedding vector
voice voiceprint_vector vector
fingerprint 指纹特征 b64
- guild_name shop
- item_id run
- server_name domain
- post_id snowflake
- like_count count
- level small
- gift_code sku
- msg_md5 hex32
# property and access control
name 业主姓名 person
mobile 业主手机 mobile
resident_id 业主身份证号 resident
licence_plate 访客车牌 plate
face 人脸特征 vector
- 楼栋 block
- 门禁机编号 mac
- 物业费 money
- 车位号 bin
- 门牌 room
address 房屋坐落 home
name 访客姓名 person
mobile 访客电话 mobile
# servers and devices
- host_ip ip
- 主机名 domain
- cert_fingerprint cert
- health_status up
- commit_sha hex40
- image_digest hex64
- build_id run
- 序列号 sku
- uptime seconds
- cpu percent
- rack bin
- asset_no order_so
- message_count count
- email_subject subject
- smtp_domain domain
- voice_channel_count small
# health and sport apps
account health_uid run7
health 心率 score
health 步态诊断 illness
health blood_type blood
device watch_mac mac
location 跑步轨迹 track
name 昵称实名 person
birthday birth_date birth
- 设备固件版本 version
- 卡路里 count
- 步数 count
- plan_name goods
# marketing and surveys
name contact_name english
name first_name first
mobile 联系方式 mobile
mobile contact_tel mobile86
email e_mail mail
email 邮箱地址 mail
email EMAIL_ADDR mail
- campaign_code sku
- email_open_rate percent
- email_sent_at stamp
- mobile_clicks count
- 地址类型 grade
- 城市 city
- province province
- 国家 nation2
- 问卷编号 order18
- coupon_sn run16
- 渠道名称 shop
address mailing_address home
# pinyin and abbreviations
resident_id ZJHM resident
name XM person
mobile SJHM mobile
mobile YDDH mobile
birthday CSNY birth
address TXDZ home
resident_id GMSFHM resident
licence_plate HPHM plate
account YHBH member
email DZYJ mail
- DDBH order18
- SPMC goods
- XZQH area6
- BZ remark
- ZT zh_status
- DWMC firm
- CJSJ stamp
# prefixed and camel case
mobile userMobile mobile
mobile f_mobile mobile_wide
mobile c_Phone1 mobile
resident_id idCardNo resident
resident_id user_idcard resident
email contactEmail mail
account userId run
account memberNo member
name custName person
bank_card bankCardNo card
address homeAddr home
birthday dateOfBirth birth
device imeiNo imei
licence_plate carPlateNo plate
- orderId snowflake
- createTime stamp
- goodsName goods
- totalPrice money
- deviceModel model
- phoneBrand model
- cardStatus status
- userCount count
# columns without a telling name
ask:mobile c3 mobile
ask:mobile 字段5 mobile
ask:resident_id col_b resident
ask:resident_id 备用2 resident
ask:email f11 mail
ask:email value mail
ask:bank_card attr4 card
ask:licence_plate 扩展1 plate
ask:mobile data mobile86
ask:resident_id k resident
ask:resident_id Unnamed: 7 resident
ask:mobile 列12 mobile_dash
# columns that do not hold what they promise
tell:mobile 手机号码 sci_mobile
tell:mobile mobile m_mobile
tell:mobile tel two_mobiles
tell:mobile 移动电话 md5_mobile
tell:mobile 电话号码 landline
tell:mobile 联系手机 unknown
tell:resident_id 身份证号 m_resident
tell:resident_id idcard sha1_resident
tell:resident_id 居民身份证 sci_resident
tell:bank_card 银行账号 m_card
tell:email 电子邮箱 m_mail
tell:mobile contact_mobile unknown
"""


def _read() -> tuple[list[Column], list[Column]]:
    tuned: list[Column] = []
    held: list[Column] = []
    lines = [one for one in SYSTEMS.strip().splitlines() if not one.startswith("#")]
    for at, line in enumerate(lines):
        kind, rest = line.split(" ", 1)
        name, way = rest.rsplit(" ", 1)
        how, _, kind = kind.rpartition(":")
        right = how or ("never" if kind == "-" else "use")
        r = random.Random(zlib.crc32(line.encode()))
        values = tuple(WAYS[way](r, row) for row in range(ROWS))
        (held if at % 3 == 2 else tuned).append(Column(kind, right, name, values))
    return tuned, held


TUNED, HELD_BACK = _read()
