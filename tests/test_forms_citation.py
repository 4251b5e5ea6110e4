"""The article's own citation as BibTeX, RIS and CSL-JSON: what is known of it, and no more."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bibliographies import fields_of, names_of, read_bibtex, read_csl, read_ris
from casereport.forms.article_citation import article_bibtex, article_item, citation_key
from casereport.forms.ris import write_ris
from casereport.metadata import Author, Metadata, PublicationDate
from full_case import ADDRESS, DOI, TITLE

if TYPE_CHECKING:
    from pathlib import Path

    from tiny import Built

WORKING = "Leiomyosarcoma of the inferior vena cava: a case report"
NOTE = "The title is this site’s own working title, not the authors’."
AUTHORS = [
    "Şener, Erol",
    "Müller-Lüdenscheidt, Zoë A.",
    "Di Marzo, Łucja",
    "The Alpha Case Group",
]
ABSTRACT = "A tumor of a vein was resected. The patient did well."


def decoded(path: Path) -> tuple[str, dict[str, str], list[str]]:
    """Return the type, the fields without LaTeX and the authors of a file's one entry."""
    (entry,) = read_bibtex(path.read_text("utf-8"), decoded=True)
    fields = {field.key: str(field.value) for field in entry.fields if field.key != "author"}
    return entry.entry_type, fields, names_of(entry)


def test_of_the_real_case_the_working_title_alone_is_told(real_case: Built) -> None:
    kind, fields, authors = decoded(real_case.site / "case-report.bib")
    assert (kind, authors) == ("misc", [])
    assert fields == {"title": WORKING, "note": NOTE, "language": "en"}
    assert read_ris(real_case.site / "case-report.ris") == [
        {
            "type_of_reference": "ELEC",
            "id": "case-report",
            "title": WORKING,
            "language": "en",
            "notes": [NOTE],
        }
    ]
    assert read_csl(real_case.site / "case-report.json") == [
        {"id": "case-report", "type": "webpage", "title": WORKING, "language": "en", "note": NOTE}
    ]


def test_the_full_case_is_an_article_of_its_journal_in_bibtex(full_case: Built) -> None:
    kind, fields, authors = decoded(full_case.site / "case-report.bib")
    assert (kind, authors) == ("article", AUTHORS)
    assert fields == {
        "title": TITLE,
        "journal": "Journal of Alpha Cases",
        "year": "2026",
        "month": "mar",
        "day": "14",
        "volume": "12",
        "number": "3",
        "pages": "101–105",
        "publisher": "Alpha House",
        "issn": "1234-567X",
        "doi": DOI,
        "pmid": "12345678",
        "url": ADDRESS,
        "language": "en",
        "keywords": "vein, sarcoma, surgery",
        "abstract": ABSTRACT,
    }


def test_the_full_case_is_an_article_of_its_journal_in_ris(full_case: Built) -> None:
    (record,) = read_ris(full_case.site / "case-report.ris")
    assert record == {
        "type_of_reference": "JOUR",
        "id": "sener2026",
        "authors": AUTHORS,
        "title": TITLE,
        "secondary_title": "Journal of Alpha Cases",
        "volume": "12",
        "number": "3",
        "start_page": "101",
        "end_page": "105",
        "year": "2026",
        "date": "2026/03/14/",
        "publisher": "Alpha House",
        "issn": "1234-567X",
        "doi": DOI,
        "urls": [ADDRESS],
        "accession_number": "12345678",
        "name_of_database": "PubMed",
        "language": "en",
        "keywords": ["vein", "sarcoma", "surgery"],
        "abstract": ABSTRACT,
    }


