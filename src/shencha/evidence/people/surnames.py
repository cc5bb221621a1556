"""Chinese surnames, the two-character ones first; together they are borne by nearly everyone."""

from __future__ import annotations

_DOUBLE = "欧阳 司马 上官 诸葛 夏侯 东方 皇甫 尉迟 公孙 慕容 令狐 长孙 宇文 司徒 南宫 端木 轩辕"
_SINGLE = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金"
    "石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施牛葛樊殷邢安齐伍乔庞童季申翟倪"
    "岳庄关焦左柴成鲁纪欧尤祝路柳阮霍詹俞管娄凌喻盛傅项辛蓝阎靳辜童苗解包骆聂尚耿车柯冉戚翁华"
)
SURNAMES = "|".join([*_DOUBLE.split(), f"[{_SINGLE}]"])
"""As a pattern."""
