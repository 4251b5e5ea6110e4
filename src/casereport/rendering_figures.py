"""From the figures and pictures of a case to the HTML that takes the place of their markers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import quote

from casereport.markers import name_of
from casereport.model import ImageRecord, Place
from casereport.numbering import label_figures, panel_letters
from casereport.panels import Panel, credit_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from casereport.model import Article, Figure, FigureReference, Page, Picture, RenderedImage


@dataclass(frozen=True)
class FigureRendering:
    """What the figures, the pictures and the links to them become; the case was checked."""

    article: Article
    images: Mapping[str, RenderedImage]
    """The rendered images by their path from the top of the case."""
    address: Callable[[str, Page], str]
    """The relative address of a path from a page."""
    render: Callable[..., str]
    """Renders a template by its name."""

    def replacements(self, page: Page) -> dict[str, str]:
        """Return the HTML for the markers of all that is shown on ``page``, by their names."""
        parts: dict[str, str] = {}
        for index, reference in enumerate(page.figure_references):
            parts[name_of("figure-reference", index)] = self._reference(page, reference)
        for index, figure in enumerate(page.figures):
            parts |= self._figure(page, index, figure)
        return parts | self._pictures(page) | {name_of("page-notices"): self._notices(page)}

    def figures(self, page: Page) -> tuple[tuple[Figure, str, tuple[Panel, ...]], ...]:
        """Return every figure of a page with its label and its panels."""
        return tuple(
            (figure, self._labels[figure.id], self._panels(page, figure)) for figure in page.figures
        )

    def thumbnails(self, page: Page) -> str:
        """Return every figure of the case, small, as links from ``page``."""
        figures = [
            {
                "address": self._address(page, figure.id),
                "label": self._labels[figure.id],
                "panels": self._panels(page, figure),
            }
            for each in self.article.pages
            for figure in each.figures
        ]
        return self.render("figure-thumbnails", figures=figures)

    def panel(
        self, page: Page, picture: Picture, figure_id: str, letter: str = "", *, eager: bool = False
    ) -> Panel:
        """Return a picture as templates print it on ``page``."""
        folder, _, name = picture.source.rpartition("/")
        return Panel(
            id=picture.id or figure_id,
            label=self._labels.get(picture.id or figure_id, ""),
            letter=letter,
            alt=picture.alt or self.record(name).alt,
            record=self.record(name),
            image=self.images[picture.source],
            folder=self.address(folder, page),
            linked=picture.linked,
            eager=eager,
        )

    def record(self, name: str) -> ImageRecord:
        """Return what is known of the image of this file name."""
        return self.article.images.get(name) or ImageRecord(name, Place(""))

    @cached_property
    def _labels(self) -> dict[str, str]:
        return label_figures(self.article.pages)

    @cached_property
    def _figure_pages(self) -> dict[str, Page]:
        return {
            identifier: page for page in self.article.pages for identifier in label_figures([page])
        }

    @cached_property
    def _picture_numbers(self) -> dict[tuple[str, int], int]:
        """A number for each picture, for ids that stand once on the site."""
        pictures = [
            (page.path, i) for page in self.article.pages for i in range(len(page.pictures))
        ]
        return {picture: number for number, picture in enumerate(pictures, start=1)}

    def _address(self, page: Page, identifier: str) -> str:
        target = self._figure_pages[identifier]
        base = "" if target.path == page.path else self.address(target.path, page)
        return f"{base}#{quote(identifier)}"

    def _reference(self, page: Page, reference: FigureReference) -> str:
        return self.render(
            "figure-reference",
            address=self._address(page, reference.target),
            label=self._labels[reference.target],
        )

    def _figure(self, page: Page, index: int, figure: Figure) -> dict[str, str]:
        panels = self._panels(page, figure)
        return {
            name_of("figure-panels", index): self.render("panels", panels=panels, figure=figure),
            name_of("figure-label", index): self.render("label", label=self._labels[figure.id]),
            name_of("figure-notes", index): self.render(
                "figure-notes", panels=panels, credits=credit_lines(panels)
            ),
        }

    def _panels(self, page: Page, figure: Figure) -> tuple[Panel, ...]:
        first = page.figures[:1] == (figure,)
        return tuple(
            self.panel(page, picture, figure.id, letter, eager=first)
            for picture, letter in zip(figure.panels, panel_letters(figure), strict=True)
        )

    def _pictures(self, page: Page) -> dict[str, str]:
        panels = {
            index: self.panel(page, picture, f"picture-{self._picture_numbers[page.path, index]}")
            for index, picture in enumerate(page.pictures)
            if picture.source in self.images
        }
        return {
            name_of("picture", index): self.render("picture", panel=panel)
            for index, panel in panels.items()
        } | {name_of("page-end"): self.render("picture-descriptions", panels=list(panels.values()))}

    def _notices(self, page: Page) -> str:
        labels = []
        for figure in page.figures:
            stand_ins = [self._is_stand_in(panel) for panel in figure.panels]
            if all(stand_ins):
                labels.append(self._labels[figure.id])
            else:
                pairs = zip(figure.panels, stand_ins, strict=True)
                labels += [self._labels[panel.id or figure.id] for panel, is_one in pairs if is_one]
        return self.render("stand-in-notice", labels=labels) if labels else ""

    def _is_stand_in(self, picture: Picture) -> bool:
        return self.record(picture.source.rpartition("/")[2]).stand_in
