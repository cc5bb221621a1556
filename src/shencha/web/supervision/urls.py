"""Addresses of promises and conditions."""

from __future__ import annotations

from django.urls import path

from shencha.web.supervision import changes, obligations, registers

app_name = "supervision"
urlpatterns = [
    path("obligations/", obligations.everything, name="all"),
    path("cases/<str:number>/obligations/", obligations.of_case, name="case"),
    path("cases/<str:number>/obligations/evidence/", obligations.evidence, name="evidence"),
    path("cases/<str:number>/changes/", changes.changes, name="changes"),
    path("cases/<str:number>/changes/<int:change_id>/receipt/", changes.receipt, name="change_receipt"),
    path("register/", registers.register, name="register"),
    path("register/<int:register_id>/answered/", registers.answered, name="answered"),
]
