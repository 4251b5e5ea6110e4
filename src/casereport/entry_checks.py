"""What an entry of the bibliography must hold, and what its fields may say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from casereport.identifiers import bare_doi, is_doi, is_pmid
from casereport.model import Match, Problem
from casereport.problems import nearest_hint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from casereport.model import Entry

MATCH_FIELD = "match"
NOTE_FIELD = "match-note"

# What each type cannot do without ("BibTeXing", O. Patashnik 1988, section 3.1), any one of the
# names in a row. BibLaTeX's date and journaltitle serve as year and journal.
_AUTHOR, _TITLE = ("author",), ("title",)
_YEAR, _JOURNAL = ("year", "date"), ("journal", "journaltitle")
_CREATOR, _INSTITUTION = ("author", "editor"), ("institution", "school")
REQUIRED_FIELDS: Mapping[str, Sequence[tuple[str, ...]]] = {
    "article": (_AUTHOR, _TITLE, _JOURNAL, _YEAR),
    "book": (_CREATOR, _TITLE, ("publisher",), _YEAR),
    "booklet": (_TITLE,),
    "conference": (_AUTHOR, _TITLE, ("booktitle",), _YEAR),
    "dataset": (_TITLE, _YEAR),
    "inbook": (_CREATOR, _TITLE, ("publisher",), _YEAR),
    "incollection": (_AUTHOR, _TITLE, ("booktitle",), ("publisher",), _YEAR),
    "inproceedings": (_AUTHOR, _TITLE, ("booktitle",), _YEAR),
    "manual": (_TITLE,),
    "mastersthesis": (_AUTHOR, _TITLE, _INSTITUTION, _YEAR),
    "misc": (_TITLE,),
    "online": (_TITLE, ("url", "doi")),
    "phdthesis": (_AUTHOR, _TITLE, _INSTITUTION, _YEAR),
    "proceedings": (_TITLE, _YEAR),
    "report": (_AUTHOR, _TITLE, _INSTITUTION, _YEAR),
    "techreport": (_AUTHOR, _TITLE, _INSTITUTION, _YEAR),
    "thesis": (_AUTHOR, _TITLE, _INSTITUTION, _YEAR),
    "unpublished": (_AUTHOR, _TITLE),
}

# Four digits, perhaps behind a word (c. 1850); of two years, both (1999/2000).
_WRITTEN_YEAR = re.compile(r"(?:[^\W\d]+\.? )*\d{4}(?:/\d{4})?")
# ISO 8601, as BibLaTeX takes it: it begins with a year.
_WRITTEN_DATE = re.compile(r"\d{4}(?!\w).*")
_ADDRESS = re.compile(r"https?://[^\s/]+\S*", re.IGNORECASE)


def _is_year(text: str) -> bool:
    # What is not published yet has words for a year, "in press"; a typing error has digits.
    return not re.search(r"\d", text) or _WRITTEN_YEAR.fullmatch(text) is not None


_VALUES: Mapping[str, tuple[Callable[[str], object], str, str]] = {
    "doi": (
        lambda text: is_doi(bare_doi(text)),
        "which is no DOI",
        "Copy it from the publication, as doi = {10.1000/xyz}.",
    ),
    "pmid": (
        is_pmid,
        "which is no PubMed number",
        "Write its digits alone, as pmid = {12345678}.",
    ),
    "year": (
        _is_year,
        "where a year has four digits",
        "Write the year of the publication’s record, or in words that there is none: in press.",
    ),
    "date": (
        _WRITTEN_DATE.fullmatch,
        "where a date begins with a year of four digits",
        "Write the year, year-month or year-month-day: date = {2026-03-14}.",
    ),
    "url": (
        _ADDRESS.fullmatch,
        "which is no address of the web",
        "Write the whole address and nothing else, as url = {https://example.org/report}.",
    ),
}
"""For each field whose values have a form: whether one has it, what to say of another, a cure."""


def check_entry(entry: Entry) -> Iterator[Problem]:
    """Yield what an entry lacks, and fields that cannot be what they are called."""
    for name, (fits, what, fix) in _VALUES.items():
        value = entry.fields.get(name, "")
        if value and not fits(value):
            yield Problem(entry.where, f"{entry.key} has {name} = {{{value}}}, {what}.", fix)
    required = REQUIRED_FIELDS.get(entry.type)
    if required is None:
        hint = nearest_hint(entry.type, REQUIRED_FIELDS)
        yield Problem(
            entry.where,
            f"is of the type @{entry.type}, which is not known{hint}.",
            "Write @article for a journal article, @book for a book, @misc for anything else.",
        )
        return
    missing = [names[0] for names in required if not any(entry.fields.get(n) for n in names)]
    if missing:
        yield Problem(
            entry.where,
            f"{entry.key} lacks {' and '.join(missing)}, which an @{entry.type} needs.",
            "Add what the publication's record shows, or change the type; never guess a value.",
        )
    match = entry.fields.get(MATCH_FIELD, "")
    kinds = [kind.value for kind in Match]
    if match and match not in kinds:
        yield Problem(
            entry.where,
            f"{entry.key} has match = {{{match}}}, which is not known{nearest_hint(match, kinds)}.",
            "Write probable or candidate; leave the field out when the authors gave the entry.",
        )
    elif match and not entry.fields.get(NOTE_FIELD):
        yield Problem(
            entry.where,
            f"{entry.key} is matched but does not say on what.",
            f"Add {NOTE_FIELD} = {{…}}: what it was matched on and where it differs.",
        )
