"""From the numbered case to the HTML that takes the place of each marker.

The markup itself stands in ``templates/``; everything a template prints is escaped unless it was
formatted here or by citeproc.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING
from urllib.parse import quote

from markupsafe import Markup

from casereport.citations import citation_parts
from casereport.explaining import explanations
from casereport.forms.bibtex_text import write_reference
from casereport.markers import name_of
from casereport.metadata_rows import metadata_rows
from casereport.model import METADATA_BLOCK, REFERENCES_BLOCK, ImageRecord, Place
from casereport.numbering import (
    backlinks,
    label_figures,
    number_citations,
    number_references,
    panel_letters,
)
from casereport.panels import Panel, credit_lines
from casereport.templating import render

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

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


def reference_id(key: str) -> str:
    """Return the HTML id of a reference's entry in the list."""
    return f"ref-{key}"


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
        explained, explained_at_end = explanations(self, page)
        parts |= self._pictures(page) | explained
        parts[name_of("page-notices")] = self._page_notices(page)
        parts[name_of("page-end")] += self._cards(page) + explained_at_end
        parts[name_of(REFERENCES_BLOCK)] = self._reference_list(page)
        parts[name_of(METADATA_BLOCK)] = self._metadata(page)
        return parts

    def shown_images(self) -> tuple[RenderedImage, ...]:
        """Return the images that pages show, each once, in reading order."""
        return tuple(self.images[source] for source in self._shown if source in self.images)

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
        """The paths of all images shown, each once."""
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
                    "cards": " ".join(_card_id(key) for key in part.covers),
                }
            )
        return self._render("citation", id=self._citation_ids[page.path, index], parts=parts)

    def _figure_reference(self, page: Page, reference: FigureReference) -> str:
        target = self._figure_pages[reference.target]
        base = "" if target.path == page.path else self.address(target.path, page)
        return self._render(
            "figure-reference",
            address=f"{base}#{quote(reference.target)}",
            label=self._labels[reference.target],
        )

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
        cited = [reference for reference in self.references if reference.key in keys]
        if not cited or self._list_page is None:
            return ""
        listed = self.address(self._list_page.path, page)
        cards = [
            {
                "id": _card_id(reference.key),
                "reference": reference,
                "html": Markup(reference.html),  # noqa: S704 - formatted by citeproc
                "address": f"{listed}#{quote(reference_id(reference.key))}",
            }
            for reference in cited
        ]
        return self._render("cards", cards=cards)

    def _reference_list(self, page: Page) -> str:
        entries = [
            {
                "id": reference_id(reference.key),
                "reference": reference,
                "html": Markup(reference.html),  # noqa: S704 - formatted by citeproc
                "bibtex": write_reference(self.article.entries[reference.key]),
                "cited": [
                    {
                        "title": citing.title,
                        "address": self.address(citing.path, page),
                        "links": list(links),
                    }
                    for citing, links in groupby(
                        self._backlinks[reference.key], key=lambda link: link.page
                    )
                ],
            }
            for reference in self.references
        ]
        unconfirmed = sum(reference.match is not None for reference in self.references)
        return self._render("reference-list", entries=entries, unconfirmed=unconfirmed)

    def _metadata(self, page: Page) -> str:
        del page
        names = [image.name for image in self.shown_images()]
        records = [self._record(name) for name in names]
        rows = metadata_rows(self.article.metadata, self.references, records)
        return self._render("article-metadata", rows=rows)


def _name_of_references(numbers: Sequence[int]) -> str:
    """Return what a screen reader calls a link: ``Reference 4``, ``References 1–3``."""
    if len(numbers) > 1:
        return f"References {numbers[0]}–{numbers[-1]}"
    return f"Reference {numbers[0]}" if numbers else ""


def _card_id(key: str) -> str:
    return f"card-{key}"
