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

LONG_SIDE = 960
"""The longer side of a rendered panel in pixels."""

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

    The nearest slice is shown. Its edges carry the letters of the directions, and its lower edge
    the words of ``marking``. Raises ValueError where the position lies outside the volume.
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
    shown = Image.fromarray(window(resampled, cut.center, cut.width))
    _mark(shown, view.marks, marking)
    return shown


def window(hu: NDArray[np.float32], center: float, width: float) -> NDArray[np.uint8]:
    """Return grey values, 0 to 255, of Hounsfield units through a window.

    The linear function of DICOM PS3.3, C.11.2.1.2.1; ``width`` is at least 1.
    """
    spread = max(width - 1, 1)
    shades = ((hu - (center - 0.5)) / spread + 0.5) * _WHITE
    grey: NDArray[np.uint8] = np.clip(np.rint(shades), 0, _WHITE).astype(np.uint8)
    return grey


def _mark(picture: Image.Image, letters: tuple[str, str, str, str], marking: str) -> None:
    """Write the directions at the middle of each edge, and the marking along the lower one."""
    draw = ImageDraw.Draw(picture)
    width, height = picture.size
    letter = ImageFont.load_default(round(LONG_SIDE / 32))
    margin = LONG_SIDE // 60
    places = (
        ((margin, height / 2), "lm"),
        ((width - margin, height / 2), "rm"),
        ((width / 2, margin), "mt"),
        ((width / 2, height - margin), "mb"),
    )
    for text, (place, anchor) in zip(letters, places, strict=True):
        draw.text(place, text, _WHITE, letter, anchor, stroke_width=3, stroke_fill=0)
    if marking:
        words = ImageFont.load_default(round(LONG_SIDE / 22))
        place = (width / 2, height - 3.2 * margin)
        draw.text(place, marking, _WHITE, words, "mb", stroke_width=4, stroke_fill=0)
