"""The article's own citation for reference managers: BibTeX, RIS and CSL-JSON."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from casereport.forms.bibtex_text import MONTHS, latex_field, to_latex, write_entry
from casereport.forms.csl import write_items
from casereport.forms.ris import write_ris

if TYPE_CHECKING:
    from casereport.forms.csl import Item
    from casereport.forms.sources import Sources
    from casereport.metadata import Author, Metadata, PublicationDate

WORKING_TITLE = "The title is this site’s own working title, not the authors’."
"""Said wherever a form shows such a title as the article's."""

_KEY = "case-report"
_MONTH_NAMES = dict(enumerate(MONTHS, start=1))


def article_item(metadata: Metadata, address: str) -> Item:
    """Return the article as CSL-JSON (CSL 1.0.2, appendix III): only what is known of it.

    It is a journal article where a journal is known, else a page of the Web. ``address`` is that
    of its landing page, or empty.
    """
    item = {
        "id": citation_key(metadata),
        "type": "article-journal" if metadata.journal else "webpage",
        "title": metadata.title,
        "author": [_csl_name(author) for author in metadata.authors],
        "issued": _csl_date(metadata.date),
        "container-title": metadata.journal,
        "publisher": metadata.publisher,
        "volume": metadata.volume,
        "issue": metadata.issue,
        "page": _pages(metadata, "-"),
        "DOI": metadata.doi,
        "PMID": metadata.pmid,
        "ISSN": metadata.issn,
        "URL": address,
        "language": metadata.language,
        "keyword": ", ".join(metadata.keywords),
        "abstract": metadata.abstract,
        "note": _note(metadata),
    }
    return {name: value for name, value in item.items() if value}


def article_bibtex(metadata: Metadata, address: str) -> str:
    """Return the article as a BibTeX entry, ``@article`` or ``@misc``: only what is known of it."""
    date = metadata.date
    # Braces within the braces: the title keeps its capitals in every style.
    title = f"{{{to_latex(metadata.title)}}}" if metadata.title else ""
    fields = {
        "author": " and ".join(_bibtex_name(author) for author in metadata.authors),
        "title": title,
        "journal": to_latex(metadata.journal),
        "year": f"{date.year:04}" if date else "",
        "month": _MONTH_NAMES.get(date.month, "") if date else "",
        "day": f"{date.day}" if date and date.day else "",
        "volume": to_latex(metadata.volume),
        "number": to_latex(metadata.issue),
        "pages": to_latex(_pages(metadata, "--")),
        "publisher": to_latex(metadata.publisher),
        "issn": metadata.issn,
        "doi": latex_field("doi", metadata.doi),
        "pmid": metadata.pmid,
        "url": latex_field("url", address),
        "language": metadata.language,
        "keywords": to_latex(", ".join(metadata.keywords)),
        "abstract": to_latex(metadata.abstract),
        "note": to_latex(_note(metadata)),
    }
    return write_entry("article" if metadata.journal else "misc", citation_key(metadata), fields)


def citation_key(metadata: Metadata) -> str:
    """Return the key to cite the article by: ``alpha2026``, else ``case-report``.

    BibTeX takes only letters without accents everywhere, and a name is not to be cut short.
    """
    if not metadata.authors or metadata.date is None:
        return _KEY
    letters = unicodedata.normalize("NFKD", metadata.authors[0].family)
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()
    return f"{plain}{metadata.date.year:04}" if plain.isascii() and plain.isalpha() else _KEY


def make_citation(sources: Sources) -> dict[str, bytes]:
    """Return the article's citation; its address stands in it only where it is known.

    The day a reader reads it does not: that is the reader's own. Without a title there is nothing
    to cite, and no file.
    """
    manuscript = sources.manuscript
    if not manuscript.metadata.title:
        return {}
    item = article_item(manuscript.metadata, manuscript.address)
    bibtex = article_bibtex(manuscript.metadata, manuscript.address)
    return {
        "case-report.bib": f"{bibtex}\n".encode(),
        "case-report.ris": write_ris([item]).encode(),
        "case-report.json": write_items([item]).encode(),
    }


def _note(metadata: Metadata) -> str:
    return WORKING_TITLE if metadata.working_title and metadata.title else ""


def _pages(metadata: Metadata, dash: str) -> str:
    return dash.join(filter(None, [metadata.first_page, metadata.last_page]))


def _csl_name(author: Author) -> dict[str, str]:
    if author.name:
        return {"literal": author.name}
    return {"family": author.family} | ({"given": author.given} if author.given else {})


def _csl_date(date: PublicationDate | None) -> dict[str, list[list[int]]] | None:
    if date is None:
        return None
    return {"date-parts": [[part for part in (date.year, date.month, date.day) if part]]}


def _bibtex_name(author: Author) -> str:
    """Return a name as BibTeX parts it; an undivided one is kept whole by its braces."""
    if author.name or not author.given:
        return f"{{{to_latex(author.full_name)}}}"
    return f"{to_latex(author.family)}, {to_latex(author.given)}"
