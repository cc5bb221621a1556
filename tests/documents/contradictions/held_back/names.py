"""A third of the writings of names, held back."""

from __future__ import annotations

from tests.documents.contradictions.names import Company, Named, Product

MARKETS = (
    Named(
        "NASDAQ",
        ("美国纳斯达克全球精选市场", "纳斯达克交易所", "Nasdaq"),
        ("Nasdaq Global Select Market",),
        "US",
    ),
    Named("NYSE", ("纽约股票交易所", "美国纽交所主板"), ("the NYSE",), "US"),
    Named("HKEX", ("联交所", "香港联交所", "香港交易所"), ("the Hong Kong Stock Exchange", "SEHK"), "HK"),
    Named("LSE", ("英国伦敦证券交易所",), ("London Stock Exchange plc",), "GB"),
    Named("SGX", ("新加坡证券交易所",), ("SGX-ST",), "SG"),
    Named("TSE", ("日本东京证交所",), ("TSE",), "JP"),
    Named("FWB", ("德国法兰克福交易所",), ("FWB Frankfurt",), "DE"),
)
COUNTRIES = (
    Named("US", ("USA", "美国境内"), ("the U.S.", "America")),
    Named("DE", ("联邦德国",), ("DE", "the FRG")),
    Named("JP", ("日本境内",), ("JPN",)),
    Named("KR", ("南韩",), ("Korea (Republic of)",)),
    Named("GB", ("大不列颠及北爱尔兰联合王国", "联合王国"), ("Great Britain", "the U.K.")),
    Named("FR", ("法国境内",), ("the French Republic",)),
    Named("NL", ("荷兰王国",), ("Holland",)),
    Named("SG", ("新加坡境内",), ("the Republic of Singapore",)),
    Named("CH", ("瑞士联邦",), ("the Swiss Confederation",)),
    Named("IL", ("以色列国",), ("the State of Israel",)),
    Named("CN", ("我国", "境内", "中国大陆"), ("PRC", "mainland China")),
)


def company(one: Company) -> Named:
    """Rarer writings of a company."""
    return Named(
        one.full,
        (f"{one.mark}公司", f"{one.full}（以下称供应商）", one.english),
        (f"{one.en_mark} {one.en_trade} Company Limited", one.english.upper()),
    )


def branch(one: Company) -> Company:
    """A subsidiary that bears the name of its mother: another company."""
    return Company(f"{one.mark}（香港）", one.trade, f"{one.en_mark} (HK)", one.en_trade)


def product(one: Product) -> Named:
    """Rarer writings of a product."""
    if one.version:
        both = f"{one.mark} {one.number}"
        return Named(
            both,
            (f"{one.zh}（{one.mark}，{one.number} 版）", f"{one.mark.upper()} v{one.number}"),
            (f"{one.mark} v{one.number}", f"{one.mark} release {one.number}"),
        )
    both = f"{one.mark}-{one.number}"
    return Named(
        both,
        (f"{one.mark}{one.number}{one.zh}", f"{both}型{one.zh}", f"{one.mark} {one.number} {one.zh}"),
        (f"{one.mark}{one.number}", f"{one.mark} {one.number} {one.en}"),
    )
