"""The real site as a whole: its ids, its links, and its silence towards other hosts."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from reading import Site
from tiny import case_settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bs4 import Tag

    from tiny import Built

SETTINGS = case_settings()
HOST = urlsplit(SETTINGS["site_url"]).netloc
NAMES = [path.removesuffix(".md") for entry in SETTINGS["nav"] for path in entry.values()]
PAGES = ["index.html", *(f"{name}/index.html" for name in NAMES if name != "index"), "404.html"]

ADDRESSES = ("href", "src", "srcset", "poster", "action", "formaction", "data", "ping", "style")
"""The attributes by which an element can ask for something, or lead somewhere."""


@pytest.fixture(scope="module")
def site(real_case: Built) -> Site:
    """Return the site of the real case."""
    return Site(real_case.site)


def addresses(soup: Tag) -> Iterator[tuple[Tag, str]]:
    """Yield every address in a page, with its element."""
    for element in soup.select("*"):
        for name in ADDRESSES:
            if name not in element.attrs:
                continue
            value = str(element[name])
            if name == "srcset":
                yield from ((element, candidate.split()[0]) for candidate in value.split(","))
            elif name == "style":
                yield from ((element, found) for found in re.findall(r"url\(([^)]*)\)", value))
            else:
                yield element, value


def test_the_site_has_the_pages_of_the_menu_and_no_other(site: Site) -> None:
    assert sorted(site.pages) == sorted(PAGES)


def test_every_id_in_the_content_is_the_only_one_on_the_site(site: Site) -> None:
    # But for cards: each page that cites a work or uses an abbreviation holds one of it.
    ids = Counter(
        element["id"]
        for page in PAGES
        for element in site.content(page).find_all(id=True)
        if element.name != "template" and not element.has_attr("data-card")
    )
    assert len(ids) > 30
    assert [identifier for identifier, times in ids.items() if times > 1] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_id_is_the_only_one_on_its_page(page: str, site: Site) -> None:
    ids = Counter(element["id"] for element in site.pages[page].find_all(id=True))
    assert [identifier for identifier, times in ids.items() if times > 1] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_internal_address_leads_to_something_published(page: str, site: Site) -> None:
    checked = 0
    for element, address in addresses(site.pages[page]):
        parts = urlsplit(address)
        if parts.netloc not in {"", HOST} or parts.scheme in {"mailto", "javascript", "data"}:
            continue
        path, fragment = site.target(page, address.removeprefix(f"{parts.scheme}://{HOST}"))
        assert (site.folder / path).is_file(), (element.name, address)
        # Material's own toggles and its link to the top have no place to land on.
        if element.name == "a" and fragment and not fragment.startswith("__"):
            site.landing(page, address)
        checked += 1
    assert checked > 10


def names_only(element: Tag) -> bool:
    """Return whether an element names a vocabulary or a type, which nothing fetches."""
    return element.name == "link" and all(
        rel == "type" or rel.lower().startswith("schema.")
        for rel in element.get_attribute_list("rel")
    )


@pytest.mark.parametrize("page", PAGES)
def test_only_links_a_reader_follows_lead_to_another_host(page: str, site: Site) -> None:
    foreign = {
        (element.name, address)
        for element, address in addresses(site.pages[page])
        if urlsplit(address).netloc not in {"", HOST}
        and element.name != "a"
        and not names_only(element)
    }
    assert foreign == set()
    assert not site.pages[page].select("iframe, form[action], object, embed, base")


def test_the_links_to_other_hosts_lead_to_the_works_and_to_the_makers_of_the_parts(
    site: Site,
) -> None:
    hosts = {
        urlsplit(address).netloc
        for page in PAGES
        for element, address in addresses(site.pages[page])
        if not names_only(element)
    }
    assert hosts - {"", HOST} <= {
        "doi.org",
        "pubmed.ncbi.nlm.nih.gov",
        "squidfunk.github.io",
    }


def test_no_style_sheet_asks_another_host(site: Site) -> None:
    sheets = list(site.folder.rglob("*.css"))
    assert sheets
    for sheet in sheets:
        text = sheet.read_text("utf-8")
        assert not re.findall(r"@import|url\(\s*['\"]?(?:https?:)?//", text), sheet.name
