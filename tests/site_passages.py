"""What the pages of the site say that a printed article must say too."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bs4 import Tag as Element


# What only the site has: folded parts' names, the way back from a reference, letters on images,
# graphics.
ONLY_ON_SITE = (
    *(".headerlink", "template", "script", "style", "summary", "button", "[hidden]"),
    *("[aria-hidden]", "noscript", ".reference__backlinks", ".reference__bibtex"),
    *(".references__files", ".graphic", ".thumbnails"),
)


BLOCKS = {
    "h1",
    "h2",
    "h3",
    "h4",
    "p",
    "pre",
    "div",
    "details",
    "li",
    "td",
    "th",
    "dt",
    "dd",
    "blockquote",
    "figcaption",
}


def printed(content: Element) -> Element:
    """Return a copy of a page of the site without what only a site has."""
    kept = copy(content)
    for element in kept.select(", ".join(ONLY_ON_SITE)):
        element.decompose()
    # In print the list of abbreviations is a sentence.
    entries = kept.select(".abbreviations__entry")
    for entry in entries:
        for each, sign in zip(
            entry.select("dt, dd"), (",", "." if entry is entries[-1] else ";"), strict=True
        ):
            each.append(sign)
    return kept


def passages(content: Element) -> Iterator[str]:
    """Yield the words of each block of a page that are in no block within it."""
    block, held = None, ""
    for text in content.find_all(string=True):
        inside = next((each for each in text.parents if each.name in BLOCKS), None)
        if inside is not block and held.strip():
            yield " ".join(held.split())
        held = str(text) if inside is not block else f"{held}{text}"
        block = inside
    if held.strip():
        yield " ".join(held.split())
