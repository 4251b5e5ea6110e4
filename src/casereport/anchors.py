"""The ids of a case: each belongs to one thing, so that a link leads to one place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casereport.model import Anchor, Page, Place, Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from casereport.model import Article

_FIX = "Give each an id of its own, {#like-this}: links by id must lead to one place."


def landing_ids(
    article: Article, made_ids: Mapping[str, Collection[str]]
) -> dict[str, frozenset[str]]:
    """Return where links can lead on each page, by its path.

    ``made_ids`` are those that the generator itself adds to a page. Browsers also take the name of
    a link for one, as older HTML was written.
    """
    return {
        page.path: frozenset(
            {
                *page.ids,
                *made_ids.get(page.path, ()),
                *(
                    el.attributes["name"]
                    for el in page.raw
                    if el.tag == "a" and "name" in el.attributes
                ),
            }
        )
        for page in article.pages
    }


def check_ids(article: Article, made_ids: Mapping[str, Collection[str]]) -> Iterator[Problem]:
    """Yield ids that are given twice on a page, and those of figures given on two pages.

    ``made_ids`` are those that the generator itself adds to a page.
    """
    first: dict[str, Place] = {}
    for page in article.pages:
        yield from _check_page(page, made_ids.get(page.path, ()))
        for identifier, where in _figure_places(page).items():
            if identifier in first:
                yield _duplicate(Anchor(identifier, where), first[identifier])
            first.setdefault(identifier, where)


def _check_page(page: Page, made_ids: Collection[str]) -> Iterator[Problem]:
    given: dict[str, Place] = {}
    # What was collected on no line is the first, so that the other is told with its line.
    for anchor in sorted(page.anchors, key=lambda anchor: anchor.where.line or 0):
        if anchor.id in made_ids:
            yield Problem(
                anchor.where,
                f"gives the id {anchor.id}, which this site gives to what it makes itself.",
                "Give it another id, {#like-this}: links by id must lead to one place.",
            )
        if anchor.id in given:
            yield _duplicate(anchor, given[anchor.id])
        given.setdefault(anchor.id, anchor.where)


def _figure_places(page: Page) -> dict[str, Place]:
    """Return where each figure and panel of a page stands, by its id."""
    figures = {figure.id: figure.where for figure in page.figures}
    panels = {p.id: p.where for figure in page.figures for p in figure.panels if p.id}
    return panels | figures


def _duplicate(anchor: Anchor, first: Place) -> Problem:
    again = f" again; the first is {first}" if first.line else " to two things"
    return Problem(anchor.where, f"gives the id {anchor.id}{again}.", _FIX)
