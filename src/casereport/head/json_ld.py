"""The article in schema.org's words, as JSON-LD: what search engines make their records of.

Types and properties are those of schema.org; each value is one that is known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from casereport.digital_source import schema_org_type
from casereport.front_matter import licence_address
from casereport.head.cited_works import cited_works
from casereport.html_text import caption, parse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casereport.forms.form import Offer
    from casereport.head.cited_works import CitedWork
    from casereport.manuscript import Manuscript, ManuscriptFigure
    from casereport.metadata import Author
    from casereport.panels import Panel

Node = dict[str, Any]

CONTENT = "item"
"""The relation (FAIR Signposting) of an offer that is the article itself in another format."""

_TYPES = {"article": "ScholarlyArticle", "book": "Book", "incollection": "Chapter"}
_TYPES |= dict.fromkeys(("inbook", "inproceedings"), "Chapter")
_TYPES |= dict.fromkeys(("phdthesis", "mastersthesis", "thesis"), "Thesis")
_TYPES |= dict.fromkeys(("report", "techreport"), "Report")
_TYPES |= {"dataset": "Dataset"}


def article_json_ld(manuscript: Manuscript, offers: Sequence[Offer]) -> Node:
    """Return the article as a ``MedicalScholarlyArticle``.

    Unlike a tag, it has room to say that a title is a working title and an image a stand-in. A
    work that was only matched is no ``citation``. Funding is the authors' own sentence, which may
    say that there was none, and so no ``Grant``.
    """
    metadata, address = manuscript.metadata, manuscript.address
    note = "The headline is a working title of this site’s own: the authors’ title is not known."
    landing = manuscript.landing
    return {"@context": "https://schema.org"} | _known(
        {
            "@type": "MedicalScholarlyArticle",
            "@id": metadata.doi_address or address,
            "url": address,
            "headline": metadata.title,
            "disambiguatingDescription": note if metadata.working_title else "",
            "publicationType": "Case Report",
            "description": landing.description if landing else "",
            "abstract": metadata.abstract,
            "keywords": list(metadata.keywords),
            "inLanguage": metadata.language,
            "author": [_author(author) for author in metadata.authors],
            "datePublished": str(metadata.date or ""),
            "publisher": _organization(metadata.publisher),
            "isPartOf": _part_of(metadata.journal, metadata.volume, metadata.issue, metadata.issn),
            "pageStart": metadata.first_page,
            "pageEnd": metadata.last_page,
            "pagination": "-".join(filter(None, (metadata.first_page, metadata.last_page))),
            "identifier": _identifiers(metadata.doi, metadata.pmid),
            "license": _licence(
                *((metadata.licence.name, metadata.licence.address) if metadata.licence else "")
            ),
            "funding": metadata.funding,
            "image": [
                _image(manuscript, figure, panel)
                for figure in manuscript.figures
                for panel in figure.panels
            ],
            "encoding": _encodings(address, offers),
            "citation": [_citation(work) for work in cited_works(manuscript)],
        }
    )


def _known(node: Node) -> Node:
    """Return a node without what is not known; nothing where only its type is left."""
    kept = {name: value for name, value in node.items() if value}
    return {} if kept.keys() <= {"@type"} else kept


def _author(author: Author) -> Node:
    """Return an author; one whose name was given whole may be a person or a group, and has no type.

    An ORCID iD is a person's.
    """
    is_person = bool(author.family or author.orcid)
    return _known(
        {
            "@type": "Person" if is_person else "",
            "@id": author.orcid_address,
            "name": author.full_name,
            "givenName": author.given,
            "familyName": author.family,
            "sameAs": author.orcid_address,
            "affiliation": [
                {"@type": "Organization", "name": each} for each in author.affiliations
            ],
        }
    )


def _organization(name: str) -> Node:
    return _known({"@type": "Organization", "name": name})


def _part_of(journal: str, volume: str, issue: str, issn: str = "") -> Node:
    """Return the issue of the volume of the journal, as far as each is known."""
    whole: Node = {}
    for node in (
        {"@type": "Periodical", "name": journal, "issn": issn},
        {"@type": "PublicationVolume", "volumeNumber": volume},
        {"@type": "PublicationIssue", "issueNumber": issue},
    ):
        if part := _known(node):
            whole = part | ({"isPartOf": whole} if whole else {})
    return whole


def _identifiers(doi: str, pmid: str) -> list[Node]:
    pairs = (
        ("DOI", doi, f"https://doi.org/{doi}"),
        ("PMID", pmid, f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/"),
    )
    return [
        {"@type": "PropertyValue", "propertyID": name, "value": value, "url": address}
        for name, value, address in pairs
        if value
    ]


def _licence(name: str = "", address: str = "") -> str | Node:
    """Return a licence as its address; one that has none as a work of its name."""
    return address or _known({"@type": "CreativeWork", "name": name})


def _image(manuscript: Manuscript, figure: ManuscriptFigure, panel: Panel) -> Node:
    record = panel.record
    page = next(page for page in manuscript.pages if page.id == figure.page)
    words = caption(parse(page.html), figure.id)
    address = manuscript.address
    stand_in = f"Stand-in{f' for: {panel.kind}' if panel.kind else ''}."
    return _known(
        {
            "@type": "ImageObject",
            "@id": f"{address}{page.url}#{panel.id}" if address else "",
            "name": panel.label or figure.label,
            "caption": " ".join(filter(None, (stand_in if record.stand_in else "", words))),
            "description": record.description or panel.alt,
            "creditText": record.credit,
            "license": _licence(record.licence, licence_address(record.licence)),
            "digitalSourceType": schema_org_type(record.digital_source_type),
            "contentUrl": f"{address}{figure.folder}/{panel.file}" if address else "",
        }
    )


def _encodings(address: str, offers: Sequence[Offer]) -> list[Node]:
    """Return the article's other formats, where their addresses are known."""
    if not address:
        return []
    return [
        {
            "@type": "MediaObject",
            "name": offer.label,
            "encodingFormat": offer.media_type,
            "contentUrl": f"{address}{offer.file}",
        }
        for offer in offers
        if offer.rel == CONTENT
    ]


def _citation(work: CitedWork) -> Node:
    kind = _TYPES.get(work.type, "CreativeWork")
    whole = _known({"@type": "Book", "name": work.container})
    if kind == "ScholarlyArticle":
        whole = _part_of(work.container, work.volume, work.issue)
    pages = "-".join(filter(None, (work.first_page, work.last_page)))
    return _known(
        {
            "@type": kind,
            "@id": f"https://doi.org/{work.doi}" if work.doi else "",
            "name": work.title,
            "author": [_author(author) for author in work.authors],
            "datePublished": work.year,
            "publisher": _organization(work.publisher),
            "isPartOf": whole,
            "pagination": pages if kind in {"ScholarlyArticle", "Chapter"} else "",
            "identifier": _identifiers(work.doi, work.pmid),
        }
    )
