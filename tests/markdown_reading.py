"""Reading the Markdown forms of a case, by two programs that have nothing in common."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import markdown
import pypandoc
from bs4 import BeautifulSoup

if TYPE_CHECKING:
    from pathlib import Path


WHOLE = "case-report.md"


PAGES = {
    "real_case": (
        "",
        "case-presentation/",
        "discussion/",
        "final-comment/",
        "references/",
        "about/",
    ),
    "full_case": ("", "case/", "discussion/", "references/", "about/"),
    "constructs_case": ("", "one/two/", "more/", "figures/", "references/"),
}
"""The address of every page, in the order of the menu."""


@cache
def read(path: Path) -> BeautifulSoup:
    """Return a Markdown file as HTML, read as GitHub's CommonMark with tables and footnotes.

    The reader, commonmark-hs, has nothing in common with what writes Markdown in pandoc.
    """
    html = pypandoc.convert_file(str(path), "html", format="gfm", extra_args=["--wrap=none"])
    return BeautifulSoup(html, "lxml")


def read_otherwise(path: Path) -> BeautifulSoup:
    """Return a Markdown file as HTML, read by Python-Markdown, which is older than CommonMark."""
    extensions = ["tables", "footnotes", "fenced_code"]
    return BeautifulSoup(markdown.markdown(path.read_text("utf-8"), extensions=extensions), "lxml")
