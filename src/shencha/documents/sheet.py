"""One paper as data: what stands in it, ready to be set by any writer in either language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, TypeAlias

from shencha.text import Lang, Text

Form: TypeAlias = Literal["letter", "document"]

SAMPLE_CODE = "示例网审"
"""The real codes of the office are not public; this one is invented and says so."""
ISSUER = Text("网络安全审查办公室", "Cybersecurity Review Office")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph."""

    text: Text


@dataclass(frozen=True, slots=True)
class Listing:
    """Numbered lines under a paragraph."""

    items: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A file that came with what is receipted."""

    material: Text
    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Files:
    """The files that came, each with its digest."""

    files: tuple[HandedIn, ...]


Block: TypeAlias = Paragraph | Listing | Files


@dataclass(frozen=True, slots=True)
class Hand:
    """Someone who drafted, signed or handed in: the role, and the name where the reader may know it."""

    did: Text
    role: Text
    name: str | None = None

    @property
    def said(self) -> Text:
        """`签发：复核人 李静`."""
        name = f" {self.name}" if self.name else ""
        return Text(f"{self.did.zh}：{self.role.zh}{name}", f"{self.did.en}: {self.role.en}{name}")


@dataclass(frozen=True, slots=True)
class LogPlace:
    """Where the event stands in the log, and the log's size and root with it as the last entry."""

    origin: str
    index: int
    size: int
    root: str
    """64 hexadecimal digits."""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """How the office's papers look on a day: its own data, put in force by two people."""

    issuer: Text = ISSUER
    signature: Text = ISSUER
    code: str = SAMPLE_CODE
    closing: Text | None = None
    """In place of the paper's own closing words."""
    added: Text | None = None
    """A paragraph with which every notice ends."""
    contact: Text | None = None


@dataclass(frozen=True, slots=True)
class Particulars:
    """What the records know of one paper and the case does not."""

    sequence: int
    """The paper's number in its year."""
    case: str
    matter: Text
    """What the case is called."""
    to: Text
    """The addressee's name."""
    recorded: datetime
    """The moment at which the event was recorded; aware, and shown in its own zone."""
    log: LogPlace | None
    """None for a paper that is seen before it goes out: its digest will stand in the log."""
    hands: tuple[Hand, ...]
    files: tuple[HandedIn, ...] = ()
    letterhead: Letterhead = field(default_factory=Letterhead)
    wording: str = ""
    """The body as its drafter corrected it, a paragraph a line."""
    specimen: bool = False
    """From a demonstration: said on every page."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One paper, ready to be set in either language."""

    kind: str
    """The event's name; `review_needed` and `review_not_needed` for the two determinations."""
    form: Form
    number: Text
    to: Text
    title: Text
    blocks: tuple[Block, ...]
    closing: Text | None
    issued: date
    recorded: datetime
    case: str
    hands: tuple[Hand, ...]
    log: LogPlace | None
    """None for a paper that belongs to no case, such as a report: then its digest stands in its place."""
    remarks: tuple[Text, ...] = ()
    """Where the text of the Measures is silent, and by which policy the paper speaks."""
    specimen: bool = False
    letterhead: Letterhead = field(default_factory=Letterhead)
    digest: str = ""
    """SHA-256 of the data that a paper without a place in the log was made of."""

    def said(self, lang: Lang) -> Iterator[str]:
        """Every sentence and name of the paper in one language, in reading order; both writers set just these."""
        if self.specimen:
            yield SPECIMEN.said(lang)
        yield self.letterhead.issuer.said(lang)
        if lang == "en":
            yield COURTESY.said(lang)
        yield self.number.said(lang)
        yield self.title.said(lang)
        yield self.salutation.said(lang)
        for block in self.blocks:
            match block:
                case Paragraph(text):
                    yield from [words] if (words := text.said(lang)) else []
                case Listing(items):
                    yield from (one.said(lang) for one in numbered(items))
                case Files(files):
                    for one in numbered([file_line(one) for one in files]):
                        yield one.said(lang)
                    yield from (f"SHA-256 {one.sha256}" for one in files)
        if self.closing:
            yield self.closing.said(lang)
        yield self.letterhead.signature.said(lang)
        yield said_day(self.issued).said(lang)
        yield from (one.said(lang) for one in self.remarks)
        yield from (one.said(lang) for one in (self.people, *self.proof) if one.zh)

    @property
    def salutation(self) -> Text:
        """The addressee with the colon of an address."""
        return Text(f"{self.to.zh}：", f"To: {self.to.en}")

    @property
    def printed(self) -> Text:
        """When it was issued, as the imprint says it."""
        day = said_day(self.issued)
        return Text(f"{day.zh}印发", f"Issued {day.en}")

    @property
    def people(self) -> Text:
        """Who drafted, who signed; empty on what goes outside the office."""
        if not self.hands:
            return Text("", "")
        return Text(
            "　".join(one.said.zh for one in self.hands), "; ".join(one.said.en for one in self.hands) + "."
        )

    @property
    def proof(self) -> tuple[Text, Text]:
        """The paper's place in the log, and the root with which it can be verified."""
        log = self.log
        if log is None and not self.digest:
            return _BEFORE.fill(case=self.case), Text("", "")
        if log is None:
            return _OUTSIDE, Text(f"SHA-256 {self.digest}", f"SHA-256 {self.digest}")
        return (
            Text(
                f"本件所载事项为日志 {log.origin} 的第 {log.index} 号条目；该条目写入后日志共 {log.size} 条，"
                f"登记于{said_moment(self.recorded).zh}。凭回执文件可离线核验：shencha log verify。",
                f"What this paper tells is entry {log.index} of the log {log.origin}, of {log.size} entries when it "
                f"was written, recorded {said_moment(self.recorded).en}. The receipt verifies it offline: shencha "
                "log verify.",
            ),
            Text(f"根 {log.root}", f"Root {log.root}"),
        )


