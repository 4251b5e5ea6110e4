"""Sample files of real scanners, as they come with pydicom, are read or refused rightly."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from pydicom import dcmread
from pydicom.data import get_testdata_file
from pydicom.uid import (
    CTImageStorage,
)

from casereport.dicom_files import Series, read_header
from casereport.dicom_series import assemble, check_series
from ct_series import (
    AXIAL,
    INTERCEPT,
)
from series_reading import (
    NAME,
    refused,
)

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
