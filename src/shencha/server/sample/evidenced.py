"""Filings of the demo that carry everything: declaration, papers of real length, analyses, a supplier's part, measures.

Their inputs are the examples that README and docs use, so that a reader can run the same analyses by hand.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from shencha.evidence.analyser import Given as Asked
from shencha.evidence.analysers import ANALYSERS
from shencha.law.measures.promises import PROMISES
from shencha.procedure import acts as e
from shencha.records.acts import analyses, drafts, filing, parts, statements
from shencha.records.clock import SHANGHAI, today
from shencha.records.models import Draft, Membership
from shencha.server.sample import instance as sample
from shencha.server.sample import written

GRID, LISTING, READY = (
    "调度主站存储与历史数据库采购",
    "云栖出行赴纽约首次公开发行",
    "云栖出行位置数据对外合作",
)
SUPPLIER = "supplier@xinyuan.example"
WHAT_IT_IS = "双控制器存储阵列，境内组装；控制器固件由境外设计。（虚构）"


def tell(story: sample.Story) -> None:
    """A purchase under review, a listing that has just come in, and a draft that waits for its signature."""
    grid = story.when(24, lambda at: _filed(story, at, _of_the_grid(story, at)), 9)
    story.accepted(grid, 22)
    story.decides(grid, 16, e.DeterminationNotified, True)
    story.when(2, lambda at: _filed(story, at, _of_the_listing(story, at)), 9)
    story.when(1, lambda at: _ready(story, at))


def examples() -> Path:
    """The folder with the examples: in a wheel beside this module, in a checkout at its root."""
    installed = Path(__file__).with_name("examples")
    return installed if installed.exists() else Path(__file__).parents[4] / "examples"


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of the analysis report with what it rests on, and the judgement of its factor."""

    factor: str
    sentence: str
    rests_on: str
    judgement: str
    measures: str


def _of_the_grid(story: sample.Story, at: datetime) -> Draft:
    by = story.held[sample.BEIFANG]
    draft = _begun(by, "beifang", "procurement", GRID, at)
    part = parts.invite(
        draft,
        by=by,
        supplier="xinyuan",
        product="存储阵列 XY-8000",
        wanted_by=_after(at, 5),
        note="请说明组成和备件。",
    )
    supplier = story.held[SUPPLIER]
    promised = {name: {"says": "yes"} for name in PROMISES}
    parts.write(
        part,
        by=supplier,
        statements=promised,
        description="双控制器存储阵列，境内组装；控制器固件由境外设计。（虚构）",
    )
    parts.hand_in(part, by=supplier)
    contract = "采购合同（拟签订稿）.docx"
    drafts.attach(
        draft, by=by, material="procurement_documents", name=contract, chunks=[written.word("contract")]
    )
    place = examples() / "supply"
    _analysed(
        draft,
        by,
        "supply",
        {
            "bom": [place / "dispatch.cdx.json"],
            "register": [place / "register.yaml"],
            "services": [place / "services.yaml"],
        },
    )
    paper = f"procurement_documents/{contract}"
    _say(
        draft,
        by,
        Said(
            "F1",
            "远程维护通道平时关闭，远程诊断限只读命令，由采购方开通并全程录屏。",
            paper,
            "非法控制的风险主要来自远程维护；通道关闭后风险可以接受。",
            "关闭常设通道；远程诊断限只读并录屏，录像保存两年。",
        ),
        Said(
            "F2",
            "历史数据库中断供应后，调度业务在备件和库存用尽时停止；国产替代版本可以切换。",
            paper,
            "供应中断在库存天数内不影响业务。",
            "境内备件不低于设备总量的百分之二十；国产替代版本并行运行六十日。",
        ),
        Said(
            "F3",
            "历史数据库和数据采集软件各只有一家境外提供者。",
            paper,
            "来源集中，依赖两家境外提供者。",
            "引入第二来源；合同约定三日内通报出口管制影响。",
        ),
    )
    _declare(
        draft,
        by,
        "beifang",
        {
            "procurement.kind": "mass_storage",
            "procurement.product": "存储阵列 XY-8000、历史数据库 19 企业版、数据采集与监视控制软件 8.1",
            "procurement.supplier": "信源存储设备有限公司（虚构）",
            "procurement.sum": "人民币 28,600,000 元",
            "procurement.contract": "conditional",
            "procurement.use": "电力调度主站的数据存储、历史数据查询和实时监控；中断将影响区域调度。",
        },
    )
    return draft


def _of_the_listing(story: sample.Story, at: datetime) -> Draft:
    by = story.held[sample.YUNQI]
    draft = _begun(by, "yunqi", "foreign_listing", LISTING, at)
    application = "上市申请文件（拟提交稿，节录）.pdf"
    drafts.attach(
        draft, by=by, material="listing_documents", name=application, chunks=[written.pdf("listing", at)]
    )
    place = examples()
    answer = _counted(place / "people" / "sources.yaml", _after(at, 0))
    _analysed(draft, by, "people", {"answer": [("人数统计.json", answer)]})
    _analysed(draft, by, "control", {"statements": [place / "control/vie_platform.json"]}, of="yunqi-opco")
    _analysed(draft, by, "flows", {"flows": [place / "flows/platform.yaml"]})
    paper = f"listing_documents/{application}"
    _say(
        draft,
        by,
        Said(
            "F5",
            "平台注册用户 1,340,000 个账户；人脸图像和行程轨迹属于敏感个人信息，存储于境内。",
            paper,
            "掌握大量个人信息，出境限于预订和客户关系管理。",
            "境外客户关系管理系统迁回境内；迁移前只提供脱敏字段。",
        ),
        Said(
            "F6",
            "上市主体通过合同安排控制运营公司；一家境外基金的最终权益人为主权基金。",
            paper,
            "存在被外国政府影响的可能，但境外股东不能访问数据。",
            "上市主体及其境外股东不得直接访问；数据安全委员会逐项审批对外提供。",
        ),
    )
    _declare(
        draft,
        by,
        "yunqi",
        {
            "foreign_listing.kind": "first",
            "foreign_listing.market": "纽约证券交易所，美国",
            "foreign_listing.submission": str(_after(at, 120)),
            "foreign_listing.business": "网络预约出租汽车平台；处理注册信息、行程轨迹、支付信息和驾驶员身份信息。",
        },
    )
    return draft


