"""Reading what builds have made: their reports, and the words and links of their pages."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag
from bs4.element import PreformattedString
from mkdocs.utils import DuplicateFilter

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tiny import Built, TinyCase

BIBTEX = {
    "bibtex": {
        "bib_file": "references.bib",
        "bib_by_default": False,
        "enable_inline_citations": False,
    }
}
"""The bibtex plugin among a case's plugins, as it must be set."""

FORMLESS: Mapping[str, object] = {"casereport": {"forms": []}}
"""The casereport plugin among a case's plugins, making nothing but the site."""

LIGHT: Mapping[str, object] = {"theme": {"name": "mkdocs"}, "plugins": [BIBTEX, FORMLESS]}
"""Settings with MkDocs' own theme, quicker than Material, for what does not depend on the theme."""


def build(case: TinyCase, *options: str) -> Built:
    """Build a case as a new process would: MkDocs says each thing once in a process's life."""
    for logger in (logging.getLogger(name) for name in ("mkdocs", "mkdocs.commands.build")):
        for kept in filter(lambda kept: isinstance(kept, DuplicateFilter), logger.filters[:]):
            logger.removeFilter(kept)
    return case.build(*options)


@dataclass(frozen=True)
class Reported:
    """A problem as a report prints it."""

    place: str
    is_warning: bool
    what: str
    fix: str


@dataclass(frozen=True)
class Report:
    """The report of a build: its heading, then each problem with place, cause and cure."""

    text: str
    problems: tuple[Reported, ...]

    @classmethod
    def read(cls, output: str) -> Report:
        """Return the one report in what a build has printed."""
        found = re.findall(r"The case has [^\n]*\n(?:\n  \S[^\n]*\n(?: {6}[^\n]*\n)+)+", output)
        assert len(found) == 1, f"not one report, but {len(found)}:\n{output}"
        blocks = re.findall(r"^  (\S+)  (Warning: )?(\S.*)\n {6}(.*)$", found[0], re.MULTILINE)
        problems = [Reported(at, bool(label), what, fix) for at, label, what, fix in blocks]
        return cls(found[0], tuple(problems))


def snapshot(folder: Path) -> dict[str, bytes]:
    """Return the content of every file in a folder, by its path within it."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def words(element: Tag) -> str:
    """Return the text of an element on one line, without templates, scripts and styles."""
    hidden = {"template", "script", "style"}
    texts = (
        text
        for text in element.find_all(string=True)
        if not isinstance(text, PreformattedString)
        and not hidden & {parent.name for parent in text.parents}
    )
    return " ".join("".join(texts).split())


def all_words(element: Tag) -> str:
    """Return the text of an element on one line, and what templates within it would show."""
    return " ".join("".join(element.find_all(string=True)).split())


@dataclass(frozen=True)
class Site:
    """A built site, as its files: pages go by their path within it, ``discussion/index.html``."""

    folder: Path

    @cached_property
    def pages(self) -> dict[str, BeautifulSoup]:
        """Every HTML page, parsed."""
        return {
            path.relative_to(self.folder).as_posix(): BeautifulSoup(path.read_text("utf-8"), "lxml")
            for path in sorted(self.folder.rglob("*.html"))
        }

    def content(self, page: str) -> Tag:
        """Return the article part of a page."""
        article = self.pages[page].select_one("article")
        assert article is not None, page
        return article

    def target(self, page: str, address: str) -> tuple[str, str]:
        """Return the file that an address on ``page`` leads to, and the part behind its #."""
        parts = urlsplit(urljoin(f"/{page}", address))
        assert not parts.netloc, address
        path = unquote(parts.path).removeprefix("/")
        return (path if path and not path.endswith("/") else f"{path}index.html"), unquote(
            parts.fragment
        )

    def landing(self, page: str, address: str) -> Tag:
        """Return the element that a link on ``page`` leads to; its page must have it once."""
        path, fragment = self.target(page, address)
        assert path in self.pages, f"{page} links to {address}, which is not there"
        found = self.pages[path].find_all(id=fragment)
        assert len(found) == 1, f"{page} links to {address}: {len(found)} elements"
        element = found[0]
        assert isinstance(element, Tag)
        return element


def only(element: Tag | None) -> Tag:
    """Return an element that must be there."""
    assert element is not None
    return element
