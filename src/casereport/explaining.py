"""From a page's abbreviations to the HTML that explains each where it stands, and in one list.

The markup stands in ``templates/``. An abbreviation links to its entry in the list, so that it is
explained without JavaScript too; where no page holds the list, each page that needs it does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from casereport.block_names import ABBREVIATIONS_BLOCK
from casereport.markers import name_of
from casereport.templating import render

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from casereport.model import Abbreviation, Article, Page
    from casereport.rendering import Case

# No entry's id is one of these: each begins with "abbreviation-" or "meaning-".
LIST_ID = "abbreviations-list"
NOTE_ID = "abbreviations-note"
"""The ids of the list, and of the words that end the card of every abbreviation."""


@dataclass(frozen=True)
class Entry:
    """An abbreviation as the templates print it."""

    term: str
    meaning: str
    id: str
    """Of its entry in the list."""
    meaning_id: str
    """Of its meaning on a page that uses it, which describes each use and fills its card."""


def entries(glossary: Mapping[str, Abbreviation]) -> dict[str, Entry]:
    """Return an entry for each abbreviation by its term, in the order of the alphabet."""
    names: dict[str, str] = {}
    for term in sorted(glossary, key=lambda term: (term.casefold(), term)):
        names[term] = _unused(re.sub(r"[\W_]+", "-", term.casefold()).strip("-"), names.values())
    return {
        term: Entry(term, glossary[term].meaning, f"abbreviation-{name}", f"meaning-{name}")
        for term, name in names.items()
    }


def _unused(name: str, taken: Iterable[str]) -> str:
    """Return a name that no other has: mM and MM differ only in capitals."""
    number, free = 1, name
    while free in set(taken):
        number += 1
        free = f"{name}-{number}"
    return free


def explained_terms(page: Page) -> tuple[str, ...]:
    """Return the abbreviations that a page uses, each once, in order of first appearance."""
    return tuple(dict.fromkeys(" ".join(words.split()) for words in page.abbreviations))


def list_page(pages: Sequence[Page]) -> Page | None:
    """Return the page that holds the list of abbreviations."""
    return next((page for page in pages if ABBREVIATIONS_BLOCK in page.blocks), None)


def explaining_ids(article: Article, page: Page) -> set[str]:
    """Return the ids that explaining abbreviations adds to a page."""
    used = [entry for term, entry in entries(article.glossary).items() if _uses(page, term)]
    listed = list_page(article.pages)
    shown = used if listed is None else []
    if page == listed:
        shown = list(entries(article.glossary).values())
    ids = {entry.meaning_id for entry in used} | {entry.id for entry in shown}
    return ids | ({NOTE_ID} if used else set()) | ({LIST_ID} if shown else set())


def _uses(page: Page, term: str) -> bool:
    return term in explained_terms(page)


def explanations(case: Case, page: Page) -> tuple[dict[str, str], str]:
    """Return the HTML for the markers of abbreviations on ``page``, and what ends the page."""
    known = entries(case.article.glossary)
    listed = list_page(case.article.pages)
    elsewhere = listed is not None and listed.path != page.path
    base = case.address(listed.path, page) if listed and elsewhere else ""
    parts: dict[str, str] = {}
    seen: set[str] = set()
    for index, words in enumerate(page.abbreviations):
        entry = known[" ".join(words.split())]
        parts[name_of("abbreviation", index)] = render(
            f"{case.templates}/abbreviation",
            words=words,
            entry=entry,
            address=f"{base}#{quote(entry.id)}",
            note_id=NOTE_ID,
            first=entry.term not in seen,
        )
        seen.add(entry.term)
    parts[name_of(ABBREVIATIONS_BLOCK)] = render(
        f"{case.templates}/abbreviations", entries=list(known.values()), list_id=LIST_ID
    )
    used = [entry for term, entry in known.items() if term in seen]
    end = render(
        f"{case.templates}/abbreviations-at-end",
        used=used,
        listed=used if not listed else [],
        list_id=LIST_ID,
        list_address=f"{base}#{LIST_ID}",
        note_id=NOTE_ID,
    )
    return parts, end
