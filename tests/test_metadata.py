"""What is known of the article is read from the front matter, and what is not is never made up."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from casereport.metadata import check_front_matter, metadata_rows, read_metadata
from casereport.model import ImageRecord, Match, Metadata, Place, Reference, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

FILE = "docs/index.md"
KNOWN = Metadata(
    title="A case",
    authors=("Ada Alpha", "Bo Beta"),
    date="2024",
    doi="10.1000/xyz",
    licence="CC BY 4.0",
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


@pytest.mark.parametrize(
    ("meta", "expected"),
    [
        pytest.param({}, Metadata(), id="nothing"),
        pytest.param({"title": "A case"}, Metadata(title="A case"), id="title"),
        pytest.param({"title": "  A case \n"}, Metadata(title="A case"), id="spaces around"),
        pytest.param({"title": 1984}, Metadata(title="1984"), id="a title of digits"),
        pytest.param({"authors": ["Ada Alpha"]}, Metadata(authors=("Ada Alpha",)), id="authors"),
        pytest.param({"date": date(2024, 5, 6)}, Metadata(date="2024-05-06"), id="date"),
        pytest.param({"date": 2024}, Metadata(date="2024"), id="year"),
        pytest.param({"doi": "10.1000/xyz"}, Metadata(doi="10.1000/xyz"), id="doi"),
        pytest.param({"licence": "CC BY 4.0"}, Metadata(licence="CC BY 4.0"), id="licence"),
        pytest.param({"consent": "Given."}, Metadata(consent="Given."), id="consent"),
        pytest.param({"working-title": True}, Metadata(working_title=True), id="working title"),
        pytest.param({"working-title": False}, Metadata(), id="no working title"),
        pytest.param({"hide": ["toc"], "template": "home.html"}, Metadata(), id="of MkDocs"),
    ],
)
def test_what_is_given_is_read(meta: dict[str, object], expected: Metadata) -> None:
    assert read_metadata(meta, FILE, "") == (expected, ())


@pytest.mark.parametrize("name", ["title", "authors", "date", "doi", "licence", "consent"])
@pytest.mark.parametrize("empty", [None, ""])
def test_an_empty_field_is_unknown(name: str, empty: object) -> None:
    assert read_metadata({name: empty}, FILE, "") == (Metadata(), ())


def test_an_author_without_a_name_is_none() -> None:
    metadata, problems = read_metadata({"authors": ["Ada Alpha", " "]}, FILE, "")
    assert problems or metadata.authors == ("Ada Alpha",)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *((name, ["a", "b"]) for name in ("title", "date", "doi", "licence", "consent")),
        ("title", True),
        ("title", {"a": "b"}),
        ("title", 1.5),
        ("authors", "Ada Alpha"),
        ("authors", {"name": "Ada Alpha"}),
        ("authors", [1]),
        ("authors", [None]),
        ("authors", [["Ada", "Alpha"]]),
        ("working-title", "yes"),
        ("working-title", 1),
    ],
)
def test_a_form_that_cannot_be_read_is_a_problem(name: str, value: object) -> None:
    source = f"---\nother: 1\n{name}: …\n---\n\n# Home\n"
    metadata, (problem,) = read_metadata({name: value}, FILE, source)
    assert metadata == Metadata()
    assert problem.where == Place(FILE, 3)
    assert problem.severity is Severity.ERROR
    assert name in problem.what
    assert problem.fix


@pytest.mark.parametrize(
    ("name", "before"), [("title", "working-title: true"), ("date", "update: often")]
)
def test_a_problem_names_the_line_of_its_own_field(name: str, before: str) -> None:
    source = f"---\n{before}\n{name}: [a]\n---\n"
    _, (problem,) = read_metadata({name: ["a"]}, FILE, source)
    assert problem.where.line == 3


@pytest.mark.parametrize(
    ("source", "line"),
    [
        pytest.param("# Home\n", None, id="none"),
        pytest.param("---\ntitle: A case\n---\n# Home\n", None, id="good"),
        pytest.param("---\ntitle: A case\n...\n# Home\n", None, id="ended by dots"),
        pytest.param("---\n\n---\n# Home\n", None, id="empty"),
        pytest.param("# Home\n\n---\nnot: [yaml\n---\n", None, id="a rule further down"),
        pytest.param("---\nother: 1\ntitle: A case: of two\n---\n", 3, id="an unquoted colon"),
        pytest.param("---\ntitle: [a\n---\n", 3, id="a bracket left open"),
        pytest.param("---\n\ttitle: A case\n---\n", 2, id="a tab"),
        pytest.param("---\n- A case\n---\n", 2, id="a list"),
        pytest.param("---\nA case\n---\n", 2, id="a sentence"),
        pytest.param("---\ntitle: A\x07case\n---\n", 2, id="a control character"),
    ],
)
def test_front_matter_is_names_and_values(source: str, line: int | None) -> None:
    problems = list(check_front_matter(source, FILE))
    assert [problem.where for problem in problems] == ([Place(FILE, line)] if line else [])
    assert all(problem.severity is Severity.ERROR for problem in problems)


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
        ("Authors", "Ada Alpha, Bo Beta"),
        ("Date", "2024"),
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
