"""The JSON-LD of the landing page, as a JSON-LD processor and schema.org's vocabulary read it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from bs4 import BeautifulSoup

from casereport.digital_source import TYPES, schema_org_type
from casereport.forms.form import Offer
from casereport.forms.registry import FORMS
from casereport.head.json_ld import article_json_ld
from casereport.head.landing import landing_head
from casereport.metadata import Author, Licence, Metadata
from full_case import ADDRESS, INDEX
from heads import json_ld, made, manuscript, one_of_each_match
from reading import Site, only
from schema_org import SCHEMA, VOCABULARY, check_node, expand, leaves
from tiny import article

if TYPE_CHECKING:
    from tiny import Built

FRONT = yaml.safe_load(INDEX.split("---\n")[1])
LANDING = "index.html"
ORCID = "https://orcid.org/0000-0002-1825-0097"


@pytest.fixture(params=["full_case", "real_case"])
def site(request: pytest.FixtureRequest) -> Site:
    """Return the site of each case."""
    return Site(request.getfixturevalue(request.param).site)


@pytest.fixture(scope="module")
def full(full_case: Built) -> dict[str, Any]:
    """Return the JSON-LD of the case in which everything is known."""
    return json_ld(Site(full_case.site).pages[LANDING])


@pytest.fixture(scope="module")
def real(real_case: Built) -> dict[str, Any]:
    """Return the JSON-LD of the real case."""
    return json_ld(Site(real_case.site).pages[LANDING])


# The vocabulary.


def test_the_article_holds_what_schema_org_has_for_its_types(site: Site) -> None:
    (article,) = expand(json_ld(site.pages[LANDING]))
    assert article["@type"] == [f"{SCHEMA}MedicalScholarlyArticle"]
    check_node(article, "MedicalScholarlyArticle")


def test_no_value_is_empty(site: Site) -> None:
    assert [value for value in leaves(json_ld(site.pages[LANDING])) if not value] == []


def test_the_file_says_the_same_as_the_page(site: Site) -> None:
    text = (site.folder / "article.jsonld").read_text("utf-8")
    assert json.loads(text) == json_ld(site.pages[LANDING])


RENAMED = {"computationalCapture", "digitalCreation", "humanEdits"}
"""Terms that schema.org knows under an older name, or not at all."""


@pytest.mark.parametrize("source_type", TYPES)
def test_a_source_type_is_a_member_of_schema_orgs_enumeration(source_type: str) -> None:
    said = schema_org_type(source_type)
    members = {f"{SCHEMA}{member}" for member in VOCABULARY["IPTCDigitalSourceEnumeration"]}
    assert (said in members) != (source_type in RENAMED)
    assert said in {"", *members}


# What is known.


def test_every_field_of_the_front_matter_is_said(full: dict[str, Any]) -> None:
    assert {
        name: full.get(name)
        for name in (
            *("@id", "url", "headline", "disambiguatingDescription", "publicationType"),
            *("abstract", "keywords", "inLanguage", "datePublished", "pageStart", "pageEnd"),
            *("pagination", "license", "funding", "description"),
        )
    } == {
        "@id": f"https://doi.org/{FRONT['doi']}",
        "url": ADDRESS,
        "headline": FRONT["title"],
        "disambiguatingDescription": None,
        "publicationType": "Case Report",
        "abstract": FRONT["abstract"],
        "keywords": FRONT["keywords"],
        "inLanguage": "en",
        "datePublished": "2026-03-14",
        "pageStart": "101",
        "pageEnd": "105",
        "pagination": "101-105",
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "funding": FRONT["funding"],
        "description": "A tumor of a vein was resected.",
    }


def test_the_authors_are_persons_with_their_orcid_and_places(full: dict[str, Any]) -> None:
    authors = full["author"]
    assert authors[0] == {
        "@type": "Person",
        "@id": ORCID,
        "name": "Erol Şener",
        "givenName": "Erol",
        "familyName": "Şener",
        "sameAs": ORCID,
        "affiliation": [
            {"@type": "Organization", "name": "Department of Surgery, Alpha Hospital"},
        ],
    }
    assert authors[1]["affiliation"] == [
        {"@type": "Organization", "name": "Department of Surgery, Alpha Hospital"},
        {"@type": "Organization", "name": "Department of Radiology"},
    ]
    assert [author["name"] for author in authors] == [
        "Erol Şener",
        "Zoë A. Müller-Lüdenscheidt",
        "Łucja Di Marzo",
        "The Alpha Case Group",
    ]
    assert [author.get("@type") for author in authors] == ["Person", "Person", "Person", None]


def test_whether_an_undivided_name_is_a_persons_is_not_guessed() -> None:
    authors = (Author(name="Ada De Alpha"), Author(name="Bo Beta", orcid="0000-0002-1825-0097"))
    said = article_json_ld(manuscript(Metadata(authors=authors)), ())["author"]
    assert said[0] == {"name": "Ada De Alpha"}
    assert said[1] == {"@type": "Person", "@id": ORCID, "name": "Bo Beta", "sameAs": ORCID}


def test_the_article_is_part_of_its_issue_volume_and_journal(full: dict[str, Any]) -> None:
    journal = {"@type": "Periodical", "name": FRONT["journal"], "issn": FRONT["issn"]}
    volume = {"@type": "PublicationVolume", "volumeNumber": "12", "isPartOf": journal}
    assert full["isPartOf"] == {
        "@type": "PublicationIssue",
        "issueNumber": "3",
        "isPartOf": volume,
    }
    assert full["publisher"] == {"@type": "Organization", "name": FRONT["publisher"]}


@pytest.mark.parametrize(
    ("metadata", "said"),
    [
        (Metadata(journal="J"), {"@type": "Periodical", "name": "J"}),
        (
            Metadata(journal="J", issue="3"),
            {
                "@type": "PublicationIssue",
                "issueNumber": "3",
                "isPartOf": {"@type": "Periodical", "name": "J"},
            },
        ),
        (Metadata(), None),
    ],
)
def test_what_is_not_known_of_the_journal_is_left_out(
    metadata: Metadata, said: dict[str, Any] | None
) -> None:
    assert article_json_ld(manuscript(metadata), ()).get("isPartOf") == said


def test_the_identifiers_are_doi_and_pubmed_number(full: dict[str, Any]) -> None:
    pmid = str(FRONT["pmid"])
    assert [(each["propertyID"], each["value"], each["url"]) for each in full["identifier"]] == [
        ("DOI", FRONT["doi"], f"https://doi.org/{FRONT['doi']}"),
        ("PMID", pmid, f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/"),
    ]


def test_a_licence_without_an_address_is_a_work_of_its_name() -> None:
    metadata = Metadata(licence=Licence("Hospital licence"))
    said = article_json_ld(manuscript(metadata), ())["license"]
    assert said == {"@type": "CreativeWork", "name": "Hospital licence"}


def test_the_real_case_says_that_its_headline_is_a_working_title(real: dict[str, Any]) -> None:
    assert real.keys() == {
        *("@context", "@type", "headline", "disambiguatingDescription", "publicationType"),
        *("description", "inLanguage", "image"),
    }
    assert "working title" in real["disambiguatingDescription"]


# Its other formats, and what it cites.

PDF = Offer("PDF", "case.pdf", "application/pdf", "item")
BIBTEX = Offer("Citation, BibTeX", "case.bib", "application/x-bibtex", "describedby")


def test_what_is_offered_as_the_article_itself_is_its_encoding() -> None:
    assert article_json_ld(manuscript(Metadata(), ADDRESS), (BIBTEX, PDF))["encoding"] == [
        {
            "@type": "MediaObject",
            "name": "PDF",
            "encodingFormat": "application/pdf",
            "contentUrl": f"{ADDRESS}case.pdf",
        }
    ]
    assert "encoding" not in article_json_ld(manuscript(Metadata(), ""), (PDF,))


def test_every_form_that_is_the_article_is_an_encoding(full: dict[str, Any]) -> None:
    offered = [each for form in FORMS for each in form.offers if each.rel == "item"]
    said = [each["contentUrl"] for each in full.get("encoding", [])]
    assert said == [f"{ADDRESS}{each.file}" for each in offered]


def test_cited_works_are_said_in_the_order_of_their_numbers(full: dict[str, Any]) -> None:
    first, second, _, book = full["citation"]
    assert first["@type"] == "ScholarlyArticle"
    assert first["@id"] == "https://doi.org/10.1000/alpha.2020"
    assert first["name"] == "The IVC and other veins: a review of Hodgkin"
    assert [author["name"] for author in first["author"]] == ["Şule Ünal", "Luca Di Marzo"]
    assert first["datePublished"] == "2020"
    assert first["pagination"] == "10-19"
    assert first["isPartOf"]["issueNumber"] == "2"
    assert first["isPartOf"]["isPartOf"]["isPartOf"]["name"] == "Journal of Cases"
    assert second["name"] == "On beta2021"
    assert (book["@type"], book["name"]) == ("Book", "A Book of Veins")
    assert book["publisher"]["name"] == "House"


@pytest.mark.parametrize(
    ("kind", "fields", "said"),
    [
        ("incollection", {"booktitle": "A Book", "publisher": "House"}, "Chapter"),
        ("phdthesis", {"school": "Alpha"}, "Thesis"),
        ("techreport", {"institution": "Alpha"}, "Report"),
        ("dataset", {}, "Dataset"),
        ("misc", {}, "CreativeWork"),
    ],
)
def test_a_work_of_another_type_is_said_to_be_one(
    kind: str, fields: dict[str, str], said: str
) -> None:
    source = article("a", pages="1--2", **fields).replace("@article", f"@{kind}")
    data = article_json_ld(manuscript(Metadata(), works={"a": (source, None)}), ())
    (work,) = data["citation"]
    assert (work["@type"], work["name"]) == (said, "On a")
    (node,) = expand(data)
    check_node(node, "MedicalScholarlyArticle")


def test_a_matched_work_is_no_citation() -> None:
    said = article_json_ld(manuscript(Metadata(), works=one_of_each_match()), ())["citation"]
    assert [work["name"] for work in said] == ["On given"]


def test_no_word_of_an_author_can_end_the_script() -> None:
    title = "</script><script>alert(1)</script> & <!-- \u2028"
    html = landing_head(manuscript(Metadata(title=title)), [made()], "A site").html
    soup = BeautifulSoup(f"<html><head>{html}</head></html>", "lxml")
    assert len(soup.select("script")) == 1
    assert json_ld(soup)["headline"] == title
    assert only(soup.select_one("meta[name=citation_title]"))["content"] == title
