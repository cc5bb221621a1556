"""`shencha law`: what the text says, by date, and what changed from one version to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from shencha.law.measures.instruments import Article, Instrument
    from shencha.text import Lang


def law(
    article: Annotated[
        str | None,
        typer.Argument(
            help="Number of an article; `compare` followed by two versions: compare 2020 2022; `sources`; "
            "`cases`; `policies`; or `questions` and, if wanted, which."
        ),
    ] = None,
    versions: Annotated[list[str] | None, typer.Argument(help="For compare: 2020 2022.")] = None,
    on: Annotated[str | None, typer.Option(help="The version in force on this day; default: today.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
    lang: Annotated[str | None, typer.Option(help="zh or en; default: the locale's.")] = None,
) -> None:
    """What the text says: the version in force, one article, or two versions compared."""
    from shencha.cli.answers import emit, language
    from shencha.cli.days import read_day, today
    from shencha.law.measures.complete import check
    from shencha.law.measures.instruments import in_force
    from shencha.law.public_matters import matters
    from shencha.law.sources import sources

    check()
    if article == "sources":
        told = {"sources": [one.as_dict() for one in sources().values()], "covers": _covers()}
        emit(told, _sources, as_json=as_json, lang=language(lang))
        return
    if article == "questions":
        from shencha.cli.pages.counsel import answers, page, questions_named

        asked_for = questions_named(versions or [])
        emit(
            answers(asked_for),
            lambda asked: page(asked_for, asked),
            as_json=as_json,
            lang=language(lang),
        )
        return
    if article == "policies":
        from shencha.cli.pages.policies import page as policies_page
        from shencha.law.measures.policies import POLICIES

        emit(
            [one.as_dict() for one in POLICIES.values()], policies_page, as_json=as_json, lang=language(lang)
        )
        return
    if article == "cases":
        emit([one.as_dict() for one in matters()], _matters, as_json=as_json, lang=language(lang))
        return
    if article == "compare":
        before, after = _versions(versions or [])
        found = compared(before, after)
        emit(found, lambda asked: _comparison(found, asked), as_json=as_json, lang=language(lang))
        return
    day = read_day(on, "--on", "law") if on else today()
    governing = in_force(day)
    if governing is None:
        answer = _not_covered(day.isoformat())
        emit(answer, lambda asked: str(answer["text"][asked]), as_json=as_json, lang=language(lang))
    elif article is None:
        emit(
            {"on": day.isoformat(), **_version(governing)},
            lambda asked: _overview(governing, asked),
            as_json=as_json,
            lang=language(lang),
        )
    else:
        one = described(governing, _article(governing, article))
        emit(
            {"on": day.isoformat(), **one},
            lambda asked: _one(one, asked),
            as_json=as_json,
            lang=language(lang),
        )


def described(governing: Instrument, one: Article) -> dict[str, Any]:
    """An article with everything that stands at it: figures, clock, rules, open points, counterpart."""
    from dataclasses import asdict

    from shencha.law.measures.figures import figures
    from shencha.law.measures.instruments import beside, same_article
    from shencha.law.measures.listed import listed_at
    from shencha.law.measures.open_points import OPEN_POINTS
    from shencha.law.sources import source_of

    known = figures(governing.id)
    other = beside(governing.id)
    there = same_article(one.number, governing.id, other.id)
    points = [p for p in OPEN_POINTS.values() if one.number in p.articles.get(governing.id, ())]
    answer: dict[str, Any] = {
        "instrument": governing.id,
        "name": governing.name.as_dict(),
        "article": one.number,
        "topic": one.topic.as_dict(),
        "text": one.what.as_dict(),
        "in_force_from": governing.in_force_from.isoformat(),
        "in_force_to": governing.in_force_to.isoformat() if governing.in_force_to else None,
        "confidence": one.confidence.value,
        "verified": one.confidence.verified,
        "source": source_of(governing.id, one.number).as_dict(),
        "clock": one.clock,
        "rules": list(one.rules),
        "figures": {name: _figure(asdict(getattr(known, name))) for name in one.figures},
        "counterpart": {"instrument": other.id, "article": there} if there else None,
        "open_points": [
            {"id": p.id, "topic": p.topic.as_dict(), "text": p.text.as_dict(), "policy": p.policy.as_dict()}
            for p in points
        ],
    }
    for found in listed_at(governing.id, one.number):
        answer[found.id] = [
            {"id": line.id, "name": line.text.as_dict()}
            | ({"note": line.note.as_dict()} if line.note else {})
            for line in found.lines
        ]
    return answer


def compared(before: str, after: str) -> dict[str, Any]:
    """What changed: articles, figures, members, product kinds."""
    from dataclasses import fields

    from shencha.law.measures.changes import marked, unread
    from shencha.law.measures.figures import Figures, figures
    from shencha.law.measures.instruments import compare, instrument
    from shencha.law.measures.kinds import PRODUCT_KINDS
    from shencha.law.measures.members import members

    old, new = instrument(before), instrument(after)
    had, has = figures(before), figures(after)
    changed = []
    for one in fields(Figures):
        was, now = getattr(had, one.name), getattr(has, one.name)
        if (was and was.value) != (now and now.value):
            changed.append(
                {
                    "figure": one.name,
                    "unit": (now or was).unit,
                    "before": {"value": was.value, "article": was.article} if was else None,
                    "after": {"value": now.value, "article": now.article} if now else None,
                }
            )
    were = {m.id for m in members(old.in_force_from)}
    joined = [m for m in members(new.in_force_from) if m.id not in were]
    kinds = [k for k in PRODUCT_KINDS.values() if after in k.versions and before not in k.versions]
    return {
        "before": _version(old, articles=False),
        "after": _version(new, articles=False),
        "articles": [
            {
                "topic": change.topic.as_dict(),
                "before": _brief(change.before),
                "after": _brief(change.after),
                "changes": [one.as_dict() for one in marked(before, after, change)],
                "unread": unread(before, after, change),
            }
            for change in compare(before, after)
        ],
        "figures": changed,
        "members_joined": [{"id": m.id, "name": m.name.as_dict()} for m in joined],
        "product_kinds_added": [{"id": k.id, "name": k.name.as_dict()} for k in kinds],
    }


def _brief(one: Article | None) -> dict[str, Any] | None:
    return (
        {"article": one.number, "text": one.what.as_dict(), "confidence": one.confidence.value}
        if one
        else None
    )


def _figure(figure: dict[str, Any]) -> dict[str, Any]:
    return {**figure, "since": figure["since"].isoformat(), "confidence": figure["confidence"].value}


def _version(one: Instrument, *, articles: bool = True) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "instrument": one.id,
        "name": one.name.as_dict(),
        "order": one.order.as_dict(),
        "promulgated": one.promulgated.isoformat(),
        "in_force_from": one.in_force_from.isoformat(),
        "in_force_to": one.in_force_to.isoformat() if one.in_force_to else None,
    }
    if articles:
        answer["articles"] = [
            {
                "article": a.number,
                "topic": a.topic.as_dict(),
                "text": a.what.as_dict(),
                "confidence": a.confidence.value,
            }
            for a in one.articles
        ]
    return answer


def _not_covered(on: str) -> dict[str, Any]:
    from shencha.law.data import facts_of
    from shencha.law.measures.instruments import instruments
    from shencha.text import Text

    trial, first = facts_of("measures/forerunner.yaml"), instruments()[0].in_force_from
    before = on < trial["in_force_from"]
    text = (
        Text(f"{on} 没有施行中的网络安全审查办法。", f"No measures on security review were in force on {on}.")
        if before
        else Text(
            f"{on} 施行的是{trial['name']['zh']}，本软件不实施该办法；最早的日期为 {first}。",
            f"On {on} the {trial['name']['en']} were in force; they are not implemented, the first day is {first}.",
        )
    )
    return {"on": on, "instrument": None, "outcome": "not_covered", "text": text.as_dict()}


def _article(governing: Instrument, number: str) -> Article:
    from shencha.errors import BadInput, Fault
    from shencha.law.measures.instruments import article
    from shencha.text import Text

    try:
        return article(governing.id, number.strip().removeprefix("Article").strip())
    except KeyError:
        last = governing.articles[-1].number
        raise BadInput(
            [
                Fault(
                    "shencha law",
                    "ARTICLE",
                    Text(
                        f"{governing.name.zh}没有第 {number} 条",
                        f"the {governing.name.en} have no Article {number}",
                    ),
                    Text(f"请写 1 至 {last}", f"write 1 to {last}"),
                )
            ]
        ) from None


def _versions(given: list[str]) -> tuple[str, str]:
    from shencha.errors import BadInput, Fault
    from shencha.law.measures.instruments import instruments
    from shencha.text import Text

    known = {one.id.removeprefix("measures-"): one.id for one in instruments()}
    found = [known.get(one.removeprefix("measures-")) for one in given]
    if len(found) == 2 and found[0] and found[1] and found[0] != found[1]:
        return found[0], found[1]
    years = "、".join(known)
    raise BadInput(
        [
            Fault(
                "shencha law compare",
                "VERSIONS",
                Text(
                    f"给出的版本是 {' '.join(given) or '无'}",
                    f"the versions given are {' '.join(given) or 'none'}",
                ),
                Text(f"请写两个不同的版本：{years}", f"write two different versions of {', '.join(known)}"),
            )
        ]
    )


def _overview(one: Instrument, lang: Lang) -> str:
    zh = lang == "zh"
    until = one.in_force_to or ("今" if zh else "today")
    lines = [f"{one.name.said(lang)}（{one.order.said(lang)}）" if zh else f"{one.name.en} ({one.order.en})"]
    lines.append(
        f"施行：{one.in_force_from} 至 {until}" if zh else f"In force: {one.in_force_from} to {until}"
    )
    lines.append("")
    width = max(len(a.number) for a in one.articles)
    for a in one.articles:
        mark = "" if a.confidence.verified else ("（未复核原文）" if zh else " (not re-read)")
        lines.append(f"{a.number:>{width}}  {a.topic.said(lang)}{mark}\n{' ' * width}  {a.what.said(lang)}")
    return "\n".join(lines)


def _one(one: dict[str, Any], lang: Lang) -> str:
    zh = lang == "zh"
    until = one["in_force_to"] or ("今" if zh else "today")
    lines = [
        f"{one['name'][lang]}第{one['article']}条 {one['topic'][lang]}"
        if zh
        else f"{one['name'][lang]}, Article {one['article']}: {one['topic'][lang]}",
        one["text"][lang],
        f"施行：{one['in_force_from']} 至 {until}" if zh else f"In force: {one['in_force_from']} to {until}",
    ]
    if not one["verified"]:
        lines.append(
            f"注意：{one['source']['strength']['zh']}。"
            if zh
            else f"Note: {one['source']['strength']['en']}."
        )
    source = one["source"]
    place = source["place"] or ("没有可以公开查阅的地址" if zh else "no public address")
    read = (f"（{source['read']}）" if zh else f" ({source['read']})") if source["read"] else ""
    lines.append(f"出处：{place}{read}" if zh else f"Source: {place}{read}")
    for name, figure in one["figures"].items():
        lines.append(f"{name} = {figure['value']:,} {figure['unit']}")
    if one["counterpart"]:
        other = one["counterpart"]
        lines.append(
            f"另一版本的对应条文：{other['instrument']} 第{other['article']}条"
            if zh
            else f"In the other version: {other['instrument']}, Article {other['article']}"
        )
    for listed in ("members", "promises", "materials", "factors", "results", "product_kinds"):
        for line in one.get(listed, ()):
            lines.append(f"  {line['id']}: {line['name'][lang]}")
    for point in one["open_points"]:
        lines.append("")
        lines.append(
            f"条文未明确：{point['topic']['zh']}" if zh else f"The text is silent: {point['topic']['en']}"
        )
        lines.append(f"  {point['text'][lang]}")
        lines.append(f"  {'本软件的做法：' if zh else 'What is done here: '}{point['policy'][lang]}")
    return "\n".join(lines)


def _covers() -> dict[str, Any]:
    from shencha.law.data import facts_of
    from shencha.law.sources import FILE

    covers: dict[str, Any] = facts_of(FILE)["covers"]
    return covers


def _sources(lang: Lang) -> str:
    from shencha.law.sources import sources

    zh = lang == "zh"
    lines = []
    for one in sources().values():
        read = (f"，{one.read} 查阅" if zh else f", read {one.read}") if one.read else ""
        place = one.place or ("没有可以公开查阅的地址" if zh else "no public address")
        lines += [f"{one.id}: {one.name.said(lang)}", f"  {one.strength.said(lang)}{read}", f"  {place}"]
    return "\n".join(lines)


def _matters(lang: Lang) -> str:
    from shencha.law.public_matters import STEPS, matters
    from shencha.text import Text

    lines = []
    for one in matters():
        kind = Text("审查", "a review") if one.review else Text("不是审查", "no review")
        lines.append(f"{one.name.said(lang)}（{kind.zh}）" if lang == "zh" else f"{one.name.en} ({kind.en})")
        for step, told in zip(one.steps, one.as_dict()["steps"], strict=True):
            lines.append(f"  {told['on']} {STEPS[step.step].said(lang)}: {step.text.said(lang)}")
        if one.why:
            lines.append(f"  {one.why.said(lang)}")
    return "\n".join(lines)


def _comparison(found: dict[str, Any], lang: Lang) -> str:
    from shencha.law.measures.changes import NAMES, Kind

    zh = lang == "zh"
    lines = [f"{found['before']['name'][lang]} → {found['after']['name'][lang]}", ""]
    for change in found["articles"]:
        was = change["before"]["article"] if change["before"] else "—"
        now = change["after"]["article"] if change["after"] else "—"
        lines.append(f"{was:>3} → {now:>3}  {change['topic'][lang]}")
        for side, sign in ((change["before"], "-"), (change["after"], "+")):
            if side:
                lines.append(f"            {sign} {side['text'][lang]}")
        lines += [
            f"            * {NAMES[Kind(one['kind'])].said(lang)}: {one['text'][lang]}"
            for one in change["changes"]
        ]
    lines.append("")
    lines.append("数字：" if zh else "Figures:")
    for figure in found["figures"]:
        was = f"{figure['before']['value']:,}" if figure["before"] else "—"
        now = f"{figure['after']['value']:,}" if figure["after"] else "—"
        lines.append(f"  {figure['figure']}: {was} → {now} {figure['unit']}")
    lines.append("新增成员单位：" if zh else "Members that joined:")
    lines += [f"  {m['id']}: {m['name'][lang]}" for m in found["members_joined"]]
    lines.append("新增产品种类：" if zh else "Product kinds added:")
    lines += [f"  {k['id']}: {k['name'][lang]}" for k in found["product_kinds_added"]]
    return "\n".join(lines)
