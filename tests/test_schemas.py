"""The JSON Schemas that editors check by agree with what a build reads."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from casereport.cli import main
from casereport.front_matter import FIELDS, front_matter_values, read_metadata
from casereport.glossary import read_glossary
from casereport.image_records import FIELDS as IMAGE_FIELDS
from casereport.image_records import read_image_records
from casereport.metadata import Metadata
from casereport.model import Severity
from casereport.problems import count_of
from casereport.schemas import SCHEMAS, schema_path
from full_case import FIGURES, INDEX
from tiny import TOP

if TYPE_CHECKING:
    from collections.abc import Iterator

TABLE = yaml.safe_load((TOP / "tests/cases/front_matter.yml").read_text("utf-8"))

ONLY_CODE_CAN_TELL = {
    "A day that no calendar has",
    "A day that YAML itself cannot read",
    "A name whose family name nobody can tell",
    "A name of three parts",
    "A name given whole and in parts",
    "An address of a licence that is none",
    "A DOI out of brackets",
    "A last page without the digits it shares that goes back",
    "An ORCID with a wrong check digit",
    "Pages that go back",
    # Other fields may be MkDocs' own, or another tool's.
    "A licence spelt the other way",
}


@cache
def schema(name: str) -> dict[str, Any]:
    """Return a schema."""
    read: dict[str, Any] = json.loads(schema_path(name).read_text("utf-8"))
    return read


def as_json(value: object) -> object:
    """Return what YAML holds as JSON knows it, which has no dates."""
    if isinstance(value, dict):
        return {str(name): as_json(each) for name, each in value.items()}
    if isinstance(value, list):
        return [as_json(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


def accepts(name: str, value: object) -> bool:
    """Return whether a schema accepts a value."""
    return bool(Draft202012Validator(schema(name)).is_valid(as_json(value)))


def front_matter_of(text: str) -> object:
    """Return the front matter of a page."""
    return yaml.safe_load(text.split("---\n")[1])


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_command_line_prints_a_schema_of_draft_2020_12(name: str) -> None:
    printed = CliRunner().invoke(main, ["schema", name])
    assert printed.exit_code == 0
    read = json.loads(printed.output)
    assert read == schema(name)
    assert read["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    Draft202012Validator.check_schema(read)


def fields(node: object) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every field that a schema describes, at any depth."""
    if isinstance(node, dict):
        for name, child in node.items():
            # Within anyOf a field is only asked for, and described elsewhere.
            if name == "properties":
                yield from child.items()
            if name != "anyOf":
                yield from fields(child)
    elif isinstance(node, list):
        for child in node:
            yield from fields(child)


@pytest.mark.parametrize("name", ["article", "figures"])
def test_every_field_says_what_it_is(name: str) -> None:
    found = list(fields(schema(name)))
    assert len(found) > 10
    assert [field for field, node in found if not node.get("description", "").endswith(".")] == []


def test_the_schema_of_an_article_has_the_fields_that_are_read() -> None:
    properties = schema("article")["properties"].keys()
    # MkDocs' own field of any page, which this generator reads too.
    assert properties - {"description"} == set(FIELDS)


def test_the_schema_of_figures_has_the_fields_that_are_read() -> None:
    image = schema("figures")["$defs"]["image"]
    assert set(image["properties"]) == set(IMAGE_FIELDS)


@pytest.mark.parametrize("case", TABLE["read"], ids=lambda case: case["name"])
def test_what_is_read_is_accepted(case: dict[str, str]) -> None:
    assert accepts("article", front_matter_values(f"---\n{case['front']}---\n"))


@pytest.mark.parametrize("case", TABLE["refused"], ids=lambda case: case["name"])
def test_what_is_refused_is_not_accepted_unless_only_code_can_tell(case: dict[str, str]) -> None:
    accepted = accepts("article", front_matter_values(f"---\n{case['front']}---\n"))
    assert accepted == (case["name"] in ONLY_CODE_CAN_TELL)


