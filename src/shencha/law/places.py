"""Countries and territories by their ISO 3166-1 alpha-2 codes, and which of them are abroad (国外).

Hong Kong, Macau and Taiwan lie outside the mainland (境外) but are not abroad (国外): the text does not say
so, the agency's answers of 2022-01-04 do, and open point `listing_abroad` names it.
Source: ISO 3166-1; names only for the places that are met often.
"""

from __future__ import annotations

from shencha.text import Text, same

_ALL = """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS
    BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE
    EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM
    HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC
    LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA
    NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW
    SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO
    TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
"""
CODES = frozenset(_ALL.split())
HOME = "CN"
NOT_ABROAD = frozenset({"HK", "MO", "TW"})
"""Outside the mainland, yet not abroad."""

_NAMES = {
    "AE": Text("阿联酋", "the United Arab Emirates"),
    "AU": Text("澳大利亚", "Australia"),
    "BM": Text("百慕大", "Bermuda"),
    "BR": Text("巴西", "Brazil"),
    "CA": Text("加拿大", "Canada"),
    "CH": Text("瑞士", "Switzerland"),
    "CN": Text("中国境内", "mainland China"),
    "DE": Text("德国", "Germany"),
    "ES": Text("西班牙", "Spain"),
    "FR": Text("法国", "France"),
    "GB": Text("英国", "the United Kingdom"),
    "HK": Text("中国香港", "Hong Kong, China"),
    "ID": Text("印度尼西亚", "Indonesia"),
    "IE": Text("爱尔兰", "Ireland"),
    "IN": Text("印度", "India"),
    "IT": Text("意大利", "Italy"),
    "JP": Text("日本", "Japan"),
    "KR": Text("韩国", "South Korea"),
    "KY": Text("开曼群岛", "the Cayman Islands"),
    "LU": Text("卢森堡", "Luxembourg"),
    "MO": Text("中国澳门", "Macau, China"),
    "MX": Text("墨西哥", "Mexico"),
    "MY": Text("马来西亚", "Malaysia"),
    "NL": Text("荷兰", "the Netherlands"),
    "NO": Text("挪威", "Norway"),
    "RU": Text("俄罗斯", "Russia"),
    "SE": Text("瑞典", "Sweden"),
    "SG": Text("新加坡", "Singapore"),
    "TH": Text("泰国", "Thailand"),
    "TW": Text("中国台湾", "Taiwan, China"),
    "UA": Text("乌克兰", "Ukraine"),
    "US": Text("美国", "the United States"),
    "VG": Text("英属维尔京群岛", "the British Virgin Islands"),
    "VN": Text("越南", "Vietnam"),
}
_OTHERS = {
    "USA": "US",
    "UK": "GB",
    "EN": "GB",
    "HKG": "HK",
    "GBR": "GB",
    "CHN": "CN",
    "SGP": "SG",
    "TWN": "TW",
}


def is_abroad(code: str) -> bool:
    """Is it a foreign country (国外), that is, neither the mainland nor Hong Kong, Macau or Taiwan?"""
    return code != HOME and code not in NOT_ABROAD


def place_name(code: str) -> Text:
    """The place's name where it is met often, else its code."""
    return _NAMES.get(code, same(code))


def meant(word: str) -> str:
    """The code that someone who wrote this word probably meant; an example if there is none."""
    upper = word.strip().upper()
    return upper if upper in CODES else _OTHERS.get(upper, "US")
