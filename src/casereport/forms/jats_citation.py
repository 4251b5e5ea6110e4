"""A cited work as JATS tags it: ``<element-citation>``, from the fields of its BibTeX entry.

Titles keep the letters and the markup that the bibliography gives them: what a citation style
does to them is a matter of its print.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from pybtex.bibtex.utils import split_name_list
from pybtex.database import Person
from pybtex.database.input.bibtex import LowLevelParser
from pybtex.richtext import Text

from casereport.forms.xml_tree import XLINK, element, optional
from casereport.identifiers import bare_doi
from casereport.pandoc import run_pandoc

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from casereport.model import Entry


@dataclass(frozen=True)
class _Kind:
    """How JATS tags the works of a BibTeX type."""

    publication_type: str
    """A value that JATS suggests for ``@publication-type``."""
    title: str = "source"
    """The element of the title; ``<source>`` where the work is no part of another."""
    container: tuple[str, ...] = ()
    """The fields, any one of which names what it is part of."""


_BOOK, _REPORT, _THESIS = _Kind("book"), _Kind("report"), _Kind("thesis")
_TALK = _Kind("confproc", "article-title", ("booktitle",))
_CHAPTER = _Kind("book", "chapter-title", ("booktitle",))
_KINDS: Mapping[str, _Kind] = {
    "article": _Kind("journal", "article-title", ("journal", "journaltitle")),
    "book": _BOOK,
    "booklet": _BOOK,
    "conference": _TALK,
    "dataset": _Kind("data", "data-title"),
    "inbook": _CHAPTER,
    "incollection": _CHAPTER,
    "inproceedings": _TALK,
    "manual": _BOOK,
    "mastersthesis": _THESIS,
    "online": _Kind("website"),
    "phdthesis": _THESIS,
    "proceedings": _Kind("confproc"),
    "report": _REPORT,
    "techreport": _REPORT,
    "thesis": _THESIS,
    "unpublished": _Kind("working-paper"),
}
# JATS4R would rather not see "other"; of an entry @misc nothing else is known.
_OTHER = _Kind("other")

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_PUBLISHERS = ("publisher", "school", "institution", "organization")
_PLACES = ("address", "location")
_IDENTIFIERS = ("doi", "pmid", "pmcid")


def cite_entries(entries: Sequence[Entry]) -> list[ET.Element]:
    """Return the ``<element-citation>`` of every entry."""
    return [_cite(entry, title) for entry, title in zip(entries, _titles(entries), strict=True)]


def _titles(entries: Sequence[Entry]) -> list[ET.Element]:
    """Return every title as an element with the title's words and markup in JATS."""
    if not entries:
        return []
    raw = (_raw(entry, "title") for entry in entries)
    source = "\n\n".join(" ".join(title.split()) for title in raw)
    made = run_pandoc(
        source.encode(), "--from", "latex", "--to", "jats_publishing", "--wrap", "none"
    )
    return list(ET.fromstring(b"<titles>" + made + b"</titles>"))  # noqa: S314 - pandoc's own


def _raw(entry: Entry, name: str) -> str:
    """Return a field with its LaTeX; without it where it is made of macros."""
    # The macros of the file are not at hand here: one that is not known is nothing.
    parser = LowLevelParser(entry.source, handle_error=lambda _: None)
    for _, (_, fields) in parser:
        for field, parts in fields:
            if field.lower() == name and "".join(parts):
                return "".join(parts)
    return entry.fields.get(name, "")


def _cite(entry: Entry, title: ET.Element) -> ET.Element:
    kind = _KINDS.get(entry.type, _OTHER)
    container = _first(entry, kind.container)
    tag = kind.title if container or not kind.container else "source"
    return element(
        "element-citation",
        *(_persons(entry, role) for role in ("author", "editor")),
        element(tag, title.text or "", *title),
        optional("source", container),
        *_publishing(entry),
        *_date(entry),
        *_place_within(entry),
        *_identifiers(entry),
        *_address(entry),
        *(optional("comment", entry.fields.get(name, "")) for name in ("howpublished", "note")),
        attributes={"publication-type": kind.publication_type},
    )


def _first(entry: Entry, fields: Sequence[str]) -> str:
    return next(filter(None, (entry.fields.get(name, "") for name in fields)), "")


