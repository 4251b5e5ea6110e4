"""Small sites written in a test, and reading what the steps made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bs4 import BeautifulSoup

if TYPE_CHECKING:
    from casereport.publishing.site_files import SiteFiles


def soup(site: SiteFiles, path: str = "index.html") -> BeautifulSoup:
    """Return a page of a site, parsed."""
    return BeautifulSoup(site.texts[path], "lxml")


def page(head: str = "", body: str = "") -> str:
    """Return the text of a page."""
    start = '<!doctype html>\n<html><head><meta charset="utf-8">'
    return f"{start}{head}</head>\n<body>{body}</body></html>"
