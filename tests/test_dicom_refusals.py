"""What is no whole, straight CT is refused in a sentence that names the file or the place."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from pydicom.uid import (
    SecondaryCaptureImageStorage,
)

from casereport.dicom_files import DicomError, Series, read_header
from casereport.dicom_series import assemble, check_series
from casereport.model import Severity
from ct_series import (
    COLUMN_STEP,
    CORONAL,
    ROW_STEP,
    SLICE_STEP,
    Cut,
    Recipe,
    write_enhanced,
    write_series,
)
from series_reading import (
    NAME,
    checked,
    editing,
    only_series,
    read_series,
    refused,
    setting,
    without,
)

if TYPE_CHECKING:
    from pathlib import Path


def at(index: int, height: float) -> Recipe:
    """Return a series with a slice moved to another height."""
    x, y, _ = Cut().corner
    return Recipe(edit=setting("ImagePositionPatient", [x, y, height], only=index))


SIN, COS = np.sin(np.radians(12)), np.cos(np.radians(12))
REFUSED = {
    "an MR": (editing(setting("Modality", "MR")), ["MR", "not CT"]),
    "a picture of a screen": (
        editing(setting("SOPClassUID", SecondaryCaptureImageStorage)),
        ["pictures of a screen"],
    ),
    "a localizer": (
        editing(setting("ImageType", ["ORIGINAL", "PRIMARY", "LOCALIZER"])),
        ["localizer"],
    ),
    "no slope": (editing(without("RescaleSlope")), ["Hounsfield"]),
    "no intercept in one": (editing(without("RescaleIntercept", 4)), ["Hounsfield"]),
    "a slope of nothing": (editing(setting("RescaleSlope", 0)), ["Hounsfield"]),
    "another unit": (editing(setting("RescaleType", "US")), ["other than Hounsfield"]),
    "no position": (editing(without("ImagePositionPatient", 3)), ["no position", "IM003.dcm"]),
    "no orientation": (editing(without("ImageOrientationPatient")), ["no orientation"]),
    "no pixel spacing": (editing(without("PixelSpacing", 5)), ["no pixel spacing", "IM005.dcm"]),
    "zero pixel spacing": (editing(setting("PixelSpacing", [0, 0])), ["no pixel spacing"]),
    "another pixel spacing": (
        editing(setting("PixelSpacing", [3.1, 2.0], only=6)),
        ["pixel spacing", "IM006.dcm"],
    ),
    "another size": (editing(setting("Rows", 6, only=7)), ["size", "IM007.dcm"]),
    "another orientation": (
        editing(setting("ImageOrientationPatient", list(CORONAL), only=2)),
        ["orientation", "IM002.dcm"],
    ),
    "a tilted gantry": (Recipe(cut=Cut(orientation=(1.0, 0, 0, 0, COS, SIN))), ["tilted gantry"]),
    "turned in the plane": (
        Recipe(cut=Cut(orientation=(COS, SIN, 0, -SIN, COS, 0))),
        ["obliquely"],
    ),
    "slices shifted by a tilt": (Recipe(cut=Cut(shear=1.2)), ["tilted gantry"]),
    "a missing slice": (
        Recipe(leave_out=frozenset({4})),
        ["lacks slices at z = -5 mm", "IM003.dcm", "IM005.dcm"],
    ),
    "two missing slices": (
        Recipe(leave_out=frozenset({4, 5})),
        ["z = -5 and 0 mm", "IM003.dcm", "IM006.dcm"],
    ),
    "a slice twice": (at(6, 0.0), ["same place", "IM005.dcm and IM006.dcm", "z = 0 mm"]),
    "a slice moved by 2 %": (at(6, 5.1), ["unevenly", "IM006.dcm"]),
    "one slice without a thickness": (
        Recipe(count=1, edit=without("SliceThickness")),
        ["without a thickness"],
    ),
}


@pytest.mark.parametrize(("recipe", "said"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_no_whole_straight_ct_is_refused_by_name(
    tmp_path: Path, recipe: Recipe, said: list[str]
) -> None:
    sentence = refused(only_series(write_series(tmp_path, recipe)))
    assert [part for part in said if part not in sentence] == [], sentence


def test_a_slice_moved_by_less_than_one_percent_is_even(tmp_path: Path) -> None:
    assert checked(only_series(write_series(tmp_path, at(6, 5.04)))).steps[0] == SLICE_STEP


def test_a_lone_slice_is_as_high_as_it_is_thick_and_says_so(tmp_path: Path) -> None:
    grid, problems = check_series(only_series(write_series(tmp_path, Recipe(count=1))), NAME)
    assert [problem.severity for problem in problems] == [Severity.WARNING]
    assert grid is not None
    assert assemble(grid).spacing == (COLUMN_STEP, ROW_STEP, SLICE_STEP)


def test_frames_without_places_are_refused(tmp_path: Path) -> None:
    write_enhanced(tmp_path / "all.dcm", with_places=False)
    assert "several frames in one file" in refused(only_series(tmp_path))


def test_a_compression_nothing_reads_is_told_by_its_name(tmp_path: Path) -> None:
    series = only_series(write_series(tmp_path))
    video = "1.2.840.10008.1.2.4.102"
    headers = tuple(replace(header, transfer_syntax=video) for header in series.headers)
    assert "MPEG-4" in refused(Series(headers))


def test_two_series_in_a_folder_stay_apart(tmp_path: Path) -> None:
    write_series(tmp_path, Recipe(name="a{}".format, edit=setting("SeriesNumber", 9)))
    write_series(tmp_path, Recipe(name="b{}".format, count=3, edit=setting("SeriesNumber", 2)))
    assert [(each.number, len(each.slices)) for each in read_series(tmp_path)] == [(2, 3), (9, 10)]


def test_a_file_cut_short_in_its_pixels_is_named(tmp_path: Path) -> None:
    grid = checked(only_series(write_series(tmp_path)))
    path = tmp_path / "IM004.dcm"
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(DicomError, match=r"IM004\.dcm has no pixels, or its pixels are cut short"):
        assemble(grid)


def test_a_file_cut_short_in_its_header_is_named(tmp_path: Path) -> None:
    path = write_series(tmp_path, Recipe(count=1)) / "IM000.dcm"
    path.write_bytes(path.read_bytes()[:400])
    # pydicom takes the end of a file for the end of its header.
    with pytest.raises(DicomError, match=r"IM000\.dcm does not say which series it is of"):
        read_header(path)


def test_a_file_without_pixels_is_named(tmp_path: Path) -> None:
    series = only_series(write_series(tmp_path, editing(without("PixelData", 2))))
    with pytest.raises(DicomError, match=r"IM002\.dcm has no pixels"):
        assemble(checked(series))
