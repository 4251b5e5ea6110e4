"""What the first page and every page's edge of the PDF tell of the article: only what is known."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from casereport.manuscript import Manuscript
    from casereport.metadata import Metadata, PublicationDate

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_LONGEST_RUNNING_HEAD = 110
_UNTITLED = "Case report"


def front(manuscript: Manuscript, home: str) -> dict[str, object]:
    """Return what ``layout/`` calls ``known``; an empty value is unknown, and not shown.

    ``home`` is the label of the title, to which links to the landing page lead. PDF/UA-1 (ISO
    14289-1, 7.1) asks for a title and a language: an article without them is called what it is,
    and is in the language of the generator's own words.
    """
    metadata = manuscript.metadata
    title = metadata.title or _UNTITLED
    language, region = _language(metadata.language or "en")
    affiliations = list(metadata.affiliations)
    source, facts = _source(metadata), _facts(manuscript)
    # Where the address is all there is to tell, it stands where else the journal does.
    is_all = [fact["value"] for fact in facts] == [manuscript.address]
    in_masthead = is_all and not (source or metadata.abstract or metadata.keywords)
    return {
        "home": home,
        "title": title,
        "working": bool(metadata.title) and metadata.working_title,
        "running": textwrap.shorten(title, _LONGEST_RUNNING_HEAD, placeholder=" …"),
        "language": language,
        "region": region,
        "source": manuscript.address if in_masthead else source,
        "source-address": manuscript.address if in_masthead else "",
        "authors": [
            {
                "name": author.full_name,
                "orcid": f"https://orcid.org/{author.orcid}" if author.orcid else "",
                "affiliations": [affiliations.index(each) + 1 for each in author.affiliations],
            }
            for author in metadata.authors
        ],
        "affiliations": affiliations,
        "abstract": metadata.abstract,
        "keywords": list(metadata.keywords),
        "facts": [] if in_masthead else facts,
        "whereabouts": _whereabouts(manuscript),
    }


def readable_date(date: PublicationDate) -> str:
    """Return a date as exact as it is known: ``14 March 2026``, ``March 2026``, ``2026``."""
    month = _MONTHS[date.month - 1] if date.month else ""
    return " ".join(filter(None, (str(date.day or ""), month, str(date.year))))


def _language(tag: str) -> tuple[str, str | None]:
    """Return the language and the region of a tag (BCP 47), in Typst's way."""
    language, *others = tag.split("-")
    regions = (part.upper() for part in others if len(part) == 2)  # noqa: PLR2004 - ISO 3166
    return language.lower(), next(regions, None)


def _source(metadata: Metadata) -> str:
    """Return where it appeared, as references name it: ``Journal 2026;12(3):101–105``."""
    if not metadata.journal:
        return ""
    year = str(metadata.date.year) if metadata.date else ""
    issue = f"({metadata.issue})" if metadata.issue else ""
    pages = "–".join(filter(None, (metadata.first_page, metadata.last_page)))
    place = f"{metadata.volume}{issue}" + (f":{pages}" if pages else "")
    where = ";".join(filter(None, (year, place)))
    return f"{metadata.journal}. {where}".strip() if where else metadata.journal


def _facts(manuscript: Manuscript) -> list[dict[str, str]]:
    metadata, licence = manuscript.metadata, manuscript.metadata.licence
    doi = f"https://doi.org/{metadata.doi}"
    pubmed = f"https://pubmed.ncbi.nlm.nih.gov/{metadata.pmid}/"
    facts = (
        ("Published", readable_date(metadata.date) if metadata.date else "", ""),
        ("DOI", metadata.doi, doi),
        ("PubMed", metadata.pmid, pubmed),
        ("Web page", manuscript.address, manuscript.address),
        ("Licence", licence.name if licence else "", licence.address if licence else ""),
        ("ISSN", metadata.issn, ""),
        ("Publisher", metadata.publisher, ""),
    )
    return [
        {"name": name, "value": value, "address": address}
        for name, value, address in facts
        if value
    ]


def _whereabouts(manuscript: Manuscript) -> str:
    """Return the line at each page's foot: where the article is found, and of what date it is."""
    metadata = manuscript.metadata
    address = f"https://doi.org/{metadata.doi}" if metadata.doi else manuscript.address
    date = readable_date(metadata.date) if metadata.date else ""
    return " · ".join(filter(None, (address, date)))
