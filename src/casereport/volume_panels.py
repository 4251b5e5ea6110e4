"""Panels cut from a volume: one plane at one position, through one window, as in radiology.

Arrays are indexed [x, y, z] in RAS order: x grows to the patient's right, y to the front, z to
the head. Pictures follow the radiological convention: the patient's right is on the left, axial
planes are seen from the feet, coronal ones from the front, sagittal ones face the left.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw, ImageFont

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from casereport.model import VolumeCut
    from casereport.volume import Volume

LONG_SIDE = 892
"""The longer side of the plane within a rendered panel, in pixels: 960 with its edges."""

EDGE = 34
"""The black strip around the plane, in pixels, in which the letters of the directions stand."""

BAND = 52
"""The height in pixels of the band above it, in which a marking stands."""

_WHITE = 255


@dataclass(frozen=True)
class _View:
    """How a plane lies in the volume and on the screen."""

    normal: int
    """The axis that the position is counted along."""
    column: int
    """The axis from left to right."""
    row: int
    """The axis from top to bottom; every axis runs against the screen."""
    marks: tuple[str, str, str, str]
    """The letters at the left, right, top and bottom."""


# Along each axis the screen runs from high to low: from the patient's right to the left, from
# the front to the back, from the head to the feet.
_VIEWS = {
    "axial": _View(2, 0, 1, ("R", "L", "A", "P")),
    "coronal": _View(1, 0, 2, ("R", "L", "S", "I")),
    "sagittal": _View(0, 1, 2, ("A", "P", "S", "I")),
}
PLANES = tuple(_VIEWS)


def extent(volume: Volume, plane: str) -> tuple[float, float]:
    """Return the first and last position in mm at which a plane can be cut."""
    axis = _VIEWS[plane].normal
    first = volume.origin[axis]
    return first, first + volume.spacing[axis] * (volume.hu.shape[axis] - 1)


def render_cut(volume: Volume, cut: VolumeCut, marking: str = "") -> Image.Image:
    """Return the panel as an 8-bit grey picture, its pixels square whatever the voxels are.

    The nearest slice is shown, whole: the letters of the directions stand around it, and the words
    of ``marking`` above it. Raises ValueError where the position lies outside the volume.
    """
    view = _VIEWS[cut.plane]
    first, last = extent(volume, cut.plane)
    half = volume.spacing[view.normal] / 2
    if not first - half <= cut.position <= last + half:
        raise ValueError(f"the volume reaches from {first:g} to {last:g} mm there")
    index = round((cut.position - first) / volume.spacing[view.normal])
    index = min(max(index, 0), volume.hu.shape[view.normal] - 1)
    # The axes that are left keep their order, x before y before z: columns come first.
    plane = np.take(volume.hu, index, axis=view.normal)[::-1, ::-1].T
    millimetres = (
        plane.shape[1] * volume.spacing[view.column],
        plane.shape[0] * volume.spacing[view.row],
    )
    scale = LONG_SIDE / max(millimetres)
    size = (round(millimetres[0] * scale), round(millimetres[1] * scale))
    picture = Image.fromarray(np.ascontiguousarray(plane, dtype=np.float32))
    resampled = np.asarray(picture.resize(size, Image.Resampling.BICUBIC))
    return _framed(Image.fromarray(window(resampled, cut.center, cut.width)), view.marks, marking)


def window(hu: NDArray[np.float32], center: float, width: float) -> NDArray[np.uint8]:
    """Return grey values, 0 to 255, of Hounsfield units through a window.

    The linear function of DICOM PS3.3, C.11.2.1.2.1; ``width`` is at least 1.
    """
    spread = max(width - 1, 1)
    shades = ((hu - (center - 0.5)) / spread + 0.5) * _WHITE
    grey: NDArray[np.uint8] = np.clip(np.rint(shades), 0, _WHITE).astype(np.uint8)
    return grey


def _framed(plane: Image.Image, letters: tuple[str, str, str, str], marking: str) -> Image.Image:
    """Return a plane with the directions around it and the marking above: none of it is covered."""
    band = BAND if marking else 0
    width, height = plane.width + 2 * EDGE, plane.height + 2 * EDGE
    framed = Image.new("L", (width, height + band))
    framed.paste(plane, (EDGE, EDGE + band))
    draw = ImageDraw.Draw(framed)
    half = EDGE / 2
    places = (
        (half, band + height / 2),
        (width - half, band + height / 2),
        (width / 2, band + half),
        (width / 2, band + height - half),
    )
    for text, place in zip(letters, places, strict=True):
        draw.text(place, text, _WHITE, ImageFont.load_default(EDGE * 0.8), "mm")
    if marking:
        draw.text((width / 2, BAND / 2), marking, _WHITE, _font(marking, width - EDGE), "mm")
        draw.line(((0, BAND), (width, BAND)), _WHITE, 2)
    return framed


def _font(words: str, room: float) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """Return the largest font, up to two thirds of the band, in which words fit into ``room``."""
    size = BAND * 2 // 3
    while size > 1 and ImageFont.load_default(size).getlength(words) > room:
        size -= 1
    return ImageFont.load_default(size)