def test_every_exception_is_a_case_of_the_table() -> None:
    assert {case["name"] for case in TABLE["refused"]} >= ONLY_CODE_CAN_TELL


VALUES = (
    *("true", "1.5", "7", "2024", "99999999999", "word", "' '", "~", "''", "{a: b}", "[[a]]"),
    *("[word]", "[1]", "[true]", "[~]", "[{family: A}]", "[{name: A, age: 3}]", "[{given: A}]"),
    *("[{family: A, orcid: 7}]", "[{family: A, affiliations: [7]}]", "[{}]"),
    *("2024-05", "2024-13", "'0000'", "en-", "1234-567x", "doi:10.1000/a", "10.1000/a b"),
    *("10.1000/a.", "'10.1000/a,'", "2026--03", "2026 – 03", "1103-26", "2026-03-14"),
    *("HTTPS://DX.DOI.ORG/10.1000/a", "{name: A}", "{name: A, address: b, c: d}", "'12345678'"),
)


@pytest.mark.parametrize("name", FIELDS)
def test_reader_and_schema_agree_on_any_value(name: str) -> None:
    written = [front_matter_values(f"---\n{name}: {value}\n---\n") for value in VALUES]
    read = [
        each
        for each in written
        if not count_of(read_metadata(each, "docs/index.md", "")[1], Severity.ERROR)
    ]
    assert read == [each for each in written if accepts("article", each)]
    assert 0 < len(read) < len(written)


@pytest.mark.parametrize("text", [INDEX, (TOP / "docs/index.md").read_text("utf-8")])
def test_the_front_matter_of_the_cases_is_accepted(text: str) -> None:
    read = front_matter_of(text)
    assert isinstance(read, dict)
    assert accepts("article", read)
    assert read_metadata(read, "docs/index.md", text)[0] != Metadata()


@pytest.mark.parametrize("text", [FIGURES, (TOP / "figures/figures.yml").read_text("utf-8")])
def test_the_figures_of_the_cases_are_accepted(text: str) -> None:
    assert accepts("figures", yaml.safe_load(text))


@pytest.mark.parametrize(
    "wrong",
    [
        *("alt: [A, B]", "credits: Me", "stand-in: maybe", "digital-source-type: photo"),
        "{volume: a.nii.gz, position: 3, plane: axial}",
        "{volume: a.nii.gz, position: high, plane: axial, window: bone}",
        "{volume: a.nii.gz, position: 3, plane: axial, window: brain}",
        "{volume: a.nii.gz, position: 3, plane: axial, window: {center: 3}}",
    ],
)
def test_a_mistake_in_figures_is_found_by_both(wrong: str) -> None:
    text = f"ct.png:\n  {wrong}\n"
    assert not accepts("figures", yaml.safe_load(text))
    assert read_image_records(text, "figures/figures.yml")[1]


@pytest.mark.parametrize("text", ["", (TOP / "glossary.yml").read_text("utf-8"), "CT: 7\n"])
def test_the_schema_of_glossaries_accepts_what_is_read(text: str) -> None:
    assert accepts("glossary", yaml.safe_load(text))
    assert not read_glossary(text, "glossary.yml")[1]


@pytest.mark.parametrize("text", ["- CT\n", "CT:\n", "CT: ' '\n", "CT: [a]\n", "' ': a\n", "CT\n"])
def test_a_mistake_in_a_glossary_is_found_by_both(text: str) -> None:
    assert not accepts("glossary", yaml.safe_load(text))
    assert read_glossary(text, "glossary.yml")[1]


@pytest.mark.parametrize(
    ("name", "file"), [("figures", "figures/figures.yml"), ("glossary", "glossary.yml")]
)
def test_a_file_names_its_schema_for_editors(name: str, file: str) -> None:
    first = (TOP / file).read_text("utf-8").splitlines()[0]
    prefix = "# yaml-language-server: $schema="
    assert first.startswith(prefix)
    named = (TOP / file).parent / first.removeprefix(prefix)
    assert named.resolve() == schema_path(name).resolve()
