"""DICOM is known under any name, and nothing else is taken for it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PIL import Image
from pydicom.data import get_testdata_file

from casereport.case_files import is_dicom
from tiny import TOP


def samples() -> list[Path]:
    """Return the DICOM files that come with pydicom, of all kinds.

    One is left out: in ``no_meta.dcm`` the first byte is wrong, and pydicom does not know it.
    """
    found = get_testdata_file("CT_small.dcm", download=False)
    assert isinstance(found, str)
    return [p for p in sorted(Path(found).parent.glob("*.dcm")) if p.name != "no_meta.dcm"]


@pytest.mark.parametrize("sample", samples(), ids=lambda path: path.name)
def test_a_dicom_file_is_known_without_its_ending(sample: Path, tmp_path: Path) -> None:
    shutil.copy(sample, tmp_path / "IM0001")
    assert is_dicom(tmp_path / "IM0001")


@pytest.mark.parametrize("name", ["a.dcm", "b.DCM", "c.dicom", "DICOMDIR"])
def test_a_dicom_file_is_known_by_its_name(name: str, tmp_path: Path) -> None:
    (tmp_path / name).touch()
    assert is_dicom(tmp_path / name)


def ours() -> list[Path]:
    """Return every file of this case and of the repository's own folders."""
    folders = ("docs", "figures", "src", "tests", ".github")
    return [path for folder in folders for path in (TOP / folder).rglob("*") if path.is_file()]


def test_no_file_of_ours_is_taken_for_dicom() -> None:
    assert len(ours()) > 100
    assert [path for path in ours() if is_dicom(path)] == []


@pytest.mark.parametrize(
    "kind", ["PNG", "JPEG", "TIFF", "WEBP", "AVIF", "GIF", "BMP", "PDF", "ICO"]
)
def test_no_image_is_taken_for_dicom(kind: str, tmp_path: Path) -> None:
    Image.new("RGB", (300, 200)).save(tmp_path / "image", kind)
    assert not is_dicom(tmp_path / "image")


@pytest.mark.parametrize("content", [b"", b"\x08", b"\x08\0\x05\0", b"Words.\n", bytes(200)])
def test_a_short_or_empty_file_is_not_taken_for_dicom(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(content)
    assert not is_dicom(tmp_path / "file")


def test_a_folder_is_not_dicom(tmp_path: Path) -> None:
    assert not is_dicom(tmp_path)
