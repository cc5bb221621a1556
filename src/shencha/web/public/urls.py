"""Addresses of the public pages."""

from __future__ import annotations

from django.urls import path

from shencha.web.public import (
    calculator,
    conclusions,
    counsel,
    guides,
    home,
    interview,
    law,
    log,
    statistics,
    verifying,
)
from shencha.web.public.security import security_txt

app_name = "public"
urlpatterns = [
    path("", home.home, name="home"),
    path("about/", home.about, name="about"),
    path("help/", guides.contents, name="help"),
    path("help/glossary/", guides.glossary, name="glossary"),
    path("help/<slug:reader>/", guides.page, name="guide"),
    path("must-we-file/", interview.begin, name="interview"),
    path("must-we-file/answer/", interview.answer, name="answer"),
    path("must-we-file/facts.json", interview.facts_file, name="facts_file"),
    path("must-we-file/again/", interview.again, name="again"),
    path("must-we-file/<slug:slug>/", interview.question, name="question"),
    path("due/", calculator.calculator, name="calculator"),
    path("law/", law.overview, name="law"),
    path("law/compare/", law.side_by_side, name="compare"),
    path("law/sources/", law.read_where, name="sources"),
    path("law/questions/", counsel.all_questions, name="questions"),
    path("law/questions/<slug:question_id>/", counsel.one_question, name="question_of_counsel"),
    path("must-we-file/answer/memo.<str:kind>", interview.memo, name="memo"),
    path("law/cases/", law.cases, name="cases"),
    path("law/open-points/", law.open_points, name="open_points"),
    path("law/<slug:instrument_id>/", law.version, name="version"),
    path("law/<slug:instrument_id>/<slug:number>/", law.one_article, name="article"),
    path("conclusions/", conclusions.conclusions, name="conclusions"),
    path("conclusions/feed.xml", conclusions.feed, name="conclusions_feed"),
    path("statistics/", statistics.statistics, name="statistics"),
    path(".well-known/security.txt", security_txt, name="security_txt"),
    path("statistics/statistics.csv", statistics.statistics_csv, name="statistics_csv"),
    path("statistics/statistics.xlsx", statistics.statistics_xlsx, name="statistics_xlsx"),
    path("statistics/statistics.json", statistics.statistics_json, name="statistics_json"),
    path("log/", log.log_page, name="log"),
    path("log/verify/", verifying.verify, name="verify"),
    path("log/checkpoint", log.checkpoint, name="checkpoint"),
    path("dossier/key", log.dossier_key, name="dossier_key"),
    path("log/key", log.key, name="key"),
]
