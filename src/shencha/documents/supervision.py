"""The words of the notices after a conclusion."""

from __future__ import annotations

from shencha.documents.occasion import NOTIFIED, Occasion, Words
from shencha.text import Text

"""The article on keeping promises."""


def released(about: Occasion, commitment: str, reason: str) -> Words:
    """A promise or condition is owed no longer (Article 19; 2020: 18; open point O15)."""
    return Words(
        "commitment_released",
        Text("关于解除承诺或者条件的通知", "Notice that a promise or condition is released"),
        (
            about.say(
                "贵单位“{matter}”（案件编号{case}）的审查结论作出后，下列承诺或者条件由审查办公室依据{law}{article}监督"
                "落实：{commitment}。",
                "Since the conclusion on “{matter}” (case {case}) the office has supervised the following promise or "
                "condition under {article} of the {law}: {commitment}.",
                article=about.article("supervision"),
                commitment=commitment.rstrip("。."),
            ),
            about.say(
                "因{reason}，自{on}起解除，不再要求履行；其他承诺和条件不受影响。",
                "For this reason it is released from {on} and no longer owed: {reason}. Other promises and conditions "
                "are not touched.",
                reason=reason.rstrip("。."),
            ),
        ),
        NOTIFIED,
        (about.point("conditions"),),
    )
