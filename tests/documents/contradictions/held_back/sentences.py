"""A third of the sentences, held back."""

from __future__ import annotations

from tests.documents.contradictions.subjects import Sentences

SENTENCES = {
    "users": Sentences(
        (
            "截至申报日，其个人信息由平台掌握的用户有{v:人}。",
            "平台持有{v:位}用户的个人信息；注册账户则为{w>:个}。",
        ),
        ("As of the filing we hold personal information of {v: users}.",),
        (
            "付费用户为{w<:人}。",
            "境外注册的用户为{w:人}，其信息由境外主体掌握。",
            "Monthly active users number {w<}.",
        ),
    ),
    "sensitive": Sentences(
        ("敏感个人信息所涉人数为{v:人}。",),
        ("{v: natural persons} are concerned by sensitive personal information.",),
        ("其中仅留存人脸图像的为{w<:人}。",),
    ),
    "raised": Sentences(
        ("预计募集资金净额之外，募集资金总额为{v}。",),
        ("Gross proceeds amount to {v}.",),
        ("发行费用预计为{w<}。",),
    ),
    "issued": Sentences(("发行股份数量为发行后总股本的{v}。",), (), ("公众股东在发行前持有总股本的{w}。",)),
    "holding": Sentences(
        ("国外股东最终持有的股权合计为{v}。",),
        ("{v} of the company is held by foreign holders in the end.",),
        ("香港股东合计持有本公司{w}的股权。",),
    ),
    "submission": Sentences(
        ("首次递交上市申请的时间为{v}。",),
        ("We intend to file the application on {v}.",),
        ("聆讯预计在{w}进行。",),
    ),
    "listing_day": Sentences(("计划于{v}上市交易。",), (), ("稳定价格期间自{w}结束。",)),
    "market": Sentences(
        ("公司股票拟在{v}挂牌。",), ("Shares will be listed on {v}.",), ("公司的母公司已在{w}上市。",)
    ),
    "kept_in": Sentences((), (), ("境外分支机构设在{w}，没有数据访问权限。",)),
    "kept_for": Sentences(("账户注销后个人信息再保留{v}。",), (), ("审计日志留存{w}。",)),
    "supplier": Sentences(
        ("中标的提供者为{v}。",),
        ("The contract was awarded to {v} as supplier.",),
        ("落选的投标人{w}提出过异议，已答复。",),
    ),
    "product": Sentences(("采购标的：{v}。",), (), ("演示机型为{w}，不予采购。",)),
    "sum": Sentences(
        ("合同价款总额为{v}。",),
        ("The total price of the contract is {v}.",),
        ("履约保证金为{w<}。", "预算金额为{w}。"),
    ),
    "stock": Sentences(("断供情形下，备件储备可支撑{v}。",), (), ("易耗品库存可用{w}，不属于关键备件。",)),
    "replacing": Sentences(("改用替代产品所需时间为{v}。",), (), ("数据迁移演练用时{w}。",)),
    "notice": Sentences(("停止供货应当提前{v}通知采购方。",), (), ("发生安全事件后{w}内报告。",)),
    "made_in": Sentences(
        ("产品产自{v}。",), ("Manufacture takes place in {v}.",), ("产品的设计参考了{w}的标准。",)
    ),
    "controller": Sentences(("最终控制提供者的主体位于{v}。",), (), ("提供者的独立董事来自{w}。",)),
    "stake": Sentences(
        ("提供者股权的{v}归实际控制人所有。",), (), ("实际控制人质押的股权占其所持股权的{w}。",)
    ),
    "delivery": Sentences(("提供方于{v}交付设备。",), (), ("付款日为{w}。",)),
    "abroad": Sentences(("本年累计出境个人信息涉及{v:人}。",), (), ("境内跨主体共享的个人信息涉及{w:人}。",)),
    "actor.ciio": Sentences(
        ("保护工作部门已通知本单位列入关键信息基础设施运营者名单。",),
        (),
        ("部分客户属于关键信息基础设施运营者。",),
        ("本单位尚未被列入关键信息基础设施运营者名单。",),
    ),
    "actor.platform_operator": Sentences(
        (),
        (),
        ("本单位曾运营网络平台，2023年已关停并注销，与本次填报无关。",),
        ("本单位并非网络平台运营者。",),
    ),
    "actor.data_handler": Sentences(
        ("处理目的和处理方式由本单位自行决定。",),
        (),
        ("委托方无权决定本单位内部系统的技术选型。",),
        ("本单位仅为受托处理者。",),
    ),
    "listing.planned": Sentences(
        ("本单位正在筹备国外上市。",), (), ("本单位的供应商没有上市计划。",), ("本单位近期无上市安排。",)
    ),
    "procurement.planned": Sentences(
        (), (), ("备选方案中的产品未列入采购计划。",), ("本单位不拟采购任何网络产品或者服务。",)
    ),
    "procurement.may_affect_national_security": Sentences(
        ("预判认为该产品投入使用后存在影响国家安全的可能。",),
        (),
        (),
        ("预判认为该产品投入使用后不存在影响国家安全的可能。",),
    ),
    "data_processing.may_affect_national_security": Sentences(
        (), (), (), ("数据处理活动不存在影响国家安全的风险。",)
    ),
    "involves_state_secrets": Sentences(
        (), (), ("申报内容涉及个人信息和商业秘密。",), ("经审查，申报内容不含国家秘密。",)
    ),
    "remote": Sentences(
        ("产品出厂时即开通远程维护通道。",),
        (),
        ("采购方内部设有远程办公系统。",),
        ("产品的远程维护通道已经拆除，不再使用。",),
    ),
    "exported": Sentences(("存在个人信息出境的情形。",), (), (), ("个人信息不出境。",)),
}
