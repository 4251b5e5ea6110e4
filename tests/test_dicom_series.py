"""A DICOM series becomes a volume that is right in every voxel, or is refused in a sentence."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from pydicom import dcmread
from pydicom.data import get_testdata_file
from pydicom.datadict import tag_for_keyword
from pydicom.dataset import Dataset
from pydicom.uid import (
    CTImageStorage,
    ExplicitVRLittleEndian,
    JPEG2000Lossless,
    RLELossless,
    SecondaryCaptureImageStorage,
    generate_uid,
)

from casereport.dicom_files import DicomError, Series, group_series, is_dicom, read_header
from casereport.dicom_series import Grid, assemble, check_series, hounsfield
from casereport.identifying import KEYWORDS, identifying
from casereport.model import Place, Severity
from casereport.series_notes import names_head, series_notes
from ct_series import (
    AXIAL,
    COLUMN_STEP,
    COLUMNS,
    CORONAL,
    INTERCEPT,
    ROW_STEP,
    ROWS,
    SAGITTAL,
    SECRETS,
    SLICE_STEP,
    SLICES,
    Cut,
    Recipe,
    expected,
    write_enhanced,
    write_series,
)

if TYPE_CHECKING:
    from collections.abc import Callable

NAME = "a series"


def read_series(folder: Path) -> tuple[Series, ...]:
    """Return the series in a folder."""
    headers = (read_header(path) for path in sorted(folder.iterdir()) if is_dicom(path))
    return group_series(header for header in headers if header)


def only_series(folder: Path) -> Series:
    """Return the one series in a folder."""
    (series,) = read_series(folder)
    return series


def checked(series: Series) -> Grid:
    """Return the grid of a series that nothing is wrong with."""
    grid, problems = check_series(series, NAME)
    assert grid is not None, problems
    assert not problems
    return grid


def refused(series: Series) -> str:
    """Return the sentence a series is refused with."""
    grid, problems = check_series(series, NAME)
    assert grid is None
    assert problems
    assert all(problem.where == Place(NAME) and problem.fix for problem in problems)
    return " ".join(problem.what for problem in problems)


ORIENTATIONS = {
    "axial": (AXIAL, (COLUMN_STEP, ROW_STEP, SLICE_STEP)),
    "axial seen from above": ((-1.0, 0, 0, 0, 1.0, 0), (COLUMN_STEP, ROW_STEP, SLICE_STEP)),
    "axial, prone": ((-1.0, 0, 0, 0, -1.0, 0), (COLUMN_STEP, ROW_STEP, SLICE_STEP)),
    "axial, lying on the side": ((0, 1.0, 0, -1.0, 0, 0), (ROW_STEP, COLUMN_STEP, SLICE_STEP)),
    "coronal": (CORONAL, (COLUMN_STEP, SLICE_STEP, ROW_STEP)),
    "coronal from behind": ((-1.0, 0, 0, 0, 0, -1.0), (COLUMN_STEP, SLICE_STEP, ROW_STEP)),
    "sagittal": (SAGITTAL, (SLICE_STEP, COLUMN_STEP, ROW_STEP)),
    "sagittal upside down": ((0, -1.0, 0, 0, 0, 1.0), (SLICE_STEP, COLUMN_STEP, ROW_STEP)),
    "rows upwards": ((0, 0, 1.0, 1.0, 0, 0), (ROW_STEP, SLICE_STEP, COLUMN_STEP)),
    "tilted by rounding only": ((1.0, 0, 0, 0, 1.0, 4e-5), (COLUMN_STEP, ROW_STEP, SLICE_STEP)),
}


@pytest.mark.parametrize("towards", [1, -1])
@pytest.mark.parametrize(("orientation", "spacing"), ORIENTATIONS.values(), ids=ORIENTATIONS.keys())
def test_every_voxel_keeps_its_place_whichever_way_the_series_was_cut(
    tmp_path: Path,
    orientation: tuple[float, ...],
    spacing: tuple[float, float, float],
    towards: int,
) -> None:
    cut = Cut(orientation=orientation, towards=towards)
    volume = assemble(checked(only_series(write_series(tmp_path, Recipe(cut=cut)))))
    assert volume.spacing == spacing
    assert volume.hu.dtype == np.int16
    np.testing.assert_allclose(volume.hu, expected(volume), atol=1)


def test_left_in_dicom_is_right_in_the_volume_turned_round(tmp_path: Path) -> None:
    volume = assemble(checked(only_series(write_series(tmp_path))))
    # The first pixel lies 14 mm to the right and 20 mm to the front; columns run to the left.
    assert volume.end[0] == 14
    assert volume.end[1] == 20
    assert volume.origin[2] == -25


def test_slices_are_ordered_by_place_not_by_name_or_number(tmp_path: Path) -> None:
    names = list(range(SLICES))
    random.Random(3).shuffle(names)  # noqa: S311 - any order will do

    def edit(index: int, data: Dataset) -> None:
        data.InstanceNumber = names[-index - 1]

    recipe = Recipe(name=lambda index: f"IM{names[index]:02}", edit=edit)
    volume = assemble(checked(only_series(write_series(tmp_path, recipe))))
    np.testing.assert_array_equal(volume.hu, expected(volume))


@pytest.mark.parametrize(
    ("slope", "intercept"), [(1.0, -1024.0), (1.0, 0.0), (0.5, -8192.0), (2.0, 12.0)]
)
def test_stored_values_become_hounsfield_units(
    tmp_path: Path, slope: float, intercept: float
) -> None:
    recipe = Recipe(slope=slope, intercept=intercept)
    volume = assemble(checked(only_series(write_series(tmp_path, recipe))))
    np.testing.assert_allclose(volume.hu, expected(volume), atol=slope / 2)


def test_the_rescale_of_each_slice_is_its_own(tmp_path: Path) -> None:
    def edit(index: int, data: Dataset) -> None:
        data.RescaleIntercept = INTERCEPT + index
        stored = np.frombuffer(data.PixelData, "<i2") - index
        data.PixelData = stored.astype("<i2").tobytes()

    volume = assemble(checked(only_series(write_series(tmp_path, Recipe(edit=edit)))))
    np.testing.assert_array_equal(volume.hu, expected(volume))


def test_values_beyond_16_bits_stop_at_their_ends() -> None:
    stored = np.array([0, 30000, 65535], dtype=np.uint16)
    assert hounsfield(stored, 2, -40000).tolist() == [-32768, 20000, 32767]


def test_bits_above_the_stored_ones_are_no_part_of_a_value(tmp_path: Path) -> None:
    def edit(_index: int, data: Dataset) -> None:
        data.BitsStored, data.HighBit, data.PixelRepresentation = 12, 11, 0
        plain = np.arange(data.Rows * data.Columns, dtype="<u2")
        data.PixelData = (plain | 0x8000).tobytes()

    series = only_series(write_series(tmp_path, Recipe(edit=edit)))
    volume = assemble(checked(series))
    assert volume.hu.min() == INTERCEPT
    assert volume.hu.max() == INTERCEPT + ROWS * COLUMNS - 1


@pytest.mark.parametrize("syntax", [ExplicitVRLittleEndian, RLELossless, JPEG2000Lossless])
def test_compressed_without_loss_is_the_same(tmp_path: Path, syntax: str) -> None:
    volume = assemble(checked(only_series(write_series(tmp_path, Recipe(syntax=syntax)))))
    np.testing.assert_array_equal(volume.hu, expected(volume))


def test_an_enhanced_multi_frame_image_is_the_same_series(tmp_path: Path) -> None:
    write_enhanced(tmp_path / "all.dcm")
    volume = assemble(checked(only_series(tmp_path)))
    assert volume.spacing == (COLUMN_STEP, ROW_STEP, SLICE_STEP)
    np.testing.assert_array_equal(volume.hu, expected(volume))


def test_progress_counts_every_slice(tmp_path: Path) -> None:
    done: list[int] = []
    assemble(checked(only_series(write_series(tmp_path))), done.append)
    assert sum(done) == SLICES


def setting(keyword: str, value: object, only: int | None = None) -> Callable[[int, Dataset], None]:
    """Return an edit that sets an attribute, of every slice or of one."""

    def edit(index: int, data: Dataset) -> None:
        if only is None or index == only:
            setattr(data, keyword, value)

    return edit


def without(keyword: str, only: int | None = None) -> Callable[[int, Dataset], None]:
    """Return an edit that removes an attribute, of every slice or of one."""

    def edit(index: int, data: Dataset) -> None:
        if only is None or index == only:
            delattr(data, keyword)

    return edit


def at(index: int, height: float) -> Recipe:
    """Return a series with a slice moved to another height."""
    x, y, _ = Cut().corner
    return Recipe(edit=setting("ImagePositionPatient", [x, y, height], only=index))


def editing(edit: Callable[[int, Dataset], None]) -> Recipe:
    """Return a series whose slices are edited."""
    return Recipe(edit=edit)


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


def notes(series: Series, *, pixels_checked: bool = False) -> list[tuple[Severity, str]]:
    """Return how grave each note on a series is, and one word that tells it."""
    words = ("declares", "does not say", "face", "loss")
    found = series_notes(series, Place(NAME), pixels_checked=pixels_checked)
    return [(note.severity, next(word for word in words if word in note.what)) for note in found]


WEIGHED = {
    "nothing": (setting("BurnedInAnnotation", "NO"), []),
    "burned in": (setting("BurnedInAnnotation", "YES"), [(Severity.ERROR, "declares")]),
    "burned into one": (
        setting("BurnedInAnnotation", "YES", only=3),
        [(Severity.ERROR, "declares")],
    ),
    "burned in or not": (without("BurnedInAnnotation"), [(Severity.WARNING, "does not say")]),
    "a head by body part": (setting("BodyPartExamined", "HEAD"), [(Severity.WARNING, "face")]),
    "a neck by description": (
        setting("SeriesDescription", "CTA Neck 1.0"),
        [(Severity.WARNING, "face")],
    ),
    "declared recognizable": (
        setting("RecognizableVisualFeatures", "YES"),
        [(Severity.WARNING, "face")],
    ),
    "lossy": (setting("LossyImageCompression", "01"), [(Severity.WARNING, "loss")]),
}


@pytest.mark.parametrize(("edit", "said"), WEIGHED.values(), ids=WEIGHED.keys())
def test_what_has_to_be_weighed_is_said(
    tmp_path: Path, edit: Callable[[int, Dataset], None], said: list[tuple[Severity, str]]
) -> None:
    assert notes(only_series(write_series(tmp_path, editing(edit)))) == said


@pytest.mark.parametrize(
    "edit", [setting("BurnedInAnnotation", "YES"), without("BurnedInAnnotation")]
)
def test_checked_pixels_are_not_asked_about_again(
    tmp_path: Path, edit: Callable[[int, Dataset], None]
) -> None:
    series = only_series(write_series(tmp_path, editing(edit)))
    assert notes(series, pixels_checked=True) == []


@pytest.mark.parametrize(
    ("text", "is_head"),
    [
        ("HEADNECK", True),
        ("CRÂNIO SEM CONTRASTE", True),
        ("Schädel nativ", True),
        ("Paranasal sinuses", True),
        ("WHOLEBODY", True),
        ("Face 0.6", True),
        ("CT Abdomen_Brain", True),
        ("Abdomen, surface rendering", False),
        ("Abdomen craniocaudal", False),
        ("THORAX ABDOMEN clear 2.0", False),
        ("", False),
    ],
)
def test_a_region_with_the_face_in_it_is_known_by_its_words(text: str, *, is_head: bool) -> None:
    assert names_head(text) is is_head


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


SHIPPED = {
    # Sample CT images that come with pydicom: the values of some pixel are known to its own tests.
    "CT_small.dcm": (128, 128, 1),
    "693_J2KI.dcm": (512, 512, 1),
}


@pytest.mark.parametrize(("name", "shape"), SHIPPED.items())
def test_a_scanner_s_own_image_is_read(name: str, shape: tuple[int, int, int]) -> None:
    path = get_testdata_file(name, download=False)
    assert isinstance(path, str)
    header = read_header(Path(path))
    assert header is not None
    grid, _problems = check_series(Series((header,)), NAME)
    assert grid is not None
    volume = assemble(grid)
    assert volume.shape == shape
    # Air around, tissue within.
    assert volume.hu.min() < -800
    assert -200 < np.median(volume.hu[volume.hu > -300]) < 200


def test_a_scanner_s_tilted_image_is_refused() -> None:
    path = get_testdata_file("J2K_pixelrep_mismatch.dcm", download=False)
    assert isinstance(path, str)
    header = read_header(Path(path))
    assert header is not None
    assert "tilted gantry" in refused(Series((header,)))


@pytest.mark.parametrize(
    "name", ["MR_small_jpeg_ls_lossless.dcm", "MR_small_jp2klossless.dcm", "MR_small_RLE.dcm"]
)
def test_every_lossless_compression_decodes_to_the_same_values(tmp_path: Path, name: str) -> None:
    # The same image in several transfer syntaxes; only its tags are made those of a CT.
    volumes = []
    for shipped in ("MR_small.dcm", name):
        path = get_testdata_file(shipped, download=False)
        assert isinstance(path, str)
        data = dcmread(path)
        data.SOPClassUID, data.Modality = CTImageStorage, "CT"
        data.ImageOrientationPatient = list(AXIAL)
        data.RescaleSlope, data.RescaleIntercept = 1, INTERCEPT
        data.save_as(tmp_path / shipped)
        header = read_header(tmp_path / shipped)
        assert header is not None
        grid, _problems = check_series(Series((header,)), NAME)
        assert grid is not None
        volumes.append(assemble(grid).hu)
    assert np.ptp(volumes[0]) > 1000
    np.testing.assert_array_equal(volumes[0], volumes[1])