def _persons(entry: Entry, role: str) -> ET.Element | None:
    """Return ``<person-group>``; “and others” is ``<etal>``."""
    named = split_name_list(_raw(entry, role)) if entry.fields.get(role) else []
    people = [element("etal", "et al.") if name == "others" else _person(name) for name in named]
    return optional("person-group", *people, attributes={"person-group-type": role})


def _person(name: str) -> ET.Element:
    person = Person(name)
    family = " ".join(_plain([*person.prelast_names, *person.last_names]))
    if not (person.first_names or person.middle_names) and name.startswith("{"):
        return element("collab", family)
    return element(
        "name",
        element("surname", family),
        optional("given-names", " ".join(_plain([*person.first_names, *person.middle_names]))),
        optional("suffix", " ".join(_plain(person.lineage_names))),
    )


def _plain(names: Sequence[str]) -> list[str]:
    return [str(Text.from_latex(name)) for name in names]


def _publishing(entry: Entry) -> Iterator[ET.Element | None]:
    chapter = entry.fields.get("chapter", "")
    yield optional("comment", f"Chapter {chapter}" if chapter else "")
    yield optional("edition", entry.fields.get("edition", ""))
    yield optional("version", entry.fields.get("version", ""))
    yield optional("series", entry.fields.get("series", ""))
    yield optional("publisher-loc", _first(entry, _PLACES))
    yield optional("publisher-name", _first(entry, _PUBLISHERS))


def _date(entry: Entry) -> Iterator[ET.Element | None]:
    year, _, rest = entry.fields.get("date", "").partition("-")
    year = entry.fields.get("year", "") or year
    month, _, day = rest.partition("-")
    named = (entry.fields.get("month", "") or month).lower()[:3]
    month = f"{_MONTHS.index(named) + 1:02}" if named in _MONTHS else named
    found = re.search(r"\d{4}", year)
    # A year that is more than four digits says in an attribute which four it means.
    exact = {"iso-8601-date": found[0]} if found and found[0] != year else {}
    yield optional("day", day)
    yield optional("month", month)
    yield optional("year", year, attributes=exact)


def _place_within(entry: Entry) -> Iterator[ET.Element | None]:
    """Yield volume, issue and pages."""
    yield optional("volume", entry.fields.get("volume", ""))
    number = entry.fields.get("issue", "") or entry.fields.get("number", "")
    of_report = entry.type in {"report", "techreport"}
    yield optional("comment" if of_report else "issue", f"No. {number}" if of_report else number)
    pages = re.sub(r"\s*[-–—]+\s*", "–", entry.fields.get("pages", ""))
    first, _, last = pages.partition("–")
    if re.search("[,;+]", pages):
        yield element("fpage", re.split("[–,;+]", pages)[0].strip())
        yield element("page-range", pages)
    elif eid := entry.fields.get("eid", ""):
        yield element("elocation-id", eid)
    else:
        yield from page_elements(first, last)


def page_elements(first: str, last: str) -> Iterator[ET.Element | None]:
    """Yield first and last page; a number that stands for pages, e12, is ``<elocation-id>``."""
    if not last and re.match(r"e\d", first):
        yield element("elocation-id", first)
    else:
        yield optional("fpage", first)
        yield optional("lpage", last)


def _identifiers(entry: Entry) -> Iterator[ET.Element | None]:
    for name in _IDENTIFIERS:
        value = entry.fields.get(name, "")
        yield optional(
            "pub-id",
            bare_doi(value) if name == "doi" else value,
            attributes={"pub-id-type": name},
        )
    yield optional("isbn", entry.fields.get("isbn", ""))


def _address(entry: Entry) -> Iterator[ET.Element | None]:
    accessed = entry.fields.get("urldate", "")
    yield optional(
        "date-in-citation",
        accessed,
        attributes={"content-type": "access-date", "iso-8601-date": accessed},
    )
    address = entry.fields.get("url", "")
    # JATS4R, accessibility: a link whose words are its address says in a title what it leads to.
    yield optional(
        "ext-link",
        address,
        attributes={
            "ext-link-type": "uri",
            f"{{{XLINK}}}href": address,
            f"{{{XLINK}}}title": entry.fields.get("title", ""),
        },
    )
