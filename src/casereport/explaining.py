"""From the abbreviations of a page to the HTML that explains each where it stands, and in one list.

The markup stands in ``templates/``. An abbreviation links to its entry in the list, so that it is
explained without JavaScript too; where no page holds the list, each page that needs it does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from markupsafe import Markup, escape

from casereport.abbreviations import find_terms
from casereport.block_names import ABBREVIATIONS_BLOCK, REFERENCES_BLOCK
from casereport.entry_checks import NOTE_FIELD
from casereport.markers import marker, name_of
from casereport.numbering import number_references
from casereport.passages import COMPARISON_BLOCK, Graphic
from casereport.templating import render

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from casereport.model import Abbreviation, Article, Page
    from casereport.passages import Passage
    from casereport.rendering import Case

# No entry's id is one of these: each begins with "abbreviation-" or "meaning-".
LIST_ID = "abbreviations-list"
NOTE_ID = "abbreviations-note"
"""The ids of the list, and of the words that end the card of every abbreviation."""

_FIRST_USE = "first-use"
"""The kind of marker, in the class of each use, that says whether it is the first of its page."""


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
    """Return the abbreviations in the text of a page, each once, in order of first appearance."""
    return tuple(dict.fromkeys(" ".join(words.split()) for words in page.abbreviations))


def _text_of(graphic: Graphic) -> tuple[Passage, ...]:
    """Return the words of a graphic that are text as any other: its title, and heads in sight.

    All others are links to the sentences that say them, or folded away.
    """
    heads = graphic.head if graphic.kind == COMPARISON_BLOCK else ()
    return (graphic.title, *heads)


def terms_on(article: Article, page: Page) -> frozenset[str]:
    """Return the abbreviations that are explained where they stand on a page of the site."""
    made = [text.words for each in _graphics(page) for text in _text_of(each)]
    if REFERENCES_BLOCK in page.blocks:
        cited = (article.entries.get(key) for key in number_references(article.pages))
        made += [each.fields.get(NOTE_FIELD, "") for each in cited if each and each.match]
    return frozenset(explained_terms(page)).union(
        *(_terms_in(text, article.glossary) for text in made)
    )


def _graphics(page: Page) -> Iterator[Graphic]:
    return (block for block in page.passages.blocks if isinstance(block, Graphic))


def _terms_in(text: str, glossary: Iterable[str]) -> set[str]:
    return {" ".join(text[start:end].split()) for start, end in find_terms(text, glossary)}


def list_page(pages: Sequence[Page]) -> Page | None:
    """Return the page that holds the list of abbreviations."""
    return next((page for page in pages if ABBREVIATIONS_BLOCK in page.blocks), None)


def explaining_ids(article: Article, page: Page) -> set[str]:
    """Return the ids that explaining abbreviations adds to a page."""
    terms = terms_on(article, page)
    used = [entry for term, entry in entries(article.glossary).items() if term in terms]
    listed = list_page(article.pages)
    shown = used if listed is None else []
    if page == listed:
        shown = list(entries(article.glossary).values())
    ids = {entry.meaning_id for entry in used} | {entry.id for entry in shown}
    return ids | ({NOTE_ID} if used else set()) | ({LIST_ID} if shown else set())


@dataclass(frozen=True)
class Explaining:
    """How the abbreviations of one page are explained."""

    entries: Mapping[str, Entry]
    """By their terms, in the order of the list."""
    base: str
    """The relative address of the page with the list, or empty where it is this one."""
    templates: str
    """Which templates: see :class:`~casereport.rendering.Case`."""

    @classmethod
    def on(cls, case: Case, page: Page) -> Explaining:
        """Return how those of ``page`` are explained."""
        listed = list_page(case.article.pages)
        elsewhere = listed is not None and listed.path != page.path
        base = case.address(listed.path, page) if listed and elsewhere else ""
        return cls(entries(case.article.glossary), base, case.templates)

    def link(self, words: str) -> Markup:
        """Return the HTML for one abbreviation, as written."""
        term = " ".join(words.split())
        entry = self.entries[term]
        html = render(
            f"{self.templates}/abbreviation",
            words=words,
            entry=entry,
            address=f"{self.base}#{quote(entry.id)}",
            note_id=NOTE_ID,
            first=marker(_FIRST_USE, list(self.entries).index(term)),
        )
        return Markup(html)  # noqa: S704 - from our template

    def marked(self, text: str) -> Markup:
        """Return a text as HTML in which every abbreviation leads to its meaning."""
        return self._with_terms(text, self.link)

    def inserted(self, text: str) -> Markup:
        """Return a text as HTML in which the meaning of each follows its first use, in brackets.

        This is for cards, which cannot hold cards themselves.
        """
        seen: set[str] = set()

        def followed(words: str) -> Markup:
            entry = self.entries[" ".join(words.split())]
            if entry.term in seen:
                return escape(words)
            seen.add(entry.term)
            return escape(f"{words} [{entry.meaning}]")

        return self._with_terms(text, followed)

    def marked_in(self, graphic: Graphic) -> Iterator[tuple[Passage, Markup]]:
        """Yield the words of a graphic that are text as any other, each with its HTML."""
        for passage in _text_of(graphic):
            yield passage, self.marked(passage.words)

    def meanings_in(self, graphic: Graphic) -> list[Entry]:
        """Return an entry for each abbreviation in the words of a graphic, as its note lists them.

        Those in its links cannot be links to their meanings as well.
        """
        passages = (graphic.title, *graphic.head, *graphic.quoted)
        used = set[str]().union(*(_terms_in(each.words, self.entries) for each in passages))
        return [entry for term, entry in self.entries.items() if term in used]

    def _with_terms(self, text: str, of_term: Callable[[str], Markup]) -> Markup:
        html, end = Markup(), 0
        for start, stop in find_terms(text, self.entries):
            html += escape(text[end:start]) + of_term(text[start:stop])
            end = stop
        return html + escape(text[end:])


def explanations(case: Case, page: Page, explain: Explaining) -> tuple[dict[str, str], str]:
    """Return the HTML for the markers of abbreviations on ``page``, and what ends the page."""
    parts: dict[str, str] = {
        name_of("abbreviation", index): explain.link(words)
        for index, words in enumerate(page.abbreviations)
    }
    known = list(explain.entries.values())
    parts[name_of(ABBREVIATIONS_BLOCK)] = render(
        f"{case.templates}/abbreviations", entries=known, list_id=LIST_ID
    )
    terms = terms_on(case.article, page)
    used = [entry for entry in known if entry.term in terms]
    end = render(
        f"{case.templates}/abbreviations-at-end",
        used=used,
        listed=used if not list_page(case.article.pages) else [],
        list_id=LIST_ID,
        list_address=f"{explain.base}#{LIST_ID}",
        note_id=NOTE_ID,
    )
    return parts, end


def mark_first_uses(html: str) -> str:
    """Return a whole page in which the first use of each abbreviation is marked, for print.

    Which is the first is known when the page is put together: they stand in its text and in what
    the generator makes of its blocks.
    """
    seen: set[str] = set()

    def class_of(found: re.Match[str]) -> str:
        first = found[0] not in seen
        seen.add(found[0])
        return " abbreviation--first" if first else ""

    return re.sub(marker(_FIRST_USE).replace("0", r"\d+"), class_of, html)
