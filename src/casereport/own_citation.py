"""How to cite the article itself, formatted by the case's style, with room for the reader's day.

A build knows neither the day a reader reads the article nor, while ``site_url`` is a placeholder,
its address. Both are left open, and a script fills them in where it runs.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casereport.forms.article_citation import WORKING_TITLE, article_item
from casereport.markers import marker
from casereport.references import follows_citing_medicine, format_entries, with_identifiers

if TYPE_CHECKING:
    from pathlib import Path

    from casereport.forms.csl import Item
    from casereport.metadata import Metadata, PublicationDate
    from casereport.references import CitationStyle

DAY, ADDRESS = "day-read", "landing-address"
"""The markers of what is left open."""

# RFC 2606 keeps .invalid for what is no address; citeproc makes a link of it.
_OPEN_ADDRESS = "https://address.invalid/"
_OPEN_LINK = re.compile(
    rf'<a\b[^>]*href="{re.escape(_OPEN_ADDRESS)}"[^>]*>[^<]*</a>|{re.escape(_OPEN_ADDRESS)}'
)


# English, of three letters, in whatever language the page is ("Citing Medicine", chapter 25).
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True)
class OwnCitation:
    """The article's citation, and why it is as it is."""

    html: str
    """Inline HTML with the markers ``day-read`` and ``landing-address`` where they are open."""
    missing: tuple[str, ...]
    """What the source text did not give, of what a citation is made of: ``author``, ``date``."""
    web_page: bool
    """Whether it is cited as a page of the Web, having appeared in no journal that is known."""
    citing_medicine: bool
    """Whether its style is that of "Citing Medicine"."""
    note: str = ""
    """What must be said of its title."""

    @property
    def by(self) -> tuple[str, ...]:
        """What a page of the Web is found by in this citation."""
        told = {
            "its title": "author" in self.missing,
            "its address": "href=" in self.html or self.opens(ADDRESS),
            "the day it was read": self.opens(DAY),
        }
        return tuple(what for what, is_told in told.items() if is_told)

    def opens(self, name: str) -> bool:
        """Return whether the day or the address is left open."""
        return marker(name) in self.html


def format_own_citation(
    metadata: Metadata, address: str, style: CitationStyle, cache: Path
) -> OwnCitation | None:
    """Return how to cite the article, or None where it has no title to cite it by.

    ``cache`` is a folder to keep pandoc's answer in. Raises what :func:`format_entries` raises.
    """
    if not metadata.title:
        return None
    medicine = follows_citing_medicine(style)
    item = citation_item(metadata, address, citing_medicine=medicine)
    formatted = format_entries(json.dumps([item], ensure_ascii=False), style, cache, "json")
    found = with_identifiers(formatted[item["id"]], {"doi": metadata.doi, "pmid": metadata.pmid})
    given = {
        "author": metadata.authors,
        "date": metadata.date,
        "journal": metadata.journal,
        "DOI": metadata.doi,
    }
    return OwnCitation(
        _OPEN_LINK.sub(marker(ADDRESS), found),
        tuple(name for name, value in given.items() if not value),
        not metadata.journal,
        medicine,
        WORKING_TITLE if metadata.working_title else "",
    )


def citation_item(metadata: Metadata, address: str, *, citing_medicine: bool) -> Item:
    """Return the article as CSL-JSON to be formatted, what is open and unknown named as such.

    The words in brackets are those of "Citing Medicine" (National Library of Medicine, 2nd ed.,
    chapters 23 and 25) for a place, publisher and date that cannot be found. An article of a
    journal that has a DOI is found by it, and needs neither address nor day. A page of the Web has
    its date as exact as it is known: ``2026 Mar 14`` (chapter 25).
    """
    item = article_item(metadata, address)
    for name in ("abstract", "keyword", "note"):
        item.pop(name, None)
    if metadata.journal and metadata.doi:
        item.pop("URL", None)
    else:
        item["URL"] = address or _OPEN_ADDRESS
        item["accessed"] = {"literal": marker(DAY)}
    if citing_medicine:
        item.setdefault("issued", {"literal": "[date unknown]"})
    if citing_medicine and not metadata.journal:
        if metadata.date:
            # Style files print the year of a web page alone.
            item["issued"] = {"literal": _date_of_web_page(metadata.date)}
        unknown = {"publisher": "[place unknown: publisher unknown]"}
        item |= {"publisher-place": "[place unknown]"} if metadata.publisher else unknown
    return item


def _date_of_web_page(date: PublicationDate) -> str:
    month = _MONTHS[date.month - 1] if date.month else ""
    return " ".join(filter(None, (str(date.year), month, str(date.day or ""))))
