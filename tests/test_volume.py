"""A volume is kept in a file of geometry and numbers alone, and comes back as it was."""

from __future__ import annotations

import gzip
import struct
from typing import TYPE_CHECKING

import nibabel as nib
import numpy as np
import pytest

from casereport.volume import Volume, crop, encode_volume, every, read_volume, write_volume
from ct_series import expected, values
from nifti_header import NiftiHeader, assert_bare

if TYPE_CHECKING:
    from pathlib import Path

    from casereport.volume import Bounds

SPACING = (1.2, 0.478516, 2.8)
ORIGIN = (-191.4, -0.123, 1138.6)
OPEN = (None, None)


def made(shape: tuple[int, int, int] = (5, 4, 3)) -> Volume:
    """Return a volume with a different value in every voxel."""
    count = int(np.prod(shape))
    hu = np.arange(-count // 2, count - count // 2, dtype=np.int16).reshape(shape)
    return Volume(hu, SPACING, ORIGIN)


def placed() -> Volume:
    """Return a volume whose voxels hold the value of their place, 2 × 3 × 5 mm apart."""
    x, y, z = -4.0 + 2.0 * np.arange(6), -6.0 + 3.0 * np.arange(5), 10.0 + 5.0 * np.arange(7)
    hu = values(x[:, None, None], y[None, :, None], z[None, None, :]).astype(np.int16)
    return Volume(hu, (2.0, 3.0, 5.0), (-4.0, -6.0, 10.0))


def test_a_volume_comes_back_as_it_was(tmp_path: Path) -> None:
    size = write_volume(made(), tmp_path / "a.nii.gz")
    back = read_volume(tmp_path / "a.nii.gz")
    assert size == (tmp_path / "a.nii.gz").stat().st_size
    assert (back.spacing, back.origin, back.shape) == (SPACING, ORIGIN, (5, 4, 3))
    assert back.hu.dtype == np.int16
    np.testing.assert_array_equal(back.hu, made().hu)


def test_nothing_but_the_named_file_is_left(tmp_path: Path) -> None:
    write_volume(made(), tmp_path / "a.nii.gz")
    assert [path.name for path in tmp_path.iterdir()] == ["a.nii.gz"]


def test_a_file_that_cannot_be_put_in_place_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "a.nii.gz").mkdir()
    with pytest.raises(IsADirectoryError):
        write_volume(made(), tmp_path / "a.nii.gz")
    assert [path.name for path in tmp_path.iterdir()] == ["a.nii.gz"]


def test_the_same_volume_makes_the_same_bytes_however_it_lies_in_memory() -> None:
    plain = made()
    turned = Volume(np.asfortranarray(plain.hu), SPACING, ORIGIN)
    swapped = Volume(plain.hu.astype(">i2"), SPACING, ORIGIN)
    assert encode_volume(plain) == encode_volume(turned) == encode_volume(swapped)


def test_the_packing_holds_no_name_and_no_time() -> None:
    packed = encode_volume(made())
    # RFC 1952: no flags, so no name or comment; no time; strongest compression; system unknown.
    assert packed[:10] == bytes([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 2, 255])


def test_the_header_holds_geometry_and_nothing_else() -> None:
    content = gzip.decompress(encode_volume(made()))
    header = NiftiHeader.read(content)
    assert header.exact == {
        "sizeof_hdr": (348,),
        "dim": (3, 5, 4, 3, 1, 1, 1, 1),
        "datatype": (4,),
        "bitpix": (16,),
        "vox_offset": (352.0,),
        "xyzt_units": (2,),
        "form_codes": (1, 1),
        "magic": (b"n+1\0",),
    }
    wanted = {
        "pixdim": (1, *SPACING, 1, 1, 1, 1),
        "scale": (1, 0),
        "quatern, qoffset": (0, 0, 0, *ORIGIN),
        "srow_x": (SPACING[0], 0, 0, ORIGIN[0]),
        "srow_y": (0, SPACING[1], 0, ORIGIN[1]),
        "srow_z": (0, 0, SPACING[2], ORIGIN[2]),
    }
    assert header.geometry == {name: pytest.approx(told) for name, told in wanted.items()}
    # descrip, aux_file, intent_name, db_name, the extension flag and all the others.
    assert_bare(content)


