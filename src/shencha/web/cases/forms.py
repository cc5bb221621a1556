"""One form for each event, made from the event's own fields: what is asked, and what was wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

from django import forms

from shencha.documents.items import asked_of, headline
from shencha.errors import BadInput, NotAllowed
from shencha.law.measures.factors import factors
from shencha.law.measures.members import is_consultee, members
from shencha.procedure import kinds
from shencha.procedure.acts import ACTS, EVENTS, NOTICES, Asked, Event, Need, event_from
from shencha.procedure.acts.fields import FIELDS
from shencha.procedure.case import Case
from shencha.procedure.fitting import obligations_for, unfit
from shencha.procedure.following import undelivered
from shencha.procedure.kinds import Slot
from shencha.procedure.names import ACTOR_NAMES
from shencha.procedure.required import asked_too
from shencha.records.acts.record import Overtaken
from shencha.text import Lang, Text, same
from shencha.web.templatetags.say import day_in, reading
from shencha.web.units import registered, unit_name
from shencha.web.words import CHOICES, FACTORS


@contextmanager
def refused_on(
    form: forms.Form, places: Mapping[str, str] = MappingProxyType({}), otherwise: str | None = None
) -> Iterator[None]:
    """Do an act of a form; what was refused stands on the form afterwards, and `form.errors` says whether any was.

    Args:
        places: the form's names of a fault's places, where they differ. otherwise: the field of a refusal as a whole.
    Raises:
        Overtaken: somebody was faster; another page says so.
    """
    lang = reading()
    try:
        yield
    except Overtaken:
        raise
    except BadInput as wrong:
        for fault in wrong.faults:
            at = places.get(fault.where, fault.where)
            form.add_error(at if at in form.fields else None, fault.wrong.said(lang))
    except NotAllowed as refused:
        form.add_error(otherwise, refused.said(lang))


class ActForm(forms.Form):
    """The fields of one event; its day is today's and is not asked."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=64)
    expected = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self,
        name: str,
        on: date,
        lang: Lang,
        *args: Any,
        instrument: str,
        given: dict[str, Any],
        whole: Case,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.name, self.on, self.given, self.whole = name, on, given, whole
        for slot in EVENTS[name].slots:
            if slot.key != "on" and slot.key not in given:
                asked = ACTS[name].asks.get(slot.key, Asked())
                wanted = asked.need in (Need.ALWAYS, Need.AT_THE_COUNTER)
                slot = replace(slot, required=slot.required or wanted)
                field = _narrowed(name, slot, whole, on, lang) or _field(slot, on, lang, instrument)
                if asked.label is not None:
                    field.label = asked.label.said(lang)
                field.depends = asked.need is Need.DEPENDS  # type: ignore[attr-defined]
                self.fields[slot.key] = field

    def event(self) -> Event | None:
        """The event that was filled in; None when a field is wrong, which then bears the reason."""
        if not self.is_valid():
            return None
        data: dict[str, Any] = {"event": self.name, "on": self.on.isoformat(), **self.given}
        for slot in EVENTS[self.name].slots:
            value = self.cleaned_data.get(slot.key)
            if value not in (None, "", []):
                data[slot.key] = value.isoformat() if isinstance(value, date) else value
        try:
            event = event_from(data)
            missing = [key for key in asked_too(event) if getattr(event, key) in (None, ())]
            for key in missing:
                self.add_error(key, self.fields[key].error_messages["required"])
            if missing:
                return None
            if "received" in self.fields and (wrong := unfit(self.whole, event)):
                self.add_error("received", _shown(wrong.wrong, wrong.right))
                return None
            return event
        except BadInput as refused:
            for fault in refused.faults:
                field = fault.where.split(" ")[0].rpartition(".")[2]
                self.add_error(field if field in self.fields else None, _shown(fault.wrong, fault.right))
            return None


