"""From the numbered case to the HTML that takes the place of each marker.

The markup itself stands in ``templates/``; everything a template prints is escaped unless it was
formatted here or by citeproc.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import quote

from casereport.block_names import METADATA_BLOCK, REFERENCES_BLOCK, THUMBNAILS_BLOCK
from casereport.citations import citation_parts
from casereport.collecting_notes import FOOTNOTE
from casereport.explaining import Explaining, explanations
from casereport.forms.article_citation import WORKING_TITLE
from casereport.markers import name_of
from casereport.metadata_rows import metadata_rows
from casereport.numbering import (
    backlinks,
    number_citations,
    number_footnotes,
    number_references,
)
from casereport.rendering_figures import FigureRendering
from casereport.rendering_passages import PassageRendering
from casereport.rendering_references import (
    ReferenceRendering,
    card_id,
    reference_id,
)
from casereport.templating import render

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from casereport.model import (
        Article,
        Backlink,
        Citation,
        Figure,
        Page,
        Reference,
        RenderedImage,
    )
    from casereport.panels import Panel


@dataclass(frozen=True)
class Case:
    """The whole case, read and checked: what rendering draws on."""

    article: Article
    references: tuple[Reference, ...]
    """The works cited, by number."""
    images: Mapping[str, RenderedImage]
    """The rendered images by their path from the top of the case."""
    address: Callable[[str, Page], str]
    """The relative address of a path (a page, or ``figures`` for its folder) from a page."""
    templates: str = "site"
    """Which templates: ``site``, or ``plain`` for every other form of the article."""

    def replacements(self, page: Page) -> dict[str, str]:
        """Return the HTML for every marker that can stand on ``page``, by the marker's name."""
        parts: dict[str, str] = {}
        for index, citation in enumerate(page.citations):
            parts[name_of("citation", index)] = self._citation(page, index, citation)
        first = self._first_footnotes[page.path]
        parts |= {name_of(FOOTNOTE, index): f"{first + index}" for index in range(page.notes)}
        parts |= self._figures.replacements(page)
        explain = Explaining.on(self, page)
        explained, explained_at_end = explanations(self, page, explain)
        parts |= explained
        parts[name_of("page-notices")] += self._title_note(page)
        parts[name_of("page-end")] += self._cards(page, explain) + explained_at_end
        parts |= PassageRendering(
            self.article, page, self.address, self._render, self._cite, self._figures.panel, explain
        ).replacements()
        parts[name_of(REFERENCES_BLOCK)] = self._reference_list(page, explain)
        parts[name_of(METADATA_BLOCK)] = self._metadata(page)
        parts[name_of(THUMBNAILS_BLOCK)] = self._figures.thumbnails(page)
        return parts

    def shown_images(self) -> tuple[RenderedImage, ...]:
        """Return the images that pages show, each once: the report's, then the site's sketches."""
        sketches = (each for page in self.article.pages for each in page.passages.pictures)
        return self._rendered((*self._shown, *(picture.source for picture in sketches)))

    def report_images(self) -> tuple[RenderedImage, ...]:
        """Return the images of the report itself, each once, in reading order."""
        return self._rendered(self._shown)

    def _rendered(self, sources: Iterable[str]) -> tuple[RenderedImage, ...]:
        found = (self.images[source] for source in dict.fromkeys(sources) if source in self.images)
        return tuple(found)

    def figures(self, page: Page) -> tuple[tuple[Figure, str, tuple[Panel, ...]], ...]:
        """Return every figure of a page with its label and its panels."""
        return self._figures.figures(page)

    # What is numbered, once for all pages.

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return number_references(self.article.pages)

    @cached_property
    def _citation_ids(self) -> dict[tuple[str, int], str]:
        return number_citations(self.article.pages)

    @cached_property
    def _backlinks(self) -> dict[str, tuple[Backlink, ...]]:
        return backlinks(self.article.pages)

    @cached_property
    def _first_footnotes(self) -> dict[str, int]:
        return number_footnotes(self.article.pages)

    @cached_property
    def _figures(self) -> FigureRendering:
        return FigureRendering(self.article, self.images, self.address, self._render)

    @cached_property
    def _shown(self) -> tuple[str, ...]:
        """The paths of all images of the report, each once."""
        pictures = (
            picture
            for page in self.article.pages
            for picture in (*(p for f in page.figures for p in f.panels), *page.pictures)
        )
        return tuple(dict.fromkeys(picture.source for picture in pictures))

    @cached_property
    def _list_page(self) -> Page | None:
        pages = (page for page in self.article.pages if REFERENCES_BLOCK in page.blocks)
        return next(pages, None)

    def _render(self, template: str, **values: object) -> str:
        return render(f"{self.templates}/{template}", **values)

    # One method per marker.

    def _citation(self, page: Page, index: int, citation: Citation) -> str:
        return self._cite(page, citation, self._citation_ids[page.path, index])

    def _cite(self, page: Page, citation: Citation, identifier: str = "") -> str:
        numbers = self._numbers
        listed = self.address(self._list_page.path, page) if self._list_page else ""
        parts = []
        for part in citation_parts(citation, numbers):
            covered = [numbers[key] for key in part.covers]
            parts.append(
                {
                    "text": part.text,
                    "address": f"{listed}#{quote(reference_id(part.key))}" if part.key else "",
                    "name": _name_of_references(covered),
                    "cards": " ".join(card_id(key) for key in part.covers),
                }
            )
        return self._render("citation", id=identifier, parts=parts)

    def _title_note(self, page: Page) -> str:
        metadata = self.article.metadata
        headed = metadata.working_title and page.heading == metadata.title
        return self._render("title-note", words=WORKING_TITLE) if headed else ""

    def _cards(self, page: Page, explain: Explaining) -> str:
        keys = {key for citation in page.citations for key in citation.keys}
        keys |= page.passages.keys
        cited = [reference for reference in self.references if reference.key in keys]
        if not cited or self._list_page is None:
            return ""
        listed = self._list_page
        address = self.address(listed.path, page)
        return ReferenceRendering(self._render, explain).cards(cited, address, listed.title)

    def _reference_list(self, page: Page, explain: Explaining) -> str:
        return ReferenceRendering(self._render, explain).list(
            self.references,
            self.article.entries,
            self._backlinks,
            lambda citing: self.address(citing.path, page),
        )

    def _metadata(self, page: Page) -> str:
        del page
        names = [image.name for image in self.report_images()]
        records = [self._figures.record(name) for name in names]
        rows = metadata_rows(self.article.metadata, self.references, records)
        return self._render("article-metadata", rows=rows)


def _name_of_references(numbers: Sequence[int]) -> str:
    """Return what a screen reader calls a link: ``Reference 4``, ``References 1–3``."""
    if len(numbers) > 1:
        return f"References {numbers[0]}–{numbers[-1]}"
    return f"Reference {numbers[0]}" if numbers else ""
