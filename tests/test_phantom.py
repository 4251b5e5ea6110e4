"""The synthetic CT: a proper DICOM series of no patient, and the same volume behind import-ct.

The phantom is painted once, written as DICOM, and imported as a hospital's series is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pytest
import yaml
from pydicom import dcmread
from pydicom.uid import CTImageStorage, ExplicitVRLittleEndian

from casereport.identifying import identifying
from casereport.volume import Volume, read_volume
from desk import Desk
from phantom import series as phantom
from phantom.canvas import AIR
from phantom.dicom import IDENTITY, write_series
from phantom.words import BRIGHT, TEXT, stencil
from tiny import TOP

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import numpy.typing as npt
    from pydicom.dataset import Dataset

    from phantom.geometry import Grid

COMMITTED = TOP / "figures" / "ct-angiography.nii.gz"
RECORDS = yaml.safe_load((TOP / "figures" / "figures.yml").read_text("utf-8"))
IS_COMMITTED = pytest.mark.skipif(
    not any(record.get("marking") == TEXT for record in RECORDS.values()),
    reason="the case has a series of its own",
)


@dataclass(frozen=True)
class Imported:
    """The phantom before and after its way through DICOM and the command."""

    desk: Desk
    painted: npt.NDArray[np.int16]
    """The phantom's own values in HU: slices from feet to head, rows to the back, columns left."""
    output: str
    volume: Volume

    @property
    def files(self) -> list[Path]:
        """The DICOM files, by name."""
        return sorted(self.desk.export.iterdir())


@pytest.fixture(scope="session")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Imported:
    """Return the phantom of seed 1, made as the committed volume was."""
    desk = Desk(tmp_path_factory.mktemp("phantom"))
    desk.figures.mkdir(parents=True)
    kept: list[npt.NDArray[np.int16]] = []

    def write_and_keep(folder: Path, volume: npt.NDArray[np.int16], grid: Grid, seed: int) -> None:
        kept.append(volume)
        write_series(folder, volume, grid, seed)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(phantom, "write_series", write_and_keep)
        phantom.make_series(desk.export)
    # The words of the phantom stand in its pixels, and it says so.
    ran = desk.run("--pixels-checked", name="ct-angiography")
    assert ran.exit_code == 0, ran.output
    return Imported(desk, kept[0], ran.output, read_volume(desk.figures / COMMITTED.name))


# The series.


def images(imported: Imported) -> list[Dataset]:
    """Return the images of the series without their pixels."""
    return [dcmread(path, stop_before_pixels=True) for path in imported.files]


def test_it_is_a_series_of_at_least_256_by_256_by_128_voxels(imported: Imported) -> None:
    slices, rows, columns = imported.painted.shape
    assert min(rows, columns) >= 256
    assert slices >= 128
    assert len(imported.files) == slices


def test_every_image_is_a_ct_image_of_one_series(imported: Imported) -> None:
    found = images(imported)
    for data in found:
        assert data.file_meta.MediaStorageSOPClassUID == data.SOPClassUID == CTImageStorage
        assert data.file_meta.MediaStorageSOPInstanceUID == data.SOPInstanceUID
        assert data.file_meta.TransferSyntaxUID == ExplicitVRLittleEndian
        assert data.Modality == "CT"
    for keyword in ("SeriesInstanceUID", "StudyInstanceUID", "FrameOfReferenceUID"):
        assert len({data[keyword].value for data in found}) == 1
    assert len({data.SOPInstanceUID for data in found}) == len(found)
    assert [data.InstanceNumber for data in found] == list(range(1, len(found) + 1))


# Those of types 1 and 2 in the modules of a CT image (PS3.3, A.3 and C.8.2.1).
REQUIRED = """
    PatientName PatientID PatientBirthDate PatientSex StudyInstanceUID StudyDate StudyTime
    ReferringPhysicianName StudyID AccessionNumber Modality SeriesInstanceUID SeriesNumber
    PatientPosition FrameOfReferenceUID PositionReferenceIndicator Manufacturer InstanceNumber
    ImageType PixelSpacing ImageOrientationPatient ImagePositionPatient SliceThickness
    SamplesPerPixel PhotometricInterpretation Rows Columns BitsAllocated BitsStored HighBit
    PixelRepresentation RescaleIntercept RescaleSlope KVP AcquisitionNumber SOPClassUID
    SOPInstanceUID
""".split()  # noqa: SIM905 - forty quoted lines say no more


def test_every_image_has_what_the_standard_asks_of_a_ct_image(imported: Imported) -> None:
    for data in images(imported):
        assert [keyword for keyword in REQUIRED if keyword not in data] == []


def test_the_slices_lie_evenly_from_the_head_down(imported: Imported) -> None:
    found, grid = images(imported), phantom.GRID
    heights = [float(data.ImagePositionPatient[2]) for data in found]
    np.testing.assert_allclose(np.diff(heights), -grid.spacing[2], atol=1e-3)
    for data in found:
        assert [float(each) for each in data.ImagePositionPatient[:2]] == list(grid.origin[:2])
        assert [float(each) for each in data.PixelSpacing] == [grid.spacing[1], grid.spacing[0]]
        assert [float(each) for each in data.ImageOrientationPatient] == [1, 0, 0, 0, 1, 0]


def test_it_names_nobody_and_no_day(imported: Imported) -> None:
    for keyword, value in IDENTITY.items():
        assert (
            not value
            or value == "O"
            or any(word in value for word in ("SYNTHETIC", "NOT", "NO ", "NOBODY"))
        ), keyword
    for data in images(imported):
        assert {keyword: str(data[keyword].value) for keyword in IDENTITY} == IDENTITY
        assert not any(element.value for element in data if element.VR in {"DA", "DT", "TM"})


# The import.


