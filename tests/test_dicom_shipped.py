"""Sample files of real scanners, as they come with pydicom, are imported or refused rightly."""

from __future__ import annotations

import shutil
from pathlib import Path

import gdcm  # type: ignore[import-untyped]
import numpy as np
import pytest
from pydicom import dcmread
from pydicom.data import get_testdata_file
from pydicom.uid import (
    UID,
    CTImageStorage,
    DeflatedExplicitVRLittleEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    JPEG2000Lossless,
    JPEGLossless,
    JPEGLosslessSV1,
    JPEGLSLossless,
    RLELossless,
)

from casereport.volume import Volume, read_volume
from ct_series import AXIAL, INTERCEPT
from desk import Desk

SLICE = "CT_small.dcm"
"""A slice of a CT, uncompressed; two of its pixels are in pydicom's own documentation."""
PLAIN = (ExplicitVRLittleEndian, ImplicitVRLittleEndian, DeflatedExplicitVRLittleEndian)
COMPRESSED = {
    JPEGLossless: gdcm.TransferSyntax.JPEGLosslessProcess14,
    JPEGLosslessSV1: gdcm.TransferSyntax.JPEGLosslessProcess14_1,
    JPEGLSLossless: gdcm.TransferSyntax.JPEGLSLossless,
    JPEG2000Lossless: gdcm.TransferSyntax.JPEG2000Lossless,
    RLELossless: gdcm.TransferSyntax.RLELossless,
}
"""The compressions without loss that archives store CT in, with their names in GDCM."""


def shipped(name: str) -> Path:
    """Return a sample file or folder."""
    found = get_testdata_file(name, download=False)
    assert isinstance(found, str)
    return Path(found)


def studies(path: str) -> Path:
    """Return a folder of the sample studies, which lie around a DICOMDIR."""
    return shipped("DICOMDIR").parent / path


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a case without figures, and an empty folder for files to import."""
    made = Desk(tmp_path)
    made.figures.mkdir(parents=True)
    made.export.mkdir()
    return made


def store(syntax: UID, path: Path) -> None:
    """Write the sample slice, stored as a transfer syntax has it."""
    data = dcmread(shipped(SLICE))
    if syntax in COMPRESSED:
        reader, change = gdcm.ImageReader(), gdcm.ImageChangeTransferSyntax()
        reader.SetFileName(str(shipped(SLICE)))
        assert reader.Read()
        change.SetTransferSyntax(gdcm.TransferSyntax(COMPRESSED[syntax]))
        change.SetInput(reader.GetImage())
        assert change.Change()
        writer = gdcm.ImageWriter()
        writer.SetFileName(str(path))
        writer.SetFile(reader.GetFile())
        writer.SetImage(change.GetOutput())
        assert writer.Write()
        # Only its pixels: GDCM also changes what the slice says of its unit.
        data["PixelData"] = dcmread(path)["PixelData"]
    data.file_meta.TransferSyntaxUID = syntax
    data.save_as(path, implicit_vr=syntax.is_implicit_VR)


def assert_is_the_slice(volume: Volume) -> None:
    """Assert that a volume holds the sample slice, turned from DICOM's directions to RAS."""
    assert volume.shape == (128, 128, 1)
    assert volume.spacing == (0.661468, 0.661468, 5)
    # The first pixel of the first row lies at the right and in front: last along x and y.
    assert volume.hu[-1, -1, 0] == 175 + INTERCEPT
    assert volume.hu[-65, -65, 0] == 1928 + INTERCEPT
    stored = np.asarray(dcmread(shipped(SLICE)).pixel_array)
    np.testing.assert_array_equal(volume.hu[::-1, ::-1, 0].T, stored + INTERCEPT)


@pytest.mark.parametrize("syntax", [*PLAIN, *COMPRESSED], ids=lambda syntax: syntax.name)
def test_a_slice_is_the_same_however_it_is_stored(desk: Desk, syntax: UID) -> None:
    store(syntax, desk.export / "IM1")
    assert (
        dcmread(desk.export / "IM1", stop_before_pixels=True).file_meta.TransferSyntaxUID == syntax
    )
    assert_is_the_slice(desk.imported())


