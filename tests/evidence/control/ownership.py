"""Tells ownership in few words: builds BODS statements for the tests."""

import json


class Story:
    """Companies, persons and who holds what; written as BODS 0.4."""

    def __init__(self):
        self.statements = []

    def _add(self, record, type_, details, **more):
        self.statements.append(
            {
                "statementId": f"st-{record}",
                "statementDate": "2026-01-01",
                "recordId": record,
                "recordType": type_,
                "recordStatus": "new",
                "recordDetails": {"isComponent": False, **details},
                **more,
            }
        )
        return self

    def company(self, id_, place="CN", type_="registeredEntity", **more):
        details = {"entityType": {"type": type_}, "name": f"company {id_}", **more}
        if place:
            details["jurisdiction"] = {"name": place, "code": place}
        return self._add(id_, "entity", details)

    def person(self, id_, *places):
        nationalities = [{"name": p, "code": p} for p in places]
        return self._add(
            id_,
            "person",
            {"personType": "knownPerson", "names": [{"fullName": id_}], "nationalities": nationalities},
        )

    def holds(self, holder, subject, *interests, record=None, **more):
        record = record or f"{holder if isinstance(holder, str) else 'nobody'}-{subject}"
        return self._add(
            record,
            "relationship",
            {"subject": subject, "interestedParty": holder, "interests": list(interests), **more},
        )

    def write(self, folder, name="statements.json"):
        path = folder / name
        if name.endswith(".jsonl"):
            path.write_text("".join(json.dumps(s) + "\n" for s in self.statements), "utf-8")
        else:
            path.write_text(json.dumps(self.statements), "utf-8")
        return path


def shares(share, **more):
    """Shares: a number, or bounds as BODS has them."""
    return {
        "type": "shareholding",
        "directOrIndirect": "direct",
        "share": share if isinstance(share, dict) else {"exact": share},
        **more,
    }


def votes(share, **more):
    """Votes: a number, or bounds as BODS has them."""
    return shares(share, **more) | {"type": "votingRights"}


def right(type_, **more):
    """Another interest."""
    return {"type": type_, "directOrIndirect": "direct", **more}
