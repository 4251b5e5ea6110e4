"""The manuscript: the whole case, numbered and plain, from which every other form is made.

A site is made of pages; a PDF, JATS or EPUB is one article. The manuscript is that article, with
the numbers, labels and notices the site has, before any form has been given to it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from casereport.block_names import METADATA_BLOCK, REFERENCES_BLOCK

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from casereport.metadata import Metadata
    from casereport.model import Abbreviation, Entry, Reference
    from casereport.model import Page as CollectedPage
    from casereport.panels import Panel

# RFC 2606 reserves these for examples, RFC 6761 the last for a machine itself.
_EXAMPLE_HOSTS = ("example.org", "example.com", "example.net")
_EXAMPLE_ENDINGS = (".example", ".test", ".invalid", ".localhost")


class Role(Enum):
    """What a page is to the article."""

    LANDING = "landing"
    """The site's first page, which leads into the article."""
    BODY = "body"
    REFERENCES = "references"
    ABOUT = "about"
    """Of the report as a document: what is known of it and what is not."""


@dataclass(frozen=True)
class ManuscriptPage:
    """One page of the case as plain HTML."""

    id: str
    """Unique in the manuscript: ``case-presentation``."""
    title: str
    """As the menu names it."""
    url: str
    """Relative to the landing page: ``discussion/``, and empty for that page itself."""
    role: Role
    html: str
    """Semantic HTML from the templates ``plain/``: links within the article are ``#id`` where the
    generator made them, and relative addresses of pages where the author wrote them; images are
    named by file, see :attr:`Manuscript.media`. Its headings begin with h1."""
    description: str = ""
    """What a search engine shows of it."""


@dataclass(frozen=True)
class ManuscriptFigure:
    """A figure with its number."""

    id: str
    label: str
    """Figure 1."""
    page: str
    """The id of the page it stands on."""
    panels: tuple[Panel, ...]
    folder: str = ""
    """Where its images are published, from the landing page: ``figures``."""


@dataclass(frozen=True)
class Manuscript:
    """The whole article, ready to be given a form."""

    metadata: Metadata
    address: str
    """The address of the landing page, ending in a slash; empty while it is not known."""
    pages: tuple[ManuscriptPage, ...]
    """In reading order."""
    figures: tuple[ManuscriptFigure, ...]
    """In the order of their numbers."""
    references: tuple[Reference, ...]
    """By number."""
    entries: Mapping[str, Entry] = field(hash=False)
    """The bibliography's entry of each reference, by key."""
    media: Mapping[str, Path] = field(hash=False)
    """The file of every image that the pages and figures name."""
    media_address: str = ""
    """The folder in which the site publishes them, from the landing page: ``figures``."""
    abbreviations: tuple[Abbreviation, ...] = ()
    """Those of the glossary that the pages of the article use."""

    @property
    def body(self) -> tuple[ManuscriptPage, ...]:
        """The pages that carry the article itself."""
        return tuple(page for page in self.pages if page.role is Role.BODY)

    @property
    def landing(self) -> ManuscriptPage | None:
        """The page that leads into the article, where the menu lists it."""
        return next((page for page in self.pages if page.role is Role.LANDING), None)

    @property
    def has_stand_ins(self) -> bool:
        """Whether any panel of a figure is a stand-in."""
        return any(panel.record.stand_in for figure in self.figures for panel in figure.panels)


def role_of(page: CollectedPage, *, is_landing: bool) -> Role:
    """Return what a page is to the article: the blocks on it tell."""
    if is_landing:
        return Role.LANDING
    if REFERENCES_BLOCK in page.blocks:
        return Role.REFERENCES
    return Role.ABOUT if METADATA_BLOCK in page.blocks else Role.BODY


def known_address(site_url: str | None) -> str:
    """Return the site's address, or nothing for a placeholder or a machine's own.

    What stands in for an address must not be published as one.
    """
    host = urlsplit(site_url or "").hostname or ""
    placeholder = any(host == name or host.endswith(f".{name}") for name in _EXAMPLE_HOSTS)
    local = host in {"localhost", "::1"} or host.startswith("127.") or host == "0.0.0.0"  # noqa: S104
    if not host or placeholder or local or host.endswith(_EXAMPLE_ENDINGS):
        return ""
    return f"{str(site_url).rstrip('/')}/"
