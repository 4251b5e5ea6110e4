"""Finding the tags of a published page and changing them in place; all else stays as it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from html.parser import HTMLParser
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_WITH_TEXT = frozenset({"script", "style"})


@dataclass(frozen=True)
class Tag:
    """A start tag, where it stands in its page, and what it says."""

    name: str
    attributes: Mapping[str, str | None]
    """Decoded; the first of several of one name counts, as in browsers."""
    start: int
    end: int
    """The place behind the tag."""
    closed: bool = False
    """Whether it is written as ``<x />``."""
    text: str = ""
    """What stands in a script or style element, as it is written."""

    def get(self, name: str) -> str:
        """Return an attribute, or nothing."""
        return self.attributes.get(name) or ""

    def words(self, name: str) -> list[str]:
        """Return the words of an attribute such as ``class`` or ``rel``."""
        return self.get(name).split()

    def changed(self, changes: Mapping[str, str | None], without: str = "") -> str:
        """Return the tag as text with these attributes set, None for one that has no value.

        The attribute ``without`` is left out.
        """
        written = "".join(
            f" {name}" if value is None else f' {name}="{quoted(value)}"'
            for name, value in {**self.attributes, **changes}.items()
            if name != without
        )
        return f"<{self.name}{written}{' /' if self.closed else ''}>"


# HTML, 13.1.2.3: a name, and a value between quotes or up to the next space.
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>]*))?""")


def written_values(tag: str) -> Iterator[tuple[str, int, int]]:
    """Yield each attribute of a tag's text that has a value: its name, and the value's place."""
    begin = len(tag.split(maxsplit=1)[0])
    for found in _ATTRIBUTE.finditer(tag, begin):
        if found[2]:
            quote = 1 if found[2][0] in "\"'" else 0
            yield found[1].lower(), found.start(2) + quote, found.end(2) - quote


@dataclass(frozen=True)
class Edit:
    """A piece of a text to be replaced by another."""

    start: int
    end: int
    text: str


@lru_cache(maxsize=512)  # Each step looks at each page again, most of them as they were.
def tags(html: str) -> tuple[Tag, ...]:
    """Return the start tags of a page in their order."""
    scanner = _Scanner(html)
    scanner.feed(html)
    scanner.close()
    return tuple(scanner.tags)


def quoted(value: str) -> str:
    """Return an attribute's value as it stands between double quotes."""
    return value.replace("&", "&amp;").replace('"', "&quot;")


def edited(text: str, edits: Iterable[Edit]) -> str:
    """Return ``text`` with the pieces replaced. Raises ValueError where two of them overlap."""
    parts, at = [], 0
    for edit in sorted(edits, key=lambda one: (one.start, one.end)):
        if edit.start < at:
            raise ValueError(f"Two changes of one place: {text[edit.start : edit.end]!r}")
        parts += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join([*parts, text[at:]])


class _Scanner(HTMLParser):
    """Notes every start tag and its place."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[Tag] = []
        self._html = html
        lines = html.split("\n")
        self._lines = [0, *accumulate(len(line) + 1 for line in lines)]

    def _place(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def _note(self, name: str, attrs: list[tuple[str, str | None]], *, closed: bool) -> None:
        start = self._place()
        attributes: dict[str, str | None] = {}
        for key, value in attrs:
            attributes.setdefault(key, value)
        end = start + len(self.get_starttag_text() or "")
        self.tags.append(Tag(name, attributes, start, end, closed))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a start tag."""
        self._note(tag, attrs, closed=False)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag written as closed."""
        self._note(tag, attrs, closed=True)

    def handle_endtag(self, tag: str) -> None:
        """Take the text of a script or style element: nothing else can stand in one."""
        if tag in _WITH_TEXT and self.tags and self.tags[-1].name == tag:
            last = self.tags[-1]
            text = self._html[last.end : self._place()]
            self.tags[-1] = Tag(last.name, last.attributes, last.start, last.end, text=text)
