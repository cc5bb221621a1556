"""What a column's name says of its content: Chinese, English and the pinyin initials that databases love.

The word that ends last says what the column is, and of two that end together the longer one: an order's telephone
is a telephone, a telephone's model is none. Words of things that are nobody's stand among them as `ignore`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_NO = r"(_?(no|num|number|id|code))*"
_HAO = r"(号码|编号|号)?"
_NAMES: tuple[tuple[str, str], ...] = (
    ("ignore", r"<(order|e?invoice|receipt|serial|meter|contract|waybill|tracking|express|shipment|parcel|product|goods|sku|item"
               r"|batch|build|log|trace|request|session|shop|store|warehouse|city|region|province|country|area|zip|postal|company|org"
               r"|dept|department|tenant|supplier|vendor|brand|course|class|page|event|category|parent|menu|role|job|task|ticket"
               r"|coupon|transaction|txn|barcode|isbn|vin|file|table|commit|row|message|project|asset|voucher|flight|room|seat)"
               rf"{_NO}(_?(sn|name))?>"
               r"|<(type|model|brand|count|cnt|status|state|verified|sent|level|channel|time|at|date|flag|version|source|total|amount"
               r"|quantity|qty|rate|ratio|length|size|reason|desc|format|value|currency)>"
               r"|<(addr(ess)?|location|photo|image)[a-z_]*_id>|<(ip|web|url|site)(_?addr(ess)?)?>|网址"
               rf"|(订单|商品|产品|货品|流水|批次|序列|电表|水表|燃气表|气表|发票|合同|快递|运单|物流|条码|物料|资产|凭证|工单|任务|机票|车票"
               rf"|图书|专利|税|货|基站|房间|座位|航班|券|车架|发动机|门店|店铺|部门|项目|角色|交易|公司|企业|单位|供应商|文件){_HAO}"
               r"|编码|代码|型号|品牌|类型|类别|种类|状态|数量|次数|人数|等级|级别|渠道|时间|金额|单价|版本|区划|区号|邮编|邮政编码|验证码"
               r"|热线|(公司|企业|单位|商品|产品|店铺|文件)名称?"),
    ("uscc", r"统一社会信用(代码)?|(社会|企业|机构)?信用代码|<uscc>|<social_credit(_code)?>|<credit_code>|<tyshxydm>|<xydm>"
             rf"|营业执照{_HAO}|<business_licen[cs]e{_NO}>"),
    ("resident_id", rf"身份证件?{_HAO}|公民身份号码?|证件{_HAO}(?!类)|<sfzh?m?>|<id_?card{_NO}>|<identity_?(card)?{_NO}>|<citizen_?id>"
                    rf"|<resident_?id>|<national_?id>|<id_(no|num|number)>|<cert_?(no|num|number|code)>|<zjhm?>|<gmsfhm>"),
    ("permanent_residence", rf"(外国人)?(永久居留|永居)(身份)?证?件?{_HAO}|<(prc_)?(permanent_?residen(ce|t)|green)(_?(card|permit))?{_NO}>"),
    ("passport", rf"护照{_HAO}|通行证{_HAO}|台胞证{_HAO}|回乡证{_HAO}|居留许可{_HAO}|<passport{_NO}>|<travel_?(permit|doc(ument)?){_NO}>"
                 r"|<hzhm?>|<txzh?m?>"),
    ("mobile", rf"手机{_HAO}|电话{_HAO}|联系方式|联系号码|<mobile(_?phone)?{_NO}>|<(cell_?)?phone{_NO}>|<ph_?(no|num)>|<tel(ephone)?{_NO}>|<cell{_NO}>"
               r"|<msisdn>|<sjhm?>|<lxdh>|<shouji>|<whatsapp>"),
    ("email", r"邮箱(地址)?|电子邮件|邮件地址|<e_?mail(_?addr(ess)?)?>|<mail(_?(box|addr|address))?>|<dzyx>|<yx(dz)?>"),
    ("bank_card", rf"银行卡{_HAO}|(储蓄|信用|借记)卡{_HAO}|卡号|<bank_?card{_NO}>|<card_?(no|num|number)>|<(credit|debit)_?card{_NO}>|<pan>"
                  r"|<yhkh?>"),
    ("finance", r"银行账[号户]|余额|存款|贷款|征信|收入|工资|薪[资酬水]|信用(评)?分|证券账户|<balance>|<credit_?score>|<loan>|<salary>"
                rf"|<income>|<wage>|<bank_?acc(oun)?t{_NO}>|<yhzh>|<iban>"),
    ("device", r"设备(号|标识符?|码|id|imei|mac)|唯一设备|<imei[0-9]?>|<idf[av]>|<[oga]aid>|<android_?id>|<advertising_?id>|<device>"
               r"|<device_?(id|no|code|uuid|identifier|fingerprint)>|<mac(_?addr(ess)?|地址)?>|<udid>|<imsi>|<meid>|<sbbs?h?>"),
    ("licence_plate", rf"车牌{_HAO}|号牌{_HAO}|<licen[cs]e_?plate{_NO}>|<plate{_NO}>|<car_?(no|num|number)>|<vehicle_?no>|<cphm?>|<hphm?>"),
    ("face", r"人脸|面部|头部特征|<facial>|<face(_?(id|image|img|photo|picture|feature|embedding|vector|url|token))*>"),
    ("voice", r"声纹|语音|录音|<voice(_?print)?>|<audio>|<recording>"),
    ("fingerprint", r"指纹|掌纹|虹膜|<finger_?print>|<iris>"),
    ("health", r"病历|病史|诊断|疾病|健康|体检|血型|血压|血糖|过敏|用药|处方|<diag(nos\w*)?>|<medical>|<disease>|<health>|<patient>"
               r"|<prescription>|<blood(_?(type|group|pressure|sugar))?>|<allerg\w*"),
    ("religion", r"宗教|信仰|<religio\w*"),
    ("specific_identity", r"政治面貌|党员|残疾|军人|犯罪|民族|<ethnic\w*|<disabilit\w*|<criminal>|<veteran>|<politic\w*"),
    ("location", r"行踪|轨迹|定位|经纬|经度|纬度|<(lat|lng|lon|latitude|longitude|gps|location|geo[a-z]*)>"),
    ("birthday", r"出生(日期|年月日?|时间)?|生日|<birth_?(day|date)?>|<date_?of_?birth>|<dob>|<csrq>"),
    ("address", r"地址|住址|住所|户籍|籍贯|<addr(ess)?>|<residence>|<native_?place>|<street>|<domicile>|<(tx)?dz>"),
    ("account", r"账号|帐号|账户名|登录名|用户(名|编号|标识|id)|会员(号|编号|id|卡号)|客户(编号|号|id)|员工(编号|号)|微信号?|学号|工号|<qq号?>"
                r"|<(user|account|acct|member|customer|cust|client|passenger|driver|player|wechat|wx|buyer|seller|login|patient|student"
                r"|employee|emp|staff)_?(id|no|code|num|number|key|login)>|<uid>|<account>|<user_?name>|<login_?name>|<(open|union)_?id>"
                r"|<wechat>|<yhbh>|<yhm>"),
    ("name", r"姓名|名字|昵称|收件人|收货人|联系人|持卡人|乘客|患者|^name>|<(real|full|true|first|last|family|given|person|contact|receiver"
             r"|consignee|holder|cn|zh|chinese|customer|member|passenger|patient|student|teacher|doctor|driver|staff|employee|recipient|rec|owner|nick)_?name>|<[fl]name>|<surname>|<xm>|<xing_?ming>"),
)  # fmt: skip
_PATTERNS = tuple(
    (
        kind,
        re.compile(
            pattern.replace("(?<", "\0")
            .replace("<", "(?<![a-z])")
            .replace(">", "(?![a-z])")
            .replace("\0", "(?<")
        ),
    )
    for kind, pattern in _NAMES
)
_ANY = re.compile("|".join(pattern.pattern for _, pattern in _PATTERNS))
_HASHED = re.compile(r"_?(md5|sha_?(1|256|512)|sm3|hash(ed)?|digest|摘要|哈希值?|密文)$")
_VALUES = re.compile(
    r"\+?[0-9][0-9 \-]{9,}[0-9Xx]"  # an identity, telephone, card or device number
    r"|[^@\s]+@[^@\s]+\.[A-Za-z]+"
    r"|[A-Z]{1,2}[0-9]{7,8}"  # a passport or travel permit
    r"|[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][A-Z0-9]{5,6}"
    r"|([0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}|[0-9A-Fa-f]{32,}|[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"
)
_FIRST = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def words(column: str) -> str:
    """A column's name in small letters, its parts apart: `userPhone` is `user_phone`."""
    plain = unicodedata.normalize("NFKC", column).strip()
    return re.sub(r"[\s\-.]+", "_", _FIRST.sub("_", plain)).lower()


@lru_cache(maxsize=20_000)
def kind_by_name(column: str) -> str | None:
    """The kind that the name speaks of; `ignore` where it speaks of a thing; None where it says nothing.

    Columns of digests are named for what was digested: what says how stands behind that and is passed over.
    """
    plain = _HASHED.sub("", words(column))
    if not _ANY.search(plain):
        return None
    found = [
        (match.end(), match.end() - match.start(), kind)
        for kind, pattern in _PATTERNS
        for match in pattern.finditer(plain)
    ]
    return max(found, key=lambda one: one[:2])[2]


def is_a_value(column: str) -> bool:
    """Does the name of a column look like someone's number? Then the file has no line of names."""
    return bool(_VALUES.fullmatch(unicodedata.normalize("NFKC", column).strip()))
