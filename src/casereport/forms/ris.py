"""Writing RIS, which EndNote, Zotero, Mendeley and libraries' databases read.

The tags are those of "RIS Format Specifications" (ResearchSoft 2011), the types likewise; each
work is read from its CSL-JSON.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from casereport.forms.csl import Item

TYPES: Mapping[str, str] = {
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "book": "BOOK",
    "chapter": "CHAP",
    "dataset": "DATA",
    "manuscript": "UNPB",
    "paper-conference": "CPAPER",
    "report": "RPRT",
    "thesis": "THES",
    "webpage": "ELEC",
}
"""RIS's type for each of CSL's; the others are ``GEN``, generic."""

# RIS's tag for each of CSL's variables that is one text.
_TEXTS = {
    "TI": "title",
    "T2": "container-title",
    "T3": "collection-title",
    "VL": "volume",
    "ET": "edition",
    "PB": "publisher",
    "CY": "publisher-place",
    "DO": "DOI",
    "UR": "URL",
    "C2": "PMCID",
    "M3": "genre",
    "LA": "language",
    "AB": "abstract",
}
_NAMES = {"AU": "author", "ED": "editor"}


def write_ris(items: Sequence[Item]) -> str:
    """Return works as the text of a RIS file, whose lines end in CR and LF."""
    records = ["".join(f"{tag}  - {value}\r\n" for tag, value in _fields(item)) for item in items]
    return "\r\n".join(records)


def _fields(item: Item) -> Iterator[tuple[str, str]]:
    """Yield the tag and value of every line of one work; what is unknown has no line."""
    yield "TY", TYPES.get(item["type"], "GEN")
    yield "ID", item["id"]
    for tag, role in _NAMES.items():
        for name in item.get(role, []):
            yield tag, _name(name)
    for tag, variable in _TEXTS.items():
        if value := _line(item.get(variable, "")):
            yield tag, value
    yield from _numbers(item)
    yield from _dates(item)
    if pmid := item.get("PMID"):
        # An accession number means something only within its database.
        yield from (("AN", pmid), ("DB", "PubMed"))
    for word in filter(None, item.get("keyword", "").split(", ")):
        yield "KW", _line(word)
    if note := _line(item.get("note", "")):
        yield "N1", note
    yield "ER", ""


def _numbers(item: Item) -> Iterator[tuple[str, str]]:
    """Yield the issue or the report's number, the pages, and the ISSN or ISBN."""
    if number := item.get("issue") or item.get("number"):
        yield "IS", _line(number)
    pages = _line(item.get("page", ""))
    found = re.fullmatch(r"([\w.]+)-([\w.]+)", pages)
    if pages:
        yield "SP", found[1] if found else pages
    if found:
        yield "EP", found[2]
    for number in (item.get("ISSN"), item.get("ISBN")):
        if number:
            yield "SN", _line(number)


def _dates(item: Item) -> Iterator[tuple[str, str]]:
    issued = item.get("issued", {})
    if parts := issued.get("date-parts"):
        year, month, day = (*parts[0], "", "")[:3]
        yield "PY", f"{year:04}"
        if month:
            yield "DA", "/".join([f"{year:04}", f"{month:02}", f"{day:02}" if day else "", ""])
    elif issued.get("literal"):
        yield "PY", issued["literal"]


def _name(name: Mapping[str, str]) -> str:
    """Return a name in RIS's order: ``Family, Given, Suffix``; an undivided one as it is."""
    if "literal" in name:
        return _line(name["literal"])
    particles = (name.get("dropping-particle"), name.get("non-dropping-particle"))
    family = " ".join(filter(None, [*particles, name.get("family")]))
    return _line(", ".join(filter(None, [family, name.get("given"), name.get("suffix")])))


def _line(value: object) -> str:
    """Return a value on one line, without the markup that CSL-JSON allows in titles."""
    return " ".join(re.sub(r"</?(?:i|b|sup|sub|span|sc)\b[^>]*>", "", str(value)).split())
