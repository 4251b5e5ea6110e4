"""What the search finds beside pages: each figure and each reference, at its own place.

MkDocs makes an entry of each page and each heading. A reader who looks for a figure by its number,
or for an author, wants to land there and not at the top of a page.
"""

from __future__ import annotations

import json
import unicodedata
from typing import TYPE_CHECKING, TypedDict
from urllib.parse import quote

from casereport.html_text import caption, parse, text_of
from casereport.manuscript import Role
from casereport.rendering_references import reference_id
from casereport.templating import render

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from casereport.manuscript import Manuscript


# Letters that Unicode does not take for another with a mark.
_PLAIN_LETTERS = str.maketrans(
    {
        **dict(zip("ıøŁłđÐðħŧØĐ", "ioLldDdhtOD", strict=True)),
        "æ": "ae",
        "Æ": "Ae",
        "œ": "oe",
        "Œ": "Oe",
        "ß": "ss",
        "þ": "th",
        "Þ": "Th",
    }
)


class SearchEntry(TypedDict):
    """An entry as MkDocs' index has it."""

    location: str
    """The address from the landing page."""
    title: str
    text: str
    """As HTML."""


def search_entries(manuscript: Manuscript) -> tuple[SearchEntry, ...]:
    """Return an entry for each figure and each reference, in the order of their numbers."""
    return (*_figures(manuscript), *_references(manuscript))


def _figures(manuscript: Manuscript) -> Iterator[SearchEntry]:
    pages = {page.id: page for page in manuscript.pages}
    trees = {figure.page: parse(pages[figure.page].html) for figure in manuscript.figures}
    for figure in manuscript.figures:
        words = caption(trees[figure.page], figure.id)
        text = render("site/search-figure", caption=words, panels=figure.panels)
        yield _entry(pages[figure.page].url, figure.id, figure.label, text)


def _references(manuscript: Manuscript) -> Iterator[SearchEntry]:
    listed = next((page for page in manuscript.pages if page.role is Role.REFERENCES), None)
    for reference in manuscript.references if listed else ():
        # Without its links, as what is found is a link itself.
        words = text_of(parse(reference.html))
        texts = dict.fromkeys((words, without_accents(words)))
        text = render("site/search-reference", texts=texts, reference=reference)
        title = f"Reference {reference.number}"
        yield _entry(listed.url if listed else "", reference_id(reference.key), title, text)


def without_accents(text: str) -> str:
    """Return a text as it is typed on a keyboard without its letters: Hıdıroğlu is Hidiroglu."""
    parts = unicodedata.normalize("NFKD", text.translate(_PLAIN_LETTERS))
    return "".join(part for part in parts if not unicodedata.combining(part))


def _entry(address: str, element: str, title: str, text: str) -> SearchEntry:
    return {"location": f"{address}#{quote(element)}", "title": title, "text": text.strip()}


def add_entries(index: str, entries: Iterable[SearchEntry]) -> str:
    """Return the text of a search index with these entries, each behind those of its page.

    A page that its author keeps out of the search has none.
    """
    found = json.loads(index)
    pages = list(dict.fromkeys(_page(each) for each in found["docs"]))
    found["docs"] += (each for each in entries if _page(each) in pages)
    # Python sorts stably: a page's own entries stay in their order, before these.
    found["docs"].sort(key=lambda each: pages.index(_page(each)))
    return json.dumps(found, sort_keys=True, separators=(",", ":"))


def _page(entry: SearchEntry) -> str:
    return entry["location"].partition("#")[0]
