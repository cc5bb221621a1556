"""Addresses of reports."""

from __future__ import annotations

from django.urls import path

from shencha.web.desks import reports as desk
from shencha.web.reports import public, talk

app_name = "reports"
urlpatterns = [
    path("report/", public.choose, name="choose"),
    path("report/follow/", public.follow, name="follow"),
    path("report/thread/", public.thread, name="thread"),
    path("report/file/<int:file_id>/", public.file, name="own_file"),
    path("report/<slug:kind>/", public.write, name="write"),
    path("reports/", desk.desk, name="desk"),
    path("reports/<str:number>/", talk.report, name="report"),
    path("reports/<str:number>/reply/", talk.reply, name="reply"),
    path("reports/<str:number>/link/", talk.link, name="link"),
    path("reports/<str:number>/refer/", talk.refer, name="refer"),
    path("reports/<str:number>/concerns/", talk.concerns, name="concerns"),
    path("reports/<str:number>/identity/", talk.identity, name="identity"),
    path("reports/<str:number>/files/<int:file_id>/", talk.file, name="file"),
]
