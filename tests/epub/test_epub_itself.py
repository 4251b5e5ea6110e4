"""The EPUB says truly what it is: its metadata, title page, accessibility and time."""

from __future__ import annotations

import zipfile

import pytest

from casereport.forms.epub_metadata import time_of_change
from casereport.metadata import PublicationDate
from epub_reading import NAMES, Book, words
from form_texts import (
    DESCRIPTIONS,
    WORKING_TITLE,
    missing_in_order,
)
from full_case import ADDRESS, DOI, TITLE


def test_the_book_says_what_is_known_of_the_article(full_book: Book) -> None:
    (identifier,) = full_book.package.xpath("//dc:identifier", namespaces=NAMES)
    assert words(identifier) == f"https://doi.org/{DOI}"
    assert full_book.package.get("unique-identifier") == identifier.get("id")
    authors = ["Erol Şener", "Zoë A. Müller-Lüdenscheidt", "Łucja Di Marzo", "The Alpha Case Group"]
    assert {name: full_book.metadata(name) for name in KNOWN} == {
        "title": [TITLE],
        "creator": authors,
        "date": ["2026-03-14"],
        "language": ["en"],
        "publisher": ["Alpha House"],
        "subject": ["vein", "sarcoma", "surgery"],
        "rights": ["CC BY 4.0, https://creativecommons.org/licenses/by/4.0/"],
        "source": [ADDRESS],
        "description": ["A tumor of a vein was resected. The patient did well."],
    }
    filed = [
        "Şener, Erol",
        "Müller-Lüdenscheidt, Zoë A.",
        "Di Marzo, Łucja",
        "The Alpha Case Group",
    ]
    assert full_book.metadata("file-as") == filed


KNOWN = (
    "title",
    "creator",
    "date",
    "language",
    "publisher",
    "subject",
    "rights",
    "source",
    "description",
)


def test_the_title_page_shows_what_is_known(full_book: Book) -> None:
    page = words(next(iter(full_book.spine.values())))
    parts = (
        TITLE,
        "Erol Şener1, Zoë A. Müller-Lüdenscheidt1,2, Łucja Di Marzo, The Alpha Case Group",
        "1 Department of Surgery, Alpha Hospital 2 Department of Radiology",
        "A tumor of a vein was resected. The patient did well.",
        "https://orcid.org/0000-0002-1825-0097",
        "Journal of Alpha Cases, ISSN 1234-567X, Alpha House, volume 12, issue 3, pages 101–105,",
        "2026-03-14",
        DOI,
        "12345678",
        ADDRESS,
        "CC BY 4.0",
        "vein, sarcoma, surgery",
        "Grant 7 of the Alpha Foundation.",
        "None declared.",
        "The patient consented in writing.",
    )
    assert missing_in_order(page.split(TITLE, 1)[1], parts) == []


def test_what_is_unknown_is_absent_and_a_working_title_says_that_it_is_one(real_book: Book) -> None:
    absent = set(KNOWN) - {"title", "language", "description"}
    assert not [name for name in absent if real_book.metadata(name)]
    assert real_book.metadata("description") == [WORKING_TITLE]
    assert WORKING_TITLE in words(next(iter(real_book.spine.values())))
    metadata = real_book.package.xpath("//opf:metadata/*", namespaces=NAMES)
    assert not [each.tag for each in metadata if not words(each)]


def test_the_book_says_truly_how_accessible_it_is(book: Book, case: str) -> None:
    assert book.metadata("schema:accessMode") == ["textual", "visual"]
    assert book.metadata("schema:accessModeSufficient") == ["textual"]
    assert book.metadata("schema:accessibilityHazard") == ["none"]
    features = set(book.metadata("schema:accessibilityFeature"))
    assert features == {
        "alternativeText",
        "longDescription",
        "readingOrder",
        "structuralNavigation",
        "tableOfContents",
    }
    assert ("longDescription" in features) == bool(DESCRIPTIONS[case])
    (summary,) = book.metadata("schema:accessibilitySummary")
    assert "Nobody has evaluated this book" in summary
    assert book.metadata("dcterms:conformsTo") == []


def test_the_book_claims_no_change_later_than_the_article_and_none_where_no_date_is_known(
    full_book: Book, real_book: Book
) -> None:
    assert full_book.metadata("dcterms:modified") == ["2026-03-14T00:00:00Z"]
    assert real_book.metadata("dcterms:modified") == ["1970-01-01T00:00:00Z"]


@pytest.mark.parametrize(
    ("date", "time"),
    [
        pytest.param(PublicationDate(2026, 3), "2026-03-01T00:00:00Z", id="a month"),
        pytest.param(PublicationDate(2026), "2026-01-01T00:00:00Z", id="a year"),
        pytest.param(PublicationDate(812), "0812-01-01T00:00:00Z", id="a year of three digits"),
    ],
)
def test_the_time_of_change_is_the_first_of_what_is_known(
    date: PublicationDate, time: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert time_of_change(date) == time
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert time_of_change(date) == time_of_change(None) == "2023-11-14T22:13:20Z"


def test_mimetype_comes_first_and_uncompressed(book: Book) -> None:
    with zipfile.ZipFile(book.path) as archive:
        first = archive.infolist()[0]
        times = {each.date_time for each in archive.infolist()}
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", 0, b"")
    assert times == {(1980, 1, 1, 0, 0, 0)}