def test_the_header_read_by_nibabel_is_ras_in_millimetres(tmp_path: Path) -> None:
    write_volume(made(), tmp_path / "a.nii.gz")
    image = nib.load(tmp_path / "a.nii.gz")
    assert isinstance(image, nib.Nifti1Image)
    assert nib.aff2axcodes(image.affine) == ("R", "A", "S")  # type: ignore[no-untyped-call]
    assert image.header.get_xyzt_units() == ("mm", "unknown")  # type: ignore[no-untyped-call]
    assert not image.header.extensions
    np.testing.assert_allclose(image.get_sform(), image.get_qform(), atol=1e-5)  # type: ignore[no-untyped-call]


CROPS: dict[str, tuple[list[Bounds], tuple[int, int, int], tuple[float, float, float]]] = {
    "all open": ([OPEN, OPEN, OPEN], (6, 5, 7), (-4, -6, 10)),
    "on the centres": ([(-2, 2), (-3, 3), (15, 30)], (3, 3, 4), (-2, -3, 15)),
    "between the centres": ([(-2.9, 2.9), OPEN, OPEN], (3, 5, 7), (-2, -6, 10)),
    "open below": ([OPEN, OPEN, (None, 21)], (6, 5, 3), (-4, -6, 10)),
    "open above": ([OPEN, (1, None), OPEN], (6, 2, 7), (-4, 3, 10)),
    "wider than it is": ([(-999, 999), OPEN, OPEN], (6, 5, 7), (-4, -6, 10)),
    "one voxel": ([(0, 0), (0, 0), (20, 20)], (1, 1, 1), (0, 0, 20)),
}


@pytest.mark.parametrize(("bounds", "shape", "origin"), CROPS.values(), ids=CROPS.keys())
def test_a_crop_keeps_the_voxels_within_and_their_places(
    bounds: list[Bounds], shape: tuple[int, int, int], origin: tuple[float, float, float]
) -> None:
    cut = crop(placed(), bounds)
    assert (cut.shape, cut.origin, cut.spacing) == (shape, origin, (2, 3, 5))
    np.testing.assert_array_equal(cut.hu, expected(cut))