def _ready(story: sample.Story, at: datetime) -> Draft:
    """All is there but the signature."""
    by = story.held[sample.YUNQI]
    draft = _begun(
        by,
        "yunqi",
        "data_processing",
        READY,
        at,
        actor={"ciio": "no", "platform_operator": "yes", "users_with_personal_information": 1_340_000},
        procurement={"planned": "no"},
        listing={"planned": "no"},
    )
    place = examples()
    _analysed(draft, by, "flows", {"flows": [place / "flows/platform.yaml"]})
    report = "位置数据合作分析报告.docx"
    drafts.attach(draft, by=by, material="analysis_report", name=report, chunks=[written.word("listing")])
    _declare(
        draft,
        by,
        "yunqi",
        {
            "data_processing.activity": "向合作的地图企业提供脱敏后的行驶轨迹，用于道路更新。",
            "data_processing.data": "每日约 96,000 单行程的轨迹，去除账户标识，精度降至一百米。",
            "data_processing.purpose": "道路更新和拥堵预测",
            "data_processing.place": "上海、贵阳两处数据中心",
        },
    )
    drafts.looked_through(draft, by=by)
    return draft


def _begun(by: Membership, party: str, ground: str, title: str, at: datetime, **facts: Any) -> Draft:
    draft = drafts.begin(by=by, party_key=party, ground=ground, title=title, on=_after(at, 0))
    drafts.answer(draft, by=by, facts=sample.ANSWERS[ground] | facts)
    return draft


def _filed(story: sample.Story, at: datetime, draft: Draft) -> str:
    by = story.held[sample.BEIFANG if draft.party.key == "beifang" else sample.YUNQI]
    draft.refresh_from_db()
    number: str = filing.file_draft(
        draft, by=by, key=story.key(), confirmed_at=at - timedelta(minutes=1), at=at
    ).case.number
    return number


def _declare(draft: Draft, by: Membership, party: str, particulars: Mapping[str, str]) -> None:
    signatory = sample.WHO_FILES[party][1]
    drafts.declare(
        draft,
        by=by,
        written={
            **sample.who_files(party),
            **particulars,
            "signing.signatory": signatory,
            "signing.post": "总经理",
            "signing.mandate": "legal_representative",
        },
    )


def _say(draft: Draft, by: Membership, *said: Said) -> None:
    for one in said:
        rests = {
            "file": one.rests_on,
            "made_on": (today() - timedelta(days=8)).isoformat(),
            "covers_to": (today() - timedelta(days=9)).isoformat(),
        }
        statements.save(draft, by=by, factor=one.factor, text=one.sentence, references=[rests])
        analyses.judge(draft, by=by, factor=one.factor, text=one.judgement, measures=one.measures)


def _analysed(
    draft: Draft,
    by: Membership,
    kind: str,
    inputs: Mapping[str, Iterable[Path | tuple[str, bytes]]],
    **parameters: str,
) -> None:
    """Attach the inputs and write down what the analyser finds in them, as the worker does."""
    import tempfile

    read = {
        role: [(one.name, one.read_bytes()) if isinstance(one, Path) else one for one in files]
        for role, files in inputs.items()
    }
    on = today()
    given = [
        analyses.Given(
            role, name, [raw], on - timedelta(days=10), on - timedelta(days=100), on - timedelta(days=12)
        )
        for role, files in read.items()
        for name, raw in files
    ]
    run = analyses.ask(
        draft,
        by=by,
        kind=kind,
        given=given,
        key=f"sample-{draft.pk}-{kind}",
        parameters=parameters,
        file_inputs=True,
    )
    with tempfile.TemporaryDirectory(prefix="demo-") as folder:
        paths: dict[str, list[str]] = {}
        for role, files in read.items():
            for name, raw in files:
                (Path(folder) / name).write_bytes(raw)
                paths.setdefault(role, []).append(str(Path(folder) / name))
        answer = ANALYSERS[kind].run(Asked(paths, parameters, today())).answer
    analyses.finished(run, answer)


def _counted(sources: Path, on: date) -> bytes:
    """What `shencha people` answers: the count that a party makes where its data lies."""
    from shencha import inputs
    from shencha.evidence.finding import digest_of
    from shencha.evidence.people.answer import answer
    from shencha.evidence.people.count import count
    from shencha.evidence.people.sources import load_sources
    from shencha.evidence.people.unchanged import digest_of as unchanged

    asked = load_sources(inputs.read(str(sources)), digest_of(str(sources)))
    told = answer(asked, count(asked, on), on).as_dict()
    return json.dumps(told | {"digest": unchanged(told)}, ensure_ascii=False).encode()


def _after(at: datetime, days: int) -> date:
    return at.astimezone(SHANGHAI).date() + timedelta(days=days)
