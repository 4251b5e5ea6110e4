"""Highwire Press tags, in the form that Google Scholar's guidelines for webmasters ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml

from casereport.forms.form import Offer
from casereport.forms.registry import FORMS
from casereport.head.dublin_core import dublin_core_tags
from casereport.head.highwire import highwire_tags
from casereport.metadata import Author, Metadata, PublicationDate
from full_case import ADDRESS, INDEX
from heads import manuscript, metas, one_of_each_match, values
from reading import Site
from tiny import article

if TYPE_CHECKING:
    from heads import Works
    from tiny import Built

FRONT = yaml.safe_load(INDEX.split("---\n")[1])
LANDING = "index.html"


@pytest.fixture(scope="module")
def full(full_case: Built) -> Site:
    """Return the site of the case in which everything is known."""
    return Site(full_case.site)


@pytest.fixture(scope="module")
def real(real_case: Built) -> Site:
    """Return the site of the real case."""
    return Site(real_case.site)


def offered(media_type: str) -> list[Offer]:
    """Return what all forms offer in a format."""
    return [each for form in FORMS for each in form.offers if each.media_type == media_type]


def test_highwire_tags_say_every_field_of_the_front_matter(full: Site) -> None:
    tags = metas(full.pages[LANDING], "citation_")
    said = [tag for tag in tags if tag[0] != "citation_reference"]
    assert said == [
        ("citation_title", FRONT["title"]),
        ("citation_author", "Şener, Erol"),
        ("citation_author_institution", "Department of Surgery, Alpha Hospital"),
        ("citation_author_orcid", "https://orcid.org/0000-0002-1825-0097"),
        ("citation_author", "Müller-Lüdenscheidt, Zoë A."),
        ("citation_author_institution", "Department of Surgery, Alpha Hospital"),
        ("citation_author_institution", "Department of Radiology"),
        ("citation_author_orcid", "https://orcid.org/0000-0002-1694-233X"),
        ("citation_author", "Di Marzo, Łucja"),
        ("citation_author", "The Alpha Case Group"),
        ("citation_publication_date", "2026/03/14"),
        ("citation_journal_title", FRONT["journal"]),
        ("citation_issn", FRONT["issn"]),
        ("citation_publisher", FRONT["publisher"]),
        ("citation_volume", "12"),
        ("citation_issue", "3"),
        ("citation_firstpage", "101"),
        ("citation_lastpage", "105"),
        ("citation_doi", FRONT["doi"]),
        ("citation_pmid", "12345678"),
        ("citation_language", "en"),
        ("citation_keywords", "vein; sarcoma; surgery"),
        ("citation_abstract", FRONT["abstract"]),
        ("citation_abstract_html_url", ADDRESS),
        ("citation_fulltext_html_url", f"{ADDRESS}case/"),
        *(("citation_pdf_url", f"{ADDRESS}{offer.file}") for offer in offered("application/pdf")),
    ]


def test_each_cited_work_is_a_citation_reference_in_the_order_of_the_numbers(full: Site) -> None:
    found = [content for _, content in metas(full.pages[LANDING], "citation_reference")]
    parts = [[part.partition("=")[::2] for part in content.split("; ")] for content in found]
    assert [dict(each)["citation_title"] for each in parts] == [
        "The IVC and other veins: a review of Hodgkin",
        "On beta2021",
        "On gamma2022",
        "A Book of Veins",
    ]
    assert parts[0] == [
        ("citation_title", "The IVC and other veins: a review of Hodgkin"),
        ("citation_author", "Ünal, Şule"),
        ("citation_author", "Di Marzo, Luca"),
        ("citation_journal_title", "Journal of Cases"),
        ("citation_publication_date", "2020"),
        ("citation_volume", "3"),
        ("citation_issue", "2"),
        ("citation_firstpage", "10"),
        ("citation_lastpage", "19"),
        ("citation_doi", "10.1000/alpha.2020"),
        ("citation_pmid", "11111111"),
    ]


def test_a_matched_work_is_not_stated_as_cited() -> None:
    tags = highwire_tags(manuscript(Metadata(title="A case"), works=one_of_each_match()), ())
    (reference,) = values(tags, "citation_reference")
    assert "citation_title=On given;" in reference


def test_the_real_case_states_no_cited_work_and_no_title_of_its_authors(real: Site) -> None:
    assert metas(real.pages[LANDING], "citation_") == []
    assert metas(real.pages[LANDING], "DC") == [
        ("DC.type", "Text"),
        ("DC.format", "text/html"),
        ("DC.language", "en"),
    ]


@pytest.mark.parametrize("metadata", [Metadata(), Metadata(title="A case", working_title=True)])
def test_without_the_authors_title_there_is_no_record(metadata: Metadata) -> None:
    article = manuscript(metadata, works=one_of_each_match())
    assert highwire_tags(article, ()) == ()
    assert values(dublin_core_tags(article), "DC.title") == []


@pytest.mark.parametrize(
    ("date", "said"),
    [
        (PublicationDate(2026, 3, 4), ["2026/03/04"]),
        (PublicationDate(2026, 3), ["2026"]),
        (PublicationDate(2026), ["2026"]),
        (None, []),
    ],
)
def test_a_date_is_given_as_scholar_reads_it(date: PublicationDate | None, said: list[str]) -> None:
    """Google Scholar, inclusion guidelines: a full date as YYYY/MM/DD, or a year alone."""
    tags = highwire_tags(manuscript(Metadata(title="A case", date=date)), ())
    assert values(tags, "citation_publication_date") == said


PDF, FAR_PDF, EPUB = (
    Offer("PDF", "case.pdf", "application/pdf", "item"),
    Offer("PDF", "forms/case.pdf", "application/pdf", "item"),
    Offer("EPUB", "case.epub", "application/epub+zip", "item"),
)


@pytest.mark.parametrize(
    ("offers", "address", "said"),
    [
        ([EPUB, PDF], ADDRESS, [f"{ADDRESS}case.pdf"]),
        ([FAR_PDF], ADDRESS, []),
        ([EPUB], ADDRESS, []),
        ([PDF], "", []),
    ],
)
def test_a_pdf_is_named_where_it_lies_beside_the_page_and_its_address_is_known(
    offers: list[Offer], address: str, said: list[str]
) -> None:
    """Google Scholar, inclusion guidelines: in the folder of the page that names it."""
    article = manuscript(Metadata(title="A case"), address)
    assert values(highwire_tags(article, offers), "citation_pdf_url") == said


def test_what_stands_in_a_reference_cannot_part_it() -> None:
    works: Works = {
        "a": (article("a", title="One; two = three", doi="https://doi.org/10.1000/a"), None)
    }
    tags = highwire_tags(manuscript(Metadata(title="A case"), works=works), ())
    parts = dict(part.split("=", 1) for part in values(tags, "citation_reference")[0].split("; "))
    assert parts["citation_title"] == "One, two = three"
    assert parts["citation_doi"] == "10.1000/a"


def test_a_group_in_braces_is_one_author() -> None:
    author = "{The Alpha and Beta Group} and van Beethoven, Ludwig and others"
    tags = highwire_tags(
        manuscript(Metadata(title="A case"), works={"a": (article("a", author=author), None)}), ()
    )
    parts = values(tags, "citation_reference")[0].split("; ")
    assert [part for part in parts if part.startswith("citation_author=")] == [
        "citation_author=The Alpha and Beta Group",
        "citation_author=van Beethoven, Ludwig",
    ]


def test_an_undivided_name_stays_as_it_is() -> None:
    authors = (Author(name="Ada De Alpha"), Author(family="Plato"))
    tags = highwire_tags(manuscript(Metadata(title="A case", authors=authors)), ())
    assert values(tags, "citation_author") == ["Ada De Alpha", "Plato"]
