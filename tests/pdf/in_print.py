"""A case's PDF beside the site that it says the words of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import yaml
from PIL import Image

from form_texts import SKETCHES
from pdf_reading import Pdf
from reading import Site, only, words
from site_passages import passages, printed

if TYPE_CHECKING:
    from pathlib import Path

    from bs4 import Tag

    from tiny import Built


FILE = "case-report.pdf"


@dataclass(frozen=True)
class CaseInPrint:
    """A case's PDF, and the site it stands beside."""

    name: str
    pdf: Pdf
    site: Site
    case: Path
    pages: tuple[str, ...]
    """The pages that are printed, by their path within the site, in the order of the menu."""

    @property
    def contents(self) -> tuple[Tag, ...]:
        """What each printed page holds, without what only a site has."""
        return tuple(printed(self.site.content(page)) for page in self.pages)

    @property
    def passages(self) -> tuple[str, ...]:
        """Every passage of the printed pages, on one line each."""
        return tuple(text for content in self.contents for text in passages(content))

    @property
    def images(self) -> dict[str, dict[str, str]]:
        """What ``figures.yml`` tells of each image, in the order of the figures."""
        loaded: dict[str, dict[str, str]] = yaml.safe_load(
            (self.case / "figures" / "figures.yml").read_text("utf-8")
        )
        return {name: told for name, told in loaded.items() if name not in SKETCHES}


def in_print(name: str, built: Built, *pages: str) -> CaseInPrint:
    """Return a built case and its PDF."""
    paths = tuple(f"{page}/index.html" for page in pages)
    pdf = Pdf(built.site / FILE)
    return CaseInPrint(name, pdf, Site(built.site), built.site.parent, paths)


# Links.


def references(case: CaseInPrint) -> list[str]:
    """Return the entries of the reference list, by number."""
    page = next(page for page in case.pages if page.startswith("references"))
    entries = case.site.content(page).select("[role='doc-bibliography'] > ol > li")
    return [words(only(entry.p)) for entry in entries]


def drawn_words(case: CaseInPrint) -> list[str]:
    """Return the labels of all drawings."""
    svg = "{http://www.w3.org/2000/svg}"
    labels = []
    for name in case.images:
        if name.endswith(".svg"):
            for text in ET.parse(case.case / "figures" / name).iter(f"{svg}text"):  # noqa: S314
                spans = list(text.iter(f"{svg}tspan"))
                labels += ["".join(span.itertext()) for span in spans or [text]]
    return labels


def size_of(path: Path) -> tuple[int, int]:
    """Return the size of an image in pixels."""
    with Image.open(path) as opened:
        return opened.size
