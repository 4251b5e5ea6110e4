"""FAIR Signposting: the links of the landing page lead to files that are what they say."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from PIL import Image

from casereport.forms.form import Offer
from casereport.forms.registry import FORMS
from casereport.head.signposting import linkset, signposting_links
from casereport.metadata import Author, Licence, Metadata
from full_case import ADDRESS, DOI
from heads import links, manuscript
from reading import Site

if TYPE_CHECKING:
    from pathlib import Path

    from tiny import Built

LANDING = "index.html"
RELATIONS = {"cite-as", "type", "author", "license", "describedby", "item", "linkset"}
PAGE_TYPES = ["https://schema.org/AboutPage", "https://schema.org/ScholarlyArticle"]


@pytest.fixture(params=["full_case", "real_case"])
def site(request: pytest.FixtureRequest) -> Site:
    """Return the site of each case."""
    return Site(request.getfixturevalue(request.param).site)


@pytest.fixture(scope="module")
def full(full_case: Built) -> Site:
    """Return the site of the case in which everything is known."""
    return Site(full_case.site)


@pytest.fixture(scope="module")
def real(real_case: Built) -> Site:
    """Return the site of the real case."""
    return Site(real_case.site)


def targets(site: Site, relation: str) -> list[tuple[str, str]]:
    """Return address and media type of each link of a relation on the landing page."""
    return [(to, kind) for rel, to, kind in links(site.pages[LANDING]) if rel == relation]


def test_a_known_article_has_every_relation_of_the_profile(full: Site) -> None:
    """signposting.org/FAIR, level 1, landing page, and level 2."""
    assert targets(full, "cite-as") == [(f"https://doi.org/{DOI}", "")]
    assert targets(full, "type") == [(each, "") for each in PAGE_TYPES]
    assert targets(full, "author") == [
        ("https://orcid.org/0000-0002-1825-0097", ""),
        ("https://orcid.org/0000-0002-1694-233X", ""),
    ]
    assert targets(full, "license") == [("https://creativecommons.org/licenses/by/4.0/", "")]
    assert targets(full, "linkset") == [("linkset.json", "application/linkset+json")]
    assert targets(full, "describedby")[0] == ("article.jsonld", "application/ld+json")


def test_the_real_case_names_no_identifier_author_or_licence(real: Site) -> None:
    for relation in ("cite-as", "author", "license", "linkset"):
        assert targets(real, relation) == [], relation
    assert targets(real, "type") == [(each, "") for each in PAGE_TYPES]
    assert not (real.folder / "linkset.json").exists()


@pytest.mark.parametrize("relation", ["describedby", "item"])
def test_every_offer_of_a_relation_is_linked(relation: str, site: Site) -> None:
    offers = [each for form in FORMS for each in form.offers if each.rel == relation]
    assert {(each.file, each.media_type) for each in offers} <= set(targets(site, relation))


def test_every_panel_is_an_item(site: Site) -> None:
    figures = [to for to, kind in targets(site, "item") if kind.startswith("image/")]
    pictures = [
        site.target(page, str(link["href"]))[0]
        for page in site.pages
        if page != "404.html"
        for image in site.content(page).select("figure:not(.graphic) img")
        for link in image.find_parents("a")
    ]
    assert len(figures) == 3
    assert figures == pictures


def content_type(path: Path) -> set[str]:
    """Return the media types that the content of a file allows."""
    data = path.read_bytes()
    if data.startswith(b"%PDF-"):
        return {"application/pdf"}
    if data.startswith(b"PK"):
        return {
            "application/epub+zip",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        }
    if path.suffix in {".png", ".jpg"}:
        with Image.open(path) as image:
            return {str(image.get_format_mimetype())}
    text = data.decode("utf-8")
    if text.startswith("<"):
        return {"image/svg+xml"} if "<svg" in text[:500] else {"application/xml"}
    if path.suffix in {".json", ".jsonld"}:
        read = json.loads(text)
        kinds = {"@context": "application/ld+json", "linkset": "application/linkset+json"}
        named = {kind for name, kind in kinds.items() if name in read}
        return named or {"application/vnd.citationstyles.csl+json"}
    return {
        "application/x-bibtex",
        "application/x-research-info-systems",
        "text/markdown",
        "text/plain",
    }


def test_every_link_to_a_file_leads_to_one_of_the_type_it_says(site: Site) -> None:
    checked = 0
    for relation in ("describedby", "item", "linkset"):
        for to, kind in targets(site, relation):
            path, _ = site.target(LANDING, to)
            types = content_type(site.folder / path)
            assert kind.partition(";")[0] in types, to
            checked += 1
    assert checked >= 4


def read_linkset(data: bytes) -> list[dict[str, Any]]:
    """Return the link contexts of a set, checked to be of the form of RFC 9264, section 4.2."""
    document = json.loads(data)
    assert document.keys() == {"linkset"}
    contexts: list[dict[str, Any]] = document["linkset"]
    for context in contexts:
        assert urlsplit(context["anchor"]).scheme == "https"
        relations = context.keys() - {"anchor"}
        assert relations
        for relation in relations:
            assert context[relation]
            for target in context[relation]:
                assert target.keys() <= {"href", "type"}
                assert all(isinstance(value, str) and value for value in target.values())
                assert urlsplit(target["href"]).scheme == "https"
    return contexts


def test_the_set_of_links_says_what_the_page_says_with_whole_addresses(full: Site) -> None:
    page, *_ = read_linkset((full.folder / "linkset.json").read_bytes())
    assert page["anchor"] == ADDRESS
    in_set = [
        (relation, target["href"].removeprefix(ADDRESS), target.get("type", ""))
        for relation, found in page.items()
        if relation != "anchor"
        for target in found
    ]
    on_page = [link for link in links(full.pages[LANDING]) if link[0] in RELATIONS - {"linkset"}]
    assert sorted(in_set) == sorted(on_page)


def test_content_and_metadata_lead_back_to_the_page(full: Site) -> None:
    page, *others = read_linkset((full.folder / "linkset.json").read_bytes())
    back = [{"href": ADDRESS, "type": "text/html"}]
    for relation, way_back in (("item", "collection"), ("describedby", "describes")):
        leading = [context["anchor"] for context in others if context.get(way_back) == back]
        assert leading == [target["href"] for target in page[relation]]
    assert len(others) == len(page["item"]) + len(page["describedby"])


KNOWN = Metadata(
    doi="10.1000/a",
    authors=(Author("Alpha", "Ada", orcid="0000-0002-1825-0097"), Author("Beta", "Bo")),
    licence=Licence("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
)
PLAIN = Offer("Text", "case.txt", "text/plain")
JATS = Offer("JATS", "case.xml", "application/xml", "describedby")


@pytest.mark.parametrize(
    ("metadata", "address", "relations"),
    [
        (
            KNOWN,
            ADDRESS,
            ["cite-as", "type", "type", "author", "license", *["describedby"] * 2, "linkset"],
        ),
        (Metadata(), ADDRESS, ["type", "type", "describedby", "describedby", "linkset"]),
        (Metadata(), "", ["type", "type", "describedby", "describedby"]),
        (
            Metadata(licence=Licence("Hospital licence")),
            "",
            ["type", "type", "describedby", "describedby"],
        ),
    ],
)
def test_a_relation_is_there_only_where_what_it_leads_to_is_known(
    metadata: Metadata, address: str, relations: list[str]
) -> None:
    found = signposting_links(manuscript(metadata, address), (JATS, PLAIN))
    assert [link.rel for link in found] == relations
    assert bool(linkset(manuscript(metadata, address), (JATS, PLAIN))) == bool(address)