@pytest.mark.parametrize(
    "name",
    [
        "MR_small_RLE.dcm",
        "MR_small_bigendian.dcm",
        "MR_small_expb.dcm",
        "MR_small_implicit.dcm",
        "MR_small_jp2klossless.dcm",
        "MR_small_jpeg_ls_lossless.dcm",
        "MR_small_padded.dcm",
    ],
)
def test_the_same_image_by_other_hands_has_the_same_values(desk: Desk, name: str) -> None:
    # There is no CT among them; only the tags of these are made those of one.
    volumes = []
    for sample in ("MR_small.dcm", name):
        data = dcmread(shipped(sample))
        data.SOPClassUID, data.Modality = CTImageStorage, "CT"
        data.ImageOrientationPatient = list(AXIAL)
        data.RescaleSlope, data.RescaleIntercept = 1, INTERCEPT
        data.save_as(desk.export / "IM1")
        volumes.append(desk.imported("--force").hu)
    assert np.ptp(volumes[0]) > 1000
    np.testing.assert_array_equal(volumes[0], volumes[1])


def test_a_slice_compressed_with_loss_is_read_and_its_loss_told(desk: Desk) -> None:
    shutil.copy(shipped("693_J2KI.dcm"), desk.export)
    ran = desk.run()
    assert ran.exit_code == 0, ran.output
    assert "compressed with loss" in ran.output
    volume = read_volume(desk.figures / "ct-test.nii.gz")
    assert volume.shape == (512, 512, 1)
    # Air around, tissue within.
    assert volume.hu.min() < -800
    assert -200 < np.median(volume.hu[volume.hu > -300]) < 200


def test_a_series_of_a_heart_is_imported_from_its_study(desk: Desk) -> None:
    ran = desk.run(series=studies("98892001/CT5N"))
    assert ran.exit_code == 0, ran.output
    volume = read_volume(desk.figures / "ct-test.nii.gz")
    assert (volume.shape, volume.spacing[2]) == ((16, 16, 5), 2.5)
    stored = [dcmread(path) for path in studies("98892001/CT5N").iterdir()]
    for data in stored:
        index = round((float(data.ImagePositionPatient[2]) - volume.origin[2]) / 2.5)
        hu = data.pixel_array * float(data.RescaleSlope) + float(data.RescaleIntercept)
        np.testing.assert_array_equal(volume.hu[::-1, ::-1, index].T, hu)
    assert "96 private tags" in ran.output
    assert "Patient's Name" in ran.output


REFUSED = {
    "a brain with two slices in one place": ("77654033/CT2", "slices in the same place"),
    "two overviews": ("98892001/CT2N", "is a localizer"),
    "an MR": ("98892003/MR700", "is MR, not CT"),
    "images without pixels": ("TINY_ALPHA", "does not say how its values become Hounsfield"),
}


@pytest.mark.parametrize(("folder", "said"), REFUSED.values(), ids=REFUSED)
def test_a_sample_study_that_is_no_ct_is_refused(desk: Desk, folder: str, said: str) -> None:
    assert said in desk.refused(series=studies(folder))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        pytest.param("J2K_pixelrep_mismatch.dcm", "tilted gantry", id="a tilted slice"),
        pytest.param("MR_truncated.dcm", "is MR, not CT", id="an MR cut short"),
        pytest.param("image_dfl.dcm", "not CT", id="an image of another kind"),
        pytest.param("rtdose.dcm", "not CT", id="a plan of radiation"),
        pytest.param("reportsi.dcm", "no images", id="a report"),
        pytest.param("no_meta.dcm", "no DICOM file", id="a file without its label"),
        pytest.param("SC_rgb_jpeg.dcm", "not CT", id="a picture of a screen"),
    ],
)
def test_a_sample_that_is_no_slice_of_a_ct_is_refused(desk: Desk, name: str, said: str) -> None:
    shutil.copy(shipped(name), desk.export)
    assert said in desk.refused()


def test_whole_studies_are_listed_by_series(desk: Desk) -> None:
    ran = desk.run(series=studies("."))
    assert ran.exit_code == 1
    listed = [line for line in ran.output.splitlines() if line.startswith(" ")]
    assert len(listed) == 14
    assert [line.split(None, 1)[1] for line in listed if "SmartScore" in line] == [
        "series 5, “SmartScore - Gated 0.5 sec”, CT, 5 images, every 2.5 mm"
    ]