_BEFORE = Text(
    "本件发出时，其文件摘要登记于案件编号 {case} 的日志条目；凭回执可以离线核验。",
    "When this paper goes out its digest is entered in the log of case {case}; the receipt verifies it offline.",
)
_OUTSIDE = Text(
    "本件不属于任何案件，不在日志之中；所依据数据的摘要如下。",
    "This paper belongs to no case and has no entry in the log; the digest of the data behind it follows.",
)
SPECIMEN = Text("演示样本，不具效力", "Specimen from a demonstration, without effect")
COURTESY = Text(
    "英文译文仅供参考，以中文本为准。", "Courtesy translation for reference; the Chinese text governs."
)
INVENTED_CODE = Text(
    f"发文字号中的机关代字“{SAMPLE_CODE}”为示例，并非审查办公室的真实代字。",
    f"The code {SAMPLE_CODE} in this paper's number is invented; it is not a code of the real office.",
)


def numbered(items: tuple[Text, ...] | list[Text]) -> list[Text]:
    """`1.申报书；` … the last one with a full stop."""
    last = len(items)
    return [
        Text(f"{n}.{one.zh}{'。' if n == last else '；'}", f"{n}. {one.en}{'.' if n == last else ';'}")
        for n, one in enumerate(items, 1)
    ]


def file_line(one: HandedIn) -> Text:
    """A file in one line, its size in bytes."""
    return Text(
        f"{one.material.zh}：{one.name}（{one.size:,} 字节）",
        f"{one.material.en}: {one.name} ({one.size:,} bytes)",
    )


def said_day(day: date) -> Text:
    """`2026年3月2日`, `2 March 2026`."""
    return Text(f"{day.year}年{day.month}月{day.day}日", f"{day.day} {MONTHS[day.month - 1]} {day.year}")


def said_moment(moment: datetime) -> Text:
    """A day with its minute, as the clock of its own zone shows it."""
    day = said_day(moment.date())
    return Text(f"{day.zh}{moment:%H:%M}", f"{day.en}, {moment:%H:%M}")


MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
