"""What a proposal says beside its result; case files may leave it out."""

from dataclasses import replace

import pytest
from tests.procedure.stories import MONDAY, asked, in_special, tell

from shencha.procedure import acts as e

WORDS = {"reason": "可以控制", "factors": ("F2",), "conditions": ("报告库存",), "enclosed": ("申报书",)}


@pytest.mark.parametrize(
    ("story", "sent"),
    [
        (asked()[:-1], e.ProposalSent(MONDAY, "not_affecting", ("cac",), **WORDS)),
        (in_special(), e.SecondProposalSent(MONDAY, "affecting", ("cac",), **WORDS)),
    ],
    ids=["first", "second"],
)
def test_the_round_keeps_what_was_said(story, sent):
    found = tell(*story, sent).round
    assert (found.reason, found.factors) == (WORDS["reason"], WORDS["factors"])
    assert (found.conditions, found.enclosed) == (WORDS["conditions"], WORDS["enclosed"])
    assert found.second is (sent.name == "second_proposal_sent")
    assert e.event_from(e.event_to(sent)) == sent
    bare = replace(sent, reason=None, factors=(), conditions=(), enclosed=())
    old = e.event_to(bare)
    assert old.pop("version") == 2
    assert e.event_from(old) == bare
    assert tell(*story, bare).round.reason is None
