"""The tree of control as a picture: the company below, its holders above it, layer by layer.

Foreign holders are marked in words and colour; a link is labelled with its share, dashed when it rests on a contract
or another right, and the box of one who controls says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape

from shencha.drawing import canvas as drawing
from shencha.drawing.canvas import DEED, FOREIGN, INK, SOFT, box, fitted, picture, width, words
from shencha.evidence.control.control import Control, Holder
from shencha.evidence.control.interests import Range, said_percent
from shencha.evidence.control.layout import ABOVE, HIGH, WIDE, layout
from shencha.evidence.control.links import ARROW, Places, links
from shencha.evidence.control.parties import Party
from shencha.law.logic.holds import NO, UNKNOWN, YES
from shencha.law.places import HOME, NOT_ABROAD, is_abroad, place_name
from shencha.text import Lang, Text

EDGE = 28
MOST_HOLDERS, MOST_PARTIES = 24, 60
_TITLE = Text("{name} 的控制关系，截至 {on}", "Who controls {name}, as of {on}")
_ASKED = Text("所问公司", "asked about")
_FROM = {
    "foreign": Text("国外", "FOREIGN"),
    "hk_mo_tw": Text("境外", "outside mainland"),
    "mainland": Text("境内", "mainland"),
    "unknown": Text("国别不明", "place unknown"),
}
_NAMELESS = Text("未披露者", "someone not disclosed")
_KINDS = {
    "person": Text("自然人", "person"),
    "company": Text("公司", "company"),
    "arrangement": Text("安排", "arrangement"),
    "state": Text("国家", "state"),
    "state_body": Text("公共机构", "public body"),
    "unspecified": Text("未披露", "not disclosed"),
}
_CONTROLS = {YES: Text("控制", "controls"), UNKNOWN: Text("或控制", "may control"), NO: Text("", "")}
_ENDS = Text("最终持股 {share}", "{share} in the end")
_REST = Text("未披露 {share}", "not disclosed: {share}")
_LEGEND = Text(
    "紫框“国外”＝国外持有人；绿框“境外”＝港澳台；灰框“境内”；虚框＝国别不明。虚线＝协议或者其他权利；粗框＝控制。",
    "Purple: foreign. Green: Hong Kong, Macau, Taiwan. Grey: mainland. Dashed box: place unknown. "
    "Dashed line: contract or other right. Thick box: controls.",
)
_LEFT_OUT = Text(
    "图中只画出最重要的 {shown} 个主体；全部 {all} 个见表。",
    "Only the {shown} parties that matter most are drawn; all {all} are in the table.",
)
_COLOURS = {
    "foreign": (drawing.FOREIGN_PALE, FOREIGN),
    "hk_mo_tw": (drawing.NEAR_PALE, drawing.NEAR),
    "mainland": (drawing.HOME_PALE, drawing.HOME),
    "unknown": (drawing.PAPER, drawing.SOFT),
}


def draw(found: Control, lang: Lang) -> str:
    """The picture as SVG, in one language."""
    kept = _kept(found)
    ties = [t for t in found.ties if t.subject in kept and t.holder in kept and t.holder != t.subject]
    laid = layout(found.of.id, [(t.holder, t.subject) for t in ties])
    title = _TITLE.fill(name=found.of.shown, on=found.structure.on.isoformat()).said(lang)
    wide = max(laid.wide + 2 * EDGE, 620, 2 * EDGE + width(title, 18))
    shift, top = (wide - laid.wide) / 2, EDGE + 34
    places: Places = {
        node: (x + shift, float(top + layer * (HIGH + ABOVE))) for node, (x, layer) in laid.places.items()
    }
    holders = {h.party.id: h for h in found.holders}
    parts = [words(EDGE, EDGE + 8, title, size=18, bold=True), ARROW, *links(ties, laid, places, lang)]
    for id_, (x, y) in places.items():
        if isinstance(id_, str):
            parts += _party(found, found.structure.parties[id_], holders.get(id_), x, y, lang)
    y = top + laid.layers * (HIGH + ABOVE) - ABOVE + 26
    if found.undisclosed.at_most > 1e-9:
        rest = _REST.fill(share=said_percent(found.undisclosed)).said(lang)
        parts.append(words(wide / 2, y, rest, colour=SOFT, anchor="middle"))
        y += 24
    everyone = len({t.holder for t in found.ties} | {found.of.id})
    if len(kept) < everyone:
        text = _LEFT_OUT.fill(shown=len(kept), all=everyone).said(lang)
        parts.append(words(EDGE, y, text, size=12, colour=SOFT))
        y += 20
    for line in fitted(_LEGEND.said(lang), 12, wide - 2 * EDGE, lines=5):
        parts.append(words(EDGE, y, line, size=12, colour=SOFT))
        y += 18
    return picture(wide, y + 8, title, _description(found, lang), parts)


def _kept(found: Control) -> set[str]:
    """The company, and those on the strongest chains of the holders that matter most."""
    kept = {found.of.id}
    for holder in found.holders[:MOST_HOLDERS]:
        for path in holder.paths[:4]:
            through = path.through if len(path.through) < MOST_PARTIES else path.through[-MOST_PARTIES // 2 :]
            if len(kept | set(through)) <= MOST_PARTIES:
                kept |= set(through)
    everyone = {t.holder for t in found.ties} | kept
    return everyone if len(everyone) <= MOST_HOLDERS else kept


def _party(
    found: Control, party: Party, holder: Holder | None, x: float, y: float, lang: Lang
) -> Iterator[str]:
    place = _from(party)
    fill, line = _COLOURS[place]
    controls = holder.controls if holder else NO
    asked = party.id == found.of.id
    if asked:
        fill, line = DEED, DEED
    ink, soft = ("#ffffff", "#dbe4f5") if asked else (INK, SOFT)
    yield f"<g><title>{escape(party.shown.said(lang))} · {escape(party.id)}</title>"
    yield box(
        x,
        y,
        WIDE,
        HIGH,
        fill=fill,
        line=line,
        thick=3 if controls is YES else 1.3,
        dashed=place == "unknown" and not asked,
    )
    called = party.shown if party.name else _NAMELESS
    names = fitted(called.said(lang), 14, WIDE - 20, lines=2)
    for at, name in enumerate(names):
        yield words(x + 10, y + 21 + at * 18, name, size=14, colour=ink, bold=True)
    where = _FROM[place].said(lang)
    if party.jurisdictions and place != "mainland":
        where += "，" if lang == "zh" else ", "
        where += ("、" if lang == "zh" else ", ").join(
            place_name(p).said(lang) for p in party.jurisdictions[:2]
        )
    kind = _ASKED if asked else _KINDS[party.kind]
    text = f"{kind.said(lang)} · {where}"
    colour = soft if asked or place != "foreign" else FOREIGN
    yield words(
        x + 10,
        y + 60,
        fitted(text, 12, WIDE - 20)[0],
        size=12,
        colour=colour,
        bold=place == "foreign" and not asked,
    )
    share = (holder.by_contract or holder.share) if holder else found.between.get(party.id)
    if share is not None and not asked:
        told = _ENDS.fill(share=said_percent(share)).said(lang) if share != Range(0.0, 0.0) else ""
        mark = _CONTROLS[controls].said(lang)
        yield words(
            x + 10,
            y + 80,
            fitted(" · ".join(t for t in (mark, told) if t), 12, WIDE - 20)[0],
            size=12,
            colour=ink,
            bold=controls is YES,
        )
    yield "</g>"


def _from(party: Party) -> str:
    places = party.jurisdictions
    if any(is_abroad(p) for p in places):
        return "foreign"
    if any(p in NOT_ABROAD for p in places):
        return "hk_mo_tw"
    return "mainland" if HOME in places else "unknown"


def _description(found: Control, lang: Lang) -> str:
    """The picture in words."""
    told = []
    for h in found.holders[:MOST_HOLDERS]:
        controls, place = _CONTROLS[h.controls].said(lang), _FROM[h.abroad].said(lang)
        told.append(f"{h.party.shown.said(lang)} ({place}): {said_percent(h.share)} {controls}".strip())
    return ("；" if lang == "zh" else "; ").join(told)