class _Lines(forms.CharField):
    """A list of words, one a line."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value) or ""
        return list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))

    def validate(self, value: Any) -> None:
        if self.required and not value:
            raise forms.ValidationError(self.error_messages["required"], code="required")


def _narrowed(name: str, slot: Slot, whole: Case, on: date, lang: Lang) -> forms.Field | None:
    """A field whose choices follow from the case: what was asked for, which notice is out, which promise."""
    common: dict[str, Any] = {"label": FIELDS[slot.key].said(lang), "required": slot.required}
    if slot.key == "commitment" and name not in ("commitment_proposed", "commitment_recorded"):
        known = obligations_for(whole, name)
        blank = [] if slot.required else [("", "—")]
        return forms.ChoiceField(choices=[*blank, *((one, one) for one in known)], **common)
    if name == "supplement_received" and slot.key == "items":
        named = [(one, headline(whole, asked_of(whole, one)).said(lang)) for one in whole.papers.asked]
        typed = {one.item for one in whole.papers.requests}
        return _several([(one, f"{one} {said}" if one in typed else said) for one, said in named], common)
    if name == "proposal_delivered" and slot.key == "to":
        names = registered()
        return _several(
            [(one, _begun(unit_name(one, names).said(lang))) for one in undelivered(whole)], common
        )
    if slot.key == "received":
        field = _day(common | {"required": True})
        field.initial = on
        sent = whole.round.sent if name == "proposal_delivered" and whole.round else None
        field.widget.attrs |= {"max": on.isoformat()} | ({"min": sent.isoformat()} if sent else {})
        return field
    if name == "opinions_heard" and slot.key == "from":
        heard = [(key, ACTOR_NAMES[key].begun.said(lang)) for key in ("party", "supplier", "expert")]
        return _several([*heard, *_consultees(on, lang, whole.instrument or "")], common)
    if name in ("proposal_sent", "second_proposal_sent") and slot.key == "to":
        field = _several(list(_consultees(on, lang, whole.instrument or "")), common)
        asked = whole.round.to if whole.round else tuple(member.id for member in members(on))
        field.initial = list(asked)
        return field
    if name == "conclusion_notified" and slot.key == "conditions" and whole.round:
        field = _field(slot, on, lang, whole.instrument or "")
        field.initial = "\n".join(whole.round.conditions)
        return field
    if slot.key == "result" and whole.round:
        field = forms.ChoiceField(
            choices=_choices((whole.round.proposal,), lang), widget=forms.RadioSelect, **common
        )
        field.initial = whole.round.proposal
        return field
    if slot.key == "notice":
        waiting: dict[str, date] = {}
        for one in whole.notices:
            if one.delivered is None:
                waiting.setdefault(one.notice, one.issued)
        named = [
            (name, f"{_begun(NOTICES[name].said(lang))} · {day_in(issued, lang)}")
            for name, issued in waiting.items()
        ]
        return forms.ChoiceField(choices=named, **common)
    return None


def _field(slot: Slot, on: date, lang: Lang, instrument: str) -> forms.Field:
    label = FIELDS[slot.key].said(lang)
    common: dict[str, Any] = {"label": label, "required": slot.required}
    if slot.kind is kinds.YES_NO:
        return forms.ChoiceField(choices=_choices(("yes", "no"), lang), widget=forms.RadioSelect, **common)
    if slot.kind is kinds.RESULT:
        return forms.ChoiceField(choices=_choices(kinds.RESULTS, lang), widget=forms.RadioSelect, **common)
    if slot.kind is kinds.OPINION:
        return forms.ChoiceField(choices=_choices(kinds.OPINIONS, lang), widget=forms.RadioSelect, **common)
    if slot.kind is kinds.SOURCE or slot.kind is kinds.RHYTHM:
        values = kinds.SOURCES if slot.kind is kinds.SOURCE else kinds.RHYTHMS
        return forms.ChoiceField(choices=[("", "—"), *_choices(values, lang)], **common)
    if slot.kind is kinds.DAYS:
        return forms.IntegerField(min_value=1, max_value=kinds.MOST_DAYS, **common)
    if slot.kind is kinds.DAY:
        return _day(common)
    if slot.kind is kinds.LIST_OF_WORDS:
        return _Lines(widget=forms.Textarea(attrs={"rows": 4}), max_length=kinds.LONGEST, **common)
    if slot.kind is kinds.LIST_OF_MATERIALS:
        return _several(_choices(kinds.MATERIALS, lang), common)
    if slot.kind is kinds.LIST_OF_FACTORS:
        return _several(
            [(factor, f"{factor} {FACTORS[factor].said(lang)}") for factor in _factors(instrument)], common
        )
    if slot.kind is kinds.LIST_OF_CONSULTEES:
        return _several(list(_consultees(on, lang, instrument)), common)
    if slot.kind is kinds.CONSULTEE:
        return forms.ChoiceField(choices=list(_consultees(on, lang, instrument)), **common)
    return forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), max_length=kinds.LONGEST, **common)


def _day(common: dict[str, Any]) -> forms.Field:
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **common)


def _begun(words: str) -> str:
    return words[:1].upper() + words[1:]


def _several(choices: list[tuple[str, str]], common: dict[str, Any]) -> forms.Field:
    return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **common)


def _choices(values: Iterable[str], lang: Lang) -> list[tuple[str, str]]:
    return [(value, CHOICES.get(value, same(value)).said(lang)) for value in values]


def _consultees(on: date, lang: Lang, instrument: str) -> Iterable[tuple[str, str]]:
    """The members, and the departments that are registered here; others could never answer."""
    for member in members(on):
        yield member.id, _begun(member.name.said(lang))
    for unit, name in registered().items():
        if is_consultee(unit, instrument, on):
            yield unit, name.said(lang)


def _factors(instrument: str) -> tuple[str, ...]:
    return tuple(one.id for one in factors(instrument))


def _shown(wrong: Text, right: Text) -> str:
    lang = reading()
    return (
        f"{wrong.said(lang)}。{right.said(lang)}"
        if lang == "zh"
        else f"{wrong.said(lang)}. {right.said(lang)}"
    )
