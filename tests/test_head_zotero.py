"""Zotero saves the article from the landing page, as its own rules read the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml
from bs4 import BeautifulSoup

from casereport.head.landing import landing_head
from casereport.metadata import Metadata
from full_case import ADDRESS, INDEX
from heads import made, manuscript
from reading import Site
from zotero import Item, read_item

if TYPE_CHECKING:
    from tiny import Built

FRONT = yaml.safe_load(INDEX.split("---\n")[1])
LANDING = "index.html"


def saved(site: Site, page: str = LANDING) -> Item | None:
    """Return what Zotero saves of a page."""
    return read_item(site.pages[page])


def saved_of(metadata: Metadata) -> Item | None:
    """Return what Zotero saves of the landing page of an article of which this is known."""
    head = landing_head(manuscript(metadata), [made()], "A site").html
    return read_item(BeautifulSoup(f"<html><head>{head}</head></html>", "lxml"))


@pytest.fixture(scope="module")
def item(full_case: Built) -> Item:
    """Return what Zotero saves of the case in which everything is known."""
    found = saved(Site(full_case.site))
    assert found is not None
    return found


def test_a_published_case_is_a_journal_article_with_every_field(item: Item) -> None:
    assert item.type == "journalArticle"
    assert item.fields == {
        "title": FRONT["title"],
        "date": "2026/03/14",
        "publication": FRONT["journal"],
        "volume": "12",
        "issue": "3",
        "pages": "101-105",
        "issn": FRONT["issn"],
        "publisher": FRONT["publisher"],
        "doi": FRONT["doi"],
        "pmid": str(FRONT["pmid"]),
        "language": "en",
        "abstract": FRONT["abstract"],
        "rights": FRONT["licence"],
        "url": ADDRESS,
    }


def test_its_authors_keep_their_order_and_their_accents(item: Item) -> None:
    assert item.creators == [
        ("Şener", "Erol"),
        ("Müller-Lüdenscheidt", "Zoë A."),
        ("Di Marzo", "Łucja"),
        # Zotero takes a name without a comma for a person's.
        ("Group", "The Alpha Case"),
    ]
    assert item.tags == FRONT["keywords"]


@pytest.mark.parametrize(
    ("metadata", "kind"),
    [
        (Metadata(title="A case", journal="J"), "journalArticle"),
        (Metadata(title="A case"), "journalArticle"),
        (Metadata(title="A case", working_title=True), "webpage"),
        (Metadata(), "webpage"),
    ],
)
def test_a_case_is_an_article_only_where_its_authors_title_is_known(
    metadata: Metadata, kind: str
) -> None:
    found = saved_of(metadata)
    assert found is not None
    assert found.type == kind
    assert found.fields["title"] == (metadata.title or "A site")


def test_the_real_case_is_saved_as_the_web_page_it_is(real_case: Built) -> None:
    found = saved(Site(real_case.site))
    assert found is not None
    assert found.type == "webpage"
    assert (found.creators, found.tags, found.attachments) == ([], [], [])
    assert found.fields.keys() == {"title", "abstract", "language"}


@pytest.mark.parametrize("case", ["full_case", "real_case"])
def test_no_other_page_offers_to_be_saved_as_the_article(
    case: str, request: pytest.FixtureRequest
) -> None:
    site = Site(request.getfixturevalue(case).site)
    assert saved(site) is not None
    assert [page for page in site.pages if page != LANDING and saved(site, page)] == []
