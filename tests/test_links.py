"""A link within the case leads to a page and a place on it, or is a problem with its cure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from casereport.links import check_links, check_nav
from casereport.model import (
    Anchor,
    Article,
    Figure,
    Link,
    Page,
    Picture,
    Place,
    RawElement,
    Severity,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

HERE = Place("docs/index.md", 12)
SCAN = Figure("figure-scan", (Picture("figures/scan.png", "A scan.", HERE, "coronal"),), HERE)
FILES = ("docs/data/table.csv",)
MADE_IDS = {"docs/references.md": ("ref-smith2020",), "docs/index.md": ("cite-1",)}


def given(*ids: str) -> tuple[Anchor, ...]:
    """Return ids of a page."""
    return tuple(Anchor(each, HERE) for each in ids)


def found(target: str, page: str = "docs/index.md") -> Sequence[tuple[str, str, Severity]]:
    """Return what is said of one link on a page: cause, cure and severity."""
    pages = {
        "docs/index.md": Page("docs/index.md", anchors=given("home", "in-this-report")),
        "docs/case.md": Page(
            "docs/case.md",
            anchors=given("case", "the-course", "übersicht", "figure-scan", "coronal"),
            figures=(SCAN,),
            raw=(RawElement("a", {"name": "raw"}, HERE),),
        ),
        "docs/references.md": Page(
            "docs/references.md",
            anchors=given(
                "references",
            ),
        ),
        "docs/more/appendix.md": Page(
            "docs/more/appendix.md",
            anchors=given(
                "appendix",
            ),
        ),
    }
    pages[page] = Page(
        page, anchors=pages[page].anchors, figures=pages[page].figures, links=(Link(target, HERE),)
    )
    problems = list(check_links(Article(tuple(pages.values())), FILES, MADE_IDS))
    assert all(problem.where == HERE for problem in problems)
    return [(problem.what, problem.fix, problem.severity) for problem in problems]


@pytest.mark.parametrize(
    ("page", "target"),
    [
        ("docs/index.md", "case.md"),
        ("docs/index.md", "./case.md"),
        ("docs/index.md", "index.md"),
        ("docs/index.md", "more/appendix.md"),
        ("docs/index.md", "data/table.csv"),
        ("docs/index.md", "case.md?print"),
        ("docs/more/appendix.md", "../case.md#the-course"),
        ("docs/more/appendix.md", "appendix.md"),
        # Places: headings, figures, panels, raw HTML, what the generator adds.
        ("docs/index.md", "#in-this-report"),
        ("docs/index.md", "#"),
        ("docs/index.md", "case.md#"),
        ("docs/index.md", "case.md#the-course"),
        ("docs/index.md", "case.md#%C3%BCbersicht"),
        ("docs/index.md", "case.md#figure-scan"),
        ("docs/index.md", "case.md#coronal"),
        ("docs/index.md", "case.md#raw"),
        ("docs/index.md", "references.md#ref-smith2020"),
        ("docs/index.md", "#cite-1"),
        # What leads out of the case is not followed.
        ("docs/index.md", "https://example.org/missing.md#nowhere"),
        ("docs/index.md", "//example.org/missing.md"),
        ("docs/index.md", "mailto:someone@example.org"),
        ("docs/index.md", "tel:+123"),
        ("docs/index.md", "\x02amp\x03#109;\x02amp\x03#97;"),
    ],
)
def test_a_link_that_leads_somewhere_is_in_order(page: str, target: str) -> None:
    assert found(target, page) == []


@pytest.mark.parametrize(
    ("page", "target", "says"),
    [
        ("docs/index.md", "cases.md", "nearest: case.md"),
        ("docs/index.md", "zzzzzzzz.md", "which is not there."),
        ("docs/index.md", "case", "nearest: case.md"),
        ("docs/index.md", "case/", "nearest: case.md"),
        ("docs/index.md", "case.html", "nearest: case.md"),
        ("docs/index.md", "case/index.html", "nearest: case.md"),
        ("docs/index.md", "appendix.md", "nearest: more/appendix.md"),
        ("docs/index.md", "docs/case.md", "nearest: case.md"),
        ("docs/index.md", "../README.md", "which is not there"),
        ("docs/index.md", "data/tables.csv", "nearest: data/table.csv"),
        ("docs/more/appendix.md", "case.md", "nearest: ../case.md"),
        ("docs/index.md", "case.md#the-corse", "docs/case.md does not have; nearest: the-course"),
        ("docs/index.md", "#in-this-reprt", "this page does not have; nearest: in-this-report"),
        ("docs/index.md", "#zzzzzzzz", "this page does not have."),
        ("docs/index.md", "case.md#The-Course", "nearest: the-course"),
        ("docs/index.md", "references.md#ref-smyth2020", "nearest: ref-smith2020"),
    ],
)
def test_a_link_that_leads_nowhere_is_a_problem(page: str, target: str, says: str) -> None:
    ((what, fix, severity),) = found(target, page)
    assert says in what
    assert severity is Severity.ERROR
    assert fix


@pytest.mark.parametrize(
    ("page", "target", "cure"),
    [
        ("docs/index.md", "#figure-scan", "case.md#figure-scan"),
        ("docs/index.md", "#coronal", "case.md#coronal"),
        ("docs/index.md", "references.md#figure-scan", "case.md#figure-scan"),
        ("docs/more/appendix.md", "#figure-scan", "../case.md#figure-scan"),
    ],
)
def test_a_figure_on_another_page_is_found_for_the_author(
    page: str, target: str, cure: str
) -> None:
    ((what, fix, severity),) = found(target, page)
    assert "does not have" in what
    assert cure in fix
    assert severity is Severity.ERROR


def test_a_link_from_the_servers_root_is_a_warning() -> None:
    ((what, _, severity),) = found("/case/")
    assert "/case/" in what
    assert severity is Severity.WARNING


SETTINGS = """\
site_name: A case
nav:
  - Home: index.md
  - Discussion: case-discusion.md
  - More: discusion.md
"""


@pytest.mark.parametrize(
    ("missing", "line", "says"),
    [
        (["case-discusion.md"], 4, "nearest: discussion.md"),
        (["discusion.md"], 5, "nearest: discussion.md"),
        (["zzzzzzzz"], None, "which is not there."),
    ],
)
def test_a_page_the_menu_lists_in_vain_is_a_problem(
    missing: list[str], line: int | None, says: str
) -> None:
    pages = ["index.md", "discussion.md"]
    (problem,) = check_nav(missing, pages, "mkdocs.yml", SETTINGS)
    assert problem.where == Place("mkdocs.yml", line)
    assert says in problem.what
    assert problem.severity is Severity.ERROR


def test_a_menu_without_gaps_is_in_order() -> None:
    assert list(check_nav([], ["index.md"], "mkdocs.yml", SETTINGS)) == []
