"""The questions of the interview: plain words first, the legal term second."""

from __future__ import annotations

from dataclasses import dataclass

from shencha.text import Text


@dataclass(frozen=True, slots=True)
class Question:
    """One page of the interview, about one fact."""

    slug: str
    fact: str
    asks: Text
    """In plain words."""
    legal: Text
    """The legal term, and how to find the answer."""
    step: str
    """The step of the Measures for which it is asked."""


QUESTIONS: tuple[Question, ...] = (
    Question(
        "secrets",
        "involves_state_secrets",
        Text("本次申报事项是否涉及国家秘密？", "Does the matter involve state secrets?"),
        Text(
            "如果涉及，请到此为止：涉密事项按照保密规定办理，这里不分析，也不保存任何内容。",
            "If it does, stop here: such matters follow the secrecy rules; nothing is analysed or kept here.",
        ),
        "follow_secrecy_rules",
    ),
    Question(
        "critical",
        "actor.ciio",
        Text(
            "贵单位是否已被保护工作部门认定为关键信息基础设施运营者？",
            "Has your protection department identified you as an operator of critical information infrastructure?",
        ),
        Text(
            "由保护工作部门认定并通知运营者；没有收到通知的，一般填“否”。",
            "Protection departments identify such operators and notify them. Without a notice the answer is "
            "usually no.",
        ),
        "file.procurement",
    ),
    Question(
        "buying",
        "procurement.planned",
        Text(
            "贵单位是否准备购买网络产品或者服务？",
            "Do you plan to buy a network product or service?",
        ),
        Text(
            "包括设备、软件和云服务，续签和扩容也算。法律上称为“采购网络产品和服务”。",
            "Equipment, software and cloud services, renewals and extensions included. The law says "
            "“procurement of network products and services”.",
        ),
        "file.procurement",
    ),
    Question(
        "products",
        "procurement.product_kinds",
        Text("准备购买的是哪些种类？", "What kinds of thing do you plan to buy?"),
        Text(
            "条文列举了这些种类；可以选几项。都不是的，选最后一项。",
            "The article names these kinds; choose as many as apply, or the last line if none does.",
        ),
        "kinds",
    ),
    Question(
        "purchase-risk",
        "procurement.may_affect_national_security",
        Text(
            "投入使用以后，它是否可能影响国家安全？",
            "Once in use, may it affect national security?",
        ),
        Text(
            "这是条文所称的“预判”：例如被非法控制、干扰或者破坏，供应中断，重要数据被窃取、泄露。由贵单位自己判断。",
            "This is what the article calls pre-judgement: illegal control, interference or destruction, supply "
            "being cut off, important data being stolen or leaked. The judgement is your own.",
        ),
        "file.procurement",
    ),
    Question(
        "listing",
        "listing.planned",
        Text("贵单位是否准备上市？", "Do you plan to list on a stock exchange?"),
        Text(
            "首次公开发行、二次上市、借壳和其他方式都算。",
            "A first offering, a second listing, a merger with a listed company and every other way count.",
        ),
        "file.foreign_listing",
    ),
    Question(
        "venue",
        "listing.venue",
        Text("在哪里上市？", "Where?"),
        Text(
            "条文说的是“国外上市”。香港、澳门、台湾不属于国外。",
            "The article speaks of listing abroad. Hong Kong, Macau and Taiwan are not abroad.",
        ),
        "file.foreign_listing",
    ),
    Question(
        "platform",
        "actor.platform_operator",
        Text(
            "贵单位是否运营供他人使用的网站、应用或者其他网络平台？",
            "Do you run a website, an app or another online platform that others use?",
        ),
        Text(
            "法律上称为“网络平台运营者”；办法没有给出定义。",
            "The law says “network platform operator”; the Measures do not define it.",
        ),
        "file.foreign_listing",
    ),
    Question(
        "users",
        "actor.users_with_personal_information",
        Text(
            "贵单位的平台一共掌握多少用户的个人信息？",
            "Of how many users does your platform hold personal information?",
        ),
        Text(
            "同一个人在几个产品上注册，只算一人；注销后仍然保存信息的，也算在内。不知道准确数字，可以填一个范围。",
            "Someone registered with several products counts once; closed accounts count while their data is "
            "kept. If you do not know the number, give a range.",
        ),
        "file.foreign_listing",
    ),
    Question(
        "listing-step",
        "listing.kind",
        Text("这次上市属于哪一种？", "What kind of listing step is it?"),
        Text(
            "第二上市、双重主要上市与首次上市一样对待；已在该市场上市后的再次发行，条文没有规定。",
            "A secondary or dual primary listing counts like a first one; of a later offering on the same market "
            "the text does not speak.",
        ),
        "file.foreign_listing",
    ),
    Question(
        "listed-since",
        "listing.listed_there_since",
        Text("贵单位自哪一天起已在该地上市？", "Since which day have you been listed there?"),
        Text(
            "《办法》自 2022年2月15日 起施行，此前已经上市的另作说明。",
            "The Measures came into force on 15 February 2022; of issuers listed before something else is said.",
        ),
        "file.foreign_listing",
    ),
    Question(
        "submission",
        "listing.application_submitted_on",
        Text(
            "准备在哪一天向国外监管机构提交上市申请？",
            "On which day will the listing application go to the foreign regulator?",
        ),
        Text(
            "按第一次提交的日期填写，秘密递交也算；已经提交的，填实际日期。申报应当在这一天之前。",
            "Give the first submission; a confidential one counts. If it has gone already, give that day. "
            "The filing comes before it.",
        ),
        "file.foreign_listing",
    ),
    Question(
        "data-risk",
        "data_processing.may_affect_national_security",
        Text(
            "贵单位处理数据的活动是否可能影响国家安全？",
            "May the way you process data affect national security?",
        ),
        Text(
            "例如掌握重要数据、大量个人信息，或者数据可能被窃取、泄露、非法出境或者被外国政府利用。由贵单位自己判断。",
            "For instance important data, large amounts of personal information, or data that may be stolen, "
            "leaked, sent abroad illegally or used by foreign governments. The judgement is your own.",
        ),
        "scope",
    ),
    Question(
        "handler",
        "actor.data_handler",
        Text(
            "处理数据的目的和方式，是否由贵单位自主决定？",
            "Do you decide yourself for what and how the data is processed?",
        ),
        Text(
            "自主决定的，是网络数据处理者；只按委托方的要求处理的（例如云托管），填“否”。",
            "Who decides is a network data handler; who only processes on a client’s behalf, such as a cloud "
            "host, answers no.",
        ),
        "scope",
    ),
)
BY_SLUG = {question.slug: question for question in QUESTIONS}
BY_FACT = {question.fact: question for question in QUESTIONS}
