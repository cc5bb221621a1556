"""What a column's name says of its content: Chinese, English and the pinyin initials that databases love.

The word that ends last says what the column is, and of two that end together the longer one: an order's telephone
is a telephone, a telephone's model is none. Words of things that are nobody's stand among them as `ignore`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_NO = r"(_?(no|num|number|id|code))*"
_HAO = r"(号码|编号|号)?"
_WHO = (
    "用户|会员|客户|顾客|乘客|旅客|司机|骑手|买家|卖家|学生|学员|教师|老师|员工|职工|患者|病人|玩家|读者|粉丝|访客|游客|住户|户主"
    "|车主|业主|机主|租客|房东|居民|村民|主播|店员|医生|护士|监护人|家长|配偶|本人"
)
"""People by what they are to whoever keeps the table; any word that ends in 人 is one, but for the law's persons."""
_THINGS = (
    "公司|企业|单位|工厂|厂家|厂商|供应商|供货商|经销商|代理商|门店|店铺|仓库|基站|站点|机房|网点|服务器|网关|传感器|摄像头|打印机"
    "|交换机|路由器|防火墙|读卡器|客服|总机|官方|400"
)
"""Organisations and equipment: what is told of them is of nobody."""
_ROLES = (
    "client|customer|cust|guest|member|buyer|seller|payer|payee|borrower|subscriber|applicant|insured|beneficiary|visitor"
    "|resident|passenger|rider|driver|courier|patient|doctor|student|pupil|teacher|parent|guardian|spouse|staff|employee|emp"
    "|recipient|rec|receiver|consignee|consignor|sender|addressee|owner|holder|contact|person|player"
)
_NAMES: tuple[tuple[str, str], ...] = (
    ("ignore", r"<device_?(name|model|type)>"
               rf"|({_THINGS})(注册|办公|经营|联系|收货|发货|通讯|通信|详细|服务|开票|实际)?_?(地址|住所|电话|手机号?|热线|(?<!公司)(?<!企业)(?<!单位)邮箱|传真|账号|帐号|账户|余额"
               r"|收入|负债|贷款|位置|坐标|经纬度|经度|纬度|健康(状态|度|值)?|诊断(结果|信息|日志)?|录音|名称?|mac(地址)?|ip(地址)?|编号|号|标识)"
               r"|(注册|营业|经营|办公)地址|(营业|主营|业务|销售|投资|利息|财政)收入|设备(健康(状态|度|值)?|诊断(结果|信息|日志)?)"
               r"|(证书|公钥|密钥|镜像|软件|代码|文件)指纹"
               r"|<(company|corp|org|shop|store|vendor|supplier|dealer|server|sensor|station|office|warehouse|branch|factory|hotline|gateway"
               r"|ap|switch|router|firewall|camera|printer|service)_?(addr(ess)?|phone|tel|e?mail|account|balance|income|revenue|lat|lng|longitude"
               r"|latitude|location|name|health|mac(_?addr(ess)?)?|ip|sn|id|no)>|<bssid>|<(api|app|session|access|request)_?key>"
               r"|<(order|e?invoice|receipt|serial|meter|contract|waybill|tracking|express|shipment|parcel|product|goods|sku|item"
               r"|batch|build|log|trace|request|session|shop|store|warehouse|city|region|province|country|area|zip|postal|company|org"
               r"|dept|department|tenant|supplier|vendor|brand|course|class|page|event|category|parent|menu|role|job|task|ticket"
               r"|coupon|transaction|txn|barcode|isbn|vin|file|table|commit|row|message|project|asset|voucher|flight|room|seat)"
               rf"{_NO}(_?(sn|name))?>"
               r"|<(type|model|brand|count|cnt|status|state|verified|sent|level|channel|time|at|date|flag|version|source|total|amount"
               r"|quantity|qty|rate|ratio|length|size|reason|desc|format|value|currency)>"
               r"|<(addr(ess)?|location|photo|image)[a-z_]*_id>|<(ip|web|url|site)(_?addr(ess)?)?>|网址"
               rf"|(订单|商品|产品|货品|流水|批次|序列|电表|水表|燃气表|气表|发票|合同|快递|运单|物流|条码|物料|资产|凭证|工单|任务|机票|车票"
               rf"|图书|专利|货|基站|房间|座位|航班|券|车架|发动机|门店|店铺|部门|项目|角色|交易|公司|企业|单位|供应商|文件){_HAO}"
               r"|(处方|医嘱|诊断|体检|化验|检验|检查|贷款|存款|录音|保险|保)单?(号码|编号|号)|(对公|公司|企业|单位)(银行)?[账帐][号户]"
               r"|编码|代码|型号|品牌|类型|类别|种类|状态|数量|次数|人数|等级|级别|渠道|时间|金额|单价|版本|区划|区号|邮编|邮政编码|验证码"
               r"|热线|(公司|企业|单位|商品|产品|店铺|文件)名称?"),
    ("uscc", r"统一社会信用(代码)?|(社会|企业|机构)?信用代码|<uscc>|<social_credit(_code)?>|<credit_code>|<tyshxydm>|<xydm>"
             rf"|营业执照{_HAO}|<business_licen[cs]e{_NO}>|纳税人(识别)?[号码]|<nsrsbh>|<tax_?payer_?(id|no|code|num|number)>|<tax_?id>|(开票)?税号|税务登记证?号码?|组织机构代码"),
    ("resident_id", rf"身份证件?{_HAO}|(驾驶证|驾照|社会保障){_HAO}|公民身份号码?|证件{_HAO}(?!类)|<(gm)?sfzj?h?m?>|<id_?card{_NO}>|<identity_?(card)?{_NO}>|<citizen_?id>"
                    rf"|<resident_?id>|<national_?id>|<id_(no|num|number)>|<cert_?(no|num|number|code)>|<zjhm?>|<zzhm>|<gm?sfhm>|<sfhm>|<id_?no>|<driv(er|ing)_?(s_)?licen[cs]e{_NO}>|证照{_HAO}|身份号码"),
    ("permanent_residence", rf"(外国人)?(永久居留|永居)(身份)?证?件?{_HAO}|<(prc_)?(permanent_?residen(ce|t)|green)(_?(card|permit))?{_NO}>"),
    ("passport", rf"护照{_HAO}|通行证{_HAO}|台胞证{_HAO}|回乡证{_HAO}|居留许可{_HAO}|<passport{_NO}>|<travel_?(permit|doc(ument)?){_NO}>"
                 rf"|<hzhm?>|<(ga)?txzh?m?>|<(hk|macau|mo)_?permit{_NO}>|<eep{_NO}>"),
    ("mobile", rf"手机{_HAO}|电话{_HAO}|联系方式|联系号码|<mobile(_?phone)?{_NO}>|<(cell_?)?phone{_NO}>|<ph_?(no|num)>|<tel(ephone)?{_NO}>|<cell{_NO}>"
               r"|<msisdn>|<(lxr|shr|fjr|sjr|lx|yd|jt|sh|fh|kh|yh)?(sj|dh)(h|hm)?>|(主叫|被叫|来电|去电)(号码?|电话)|<(calling|called|caller|callee)_?(phone|mobile)?_?(no|num|number)>|<lxfs>|<shouji>|<whatsapp>"),
    ("email", r"邮箱(地址)?|电子邮件(地址)?|邮件地址|<e_?mail(_?addr(ess)?)?>|<mail(_?(box|addr|address))?>|<dzyx>|<dzyj(dz)?>|<yx(dz)?>|电子信箱|电邮(地址)?"),
    ("bank_card", rf"银行卡{_HAO}|(储蓄|信用|借记)卡{_HAO}|卡号|<bank_?card{_NO}>|<card_?(no|num|number)>|<(credit|debit)_?card{_NO}>|<pan>"
                  r"|<yhkh?m?>"),
    ("finance", r"银行账[号户]|(收款|付款|开户|还款|扣款|结算|工资|代发)(银行)?[账帐][号户]|<(loan|credit|deposit|debt)_?(amount|balance|limit)>|授信|额度|负债|欠款|余额|存款|贷款|征信|收入|工资|薪[资酬水]|信用(评)?分|证券账户|<balance>|<credit_?score>|<loan>|<salary>"
                rf"|<income>|<wage>|<bank_?acc(oun)?t{_NO}>|<yhzh>|<iban>"),
    ("device", r"(设备|终端|手机)(唯一)?(号|标识符?|识别码|码|指纹|串号|id|imei|mac(地址)?)|串号|唯一设备|<imei[0-9]?>|<idf[av]>|<[oga]aid>|<android_?id>|<advertising_?id>|<(ut)?did>|<caid>|安卓_?id|<cookie_?(id)?>|<client_?uuid>"
               r"|<device_?(id|no|code|uuid|identifier|fingerprint)>|<device>|<mac(_?addr(ess)?|地址)?>|<udid>|<imsi>|<meid>|<sbbs?h?>"),
    ("licence_plate", rf"车牌{_HAO}|号牌{_HAO}|<licen[cs]e_?plate{_NO}>|<plate{_NO}>|<car_?(no|num|number)>|<vehicle_?(no|num|number|plate)>|(?<![火列])车号|<cphm?>|<hphm?>"),
    ("face", r"人脸|刷脸|面部|头部特征|<facial>|<face(_?(id|image|img|photo|picture|feature|embedding|vector|url|token))*>"),
    ("voice", r"声纹|语音|录音|<voice(_?(print|url|file))*>|<audio>|<recording>"),
    ("fingerprint", r"指纹|掌纹|虹膜|<finger_?print>|<finger(_?print)?_?(template|feature)>|<iris(_?code)?>"),
    ("health", r"病历|病史|诊断|疾病|健康|体检|血型|血压|血糖|过敏|用药|处方|<diag(nos\w*)?>|<medical>|<disease>|<health>|<patient>"
               r"|<prescription>|<blood(_?(type|group|pressure|sugar))?>|<allerg\w*|既往史|手术(名称|记录)|病情|(检查|检验)(结果|结论)|<health_?status>|<icd_?(10)?(_?code)?>|<blxx>"),
    ("religion", r"宗教|信仰|<religio\w*|<zjxy>"),
    ("specific_identity", r"政治面貌|党员|残疾(类型|等级)?|军人(身份)?|犯罪|民族|<ethnic\w*|<disabilit\w*|<criminal>|<veteran>|<politic\w*|<zzmm>|<mz>|<(is_?)?disabled>"),
    ("location", r"行踪|轨迹|定位|坐标|(当前|实时|最后|最近)位置|经纬|经度|纬度|<(lat|lng|lon|latitude|longitude|gps|location|geo[a-z]*|coordinates?)>|<(current|last)_?(position|location)>"),
    ("birthday", r"出生(日期|年月日?|时间)?|生日|<birth_?(day|date)?>|<date_?of_?birth>|<dob>|<born_?on>|<cs(rq|ny)>|<chusheng(riqi)?>"),
    ("address", r"地址|住址|住所|坐落|户籍|籍贯|<addr(ess)?>|<residence>|<native_?place>|<street>|<domicile>|<(tx|jz|hj|jt|yj|sh|fh|hk|xjz|cz)?dz>|<(j|x|h|jt)zz>|居住地(址)?|暂住地(址)?|现居地(址)?|(上车|下车|接送|取件)(地点|位置)"),
    ("account", rf"账号|帐号|账户名|登录名|用户名|({_WHO})(号码?|编号|标识|编码|代码|卡号|_?id)|(病历|病案|就诊|住院|门诊|医保|社保)卡?(号码|编号|号)"
                rf"|^户号|微信号?|学号|工号|<qq号?>|<(user|account|acct|wechat|wx|login|{_ROLES})_?(id|no|code|num|number|key|login)>|<uid>|<account>|<user_?name>|<login_?name>|<(open|union)_?id>"
                r"|<wechat>|<(yh|hy|kh)(bh|h|id)>|<yhm>|(抖音|支付宝|旺旺|学籍|参保|社保|公积金)号|<(wx|qq)hm?>|<weibo_?(id|no|num)>"),
    ("name", rf"<(kh|yh|hy|hz|xs|lxr|shr)?xm>|<lxr>|<shr>|<(receiver|consignee|recipient|contact_?person)>|<({_ROLES})_?nick>|(业务|营业|收银|送货|配送|快递|管理|操作|乘务|联络|报关)员|姓名|名字|昵称|({_WHO})(名称?|姓名)?$|[^法器数]人$|^name>|<(real|full|true|first|last|family|given|cn|zh|chinese|nick|{_ROLES})_?name>|<[fl]name>|<surname>|<xm>|<xing_?ming>"),
)  # fmt: skip


