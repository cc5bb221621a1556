"""The officer's form of a request for supplements: several items, each with what it is about, what is asked and why."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from shencha.documents.items import asked_of, headline
from shencha.errors import NotAllowed
from shencha.law.measures.factors import factors
from shencha.law.measures.instruments import governing
from shencha.procedure.acts import SupplementRequested
from shencha.procedure.case import Case
from shencha.procedure.kinds import ARTICLE, LONGEST
from shencha.procedure.supplements import FURTHEST_PAGE, ITEM_KINDS, Item
from shencha.records.acts.record import Overtaken, already, record
from shencha.records.clock import today
from shencha.records.models import CaseFile, Membership
from shencha.text import Lang, Text
from shencha.web.cases import starts
from shencha.web.cases.starts import Filed
from shencha.web.done import done
from shencha.web.keys import fresh_key
from shencha.web.numbers import number_in
from shencha.web.templatetags.say import reading
from shencha.web.typed import kept_for

MOST_ITEMS = 40
ROW = ("about", "page", "kind", "against", "ask", "why", "article", "factor", "due")
_LABELS: Mapping[str, Text] = {
    "about": Text("针对哪一项回答或者材料", "Which answer or paper it is about"),
    "page": Text("第几页", "Page"),
    "kind": Text("什么问题", "What is the matter"),
    "against": Text("与哪一项矛盾", "What it contradicts"),
    "ask": Text("要求补充什么", "What is asked"),
    "why": Text("为什么需要", "Why it is needed"),
    "article": Text("依据哪一条", "Article"),
    "factor": Text("涉及哪一项评估因素", "Factor"),
    "due": Text("希望在哪一天前提交", "By which day"),
}
_CHOOSE = Text("请选择一项", "choose one")
_WRITE = {
    "ask": Text("请写明要求补充的内容", "say what is asked"),
    "why": Text("请写明理由，当事人会看到", "say why; the party reads it"),
}
_ARTICLE = Text("请写条款的号码，例如 8 或者 8(2)", "write the number of an article, such as 8 or 8(2)")
_NO_DAY_BEFORE = Text(
    "日期不能早于今天；请写今天或之后的日期", "the day lies before today; write today or a later day"
)
_NO_ITEM = Text("还没有写明需要补充什么；请至少写一项", "nothing is asked for yet; write one item at least")
_FULL = Text(
    f"最多 {MOST_ITEMS} 项；其余请另发一份通知",
    f"at most {MOST_ITEMS} items; put the others into another request",
)


class ItemForm(forms.Form):
    """One item."""

    use_required_attribute = False

    def __init__(self, *args: Any, here: Filed, lang: Lang, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.here, self.on, self.lang = here, on, lang
        label = {name: words.said(lang) for name, words in _LABELS.items()}
        choices = here.choices(lang)
        version = governing(here.case.instrument, on)
        known = [(one.id, f"{one.id} {one.short.said(lang)}") for one in factors(version)]
        wanted = {"required": _CHOOSE.said(lang), "invalid_choice": _CHOOSE.said(lang)}
        self.fields["about"] = forms.ChoiceField(choices=choices, label=label["about"], error_messages=wanted)
        self.fields["page"] = forms.IntegerField(
            min_value=1, max_value=FURTHEST_PAGE, required=False, label=label["page"]
        )
        kinds = [("", "—"), *((key, words.said(lang)) for key, words in ITEM_KINDS.items())]
        self.fields["kind"] = forms.ChoiceField(choices=kinds, label=label["kind"], error_messages=wanted)
        self.fields["against"] = forms.ChoiceField(choices=choices, required=False, label=label["against"])
        for name in ("ask", "why"):
            box = forms.Textarea(attrs={"rows": 2})
            self.fields[name] = forms.CharField(
                widget=box,
                max_length=LONGEST,
                label=label[name],
                error_messages={"required": _WRITE[name].said(lang)},
            )
        self.fields["article"] = forms.RegexField(
            f"^{ARTICLE}$",
            required=False,
            label=label["article"],
            max_length=8,
            error_messages={"invalid": _ARTICLE.said(lang)},
        )
        self.fields["factor"] = forms.ChoiceField(
            choices=[("", "—"), *known], required=False, label=label["factor"]
        )
        self.fields["due"] = forms.DateField(
            widget=forms.DateInput(attrs={"type": "date"}), required=False, label=label["due"]
        )

    def clean_due(self) -> date | None:
        """The day lies ahead."""
        due: date | None = self.cleaned_data["due"]
        if due is not None and due < self.on:
            raise forms.ValidationError(_NO_DAY_BEFORE.said(self.lang))
        return due

    def item(self, name: str) -> Item:
        """The item that was filled in; the form is valid."""
        given = self.cleaned_data
        about = self.here.about(given["about"], given["page"])
        against = self.here.about(given["against"]) if given["against"] else None
        assert about is not None
        return Item(
            name,
            about,
            given["kind"],
            given["ask"],
            given["why"],
            against if given["kind"] == "contradicts" else None,
            given["article"] or None,
            (given["factor"],) if given["factor"] else (),
            given["due"],
        )


class Head(forms.Form):
    """What holds the items together."""

    key = forms.CharField(max_length=64)
    expected = forms.IntegerField(min_value=0)


ASKED = Text(
    "补充材料通知已发出；补齐之前的时间不计入审查期限。下一步：当事人逐项答复。",
    "The request has gone out; until all is in the time does not count. Next, the party answers item by item.",
)


def ask(request: HttpRequest, membership: Membership, file: CaseFile, whole: Case) -> HttpResponse:
    """Show the form, add or take out an item, or send the request."""
    lang, on = reading(), today()
    if already(request.POST.get("key", ""), membership) is not None:
        return redirect("cases:case", file.number)
    here = starts.filed(membership, file, whole)
    groups = starts.starts(membership, file, here, lang)
    sent = request.POST if request.method == "POST" else None
    begun = sent or kept_for(request)
    asked = request.GET.getlist("start")
    rows = (
        _written(_rows(begun), begun)
        if begun
        else [row for key in asked if (row := starts.started(groups, key))]
    )
    told: list[str] = []
    forms_: list[ItemForm] = []
    if sent and sent.get("do") == "send":
        forms_ = [ItemForm(row, prefix=f"i{at}", here=here, lang=lang, on=on) for at, row in _prefixed(rows)]
        head = Head(sent)
        if not [one for one in forms_ if not one.is_valid()] and head.is_valid() and forms_:
            refused = _sent(membership, file.number, whole, forms_, head)
            if refused is None:
                done(request, ASKED)
                return redirect("cases:case", file.number)
            told.append(refused.said(lang))
        elif not forms_:
            told.append(_NO_ITEM.said(lang))
    elif sent:
        rows = _changed(rows, sent, groups, told)
    if not forms_:
        rows = rows or [{}]
        forms_ = [
            ItemForm(prefix=f"i{at}", initial=row, here=here, lang=lang, on=on) for at, row in enumerate(rows)
        ]
    names = new_names(whole, len(forms_))
    shown = {
        "file": file,
        "label": SupplementRequested.act.button,
        "today": on,
        "items": list(zip(names, forms_, strict=True)),
        "wrong": [
            (name, form, field)
            for name, form in zip(names, forms_, strict=True)
            for field in form
            if field.errors
        ],
        "told": told,
        "starts": groups,
        "still": _still(whole),
        "key": (sent.get("key") if sent else None) or fresh_key(),
        "expected": (sent.get("expected") if sent else None) or file.sequence,
        "version": whole.instrument,
        "open": sent is not None and sent.get("do") != "send",
    }
    status = 422 if sent and sent.get("do") == "send" else 200
    return render(request, "cases/asking.html", shown, status=status)


def new_names(whole: Case, count: int) -> list[str]:
    """Names for items that the case does not have yet: S1, S2, …"""
    used = {one.item for one in whole.papers.requests} | set(whole.papers.asked)
    fresh = (f"S{number}" for number in range(1, len(used) + count + 1))
    return [name for name in fresh if name not in used][:count]


def _still(whole: Case) -> list[tuple[str, Text]]:
    return [(name, headline(whole, asked_of(whole, name))) for name in whole.papers.asked]


def _sent(membership: Membership, number: str, whole: Case, made: list[ItemForm], head: Head) -> Text | None:
    """Send it; what was refused is returned, so that the page can keep what was typed."""
    items = tuple(one.item(name) for name, one in zip(new_names(whole, len(made)), made, strict=True))
    try:
        record(
            number,
            SupplementRequested(today(), items),
            by=membership,
            key=head.cleaned_data["key"],
            expected=head.cleaned_data["expected"],
        )
    except Overtaken:
        raise
    except NotAllowed as refused:
        return refused.text
    return None


def _changed(
    rows: list[dict[str, str]],
    sent: QueryDict,
    groups: list[tuple[Text, list[starts.Start]]],
    told: list[str],
) -> list[dict[str, str]]:
    """The items after one was added or taken out."""
    do, _, what = sent.get("do", "").partition(":")
    if do == "remove":
        return [row for at, row in enumerate(rows) if at != number_in(what)]
    if len(rows) >= MOST_ITEMS:
        told.append(_FULL.said(reading()))
        return rows
    if do == "start":
        new = starts.started(groups, what)
        kept = [row for row in rows if any(row.values())]
        return [*kept, new] if new is not None else rows
    return [*rows, {"due": rows[-1].get("due", "") if rows else ""}] if do == "add" else rows


def _rows(sent: QueryDict) -> list[dict[str, str]]:
    """What was typed, item by item."""
    found = []
    for at in range(MOST_ITEMS + 1):
        row = {name: sent.get(f"i{at}-{name}", "") for name in ROW if f"i{at}-{name}" in sent}
        if row:
            found.append(row)
    return found


def _written(rows: list[dict[str, str]], sent: QueryDict) -> list[dict[str, str]]:
    """To be sent, items in which nothing is written are left out; the day alone may stand there from the one before."""
    if sent.get("do") != "send":
        return rows
    return [row for row in rows if any(value.strip() for name, value in row.items() if name != "due")]


def _prefixed(rows: list[dict[str, str]]) -> list[tuple[int, dict[str, str]]]:
    return [(at, {f"i{at}-{name}": value for name, value in row.items()}) for at, row in enumerate(rows)]
