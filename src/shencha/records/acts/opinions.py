"""A unit's opinion: one colleague writes it, another gives it or sends it back with the reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction

from shencha.errors import BadInput, Fault, NotAllowed, NotFound
from shencha.law.measures.factors import factors
from shencha.law.measures.instruments import governing
from shencha.procedure.acts import OpinionReceived
from shencha.procedure.allowed import decide
from shencha.procedure.case import Case
from shencha.procedure.kinds import LONGEST
from shencha.records import access
from shencha.records.acts.record import fold, record
from shencha.records.clock import now, today
from shencha.records.models import CaseFile, Membership, OpinionDraft, StoredEvent
from shencha.text import Text

State = OpinionDraft.State
MOST_CONDITIONS = 50


@dataclass(frozen=True, slots=True)
class Words:
    """What a unit wants to say: agree, agree on conditions, or disagree by factor."""

    opinion: str
    """`agree`, `condition` or `disagree`."""
    reasons: Mapping[str, str] = field(default_factory=dict)
    remark: str = ""
    conditions: Sequence[str] = ()


def write(number: str, words: Words, *, by: Membership, key: str) -> OpinionDraft:
    """Write an opinion for a colleague to look at; one's own that still waits is replaced.

    Raises:
        NotFound: the case is not theirs. BadInput: every field at fault.
        NotAllowed: the unit is not asked, has answered, or a colleague's draft waits already.
    """
    _check(words)
    with transaction.atomic():
        case, whole = _held(number, by)
        mine = access.opinion_drafts_of(by, case)
        if (before := mine.filter(key=key, by=by.person).first()) is not None:
            return before
        _factors_known(words, whole)
        decide(whole, event_of(words, by), by=access.actor(by))
        waiting = mine.filter(state=State.WAITING, round=len(whole.rounds)).first()
        if waiting is not None and waiting.by_id != by.person_id:
            raise NotAllowed(
                Text(
                    f"{waiting.by} 拟的意见正在等待复核；请先发出或者退回",
                    f"the opinion that {waiting.by} wrote is waiting; give it or send it back first",
                )
            )
        mine.filter(state=State.WAITING).update(state=State.REPLACED)
        try:
            return OpinionDraft.objects.create(
                case=case,
                unit=by.organisation.unit,
                round=len(whole.rounds),
                opinion=words.opinion,
                reasons=_filled(words.reasons),
                remark=words.remark.strip(),
                conditions=_lines(words.conditions),
                by=by.person,
                at=now(),
                key=key,
            )
        except IntegrityError:
            raise NotAllowed(
                Text("这个幂等键已用于另一项操作", "this key was used for another act already")
            ) from None


def give(number: str, draft_id: int, *, by: Membership, key: str) -> StoredEvent:
    """Another colleague gives the opinion as it was written; it stands from then on.

    Raises:
        NotFound: case or draft is not theirs. NotAllowed: one's own, or no longer waiting.
    """
    with transaction.atomic():
        case, whole = _held(number, by)
        draft = _draft(case, draft_id, by)
        if draft.state == State.GIVEN and (made := _made_before(case, key, by)) is not None:
            return made
        _must_wait(draft, whole, by)
        said = event_of(Words(draft.opinion, draft.reasons, draft.remark, draft.conditions), by)
        made = record(number, said, by=by, key=key, drafted_by=draft.by.key)
        _settled(draft, State.GIVEN, by)
        return made


def send_back(number: str, draft_id: int, *, by: Membership, reason: str) -> OpinionDraft:
    """Another colleague does not give it, and says why.

    Raises:
        NotFound, NotAllowed: as `give`. BadInput: no reason.
    """
    if not reason.strip() or len(reason) > LONGEST:
        raise BadInput([_fault("reason", *_NO_REASON)])
    with transaction.atomic():
        case, whole = _held(number, by)
        draft = _draft(case, draft_id, by)
        _must_wait(draft, whole, by)
        draft.sent_back = reason.strip()
        return _settled(draft, State.SENT_BACK, by)


def give_alone(number: str, words: Words, *, by: Membership, key: str) -> StoredEvent:
    """The only person of a unit gives its opinion, which nobody looks at a second time.

    Raises:
        NotFound, BadInput: as `write`. NotAllowed: there are colleagues, or the unit is not asked.
    """
    _check(words)
    with transaction.atomic():
        case, whole = _held(number, by)
        _factors_known(words, whole)
        made = record(number, event_of(words, by), by=by, key=key)
        waiting = access.opinion_drafts_of(by, case).filter(state=State.WAITING)
        waiting.update(state=State.REPLACED)
        return made


def event_of(words: Words, by: Membership) -> OpinionReceived:
    """The event that these words make: reasons by factor in one text, each after its factor."""
    reasons = _filled(words.reasons) if words.opinion == "disagree" else {}
    lines = [f"{factor}：{reason}" for factor, reason in reasons.items()]
    reason = "\n".join([*lines, *([words.remark.strip()] if words.remark.strip() else [])])
    return OpinionReceived(
        today(),
        by.organisation.unit,
        "disagree" if words.opinion == "disagree" else "agree",
        reason or None,
        tuple(reasons),
        tuple(_lines(words.conditions)) if words.opinion == "condition" else (),
    )


def _held(number: str, by: Membership) -> tuple[CaseFile, Case]:
    """The case, held until the end of the transaction, and its fold."""
    case = access.cases_of(by).select_for_update(of=("self",)).filter(number=number).first()
    if case is None:
        raise NotFound(Text(f"没有编号为 {number} 的案件", f"there is no case {number}"))
    return case, fold(case, case.events.order_by("sequence"))


def _draft(case: CaseFile, draft_id: int, by: Membership) -> OpinionDraft:
    found = access.opinion_drafts_of(by, case).filter(pk=draft_id).first()
    if found is None:
        raise NotFound(Text("没有这份意见稿", "there is no such draft of an opinion"))
    return found


def _made_before(case: CaseFile, key: str, by: Membership) -> StoredEvent | None:
    return case.events.select_related("case", "by").filter(key=key, by=by.person).first()


def _must_wait(draft: OpinionDraft, whole: Case, by: Membership) -> None:
    if draft.state != State.WAITING or draft.round != len(whole.rounds):
        raise NotAllowed(
            Text("这份意见稿已不在等待复核", "this draft is not waiting for a second person any more")
        )
    if draft.by_id == by.person_id:
        raise NotAllowed(
            Text("您是拟稿人；须由另一位同事复核", "you wrote it; another colleague must look at it")
        )


def _settled(draft: OpinionDraft, state: OpinionDraft.State, by: Membership) -> OpinionDraft:
    draft.state, draft.looked_by, draft.looked_at = state, by.person, now()
    draft.save(update_fields=["state", "looked_by", "looked_at", "sent_back"])
    return draft


_NO_REASON = (
    Text("没有写理由，或者太长", "there is no reason, or it is too long"),
    Text(f"请写 1 至 {LONGEST} 字", f"write 1 to {LONGEST} characters"),
)


def _check(words: Words) -> None:
    """What can be said of the words alone.

    Raises:
        BadInput: every field at fault.
    """
    faults = []
    reasons, conditions = _filled(words.reasons), _lines(words.conditions)
    if words.opinion not in ("agree", "condition", "disagree"):
        faults.append(
            _fault(
                "opinion",
                Text("没有选择意见", "no opinion is chosen"),
                Text("请选择同意、有条件同意或者不同意", "choose agree, agree on conditions, or disagree"),
            )
        )
    if words.opinion == "disagree" and not reasons:
        faults.append(
            _fault(
                "reasons",
                Text("不同意，但没有写明针对哪一个因素", "it disagrees without saying on which factor"),
                Text("请至少在一个因素下写明理由", "give the reason under one factor at least"),
            )
        )
    if words.opinion in ("agree", "condition") and reasons:
        faults.append(
            _fault(
                "reasons",
                Text(
                    f"选择了同意，却在 {'、'.join(reasons)} 下写了不同意的理由",
                    f"it agrees, yet gives reasons against under {', '.join(reasons)}",
                ),
                Text(
                    "请改选不同意，或者清空这些理由（意见可写入“其他说明”）",
                    "choose disagree, or empty these reasons (remarks may go into the general box)",
                ),
            )
        )
    if words.opinion == "condition" and not conditions:
        faults.append(
            _fault(
                "conditions",
                Text("有条件同意，但没有写条件", "it agrees on conditions but names none"),
                Text("请每行写一项条件", "write one condition a line"),
            )
        )
    if words.opinion in ("agree", "disagree") and conditions:
        faults.append(
            _fault(
                "conditions",
                Text("写了条件，但没有选择有条件同意", "it names conditions without agreeing on conditions"),
                Text("请改选有条件同意，或者清空条件", "choose agree on conditions, or empty the conditions"),
            )
        )
    if len(conditions) > MOST_CONDITIONS:
        faults.append(
            _fault(
                "conditions",
                Text(f"写了 {len(conditions)} 项条件", f"it names {len(conditions)} conditions"),
                Text(f"至多 {MOST_CONDITIONS} 项", f"at most {MOST_CONDITIONS}"),
            )
        )
    length = sum(map(len, (*reasons.values(), *conditions, words.remark)))
    if length > LONGEST - 100:
        faults.append(
            _fault(
                "remark",
                Text(f"共 {length} 字，太长", f"{length} characters in all are too many"),
                Text(f"请写 {LONGEST - 100} 字以内", f"write at most {LONGEST - 100}"),
            )
        )
    if faults:
        raise BadInput(faults)


def _factors_known(words: Words, whole: Case) -> None:
    known = {one.id for one in factors(governing(whole.instrument, today()))}
    if strange := [one for one in _filled(words.reasons) if one not in known]:
        raise BadInput(
            [
                _fault(
                    "reasons",
                    Text(
                        f"本案没有因素 {'、'.join(strange)}", f"this case has no factor {', '.join(strange)}"
                    ),
                    Text("、".join(sorted(known)), ", ".join(sorted(known))),
                )
            ]
        )


def _filled(reasons: Mapping[str, str]) -> dict[str, str]:
    return {factor: text.strip() for factor, text in sorted(reasons.items()) if text.strip()}


def _lines(conditions: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(one.strip() for one in conditions if one.strip()))


def _fault(where: str, wrong: Text, right: Text) -> Fault:
    return Fault("form", where, wrong, right)
