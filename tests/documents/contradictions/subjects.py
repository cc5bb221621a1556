"""What a filing speaks of: each subject with its kind, where it is said, the values it may have and its sentences.

In a sentence `{v}` is the value, `{v:人}` with that unit behind the number; `{w}` is another thing's value, said in the
same breath, `{w<}` that of a part of this one, `{w>}` that of a whole. `like` are sentences about something else that only looks the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.documents.contradictions import Kind, PlaceKind

FACTS, DECLARATION, REPORT = PlaceKind.FACTS, PlaceKind.DECLARATION, PlaceKind.REPORT
PAPER, FINDING, SUPPLIER, SUPPLEMENT = (
    PlaceKind.PAPER,
    PlaceKind.FINDING,
    PlaceKind.SUPPLIER,
    PlaceKind.SUPPLEMENT,
)


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentences of one subject: for yes or no those that say yes, and those that say no."""

    zh: tuple[str, ...] = ()
    en: tuple[str, ...] = ()
    like: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    no_en: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing of which a filing may say the same twice, or not."""

    id: str
    kind: Kind
    says: Sentences
    free: tuple[PlaceKind, ...]
    """Where it stands as a sentence."""
    fixed: dict[PlaceKind, str] = field(default_factory=dict)
    """Where it stands as a value: the fact, the field of the declaration, the unit of the finding, the promise."""
    low: float = 0
    high: float = 0
    of: str = ""
    """The currency of a sum."""
    factor: str = "F5"
    finding: tuple[str, str] = ("", "")
    """How a finding says it, in both languages; `{v}` is the number."""
    words: str = ""
    """The field of the declaration that takes sentences of it."""


_WHERE = (REPORT, PAPER, SUPPLEMENT)

USERS = Subject(
    "users",
    Kind.USERS,
    Sentences(
        zh=(
            "平台掌握{v:名}用户的个人信息。",
            "掌握个人信息的用户为{v:人}。",
            "去重后，平台持有其个人信息的用户共{v:人}。",
            "本单位掌握个人信息的用户数量为{v:人}，按证件号码去重统计。",
            "平台注册账户{w>:个}，去重后掌握个人信息的用户为{v:人}。",
        ),
        en=(
            "The platform holds personal information of {v: users}.",
            "Personal information of {v: users} is held, counted as persons.",
        ),
        like=(
            "平台累计注册账户{w>:个}，同一人可以有多个账户。",
            "平台月活跃用户为{w<:人}。",
            "上一年度末，掌握个人信息的用户为{w:人}。",
            "子公司云杉数据另行掌握{w:名}用户的个人信息，不在本次统计之内。",
            "The app was downloaded {w>: times}.",
        ),
    ),
    (*_WHERE, DECLARATION),
    {FACTS: "actor.users_with_personal_information", FINDING: "persons"},
    60_000,
    9_000_000,
    factor="F5",
    finding=("所持有的个人信息涉及 {v} 名自然人。", "Personal information of {v} natural persons is held."),
    words="business",
)
SENSITIVE = Subject(
    "sensitive",
    Kind.SENSITIVE,
    Sentences(
        zh=(
            "其中涉及{v:名}自然人的敏感个人信息。",
            "敏感个人信息涉及{v:人}。",
            "掌握敏感个人信息的自然人为{v:人}，包括人脸图像和行踪轨迹。",
        ),
        en=(
            "Sensitive personal information of {v: persons} is held.",
            "Sensitive data concerns {v: natural persons}.",
        ),
        like=(
            "其中不满十四周岁的未成年人为{w<:人}。",
            "已单独同意处理其敏感个人信息的用户，上一年度为{w:人}。",
            "本单位员工为{w:人}，其敏感个人信息由人力资源部门另行管理。",
        ),
    ),
    (*_WHERE, DECLARATION),
    {FINDING: "persons"},
    30_000,
    900_000,
    factor="F5",
    finding=(
        "其中敏感个人信息涉及 {v} 名自然人。",
        "Of these, sensitive personal information concerns {v} natural persons.",
    ),
    words="business",
)
RAISED = Subject(
    "raised",
    Kind.MONEY,
    Sentences(
        zh=("本次发行拟募集资金{v}。", "募集资金总额为{v}，用于研发和补充流动资金。", "发行人预计募集{v}。"),
        en=("The issuer intends to raise {v}.", "Proceeds of the offering are {v}."),
        like=("上一轮融资金额为{w}。", "募集资金中{w<}用于建设数据中心。", "公司上一年度营业收入为{w}。"),
    ),
    (*_WHERE, DECLARATION),
    {},
    50_000_000,
    900_000_000,
    of="USD",
    words="step",
)
ISSUED = Subject(
    "issued",
    Kind.SHARE,
    Sentences(
        zh=("拟发行股份占发行后总股本的{v}。", "本次发行的股份为发行后总股本的{v}。"),
        en=("The shares offered are {v} of the share capital after the offering.",),
        like=("员工持股平台持有发行前总股本的{w}。", "超额配售权占本次发行股份的{w}。"),
    ),
    (*_WHERE, DECLARATION),
    {},
    8,
    30,
    words="step",
)
HOLDING = Subject(
    "holding",
    Kind.SHARE,
    Sentences(
        zh=(
            "国外持有人最终合计持有本公司{v}的股权。",
            "本公司{v}的股权最终由国外持有人持有。",
            "经穿透计算，国外持有人持股比例合计为{v}。",
        ),
        en=(
            "Foreign holders hold {v} of the company in the end.",
            "In the end {v} of the shares are held by foreign holders.",
        ),
        like=(
            "国外持有人持有子公司云杉数据{w}的股权。",
            "国外持有人合计拥有的表决权为{w}，与持股比例不同。",
            "发行完成后，国外持有人的持股比例预计变为{w}。",
        ),
    ),
    _WHERE,
    {FINDING: "percent"},
    12,
    88,
    factor="F6",
    finding=("国外持有人最终持有本公司的 {v}%。", "Foreign holders hold {v}% of the company in the end."),
)
SUBMISSION = Subject(
    "submission",
    Kind.DAY,
    Sentences(
        zh=(
            "公司拟于{v}向境外证券监管机构提交上市申请。",
            "上市申请文件计划于{v}首次提交。",
            "首次向国外证券监管机构提交申请的日期为{v}。",
        ),
        en=(
            "The application is to be submitted to the foreign regulator on {v}.",
            "First submission is planned for {v}.",
        ),
        like=("上市申请文件的董事会审议日为{w}。", "公司曾于{w}提交过申请，其后撤回。"),
    ),
    _WHERE,
    {FACTS: "listing.application_submitted_on", DECLARATION: "foreign_listing.submission"},
    30,
    200,
)
LISTING_DAY = Subject(
    "listing_day",
    Kind.DAY,
    Sentences(
        zh=("公司股票拟于{v}挂牌交易。", "预计挂牌日为{v}。"),
        en=("Trading is planned to begin on {v}.",),
        like=("可比公司的挂牌日为{w}。", "锁定期自{w}起届满。"),
    ),
    _WHERE,
    {DECLARATION: "foreign_listing.listing"},
    220,
    420,
)
MARKET = Subject(
    "market",
    Kind.MARKET,
    Sentences(
        zh=("公司拟在{v}首次公开发行股票并上市。", "拟上市的证券交易所为{v}。", "本次上市地点为{v}。"),
        en=("The company plans to list on {v}.", "The exchange of the planned listing is {v}."),
        like=("可比公司在{w}上市。", "公司曾考虑在{w}上市，已放弃该方案。"),
    ),
    _WHERE,
    {FACTS: "listing.venue", DECLARATION: "foreign_listing.market"},
)
KEPT_IN = Subject(
    "kept_in",
    Kind.COUNTRY,
    Sentences(
        zh=("用户数据的备份存放于{v}的数据中心。", "备份数据中心所在国家为{v}。", "备份副本全部保存在{v}。"),
        en=("Backups of user data are kept in {v}.", "The backup data centre is in {v}."),
        like=("竞争对手的数据中心设在{w}。", "客服系统的软件开发商注册在{w}，不接触用户数据。"),
    ),
    (*_WHERE, DECLARATION),
    {},
    words="business",
)
KEPT_FOR = Subject(
    "kept_for",
    Kind.LENGTH,
    Sentences(
        zh=("用户注销账户后，其个人信息保存{v}后删除。", "注销用户的个人信息保存期限为{v}。"),
        en=("After an account is closed its data is kept for {v}.",),
        like=("系统日志保存{w}。", "客服录音保存{w}后自动覆盖。"),
    ),
    (*_WHERE, DECLARATION),
    {},
    words="business",
)
SUPPLIER_NAME = Subject(
    "supplier",
    Kind.SUPPLIER,
    Sentences(
        zh=("拟采购产品的提供者为{v}。", "产品由{v}提供。", "合同提供方为{v}。", "本次采购的供应商是{v}。"),
        en=("The supplier of the product is {v}.", "The product is supplied by {v}."),
        like=(
            "备选提供者{w}的同类产品已通过入网测试。",
            "原有设备由{w}提供，本次一并退役。",
            "监理单位为{w}。",
        ),
    ),
    _WHERE,
    {DECLARATION: "procurement.supplier"},
)
PRODUCT_NAME = Subject(
    "product",
    Kind.PRODUCT,
    Sentences(
        zh=("拟采购的产品为{v}。", "本次采购{v}。", "合同标的为{v}。"),
        en=("The product to be bought is {v}.", "This procurement is of {v}."),
        like=(
            "被替换的旧设备为{w}。",
            "备选产品{w}未被选用。",
            "测试环境中使用的是{w}，不在本次采购范围内。",
        ),
    ),
    (*_WHERE, SUPPLIER),
    {DECLARATION: "procurement.product"},
)
SUM = Subject(
    "sum",
    Kind.MONEY,
    Sentences(
        zh=("合同总价为{v}，含税。", "本次采购的合同金额为{v}。", "合同金额合计{v}。"),
        en=("The sum of the contract is {v}.", "The contract price is {v}, tax included."),
        like=(
            "其中备件价款为{w<}。",
            "合同总价不含税为{w<}。",
            "质保期后的年度维护费为{w<}。",
            "该项目上一期的合同金额为{w}。",
        ),
    ),
    _WHERE,
    {DECLARATION: "procurement.sum"},
    1_000_000,
    90_000_000,
    of="CNY",
)
STOCK = Subject(
    "stock",
    Kind.LENGTH,
    Sentences(
        zh=("断供后，关键备件库存可用{v}。", "关键备件可以维持运行{v}。", "备件库存够用{v}。"),
        en=("Spare parts last {v} after supply stops.", "Stock of critical spare parts covers {v}."),
        like=("备件的平均采购周期为{w}。", "同类设备的备件库存上一年度可用{w}。"),
    ),
    (*_WHERE, SUPPLIER),
    {FINDING: "days"},
    factor="F2",
    finding=(
        "关键备件库存在断供后可用 {v} 天。",
        "stock of critical spare parts lasts {v} days after supply stops.",
    ),
)
REPLACING = Subject(
    "replacing",
    Kind.LENGTH,
    Sentences(
        zh=("更换为替代产品需要{v}。", "替换一座站点的设备需要{v}。"),
        en=("A replacement takes {v}.",),
        like=("替代产品的入网测试历时{w}。", "人员培训需要{w}。"),
    ),
    (*_WHERE, SUPPLIER),
    {FINDING: "days"},
    factor="F2",
    finding=("更换为替代产品需要 {v} 天。", "a replacement takes {v} days."),
)
NOTICE = Subject(
    "notice",
    Kind.LENGTH,
    Sentences(
        zh=("提供方不能继续供应的，提前{v}书面通知采购方。", "中断供应前的通知期为{v}。"),
        en=("Notice of {v} is given before supply ends.",),
        like=("采购方解除合同的，提前{w}通知提供方。", "到货后{w}内完成验收。"),
    ),
    (*_WHERE, SUPPLIER),
    {},
)
MADE_IN = Subject(
    "made_in",
    Kind.COUNTRY,
    Sentences(
        zh=("产品在{v}制造。", "产品的制造地为{v}。", "整机在{v}完成组装和制造。"),
        en=("The product is made in {v}.", "The country of manufacture is {v}."),
        like=("提供者的培训中心设在{w}。", "产品同时销往{w}。"),
    ),
    (*_WHERE, SUPPLIER),
    {},
)
CONTROLLER = Subject(
    "controller",
    Kind.COUNTRY,
    Sentences(
        zh=(
            "提供者的实际控制人为{v}企业。",
            "提供者最终由{v}的主体控制。",
            "提供者实际控制人所在国家为{v}。",
        ),
        en=("The supplier is ultimately controlled from {v}.", "The supplier's controller is in {v}."),
        like=("提供者的主要客户在{w}。", "提供者上一任实际控制人在{w}，其股权已经转出。"),
    ),
    (*_WHERE, SUPPLIER),
    {FINDING: "text"},
    factor="F3",
    finding=("提供者最终由{v}的主体控制。", "The supplier is controlled from {v} in the end."),
)
STAKE = Subject(
    "stake",
    Kind.SHARE,
    Sentences(
        zh=(
            "实际控制人持有提供者{v}的股权。",
            "提供者{v}的股权由实际控制人持有。",
            "实际控制人对提供者的持股比例为{v}。",
        ),
        en=("The controller holds {v} of the supplier.", "The controller's stake in the supplier is {v}."),
        like=(
            "实际控制人持有提供者境内子公司{w}的股权。",
            "提供者的核心员工合计持有提供者{w}的股权。",
            "公司备件中{w}存放于华北仓库。",
        ),
    ),
    (*_WHERE, SUPPLIER),
    {FINDING: "percent"},
    12,
    95,
    factor="F3",
    finding=("实际控制人持有提供者的 {v}%。", "The controller holds {v}% of the supplier."),
)
DELIVERY = Subject(
    "delivery",
    Kind.DAY,
    Sentences(
        zh=("设备的交付日期为{v}。", "合同约定的交付日期为{v}。"),
        en=("Delivery is due on {v}.",),
        like=("质保期自{w}起算。", "招标公告于{w}发布。"),
    ),
    (*_WHERE, SUPPLIER),
    {},
    60,
    300,
)
EXPORTED_PERSONS = Subject(
    "abroad",
    Kind.USERS,
    Sentences(
        zh=("本年累计向境外提供{v:人}的个人信息。", "本年向境外提供的个人信息累计涉及{v:名}自然人。"),
        en=("Personal information of {v: persons} was provided abroad this year.",),
        like=("上一年累计向境外提供{w:人}的个人信息。", "境外注册用户为{w:人}，其信息在境外直接收集。"),
    ),
    (*_WHERE, DECLARATION),
    {FINDING: "persons"},
    20_000,
    900_000,
    factor="F5",
    finding=(
        "本年累计向境外提供 {v} 人的个人信息（不含敏感）。",
        "Since 1 January, personal information of {v} persons was provided abroad.",
    ),
    words="data",
)
KEPT_AT = Subject(
    "kept_in",
    Kind.COUNTRY,
    Sentences(
        zh=("数据的存放地点为{v}。", "全部数据存放在{v}。"),
        en=("All data is kept in {v}.",),
        like=("参考方案将数据存放在{w}，本单位没有采用。", "设备供货商的仓库设在{w}。"),
    ),
    _WHERE,
    {DECLARATION: "data_processing.place"},
)


def _fact(
    name: str, yes: tuple[str, ...], no: tuple[str, ...], en: str, no_en: str, like: tuple[str, ...]
) -> Subject:
    return Subject(name, Kind.YES_NO, Sentences(yes, (en,), like, no, (no_en,)), _WHERE, {FACTS: name})


CIIO = _fact(
    "actor.ciio",
    ("本单位已被认定为关键信息基础设施运营者。", "本单位属于关键信息基础设施运营者。"),
    ("本单位未被认定为关键信息基础设施运营者。", "本单位不属于关键信息基础设施运营者。"),
    "We have been identified as an operator of critical information infrastructure.",
    "We have not been identified as an operator of critical information infrastructure.",
    (
        "本单位的上级集团已被认定为关键信息基础设施运营者。",
        "如本单位今后被认定为关键信息基础设施运营者，将另行申报。",
    ),
)
PLATFORM = _fact(
    "actor.platform_operator",
    ("本单位是网络平台运营者。", "本单位运营网络平台。"),
    ("本单位不是网络平台运营者。", "本单位不运营任何网络平台。"),
    "We operate a network platform.",
    "We do not operate any network platform.",
    ("本单位的子公司运营一家网络平台。",),
)
HANDLER = _fact(
    "actor.data_handler",
    ("本单位自主决定个人信息的处理目的和处理方式。",),
    (
        "本单位受托处理个人信息，不决定处理目的和处理方式。",
        "处理目的和处理方式均由委托方决定，本单位不自主决定。",
    ),
    "We decide purpose and means of the processing ourselves.",
    "We process on behalf of others and do not decide purpose or means.",
    ("受托的云服务商不决定处理目的和处理方式。",),
)
LISTING_PLANNED = _fact(
    "listing.planned",
    ("本单位拟赴国外上市。", "本单位有国外上市计划。"),
    ("本单位没有上市计划。", "本单位未计划上市。"),
    "We plan to list abroad.",
    "We have no plan to list.",
    ("控股股东没有上市计划。",),
)
BUYING = _fact(
    "procurement.planned",
    ("本单位拟采购网络产品。", "本单位计划采购上述网络产品或者服务。"),
    ("本单位没有采购网络产品或者服务的计划。",),
    "We plan to buy a network product.",
    "We do not plan to buy any network product or service.",
    ("集团其他成员没有采购该产品的计划。",),
)
AFFECTS = _fact(
    "procurement.may_affect_national_security",
    ("经预判，使用该产品可能影响国家安全。",),
    ("经预判，使用该产品不会影响国家安全。", "使用该产品不影响国家安全。"),
    "Use of the product may affect national security.",
    "Use of the product will not affect national security.",
    ("使用该产品不影响电网的日常调度。",),
)
PROCESSING = _fact(
    "data_processing.may_affect_national_security",
    ("本单位的数据处理活动可能影响国家安全。",),
    ("本单位的数据处理活动不影响国家安全。", "数据处理活动不会影响国家安全。"),
    "Our data processing may affect national security.",
    "Our data processing does not affect national security.",
    ("数据处理活动不影响用户的正常使用。",),
)
SECRETS = _fact(
    "involves_state_secrets",
    ("申报内容涉及国家秘密。",),
    ("申报内容不涉及国家秘密。", "申报内容中无国家秘密。"),
    "State secrets are involved.",
    "No state secrets are involved.",
    ("申报内容涉及商业秘密。",),
)
REMOTE = Subject(
    "remote",
    Kind.YES_NO,
    Sentences(
        ("提供者保留常设的远程维护通道。", "产品设有远程维护通道。"),
        ("A permanent remote maintenance channel is kept.",),
        ("机房之间设有专用通道。",),
        ("产品不设远程维护通道。", "提供者未开通任何远程维护通道。"),
        ("There is no remote maintenance channel.",),
    ),
    (*_WHERE, SUPPLIER),
)
CONTINUITY = Subject(
    "promise.continuity_of_supply",
    Kind.YES_NO,
    Sentences(
        ("提供者承诺无正当理由不中断产品供应。", "提供者已承诺持续供应和提供必要的技术支持。"),
        ("The supplier promises not to interrupt supply without proper reason.",),
        ("备选提供者没有作出持续供应的承诺。",),
        ("提供者没有承诺持续供应。", "提供者不承诺不中断产品供应。"),
        ("The supplier does not promise continued supply.",),
    ),
    _WHERE,
    {SUPPLIER: "continuity_of_supply"},
)
ACCESS = Subject(
    "promise.no_unlawful_data_access",
    Kind.YES_NO,
    Sentences(
        ("提供者承诺不利用提供产品的便利条件非法获取用户数据。",),
        ("The supplier promises not to obtain users' data unlawfully.",),
        ("分包商是否作出不获取用户数据的承诺，另行说明。",),
        ("提供者没有就不非法获取用户数据作出承诺。",),
        ("The supplier has not promised to keep from users' data.",),
    ),
    _WHERE,
    {SUPPLIER: "no_unlawful_data_access"},
)
EXPORTED = Subject(
    "exported",
    Kind.YES_NO,
    Sentences(
        ("本单位向境外提供个人信息。", "涉及个人信息出境。"),
        ("Personal information is provided abroad.",),
        ("本单位从境外接收个人信息。",),
        ("本单位未向境外提供个人信息。", "不涉及个人信息出境。"),
        ("No personal information is provided abroad.",),
    ),
    (*_WHERE, DECLARATION),
    words="business",
)

GROUNDS: dict[str, tuple[Subject, ...]] = {
    "foreign_listing": (
        USERS, SENSITIVE, RAISED, ISSUED, HOLDING, SUBMISSION, LISTING_DAY, MARKET, KEPT_IN, KEPT_FOR,
        PLATFORM, CIIO, HANDLER, LISTING_PLANNED, SECRETS, EXPORTED,
    ),
    "procurement": (
        SUPPLIER_NAME, PRODUCT_NAME, SUM, STOCK, REPLACING, NOTICE, MADE_IN, CONTROLLER, STAKE, DELIVERY,
        CIIO, BUYING, AFFECTS, SECRETS, REMOTE, CONTINUITY, ACCESS,
    ),
    "data_processing": (
        USERS, SENSITIVE, EXPORTED_PERSONS, KEPT_AT, KEPT_FOR, PLATFORM, HANDLER, PROCESSING, SECRETS, CIIO,
    ),
}  # fmt: skip
FILLERS = (
    "《网络安全审查办法》第七条规定，掌握超过100万用户个人信息的网络平台运营者赴国外上市，必须申报网络安全审查。",
    "平台日均完成订单96,000单，业务覆盖23个城市。",
    "审查办公室应当自收到申报材料之日起按规定的期限作出书面答复。",
    "本单位设有网络安全领导小组，每季度召开一次会议。",
    "机房通过了网络安全等级保护第三级测评。",
    "本材料共12页，附件3份。",
    "近三年未发生较大以上网络安全事件。",
    "The documents were prepared with the help of counsel.",
    "系统峰值处理能力为每秒4,800笔。",
    "公司注册资本的变更登记已于此前完成。",
)
"""Sentences that claim nothing of a listed kind, though some hold numbers."""
