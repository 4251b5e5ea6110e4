"""Tiny CT series for tests, whose Hounsfield values say where in the patient each voxel lies.

A voxel at the RAS place (x, y, z) in mm holds ``field(x, y, z)``, so that a volume is right exactly
when every voxel of it still holds the value of its place, whatever way the series was cut.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.sequence import Sequence as Items
from pydicom.uid import CTImageStorage, EnhancedCTImageStorage, ExplicitVRLittleEndian, generate_uid

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import numpy.typing as npt

    from casereport.volume import Volume

COLUMNS, ROWS, SLICES = 40, 36, 10
# JPEG 2000 wants at least 32 pixels each way.
COLUMN_STEP, ROW_STEP, SLICE_STEP = 2.0, 3.0, 5.0
INTERCEPT = -1024
AXIAL = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)
CORONAL = (1.0, 0.0, 0.0, 0.0, 0.0, -1.0)
SAGITTAL = (0.0, 1.0, 0.0, 0.0, 0.0, -1.0)

SECRETS = {
    "PatientName": "Quibble^Zenobia",
    "PatientID": "QZ-90210-X",
    "PatientBirthDate": "19610417",
    "PatientAddress": "17 Nettlebed Row",
    "InstitutionName": "Larkspur Infirmary",
    "ReferringPhysicianName": "Thistlewood^Ambrose",
    "AccessionNumber": "ACC7781263",
    "StudyDescription": "Abdomen arterial phase",
    "SeriesDescription": "Arterial thin",
    "DeviceSerialNumber": "SN-55-KESTREL",
    "StudyDate": "20190822",
    "StudyTime": "104512",
}
"""What a patient's file would tell; none of it may leave the series."""


