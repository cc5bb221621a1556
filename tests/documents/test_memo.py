"""The memo says the answer, its articles and its sources in both languages, as Word and as PDF."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime

import docx
import pytest
from pypdf import PdfReader

from shencha.documents.memo import memo_docx, memo_of, memo_pdf
from shencha.law.logic.facts import Actor, Facts, Listing, exactly
from shencha.law.logic.holds import NO, YES
from shencha.law.screening.screen import screen

AT = datetime(2026, 11, 30, 4, 0, tzinfo=UTC)
ANSWER = screen(
    Facts(Actor(NO, YES, exactly(3_500_000)), listing=Listing(YES, "US"), involves_state_secrets=NO),
    date(2026, 11, 30),
)


def words_of(printed):
    pages = PdfReader(io.BytesIO(printed)).pages
    return "".join("".join(page.extract_text() for page in pages).replace("\xad", "").split())


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("zh", ("第七条", "证监会", "不相互替代", "官方文本的副本", "可以重现")),
        (
            "en",
            (
                "Article 7",
                "securities regulator",
                "none replaces another",
                "copy of the official text",
                "can be replayed",
            ),
        ),
    ],
)
def test_both_forms_say_the_answer_its_articles_and_where_they_were_read(lang, words):
    memo = memo_of(ANSWER, AT)
    word = "\n".join(one.text for one in docx.Document(io.BytesIO(memo_docx(memo, lang))).paragraphs)
    printed = words_of(memo_pdf(memo, lang))
    for one in (*words, ANSWER.text.said(lang)[1:]):
        assert one in word, one
        assert lang == "zh" or "".join(one.split()) in printed, (
            one
        )  # without a Chinese font the signs cannot be read


def test_of_state_secrets_the_memo_keeps_nothing():
    secret = Facts(Actor(YES, YES, exactly(7)), involves_state_secrets=YES)
    memo = memo_of(screen(secret, date(2026, 11, 30)), AT)
    assert [one.heading.en for one in memo.sections][:1] == ["Answer"]
    assert not [one for one in memo.sections if one.heading.en in ("The facts told", "Why")]
