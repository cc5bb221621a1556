"""A count of persons as a page shows it: the sentence on top, and its tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from shencha.evidence.analyser import Answer, Cells, Table
from shencha.evidence.people import words
from shencha.evidence.people.unchanged import NONE, SAID
from shencha.text import Text, same
from shencha.text.lists import listed


def lead(answer: Answer) -> Cells:
    """How many, against the line; before both, that the answer was edited."""
    return words.lead(answer) if "persons" in answer else ()


def premises(answer: Answer) -> Cells:
    """What both bounds rest on, and what prudence does."""
    return words.premises(answer) if "persons" in answer else ()


def tables(answer: Answer) -> Iterator[Table]:
    """Readings, identifiers, columns, the method, and what an auditor repeats."""
    if "persons" in answer:
        yield from _of_people(answer)


def _of_people(answer: Mapping[str, Any]) -> Iterator[Table]:
    persons = Text("人数", "persons")
    variants = answer["variants"]
    yield Table(
        "readings",
        Text("各种口径", "By other readings"),
        (
            Text("口径", "Reading"),
            persons,
            Text(
                f"多于 {answer['threshold']['more_than']:,}",
                f"more than {answer['threshold']['more_than']:,}",
            ),
        ),
        list(_readings(answer)),
        (
            Text(
                "何为“用户”，条文没有规定；各行说明口径不同，人数会差多少。",
                "What a user is, the text does not say; the rows show how much hangs on it.",
            ),
        ),
    )
    yield Table(
        "identifiers",
        Text("按标识符", "By identifier"),
        (Text("标识符", "Identifier"), Text("不同的有效值", "Different valid values")),
        [(words.space_name(space), _figure(n)) for space, n in variants["by_identifier"].items()],
    )
    if growth := answer.get("growth"):
        yield Table(
            "growth",
            Text("随时间变化", "Over time"),
            (Text("清点日期", "Day of the count"), persons),
            [(same(one["on"]), same(words.span(one))) for one in growth.get("points", ())]
            or [(same(answer["on"]), same(words.span(answer["persons"])))],
            words.growth(growth),
        )
    if answer["sensitive"]["kinds"]:
        yield Table(
            "sensitive",
            Text("敏感个人信息", "Sensitive personal information"),
            (Text("种类", "Kinds"), persons),
            [
                (
                    listed(words.kind_name(kind) for kind in answer["sensitive"]["kinds"]),
                    same(words.span(answer["sensitive"]["persons"])),
                )
            ],
        )
    yield Table(
        "columns",
        Text("依据的列", "Columns relied on"),
        (
            Text("列", "Column"),
            Text("种类", "Kind"),
            Text("如何识别", "How it is known"),
            Text("有效值占比", "Valid values"),
        ),
        [_column(one) for one in answer["identifiers"]],
    )
    yield Table(
        "tables",
        Text("读取的表", "Tables read"),
        (Text("表", "Table"), Text("行数", "Rows")),
        [(same(f"{one['store']}.{one['table']}"), _figure(one["rows"])) for one in answer["rows"]],
    )
    yield Table(
        "excluded",
        Text("不用于关联的值", "Values that link nobody"),
        (Text("种类", "Kind"), Text("原因", "Why"), Text("值的个数", "Values")),
        [
            (words.kind_name(one["kind"]), words.WHY[one["why"]], _figure(one["values"]))
            for one in answer["excluded"]
        ],
    )
    yield _method(answer)
    yield from _sworn(answer)


def _readings(answer: Mapping[str, Any]) -> Iterator[Cells]:
    for name, one in words.readings(answer):
        yield name, same(words.span(one)), words.EXCEEDED[one["exceeded"]]
    for store, found in answer["variants"]["by_store"].items():
        yield Text(f"存储：{store}", f"store: {store}"), same(words.span(found)), same("—")


def _column(one: Mapping[str, Any]) -> Cells:
    how, sure = words.HOW[one["how"]], f"{one['sure']:.0%}"
    kind = words.kind_name(one["kind"])
    if hashed := one.get("hashed"):
        kind = Text(f"{kind.zh}（{hashed}）", f"{kind.en} ({hashed})")
    return (
        same(f"{one['store']}.{one['table']}.{one['column']}"),
        kind,
        how if one["how"] == "declared" else Text(f"{how.zh}，把握 {sure}", f"{how.en}, {sure} sure"),
        same("—" if one["valid_share"] is None else f"{one['valid_share']:.1%}"),
    )


def _method(answer: Mapping[str, Any]) -> Table:
    link = answer["link"]
    return Table(
        "method",
        Text("方法与核验", "Method, and how to check it"),
        (Text("项目", "What"), Text("内容", "Value")),
        [
            (Text("清点日期", "Day of the count"), same(answer["on"])),
            (Text("方法", "Method"), same(answer["method"])),
            (Text("引擎", "Engine"), same(", ".join(answer["engine_versions"]))),
            *_believed(answer),
            (
                Text("多人共用", "Shared by many"),
                Text(
                    f"与 {link['hub']} 个以上其他标识符同现的不用于关联",
                    f"one beside more than {link['hub']} others links nobody",
                ),
            ),
            (
                Text("来源文件", "Sources file"),
                same(f"{answer['sources']['file']} {answer['sources']['digest']}"),
            ),
            (Text("计数程序的摘要", "Digest of the counting code"), same(answer["code"])),
            (Text("是否原样", "Unchanged"), SAID[answer.get("origin", NONE)]),
        ],
    )


def _believed(answer: Mapping[str, Any]) -> Iterator[Cells]:
    """Which kinds of identifiers the bounds rest on; an answer by the older method tells its links."""
    assumes, link = answer.get("assumes"), answer["link"]
    if assumes is None:
        lists = (
            (Text("强关联", "Strong links"), link["strong"]),
            (Text("弱关联", "Weak links"), link["weak"]),
        )
    else:
        lists = (
            (Text("共用即同一人（至多）", "Of one person (at most)"), assumes["of_one_person"]),
            (Text("各属一人（至少）", "One each (at least)"), assumes["one_each"]),
        )
    for name, kinds in lists:
        yield name, listed(words.kind_name(kind) for kind in kinds) if kinds else same("—")


def _sworn(answer: Mapping[str, Any]) -> Iterator[Table]:
    if sworn := answer.get("sworn"):
        spaces = listed(words.space_name(space) for space in sworn["sketches"])
        yield Table(
            "sworn",
            Text("可由审计员复核", "Sworn: an auditor can repeat it"),
            (Text("项目", "What"), Text("内容", "Value")),
            [
                (Text("密钥标记", "Mark of the key"), same(sworn["key"])),
                (Text("时间", "Time"), same(sworn["at"])),
                (Text("加密摘要样本", "Keyed sketches"), spaces),
            ],
            (
                Text(
                    "审计员用同一密钥再数一次，附上结果即可对照。",
                    "An auditor counts again under the same key; attached, that count is compared with this one.",
                ),
            ),
        )
    if compared := answer.get("compared"):
        differs = [
            (words.COMPARED[name], Text("两次不同", "differs between the two"))
            for name in compared["differs"]
        ]
        shared = [
            (words.space_name(space), Text(f"约 {share:.1%} 相同", f"about {share:.1%} in both"))
            for space, share in compared["shared"].items()
        ]
        first, second = (words.span(one) for one in compared["persons"])
        yield Table(
            "compared",
            Text("审计员的复核", "The auditor’s repetition"),
            (Text("项目", "What"), Text("结果", "Result")),
            [
                (Text("本次清点", "This count"), same(f"{first} · {compared['at'][0]}")),
                (Text("复核", "The repetition"), same(f"{second} · {compared['at'][1]}")),
                *differs,
                *shared,
            ],
            (words.AGREE if compared["same"] else words.DISAGREE,),
        )


def _figure(n: int) -> Text:
    return same(f"{n:,}")
