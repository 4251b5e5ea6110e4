"""The table of what a report should come with, and what this site does where it did not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casereport.metadata import Metadata
    from casereport.model import ImageRecord, Reference


@dataclass(frozen=True)
class MetadataRow:
    """One thing a report should come with: what is known, and what the site does without it."""

    item: str
    known: str
    """What the source gives, or nothing."""
    instead: str
    """What this site does in its absence, or nothing."""


def metadata_rows(
    metadata: Metadata, references: Sequence[Reference], images: Sequence[ImageRecord]
) -> tuple[MetadataRow, ...]:
    """Return what a report should come with, what is known, and what the site does instead.

    ``references`` are the works cited, ``images`` the records of the images shown.
    """
    title = "" if metadata.working_title else metadata.title
    licence = metadata.licence.name if metadata.licence else ""
    working = (
        f"Goes by a working title of this site’s own: “{metadata.title}”."
        if metadata.title
        else "Gives no title."
    )
    matched = sum(reference.match is not None for reference in references)
    stand_ins = sum(image.stand_in for image in images)
    return (
        MetadataRow("Title", title, "" if title else working),
        _row("Authors", _names(metadata), "Names no author."),
        _row("Date", str(metadata.date or ""), "Gives no date."),
        _row("DOI", metadata.doi, "Gives no DOI, and claims none."),
        _row("Licence", licence, "Grants none: the words belong to their authors."),
        _row("Consent statement", metadata.consent, "Makes no statement about consent."),
        MetadataRow(
            "Reference list",
            _of(len(references) - matched, len(references), "as the authors gave them"),
            _of(matched, len(references), "matched to the sentences that cite them, each marked")
            + (". None of the matches is confirmed." if matched else ""),
        ),
        MetadataRow(
            "Images",
            _of(len(images) - stand_ins, len(images), "as the authors gave them"),
            _of(stand_ins, len(images), "shown as stand-ins, each marked")
            + ("." if stand_ins else ""),
        ),
    )


def _names(metadata: Metadata) -> str:
    return ", ".join(author.full_name for author in metadata.authors)


def _row(item: str, known: str, without: str) -> MetadataRow:
    return MetadataRow(item, known, "" if known else without)


def _of(count: int, total: int, what: str) -> str:
    if not count:
        return ""
    return f"{'All' if count == total else count} {'' if count == total else 'of '}{total} {what}"
