"""What Zotero makes of a page: the rules of its translators “Embedded Metadata” and “RDF”.

Written from the rules those translators follow (their state of June 2024), as far as they concern
the tags that this generator writes; a tag beyond them fails a test rather than being passed over.

1. Every ``<meta>`` with a name or a property and with content is looked at.
2. Its name is parted at ``.``, ``:`` and ``_``. If the first part is a known prefix, it is a
   statement of that vocabulary: ``DC.title``, ``og:type``. So is a name whose second part of three
   or more is one.
3. ``citation_journal_title`` makes the item a journal article, whatever else is there.
4. Otherwise the type is what ``og:type`` says for certain (``website`` is a web page; of
   ``article`` nothing is certain), else a journal article where there is ``citation_title``, else
   a web page where there is any statement. Without all of these there is no item.
5. Fields come from the statements first; Highwire tags then replace them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

_PREFIXES = frozenset(
    {
        *("bib", "bibo", "dc", "dcterms", "prism", "foaf", "vcard", "link", "z", "eprint"),
        *("eprints", "og", "article", "book", "music", "video", "so", "codemeta", "rdf"),
    }
)
# Tags that make the item something else than an article or a page.
_OTHER_TYPES = frozenset(
    {
        *("citation_technical_report_institution", "citation_conference_title"),
        *("citation_conference", "citation_book_title", "citation_inbook_title"),
        *("citation_dissertation_institution", "citation_isbn", "citation_series_title"),
    }
)
_HIGHWIRE = {
    "title": "citation_title",
    "date": "citation_publication_date",
    "publication": "citation_journal_title",
    "volume": "citation_volume",
    "issue": "citation_issue",
    "publisher": "citation_publisher",
    "abstract": "citation_abstract",
    "doi": "citation_doi",
    "language": "citation_language",
}
_STATEMENTS = {
    "title": ("dc:title", "dcterms:title", "og:title"),
    "date": ("dcterms:issued", "dc:date"),
    "publisher": ("dc:publisher",),
    "rights": ("dc:rights",),
    "url": ("og:url",),
    "abstract": ("og:description", "dcterms:abstract"),
    "language": ("dc:language",),
}


@dataclass
class Item:
    """An item in a Zotero library."""

    type: str
    fields: dict[str, str] = field(default_factory=dict)
    creators: list[tuple[str, str]] = field(default_factory=list)
    """Last and first names; only a last name for what is not parted."""
    tags: list[str] = field(default_factory=list)
    attachments: list[str] = field(default_factory=list)


def read_item(soup: BeautifulSoup) -> Item | None:
    """Return the item that Zotero saves of a page, or None where it offers to save none."""
    highwire: dict[str, list[str]] = {}
    statements: dict[str, list[str]] = {}
    for meta in soup.find_all("meta"):
        name = str(meta.get("name") or meta.get("property") or "")
        content = str(meta.get("content") or "")
        if not name or not content:
            continue
        if statement := _statement(name):
            statements.setdefault(statement, []).append(content)
        else:
            highwire.setdefault(name, []).append(content)
    kind = _type(highwire, statements)
    if not kind:
        return None
    item = Item(kind)
    for name, sources in _STATEMENTS.items():
        if found := [statements[each][0] for each in sources if each in statements]:
            item.fields[name] = found[0]
    for name, source in _HIGHWIRE.items():
        if source in highwire:
            item.fields[name] = highwire[source][0]
    _finish(item, highwire, statements, soup)
    return item


def _statement(name: str) -> str:
    """Return what vocabulary and property a name states: rule 2."""
    parts = re.split(r"[.:_]", name)
    for at in (1, 0) if len(parts) > 2 else (0,):
        prefix = parts[at].lower()
        if prefix in _PREFIXES and len(parts) > at + 1:
            rest = name[len("_".join(parts[: at + 1])) + 1 :]
            return f"{prefix}:{rest[:1].lower()}{rest[1:]}"
    return ""


def _type(highwire: dict[str, list[str]], statements: dict[str, list[str]]) -> str:
    """Return the item's type: rules 3 and 4."""
    assert not _OTHER_TYPES & highwire.keys()
    if "citation_journal_title" in highwire:
        return "journalArticle"
    assert statements.get("og:type", ["article"]) == ["article"]
    # Of DCMI's types, Text leaves the type open.
    assert statements.get("dc:type", ["Text"]) == ["Text"]
    if "citation_title" in highwire:
        return "journalArticle"
    return "webpage" if statements else ""


def _finish(
    item: Item,
    highwire: dict[str, list[str]],
    statements: dict[str, list[str]],
    soup: BeautifulSoup,
) -> None:
    authors = highwire.get("citation_author") or statements.get("dc:creator", [])
    item.creators = [_creator(name) for name in authors]
    item.tags = statements.get("dc:subject", []) or [
        tag.strip() for each in highwire.get("citation_keywords", []) for tag in each.split(";")
    ]
    pages = [highwire.get(f"citation_{each}page", [""])[0] for each in ("first", "last")]
    if pages[0]:
        item.fields["pages"] = "-".join(filter(None, pages))
    for name, source in (("issn", "citation_issn"), ("pmid", "citation_pmid")):
        if source in highwire:
            item.fields[name] = highwire[source][0]
    item.attachments = highwire.get("citation_pdf_url", [])[:1]
    description = soup.find("meta", attrs={"name": "description"})
    if "abstract" not in item.fields and description is not None:
        item.fields["abstract"] = str(description["content"])


def _creator(name: str) -> tuple[str, str]:
    if "," in name:
        last, first = name.split(",", 1)
        return last.strip(), first.strip()
    first, _, last = name.rpartition(" ")
    return last, first
