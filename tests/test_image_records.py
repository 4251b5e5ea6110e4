"""figures.yml says what each image is, and every mistake in it names its line."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from casereport import volume_cuts
from casereport.digital_source import TYPES
from casereport.image_records import FIELDS, read_image_records
from casereport.model import ImageRecord, Place, Severity

FILE = "figures/figures.yml"
FULL = """\
# What each image is.

ct.png:
  alt: A scan.
  description: >-
    The scan
    at length.
  modality: computed tomography
  plane: coronal
  credit: The hospital
  licence: CC BY 4.0
  stand-in: true

operation.jpg:
  alt: "An operation: the field."
"""


def test_every_field_is_read() -> None:
    records, problems = read_image_records(FULL, FILE)
    assert problems == ()
    assert records == {
        "ct.png": ImageRecord(
            "ct.png",
            Place(FILE, 3),
            alt="A scan.",
            description="The scan at length.",
            modality="computed tomography",
            plane="coronal",
            credit="The hospital",
            licence="CC BY 4.0",
            stand_in=True,
        ),
        "operation.jpg": ImageRecord(
            "operation.jpg", Place(FILE, 14), alt="An operation: the field."
        ),
    }


PLAIN_FIELDS = [field for field in FIELDS if field not in volume_cuts.FIELDS]
GIVEN = {"stand-in": "true", "digital-source-type": TYPES[0]}
"""What a field that takes no free text may hold."""


@pytest.mark.parametrize("name", PLAIN_FIELDS)
def test_every_field_may_be_absent(name: str) -> None:
    given = {field: GIVEN.get(field, "x") for field in PLAIN_FIELDS if field != name}
    lines = "".join(f"  {field}: {value}\n" for field, value in given.items())
    records, problems = read_image_records(f"ct.png:\n{lines}", FILE)
    assert problems == ()
    read = asdict(records["ct.png"])
    assert not read[name.replace("-", "_")]
    assert all(read[field.replace("-", "_")] for field in given)


@pytest.mark.parametrize("text", ["", "# Nothing yet.\n"])
def test_an_empty_file_describes_nothing(text: str) -> None:
    assert read_image_records(text, FILE) == ({}, ())


@pytest.mark.parametrize(
    ("value", "stand_in"),
    [("true", True), ("True", True), ("yes", True), ("false", False), ("no", False)],
)
def test_a_stand_in_is_said_with_yes_or_no(value: str, *, stand_in: bool) -> None:
    records, problems = read_image_records(f"ct.png:\n  stand-in: {value}\n", FILE)
    assert problems == ()
    assert records["ct.png"].stand_in is stand_in


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        pytest.param("ct.png:\n  alt: A scan: coronal\n", 2, "not YAML", id="unquoted colon"),
        pytest.param("ct.png:\n\talt: A scan\n", 2, "not YAML", id="tab"),
        pytest.param("ct.png:\n  alt: 'A scan\n", None, "not YAML", id="quotation mark left open"),
        pytest.param("ct.png:\n  alt: *scan\n", 2, "not YAML", id="star"),
        pytest.param("ct.png:\n  alt: A\x07scan\n", None, "not YAML", id="control character"),
        pytest.param("- ct.png\n", 1, "name: value", id="list of names"),
        pytest.param("# Images\nct.png\n", 2, "name: value", id="name alone"),
        pytest.param("a.png:\n  alt: A\nct.png: A scan\n", 3, "name: value", id="text for fields"),
        pytest.param(
            "ct.png:\n  alt: A scan\n  credits: Me\n", 3, "nearest: credit", id="unknown field"
        ),
        pytest.param(
            "ct.png:\n  stand_in: true\n", 2, "nearest: stand-in", id="underscore for hyphen"
        ),
        pytest.param(
            "ct.png:\n  digital-source-type: digitalCaptur\n",
            2,
            "nearest: digitalCapture",
            id="no term of IPTC",
        ),
        pytest.param("ct.png:\n  where: here\n", 2, "where", id="name of an inner field"),
        pytest.param("ct.png:\n  alt:\n    - A\n    - B\n", 2, "as a list", id="list for a text"),
        pytest.param("ct.png:\n  stand-in: maybe\n", 2, "maybe", id="neither yes nor no"),
        pytest.param(
            "ct.png:\n  alt: A\n  digital-source-type: algorithmicmedium\n",
            3,
            "nearest: algorithmicMedia",
            id="unknown digital source type",
        ),
        pytest.param(
            "ct.png:\n  digital-source-type: softwareImage\n",
            2,
            "which IPTC does not list",
            id="retired digital source type",
        ),
        pytest.param(
            "ct.png:\n  alt: One\nb.png:\n  alt: B\nct.png:\n  alt: Two\n",
            5,
            "describes ct.png again",
            id="image twice",
        ),
    ],
)
def test_a_mistake_is_found_on_its_line(text: str, line: int | None, says: str) -> None:
    _, (problem,) = read_image_records(text, FILE)
    assert problem.where.file == FILE
    assert line in {None, problem.where.line}
    assert says in problem.what
    assert problem.fix
    assert problem.severity is Severity.ERROR


def test_a_mistake_costs_only_its_own_field() -> None:
    text = (
        "a.png:\n  alt: A scan\n  colour: grey\n  plane: axial\nb.png: x\nc.png:\n  alt: Another\n"
    )
    records, problems = read_image_records(text, FILE)
    assert [problem.where.line for problem in problems] == [3, 5]
    assert (records["a.png"].alt, records["a.png"].plane) == ("A scan", "axial")
    assert records["c.png"].alt == "Another"


def test_an_image_described_twice_keeps_its_first_record() -> None:
    records, _ = read_image_records("ct.png:\n  alt: One\nct.png:\n  alt: Two\n", FILE)
    assert records["ct.png"].alt == "One"


def test_every_cure_for_a_field_names_the_fields_there_are() -> None:
    _, (problem,) = read_image_records("ct.png:\n  colour: grey\n", FILE)
    assert all(name in problem.fix for name in FIELDS)
