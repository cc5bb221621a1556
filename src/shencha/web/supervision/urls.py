"""Addresses of promises and conditions."""

from __future__ import annotations

from django.urls import path

from shencha.web.supervision import obligations

app_name = "supervision"
urlpatterns = [
    path("obligations/", obligations.everything, name="all"),
    path("cases/<str:number>/obligations/", obligations.of_case, name="case"),
    path("cases/<str:number>/obligations/evidence/", obligations.evidence, name="evidence"),
]
