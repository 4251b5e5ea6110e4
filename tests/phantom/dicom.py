"""A volume of Hounsfield units written as a series of CT images."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

import numpy as np
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import UID, CTImageStorage, ExplicitVRLittleEndian

if TYPE_CHECKING:
    from pathlib import Path

    import numpy.typing as npt

    from phantom.geometry import Grid

INTERCEPT = -1024
SPACE = uuid.UUID("6d0f2c1e-8a57-5b7e-9b43-1f2f6f0c7a10")
"""The name space of the identifiers; only a constant."""
IDENTITY = {
    "PatientName": "SYNTHETIC^NOT A PATIENT",
    "PatientID": "SYNTHETIC",
    "PatientBirthDate": "",
    "PatientSex": "O",
    "PatientAddress": "NO STREET 0, NOWHERE",
    "OtherPatientNames": "ALSO SYNTHETIC^NOT A PATIENT",
    "PatientComments": "SYNTHETIC, NOT A PATIENT",
    "InstitutionName": "NOT A HOSPITAL",
    "InstitutionAddress": "NO STREET 0, NOWHERE",
    "InstitutionalDepartmentName": "NOT A DEPARTMENT",
    "ReferringPhysicianName": "NOBODY^NOT A PHYSICIAN",
    "PerformingPhysicianName": "NOBODY^NOT A PHYSICIAN",
    "OperatorsName": "NOBODY^NOT AN OPERATOR",
    "StationName": "NOTASCANNER",
    "DeviceSerialNumber": "SYNTHETIC-0",
    "AccessionNumber": "SYNTHETIC-0",
    "StudyID": "SYNTHETIC",
}
"""Tags that would name somebody, with values that name nobody."""


def identifier(seed: int, name: str) -> UID:
    """Return the unique identifier that a seed gives to a name."""
    return UID(f"2.25.{uuid.uuid5(SPACE, f'{seed}/{name}').int}")


def _common(grid: Grid, seed: int) -> Dataset:
    """Return what all images of the series share."""
    data = Dataset()
    for keyword, value in IDENTITY.items():
        setattr(data, keyword, value)
    data.ImageType = ["DERIVED", "SECONDARY", "AXIAL"]
    data.SOPClassUID = CTImageStorage
    data.StudyDate = data.StudyTime = ""
    data.Modality = "CT"
    data.Manufacturer = "SYNTHETIC"
    data.ManufacturerModelName = "COMPUTED PHANTOM"
    data.StudyDescription = "SYNTHETIC CT ABDOMEN AND PELVIS"
    data.SeriesDescription = "SYNTHETIC, NOT A PATIENT"
    data.DerivationDescription = "Computed from shapes and noise; no scanner, no patient"
    data.BodyPartExamined = "ABDOMEN"
    data.ContrastBolusAgent = "SYNTHETIC"
    data.SliceThickness = grid.spacing[2]
    data.KVP = 120
    data.PatientPosition = "HFS"
    data.StudyInstanceUID = identifier(seed, "study")
    data.SeriesInstanceUID = identifier(seed, "series")
    data.FrameOfReferenceUID = identifier(seed, "frame")
    data.PositionReferenceIndicator = ""
    data.SeriesNumber = data.AcquisitionNumber = 1
    data.ImageOrientationPatient = [1, 0, 0, 0, 1, 0]
    data.PixelSpacing = [grid.spacing[1], grid.spacing[0]]
    data.SamplesPerPixel = 1
    data.PhotometricInterpretation = "MONOCHROME2"
    data.Rows, data.Columns = grid.shape[1], grid.shape[2]
    data.BitsAllocated = data.BitsStored = 16
    data.HighBit = 15
    data.PixelRepresentation = 0
    data.RescaleIntercept, data.RescaleSlope, data.RescaleType = INTERCEPT, 1, "HU"
    data.WindowCenter, data.WindowWidth = 60, 400
    data.BurnedInAnnotation = "YES"
    return data


def write_series(folder: Path, volume: npt.NDArray[np.int16], grid: Grid, seed: int) -> None:
    """Write the volume (HU, slices from feet to head) into a folder, from the head down."""
    folder.mkdir(parents=True, exist_ok=True)
    data = _common(grid, seed)
    count = len(volume)
    for number in range(1, count + 1):
        place = count - number
        z = round(grid.origin[2] + place * grid.spacing[2], 3)
        data.InstanceNumber = number
        data.SOPInstanceUID = identifier(seed, f"image {number}")
        data.ImagePositionPatient = [grid.origin[0], grid.origin[1], z]
        data.SliceLocation = z
        stored = (volume[place].astype(np.int32) - INTERCEPT).astype("<u2")
        data.PixelData = stored.tobytes()
        meta = FileMetaDataset()
        meta.MediaStorageSOPClassUID = CTImageStorage
        meta.MediaStorageSOPInstanceUID = data.SOPInstanceUID
        meta.TransferSyntaxUID = ExplicitVRLittleEndian
        meta.ImplementationClassUID = identifier(0, "implementation")
        meta.ImplementationVersionName = "PHANTOM"
        data.file_meta = meta
        data.save_as(folder / f"IM{number:04d}.dcm", enforce_file_format=True)
