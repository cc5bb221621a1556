"""What is called by names: markets, countries, companies and products, each with two thirds of its writings."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Named:
    """A thing, and how it is written in sentences of either language; `within` is the country of a market."""

    id: str
    zh: tuple[str, ...]
    en: tuple[str, ...]
    within: str = ""


MARKETS = (
    Named(
        "NASDAQ", ("纳斯达克", "纳斯达克证券交易所", "NASDAQ"), ("NASDAQ", "the Nasdaq Stock Market"), "US"
    ),
    Named("NYSE", ("纽约证券交易所", "纽交所", "NYSE"), ("the New York Stock Exchange", "NYSE"), "US"),
    Named(
        "HKEX",
        ("香港联合交易所", "港交所", "香港联合交易所有限公司主板"),
        ("the Stock Exchange of Hong Kong", "HKEX"),
        "HK",
    ),
    Named("LSE", ("伦敦证券交易所", "伦交所"), ("the London Stock Exchange", "LSE"), "GB"),
    Named("SGX", ("新加坡交易所", "新交所"), ("the Singapore Exchange", "SGX"), "SG"),
    Named("TSE", ("东京证券交易所", "东交所"), ("the Tokyo Stock Exchange",), "JP"),
    Named("FWB", ("法兰克福证券交易所",), ("the Frankfurt Stock Exchange",), "DE"),
)
COUNTRIES = (
    Named("US", ("美国", "美利坚合众国"), ("the United States", "the USA")),
    Named("DE", ("德国", "德意志联邦共和国"), ("Germany", "the Federal Republic of Germany")),
    Named("JP", ("日本", "日本国"), ("Japan",)),
    Named("KR", ("韩国", "大韩民国"), ("South Korea", "the Republic of Korea")),
    Named("GB", ("英国",), ("the United Kingdom", "the UK")),
    Named("FR", ("法国", "法兰西共和国"), ("France",)),
    Named("NL", ("荷兰",), ("the Netherlands",)),
    Named("SG", ("新加坡", "新加坡共和国"), ("Singapore",)),
    Named("CH", ("瑞士",), ("Switzerland",)),
    Named("IL", ("以色列",), ("Israel",)),
    Named("CN", ("中国", "中华人民共和国", "中国境内"), ("China", "the People's Republic of China")),
)


@dataclass(frozen=True, slots=True)
class Company:
    """A fictional company: its mark, trade and place, from which its names follow."""

    mark: str
    trade: str
    en_mark: str
    en_trade: str

    @property
    def full(self) -> str:
        """As registered."""
        return f"{self.mark}{self.trade}有限公司"

    @property
    def short(self) -> str:
        """As it is called for short."""
        return f"{self.mark}{self.trade[:2]}"

    @property
    def english(self) -> str:
        """As it calls itself abroad."""
        return f"{self.en_mark} {self.en_trade} Co., Ltd."

    @property
    def named(self) -> Named:
        """Its usual writings."""
        return Named(
            self.full, (self.full, self.full, self.short), (self.english, f"{self.en_mark} {self.en_trade}")
        )


COMPANIES = tuple(
    Company(*line.split("|"))
    for line in """信源|存储设备|Xinyuan|Storage Equipment
信远|通信技术|Xinyuan Telecom|Technologies
北宸|工业软件|Beichen|Industrial Software
海云|数据库技术|Haiyun|Database Technology
天衡|自动化控制|Tianheng|Automation Control
云岭|网络设备|Yunling|Network Equipment
蓝汀|信息安全|Lanting|Information Security
启恒|半导体材料|Qiheng|Semiconductor Materials
泽润|服务器制造|Zerun|Server Manufacturing
格鲁恩|自动化系统|Gruen|Automation Systems
斯卡林|电力电子|Skarlin|Power Electronics
诺德维|测控仪表|Nordvik|Instruments
凯尔索|虚拟化软件|Kelso|Virtualisation Software
奥瑞克|传感技术|Orrick|Sensing Technology""".splitlines()
)


@dataclass(frozen=True, slots=True)
class Product:
    """A fictional product: its kind in both languages, mark and number, and whether the number is a version."""

    zh: str
    en: str
    mark: str
    number: str
    version: bool

    @property
    def named(self) -> Named:
        """Its usual writings."""
        if self.version:
            one = f"{self.mark} {self.number}"
            return Named(
                one,
                (f"{self.zh} {one}", f"{self.mark} V{self.number} {self.zh}"),
                (one, f"{self.mark} version {self.number}"),
            )
        one = f"{self.mark}-{self.number}"
        return Named(
            one,
            (f"{one} {self.zh}", f"{self.zh} {one}", f"{self.zh}（型号 {one}）"),
            (f"the {one} {self.en}", f"{self.en} {one}"),
        )

    def with_number(self, number: str) -> Product:
        """The same line, another model or version."""
        return Product(self.zh, self.en, self.mark, number, self.version)


PRODUCTS = (
    Product("存储阵列", "storage array", "XY", "8000", False),
    Product("工业交换机", "industrial switch", "YL", "5720", False),
    Product("安全网关", "security gateway", "LT", "300", False),
    Product("可编程控制器", "programmable controller", "GA", "1500", False),
    Product("机架式服务器", "rack server", "ZR", "740", False),
    Product("变流器", "converter", "SKP", "2200", False),
    Product("数据库软件", "database", "history-database", "19.3", True),
    Product("监控软件", "supervisory software", "scada-core", "8.1", True),
    Product("虚拟化平台", "virtualisation platform", "kelso-vm", "7.0", True),
    Product("运维平台", "operations platform", "ops-desk", "4.2", True),
)