def _ways(pattern: str) -> list[str]:
    """A pattern's alternatives."""
    ways, deep = [""], 0
    for sign in pattern:
        deep += (sign == "(") - (sign == ")")
        if sign == "|" and not deep:
            ways.append("")
        else:
            ways[-1] += sign
    return ways


def _compiled(ways: Iterable[str]) -> re.Pattern[str]:
    """Of these one; those that begin a word are tried where a word begins, and nowhere else."""
    beginning, others = [], []
    for way in ways:
        within = (
            way.replace("(?<", "\0").replace(">", "(?![a-z])").replace("<", "(?<![a-z])").replace("\0", "(?<")
        )
        if way.startswith("<"):
            beginning.append(within.removeprefix("(?<![a-z])"))
        else:
            others.append(within)
    return re.compile("|".join([f"(?<![a-z])(?:{'|'.join(beginning)})"] * bool(beginning) + others) or "(?!)")


_PATTERNS = tuple((kind, _compiled(_ways(pattern))) for kind, pattern in _NAMES)
_LATIN = tuple(
    (kind, _compiled(way for way in _ways(pattern) if way.startswith(("<", "^name"))))
    for kind, pattern in _NAMES
)
"""What a name without a Chinese sign can be one of."""
_ANY = re.compile("|".join(pattern.pattern for _, pattern in _PATTERNS))
_ANY_LATIN = _compiled(
    way for _, pattern in _NAMES for way in _ways(pattern) if way.startswith(("<", "^name"))
)
_MORE = re.compile(
    r"(_|[0-9]+|\(.*\)|(?<![a-z])(no|num|number|id|code|key|[a-z]|cn|zh|en|new|old|raw|str|text|info|data|record|result|history|photo|image|img"
    r"|url|path|file|feature|vector|template|embedding|token|sample|print|conditions?|name|masked|encrypted|plain|line)(?![a-z])"
    r"|_?[新旧]$|号码?|编号|名称?|史|度|点|值|信息|数据|记录|内容|情况|结果|描述|说明|照片|图片|图像|特征|向量|模板|样本|文件|路径|结论|明细|详情|姓名|实名|评分|得分|报告)*"
)
"""What may follow without speaking of something else."""
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


def kind_by_name(column: str) -> str | None:
    """The kind that the name speaks of; `ignore` where it speaks of a thing; None where it says nothing.

    Columns of digests are named for what was digested: what says how stands behind that and is passed over.
    """
    return _read(column)[0]


def ends_otherwise(column: str) -> bool:
    """Does the name go on, after the word that speaks of a kind, with one that may be of something else?"""
    return not _MORE.fullmatch(_read(column)[1])


@lru_cache(maxsize=20_000)
def _read(column: str) -> tuple[str | None, str]:
    """The kind, and what stands behind the word that speaks of it."""
    plain = _HASHED.sub("", words(column))
    anything, patterns = (_ANY_LATIN, _LATIN) if plain.isascii() else (_ANY, _PATTERNS)
    if not anything.search(plain):
        return None, ""
    found = (
        (match.end(), match.end() - match.start(), kind)
        for kind, pattern in patterns
        for match in pattern.finditer(plain)
    )
    end, _, kind = max(found, key=lambda one: one[:2])
    return kind, plain[end:]


def is_a_value(column: str) -> bool:
    """Does the name of a column look like someone's number? Then the file has no line of names."""
    return bool(_VALUES.fullmatch(unicodedata.normalize("NFKC", column).strip()))
