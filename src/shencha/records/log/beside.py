"""Tables that are not in the log, each with its reason; all others are compared with the log by the audit.

A table may stand here only where a change of it alters no due day, no right, no view of a case and no answer that was
given: what counts of it enters the log when it is filed, decided or said. SECURITY.md prints this list.
"""

from __future__ import annotations

from collections.abc import Mapping

ENTERED = frozenset(
    {
        "ApiToken",
        "AuditLook",
        "Authenticator",
        "CalendarFeed",
        "CaseFile",
        "CasePaper",
        "CaseReader",
        "CaseUnit",
        "ClosedDay",
        "Judgement",
        "LogHead",
        "LoggedAct",
        "LookBatch",
        "Mandate",
        "Membership",
        "Notice",
        "ObligationRow",
        "Organisation",
        "Person",
        "PolicyChoice",
        "Recusal",
        "Report",
        "ReportConcern",
        "ReportEntry",
        "ReportFile",
        "ReportedChange",
        "ReporterIdentity",
        "SanctionDraft",
        "Seen",
        "StoredEvent",
        "StoredFile",
        "SupplierPaper",
        "SupplierPart",
        "TakenNotice",
        "Todo",
    }
)
"""Tables that are the log or the tree of looks, or are made from them and compared with them."""

_DRAFT = "the party's own until it is filed; what is signed is in the event `filed` with its papers"
_RUN = f"{_DRAFT}; of what repeats a filed one the entries are compared"
_PREPARED = "prepared by its unit or party and read by nobody else; what is handed in or given is an event"
_OFFICE = "the office's working notes; what is decided of them is an event"
_COUNTED = "counted from the events and made anew when asked"
_COUNTED_OF_FILES = (
    "read from the content of stored files, which their digests hold; it is read anew when lost"
)
_MACHINE = "how the program runs; it may be lost at any moment"

_DJANGO = "of the framework; no right of anyone is read from it"
_SIGNED_IN = (
    "who is signed in, by the instance’s secret key; whoever acts gives a second factor, which is compared"
)

REASONS: Mapping[str, str] = {
    "Absence": "who is away and who is told instead; it gives nobody a right, and each is an entry",
    "AnalysisInput": _RUN,
    "AnalysisRun": _RUN,
    "Arrival": "pieces of a file on their way; the file they become is stored by its digest",
    "ArrivalPiece": "pieces of a file on their way; the file they become is stored by its digest",
    "AuditRun": "answers of earlier audits; ask again",
    "CaseFigure": _COUNTED,
    "ContentType": _DJANGO,
    "Draft": _DRAFT,
    "DraftChange": _DRAFT,
    "DraftPaper": _DRAFT,
    "EmailAddress": "where mail goes and by which one signs in; whoever acts gives a second factor, which is compared",
    "EmailConfirmation": "an address on its way to be verified; it lives for three days",
    "FilePiece": "the content of stored files, hashed again with them; beside SQLite there is none",
    "Group": _DJANGO,
    "KeyPrint": "by which a machine with another key is told; a changed one lets nothing be signed",
    "MovedDay": "what a desk shows of a notice that moved days; the days themselves are counted from the log",
    "MovedSeen": "who has taken note of moved days",
    "OpinionDraft": _PREPARED,
    "PartyRegister": "registers that the office screened as a study; no act follows from one",
    "Permission": _DJANGO,
    "Reading": _COUNTED_OF_FILES,
    "RecognisedLeaf": _COUNTED_OF_FILES,
    "Remark": _OFFICE,
    "Remembered": _MACHINE,
    "Reminder": "which reminder went out when; what is owed by when is made from the log",
    "SavedView": "filters that a person keeps under a name, for display",
    "Session": _SIGNED_IN,
    "Share": "how often a client without an account asked within a minute; gone when it is over",
    "SpentCode": "codes of second factors that were used; a code lives for a minute",
    "StepFigure": _COUNTED,
    "SupplementPaper": _PREPARED,
    "SupplementReply": _PREPARED,
    "ToldFigures": _COUNTED,
    "Undelivered": "whose address takes no mail, for display",
    "UserSession": _SIGNED_IN,
    "Worker": _MACHINE,
}

COLUMNS: Mapping[str, str] = {
    "ApiToken.label": "a name to recognise it by",
    "ApiToken.made_at": "for display",
    "ApiToken.revoked_at": "that it ended is compared, not when",
    "Authenticator.created_at": "for display",
    "Authenticator.last_used_at": "for display",
    "CalendarFeed.made_at": "for display",
    "LoggedAct.key": "finds a retry; a changed one can only make a retry a second act, which is then an entry",
    "Organisation.id": "the number of a row",
    "Person.email": "the address of sign-in, which may change; the key in events does not",
    "Person.is_active": "blocks sign-in; gives nobody a right",
    "Person.joined": "for display",
    "Person.last_login": "for display",
    "Person.name": "for display; the key names the person in every entry",
    "Person.password": "only its holder knows it; a reset is told to the holder",
    "PolicyChoice.decided_at": "the entry bears the moment; the order of the decisions is compared",
    "PolicyChoice.proposed_at": "the entry bears the moment",
    "ReportedChange.key": "finds a retry",
    "SanctionDraft.key": "finds a retry",
    "StoredEvent.key": "finds a retry; a changed one can only make a retry a second act, which is then an entry",
    "StoredFile.checked_at": "when the file was last hashed; it is hashed again",
    "StoredFile.kept_at": "for display",
    "StoredFile.kind": "what a look into the content shows, which the digest holds; look again",
    "StoredFile.marks": "what a look into the content shows, which the digest holds; look again",
    "StoredFile.scanned": "what a malware scanner said, for display; it may be asked again",
    "StoredFile.whole": "what the last hashing showed; it is hashed again",
    "SupplierPaper.added_at": "for display",
    "SupplierPaper.added_by_id": "for display; the entry names who handed the part in",
    "SupplierPart.changed_at": "for display, while the supplier writes",
    "SupplierPart.changed_by_id": "for display, while the supplier writes",
    "SupplierPart.version": "tells two people who write at once",
    "TakenNotice.decided_at": "the entry bears the moment; the order of the decisions is compared",
    "TakenNotice.proposed_at": "the entry bears the moment",
}
"""Columns of entered tables that the audit does not compare."""


def table() -> str:
    """The list as SECURITY.md prints it."""
    lines = ["| table or column | why it is not compared with the log |", "|---|---|"]
    lines += [f"| `{name}` | {why} |" for name, why in {**REASONS, **COLUMNS}.items()]
    return "\n".join(lines) + "\n"
