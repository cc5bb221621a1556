"""Addresses of the sanctions desk."""

from __future__ import annotations

from django.urls import path

from shencha.web.sanctions import desk, steps

app_name = "sanctions"
urlpatterns = [
    path("sanctions/", desk.everything, name="all"),
    path("sanctions/new/", desk.ask, name="ask"),
    path("sanctions/<int:sanction_id>/", desk.one, name="one"),
    path("sanctions/<int:sanction_id>/do/<slug:act>/", steps.do, name="do"),
    path("sanctions/<int:sanction_id>/receipt/<int:entry>/", steps.receipt, name="receipt"),
    path("sanctions/<int:sanction_id>/<slug:kind>-<slug:copy>.<slug:form>", desk.paper, name="paper"),
]
