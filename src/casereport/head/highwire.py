"""Highwire Press tags, ``citation_*``: what Google Scholar and Zotero read of an article.

The forms are those of Scholar's inclusion guidelines for webmasters and of Zotero's translator
“Embedded Metadata”. They stand on the landing page only, or one article is indexed several times.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from casereport.head.cited_works import cited_works
from casereport.head.tags import Meta, known
from casereport.manuscript import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from casereport.forms.form import Offer
    from casereport.head.cited_works import CitedWork
    from casereport.manuscript import Manuscript
    from casereport.metadata import PublicationDate

PDF = "application/pdf"


def highwire_tags(manuscript: Manuscript, offers: Sequence[Offer]) -> tuple[Meta, ...]:
    """Return the tags of an article, in the order in which readers of them expect them.

    Without a title of the authors' own there are none: ``citation_title`` is the title of the
    paper, no tag says that one is only a working title, and a record without a title is none.
    ``citation_online_date`` is never given: only one date of an article is known.
    """
    if not manuscript.metadata.title or manuscript.metadata.working_title:
        return ()
    return tuple(_tags(manuscript, offers))


def _tags(manuscript: Manuscript, offers: Sequence[Offer]) -> Iterator[Meta]:
    metadata = manuscript.metadata
    yield Meta("citation_title", metadata.title)
    for author in metadata.authors:
        yield Meta("citation_author", author.sorting_name)
        for place in author.affiliations:
            yield Meta("citation_author_institution", place)
        yield from known([("citation_author_orcid", author.orcid_address)])
    yield from known(
        [
            ("citation_publication_date", _date(metadata.date)),
            ("citation_journal_title", metadata.journal),
            ("citation_issn", metadata.issn),
            ("citation_publisher", metadata.publisher),
            ("citation_volume", metadata.volume),
            ("citation_issue", metadata.issue),
            ("citation_firstpage", metadata.first_page),
            ("citation_lastpage", metadata.last_page),
            ("citation_doi", metadata.doi),
            ("citation_pmid", metadata.pmid),
            ("citation_language", metadata.language),
            ("citation_keywords", "; ".join(metadata.keywords)),
            ("citation_abstract", metadata.abstract),
        ]
    )
    if manuscript.address:
        yield from known(_addresses(manuscript, offers))
    for work in cited_works(manuscript):
        yield Meta("citation_reference", _reference(work))


def _date(date: PublicationDate | None) -> str:
    """Return a date as Scholar asks for it, YYYY/MM/DD or the year alone."""
    if date is None:
        return ""
    return f"{date.year:04}/{date.month:02}/{date.day:02}" if date.day else f"{date.year:04}"


def _addresses(manuscript: Manuscript, offers: Sequence[Offer]) -> Iterator[tuple[str, str]]:
    """Yield where the article can be read; Scholar follows no relative address."""
    yield "citation_abstract_html_url", manuscript.address
    body = next((page for page in manuscript.pages if page.role is Role.BODY), None)
    if body is not None:
        yield "citation_fulltext_html_url", f"{manuscript.address}{body.url}"
    # Scholar takes a PDF only from the folder of the page that names it.
    pdfs = (offer for offer in offers if offer.media_type == PDF and "/" not in offer.file)
    if pdf := next(pdfs, None):
        yield "citation_pdf_url", f"{manuscript.address}{pdf.file}"


def _reference(work: CitedWork) -> str:
    """Return a cited work as names and values parted by semicolons, which no value may hold."""
    pairs = (
        ("citation_title", work.title),
        *(("citation_author", author.sorting_name) for author in work.authors),
        ("citation_journal_title", work.container),
        ("citation_publisher", work.publisher),
        ("citation_publication_date", work.year),
        ("citation_volume", work.volume),
        ("citation_issue", work.issue),
        ("citation_firstpage", work.first_page),
        ("citation_lastpage", work.last_page),
        ("citation_doi", work.doi),
        ("citation_pmid", work.pmid),
    )
    return "; ".join(f"{name}={value.replace(';', ',')}" for name, value in pairs if value)
