"""What people report: on a party (Article 19), or on the review itself (Article 18); who reports lies apart."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Report(models.Model):
    """A report from outside; only the digest of its receipt code is kept."""

    class Kind(models.TextChoices):
        """Which desk reads it."""

        PARTY = "party"
        """A party or supplier does not keep a promise, or endangers security (Article 19; 2020: 18)."""
        REVIEW = "review"
        """Reviewers are not fair or do not keep secrets (Article 18; 2020: 17)."""

    class State(models.TextChoices):
        """How far it has come."""

        RECEIVED = "received"
        IN_HAND = "in_hand"
        ANSWERED = "answered"

    number = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    about = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=State.choices, default=State.RECEIVED)
    received_on = models.DateField()
    due = models.DateField()
    """By when the office's policy wants an answer."""
    provisional = models.BooleanField(default=False)
    code_digest = models.CharField(max_length=64, unique=True)
    key = models.CharField(max_length=64, unique=True)
    """Made by the browser: the same form sent twice is one report."""
    case = models.ForeignKey("records.CaseFile", null=True, on_delete=models.PROTECT, related_name="reports")
    obligation = models.CharField(max_length=300, blank=True, default="")
    """The promise or condition it speaks of, where someone has linked it."""
    referred_to = models.CharField(max_length=40, blank=True, default="", db_index=True)
    """The member unit that may raise a concern of it (Article 16)."""

    class Meta:
        """The one due first comes first."""

        indexes: ClassVar = [models.Index(fields=["kind", "state", "due"])]
        ordering: ClassVar = ["due", "id"]

    def __str__(self) -> str:
        return self.number


class ReportConcern(models.Model):
    """A person whom a report concerns; that person never sees it, whatever their role."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="concerns")
    person = models.ForeignKey("records.Person", on_delete=models.PROTECT, related_name="+")

    class Meta:
        """One row for each pair."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "report"], name="one_concern_of_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.report} · {self.person}"


class ReportEntry(models.Model):
    """One step in the life of a report, in order; written once."""

    class What(models.TextChoices):
        """What happened."""

        WRITTEN = "written"
        """The reporter wrote."""
        ASKED = "asked"
        """The desk wrote to the reporter."""
        ANSWERED = "answered"
        """The desk gave its answer."""
        LINKED = "linked"
        REFERRED = "referred"
        """The desk put the matter, in its own words, before a member unit."""
        CONCERNED = "concerned"
        IDENTITY_ASKED = "identity_asked"
        IDENTITY_APPROVED = "identity_approved"
        IDENTITY_REFUSED = "identity_refused"
        IDENTITY_SEEN = "identity_seen"
        SEEN = "seen"

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="entries")
    what = models.CharField(max_length=20, choices=What.choices)
    by = models.ForeignKey("records.Person", null=True, on_delete=models.PROTECT, related_name="+")
    """None where the reporter wrote."""
    text = models.TextField(blank=True, default="")
    at = models.DateTimeField()
    key = models.CharField(max_length=64, unique=True)
    after = models.JSONField(default=dict)
    """What the report's state, case, promise and unit are after it."""

    class Meta:
        """In order."""

        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.report} {self.what}"


class ReportFile(models.Model):
    """A file that came with an entry, without the data of its author."""

    entry = models.ForeignKey(ReportEntry, on_delete=models.PROTECT, related_name="files")
    file = models.ForeignKey("records.StoredFile", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)

    def __str__(self) -> str:
        return self.name


class ReporterIdentity(models.Model):
    """Who reported, sealed; opened only after a second person's approval."""

    report = models.OneToOneField(Report, on_delete=models.PROTECT, related_name="identity")
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.report}"


class ClosedDay(models.Model):
    """A day that is over: its one entry in the log holds what was reported and how far the tree of looks was.

    Whoever reads the entry learns nothing of it without the salt, not even whether anything was reported.
    """

    on = models.DateField(unique=True)
    since = models.DateField(null=True)
    """The first day that it covers, where the program did not run the day before; None: all that came before."""
    salt = models.BinaryField()
    act = models.OneToOneField("records.LoggedAct", on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.on}"
