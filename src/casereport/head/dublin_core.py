"""Dublin Core: what libraries and archives harvest of an article.

In the form of DCMI's "Expressing Dublin Core metadata using HTML/XHTML meta and link elements".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from casereport.head.tags import Link, Meta, known

if TYPE_CHECKING:
    from collections.abc import Iterator

    from casereport.manuscript import Manuscript

SCHEMAS = (
    Link("schema.DC", "http://purl.org/dc/elements/1.1/"),
    Link("schema.DCTERMS", "http://purl.org/dc/terms/"),
)
"""What the prefixes in the names of the tags stand for."""


def dublin_core_tags(manuscript: Manuscript) -> tuple[Meta, ...]:
    """Return the elements that are known, each value in a tag of its own.

    ``DC.title`` is the name given to the article, and so no working title of this site's. Dublin
    Core has no unambiguous place for journal, volume and pages: Highwire tags carry them.
    """
    return tuple(_tags(manuscript))


def _tags(manuscript: Manuscript) -> Iterator[Meta]:
    metadata = manuscript.metadata
    yield from known([("DC.title", "" if metadata.working_title else metadata.title)])
    for author in metadata.authors:
        yield Meta("DC.creator", author.sorting_name)
    yield from known(("DC.subject", keyword) for keyword in metadata.keywords)
    licence = metadata.licence
    yield from known(
        [
            ("DCTERMS.abstract", metadata.abstract),
            ("DC.publisher", metadata.publisher),
            ("DC.date", str(metadata.date or "")),
            # Of the DCMI Type Vocabulary, and an IANA media type.
            ("DC.type", "Text"),
            ("DC.format", "text/html"),
            ("DC.identifier", metadata.doi_address or manuscript.address),
            ("DC.language", metadata.language),
            ("DC.rights", licence.name if licence else ""),
            ("DCTERMS.license", licence.address if licence else ""),
        ]
    )
