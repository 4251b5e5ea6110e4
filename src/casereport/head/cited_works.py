"""A cited work in parts, as formats ask for them that build the reference themselves."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pybtex.bibtex.utils import split_name_list
from pybtex.database import Person
from pybtex.database.input.bibtex import LowLevelParser
from pybtex.richtext import Text

from casereport.identifiers import bare_doi
from casereport.metadata import Author

if TYPE_CHECKING:
    from pybtex.exceptions import PybtexError

    from casereport.manuscript import Manuscript
    from casereport.model import Entry


@dataclass(frozen=True)
class CitedWork:
    """One work this article cites; an empty value is one its entry does not have."""

    key: str
    type: str
    """The entry's type in BibTeX: ``article``."""
    title: str
    authors: tuple[Author, ...] = ()
    container: str = ""
    """The journal or book it is part of."""
    publisher: str = ""
    year: str = ""
    volume: str = ""
    issue: str = ""
    first_page: str = ""
    last_page: str = ""
    doi: str = ""
    pmid: str = ""


def cited_works(manuscript: Manuscript) -> tuple[CitedWork, ...]:
    """Return the works the article is known to cite, in the order of their numbers.

    A work that was only matched to a sentence is none of them: what a machine reads here has no
    room for the mark of a match, and would hold the work for one the authors cited.
    """
    return tuple(
        cited_work(manuscript.entries[reference.key])
        for reference in manuscript.references
        if reference.match is None
    )


def cited_work(entry: Entry) -> CitedWork:
    """Return the work that a bibliography's entry describes."""
    fields = entry.fields

    def field(*names: str) -> str:
        return next((fields[name] for name in names if fields.get(name)), "")

    first, _, last = re.sub(r"\s*[-–—]+\s*", "-", field("pages")).partition("-")
    year = re.match(r"\d{4}", field("year", "date"))
    return CitedWork(
        entry.key,
        entry.type,
        title=field("title"),
        authors=_authors(entry),
        container=field("journal", "journaltitle", "booktitle"),
        publisher=field("publisher"),
        year=year[0] if year else "",
        volume=field("volume"),
        issue=field("number", "issue"),
        first_page=first,
        last_page=last,
        doi=bare_doi(field("doi")),
        pmid=field("pmid"),
    )


def _authors(entry: Entry) -> tuple[Author, ...]:
    """Return the authors named, from the entry's source: braces hold a group's name together."""
    # The entry was read before; that a macro in another of its fields is not known is no matter.
    ignored: list[PybtexError] = []
    parser = LowLevelParser(entry.source, handle_error=ignored.append)
    fields: list[tuple[str, list[str]]] = next((body[1] for _, body in parser), [])
    written = "".join(part for name, parts in fields if name.lower() == "author" for part in parts)
    return tuple(_author(name) for name in split_name_list(written) if name != "others")


def _author(written: str) -> Author:
    person = Person(written)
    family, given = (
        _plain(names)
        for names in (
            [*person.prelast_names, *person.last_names, *person.lineage_names],
            [*person.first_names, *person.middle_names],
        )
    )
    return Author(family, given) if given else Author(name=family)


def _plain(names: list[str]) -> str:
    return " ".join(str(Text.from_latex(name)) for name in names)
