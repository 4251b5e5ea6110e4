"""What must hold before a case is published, and what is said where it does not."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

import pytest

from casereport.anchors import check_ids
from casereport.build import Build
from casereport.checks import check_citations, check_figures, check_pages, check_reference_list
from casereport.model import (
    Anchor,
    Article,
    Citation,
    CitationItem,
    Entry,
    Figure,
    FigureReference,
    ImageRecord,
    Page,
    Picture,
    Place,
    Problem,
    Severity,
)
from casereport.numbering import MOST_PANELS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

BIB = "references.bib"
ERROR, WARNING = Severity.ERROR, Severity.WARNING
Said = tuple[str, Severity, str]
"""The place of a problem, its severity, and telling words of its cause."""


def at(line: int, file: str = "docs/index.md") -> Place:
    """Return a place on a page."""
    return Place(file, line)


def assert_says(problems: Iterable[Problem], *expected: Said) -> None:
    """Assert that just these problems are found, each with a cure."""
    problems = list(problems)
    assert [(str(p.where), p.severity) for p in problems] == [each[:2] for each in expected]
    for problem, (_, _, words) in zip(problems, expected, strict=True):
        assert words in problem.what
        assert problem.fix


def citing(*lines: tuple[int, str]) -> Page:
    """Return a page that cites works, each given by its line and its key."""
    return Page(
        "docs/index.md",
        citations=tuple(Citation((CitationItem(key),), at(line)) for line, key in lines),
    )


def entries(*keys: str) -> dict[str, Entry]:
    """Return entries of these keys, on the lines 1, 2 and so on."""
    return {
        key: Entry(key, "misc", {"title": "One"}, "", Place(BIB, line))
        for line, key in enumerate(keys, start=1)
    }


def test_an_unknown_work_names_the_nearest_at_each_place() -> None:
    article = Article(
        (citing((3, "smyth2020"), (5, "smith2020"), (9, "SMITH2020"), (9, "zzz")),),
        entries("smith2020"),
    )
    assert_says(
        check_citations(article, BIB),
        ("docs/index.md:3", ERROR, "cites smyth2020, which references.bib does not have; nearest"),
        ("docs/index.md:9", ERROR, "nearest: smith2020"),
        ("docs/index.md:9", ERROR, "cites zzz, which references.bib does not have."),
    )


def test_a_work_that_cannot_be_read_is_not_missed_again() -> None:
    article = Article((citing((3, "broken"), (4, "gone")),), {})
    assert_says(
        check_citations(article, BIB, frozenset({"broken"})), ("docs/index.md:4", ERROR, "gone")
    )


def test_a_work_that_nobody_cites_is_a_warning() -> None:
    article = Article((citing((3, "b")),), entries("a", "b", "c"))
    assert_says(
        check_citations(article, BIB),
        ("references.bib:1", WARNING, "a is cited nowhere"),
        ("references.bib:3", WARNING, "c is cited nowhere"),
    )


LIST = Page("docs/references.md", blocks=("references",))


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        pytest.param([citing((3, "a")), LIST], [], id="one list"),
        pytest.param([citing()], [], id="nothing cited and no list"),
        pytest.param([LIST], [], id="a list of nothing"),
        pytest.param(
            [citing((3, "a"), (4, "b"))],
            [("docs/index.md:3", ERROR, "no page holds")],
            id="no list",
        ),
        pytest.param(
            [citing((3, "a")), LIST, replace(LIST, path="docs/more.md")],
            [("docs/more.md", ERROR, "the first is on docs/references.md")],
            id="lists on two pages",
        ),
        pytest.param(
            [citing((3, "a")), replace(LIST, blocks=("references", "references"))],
            [("docs/references.md", ERROR, "second reference list")],
            id="two lists on one page",
        ),
    ],
)
def test_there_is_one_reference_list(pages: list[Page], expected: list[Said]) -> None:
    assert_says(check_reference_list(Article(tuple(pages))), *expected)


def picture(name: str, line: int = 1, alt: str = "A scan.", identifier: str = "") -> Picture:
    """Return an image of the folder of figures."""
    return Picture(f"figures/{name}", alt, at(line), identifier)


def figure(identifier: str, *panels: Picture) -> Figure:
    """Return a figure that stands where its first panel does."""
    return Figure(identifier, panels, panels[0].where)


def record(name: str, line: int, alt: str = "") -> ImageRecord:
    """Return what figures.yml says of an image."""
    return ImageRecord(name, Place("figures/figures.yml", line), alt=alt)


def given(*ids: tuple[int | None, str]) -> tuple[Anchor, ...]:
    """Return ids of a page, each given by its line and its name."""
    return tuple(Anchor(name, Place("docs/index.md", line)) for line, name in ids)


def showing(*shown: Figure | Picture, path: str = "docs/index.md") -> Page:
    """Return a page with these figures and images."""
    figures = tuple(each for each in shown if isinstance(each, Figure))
    panels = [panel for each in figures for panel in each.panels if panel.id]
    return Page(
        path,
        figures=figures,
        pictures=tuple(each for each in shown if isinstance(each, Picture)),
        anchors=(
            *(Anchor(each.id, each.where) for each in figures),
            *(Anchor(panel.id, panel.where) for panel in panels),
        ),
    )


TWO = figure("figure-ct", picture("a.png", 3, identifier="a"), picture("b.png", 4, identifier="b"))
ONE = figure("figure-op", picture("c.png", 8))


@pytest.mark.parametrize(
    ("pages", "available", "records", "expected"),
    [
        pytest.param([showing(TWO, ONE)], "a b c", [], [], id="all in order"),
        pytest.param([showing(picture("a.png"))], "a", [], [], id="an image without a caption"),
        pytest.param(
            [showing(figure("f", picture("a.png", 3, alt="")))],
            "a",
            [record("a.png", 1, alt="A scan.")],
            [],
            id="alt text in figures.yml",
        ),
        pytest.param(
            [showing(TWO)],
            "a c",
            [],
            [
                ("docs/index.md:4", ERROR, "figures/b.png, which is not there; nearest"),
                ("figures/c.png", WARNING, "shown on no page"),
            ],
            id="an image that is not there, one that is not shown",
        ),
        pytest.param(
            [showing(picture("a.png"))],
            "a",
            [record("b.png", 7)],
            [("figures/figures.yml:7", ERROR, "b.png, which is not in figures/")],
            id="a record without its image",
        ),
        pytest.param(
            [showing(figure("f", picture("a.png", 3, alt="")), picture("b.png", 9, alt=""))],
            "a b",
            [record("b.png", 1)],
            [
                ("docs/index.md:3", ERROR, "figures/a.png without alt text"),
                ("docs/index.md:9", ERROR, "figures/b.png without alt text"),
            ],
            id="no alt text",
        ),
        pytest.param(
            [showing(picture("a.png", 3))],
            "a",
            [record("a.png", 7, alt="Another.")],
            [("docs/index.md:3", ERROR, "figures/figures.yml:7 gives another")],
            id="two alt texts",
        ),
        pytest.param(
            [showing(TWO, figure("figure-ct", picture("c.png", 8)))],
            "a b c",
            [],
            [("docs/index.md:8", ERROR, "the id figure-ct")],
            id="two figures of one id on a page",
        ),
        pytest.param(
            [showing(TWO), showing(figure("b", picture("c.png", 8)), path="docs/more.md")],
            "a b c",
            [],
            [("docs/index.md:8", ERROR, "the id b again; the first is docs/index.md:4")],
            id="a figure called as another page's panel",
        ),
        pytest.param(
            [
                replace(
                    showing(ONE), anchors=given((2, "course"), (8, "figure-op"), (4, "figure-op"))
                )
            ],
            "c",
            [],
            [("docs/index.md:8", ERROR, "the id figure-op again; the first is docs/index.md:4")],
            id="a figure called as a heading",
        ),
        pytest.param(
            [Page("docs/index.md", anchors=given((None, "x"), (None, "x")))],
            "",
            [],
            [("docs/index.md", ERROR, "the id x to two things")],
            id="an id given to two other things, nobody knows where",
        ),
        pytest.param(
            [Page("docs/index.md", anchors=given((9, "x"), (None, "x"), (7, "x")))],
            "",
            [],
            [
                ("docs/index.md:7", ERROR, "the id x to two things"),
                ("docs/index.md:9", ERROR, "the id x to two things"),
            ],
            id="an id given to three things",
        ),
        pytest.param(
            [Page(f"docs/{name}.md", anchors=given((1, "x"))) for name in ("index", "more")],
            "",
            [],
            [],
            id="headings of the same words on two pages",
        ),
        pytest.param(
            [showing(figure("f", *[picture("a.png", n) for n in range(2, MOST_PANELS + 3)]))],
            "a",
            [],
            [("docs/index.md:2", ERROR, "27 panels")],
            id="more panels than letters",
        ),
    ],
)
def test_figures_can_be_shown_found_and_read_aloud(
    pages: list[Page],
    available: str,
    records: list[ImageRecord],
    expected: list[Said],
) -> None:
    article = Article(tuple(pages), images={each.name: each for each in records})
    names = [f"{name}.png" for name in available.split()]
    problems = chain(check_figures(article, names, "figures"), check_ids(article, {}))
    assert_says(problems, *expected)


@pytest.mark.parametrize(
    ("target", "says"),
    [
        ("figure-ct", None),
        ("b", None),
        ("figure-cat", "nearest: figure-ct"),
        ("zzz", "which no figure or panel is called."),
        ("course", "which no figure or panel is called"),
    ],
)
def test_a_link_without_words_names_a_figure_or_panel(target: str, says: str | None) -> None:
    asking = Page(
        "docs/more.md",
        anchors=given((3, "course")),
        figure_references=(FigureReference(target, at(5, "docs/more.md")),),
    )
    problems = check_figures(Article((showing(TWO), asking)), ["a.png", "b.png"], "figures")
    assert_says(problems, *([("docs/more.md:5", ERROR, says)] if says else []))


@pytest.mark.parametrize("source", ["docs/missing.png", "figure/a.png", "missing.svg"])
def test_an_image_that_is_nowhere_is_a_problem(tmp_path: Path, source: str) -> None:
    build = Build(tmp_path, "mkdocs.yml", "docs", "figures", tmp_path / "cache")
    shown = Page("docs/index.md", pictures=(Picture(source, "A scan.", at(3)),))
    build.pages = {shown.path: shown}
    build.read_media(["kept.pdf"])
    assert_says(build.check(build.article([shown.path])), ("docs/index.md:3", ERROR, source))
    build.close()


def test_a_page_says_what_was_found_on_it_and_whether_a_menu_leads_to_it() -> None:
    problem = Problem(at(3), "cites [@a] in a heading.", "Move it.")
    pages = (
        Page("docs/index.md", problems=(problem,)),
        Page("docs/aside.md", in_nav=False),
    )
    assert_says(
        check_pages(Article(pages), "mkdocs.yml"),
        ("docs/index.md:3", ERROR, "in a heading"),
        ("docs/aside.md", WARNING, "nav of mkdocs.yml"),
    )
