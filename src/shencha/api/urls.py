"""Addresses of the API."""

from __future__ import annotations

from django.urls import path

from shencha.api.api import api
from shencha.api.docs import docs

urlpatterns = [path("docs", docs, name="api_docs"), path("", api.urls)]
