"""The tags in the head of the landing page say what is known of the article, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml
from PIL import Image

from casereport.head.dublin_core import dublin_core_tags
from casereport.head.open_graph import open_graph_tags
from casereport.metadata import Licence, Metadata
from full_case import ADDRESS, INDEX
from heads import links, manuscript, metas, values
from reading import Site, only
from tiny import case_settings

if TYPE_CHECKING:
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
        own = {"stylesheet", "preload", "icon", "apple-touch-icon", "manifest"}
        own |= {"canonical", "prev", "next"}
        others = [rel for rel, _, _ in links(soup) if rel not in own]
        scripts = soup.select("script[type='application/ld+json']")
        assert bool(told) == bool(others) == bool(scripts) == (page == LANDING), page


@pytest.mark.parametrize(
    ("case", "titles"),
    [
        ("full_case", {LANDING: FRONT["title"]}),
        (
            "real_case",
            {
                LANDING: "Leiomyosarcoma of the inferior vena cava: a case report",
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
    said = {"og:type", "og:title", "og:site_name", "og:description"}
    assert {name for name, _ in metas(soup, "og:")} == said
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
