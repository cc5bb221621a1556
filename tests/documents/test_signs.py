"""Signs that no font here has are found, each once; whatever is set together is set."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.places import SHARED

from shencha.documents.pdf import set_as_pdf
from shencha.documents.signs import told, unset
from shencha.records.clock import now

RARE = "\U00024b62"
NOBODY = "\u0378"


def test_rare_signs_are_named_in_their_order_and_the_rest_is_not():
    found = unset([f"申报书{RARE}公司", f"Company {NOBODY}{RARE} €, 上海"])
    assert set(found) <= {RARE, NOBODY}
    assert NOBODY not in found  # no character: it is not printable, and no form keeps it
    assert found == (RARE,)
    assert "U+24B62" in told(found).zh


@pytest.mark.skipif(not SHARED.exists(), reason="the reported inputs are not beside this checkout")
def test_the_reported_name_is_found():
    name = "".join((SHARED / "failing" / "rare-character-on-a-paper.txt").read_text("utf-8").split())
    assert unset([name]) == (RARE,)


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(codec="gb2312"), max_size=60), st.sampled_from(["", RARE]))
def test_it_agrees_with_the_setter(words: str, rare: str):
    template = b'#json(bytes(sys.inputs.at("paper")))'
    made = set_as_pdf(template, "paper", "".join(sign for sign in words if sign.isprintable()) + rare, now())
    assert (b"pdfaid" in made) == (not unset([words, rare]))


@pytest.mark.parametrize("many", [11, 40])
def test_of_many_signs_ten_are_named(many: int):
    assert f"等 {many} 个字" in told(tuple(chr(0x24B62 + at) for at in range(many))).zh
