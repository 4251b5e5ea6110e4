"""A CT volume: Hounsfield units on an axis-aligned grid, and the one file it is kept in.

The file is NIfTI-1 (.nii.gz). Its header holds the geometry and nothing else, and the same volume
always makes the same bytes.
"""
# nibabel has no types for what is called here.
# mypy: disallow-untyped-calls=False

from __future__ import annotations

import gzip
import io
import os
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import nibabel as nib
    import numpy.typing as npt

    Bounds = tuple[float | None, float | None]
    """The lowest and highest millimetre kept along an axis; None where it is left open."""

AXES = "xyz"
DIMENSIONS = len(AXES)
_SPACING_DECIMALS = 6
_ORIGIN_DECIMALS = 3
# NIfTI keeps its geometry as 32-bit floats, seven digits: what is beyond a micrometre is noise.
_OBLIQUE = 1e-4
_MILLIMETRES = "mm"
_LARGEST = 1 << 30
"""Voxels of the largest volume that is opened: 2 GiB, a whole body in thin slices."""


@dataclass(frozen=True, eq=False)
class Volume:
    """Hounsfield units on a grid in the patient's right-anterior-superior millimetres.

    Arrays have no single truth value, so volumes are compared by their parts.
    """

    hu: npt.NDArray[np.int16]
    """Indexed [x, y, z]: x grows to the patient's right, y to the front, z to the head."""
    spacing: tuple[float, float, float]
    """Distances of neighbouring voxel centres along x, y, z in mm."""
    origin: tuple[float, float, float]
    """The centre of the voxel [0, 0, 0] in mm."""

    @property
    def shape(self) -> tuple[int, int, int]:
        """The number of voxels along x, y, z."""
        return cast("tuple[int, int, int]", self.hu.shape)

    @property
    def end(self) -> tuple[float, float, float]:
        """The centre of the last voxel, [-1, -1, -1], in mm."""
        return _along(self.origin, self.spacing, [count - 1 for count in self.shape])

    @property
    def middle(self) -> tuple[float, float, float]:
        """The centre of the voxel in the middle of the grid, in mm."""
        return _along(self.origin, self.spacing, [count // 2 for count in self.shape])


def _along(
    origin: Sequence[float], spacing: Sequence[float], steps: Sequence[int]
) -> tuple[float, float, float]:
    """Return where so many steps from the origin lead, to the micrometre."""
    x, y, z = (
        round(start + step * size, _ORIGIN_DECIMALS)
        for start, size, step in zip(origin, spacing, steps, strict=True)
    )
    return x, y, z


def crop(volume: Volume, bounds: Sequence[Bounds]) -> Volume:
    """Return the voxels whose centres lie within the bounds along x, y and z, in mm, inclusive.

    Raises ValueError, in a sentence, where an axis keeps none.
    """
    kept: list[slice] = []
    for axis, (lowest, highest) in enumerate(bounds):
        start, end = volume.origin[axis], volume.end[axis]
        low = start if lowest is None else lowest
        high = end if highest is None else highest
        if low > high:
            raise ValueError(
                f"The crop along {AXES[axis]} ends, at {high:g} mm, before it begins, at {low:g}."
            )
        centres = start + volume.spacing[axis] * np.arange(volume.shape[axis])
        # Half a micrometre each way: the bounds are written by a person, the centres computed.
        inside = np.flatnonzero((centres >= low - 5e-4) & (centres <= high + 5e-4))
        if not inside.size:
            raise ValueError(
                f"The crop keeps nothing along {AXES[axis]}: "
                f"the volume reaches from {start:g} to {end:g} mm."
            )
        kept.append(slice(int(inside[0]), int(inside[-1]) + 1))
    origin = _along(volume.origin, volume.spacing, [part.start for part in kept])
    return Volume(volume.hu[kept[0], kept[1], kept[2]], volume.spacing, origin)


def every(volume: Volume, step: int, axis: int = 2) -> Volume:
    """Return every ``step``-th slice along an axis (0, 1, 2 for x, y, z), beginning with the first.

    Slices between are left out, not averaged: each one kept is as it was reconstructed.
    """
    if step < 1:
        raise ValueError("Slices are kept by every 1st, 2nd, 3rd and so on.")
    kept = tuple(slice(None, None, step if each == axis else 1) for each in range(DIMENSIONS))
    x, y, z = (size * (step if each == axis else 1) for each, size in enumerate(volume.spacing))
    spacing = (
        round(x, _SPACING_DECIMALS),
        round(y, _SPACING_DECIMALS),
        round(z, _SPACING_DECIMALS),
    )
    return Volume(volume.hu[kept], spacing, volume.origin)


def encode_volume(volume: Volume) -> bytes:
    """Return the volume as the bytes of a .nii.gz file: gzip level 9, without name or time.

    The header says size, spacing, position, unit and number type; every text in it is empty.
    qform and sform hold the same geometry, as some readers take one and some the other
    (NIfTI-1, “3D image (volume) orientation and location in space”).
    """
    import nibabel as nib  # noqa: PLC0415 - slow, and only volumes need it

    affine = np.diag([*volume.spacing, 1.0])
    affine[:DIMENSIONS, DIMENSIONS] = volume.origin
    header = nib.Nifti1Header(endianness="<")
    header.set_data_dtype(np.int16)
    header.set_xyzt_units(_MILLIMETRES)
    image = nib.Nifti1Image(volume.hu.astype("<i2", copy=False), affine, header)
    image.set_qform(affine, code="scanner")
    image.set_sform(affine, code="scanner")
    packed = io.BytesIO()
    # A GzipFile writes the same head on every system and Python; gzip.compress does not.
    with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=packed, mtime=0) as file:
        file.write(image.to_bytes())
    return packed.getvalue()


def write_volume(volume: Volume, path: Path) -> int:
    """Write the volume as a .nii.gz file and return its size in bytes.

    It is written under another name and renamed, so that the file is whole or not there.
    """
    content = encode_volume(volume)
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        unfinished.write_bytes(content)
        os.replace(unfinished, path)  # noqa: PTH105 - the words say that a file there goes
    finally:
        unfinished.unlink(missing_ok=True)
    return len(content)


def read_volume(path: Path) -> Volume:
    """Return the volume in a .nii or .nii.gz file.

    Raises ValueError, in a sentence that begins with what the file is or does, for anything that
    is no axis-aligned right-anterior-superior volume of 16-bit whole numbers in millimetres.
    """
    import nibabel as nib  # noqa: PLC0415 - slow, and only volumes need it

    if not path.is_file():
        raise ValueError("is not there.")
    with warnings.catch_warnings():
        # nibabel mends small faults and says so; what matters is checked below.
        warnings.simplefilter("ignore")
        try:
            image = nib.load(path)
        except Exception as error:  # nibabel raises many kinds for a file that is none
            raise ValueError("is not a NIfTI volume, or is cut short.") from error
        if type(image) is not nib.Nifti1Image:
            raise ValueError("is not a NIfTI-1 volume in one file.")
        spacing, origin = _geometry(image)
        try:
            hu = np.asarray(cast("nib.arrayproxy.ArrayProxy", image.dataobj).get_unscaled())
        except Exception as error:  # gzip, zlib, numpy and mmap each have their own
            raise ValueError("is cut short or damaged.") from error
    # Without the byte order of the file, and without a tie to it.
    return Volume(np.array(hu, dtype=np.int16), spacing, origin)


def _geometry(
    image: nib.Nifti1Image,
) -> tuple[tuple[float, float, float], tuple[float, float, float]]:
    """Return the spacing and origin that a header tells; raise ValueError for what is not ours."""
    header = image.header
    if len(image.shape) != DIMENSIONS or min(image.shape) < 1:
        raise ValueError("is not one volume of three dimensions.")
    if np.prod(image.shape, dtype=np.int64) > _LARGEST:
        raise ValueError("says that it has more than a thousand million voxels.")
    if header.get_data_dtype().newbyteorder("=") != np.dtype(np.int16):
        raise ValueError("does not hold 16-bit whole numbers, which Hounsfield units are kept as.")
    # The header forgets its scale when it is read; the numbers still know it.
    numbers = cast("nib.arrayproxy.ArrayProxy", image.dataobj)
    if (numbers.slope, numbers.inter) != (1.0, 0.0):
        raise ValueError("scales its numbers, which then are no Hounsfield units as they stand.")
    if header.get_xyzt_units()[0] != _MILLIMETRES:
        raise ValueError("does not say that it is measured in millimetres.")
    forms = [
        affine
        for affine, code in (image.get_sform(coded=True), image.get_qform(coded=True))
        if code and affine is not None
    ]
    if not forms:
        raise ValueError("does not say how it lies in the patient.")
    affine = np.asarray(forms[0], dtype=np.float64)
    if not np.isfinite(forms).all() or not np.allclose(forms[-1], affine, atol=1e-3):
        raise ValueError("tells two places for itself: its qform and sform differ.")
    directions = affine[:DIMENSIONS, :DIMENSIONS]
    sizes = np.diag(directions)
    # What is off the axes may not move a voxel by a noticeable part of one.
    if (sizes <= 0).any() or np.abs(directions - np.diag(sizes)).max() > _OBLIQUE * sizes.min():
        raise ValueError(
            "does not lie along the patient's right, anterior and superior axes, in this order."
        )
    x, y, z = (round(float(size), _SPACING_DECIMALS) for size in sizes)
    start = [float(place) for place in affine[:DIMENSIONS, DIMENSIONS]]
    return (x, y, z), _along(start, (0, 0, 0), (0, 0, 0))
