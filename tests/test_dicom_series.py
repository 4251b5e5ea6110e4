"""A DICOM series becomes a volume that is right in every voxel."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import numpy as np
import pytest
from pydicom.uid import (
    ExplicitVRLittleEndian,
    JPEG2000Lossless,
    RLELossless,
)

from casereport.dicom_series import assemble, hounsfield
from ct_series import (
    AXIAL,
    COLUMN_STEP,
    COLUMNS,
    CORONAL,
    INTERCEPT,
    ROW_STEP,
    ROWS,
    SAGITTAL,
    SLICE_STEP,
    SLICES,
    Cut,
    Recipe,
    expected,
    write_enhanced,
    write_series,
)
from series_reading import (
    checked,
    only_series,
)

if TYPE_CHECKING:
    from pathlib import Path

    from pydicom.dataset import Dataset

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