def values(x: npt.ArrayLike, y: npt.ArrayLike, z: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """Return the Hounsfield values at places in RAS mm."""
    places = np.asarray(x, float) + 31 * np.asarray(y, float) + 150 * np.asarray(z, float)
    hu: npt.NDArray[np.float64] = np.rint(places)
    return hu


def expected(volume: Volume) -> npt.NDArray[np.float64]:
    """Return what each voxel of a volume has to hold, by its place."""
    x, y, z = (
        start + step * np.arange(count)
        for start, step, count in zip(volume.origin, volume.spacing, volume.shape, strict=True)
    )
    return values(x[:, None, None], y[None, :, None], z[None, None, :])


@dataclass(frozen=True)
class Cut:
    """How a series is cut: the first pixel and the directions, in DICOM's LPS mm."""

    corner: tuple[float, float, float] = (-14.0, -20.0, -25.0)
    orientation: tuple[float, ...] = AXIAL
    towards: int = 1
    """Whether slices follow one another along the normal, 1, or against it, -1."""
    shear: float = 0.0
    """How far each slice is shifted along the columns against the one before, in mm."""

    def position(self, index: int) -> npt.NDArray[np.float64]:
        """Return the first pixel of a slice, by its index."""
        row, column = np.array(self.orientation[:3]), np.array(self.orientation[3:])
        along = np.cross(row, column) * SLICE_STEP * self.towards + column * self.shear
        return np.array(self.corner) + index * along

    def stored(self, index: int, slope: float, intercept: float) -> npt.NDArray[np.int64]:
        """Return the stored values of a slice."""
        row, column = np.array(self.orientation[:3]), np.array(self.orientation[3:])
        c, r = np.meshgrid(np.arange(COLUMNS), np.arange(ROWS))
        places = (
            self.position(index)
            + c[..., None] * COLUMN_STEP * row
            + r[..., None] * ROW_STEP * column
        )
        hu = values(-places[..., 0], -places[..., 1], places[..., 2])
        return np.rint((hu - intercept) / slope).astype(np.int64)


@dataclass(frozen=True)
class Recipe:
    """How a series is written; ``edit`` may change each data set before it is saved."""

    cut: Cut = field(default_factory=Cut)
    count: int = SLICES
    slope: float = 1.0
    intercept: float = float(INTERCEPT)
    name: Callable[[int], str] = "IM{:03}.dcm".format
    leave_out: frozenset[int] = frozenset()
    edit: Callable[[int, Dataset], None] = lambda _index, _data: None
    syntax: str = ExplicitVRLittleEndian


def common() -> Dataset:
    """Return what every image of a series has."""
    data = Dataset()
    for keyword, value in SECRETS.items():
        setattr(data, keyword, value)
    data.SOPClassUID = CTImageStorage
    data.ImageType = ["ORIGINAL", "PRIMARY", "AXIAL"]
    data.Modality = "CT"
    data.BodyPartExamined = "ABDOMEN"
    data.BurnedInAnnotation = "NO"
    data.SeriesNumber = 4
    data.PixelSpacing = [ROW_STEP, COLUMN_STEP]
    data.SliceThickness = SLICE_STEP
    data.Rows, data.Columns = ROWS, COLUMNS
    data.SamplesPerPixel = 1
    data.PhotometricInterpretation = "MONOCHROME2"
    data.BitsAllocated = data.BitsStored = 16
    data.HighBit = 15
    # Values are signed: places on both sides of the middle.
    data.PixelRepresentation = 1
    return data


def save(data: Dataset, path: Path, syntax: str = ExplicitVRLittleEndian) -> None:
    """Write a data set as a DICOM file, compressed as the transfer syntax has it."""
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = data.SOPClassUID
    meta.MediaStorageSOPInstanceUID = data.SOPInstanceUID
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    data.file_meta = meta
    if syntax != ExplicitVRLittleEndian:
        data.compress(syntax, generate_instance_uid=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    data.save_as(path, enforce_file_format=True)


def write_series(folder: Path, recipe: Recipe | None = None) -> Path:
    """Write a single-frame series into a folder and return the folder."""
    made = recipe or Recipe()
    series, study = generate_uid(), generate_uid()
    for index in range(made.count):
        if index in made.leave_out:
            continue
        data = common()
        data.SeriesInstanceUID, data.StudyInstanceUID = series, study
        data.SOPInstanceUID = generate_uid()
        data.InstanceNumber = index + 1
        data.ImageOrientationPatient = list(made.cut.orientation)
        data.ImagePositionPatient = [float(place) for place in made.cut.position(index)]
        data.RescaleSlope, data.RescaleIntercept = made.slope, made.intercept
        stored = made.cut.stored(index, made.slope, made.intercept)
        data.PixelData = stored.astype("<i2").tobytes()
        made.edit(index, data)
        save(data, folder / made.name(index), made.syntax)
    return folder


def write_enhanced(path: Path, *, with_places: bool = True) -> None:
    """Write the same slices as one enhanced multi-frame image (PS3.3, C.7.6.16)."""
    cut = Cut()
    data = common()
    del data.PixelSpacing
    del data.SliceThickness
    data.SOPClassUID = EnhancedCTImageStorage
    data.SeriesInstanceUID, data.StudyInstanceUID = generate_uid(), generate_uid()
    data.SOPInstanceUID = generate_uid()
    data.NumberOfFrames = SLICES
    if with_places:
        shared = Dataset()
        shared.PlaneOrientationSequence = Items([Dataset()])
        shared.PlaneOrientationSequence[0].ImageOrientationPatient = list(cut.orientation)
        shared.PixelMeasuresSequence = Items([Dataset()])
        shared.PixelMeasuresSequence[0].PixelSpacing = [ROW_STEP, COLUMN_STEP]
        shared.PixelValueTransformationSequence = Items([Dataset()])
        shared.PixelValueTransformationSequence[0].RescaleSlope = 1
        shared.PixelValueTransformationSequence[0].RescaleIntercept = INTERCEPT
        data.SharedFunctionalGroupsSequence = Items([shared])
        frames = []
        for index in range(SLICES):
            frame = Dataset()
            frame.PlanePositionSequence = Items([Dataset()])
            place = [float(each) for each in cut.position(index)]
            frame.PlanePositionSequence[0].ImagePositionPatient = place
            frames.append(frame)
        data.PerFrameFunctionalGroupsSequence = Items(frames)
    stored = [cut.stored(index, 1, INTERCEPT).astype("<i2") for index in range(SLICES)]
    data.PixelData = b"".join(each.tobytes() for each in stored)
    save(data, path)
