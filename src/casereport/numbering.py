"""Numbers for the whole case: citations and figures in nav order, never per page.

Vancouver style numbers references "consecutively in the order in which they are first mentioned
in the text" (ICMJE Recommendations, IV.A.3.g); figures likewise (IV.A.3.i).
"""

from __future__ import annotations

from itertools import accumulate, count
from string import ascii_uppercase
from typing import TYPE_CHECKING

from casereport.model import Backlink

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casereport.model import Figure, Page

MOST_PANELS = len(ascii_uppercase)
"""Panels are lettered A to Z, so a figure has at most 26."""


def number_references(pages: Sequence[Page]) -> dict[str, int]:
    """Return the number, from 1, of every cited key, in order of first appearance."""
    numbers: dict[str, int] = {}
    for page in pages:
        for citation in page.citations:
            for key in citation.keys:
                numbers.setdefault(key, len(numbers) + 1)
    return numbers


def number_citations(pages: Sequence[Page]) -> dict[tuple[str, int], str]:
    """Return the HTML id of every citation: (page path, index on the page) to ``cite-7``.

    Counted over the whole case, so that no id stands twice on the site.
    """
    counter = count(1)
    return {
        (page.path, index): f"cite-{next(counter)}"
        for page in pages
        for index, _ in enumerate(page.citations)
    }


def backlinks(pages: Sequence[Page]) -> dict[str, tuple[Backlink, ...]]:
    """Return, for every cited key, each place that cites it, in reading order."""
    ids = number_citations(pages)
    found: dict[str, list[Backlink]] = {}
    for page in pages:
        occurrences: dict[str, int] = {}
        for index, citation in enumerate(page.citations):
            for key in dict.fromkeys(citation.keys):
                occurrences[key] = occurrences.get(key, 0) + 1
                link = Backlink(page, ids[page.path, index], occurrences[key])
                found.setdefault(key, []).append(link)
    return {key: tuple(links) for key, links in found.items()}


def number_footnotes(pages: Sequence[Page]) -> dict[str, int]:
    """Return the number, from 1, of the first footnote of each page, by the page's path."""
    firsts = accumulate((page.notes for page in pages), initial=1)
    return {page.path: first for page, first in zip(pages, firsts, strict=False)}


def panel_letters(figure: Figure) -> tuple[str, ...]:
    """Return a letter for each panel, ``("A", "B")``; a single panel goes without: ``("",)``."""
    if len(figure.panels) == 1:
        return ("",)
    return tuple(ascii_uppercase[: len(figure.panels)])


def label_figures(pages: Sequence[Page]) -> dict[str, str]:
    """Return the label of every figure and panel by its id: ``Figure 1``, ``Figure 1A``."""
    labels: dict[str, str] = {}
    numbers = count(1)
    for page in pages:
        for figure in page.figures:
            label = f"Figure {next(numbers)}"
            labels.setdefault(figure.id, label)
            for panel, letter in zip(figure.panels, panel_letters(figure), strict=False):
                if panel.id:
                    labels.setdefault(panel.id, label + letter)
    return labels
