"""What is kept: one file per noun, columns only."""

from shencha.records.models.absences import Absence
from shencha.records.models.analyses import AnalysisInput, AnalysisRun, Judgement
from shencha.records.models.audits import AuditLook, AuditRun
from shencha.records.models.cases import CaseFile, CaseReader, CaseUnit, Recusal
from shencha.records.models.drafts import Draft, DraftChange, DraftPaper
from shencha.records.models.events import CasePaper, StoredEvent
from shencha.records.models.figures import CaseFigure, StepFigure, ToldFigures
from shencha.records.models.files import Arrival, ArrivalPiece, FilePiece, Reading, RecognisedLeaf, StoredFile
from shencha.records.models.holidays import MovedDay, MovedSeen, TakenNotice
from shencha.records.models.log import KeyPrint, LogHead
from shencha.records.models.logged import LoggedAct
from shencha.records.models.notices import Notice
from shencha.records.models.obligations import ObligationRow
from shencha.records.models.opinions import OpinionDraft
from shencha.records.models.organisations import Mandate, Membership, Organisation
from shencha.records.models.parts import SupplierPaper, SupplierPart
from shencha.records.models.people import Person
from shencha.records.models.policies import PolicyChoice
from shencha.records.models.registers import PartyRegister, ReportedChange
from shencha.records.models.remarks import Remark
from shencha.records.models.reminders import Reminder
from shencha.records.models.reports import (
    ClosedDay,
    Report,
    ReportConcern,
    ReportEntry,
    ReporterIdentity,
    ReportFile,
)
from shencha.records.models.sanctions import SanctionDraft
from shencha.records.models.saved import SavedView
from shencha.records.models.seen import LookBatch, Seen
from shencha.records.models.supplements import SupplementPaper, SupplementReply
from shencha.records.models.todos import Todo
from shencha.records.models.tokens import ApiToken, CalendarFeed
from shencha.records.models.tries import Remembered, Share, SpentCode
from shencha.records.models.undelivered import Undelivered
from shencha.records.models.workers import Worker

__all__ = [
    "Absence",
    "AnalysisInput",
    "AnalysisRun",
    "ApiToken",
    "Arrival",
    "ArrivalPiece",
    "AuditLook",
    "AuditRun",
    "CalendarFeed",
    "CaseFigure",
    "CaseFile",
    "CasePaper",
    "CaseReader",
    "CaseUnit",
    "ClosedDay",
    "Draft",
    "DraftChange",
    "DraftPaper",
    "FilePiece",
    "Judgement",
    "KeyPrint",
    "LogHead",
    "LoggedAct",
    "LookBatch",
    "Mandate",
    "Membership",
    "MovedDay",
    "MovedSeen",
    "Notice",
    "ObligationRow",
    "OpinionDraft",
    "Organisation",
    "PartyRegister",
    "Person",
    "PolicyChoice",
    "Reading",
    "RecognisedLeaf",
    "Recusal",
    "Remark",
    "Remembered",
    "Reminder",
    "Report",
    "ReportConcern",
    "ReportEntry",
    "ReportFile",
    "ReportedChange",
    "ReporterIdentity",
    "SanctionDraft",
    "SavedView",
    "Seen",
    "Share",
    "SpentCode",
    "StepFigure",
    "StoredEvent",
    "StoredFile",
    "SupplementPaper",
    "SupplementReply",
    "SupplierPaper",
    "SupplierPart",
    "TakenNotice",
    "Todo",
    "ToldFigures",
    "Undelivered",
    "Worker",
]
