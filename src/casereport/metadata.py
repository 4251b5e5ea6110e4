"""What is known of the article itself, from the front matter of its first page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import yaml

from casereport.model import Metadata, Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from casereport.model import ImageRecord, Reference

# The lines between --- and --- with which a page may begin.
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*$", re.MULTILINE | re.DOTALL)

_TEXTS = ("title", "date", "doi", "licence", "consent")


@dataclass(frozen=True)
class MetadataRow:
    """One thing a report should come with: what is known, and what the site does without it."""

    item: str
    known: str
    """What the source gives, or nothing."""
    instead: str
    """What this site does in its absence, or nothing."""


def check_front_matter(source: str, file: str) -> Iterator[Problem]:
    """Yield what is wrong with a page's front matter, which would be shown as text otherwise."""
    found = _FRONT_MATTER.match(source)
    if found is None:
        return
    fix = "Write one name: value a line; quote a value that holds “: ”."
    try:
        data = yaml.safe_load(found[1])
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        # The mark counts from 0, below the line of dashes.
        line = mark.line + 2 if mark else 2
        reason = getattr(error, "problem", None) or getattr(error, "reason", error)
        what = f"begins with lines that are not YAML: {reason}."
        yield Problem(Place(file, line), what, fix)
        return
    if data is not None and not isinstance(data, dict):
        yield Problem(Place(file, 2), "begins with lines that are no “name: value” lines.", fix)


def read_metadata(
    meta: Mapping[str, object], file: str, source: str
) -> tuple[Metadata, tuple[Problem, ...]]:
    """Return the article's metadata from a page's front matter, and what is wrong with it."""
    problems: list[Problem] = []

    def wrong(name: str, fix: str) -> None:
        where = Place(file, _line_of_field(source, name))
        problems.append(Problem(where, f"gives {name} in a form that cannot be read.", fix))

    texts: dict[str, str] = {}
    for name in _TEXTS:
        value = meta.get(name, "")
        if isinstance(value, str | int | date) and not isinstance(value, bool):
            texts[name] = str(value).strip()
        elif value is not None:
            wrong(name, f"Write {name}: and one text behind it.")
    authors = meta.get("authors") or []
    if not isinstance(authors, list) or not all(isinstance(name, str) for name in authors):
        wrong("authors", "Write one author a line, each behind a hyphen.")
        authors = []
    working = meta.get("working-title", False)
    if not isinstance(working, bool):
        wrong("working-title", "Write true while the title is this site’s own; else leave it out.")
    names = tuple(name.strip() for name in authors if name.strip())
    return Metadata(working_title=working is True, authors=names, **texts), tuple(problems)


def _line_of_field(source: str, name: str) -> int | None:
    found = re.search(rf"^{re.escape(name)}[ \t]*:", source, re.MULTILINE)
    return source.count("\n", 0, found.start()) + 1 if found else None


def metadata_rows(
    metadata: Metadata, references: Sequence[Reference], images: Sequence[ImageRecord]
) -> tuple[MetadataRow, ...]:
    """Return what a report should come with, what is known, and what the site does instead.

    ``references`` are the works cited, ``images`` the records of the images shown.
    """
    title = "" if metadata.working_title else metadata.title
    working = (
        f"Goes by a working title of this site’s own: “{metadata.title}”."
        if metadata.title
        else "Gives no title."
    )
    matched = sum(reference.match is not None for reference in references)
    stand_ins = sum(image.stand_in for image in images)
    return (
        MetadataRow("Title", title, "" if title else working),
        _row("Authors", ", ".join(metadata.authors), "Names no author."),
        _row("Date", metadata.date, "Gives no date."),
        _row("DOI", metadata.doi, "Gives no DOI, and claims none."),
        _row("Licence", metadata.licence, "Grants none: the words belong to their authors."),
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


def _row(item: str, known: str, without: str) -> MetadataRow:
    return MetadataRow(item, known, "" if known else without)


def _of(count: int, total: int, what: str) -> str:
    if not count:
        return ""
    return f"{'All' if count == total else count} {'' if count == total else 'of '}{total} {what}"
