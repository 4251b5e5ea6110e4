"""Citations and figures are numbered over the whole case, in the order of its menu.

The cases stand in ``tests/cases/numbering/``.
"""

from __future__ import annotations

from pathlib import Path
from string import ascii_uppercase
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from casereport.build import Build
from casereport.citations import parse_citation
from casereport.model import Citation, Figure, Page, Picture, Place
from casereport.numbering import (
    MOST_PANELS,
    backlinks,
    label_figures,
    number_citations,
    number_references,
    panel_letters,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

CASES = Path(__file__).parent / "cases" / "numbering"
HERE = Place("docs/page.md", 1)


def cases(table: str, expected: str) -> list[Any]:
    """Return each case of a table that says what is expected: its pages in order, and that."""
    data = yaml.safe_load((CASES / table).read_text("utf-8"))
    page = citing_page if table == "citations.yml" else page_of_figures
    return [
        pytest.param(
            ordered([page(*item) for item in case["pages"].items()], case.get("nav")),
            case[expected],
            id=case["name"],
        )
        for case in data
        if expected in case
    ]


def ordered(pages: Iterable[Page], nav: Sequence[str] | None) -> tuple[Page, ...]:
    """Return the pages in the order in which a build numbers them."""
    build = Build(Path(), "mkdocs.yml", "docs", "figures", Path(".cache"))
    build.pages = {page.path: page for page in pages}
    try:
        return build.article(list(build.pages) if nav is None else nav).pages
    finally:
        build.close()


def citing_page(path: str, texts: Sequence[str]) -> Page:
    """Return a page with these citations."""
    citations = [Citation(parse_citation(text) or (), HERE) for text in texts]
    return Page(path, citations=tuple(citations))


def page_of_figures(path: str, figures: Sequence[tuple[str, Sequence[str]]]) -> Page:
    """Return a page with these figures, each given by its id and those of its panels."""
    return Page(path, figures=tuple(figure(*ids) for ids in figures))


def figure(identifier: str, panels: Sequence[str]) -> Figure:
    """Return a figure with panels of these ids."""
    pictures = tuple(Picture("figures/scan.png", "A scan.", HERE, panel) for panel in panels)
    return Figure(identifier, pictures, HERE)


@pytest.mark.parametrize(("pages", "numbers"), cases("citations.yml", "numbers"))
def test_works_are_numbered(pages: Sequence[Page], numbers: dict[str, int]) -> None:
    assert number_references(pages) == numbers
    assert sorted(numbers.values()) == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize(("pages", "places"), cases("citations.yml", "places"))
def test_every_work_leads_back_to_its_citations(
    pages: Sequence[Page], places: dict[str, list[list[object]]]
) -> None:
    found = {
        key: [[link.page.path, link.citation_id, link.occurrence] for link in links]
        for key, links in backlinks(pages).items()
    }
    assert found == places


@pytest.mark.parametrize(("pages", "numbers"), cases("citations.yml", "numbers"))
def test_every_citation_has_an_id_of_its_own(
    pages: Sequence[Page], numbers: dict[str, int]
) -> None:
    ids = number_citations(pages)
    assert bool(ids) == bool(numbers)
    assert list(ids) == [
        (page.path, index) for page in pages for index, _ in enumerate(page.citations)
    ]
    assert len(set(ids.values())) == len(ids)


@pytest.mark.parametrize(("pages", "labels"), cases("figures.yml", "labels"))
def test_figures_and_panels_are_labelled(pages: Sequence[Page], labels: dict[str, str]) -> None:
    assert label_figures(pages) == labels


@pytest.mark.parametrize(
    ("panels", "letters"),
    [(1, ("",)), (2, ("A", "B")), (MOST_PANELS, tuple(ascii_uppercase))],
)
def test_panels_have_letters_when_there_are_several(panels: int, letters: Sequence[str]) -> None:
    assert panel_letters(figure("figure-scan", [""] * panels)) == letters


def test_a_figure_of_too_many_panels_keeps_the_letters_there_are() -> None:
    pages = [page_of_figures("docs/index.md", [("many", [f"p{n}" for n in range(30)])])]
    labels = label_figures(pages)
    assert labels["p25"] == "Figure 1Z"
    assert "p26" not in labels
