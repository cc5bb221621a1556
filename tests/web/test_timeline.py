"""The time line of a case: lanes to scale, pauses through all of them, and what lies ahead."""

from __future__ import annotations

from datetime import date

from shencha.law.calendar.periods import due
from shencha.law.calendar.workdays import published
from shencha.procedure import acts as e
from shencha.procedure.case import replay
from shencha.procedure.standing import standing
from shencha.text import Text
from shencha.web.timeline import Happened, Timeline, timeline

PAPERS = ("declaration", "analysis_report", "listing_documents")
BEGUN = (
    e.Filed(date(2026, 3, 2), PAPERS),
    e.MaterialsAccepted(date(2026, 3, 3)),
    e.DeterminationNotified(date(2026, 3, 12), True),
)


def drawn(*events: e.Event, on: date) -> Timeline:
    """The drawing of these events on a day."""
    stands = standing(replay(events, ground="foreign_listing"), on, published())
    found = timeline(
        stands,
        [Happened(one.on, one.name, Text(one.name, one.name), n) for n, one in enumerate(events, 1)],
        on,
        published(),
    )
    assert found is not None
    return found


def test_nothing_is_drawn_before_anything_has_happened() -> None:
    stands = standing(replay((), ground="foreign_listing"), date(2026, 3, 2), published())
    assert timeline(stands, [], date(2026, 3, 2), published()) is None


def test_places_are_to_scale_and_inside_the_drawing() -> None:
    line = drawn(*BEGUN, on=date(2026, 3, 20))
    bars = [bar for lane in line.lanes for bar in lane.bars]
    assert all(bar.at >= 0 and bar.at + bar.wide <= 100.01 for bar in bars)
    filed, accepted, notified = (mark.at for mark in line.marks)
    assert abs((notified - filed) / (accepted - filed) - 10) < 0.1  # ten days against one
    assert notified < line.today


def test_each_clock_has_a_lane_and_what_may_follow_is_dashed_from_the_last_lawful_day() -> None:
    line = drawn(*BEGUN, on=date(2026, 3, 20))
    assert [lane.name.zh for lane in line.lanes] == [
        "决定是否审查",
        "初步审查",
        "回复意见（最晚）",
    ]
    assert [[bar.kind for bar in lane.bars] for lane in line.lanes] == [
        ["met"],
        ["running", "left"],
        ["ahead"],
    ]
    last = due(date(2026, 3, 12), 30, published()).due
    assert f"{last.month}月{last.day}日至" in line.lanes[2].bars[0].text.zh
    assert line.lanes[2].bars[0].at == line.lanes[1].flag
    opinions, special = (one for _, one in line.road)
    assert opinions.start == last
    assert special.start == opinions.last
    assert special.if_they_differ
    assert not line.if_today


def test_a_pause_is_hatched_through_all_lanes_and_leaves_no_due_day() -> None:
    line = drawn(*BEGUN, e.SupplementRequested(date(2026, 3, 18), ("x",)), on=date(2026, 4, 1))
    (pause,) = line.pauses
    assert pause.at + pause.wide == line.today
    assert pause.y == line.axis
    assert pause.y + pause.high >= max(bar.y + bar.high for lane in line.lanes for bar in lane.bars)
    assert line.lanes[1].flag is None


def test_a_pause_cuts_the_bar_of_every_clock_that_it_stops() -> None:
    asked = (*BEGUN, e.SupplementRequested(date(2026, 3, 18), ("x",)))
    (waits,) = drawn(*asked, on=date(2026, 4, 1)).lanes[1].bars
    line = drawn(*asked, on=date(2026, 4, 1))
    assert round(waits.at + waits.wide, 1) == round(line.pauses[0].at, 1)
    answered = e.SupplementReceived(date(2026, 4, 1), ("x",))
    line = drawn(*asked, answered, on=date(2026, 4, 20))
    before, after = (bar for bar in line.lanes[1].bars if bar.kind == "running")
    (pause,) = line.pauses
    assert round(before.at + before.wide, 1) == round(pause.at, 1)
    assert round(pause.at + pause.wide, 1) == round(after.at, 1)


def test_a_case_that_waits_is_shown_the_road_as_if_the_papers_came_today() -> None:
    waits = drawn(*BEGUN, e.SupplementRequested(date(2026, 3, 18), ("x",)), on=date(2026, 4, 1))
    assert waits.if_today
    used = 4  # 13, 16, 17, 18 March
    assert waits.road[0][1].start == due(date(2026, 4, 1), 30 - used, published()).due


def test_after_the_conclusion_the_line_goes_on_while_something_is_owed() -> None:
    events = (
        *BEGUN,
        e.ProposalSent(date(2026, 4, 1), "not_affecting", ("cac",)),
        e.OpinionReceived(date(2026, 4, 2), "cac", "agree"),
        e.ConclusionNotified(date(2026, 4, 8), "not_affecting"),
    )
    gone = drawn(*events, on=date(2026, 9, 1))
    assert gone.today > 100
    promised = e.CommitmentRecorded(
        date(2026, 4, 8), "数据存放境内", due=date(2026, 8, 1), review_on=date(2027, 4, 8)
    )
    line = drawn(*events, promised, on=date(2026, 9, 1))
    assert line.today < 100
    assert line.lanes[-1].name.zh == "承诺与条件（1 项）"
    assert [bar.kind for bar in line.lanes[-1].bars] == ["running", "overdue", "left"]
    assert line.marks[-1].at < line.today


def test_what_runs_over_its_day_is_drawn_apart() -> None:
    line = drawn(*BEGUN, on=date(2026, 6, 1))
    assert [bar.kind for bar in line.lanes[1].bars] == ["met", "overdue"]


def test_thirteen_opinions_fold_into_one_lane_and_labels_never_cover_each_other() -> None:
    units = (
        "cac",
        "ndrc",
        "miit",
        "mps",
        "mss",
        "mof",
        "mofcom",
        "pboc",
        "samr",
        "nrta",
        "csrc",
        "nassp",
        "sca",
    )
    sent = e.ProposalSent(date(2026, 4, 1), "not_affecting", units)
    line = drawn(*BEGUN, sent, e.OpinionReceived(date(2026, 4, 2), "cac", "agree"), on=date(2026, 4, 8))
    lane = line.lanes[-1]
    assert lane.name.zh == "回复意见（13 家）"
    assert len([bar for bar in lane.bars if bar.kind in ("met", "running")]) == 13
    assert len({bar.y for bar in lane.bars}) == 13
    rows: dict[int, float] = {}
    for mark in line.marks:
        if mark.label:
            assert mark.end or mark.at >= rows.get(mark.row, -1)
            rows[mark.row] = mark.at + 1.45 * len(mark.label.zh)
