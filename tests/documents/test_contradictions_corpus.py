"""The planted contradictions are as many as asked, always the same, true by their own claims, and judged rightly."""

from io import BytesIO
from itertools import combinations

import docx
import pytest
from pypdf import PdfReader
from tests.documents.contradictions import Kind, PlaceKind, held_back, opened, score
from tests.documents.contradictions.written import files, long_paper


@pytest.fixture(scope="module")
def every():
    return [*opened.filings(), *held_back.filings()]


def test_there_are_as_many_filings_contradictions_and_harmless_differences_as_asked(every):
    planted = [one for filing in every for one in filing.planted]
    assert len(every) == 200
    assert sum(one.contradicts for one in planted) >= 1000
    assert sum(not one.contradicts for one in planted) >= 1000
    assert sum(filing.held_back for filing in every) == 66
    for contradicts in (True, False):
        some = [one for one in planted if one.contradicts is contradicts]
        assert {one.kind for one in some} == set(Kind)
        assert {place.kind for one in some for place in (one.a, one.b)} == set(PlaceKind)


def test_they_are_the_same_each_time(every):
    assert every[:5] == [one for one, _ in zip(opened.filings(), range(5), strict=False)]
    assert every[-66:] == list(held_back.filings())


def test_each_place_is_said_once_and_each_planted_pair_is_what_its_claims_say(every):
    for filing in every:
        places = {one.place for one in filing.said}
        assert len(places) == len(filing.said)
        for one in filing.planted:
            assert {one.a, one.b} <= places
            assert one.a != one.b
            assert filing.clash(one.a, one.b, one.subject) is one.contradicts, (filing.number, one)


def test_a_filing_shows_all_that_is_said_in_it_and_nothing_else(every):
    for filing in every[::20]:
        papers = [line for pages in filing.papers.values() for page in pages for line in page]
        shown = [
            *(words for fields in filing.declaration.values() for words in fields.values()),
            *filing.facts.values(),
            *filing.statements,
            *papers,
            *(one for some in filing.findings.values() for one in some),
            *filing.part["statements"].values(),
            *(one["text"] for one in filing.supplement),
        ]
        for one in filing.said:
            whole = (
                one.place.label in ("supplier", "product", "description")
                or one.place.kind is PlaceKind.DECLARATION
            )
            assert whole or one.content in shown, one
        assert all(page for pages in filing.papers.values() for page in pages)
        line = next(one for one in filing.said if one.place.kind is PlaceKind.PAPER)
        assert filing.at(PlaceKind.PAPER, line.place.label, line.content) == line.place


def test_what_is_held_back_does_not_show_in_the_others(every):
    ways = [
        {
            way
            for filing in every
            if filing.held_back is held
            for one in filing.said
            for way in one.way.split(": ")[:1]
        }
        for held in (False, True)
    ]
    assert len(ways[1] - ways[0]) >= 30


def test_a_reader_that_knows_is_told_from_one_that_marks_everything_and_one_that_marks_nothing(every):
    some = every[::10]
    pairs = [list(combinations([one.place for one in filing.said], 2)) for filing in some]
    knows = score((f, [p for p in all_ if f.clash(*p)]) for f, all_ in zip(some, pairs, strict=True))
    assert (knows.share_found, knows.false, knows.missed) == (1, 0, ())
    everything = score(zip(some, pairs, strict=True))
    assert everything.share_found == 1
    assert everything.false_per_filing > 100
    nothing = score((f, []) for f in some)
    assert (nothing.found, nothing.false) == (0, 0)
    assert nothing.planted == len(nothing.missed) == sum(one.contradicts for f in some for one in f.planted)


def test_papers_are_written_as_the_files_that_their_names_say(every):
    filing = next(one for one in every if {name[-4:] for name in one.papers} == {".pdf", "docx"})
    for name, content in files(filing).items():
        pages = filing.papers[name]
        if name.endswith(".docx"):
            told = "".join(one.text for one in docx.Document(BytesIO(content)).paragraphs)
        else:
            read = PdfReader(BytesIO(content)).pages
            assert len(read) == len(pages)
            told = "".join(page.extract_text() for page in read)
        told = "".join(told.split())
        assert all("".join(line.split()) in told for page in pages for line in page), name
    paper = long_paper(every)
    assert len(paper) == 100
    assert sum(map(len, "".join(line for page in paper for line in page))) > 30_000
