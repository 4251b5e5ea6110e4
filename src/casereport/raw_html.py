"""Reading HTML that an author wrote into a page, which Markdown passes on as it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

FETCHED = frozenset(
    {
        *("background", "data", "href", "imagesrcset", "poster", "src", "srcset", "style"),
        "xlink:href",
    }
)
"""The attributes by which an element can make a browser fetch something (HTML, "Attributes")."""


@dataclass(frozen=True)
class Tag:
    """One start tag."""

    name: str
    attributes: Mapping[str, str] = field(hash=False)
    """Entities resolved; of an attribute given twice the first, as in browsers."""
    text: str
    """The tag as it is written."""


def read_tags(html: str) -> list[Tag]:
    """Return the start tags in a piece of HTML, in order; none of comments, styles or scripts.

    The words of a ``<style>`` stand as its attribute ``style``.
    """
    reader = _TagReader()
    reader.feed(html)
    reader.close()
    return reader.tags


class _TagReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[Tag] = []
        self._styles: dict[str, str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag."""
        attributes: dict[str, str] = {}
        for name, value in attrs:
            attributes.setdefault(name, value or "")
        self._styles = attributes if tag == "style" else None
        self.tags.append(Tag(tag, attributes, self.get_starttag_text() or ""))

    def handle_endtag(self, tag: str) -> None:
        """End a style."""
        if tag == "style":
            self._styles = None

    def handle_data(self, data: str) -> None:
        """Keep the words of a style."""
        if self._styles is not None:
            self._styles["style"] = self._styles.get("style", "") + data
