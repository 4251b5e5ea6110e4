"""The table of what a report should come with: what is known is said, the rest is not made up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from casereport.metadata import Author, Licence, Metadata, PublicationDate
from casereport.metadata_rows import metadata_rows
from casereport.model import ImageRecord, Match, Place, Reference

if TYPE_CHECKING:
    from collections.abc import Sequence

KNOWN = Metadata(
    title="A case",
    authors=(Author("Alpha", "Ada"), Author(name="The Beta Group")),
    date=PublicationDate(2024, 5),
    doi="10.1000/xyz",
    licence=Licence("CC BY 4.0"),
    consent="The patient consented in writing.",
)
ITEMS = (
    "Title",
    "Authors",
    "Date",
    "DOI",
    "Licence",
    "Consent statement",
    "Reference list",
    "Images",
)


def rows(
    metadata: Metadata, matches: Sequence[Match | None] = (), stand_ins: Sequence[bool] = ()
) -> dict[str, tuple[str, str]]:
    """Return what is known and done instead, by item, for works and images such as these."""
    references = [Reference(f"k{n}", n, "", match) for n, match in enumerate(matches, start=1)]
    images = [ImageRecord(f"{n}.png", Place("f"), stand_in=one) for n, one in enumerate(stand_ins)]
    return {
        row.item: (row.known, row.instead) for row in metadata_rows(metadata, references, images)
    }


def test_every_item_of_a_report_has_its_row() -> None:
    assert tuple(rows(Metadata())) == tuple(rows(KNOWN)) == ITEMS


@pytest.mark.parametrize(
    ("item", "known"),
    [
        ("Title", "A case"),
        ("Authors", "Ada Alpha, The Beta Group"),
        ("Date", "2024-05"),
        ("DOI", "10.1000/xyz"),
        ("Licence", "CC BY 4.0"),
        ("Consent statement", "The patient consented in writing."),
    ],
)
def test_what_is_known_is_said_and_nothing_is_done_instead(item: str, known: str) -> None:
    assert rows(KNOWN)[item] == (known, "")


@pytest.mark.parametrize("item", ITEMS[:6])
def test_what_is_unknown_is_not_made_up(item: str) -> None:
    known, instead = rows(Metadata())[item]
    assert known == ""
    assert instead.endswith(".")
    assert "“”" not in instead


def test_a_working_title_is_this_sites_and_not_the_sources() -> None:
    known, instead = rows(Metadata(title="A case", working_title=True))["Title"]
    assert known == ""
    assert "“A case”" in instead


P, C = Match.PROBABLE, Match.CANDIDATE


@pytest.mark.parametrize(
    ("matches", "known", "instead"),
    [
        ((), "", ""),
        ((None, None), "All 2 as the authors gave them", ""),
        ((P, C, P), "", "All 3 matched"),
        ((P, None, C), "1 of 3 as the authors gave them", "2 of 3 matched"),
    ],
)
def test_matched_references_are_counted(
    matches: Sequence[Match | None], known: str, instead: str
) -> None:
    row = rows(KNOWN, matches)["Reference list"]
    assert row[0] == known
    assert row[1].startswith(instead)
    assert bool(row[1]) == bool(instead)


@pytest.mark.parametrize(
    ("stand_ins", "known", "instead"),
    [
        ((), "", ""),
        ((False, False), "All 2 as the authors gave them", ""),
        ((True, True), "", "All 2 shown as stand-ins"),
        ((True, False, False), "2 of 3 as the authors gave them", "1 of 3 shown as stand-ins"),
    ],
)
def test_stand_ins_are_counted(stand_ins: Sequence[bool], known: str, instead: str) -> None:
    row = rows(KNOWN, (), stand_ins)["Images"]
    assert row[0] == known
    assert row[1].startswith(instead)
    assert bool(row[1]) == bool(instead)