def test_the_full_case_is_an_article_of_its_journal_in_csl_json(full_case: Built) -> None:
    (item,) = read_csl(full_case.site / "case-report.json")
    assert item == {
        "id": "sener2026",
        "type": "article-journal",
        "title": TITLE,
        "author": [
            {"family": "Şener", "given": "Erol"},
            {"family": "Müller-Lüdenscheidt", "given": "Zoë A."},
            {"family": "Di Marzo", "given": "Łucja"},
            {"literal": "The Alpha Case Group"},
        ],
        "issued": {"date-parts": [[2026, 3, 14]]},
        "container-title": "Journal of Alpha Cases",
        "publisher": "Alpha House",
        "volume": "12",
        "issue": "3",
        "page": "101-105",
        "DOI": DOI,
        "PMID": "12345678",
        "ISSN": "1234-567X",
        "URL": ADDRESS,
        "language": "en",
        "keyword": "vein, sarcoma, surgery",
        "abstract": ABSTRACT,
    }


KEYS = [
    pytest.param(Metadata(), "case-report", id="nothing is known"),
    pytest.param(
        Metadata(authors=(Author("Çetin"),), date=PublicationDate(2026)),
        "cetin2026",
        id="accents are left out",
    ),
    pytest.param(Metadata(authors=(Author("Çetin"),)), "case-report", id="no date"),
    pytest.param(
        Metadata(authors=(Author("Łucki"),), date=PublicationDate(2026)),
        "case-report",
        id="a letter that cannot be written without its stroke",
    ),
    pytest.param(
        Metadata(authors=(Author(name="A Group"),), date=PublicationDate(2026)),
        "case-report",
        id="a group",
    ),
]


@pytest.mark.parametrize(("metadata", "key"), KEYS)
def test_the_key_is_the_first_author_and_the_year(metadata: Metadata, key: str) -> None:
    assert citation_key(metadata) == key
    assert article_item(metadata, "")["id"] == read_bibtex(article_bibtex(metadata, ""))[0].key


DATES = [
    pytest.param(PublicationDate(2026), [2026], ("2026", None), id="a year"),
    pytest.param(PublicationDate(2026, 3), [2026, 3], ("2026", "2026/03//"), id="a month"),
    pytest.param(PublicationDate(2026, 3, 4), [2026, 3, 4], ("2026", "2026/03/04/"), id="a day"),
]


@pytest.mark.parametrize(("date", "parts", "ris"), DATES)
def test_a_date_is_as_exact_as_it_is_known(
    date: PublicationDate, parts: list[int], ris: tuple[str, str | None], tmp_path: Path
) -> None:
    item = article_item(Metadata(title="T", date=date), "")
    (tmp_path / "one.ris").write_text(write_ris([item]), "utf-8", newline="")
    (record,) = read_ris(tmp_path / "one.ris")
    fields = fields_of(read_bibtex(article_bibtex(Metadata(title="T", date=date), ""))[0])
    months = {1: None, 2: "mar", 3: "mar"}
    assert item["issued"] == {"date-parts": [parts]}
    assert (record["year"], record.get("date")) == ris
    assert (fields["year"], fields.get("month")) == ("2026", months[len(parts)])
    assert fields.get("day") == (str(parts[2]) if len(parts) > 2 else None)


@pytest.mark.parametrize("sign", list(r"\&%$#_~<>"))
def test_a_title_with_a_sign_of_latex_reads_back_as_it_is(sign: str) -> None:
    title = f"Pain {sign} relief"
    (entry,) = read_bibtex(article_bibtex(Metadata(title=title), ""), decoded=True)
    assert entry["title"] == title


@pytest.mark.parametrize("sign", list("{}^"))
def test_a_sign_that_readers_read_in_many_ways_breaks_nothing(sign: str) -> None:
    known = Metadata(title=f"Pain {sign} relief", doi=DOI)
    (entry,) = read_bibtex(article_bibtex(known, ""), decoded=True)
    assert (entry["title"].split()[0], entry["title"].split()[-1]) == ("Pain", "relief")
    assert entry["doi"] == DOI


def test_an_address_is_written_as_it_is() -> None:
    known = replace(Metadata(title="T"), doi="10.1000/a_b#1")
    fields = fields_of(read_bibtex(article_bibtex(known, "https://a.edu/b_c/"))[0])
    assert (fields["doi"], fields["url"]) == ("10.1000/a_b#1", "https://a.edu/b_c/")
