"""Leaving out of a stylesheet what no page of the site can need.

Told by words: a rule stays unless each of its selectors asks for a class, an id or an attribute's
value that stands in no page's attributes and in no script. A script may put a name together
(``"card--" + kind``): a word of a script that ends in ``-`` or ``_`` stands for all it begins.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from casereport.publishing import style_tree
from casereport.publishing.html_tags import tags
from casereport.publishing.selectors import may_match
from casereport.publishing.style_tree import Block, Declared, Verbatim

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from casereport.publishing.site_files import SiteFiles
    from casereport.publishing.style_tree import Part

_WORD = re.compile(r"[\w-]+")
# What a script may put another piece behind; "--" alone would begin every variable.
_BEGINNING = re.compile(r"(?!-+$)[\w-]{2,}[-_]")
_SETS_DIRECTION = re.compile(r"""\.dir\s*=(?!=)|setAttribute\(\s*["']dir["']|dir\s*:\s*["']rtl""")


@dataclass(frozen=True)
class Words:
    """The words of a site that a selector can mean."""

    known: frozenset[str]
    beginnings: tuple[str, ...]
    """What scripts begin names with."""
    directions: frozenset[str] | None
    """The directions of writing of its pages; None where a script may set another."""

    @classmethod
    def of(cls, site: SiteFiles) -> Words:
        """Return the words of a site's pages and scripts."""
        in_pages: set[str] = set()
        directions: set[str] = set()
        scripts = [text for path, text in site.texts.items() if path.endswith((".js", ".mjs"))]
        for path, text in site.texts.items():
            for tag in tags(text) if path.endswith(".html") else ():
                in_pages.add(tag.name)
                in_pages.update(*(_WORD.findall(value or "") for value in tag.attributes.values()))
                in_pages.update(*((value or "").split() for value in tag.attributes.values()))
                directions.update(tag.words("dir"))
                if tag.name == "script":
                    scripts.append(tag.text)
        in_scripts = set().union(*(_WORD.findall(text) for text in scripts))
        return cls(
            frozenset(in_pages | in_scripts),
            tuple(word for word in sorted(in_scripts) if _BEGINNING.fullmatch(word)),
            None if any(map(_SETS_DIRECTION.search, scripts)) else frozenset(directions),
        )

    def digest(self) -> str:
        """Return a text that differs where other words are known."""
        return repr((sorted(self.known), sorted(self.beginnings), sorted(self.directions or "?")))

    def has(self, word: str) -> bool:
        """Return whether a class, id or value of this name may be in a page."""
        return word in self.known or word.startswith(self.beginnings)

    def has_direction(self, word: str) -> bool:
        """Return whether a page may be written in this direction."""
        return self.has(word) if self.directions is None else word in self.directions


def slimmed(sheets: Iterable[str], words: Words) -> str:
    """Return stylesheets as one, without the rules, animations and variables that nothing needs.

    What one of them leaves open ends with it, as it does in browsers. Comments go too, but those
    that begin with ``!``, as notices of a licence do.
    """
    parts = tuple(_needed(chain.from_iterable(map(style_tree.parse, sheets)), words))
    while True:
        used = {word for text in _uses(parts) for word in _WORD.findall(text)}
        fewer = tuple(_used(parts, used, words))
        if fewer == parts:
            return style_tree.write(parts)
        parts = fewer


def _needed(parts: Iterable[Part], words: Words) -> Iterator[Part]:
    """Leave out the rules of which no selector can match, and what is empty then."""
    for part in parts:
        if not isinstance(part, Block):
            yield part
        elif part.selectors is None:
            inner = tuple(_needed(part.inner, words))
            # An empty layer still says where it stands among the layers.
            if inner or part.name == "layer":
                yield Block(part.head, inner, name=part.name)
        elif any(may_match(selector, words) for selector in part.selectors):
            yield part


def _uses(parts: Iterable[Part]) -> Iterator[str]:
    """Yield every text that may name a variable or an animation."""
    for part in parts:
        if isinstance(part, Block):
            # The name of an animation is no use of it.
            yield "" if part.name == "keyframes" else part.head
            yield from _uses(part.inner)
        else:
            yield part.value if isinstance(part, Declared) else part.text


def _used(parts: Iterable[Part], used: set[str], words: Words) -> Iterator[Part]:
    """Leave out variables and animations that neither ``used`` nor the site's words name."""
    for part in parts:
        if isinstance(part, Block):
            name = part.head.split()[-1] if part.name == "keyframes" else ""
            if not name or name in used or words.has(name):
                inner = tuple(_used(part.inner, used, words))
                if inner or not part.inner:
                    yield Block(part.head, inner, part.selectors, part.name)
        elif (
            isinstance(part, Verbatim)
            or not part.name.startswith("--")
            or part.name in used
            or words.has(part.name)
        ):
            yield part
