"""Reading which abbreviations a page explains, and what it says they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reading import only, words

if TYPE_CHECKING:
    from bs4 import Tag

    from reading import Site


def explained(site: Site, page: str) -> list[Tag]:
    """Return the abbreviations of a page that are explained."""
    return [only(found.find_parent("a")) for found in site.content(page).select("abbr")]


def meaning(site: Site, page: str, link: Tag) -> str:
    """Return what an abbreviation leads to: the words behind it in the list."""
    entry = site.landing(page, str(link["href"]))
    assert words(only(entry.dt)) == words(link)
    return words(only(entry.dd))
