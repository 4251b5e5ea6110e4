"""The head of every page names the site and shows every page of the case."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reading import Site, words
from tiny import SETTINGS

if TYPE_CHECKING:
    from bs4 import Tag

    from tiny import Built, TinyCase


@pytest.fixture
def site(real_case: Built) -> Site:
    """Return the site of the real case."""
    return Site(real_case.site)


def menu(soup: Tag) -> list[Tag]:
    """Return the links of the menu."""
    return soup.select("header nav a")


def test_every_page_shows_all_pages_in_their_order(site: Site) -> None:
    for page, soup in site.pages.items():
        assert [words(link) for link in menu(soup)] == [
            "Home",
            "Case presentation",
            "Discussion",
            "Final comment",
            "References",
            "About this report",
        ], page


def test_only_the_page_shown_is_marked_in_the_menu(site: Site) -> None:
    for page, soup in site.pages.items():
        current = [link for link in menu(soup) if link.get("aria-current")]
        expected = [] if page == "404.html" else [(page, "")]
        assert [site.target(page, str(link["href"])) for link in current] == expected, page


def test_nothing_stands_beside_the_text(site: Site) -> None:
    for page, soup in site.pages.items():
        assert not soup.select(".md-sidebar, main nav"), page


def test_pages_of_a_section_and_links_elsewhere_stand_in_the_menu(tiny_case: TinyCase) -> None:
    tiny_case.write({"docs/more.md": "# More\n\nWords.\n"})
    tiny_case.settings(
        nav=[
            {"Home": "index.md"},
            {"Part": [{"More of it": "more.md"}]},
            {"The hospital": "https://hospital.example/"},
        ]
    )
    links = menu(tiny_case.build().page())
    assert [(words(link), link["href"]) for link in links] == [
        ("Home", "."),
        ("More of it", "more/"),
        ("The hospital", "https://hospital.example/"),
    ]


def test_without_the_search_plugin_nothing_offers_a_search(tiny_case: TinyCase) -> None:
    plugins = SETTINGS["plugins"]
    assert isinstance(plugins, list)
    tiny_case.settings(plugins=[each for each in plugins if each != "search"])
    soup = tiny_case.build().page()
    assert not soup.select("dialog, [name=search]")
