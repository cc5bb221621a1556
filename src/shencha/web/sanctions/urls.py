"""Addresses of the sanctions desk."""

from __future__ import annotations

from django.urls import path

from shencha.web.sanctions import desk

app_name = "sanctions"
urlpatterns = [
    path("sanctions/", desk.everything, name="all"),
    path("sanctions/new/", desk.ask, name="ask"),
    path("sanctions/<int:sanction_id>/", desk.one, name="one"),
    path("sanctions/<int:sanction_id>/sign/", desk.sign, name="sign"),
    path("sanctions/<int:sanction_id>/send-back/", desk.send_back, name="send_back"),
    path("sanctions/<int:sanction_id>/draft-<slug:copy>.<slug:form>", desk.paper, name="paper"),
]
