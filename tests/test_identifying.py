"""Attributes that tell who was imaged are known by kind, by group, or by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydicom.datadict import tag_for_keyword
from pydicom.dataset import Dataset
from pydicom.uid import (
    CTImageStorage,
    generate_uid,
)

from casereport.identifying import KEYWORDS, identifying
from ct_series import (
    SECRETS,
    Recipe,
    write_series,
)
from series_reading import (
    only_series,
)

if TYPE_CHECKING:
    from pathlib import Path


def test_identifying_attributes_are_named_and_private_ones_counted() -> None:
    data = Dataset()
    data.PatientName = "A^B"
    data.PatientBirthDate = ""
    data.PatientIdentityRemoved = "NO"
    data.KVP = 120
    data.StudyInstanceUID = generate_uid()
    data.SOPClassUID = CTImageStorage
    data.Manufacturer = "M"
    item = Dataset()
    item.ScheduledProcedureStepID = "S"
    item.CodeMeaning = "C"
    data.RequestAttributesSequence = [item]
    block = data.private_block(0x0011, "SOMEBODY", create=True)
    block.add_new(1, "LO", "secret")
    block.add_new(2, "LO", "secret")
    data.add_new(0x60023000, "OW", b"\0\1")
    names, private = identifying(data)
    assert names == {
        "Patient's Name",
        "Study Instance UID",
        "Request Attributes Sequence",
        "Scheduled Procedure Step ID",
        "Overlay Data",
    }
    assert private == {0x00111001, 0x00111002}


def test_every_keyword_listed_is_one_of_the_standard() -> None:
    assert [keyword for keyword in sorted(KEYWORDS) if tag_for_keyword(keyword) is None] == []


def test_all_that_names_somebody_in_a_series_is_found(tmp_path: Path) -> None:
    series = only_series(write_series(tmp_path, Recipe(count=1)))
    assert len(series.headers[0].identifying) == len(SECRETS) + 3  # and three identifiers
