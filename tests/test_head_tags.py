"""The tags in the head of the landing page say what is known of the article, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml
from PIL import Image

from casereport.forms.form import Offer
from casereport.forms.registry import FORMS
from casereport.head.dublin_core import dublin_core_tags
from casereport.head.highwire import highwire_tags
from casereport.head.open_graph import open_graph_tags
from casereport.metadata import Author, Licence, Metadata, PublicationDate
from full_case import ADDRESS, INDEX
from heads import links, manuscript, metas, one_of_each_match
from reading import Site, only
from tiny import article, case_settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casereport.head.tags import Meta
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


@pytest.fixture(params=["full_case", "real_case"])
def site(request: pytest.FixtureRequest) -> Site:
    """Return the site of each case."""
    return Site(request.getfixturevalue(request.param).site)


def values(tags: Sequence[Meta], name: str) -> list[str]:
    """Return the contents of the tags of a name."""
    return [tag.content for tag in tags if tag.name == name]


def offered(media_type: str) -> list[Offer]:
    """Return what all forms offer in a format."""
    return [each for form in FORMS for each in form.offers if each.media_type == media_type]


# What is absent is absent.


def test_no_head_has_an_empty_value(site: Site) -> None:
    for page, soup in site.pages.items():
        attributes = [
            (element.name, name, value)
            for element in soup.select("head > meta, head > link, head > title")
            for name, value in element.attrs.items()
            if not str(value).strip() or "None" in str(value).split()
        ]
        assert attributes == [], page
        assert soup.title is not None, page
        assert soup.title.get_text().strip(), page


def test_only_the_landing_page_tells_of_the_article(site: Site) -> None:
    """Scholar would index one article several times; Zotero would save each page as the article."""
    assert len(site.pages) > 5
    for page, soup in site.pages.items():
        told = [
            name
            for prefix in ("citation_", "DC", "og:", "twitter:", "article:")
            for name, _ in metas(soup, prefix)
        ]
        own = {"stylesheet", "icon", "canonical", "prev", "next"}
        others = [rel for rel, _, _ in links(soup) if rel not in own]
        scripts = soup.select("script[type='application/ld+json']")
        assert bool(told) == bool(others) == bool(scripts) == (page == LANDING), page


@pytest.mark.parametrize(
    ("case", "titles"),
    [
        ("full_case", {LANDING: f"{FRONT['title']} - The alpha cases"}),
        (
            "real_case",
            {
                # Its site goes by the title of the article.
                LANDING: case_settings()["site_name"],
                "about/index.html": f"About this report - {case_settings()['site_name']}",
            },
        ),
    ],
)
def test_a_page_goes_by_its_title_and_the_sites(
    case: str, titles: dict[str, str], request: pytest.FixtureRequest
) -> None:
    pages = Site(request.getfixturevalue(case).site).pages
    assert {page: only(pages[page].title).get_text() for page in titles} == titles


# Highwire Press.


def test_highwire_tags_say_every_field_of_the_front_matter(full: Site) -> None:
    tags = metas(full.pages[LANDING], "citation_")
    said = [tag for tag in tags if tag[0] != "citation_reference"]
    assert said == [
        ("citation_title", FRONT["title"]),
        ("citation_author", "Şener, Erol"),
        ("citation_author_institution", "Department of Surgery"),
        ("citation_author_institution", "Alpha Hospital"),
        ("citation_author_orcid", "https://orcid.org/0000-0002-1825-0097"),
        ("citation_author", "Müller-Lüdenscheidt, Zoë A."),
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


# Dublin Core.


def test_dublin_core_says_every_field_it_has_a_place_for(full: Site) -> None:
    assert metas(full.pages[LANDING], "DC") == [
        ("DC.title", FRONT["title"]),
        ("DC.creator", "Şener, Erol"),
        ("DC.creator", "Müller-Lüdenscheidt, Zoë A."),
        ("DC.creator", "Di Marzo, Łucja"),
        ("DC.creator", "The Alpha Case Group"),
        *(("DC.subject", keyword) for keyword in FRONT["keywords"]),
        ("DCTERMS.abstract", FRONT["abstract"]),
        ("DC.publisher", FRONT["publisher"]),
        ("DC.date", "2026-03-14"),
        ("DC.type", "Text"),
        ("DC.format", "text/html"),
        ("DC.identifier", f"https://doi.org/{FRONT['doi']}"),
        ("DC.language", "en"),
        ("DC.rights", "CC BY 4.0"),
        ("DCTERMS.license", "https://creativecommons.org/licenses/by/4.0/"),
    ]


def test_every_prefix_of_dublin_core_is_declared(site: Site) -> None:
    """DCMI, "Expressing Dublin Core metadata using HTML": a link schema.PREFIX for each."""
    soup = site.pages[LANDING]
    declared = {rel.removeprefix("schema."): href for rel, href, _ in links(soup)}
    prefixes = {name.partition(".")[0] for name, _ in metas(soup, "DC")}
    assert prefixes
    assert prefixes <= declared.keys()
    assert declared["DC"] == "http://purl.org/dc/elements/1.1/"
    assert declared["DCTERMS"] == "http://purl.org/dc/terms/"


@pytest.mark.parametrize(
    ("metadata", "address", "identifiers"),
    [
        (Metadata(doi="10.1000/a"), ADDRESS, ["https://doi.org/10.1000/a"]),
        (Metadata(), ADDRESS, [ADDRESS]),
        (Metadata(), "", []),
    ],
)
def test_the_identifier_is_the_doi_or_else_the_address(
    metadata: Metadata, address: str, identifiers: list[str]
) -> None:
    tags = dublin_core_tags(manuscript(metadata, address))
    assert values(tags, "DC.identifier") == identifiers


def test_a_licence_without_an_address_is_named_only() -> None:
    tags = dublin_core_tags(manuscript(Metadata(licence=Licence("Hospital licence"))))
    assert values(tags, "DC.rights") == ["Hospital licence"]
    assert values(tags, "DCTERMS.license") == []


# Open Graph.


def test_open_graph_tells_what_a_shared_link_shows(full: Site) -> None:
    soup = full.pages[LANDING]
    tags = dict(metas(soup, "og:"))
    image = full.folder / full.target(LANDING, tags["og:image"].removeprefix(ADDRESS))[0]
    with Image.open(image) as opened:
        size = opened.size
    assert tags == {
        "og:type": "article",
        "og:title": FRONT["title"],
        "og:site_name": "The alpha cases",
        "og:description": "A tumor of a vein was resected.",
        "og:url": ADDRESS,
        "og:image": f"{ADDRESS}assets/social.png",
        "og:image:type": "image/png",
        "og:image:width": str(size[0]),
        "og:image:height": str(size[1]),
        "og:image:alt": "Figure 1A: A coronal scan. Figure 1B: An axial scan.",
    }
    assert metas(soup, "twitter:") == [("twitter:card", "summary_large_image")]


def test_without_a_known_address_nothing_that_needs_one_is_said(real: Site) -> None:
    soup = real.pages[LANDING]
    assert {name for name, _ in metas(soup, "og:")} == {"og:type", "og:title", "og:description"}
    assert metas(soup, "twitter:") == [("twitter:card", "summary")]


@pytest.mark.parametrize(
    ("language", "locale"),
    [("pt-BR", ["pt_BR"]), ("zh-Hant-tw", ["zh_TW"]), ("en", []), ("es-419", []), ("", [])],
)
def test_a_locale_has_a_territory_only_where_one_is_known(language: str, locale: list[str]) -> None:
    article = manuscript(Metadata(language=language))
    assert values(open_graph_tags(article, "A site", has_image=False), "og:locale") == locale


def test_a_case_without_a_title_goes_by_the_sites_name() -> None:
    tags = open_graph_tags(manuscript(Metadata()), "A site", has_image=False)
    assert values(tags, "og:title") == ["A site"]
    assert values(tags, "og:site_name") == []


def test_an_undivided_name_stays_as_it_is() -> None:
    authors = (Author(name="Ada De Alpha"), Author(family="Plato"))
    tags = highwire_tags(manuscript(Metadata(title="A case", authors=authors)), ())
    assert values(tags, "citation_author") == ["Ada De Alpha", "Plato"]
