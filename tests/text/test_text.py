"""Both languages travel together, also through an error."""

import pytest

from shencha.errors import BadInput, Fault, NotAllowed
from shencha.text import Text, same


def test_a_text_fills_each_language_with_its_own_words():
    who = Text("审查办公室", "the review office")
    said = Text("由{who}在{day}前作出。", "Due from {who} by {day}.").fill(who=who, day="2026-03-27")
    assert said == Text("由审查办公室在2026-03-27前作出。", "Due from the review office by 2026-03-27.")


def test_a_text_without_its_value_is_an_error_of_ours_and_never_half_a_sentence():
    with pytest.raises(KeyError):
        Text("{n} 天", "{n} days").fill()


def test_a_text_of_our_data_has_both_languages():
    assert Text.of({"zh": "甲", "en": "A"}).as_dict() == {"zh": "甲", "en": "A"}
    with pytest.raises(KeyError):
        Text.of({"zh": "甲"})


def test_bad_input_names_every_fault_on_a_line_of_its_own_in_the_language_asked():
    faults = [
        Fault("f.yaml", place, Text("错", "wrong"), Text("对", "right")) for place in ("a", "b (line 2)")
    ]
    assert BadInput(faults).said("en") == "f.yaml: a: wrong; right\nf.yaml: b (line 2): wrong; right"
    assert BadInput(faults).said("zh").splitlines()[0] == "f.yaml: a: 错; 对"
    assert NotAllowed(same("x")).said("zh") == "x"
