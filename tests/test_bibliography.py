"""The bibliography is read entry by entry, and each mistake costs only the entry it is in.

The cases stand in ``tests/cases/bibliography/``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml
from pybtex.database import parse_string

from casereport.bibliography import read_bibliography
from casereport.entry_checks import REQUIRED_FIELDS
from casereport.model import Match, Severity
from tiny import TOP

CASES = Path(__file__).parent / "cases" / "bibliography"
TYPES: dict[str, list[str]] = yaml.safe_load((CASES / "types.yml").read_text("utf-8"))
FILE = "references.bib"


@dataclass(frozen=True)
class Case:
    """A BibTeX file and what must be found in it."""

    name: str
    bib: str
    keys: list[str] | None
    """The entries that can be used; None where that is left open."""
    problems: list[list[Any]] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    fields: dict[str, dict[str, str]] = field(default_factory=dict)


TABLES = [
    Case(**data)
    for table in ("broken.yml", "entries.yml")
    for data in yaml.safe_load((CASES / table).read_text("utf-8"))
]
ALL = pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in TABLES])


@ALL
def test_every_mistake_is_found_on_its_line(case: Case) -> None:
    _, problems = read_bibliography(case.bib, FILE)
    lines = [problem.where.line for problem in problems]
    assert len(problems) == len(case.problems), problems
    for problem, line, (expected, words) in zip(problems, lines, case.problems, strict=True):
        assert problem.where.file == FILE
        assert line is not None
        assert expected in {None, line}
        assert words in problem.what
        assert problem.fix
        assert problem.severity is Severity.ERROR


@ALL
def test_what_can_be_read_is_kept(case: Case) -> None:
    bibliography, _ = read_bibliography(case.bib, FILE)
    if case.keys is not None:
        assert list(bibliography.entries) == case.keys
    assert set(case.broken) <= bibliography.broken_keys
    assert not bibliography.broken_keys & set(bibliography.entries)
    for key, fields in case.fields.items():
        entry = bibliography.entries[key]
        assert {name: entry.fields[name] for name in fields} == fields


@ALL
def test_what_is_kept_is_well_formed(case: Case) -> None:
    bibliography, _ = read_bibliography(case.bib, FILE)
    assert list(parse_string(bibliography.source, "bibtex").entries) == list(bibliography.entries)


@ALL
def test_a_file_without_problems_is_read_by_every_parser(case: Case) -> None:
    bibliography, problems = read_bibliography(case.bib, FILE)
    if not problems:
        # As mkdocs-bibtex reads it: any mistake is an exception.
        assert list(parse_string(case.bib, "bibtex").entries) == list(bibliography.entries)


@ALL
def test_every_entry_names_its_own_line(case: Case) -> None:
    bibliography, _ = read_bibliography(case.bib, FILE)
    lines = case.bib.splitlines()
    for key, entry in bibliography.entries.items():
        assert entry.where.line is not None
        assert lines[entry.where.line - 1].lstrip().startswith("@")
        assert key in lines[entry.where.line - 1]


FITTING = {"date": "2020-05", "doi": "10.1000/a", "url": "https://a.org/", "year": "2020"}
"""Values of the fields in which not every word can stand."""


def entry_of(kind: str, fields: list[str]) -> str:
    """Return an entry of this type with just these fields, on its second line."""
    values = {name: FITTING.get(name, "Something") for name in fields}
    given = "".join(f"  {name} = {{{value}}},\n" for name, value in values.items())
    return f"Works.\n@{kind}{{key,\n{given}}}\n"


def test_every_known_type_stands_in_the_table() -> None:
    assert sorted(REQUIRED_FIELDS) == sorted(TYPES)


@pytest.mark.parametrize("kind", TYPES)
def test_an_entry_with_what_its_type_needs_is_in_order(kind: str) -> None:
    for fields in product(*(names.split("|") for names in TYPES[kind])):
        assert read_bibliography(entry_of(kind, list(fields)), FILE)[1] == ()


@pytest.mark.parametrize(
    ("kind", "missing"), [(kind, names) for kind, fields in TYPES.items() for names in fields]
)
def test_an_entry_without_what_its_type_needs_is_named(kind: str, missing: str) -> None:
    others = [names.split("|")[0] for names in TYPES[kind] if names != missing]
    bibliography, problems = read_bibliography(entry_of(kind, others), FILE)
    assert [problem.where.line for problem in problems] == [2]
    assert set(problems[0].what.replace(",", "").split()) & set(missing.split("|"))
    assert f"@{kind}" in problems[0].what
    assert list(bibliography.entries) == ["key"]


VALUES: list[dict[str, Any]] = yaml.safe_load((CASES / "values.yml").read_text("utf-8"))


@pytest.mark.parametrize(
    ("field", "value"), [(each["field"], value) for each in VALUES for value in each["taken"]]
)
def test_a_value_in_the_form_of_its_field_is_taken(field: str, value: str) -> None:
    bib = f"@misc{{key, title = {{One}}, {field} = {{{value}}}}}"
    assert read_bibliography(bib, FILE)[1] == ()


@pytest.mark.parametrize(
    ("field", "value"), [(each["field"], value) for each in VALUES for value in each["refused"]]
)
def test_a_value_in_another_form_is_named_with_the_line_of_its_entry(
    field: str, value: str
) -> None:
    bib = f"Works.\n@misc{{key, title = {{One}}, {field} = {{{value}}}}}"
    bibliography, (problem,) = read_bibliography(bib, FILE)
    assert problem.where.line == 2
    assert f"key has {field} = {{{bibliography.entries['key'].fields[field]}}}" in problem.what
    assert problem.fix


@pytest.mark.parametrize(
    ("fields", "match"),
    [
        ("match = {probable}, match-note = {So.}", Match.PROBABLE),
        ("match = {candidate}, match-note = {So.}", Match.CANDIDATE),
        ("", None),
        ("match-note = {So.}", None),
        ("match = {}", None),
    ],
)
def test_an_entry_without_a_match_is_confirmed(fields: str, match: Match | None) -> None:
    bibliography, problems = read_bibliography(f"@misc{{a, title = {{One}}, {fields}}}", FILE)
    assert bibliography.entries["a"].match is match
    assert problems == ()


def test_the_bibliography_of_the_case_is_in_order() -> None:
    bibliography, problems = read_bibliography((TOP / FILE).read_text("utf-8"), FILE)
    assert problems == ()
    assert len(bibliography.entries) > 0
