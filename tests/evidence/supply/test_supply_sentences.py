"""What the page on supply says in words, one sentence at a time."""

import pytest

from shencha.evidence.supply.asked import cuts_asked
from shencha.evidence.supply.bill import Bill
from shencha.evidence.supply.cut_words import cut_words
from shencha.evidence.supply.graph import supply_graph
from shencha.evidence.supply.picture import picture
from shencha.evidence.supply.references import References
from shencha.evidence.supply.services import Gate, Service, Services
from shencha.evidence.supply.suppliers import Register, Supplied, Supplier
from shencha.evidence.supply.supply import TooManyPairs, supply
from shencha.text.counts import counted


def world(
    needs, *, stock=None, substitutes=None, supplier=None, places=None, services=(), listed=(), rows=()
):
    """Components by name; each comes from a supplier of its own, called as it is, unless said otherwise."""
    bill, numbers = Bill(), {}
    for name in needs:
        numbers[name] = bill.add(name, "1", None, None, 0)
    for name, tails in needs.items():
        for tail in tails:
            bill.need(numbers[name], numbers[tail])
    told = tuple(
        Supplied(
            name,
            (supplier or {}).get(name, name),
            (places or {}).get(name),
            (stock or {}).get(name, 0),
            tuple((substitutes or {}).get(name, ())),
            "row",
        )
        for name in needs
    )
    register = Register("r", "sha256:0", (*told, *rows), {one.id: one for one in listed})
    references = References(bill)
    served = Services("s", tuple(services)) if services else None
    from shencha.evidence.supply.bill import BomFile

    bill.files.append(BomFile("b", "sha256:1", "CycloneDX", "1.5", len(needs), 0, (0,)))
    return supply_graph(bill, register, served, references), references


def days(made, cut):
    """Days until the first component fails, or None; the chain that explains it; how many are lost."""
    graph, references = made
    found = supply(graph, cuts_asked([cut], graph, references))
    one = next(one for one in found.cuts if one.cut.name == cut)
    if not one.failures:
        return None, (), one.components_lost
    return one.failures[0].after_days, one.failures[0].because, one.components_lost


def english(made):
    return " / ".join(finding.finding.en for finding in supply(made[0]).findings)


def test_one_service_stops_and_two_services_stop():
    alone = world({"a": ""}, services=[Service("one", 0)])
    said = english(alone)
    assert "1 of 1 service stops if one" in said
    assert "1 of 1 supplier stops a service" in said
    assert "1 of 1 component carries no hash" in said
    assert "of 1 component" in said
    assert "1 service stops, 1 of 1 component is lost" in picture(supply(alone[0]), "en").replace(
        "1 of 1 s", "1 s"
    )
    several = world(
        {"a": "", "b": "", "c": ""},
        services=[Service("one", 0), Service("two", 1), Service("three", Gate(1, (0, 2)))],
    )
    said = english(several)
    assert "2 of 3 services stop if one" in said
    assert "2 of 3 suppliers stop a service" in said
    assert "3 of 3 components carry no hash" in said


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0 days"), (1, "1 day"), (2, "2 days"), (1200, "1,200 days")]
)
def test_english_numbers_agree_with_their_nouns(number, said):
    assert counted(number, "day") == said
    assert counted(1, "dependency", "dependencies") == "1 dependency"


def test_stock_adds_up_along_the_chain():
    made = world({"a": "b", "b": "c", "c": ""}, stock={"a": 3, "b": 20, "c": 100})
    assert days(made, "supplier:c") == (123, ("a@1", "b@1", "c@1", "supplier:c"), 3)
    assert days(made, "supplier:a") == (3, ("a@1", "supplier:a"), 1)


def test_the_first_of_the_needs_decides():
    made = world({"a": "bc", "b": "d", "c": "d", "d": ""}, stock={"b": 5, "c": 2, "d": 1})
    assert days(made, "supplier:d")[:2] == (3, ("a@1", "c@1", "d@1", "supplier:d"))


def test_the_chain_with_fewer_steps_is_told():
    made = world({"a": "bd", "b": "c", "c": "d", "d": ""})
    assert days(made, "supplier:d")[1] == ("a@1", "d@1", "supplier:d")


def test_a_component_lives_as_long_as_its_longest_substitute():
    made = world({"a": "b", "b": "", "c": "d", "d": ""}, stock={"b": 2, "c": 9}, substitutes={"b": ["c"]})
    assert days(made, "supplier:b")[0] is None
    assert days(made, "supplier:b+supplier:d") == (
        9,
        ("a@1", "b@1", "substitute:c@1", "d@1", "supplier:d"),
        4,
    )


def test_substitutes_of_substitutes_do_not_count():
    made = world({"a": "b", "b": "", "c": "", "d": ""}, substitutes={"b": ["c"], "c": ["d"]})
    assert days(made, "supplier:b+supplier:c")[0] == 0


def test_two_may_stand_in_for_each_other():
    made = world({"a": "b", "b": "", "c": ""}, substitutes={"b": ["c"], "c": ["b"]}, stock={"b": 4, "c": 6})
    assert days(made, "supplier:b")[0] is None
    assert days(made, "supplier:b+supplier:c")[0] == 6


def test_a_circle_stands_and_falls_together():
    made = world({"a": "b", "b": "c", "c": "bd", "d": "", "e": ""}, stock={"b": 1, "c": 10})
    assert days(made, "supplier:e") == (None, (), 1)
    assert days(made, "supplier:d") == (11, ("a@1", "b@1", "c@1", "d@1", "supplier:d"), 4)


