"""Reading an EPUB as ZIP and XML."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urldefrag, urljoin

from lxml import etree

if TYPE_CHECKING:
    from pathlib import Path


NAMES = {
    "h": "http://www.w3.org/1999/xhtml",
    "opf": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
}


TYPE = "{http://www.idpf.org/2007/ops}type"


PACKAGE = "EPUB/content.opf"


FILE = "case-report.epub"


@dataclass(frozen=True)
class Book:
    """An EPUB, read as ZIP and XML."""

    path: Path

    @cached_property
    def files(self) -> dict[str, bytes]:
        """Every file by its path."""
        with zipfile.ZipFile(self.path) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    def tree(self, name: str) -> Any:  # noqa: ANN401 - lxml is untyped
        """Return a file as XML."""
        return etree.fromstring(self.files[name])

    @cached_property
    def package(self) -> Any:  # noqa: ANN401 - lxml is untyped
        """The package document."""
        return self.tree(PACKAGE)

    def metadata(self, name: str) -> list[str]:
        """Return the values of a Dublin Core element or of a property in the metadata."""
        query = f"//opf:metadata/dc:{name} | //opf:meta[@property=$name]"
        if ":" in name:
            query = "//opf:meta[@property=$name]"
        return [words(each) for each in self.package.xpath(query, namespaces=NAMES, name=name)]

    @cached_property
    def spine(self) -> dict[str, Any]:
        """The files of the text in reading order, parsed, by their path."""
        items = {
            each.get("id"): each.get("href")
            for each in self.package.xpath("//opf:item", namespaces=NAMES)
        }
        order = self.package.xpath("//opf:itemref/@idref", namespaces=NAMES)
        return {f"EPUB/{items[each]}": self.tree(f"EPUB/{items[each]}") for each in order}

    def find(self, query: str) -> list[tuple[str, Any]]:
        """Return what an XPath finds in the text, in reading order, with the file it is in."""
        return [
            (name, each)
            for name, tree in self.spine.items()
            for each in tree.xpath(query, namespaces=NAMES)
        ]

    def landing(self, name: str, address: str) -> Any:  # noqa: ANN401 - lxml is untyped
        """Return the element that a link in the file ``name`` leads to."""
        path, anchor = urldefrag(urljoin(name, address))
        found = self.spine[path].xpath("//*[@id=$id]", id=unquote(anchor))
        assert len(found) == 1, f"{name} links to {address}: {len(found)} elements"
        return found[0]


def words(element: Any) -> str:  # noqa: ANN401 - lxml is untyped
    """Return the text of an element on one line."""
    return " ".join("".join(element.itertext()).split())
