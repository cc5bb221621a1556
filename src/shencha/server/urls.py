"""Addresses: pages, accounts, API."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from shencha.server.health import healthz

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("shencha.web.urls")),
    path("accounts/", include("shencha.web.accounts.urls")),
    path("healthz", healthz, name="healthz"),
    path("api/", include("shencha.api.urls")),
]
if settings.DEMO:
    from shencha.server.sample.page import accounts, enter

    urlpatterns += [path("demo/", accounts, name="demo"), path("demo/as/", enter, name="demo_as")]
handler403 = "shencha.web.problems.forbidden"
handler404 = "shencha.web.problems.not_found"
handler500 = "shencha.web.problems.failed"