def test_a_loop_never_keeps_itself_alive():
    made = world({"a": "", "b": "a"}, substitutes={"a": ["b"]})  # b is made from a
    assert days(made, "supplier:a")[0] == 0
    with_stock = world({"a": "", "b": "a"}, substitutes={"a": ["b"]}, stock={"a": 10, "b": 5})
    assert days(with_stock, "supplier:a") == (15, ("a@1", "supplier:a"), 2)


def test_a_substitute_inside_a_loop_counts_if_it_stands_by_itself():
    needs = {"c": "", "s": "d", "d": "", "e": "c"}
    made = world(needs, substitutes={"c": ["s"], "d": ["e"]})
    assert days(made, "supplier:c")[0] is None


@pytest.mark.parametrize(
    ("gate", "after"), [(Gate(3, (0, 1, 2)), 2), (Gate(2, (0, 1, 2)), 3), (Gate(1, (0, 1, 2)), 12)]
)
def test_all_of_any_of_and_at_least(gate, after):
    made = world(
        {"a": "", "b": "", "c": ""},
        stock={"a": 0, "b": 1, "c": 10},
        supplier=dict.fromkeys("abc", "x"),
        services=[Service("s", gate, 2)],
    )
    assert days(made, "supplier:x")[0] == after


def test_a_jurisdiction_is_that_of_the_row_else_of_the_supplier():
    listed = [Supplier("x", "X", "US"), Supplier("y", "Y", "CN", "US")]
    made = world(
        {"a": "bc", "b": "", "c": ""},
        supplier={"a": "y", "b": "x", "c": "x"},
        places={"c": "SG"},
        listed=listed,
    )
    assert days(made, "jurisdiction:US")[1][-2:] == ("b@1", "jurisdiction:US")
    assert days(made, "jurisdiction:SG")[1][-2:] == ("c@1", "jurisdiction:SG")
    assert days(made, "jurisdiction:CN")[1] == ("a@1", "jurisdiction:CN")


def test_a_substitute_outside_the_bills_has_the_supplier_of_its_own_row():
    outside = Supplied("elsewhere", "z", None, 7, (), "row 9")
    made = world({"a": "b", "b": ""}, substitutes={"b": ["elsewhere", "ghost"]}, rows=[outside])
    graph, _ = made
    assert days(made, "supplier:b")[0] is None
    assert days(made, "supplier:b+supplier:z") == (7, ("a@1", "b@1", "substitute:elsewhere", "supplier:z"), 2)
    assert (graph.inside, graph.unmatched, [one.count for one in graph.unread]) == (2, 0, [1])


def test_the_closer_reference_wins_whatever_the_order():
    bill = Bill()
    bill.add("a", "1", None, "pkg:npm/a@1", 0)
    bill.add("b", "1", None, "pkg:npm/b@1", 0)
    rows = [("pkg:npm/*", "all"), ("b", "named"), ("pkg:npm/a@1", "exact"), ("pkg:npm/a*", "begun")]
    for order in (rows, rows[::-1]):
        told = tuple(Supplied(text, who, None, 0, (), "row") for text, who in order)
        graph = supply_graph(bill, Register("r", "sha256:", told, {}), None, References(bill))
        assert [graph.suppliers[n].id for n in graph.supplier] == ["exact", "named"]


def test_concentration_by_components_and_by_services():
    made = world(
        {"a": "b", "b": "", "c": "", "d": ""},
        supplier={"a": "x", "b": "x", "c": "x", "d": "y"},
        services=[Service("one", 0), Service("two", Gate(2, (2, 3)))],
    )
    suppliers, places = supply(made[0]).concentrations
    assert (suppliers.by_components.hhi, suppliers.by_components.weights) == (6250.0, (3, 1))
    assert suppliers.by_services.weights == (2, 1)  # x serves both services, y one
    assert (places.by_components.hhi, places.unknown_components) == (None, 4)


def test_the_smallest_cuts_are_single_ones_where_one_is_enough_else_pairs():
    made = world({"a": "", "b": "", "c": ""}, services=[Service("one", 0), Service("both", Gate(1, (1, 2)))])
    assert [one.cuts for one in supply(made[0]).smallest] == [("supplier:a",), ()]
    found = [(one.cuts, one.examined) for one in supply(made[0], pairs=True).smallest]
    assert found == [(("supplier:a",), 2), (("supplier:b+supplier:c",), 2)]


def test_too_many_pairs_are_refused():
    bill = Bill()
    rows = tuple(Supplied(f"c{n}", f"s{n}", None, 0, (), "row") for n in range(700))
    for n in range(700):
        bill.add(f"c{n}", "1", None, None, 0)
    graph = supply_graph(bill, Register("r", "sha256:", rows, {}), None, References(bill))
    with pytest.raises(TooManyPairs):
        supply(graph, pairs=True)


def test_a_cut_is_called_in_words():
    told = cut_words("supplier:acme+jurisdiction:US+owner:CN+component:pkg:npm/a+b@1", {"acme": "北光"})
    assert told.zh == "供应方“北光”、美国的供应方、中国境内的主体所有的供应方、组件“pkg:npm/a+b@1”"
    assert told.en == (
        "the supplier 北光, the suppliers in the United States, the suppliers owned from mainland China, "
        "the component pkg:npm/a+b@1"
    )
