"""Addresses of the party's pages."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "party"
urlpatterns: list[URLPattern] = []