def test_it_is_refused_until_its_words_were_checked(imported: Imported) -> None:
    ran = imported.desk.run(name="unchecked")
    assert ran.exit_code == 1
    assert "--pixels-checked" in ran.output


def test_every_identifying_tag_of_it_is_told_and_left_behind(imported: Imported) -> None:
    names, private = identifying(images(imported)[0])
    assert not private
    line = next(line for line in imported.output.splitlines() if line.startswith("Left behind"))
    assert set(line.partition(": ")[2].rstrip(".").split(", ")) == names
    assert len(names) > len(IDENTITY)
    content = (imported.desk.figures / COMMITTED.name).read_bytes()
    values = [value for value in IDENTITY.values() if len(value) > 1]
    assert [value for value in values if value.encode() in content] == []


def test_every_voxel_comes_back_within_one_hounsfield_unit(imported: Imported) -> None:
    # From slices, rows, columns in DICOM's directions (left, back, head) to x, y, z in RAS.
    there = imported.painted.transpose(2, 1, 0)[::-1, ::-1, :]
    assert imported.volume.shape == there.shape
    assert np.abs(imported.volume.hu.astype(int) - there).max() <= 1


TISSUES = {
    # A place in DICOM's mm (left, back, head), and the HU it is painted with.
    "aorta": ((11, 0, 95), 282),
    "vena cava": ((-18, 6, 52), 162),
    "liver": ((-80, -20, 235), 108),
    "spleen": ((105, 20, 230), 125),
    "cortex of the kidney": ((100, 30, 162), 200),
    "dead part of the mass": ((-35, -6, 144), 38),
    "muscle": ((27, 70, 110), 58),
    "fat": ((0, -105, 110), -102),
    "urine": ((2, -26, -84), 9),
    "spongy bone": ((0, 30, 60), 210),
    "air": ((0, -170, 0), -1000),
}
REACH = 3.0
"""The radius in mm of the ball that is averaged: some thirty voxels, so that noise goes."""


def mean(volume: Volume, place: Sequence[float]) -> float:
    """Return the mean of a ball around a place in DICOM's mm."""
    ras = (-place[0], -place[1], place[2])
    away = [
        (start + step * np.arange(count) - centre) ** 2
        for start, step, count, centre in zip(
            volume.origin, volume.spacing, volume.shape, ras, strict=True
        )
    ]
    ball = away[0][:, None, None] + away[1][None, :, None] + away[2][None, None, :] <= REACH**2
    return float(volume.hu[ball].mean())


def painted_mean(painted: npt.NDArray[np.int16], place: Sequence[float]) -> float:
    """Return the same of the phantom's own values, by the phantom's own coordinates."""
    x, y, z = place
    box = phantom.GRID.box((x - REACH, y - REACH, z - REACH), (x + REACH, y + REACH, z + REACH))
    ball = (box.x - x) ** 2 + (box.y - y) ** 2 + (box.z - z) ** 2 <= REACH**2
    return float(painted[box.where][ball].mean())


@pytest.mark.parametrize(("place", "value"), TISSUES.values(), ids=TISSUES)
def test_a_tissue_comes_back_where_it_was_with_its_hounsfield_units(
    place: tuple[float, float, float], value: float, imported: Imported
) -> None:
    found = mean(imported.volume, place)
    assert found == pytest.approx(painted_mean(imported.painted, place), abs=1)
    # And it is that tissue: grain and blur move it by a little.
    assert found == pytest.approx(value, abs=16)


# The volume of this case.


@IS_COMMITTED
def test_the_committed_volume_is_the_phantom_of_the_seed(imported: Imported) -> None:
    """Not byte for byte: sums are rounded as a processor's instructions have it.

    Values are whole steps, so that where a sum lies between two of them, a voxel in some millions
    differs by one; and a shape that is drawn where it finds another tissue may change an edge.
    """
    committed = read_volume(COMMITTED)
    assert committed.spacing == imported.volume.spacing
    assert committed.origin == imported.volume.origin
    assert committed.shape == imported.volume.shape
    apart = committed.hu.astype(int) - imported.volume.hu
    assert np.count_nonzero(apart) <= apart.size // 100_000
    assert np.abs(apart).mean() < 0.001


@IS_COMMITTED
def test_the_committed_volume_is_small_enough_to_fetch() -> None:
    assert COMMITTED.stat().st_size <= 8_000_000


def axial(volume: Volume) -> npt.NDArray[np.int16]:
    """Return all axial slices as they are looked at: from the feet, the front at the top."""
    return np.transpose(volume.hu[::-1, ::-1, :], (2, 1, 0))


@pytest.mark.parametrize("name", ["imported", pytest.param("committed", marks=IS_COMMITTED)])
def test_every_axial_slice_carries_the_words_in_the_air_in_front_of_the_body(
    name: str, imported: Imported
) -> None:
    slices = axial(imported.volume if name == "imported" else read_volume(COMMITTED))
    words = stencil() > 0
    rows, columns = words.shape
    top, left = phantom.TOP_ROW, (slices.shape[2] - columns) // 2
    part = slices[:, top : top + rows, left : left + columns]
    # Each dot of each letter is bright, and all between and around is air.
    assert np.all((part == BRIGHT) == words)
    around = slices[:, : top + rows + 2].copy()
    around[:, top : top + rows, left : left + columns] = int(AIR)
    assert np.all(around == AIR)
    # As high as a line of large print on a page.
    assert rows / slices.shape[1] > 0.04


@IS_COMMITTED
def test_every_panel_of_it_is_marked_with_the_same_words() -> None:
    cut = {
        name: record for name, record in RECORDS.items() if record.get("volume") == COMMITTED.name
    }
    assert cut
    assert {record["marking"] for record in cut.values()} == {TEXT}