@pytest.mark.parametrize(
    ("bounds", "said"),
    [
        ([(100, 200), OPEN, OPEN], "keeps nothing along x: the volume reaches from -4 to 6 mm"),
        ([OPEN, (0.5, 0.6), OPEN], "keeps nothing along y"),
        ([OPEN, OPEN, (30, 20)], "along z ends, at 20 mm, before it begins, at 30"),
    ],
)
def test_a_crop_that_keeps_nothing_says_so(bounds: list[Bounds], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        crop(placed(), bounds)


@pytest.mark.parametrize(("axis", "shape"), [(0, (2, 5, 7)), (1, (6, 2, 7)), (2, (6, 5, 3))])
def test_every_third_slice_keeps_its_place(axis: int, shape: tuple[int, int, int]) -> None:
    thinned = every(placed(), 3, axis)
    assert thinned.shape == shape
    assert thinned.spacing[axis] == 3 * placed().spacing[axis]
    np.testing.assert_array_equal(thinned.hu, expected(thinned))


def test_every_slice_is_the_whole_volume_and_none_is_no_choice() -> None:
    assert every(placed(), 1).shape == placed().shape
    with pytest.raises(ValueError, match="every 1st"):
        every(placed(), 0)


def test_the_middle_is_the_place_of_a_voxel() -> None:
    assert placed().middle == (2, 0, 25)
    assert placed().end == (6, 6, 40)


def image(
    data: np.ndarray[tuple[int, ...], np.dtype[np.generic]] | None = None,
    affine: np.ndarray[tuple[int, ...], np.dtype[np.float64]] | None = None,
    unit: str = "mm",
) -> nib.Nifti1Image:
    """Return an image that is right but for what is given."""
    shown = np.zeros((4, 3, 2), np.int16) if data is None else data
    made_image = nib.Nifti1Image(shown, np.diag([1.0, 1, 2, 1]) if affine is None else affine)  # type: ignore[no-untyped-call]
    made_image.header.set_xyzt_units(unit)  # type: ignore[no-untyped-call]
    return made_image


def turned(*rows: tuple[float, float, float]) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Return an affine of these three rows without offset."""
    affine = np.eye(4)
    affine[:3, :3] = rows
    return affine


SCALED = image()
APART = image()
APART.set_qform(np.diag([1.0, 1, 3, 1]), code=1)  # type: ignore[no-untyped-call]
NOWHERE = image()
NOWHERE.set_qform(None, code=0)  # type: ignore[no-untyped-call]
NOWHERE.set_sform(None, code=0)  # type: ignore[no-untyped-call]

UNLIKE = {
    "of floats": (image(np.zeros((4, 3, 2), np.float32)), "16-bit whole numbers"),
    "of bytes": (image(np.zeros((4, 3, 2), np.uint8)), "16-bit whole numbers"),
    "of four dimensions": (image(np.zeros((4, 3, 2, 2), np.int16)), "three dimensions"),
    "of one slice without depth": (image(np.zeros((4, 3), np.int16)), "three dimensions"),
    "in metres": (image(unit="meter"), "millimetres"),
    "in no unit": (image(unit="unknown"), "millimetres"),
    "left first": (image(affine=np.diag([-1.0, 1, 2, 1])), "right, anterior and superior"),
    "of other order": (
        image(affine=turned((0, 0, 1), (1, 0, 0), (0, 1, 0))),
        "right, anterior and superior",
    ),
    "oblique": (
        image(affine=turned((1, 0, 0), (0, 0.98, -0.199), (0, 0.199, 0.98))),
        "right, anterior and superior",
    ),
    "scaled": (SCALED, "scales its numbers"),
    "in two places": (APART, "two places"),
    "nowhere": (NOWHERE, "how it lies"),
}


@pytest.mark.parametrize(("unlike", "said"), UNLIKE.values(), ids=UNLIKE.keys())
def test_what_is_no_ras_volume_in_millimetres_is_refused(
    tmp_path: Path, unlike: nib.Nifti1Image, said: str
) -> None:
    path = tmp_path / "a.nii.gz"
    content = bytearray(unlike.to_bytes())
    if unlike is SCALED:
        # nibabel writes no scale of its own for whole numbers.
        struct.pack_into("<2f", content, 112, 2.0, 5.0)
    path.write_bytes(gzip.compress(content))
    with pytest.raises(ValueError, match=said):
        read_volume(path)


DAMAGED = {
    "not there": (None, "is not there"),
    "empty": (b"", "not a NIfTI volume"),
    "text": (b"not a volume", "not a NIfTI volume"),
    "another packing": (gzip.compress(b"not a volume, packed" * 40), "not a NIfTI volume"),
    "cut short": (encode_volume(made((40, 40, 40)))[:-500], "cut short"),
    "cut short before packing": (
        gzip.compress(gzip.decompress(encode_volume(made()))[:-20]),
        "cut short",
    ),
    "cut short in the header": (
        gzip.compress(gzip.decompress(encode_volume(made()))[:200]),
        "not a NIfTI volume",
    ),
}


@pytest.mark.parametrize(("content", "said"), DAMAGED.values(), ids=DAMAGED.keys())
def test_what_is_damaged_is_refused(tmp_path: Path, content: bytes | None, said: str) -> None:
    path = tmp_path / "a.nii.gz"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ValueError, match=said):
        read_volume(path)


def test_a_header_that_promises_a_giant_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    content = bytearray(gzip.decompress(encode_volume(made())))
    struct.pack_into("<4h", content, 40, 3, 32000, 32000, 32000)
    path = tmp_path / "a.nii.gz"
    path.write_bytes(gzip.compress(content))
    with pytest.raises(ValueError, match="thousand million"):
        read_volume(path)
