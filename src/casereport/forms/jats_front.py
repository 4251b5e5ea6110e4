"""The front matter: what is known of the article, and no more.

JATS Publishing is made for articles of journals. In every version, 1.4 included, it admits none
without a ``<journal-id>`` and an ``<issn>``, and in version 1.1 none without the ``<year>`` of a
``<pub-date>``. Where the source of a report gives none of these, an empty element would be no
value, and a made-up one a lie: there stands “unknown”, which nobody can take for a journal, a
number or a year, and ``<notes>`` say that it is no value. Everything else that is unknown is
absent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from casereport.forms.jats_citation import page_elements
from casereport.forms.jats_permissions import permissions
from casereport.forms.xml_tree import XLINK, element, optional

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree import ElementTree as ET

    from casereport.forms.sources import Sources
    from casereport.metadata import Author, Metadata

UNKNOWN = "unknown"
_PDF = "application/pdf"


def front_matter(sources: Sources, heading: str) -> ET.Element:
    """Return ``<front>``; ``heading`` is the site's own, for an article without a title."""
    metadata = sources.manuscript.metadata
    return element(
        "front",
        _journal(metadata),
        element(
            "article-meta",
            *_identifiers(metadata),
            _categories(),
            _titles(metadata, heading),
            *_authors(metadata),
            _author_notes(metadata),
            _date(metadata),
            *_place_in_journal(metadata),
            permissions(metadata.licence.name, metadata.licence.address)
            if metadata.licence
            else None,
            *_addresses(sources),
            optional("abstract", optional("p", metadata.abstract)),
            optional(
                "kwd-group",
                *(element("kwd", word) for word in metadata.keywords),
                attributes={"kwd-group-type": "author"},
            ),
            optional("funding-group", optional("funding-statement", metadata.funding)),
        ),
        _unknown(metadata),
    )


def _journal(metadata: Metadata) -> ET.Element:
    """Return ``<journal-meta>``: its id is the ISSN, or else the title where that is known."""
    kind = "issn" if metadata.issn else "title" if metadata.journal else ""
    return element(
        "journal-meta",
        element(
            "journal-id",
            metadata.issn or metadata.journal or UNKNOWN,
            attributes={"journal-id-type": kind},
        ),
        optional("journal-title-group", optional("journal-title", metadata.journal)),
        element("issn", metadata.issn or UNKNOWN),
        optional("publisher", optional("publisher-name", metadata.publisher)),
    )


def _identifiers(metadata: Metadata) -> Iterator[ET.Element | None]:
    for kind, value in (("pmid", metadata.pmid), ("doi", metadata.doi)):
        yield optional("article-id", value, attributes={"pub-id-type": kind})


def _categories() -> ET.Element:
    return element(
        "article-categories",
        element(
            "subj-group",
            element("subject", "Case Report"),
            attributes={"subj-group-type": "heading"},
        ),
    )


def _titles(metadata: Metadata, heading: str) -> ET.Element:
    """Return ``<title-group>``; a footnote says of a working title whose it is."""
    own = metadata.working_title or not metadata.title
    note = "The title is this site’s own working title, not the authors’."
    return element(
        "title-group",
        element("article-title", metadata.title or heading),
        element(
            "fn-group",
            element(
                "fn",
                element("p", note),
                attributes={"fn-type": "other", "specific-use": "working-title"},
            ),
        )
        if own
        else None,
    )


def _authors(metadata: Metadata) -> Iterator[ET.Element]:
    """Yield ``<contrib-group>`` and every ``<aff>``, which the authors' ``<xref>`` lead to."""
    places = {place: number for number, place in enumerate(metadata.affiliations, start=1)}
    authors = [_author(author, places) for author in metadata.authors]
    if authors:
        yield element("contrib-group", *authors)
    for place, number in places.items():
        yield element(
            "aff", element("label", f"{number}"), place, attributes={"id": f"affiliation-{number}"}
        )


def _author(author: Author, places: dict[str, int]) -> ET.Element:
    orcid = f"https://orcid.org/{author.orcid}" if author.orcid else ""
    name = element(
        "name", optional("surname", author.family), optional("given-names", author.given)
    )
    return element(
        "contrib",
        optional("contrib-id", orcid, attributes={"contrib-id-type": "orcid"}),
        element("collab", author.name) if author.name else name,
        *(
            element(
                "xref",
                f"{places[place]}",
                attributes={"ref-type": "aff", "rid": f"affiliation-{places[place]}"},
            )
            for place in dict.fromkeys(author.affiliations)
        ),
        attributes={"contrib-type": "author"},
    )


def _author_notes(metadata: Metadata) -> ET.Element | None:
    """Return the statement of competing interests, where JATS4R wants it.

    Version 1.1 calls it ``conflict``, even where it says that there is none.
    """
    return optional(
        "author-notes",
        optional(
            "fn",
            optional("p", metadata.competing_interests),
            attributes={"fn-type": "conflict"},
        ),
    )


def _date(metadata: Metadata) -> ET.Element:
    date = metadata.date
    if date is None:
        return element("pub-date", element("year", UNKNOWN))
    return element(
        "pub-date",
        optional("day", f"{date.day:02}" if date.day else ""),
        optional("month", f"{date.month:02}" if date.month else ""),
        element("year", f"{date.year:04}"),
        attributes={"date-type": "pub", "iso-8601-date": str(date)},
    )


def _place_in_journal(metadata: Metadata) -> Iterator[ET.Element | None]:
    yield optional("volume", metadata.volume)
    yield optional("issue", metadata.issue)
    yield from page_elements(metadata.first_page, metadata.last_page)


def _addresses(sources: Sources) -> Iterator[ET.Element]:
    """Yield where the article itself is to be had, once its address is known."""
    address = sources.manuscript.address
    forms = [("text/html", "This article on its site", "")]
    forms += [
        (offer.media_type, f"This article as {offer.label}", offer.file)
        for offer in sources.offers
        if offer.media_type == _PDF
    ]
    for media_type, words, file in forms if address else ():
        attributes = {"content-type": media_type, f"{{{XLINK}}}href": f"{address}{file}"}
        yield element("self-uri", words, attributes=attributes)


def _unknown(metadata: Metadata) -> ET.Element | None:
    """Return ``<notes>`` on what the tag set demands and nobody knows, or None."""
    missing = [
        f"no {name}"
        for name, known in (
            ("journal", metadata.journal),
            ("ISSN", metadata.issn),
            ("date of publication", metadata.date),
        )
        if not known
    ]
    if not missing:
        return None
    listed = " and ".join(filter(None, (", ".join(missing[:-1]), missing[-1])))
    text = (
        f"Of this report {listed} is known."
        f" Where JATS Publishing demands a value, “{UNKNOWN}” stands and is none."
    )
    return element("notes", element("p", text), attributes={"notes-type": "unknown-metadata"})
