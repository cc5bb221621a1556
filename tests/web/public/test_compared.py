"""What the page that compares both versions marks."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from shencha.text import Lang
from shencha.web.public.compared import SAME, pieces, rows

SENTENCES = st.text(st.sampled_from("甲乙丙 ab1，。"), max_size=40)


@given(SENTENCES, SENTENCES)
def test_the_pieces_are_the_sentences_and_what_is_not_marked_is_in_both(before: str, after: str) -> None:
    was, now = pieces(before, after)
    assert "".join(piece.said for piece in was) == before
    assert "".join(piece.said for piece in now) == after
    kept = [[piece.said for piece in side if not piece.marked] for side in (was, now)]
    assert "".join(kept[0]) == "".join(kept[1]) or not any(piece.marked for piece in (*was, *now))


def test_numbers_rules_and_what_is_new_stand_beside_the_article() -> None:
    for lang in ("zh", "en"):
        said: Lang = lang
        found = {
            row.change.after.number: row
            for row in rows("measures-2020", "measures-2022", said)
            if row.change.after
        }
        assert [(one.before, one.after) for one in found["14"].moved] == [(45, 90)]
        assert found["7"].kind.en == "new"
        (test,) = found["7"].rules
        assert test.duty
        assert "1,000,000" in test.conditions[1].en
        assert found["6"].kind is SAME
        assert not any(piece.marked for piece in (*found["6"].before, *found["6"].after))
