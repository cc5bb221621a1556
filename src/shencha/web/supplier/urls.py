"""Addresses of the supplier's pages."""

from __future__ import annotations

from django.urls import path

from shencha.web.desks import supplier as desk
from shencha.web.supplier import part

app_name = "supplier"
urlpatterns = [
    path("", desk.desk, name="desk"),
    path("<int:part_id>/", part.part, name="part"),
    path("<int:part_id>/hand-in/", part.hand_in, name="hand_in"),
    path("<int:part_id>/files/", part.attach, name="attach"),
    path("<int:part_id>/files/<int:paper_id>/", part.download, name="paper"),
    path("<int:part_id>/files/<int:paper_id>/remove/", part.remove, name="remove"),
]
