"""The text of marks and of what only looks like one, and the paragraphs that stand around them (see ways.md)."""

from __future__ import annotations

MARK = "机密★5年"
BODY = (
    "关于采购网络安全网关的情况说明",
    "本单位拟采购三台网络安全网关，用于调度数据网边界防护。",
    "供应方承诺不利用提供产品的便利条件非法获取用户数据。",
    "合同金额为人民币四百二十万元，合同尚未签订，自审查通过之日起生效。",
    "运行维护由本单位信息中心负责，远程维护须经两人批准并全程留痕。",
)
"""What a filing's paper says: nothing of secrets."""

MARKS: dict[str, tuple[str, ...]] = {
    "level, star and years": ("机密★5年",),
    "until an exam begins": ("绝密★启用前",),
    "until the seal is broken": ("机密★启封前",),
    "until it is made public": ("秘密★公布前",),
    "for long": ("机密★长期",),
    "a day of release": ("绝密★2031年12月31日",),
    "Chinese numerals": ("秘密★六个月",),
    "full-width figures": ("机密★１０年",),
    "white star": ("机密☆10年",),
    "asterisk for the star": ("秘密*3年",),
    "spaced": ("绝 密 ★ 2 0 年",),
    "full-width spaces": ("机　　密",),
    "traditional script with term": ("機密★長期",),
    "traditional script alone": ("絕密",),
    "level alone": ("秘密",),
    "level with its noun": ("机密级",),
    "black brackets": ("【机密】",),
    "tortoise brackets": ("〔秘密〕",),
    "square brackets": ("[绝密]",),
    "between stars": ("★机密★",),
    "between dashes": ("—— 绝密 ——",),
    "between equals signs": ("===机密===",),
    "form line": ("密级：机密",),
    "form line with term": ("密级:秘密　保密期限:5年",),
    "form line spaced": ("密　　级：　机　　密",),
    "form line in traditional script": ("密級：絕密",),
    "box ticked": ("密级：□绝密 ☑机密 □秘密 □非密",),
    "after the copy's number": ("000017", "机密★5年", "特急"),
    "one line with copy and urgency": ("000017　机密★5年　特急",),
    "a sentence that says so": ("本文件密级为机密，保密期限为10年，未经批准不得复制。",),
    "a state secret by its name": ("国家秘密·机密级",),
    "upright": ("绝", "密", "★", "十", "年"),
    "signs without width in between": ("机\u200b密\u2060★5年",),
    "English": ("TOP SECRET",),
    "with the page's number": ("机密★5年　　第 3 页　共 12 页",),
}

HARMLESS: dict[str, tuple[str, ...]] = {
    "trade secrets": ("商业秘密", "本材料含本单位商业秘密，请勿公开。"),
    "trade secrets with a term": ("商业秘密★3年",),
    "marks of a state firm's trade secrets": ("核心商密★5年",),
    "ordinary trade secret": ("普通商密",),
    "agreement on secrecy": ("保密协议",),
    "duty of secrecy": ("保密义务", "双方对在合作中知悉的对方机密信息负有保密义务。"),
    "title of a law": ("《中华人民共和国保守国家秘密法》学习材料",),
    "title of a rule on secrets": ("国家秘密定密管理办法",),
    "cited law": ("依据《保守国家秘密法》第二十一条，本单位已开展自查。",),
    "confidentiality": ("机密性、完整性和可用性",),
    "confidential computing": ("机密计算",),
    "a product": ("机密计算平台 V3.0 产品白皮书",),
    "passwords": ("密码", "密码应用安全性评估报告"),
    "cipher level": ("密码等级：三级",),
    "form line denies": ("密级：非密",),
    "form line public": ("密级：公开",),
    "form line internal": ("密级：内部",),
    "form line none": ("密级：无",),
    "form line open": ("密级：________",),
    "form line's choices": ("密级（绝密/机密/秘密/非密）：",),
    "box ticked for none": ("密级：□绝密 □机密 □秘密 ☑非密",),
    "no state secrets": ("本报告不涉及国家秘密。",),
    "no marks in this file": ("本文件未标注密级，不含绝密、机密、秘密级内容。",),
    "warning of a form": ("请勿在本系统填写绝密、机密、秘密级信息",),
    "a quoted mark": ("国家秘密标志的形式为“密级★保密期限”，例如“机密★10年”，由定密责任人确定。",),
    "classes of data": ("数据分级", "公开", "内部", "秘密", "机密"),
    "a film": ("绝密飞行",),
    "a garden": ("秘密花园小区物业服务合同",),
    "rating": ("机密文件柜　评分：★★★★★",),
    "supplier's confidential": ("CONFIDENTIAL", "Proprietary information of the supplier"),
    "unclassified": ("UNCLASSIFIED",),
    "not classified": ("This document is not classified.",),
    "secrets manager": ("Secrets Manager", "Rotates secrets every 30 days"),
    "top secret recipe": ("Our top secret recipe for reliable upgrades",),
    "declassifying as work": ("解密与加密性能测试",),
    "half of another word": ("司机密切关注路况",),
}


def around(lines: tuple[str, ...]) -> tuple[str, ...]:
    """A paper that begins with these lines."""
    return (*lines, *BODY)
