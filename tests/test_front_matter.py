"""What is known of the article is read from the front matter, and what is not is never made up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml

from casereport.authors import is_orcid
from casereport.front_matter import (
    FIELDS,
    check_front_matter,
    front_matter_values,
    licence_address,
    read_metadata,
)
from casereport.metadata import Author, Licence, Metadata, PublicationDate
from casereport.model import Place, Severity
from tiny import TOP

if TYPE_CHECKING:
    from casereport.model import Problem

FILE = "docs/index.md"
CASES = yaml.safe_load((TOP / "tests/cases/front_matter.yml").read_text("utf-8"))


def read(front: str) -> tuple[Metadata, tuple[Problem, ...]]:
    """Read the metadata of a page with this front matter."""
    source = f"---\n{front}---\n\n# Home\n"
    return read_metadata(front_matter_values(source), FILE, source)


def metadata(fields: dict[str, object]) -> Metadata:
    """Return the metadata that a case of the table expects."""
    made = dict(fields)
    if "authors" in made:
        authors = made["authors"]
        assert isinstance(authors, list)
        made["authors"] = tuple(
            Author(**{**each, "affiliations": tuple(each.get("affiliations", ()))})
            for each in authors
        )
    if "date" in made:
        made["date"] = PublicationDate(*map(int, str(made["date"]).split("-")))
    if "licence" in made:
        name, address = str(made["licence"]).split(" | ")
        made["licence"] = Licence(name, address)
    if "keywords" in made:
        made["keywords"] = tuple(str(made["keywords"]).split(", "))
    return Metadata(**made)  # type: ignore[arg-type]


@pytest.mark.parametrize("case", CASES["read"], ids=lambda case: case["name"])
def test_what_is_given_is_read(case: dict[str, object]) -> None:
    expected = case["metadata"]
    assert isinstance(expected, dict)
    assert read(str(case["front"])) == (metadata(expected), ())


@pytest.mark.parametrize("case", CASES["refused"], ids=lambda case: case["name"])
def test_a_mistake_is_named_with_its_line_and_its_cure(case: dict[str, object]) -> None:
    known, (problem,) = read(str(case["front"]))
    assert (problem.where, problem.severity) == (
        # The first line is a row of dashes.
        Place(FILE, int(str(case["line"])) + 1),
        Severity.WARNING if case.get("warning") else Severity.ERROR,
    )
    assert str(case["says"]) in problem.what
    assert str(case["fix"]) in problem.fix
    assert known == metadata(dict(case.get("metadata") or {}))  # type: ignore[call-overload]


@pytest.mark.parametrize("name", FIELDS)
@pytest.mark.parametrize("empty", ["", ' ""', " []", " ~"])
def test_an_empty_field_is_unknown(name: str, empty: str) -> None:
    assert read(f"{name}:{empty}\n") == (Metadata(), ())


@pytest.mark.parametrize("name", [name for name in FIELDS if name not in {"authors", "keywords"}])
def test_a_list_is_no_text(name: str) -> None:
    known, (problem,) = read(f"other: 1\n{name}: [a, b]\n")
    assert known == Metadata()
    assert problem.where == Place(FILE, 3)
    assert name in problem.what


def test_all_mistakes_are_reported_together() -> None:
    front = "doi: none\ndate: soon\nauthors:\n- orcid: 1\n  family: A\n- given: B\n"
    assert len(read(front)[1]) == 4


@pytest.mark.parametrize(
    ("orcid", "right"),
    [
        ("0000-0002-1825-0097", True),
        ("0000-0002-1694-233X", True),
        ("https://orcid.org/0000-0002-1825-0097", True),
        ("0000-0002-1825-0098", False),
        ("0000-0002-1694-2330", False),
        ("0000000218250097", False),
        ("0000-0002-1825-009", False),
        ("", False),
    ],
)
def test_an_orcid_carries_its_check_digit(orcid: str, right: bool) -> None:  # noqa: FBT001
    """ISO 7064, MOD 11-2, over the fifteen digits before the last."""
    assert is_orcid(orcid) is right


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ("cc-by-nc-nd-3.0", "https://creativecommons.org/licenses/by-nc-nd/3.0/"),
        ("CC-BY-NC-ND 3.0", "https://creativecommons.org/licenses/by-nc-nd/3.0/"),
        ("CC0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("All rights reserved", ""),
        ("CC BY-XX 4.0", ""),
    ],
)
def test_only_a_known_licence_has_an_address(name: str, address: str) -> None:
    assert licence_address(name) == address


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
