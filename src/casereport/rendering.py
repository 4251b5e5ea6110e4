"""From the numbered case to the HTML that takes the place of each marker.

The markup itself stands in ``templates/``; everything a template prints is escaped unless it was
formatted here or by citeproc.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import quote

from casereport.citations import citation_parts
from casereport.collecting_notes import FOOTNOTE
from casereport.markers import name_of
from casereport.metadata_rows import metadata_rows
from casereport.model import (
    METADATA_BLOCK,
    REFERENCES_BLOCK,
    THUMBNAILS_BLOCK,
    ImageRecord,
    Place,
)
from casereport.numbering import (
    backlinks,
    label_figures,
    number_citations,
    number_footnotes,
    number_references,
    panel_letters,
)
from casereport.panels import Panel, credit_lines
from casereport.rendering_passages import PassageRendering
from casereport.rendering_references import (
    card_id,
    reference_id,
    render_cards,
    render_reference_list,
)
from casereport.templating import render

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from casereport.model import (
        Article,
        Backlink,
        Citation,
        Figure,
        FigureReference,
        Page,
        Picture,
        Reference,
        RenderedImage,
    )


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
        for index, reference in enumerate(page.figure_references):
            parts[name_of("figure-reference", index)] = self._figure_reference(page, reference)
        for index, figure in enumerate(page.figures):
            parts |= self._figure(page, index, figure)
        first = self._first_footnotes[page.path]
        parts |= {name_of(FOOTNOTE, index): f"{first + index}" for index in range(page.notes)}
        parts |= self._pictures(page)
        parts[name_of("page-notices")] = self._page_notices(page)
        parts[name_of("page-end")] += self._cards(page)
        parts |= PassageRendering(
            self.article, page, self.address, self._render, self._cite, self._panel
        ).replacements()
        parts[name_of(REFERENCES_BLOCK)] = self._reference_list(page)
        parts[name_of(METADATA_BLOCK)] = self._metadata(page)
        parts[name_of(THUMBNAILS_BLOCK)] = self._thumbnails(page)
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
        return tuple(
            (figure, self._labels[figure.id], self._figure_panels(page, figure))
            for figure in page.figures
        )

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
    def _picture_numbers(self) -> dict[tuple[str, int], int]:
        """A number for each picture, for ids that stand once on the site."""
        pictures = [
            (page.path, i) for page in self.article.pages for i in range(len(page.pictures))
        ]
        return {picture: number for number, picture in enumerate(pictures, start=1)}

    @cached_property
    def _labels(self) -> dict[str, str]:
        return label_figures(self.article.pages)

    @cached_property
    def _figure_pages(self) -> dict[str, Page]:
        return {
            identifier: page for page in self.article.pages for identifier in label_figures([page])
        }

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

    def _figure_reference(self, page: Page, reference: FigureReference) -> str:
        return self._render(
            "figure-reference",
            address=self._figure_address(page, reference.target),
            label=self._labels[reference.target],
        )

    def _figure_address(self, page: Page, identifier: str) -> str:
        target = self._figure_pages[identifier]
        base = "" if target.path == page.path else self.address(target.path, page)
        return f"{base}#{quote(identifier)}"

    def _thumbnails(self, page: Page) -> str:
        figures = [
            {
                "address": self._figure_address(page, figure.id),
                "label": self._labels[figure.id],
                "panels": self._figure_panels(page, figure),
            }
            for each in self.article.pages
            for figure in each.figures
        ]
        return self._render("figure-thumbnails", figures=figures)

    def _figure(self, page: Page, index: int, figure: Figure) -> dict[str, str]:
        panels = self._figure_panels(page, figure)
        return {
            name_of("figure-panels", index): self._render("panels", panels=panels, figure=figure),
            name_of("figure-label", index): self._render("label", label=self._labels[figure.id]),
            name_of("figure-notes", index): self._render(
                "figure-notes", panels=panels, credits=credit_lines(panels)
            ),
        }

    def _figure_panels(self, page: Page, figure: Figure) -> tuple[Panel, ...]:
        first = page.figures[:1] == (figure,)
        return tuple(
            self._panel(page, picture, figure.id, letter, eager=first)
            for picture, letter in zip(figure.panels, panel_letters(figure), strict=True)
        )

    def _panel(
        self, page: Page, picture: Picture, figure_id: str, letter: str = "", *, eager: bool = False
    ) -> Panel:
        folder, _, name = picture.source.rpartition("/")
        return Panel(
            id=picture.id or figure_id,
            label=self._labels.get(picture.id or figure_id, ""),
            letter=letter,
            alt=picture.alt or self._record(name).alt,
            record=self._record(name),
            image=self.images[picture.source],
            folder=self.address(folder, page),
            linked=picture.linked,
            eager=eager,
        )

    def _record(self, name: str) -> ImageRecord:
        return self.article.images.get(name) or ImageRecord(name, Place(""))

    def _pictures(self, page: Page) -> dict[str, str]:
        panels = {
            index: self._panel(page, picture, f"picture-{self._picture_numbers[page.path, index]}")
            for index, picture in enumerate(page.pictures)
            if picture.source in self.images
        }
        return {
            name_of("picture", index): self._render("picture", panel=panel)
            for index, panel in panels.items()
        } | {
            name_of("page-end"): self._render("picture-descriptions", panels=list(panels.values()))
        }

    def _page_notices(self, page: Page) -> str:
        labels = []
        for figure in page.figures:
            stand_ins = [self._is_stand_in(panel) for panel in figure.panels]
            if all(stand_ins):
                labels.append(self._labels[figure.id])
            else:
                pairs = zip(figure.panels, stand_ins, strict=True)
                labels += [self._labels[panel.id or figure.id] for panel, is_one in pairs if is_one]
        return self._render("stand-in-notice", labels=labels) if labels else ""

    def _is_stand_in(self, picture: Picture) -> bool:
        return self._record(picture.source.rpartition("/")[2]).stand_in

    def _cards(self, page: Page) -> str:
        keys = {key for citation in page.citations for key in citation.keys}
        keys |= page.passages.keys
        cited = [reference for reference in self.references if reference.key in keys]
        if not cited or self._list_page is None:
            return ""
        return render_cards(cited, self.address(self._list_page.path, page), self._render)

    def _reference_list(self, page: Page) -> str:
        return render_reference_list(
            self.references,
            self.article.entries,
            self._backlinks,
            lambda citing: self.address(citing.path, page),
            self._render,
        )

    def _metadata(self, page: Page) -> str:
        del page
        names = [image.name for image in self.report_images()]
        records = [self._record(name) for name in names]
        rows = metadata_rows(self.article.metadata, self.references, records)
        return self._render("article-metadata", rows=rows)


def _name_of_references(numbers: Sequence[int]) -> str:
    """Return what a screen reader calls a link: ``Reference 4``, ``References 1–3``."""
    if len(numbers) > 1:
        return f"References {numbers[0]}–{numbers[-1]}"
    return f"Reference {numbers[0]}" if numbers else ""
