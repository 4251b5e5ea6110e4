"""Reading the heads of built pages, and making articles whose heads are looked at."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from casereport.bibliography import read_bibliography
from casereport.forms.form import Form, MadeForm, Offer
from casereport.manuscript import Manuscript, ManuscriptPage, Role
from casereport.model import Match, Reference
from tiny import article

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bs4 import BeautifulSoup

    from casereport.head.tags import Meta
    from casereport.metadata import Metadata

ADDRESS = "https://cases.alpha.edu/one/"


def metas(soup: BeautifulSoup, prefix: str) -> list[tuple[str, str]]:
    """Return the name and content of every tag in a head whose name begins so, in their order."""
    found = (
        (str(meta.get("name") or meta.get("property")), str(meta["content"]))
        for meta in soup.select("head > meta[name], head > meta[property]")
    )
    return [(name, content) for name, content in found if name.startswith(prefix)]


def links(soup: BeautifulSoup) -> list[tuple[str, str, str]]:
    """Return relation, address and media type of every link in a head, in their order."""
    return [
        (rel, str(link.get("href", "")), str(link.get("type", "")))
        for link in soup.select("head > link")
        for rel in link.get_attribute_list("rel")
    ]


def values(tags: Sequence[Meta], name: str) -> list[str]:
    """Return the contents of the tags of a name."""
    return [tag.content for tag in tags if tag.name == name]


def json_ld(soup: BeautifulSoup) -> dict[str, Any]:
    """Return the one JSON-LD of a page."""
    (script,) = soup.select("script[type='application/ld+json']")
    read: dict[str, Any] = json.loads(script.get_text())
    return read


Works = dict[str, tuple[str, "Match | None"]]
"""Works by their keys: the BibTeX of each, and how sure it is that the authors cited it."""


def manuscript(
    metadata: Metadata, address: str = ADDRESS, works: Works | None = None
) -> Manuscript:
    """Return an article of two pages that cites these works."""
    works = works or {}
    source = "".join(text for text, _ in works.values())
    entries = read_bibliography(source, "references.bib")[0].entries
    references = tuple(
        Reference(key, number, "", match, "A note." if match else "")
        for number, (key, (_, match)) in enumerate(works.items(), start=1)
    )
    pages = (
        ManuscriptPage("home", "Home", "", Role.LANDING, "<p>A page.</p>", "A page."),
        ManuscriptPage("case", "Case", "case/", Role.BODY, "<p>A patient.</p>", "A patient."),
    )
    return Manuscript(metadata, address, pages, (), references, entries, {})


def one_of_each_match() -> Works:
    """Return three works: one the authors gave, and one of each kind of match."""
    return {
        "given": (article("given"), None),
        "probable": (article("probable"), Match.PROBABLE),
        "candidate": (article("candidate"), Match.CANDIDATE),
    }


def made(*offers: Offer) -> MadeForm:
    """Return a form that offers these files."""
    form = Form("form", offers, lambda sources: {})  # noqa: ARG005 - makes nothing
    return MadeForm(replace(form), {offer.file: Path(offer.file) for offer in offers}, 0)
