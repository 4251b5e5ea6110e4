"""Reading a NIfTI-1 file byte by byte, apart from the library that wrote it."""

from __future__ import annotations

import struct
from dataclasses import dataclass

SIZE = 352
"""Bytes before the voxels: the header of 348, and four that say whether extensions follow."""

# Offset and layout of every field that a volume needs (NIfTI-1.1, nifti1.h).
_EXACT = {
    "sizeof_hdr": (0, "<i"),
    "dim": (40, "<8h"),
    "datatype": (70, "<h"),
    "bitpix": (72, "<h"),
    "vox_offset": (108, "<f"),
    "xyzt_units": (123, "<B"),
    "form_codes": (252, "<2h"),
    "magic": (344, "<4s"),
}
_GEOMETRY = {
    "pixdim": (76, "<8f"),
    "scale": (112, "<2f"),
    "quatern, qoffset": (256, "<6f"),
    "srow_x": (280, "<4f"),
    "srow_y": (296, "<4f"),
    "srow_z": (312, "<4f"),
}


@dataclass(frozen=True)
class NiftiHeader:
    """What the fields of a header hold, and the rest of it."""

    exact: dict[str, tuple[object, ...]]
    geometry: dict[str, tuple[float, ...]]
    rest: bytes
    """The header with zeros for the fields above: description, file names, extensions …"""

    @classmethod
    def read(cls, content: bytes) -> NiftiHeader:
        """Return the header of an unpacked file."""
        rest = bytearray(content[:SIZE])
        for offset, layout in (*_EXACT.values(), *_GEOMETRY.values()):
            rest[offset : offset + struct.calcsize(layout)] = bytes(struct.calcsize(layout))
        return cls(
            {name: struct.unpack_from(at, content, n) for name, (n, at) in _EXACT.items()},
            {name: struct.unpack_from(at, content, n) for name, (n, at) in _GEOMETRY.items()},
            bytes(rest),
        )


def assert_bare(content: bytes) -> None:
    """Assert that an unpacked file holds the geometry of its voxels, the voxels, and no more."""
    header = NiftiHeader.read(content)
    assert not any(header.rest)
    dimensions, *counts = (int(str(count)) for count in header.exact["dim"])
    assert dimensions == 3
    assert counts[3:] == [1, 1, 1, 1]
    assert header.exact["vox_offset"] == (SIZE,)
    assert header.exact["bitpix"] == (16,)
    assert len(content) == SIZE + 2 * counts[0] * counts[1] * counts[2]
    # Beyond the distances of voxels, pixdim has room for times and the like.
    assert header.geometry["pixdim"][4:] == (1, 1, 1, 1)
    assert header.geometry["scale"] == (1, 0)
