"""BODS 0.2 and 0.3 are read through a conversion, and what was lost is told."""

import json

import pytest
from tests.evidence.control.ownership import Story, shares, votes
from tests.evidence.control.test_control import ask, holder

from shencha.evidence.control.bods import read_statements


def of_an_older_version(version, *, replaced=False):
    """The same three statements in the form of that version."""
    old = version == "0.2"
    head = {
        "publicationDetails": {"bodsVersion": version},
        "statementDate": "2020-01-01",
        "isComponent": False,
    }
    place = {"name": "China", "code": "CN"}
    statements = [
        {
            **head,
            "statementID": "a-entity-1",
            "statementType": "entityStatement",
            "entityType": "registeredEntity",
            "name": "company a",
            "incorporatedInJurisdiction" if old else "jurisdiction": place,
            "foundingDate": "2001-01-01",
        },
        {
            **head,
            "statementID": "p-person-1",
            "statementType": "personStatement",
            "personType": "knownPerson",
            "names": [{"fullName": "p"}],
            "nationalities": [place],
            **({"hasPepStatus": True} if old else {"politicalExposure": {"status": "isPep"}}),
            "favouriteColour": "red",
        },
        {
            **head,
            "statementID": "r-1",
            "statementType": "ownershipOrControlStatement",
            "subject": {"describedByEntityStatement": "a-entity-1"},
            "interestedParty": {"describedByPersonStatement": "p-person-1"},
            "interests": [
                {
                    "type": "shareholding",
                    "interestLevel" if old else "directOrIndirect": "direct",
                    "share": {"minimum": 50, "maximum": 75, "exclusiveMinimum": True},
                },
                {
                    "type": "voting-rights" if old else "votingRights",
                    "interestLevel" if old else "directOrIndirect": "direct",
                    "share": {"exact": 60},
                },
            ],
        },
    ]
    if replaced:
        again = json.loads(json.dumps(statements[2]))
        again |= {"statementID": "r-2", "statementDate": "2021-01-01", "replacesStatements": ["r-1"]}
        again["interests"][1]["share"]["exact"] = 70
        statements.append(again)
    return statements


class Older(Story):
    def __init__(self, statements):
        self.statements = statements


@pytest.mark.parametrize("version", ["0.2", "0.3"])
def test_an_older_version_says_the_same_as_the_present_one(version, tmp_path):
    told = ask(Older(of_an_older_version(version)), tmp_path, of="company a")
    story = Story().company("a").person("p", "CN")
    story.holds("p", "a", shares({"exclusiveMinimum": 50, "maximum": 75}), votes(60))
    (tmp_path / "new").mkdir()
    same = holder(ask(story, tmp_path / "new"), "p")
    (found,) = told["holders"]
    for name in ("share", "voting", "controls", "from", "name"):
        assert found[name] == same[name]
    assert found["political_exposure"] == "isPep"
    (note,) = told["unread"]
    assert note["count"] == 3
    assert "favouriteColour (1)" in note["why"]["en"]
    assert "替代声明" in note["why"]["zh"]


def test_statements_that_replace_each_other_are_one_record_and_the_latest_counts(tmp_path):
    told = ask(Older(of_an_older_version("0.3", replaced=True)), tmp_path, of="a-entity-1")
    (found,) = told["holders"]
    assert found["voting"] == {"at_least": 70, "at_most": 70}
    assert told["contradictions"] == []


@pytest.mark.parametrize("version", ["0.2", "0.3"])
def test_a_holder_who_is_not_named_keeps_the_reason(version, tmp_path):
    statements = of_an_older_version(version)
    why = "information-unknown-to-publisher" if version == "0.2" else "informationUnknownToPublisher"
    statements[2]["interestedParty"] = {"unspecified": {"reason": why}}
    told = ask(Older(statements), tmp_path, of="a-entity-1")
    assert [g["text"]["en"] for g in told["gaps"] if g["gap"] == "holder_not_named"] == [
        "A holder of a-entity-1 is not disclosed: the publisher does not know."
    ]


def test_the_place_of_a_statement_in_its_file_is_kept(tmp_path):
    path = Older(of_an_older_version("0.2")).write(tmp_path, "old.jsonl")
    assert [s.where for s in read_statements([path]).statements] == ["line 1", "line 2", "line 3"]
