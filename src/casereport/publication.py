"""From the checked case to what is published of it beside the pages: the manuscript, the forms."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from casereport.block_names import CITATION_BLOCK, DOWNLOADS_BLOCK
from casereport.explaining import entries, explained_terms
from casereport.html_text import lead
from casereport.images import published_names
from casereport.manuscript import (
    Manuscript,
    ManuscriptFigure,
    ManuscriptPage,
    Role,
    known_address,
    role_of,
)
from casereport.markers import name_of, resolve

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casereport.model import Abbreviation, Figure, Page
    from casereport.rendering import Case


@dataclass(frozen=True)
class RenderedPage:
    """A page of the site, its content still with markers."""

    page: Page
    url: str
    """From the landing page: ``discussion/``."""
    content: str
    is_landing: bool = False
    description: str = ""
    """As its author gave it, or empty."""


def make_manuscript(case: Case, pages: Sequence[RenderedPage], site_url: str | None) -> Manuscript:
    """Return the manuscript of a case that was checked and is without errors.

    ``pages`` are those of the menu, in its order.
    """
    plain = replace(case, address=lambda path, page: "", templates="plain")  # noqa: ARG005
    return Manuscript(
        case.article.metadata,
        known_address(site_url),
        tuple(_page(plain, rendered) for rendered in pages),
        tuple(
            ManuscriptFigure(figure.id, label, _id_of(rendered.url), panels, _folder_of(figure))
            for rendered in pages
            for figure, label, panels in plain.figures(rendered.page)
        ),
        case.references,
        {each.key: case.article.entries[each.key] for each in case.references},
        published_names(case.report_images()),
        # All images lie in the one folder of figures.
        next((path.rpartition("/")[0] for path in case.images), ""),
        _abbreviations(case, pages),
    )


def _abbreviations(case: Case, pages: Sequence[RenderedPage]) -> tuple[Abbreviation, ...]:
    """Return what the glossary explains of the article itself, not of the pages around it."""
    body = [each for each in pages if role_of(each.page, is_landing=each.is_landing) is Role.BODY]
    used = {term for each in body for term in explained_terms(each.page)}
    glossary = case.article.glossary
    return tuple(glossary[term] for term in entries(glossary) if term in used)


def without_offers() -> dict[str, str]:
    """Return nothing in the place of each block that tells of other forms."""
    return {name_of(CITATION_BLOCK): "", name_of(DOWNLOADS_BLOCK): ""}


def _page(plain: Case, rendered: RenderedPage) -> ManuscriptPage:
    page = rendered.page
    html = resolve(rendered.content, plain.replacements(page) | without_offers())
    role = role_of(page, is_landing=rendered.is_landing)
    description = rendered.description or lead(html)
    return ManuscriptPage(_id_of(rendered.url), page.title, rendered.url, role, html, description)


def _folder_of(figure: Figure) -> str:
    return figure.panels[0].source.rpartition("/")[0]


def _id_of(url: str) -> str:
    """Return a page's id in the manuscript: ``a/b/`` is ``a-b``."""
    return str(PurePosixPath(url).with_suffix("") if url else "home").replace("/", "-")
