"""Analyses that a party runs on its own inputs and the office runs again, and what is written beside them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class AnalysisRun(models.Model):
    """One run of an analyser: of a party on a draft, of the office on what was filed, or on what changed since."""

    class State(models.TextChoices):
        """How far it has come."""

        QUEUED = "queued"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    draft = models.ForeignKey("records.Draft", null=True, on_delete=models.CASCADE, related_name="analyses")
    case = models.ForeignKey("records.CaseFile", null=True, on_delete=models.PROTECT, related_name="analyses")
    again = models.CharField(max_length=40, blank=True, default="")
    """The id under which the run that is repeated was filed; empty for a party's own."""
    change = models.ForeignKey(
        "records.ReportedChange", null=True, on_delete=models.PROTECT, related_name="analyses"
    )
    """The reported change whose files it reads, where it runs by itself."""
    base = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")
    """The earlier run beside which its answer is put."""
    worse = models.JSONField(default=list)
    """What got worse since then, in both languages."""
    kind = models.CharField(max_length=20)
    parameters = models.JSONField(default=dict)
    file_inputs = models.BooleanField(default=False)
    """Does the party file the raw inputs too, so that the office can run it again?"""
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    asked_by = models.ForeignKey("records.Person", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    """How often a worker took it."""
    worker = models.CharField(max_length=120, blank=True, default="")
    """By name, while it runs."""
    key = models.CharField(max_length=64, unique=True)
    share_done = models.FloatField(default=0.0)
    """How far it is while it runs, 0 to 1."""
    answer = models.JSONField(null=True)
    failed_zh = models.TextField(blank=True, default="")
    failed_en = models.TextField(blank=True, default="")

    class Meta:
        """The worker takes the oldest that waits."""

        indexes: ClassVar = [models.Index(fields=["state", "id"])]
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def percent_done(self) -> int:
        """The share done in whole per cent."""
        return int(100 * self.share_done)


class AnalysisInput(models.Model):
    """A file that an analysis reads, with the days it speaks of."""

    run = models.ForeignKey(AnalysisRun, on_delete=models.CASCADE, related_name="inputs")
    role = models.CharField(max_length=20)
    """`bom`, `register`, `services`, `statements`, `flows`, `answer`, `earlier` or `repeated`."""
    file = models.ForeignKey("records.StoredFile", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    made_on = models.DateField(null=True)
    covers_from = models.DateField(null=True)
    covers_to = models.DateField(null=True)

    class Meta:
        """In the order of uploading."""

        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.name


class Judgement(models.Model):
    """What a party thinks of one factor, beside the findings of its draft; the last one stands."""

    draft = models.ForeignKey("records.Draft", on_delete=models.CASCADE, related_name="judgements")
    factor = models.CharField(max_length=4)
    text = models.TextField()
    measures = models.TextField(blank=True, default="")
    source = models.CharField(max_length=300, blank=True, default="")
    """What a judgement without an analysis rests on: a paper, a page, a place."""
    by = models.ForeignKey("records.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """One for each factor."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["draft", "factor"], name="one_judgement_of_a_factor")
        ]

    def __str__(self) -> str:
        return f"{self.draft} {self.factor}"
