"""What a page is to a reader who does not see it: headings, landmarks, language, images."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
import yaml

from reading import Site, words
from tiny import TOP

if TYPE_CHECKING:
    from bs4 import Tag

    from tiny import Built

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")

OUTLINES = {
    "index.html": [
        (1, "Leiomyosarcoma of the inferior vena cava: a case report"),
        (2, "At a glance"),
        (2, "Figures"),
        (2, "Timeline"),
        (2, "In this report"),
        (2, "Cite this report"),
        (2, "Download"),
    ],
    "case-presentation/index.html": [(1, "Case Presentation")],
    "discussion/index.html": [(1, "Discussion")],
    "final-comment/index.html": [(1, "Final Comment")],
    "references/index.html": [(1, "References")],
    "about/index.html": [
        (1, "About this report"),
        (2, "What the source text came without"),
        (2, "Where the words stand"),
        (2, "Abbreviations"),
        (2, "What this site is not"),
    ],
    "404.html": [(1, "Not found")],
}
"""The headings of every page of the case: level and words."""


@pytest.fixture
def site(real_case: Built) -> Site:
    """Return the site of the real case."""
    return Site(real_case.site)


def outline(soup: Tag) -> list[tuple[int, str]]:
    """Return a page's headings."""
    return [(int(str(found.name)[1]), words(found)) for found in soup.select(",".join(HEADINGS))]


def names(parts: list[Tag]) -> list[str]:
    """Return what the parts of a page are called."""
    return [str(part.get("aria-label", "")) for part in parts]


def test_every_page_has_its_outline(site: Site) -> None:
    assert {page: outline(soup) for page, soup in site.pages.items()} == OUTLINES


def test_an_outline_begins_with_its_one_first_heading_and_skips_no_level(site: Site) -> None:
    for page, soup in site.pages.items():
        levels = [level for level, _ in outline(soup)]
        assert levels[0] == 1, page
        assert levels.count(1) == 1, page
        assert all(after <= before + 1 for before, after in pairwise(levels)), page


def test_every_page_has_each_landmark_once_and_names_its_navigations(site: Site) -> None:
    for page, soup in site.pages.items():
        for name, role in (("header", "banner"), ("main", "main"), ("footer", "contentinfo")):
            found = [
                part
                for part in soup.select(f"{name}, [role={role}]")
                if name == "main" or not part.find_parent(["article", "main", "section"])
            ]
            assert len(found) == 1, (page, role)
        called = names(soup.select("nav, [role=navigation]"))
        assert all(called), page
        assert len(set(called)) == len(called), page
        # Before the page's own words nothing but a way past the menu stands outside a landmark.
        order = [part.name for part in soup.select("header, main, footer")]
        assert order == ["header", "main", "footer"], page


def test_every_page_is_in_the_language_of_the_case(site: Site) -> None:
    settings = yaml.load((TOP / "mkdocs.yml").read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - strings alone
    for page, soup in site.pages.items():
        root = soup.select_one("html")
        assert root is not None
        assert root.get("lang") == settings["theme"]["language"], page


def test_every_image_has_words_or_is_marked_as_an_ornament(site: Site) -> None:
    for page, soup in site.pages.items():
        for image in soup.select("img"):
            assert image.get("alt") is not None, (page, image)
            # Beside words that name it and lead to it, an image is not told a second time.
            link = image.find_parent("a")
            assert image["alt"] or (link is not None and words(link)), (page, image)
        for drawing in soup.select("svg"):
            told = drawing.get("role") == "img" and drawing.get("aria-label")
            hidden = drawing.get("aria-hidden") == "true" or drawing.find_parent(
                attrs={"aria-hidden": "true"}
            )
            assert bool(told) != bool(hidden), (page, drawing)


def test_the_description_of_every_figure_is_on_its_page(site: Site) -> None:
    for page, soup in site.pages.items():
        for part in soup.select("[aria-describedby]"):
            for name in str(part["aria-describedby"]).split():
                described = soup.find(id=name)
                assert described is not None, (page, name)
                assert words(described), (page, name)
    panels = site.pages["case-presentation/index.html"].select(".figure img, .sketch img")
    assert len(panels) == 4
    assert all(panel.get("aria-describedby") for panel in panels)
