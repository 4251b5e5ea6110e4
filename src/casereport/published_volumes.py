"""A volume as it is published: voxels and geometry, whatever else the author's file holds.

Programs write names, dates and paths into the texts, the extensions and the packing of a NIfTI
file. A file of ``casereport import-ct`` is as it is to be, and published so; any other is encoded
anew, once, and kept.
"""

from __future__ import annotations

import struct
import threading
import zlib
from typing import TYPE_CHECKING

from casereport.images import content_digest, published_stem
from casereport.model import Rendition

if TYPE_CHECKING:
    from pathlib import Path

# Raise when a change in how volumes are encoded makes what is in the cache wrong.
_RECIPE = "volume 1"
_GZIP = zlib.MAX_WBITS + 16
_PACKING = bytes([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 2, 255])
"""How a file begins that has no name, comment, extra or time in its packing (RFC 1952)."""

_HEADER = 352
"""Bytes before the voxels: the NIfTI-1 header, and four that say whether extensions follow."""
_FIXED = {
    # What each of these fields has to hold, by its place and layout (NIfTI-1.1, nifti1.h).
    (0, "<i"): (348,),
    (70, "<hh"): (4, 16),
    (108, "<f"): (_HEADER,),
    (92, "<4f"): (1, 1, 1, 1),
    (112, "<2f"): (1, 0),
    (123, "<B"): (2,),
    (344, "<4s"): (b"n+1\0",),
}
_COUNTS = (40, "<8h")
_GEOMETRY = ((76, "<4f"), (252, "<2h"), (256, "<18f"))
"""Distances; which forms are given; the forms themselves."""

# Panels of one volume are read on several threads; it is encoded on one of them.
_ENCODING = threading.Lock()


def plan_volume(path: Path, digest: str, cache: Path) -> Rendition:
    """Return what will be published of the volume at ``path``, of this ``digest``."""
    stem = published_stem(path.name.removesuffix(".nii.gz"))
    name = f"{stem}.{content_digest(digest.encode(), _RECIPE)}.nii.gz"
    return Rendition(name, cache / name, "nifti", 0, 0)


def publishable_volume(path: Path, digest: str, cache: Path) -> Rendition:
    """Return the volume at ``path``, of this ``digest``, ready to be published from ``cache``.

    Raises ValueError, in a sentence that begins with what the file is or does, for anything that
    is no volume of this kind.
    """
    planned = plan_volume(path, digest, cache)
    kept = planned.path
    with _ENCODING:
        if not kept.is_file():
            content = path.read_bytes()
            bare = content if _is_bare(content) else _encoded(path)
            cache.mkdir(parents=True, exist_ok=True)
            unfinished = kept.with_suffix(".part")
            unfinished.write_bytes(bare)
            unfinished.replace(kept)
    return planned


def _encoded(path: Path) -> bytes:
    # Slow to import, and needed for nothing else.
    from casereport.volume import encode_volume, read_volume  # noqa: PLC0415

    return encode_volume(read_volume(path))


def _is_bare(content: bytes) -> bool:
    """Return whether a packed file holds geometry, voxels and nothing besides, as import-ct has it.

    It is looked at byte by byte: what reads volumes takes a moment to import. Raises ValueError for
    a file whose packing is damaged.
    """
    if not content.startswith(_PACKING):
        return False
    unpacking = zlib.decompressobj(_GZIP)
    try:
        header = unpacking.decompress(content, _HEADER)
        if len(header) < _HEADER or not _is_bare_header(header):
            return False
        dimensions, *counts = struct.unpack_from(_COUNTS[1], header, _COUNTS[0])
        if dimensions != len("xyz") or min(counts) < 1 or max(counts[3:]) > 1:
            return False
        voxels = 2 * counts[0] * counts[1] * counts[2]
        # One byte more than there should be tells of more.
        rest = unpacking.decompress(unpacking.unconsumed_tail, voxels + 1)
    except zlib.error as error:
        raise ValueError("is cut short or damaged.") from error
    return len(rest) == voxels and unpacking.eof and not unpacking.unused_data


def _is_bare_header(header: bytes) -> bool:
    told = bytearray(header)
    for offset, layout in (*_FIXED, *_GEOMETRY, _COUNTS):
        told[offset : offset + struct.calcsize(layout)] = bytes(struct.calcsize(layout))
    return not any(told) and all(
        struct.unpack_from(layout, header, offset) == held
        for (offset, layout), held in _FIXED.items()
    )
