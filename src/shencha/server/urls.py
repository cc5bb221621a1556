"""Addresses: pages, accounts, API."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("shencha.web.urls")),
    path("accounts/", include("allauth.urls")),
    path("api/", include("shencha.api.urls")),
]
handler403 = "shencha.web.problems.forbidden"
handler404 = "shencha.web.problems.not_found"
handler500 = "shencha.web.problems.failed"
