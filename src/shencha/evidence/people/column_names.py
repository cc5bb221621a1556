"""What a column's name says of its content: Chinese, English and the pinyin initials that databases love."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_NAMES: tuple[tuple[str, str], ...] = (
    ("uscc", r"统一社会信用|社会信用代码|\buscc\b|social_credit|credit_code|\btyshxydm|\bxydm\b|营业执照|business_licen"),
    ("ignore", r"(^|_)(order|product|goods|sku|item|batch|version|build|log|trace|request|session|shop|store|city|region"
               r"|province|company|org|dept|department|course|class|page|event|category|parent|menu|role|job|task)"
               r"_?(id|no|code|name|num|number)?$|订单|商品|流水号|批次|公司名|企业名|单位名|部门|城市|省份|角色|项目"),
    ("resident_id", r"身份证|公民身份|证件号|\bsfz|id_?card|identity_?(no|num|card|number)|citizen_?id|resident_?id|\bzjh(m)?\b"
                    r"|(^|_)id_?(no|num|number)$|national_?id|cert_?(no|num|code)|\bgmsfhm"),
    ("passport", r"护照|通行证|港澳|台胞|回乡证|居留证|passport|travel_?(permit|doc)|permit_?(no|num)|\bhzh(m)?\b|\btxz"),
    ("mobile", r"手机|电话|联系方式|联系号码|mobile|(^|_)(cell)?phone|(^|_)tel(ephone)?(_|$|no|num)|msisdn|\bsjh(m)?\b|\blxdh\b"
               r"|\bshouji|whatsapp|cell_?(no|num)"),
    ("email", r"邮箱|电子邮件|邮件地址|e_?mail|mail_?(box|addr)|\bdzyx\b|\byx(dz)?\b|(^|_)mail$"),
    ("bank_card", r"银行卡|卡号|储蓄卡|信用卡|借记卡|bank_?(card|acc|no)|card_?(no|num)|credit_?card|debit_?card|(^|_)pan$|\byhk"),
    ("finance", r"银行账[号户]|余额|存款|贷款|征信|balance|credit_?score|loan|\byhzh\b|(^|_)iban$|证券账户"),
    ("device", r"设备(号|标识|码|id)|imei|idfa|oaid|android_?id|device|(^|_)mac(_|$|addr)|(^|_)udid|唯一设备|imsi|\bsbbs?h?\b|gaid|meid"),
    ("licence_plate", r"车牌|号牌|licen[cs]e_?plate|plate_?(no|num)|(^|_)plate$|car_?(no|num)|\bcph(m)?\b|vehicle_?no"),
    ("face", r"人脸|面部|(^|_)face|头部特征|facial"),
    ("voice", r"声纹|语音|录音|voice|(^|_)audio|recording"),
    ("fingerprint", r"指纹|finger_?print|掌纹|虹膜|iris_?"),
    ("health", r"病历|诊断|疾病|健康|体检|血型|用药|处方|diagnos|medical|disease|health|patient|prescription|blood|allerg"),
    ("religion", r"宗教|信仰|religio"),
    ("specific_identity", r"政治面貌|党员|残疾|军人|犯罪|民族|ethnic|disabilit|criminal|veteran|political"),
    ("location", r"行踪|轨迹|定位|经度|纬度|(^|_)(lat|lng|lon|latitude|longitude|gps|location|geo\w*)$|\bgps"),
    ("birthday", r"出生|生日|birth|(^|_)dob$|\bcsrq\b"),
    ("address", r"地址|住址|住所|户籍|籍贯|收货地|address|(^|_)addr|residence|street|\bdz\b|\btxdz\b|domicile"),
    ("account", r"账号|帐号|账户名|用户名|用户编号|用户标识|用户id|会员号|会员编号|会员id|客户编号|客户号|登录名|微信|openid|unionid|open_id|union_id"
                r"|(^|_)(user|account|acct|member|customer|cust|client|login|passenger|driver|player|wechat|wx|uid|buyer|seller)"
                r"_?(id|no|name|code|num|number|key|login)?$|username|(^|_)qq(_|$|no|num)|login_?name|nick_?name|\byhbh\b|\byhm\b"),
    ("name", r"姓名|名字|真实姓|收件人|联系人|持卡人|乘客|患者|(^|_)(real|full|true|first|last|family|given|person|contact|receiver"
             r"|consignee|holder|cn|zh|chinese|customer|user|member|passenger|patient|owner)?_?name$|surname|\bxm\b|\bxing_?ming"),
)  # fmt: skip
_PATTERNS = tuple((kind, re.compile(pattern)) for kind, pattern in _NAMES)
_VALUES = re.compile(
    r"\+?[0-9][0-9 \-]{9,}[0-9Xx]"  # an identity, telephone, card or device number
    r"|[^@\s]+@[^@\s]+\.[A-Za-z]+"
    r"|[A-Z]{1,2}[0-9]{7,8}"  # a passport or travel permit
    r"|[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][A-Z0-9]{5,6}"
    r"|([0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}|[0-9A-Fa-f]{32,}|[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"
)
_FIRST = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NAMES_OF_PEOPLE = re.compile(
    r"(real|full|true|customer|member|passenger|patient|contact|receiver|owner)_?name$"
)


def words(column: str) -> str:
    """A column's name in small letters, its parts apart: `userPhone` is `user_phone`."""
    return re.sub(r"[\s\-.]+", "_", _FIRST.sub("_", column)).lower()


@lru_cache(maxsize=20_000)
def kind_by_name(column: str) -> str | None:
    """The kind that the name speaks of; None: the name says nothing."""
    plain = words(column)
    spaced = plain.replace("_", " ")
    if _NAMES_OF_PEOPLE.search(plain):
        return "name"
    for kind, pattern in _PATTERNS:
        if pattern.search(plain) or (r"\b" in pattern.pattern and pattern.search(spaced)):
            return kind
    return None


def is_a_value(column: str) -> bool:
    """Does the name of a column look like someone's number? Then the file has no line of names."""
    return bool(_VALUES.fullmatch(unicodedata.normalize("NFKC", column).strip()))
