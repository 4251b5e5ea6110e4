"""The whole phantom: the organs in the order in which they are painted, then blur, noise, words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from phantom import body, bones, bowel, organs, vessels
from phantom.canvas import AIR, Canvas, blur
from phantom.dicom import write_series
from phantom.geometry import Grid
from phantom.words import BRIGHT, stencil

if TYPE_CHECKING:
    from pathlib import Path

    import numpy.typing as npt

GRID = Grid(shape=(150, 320, 320), spacing=(1.2, 1.2, 2.8), origin=(-191.4, -203.4, -138.6))
NOISE = 9.0
"""Standard deviation of the noise in HU."""
STEP = 4
"""Values are whole multiples of this, in HU: less than the noise, and a file that packs well."""
TOP_ROW = 8
"""The row of voxels at which the words begin."""


def paint(canvas: Canvas) -> npt.NDArray[np.int16]:
    """Return the volume in HU, slices from feet to head."""
    skin = body.paint_wall(canvas)
    body.paint_muscles(canvas)
    bones.paint_spine(canvas)
    bones.paint_ribs(canvas)
    bones.paint_pelvis(canvas)
    body.paint_lungs(canvas)
    organs.paint_spleen(canvas)
    bowel.paint_stomach(canvas)
    organs.paint_liver(canvas)
    organs.paint_pelvic_organs(canvas)
    bowel.paint_colon(canvas)
    organs.paint_kidneys(canvas)
    vessels.paint_portal(canvas)
    organs.paint_pancreas(canvas)
    vessels.paint_veins(canvas)
    vessels.paint_arteries(canvas)
    vessels.paint_mass(canvas)
    bowel.paint_small_bowel(canvas)

    volume = canvas.volume
    blur(volume, (0.35, 0.62, 0.62))
    noise = canvas.random.standard_normal(volume.shape, np.float32)
    blur(noise, (0.3, 0.75, 0.75))
    noise *= np.float32(NOISE / noise[::8].std())
    volume += noise
    volume[skin > 1.0] = AIR
    words = stencil()
    rows, columns = words.shape
    left = (volume.shape[2] - columns) // 2
    volume[:, TOP_ROW : TOP_ROW + rows, left : left + columns] += words * np.float32(BRIGHT - AIR)
    np.rint(volume / np.float32(STEP), out=volume)
    result: npt.NDArray[np.int16] = np.clip(volume * np.float32(STEP), AIR, 3000).astype(np.int16)
    return result


def make_series(folder: Path, seed: int = 1) -> None:
    """Write the phantom that a seed gives as a DICOM series into a folder."""
    write_series(folder, paint(Canvas(GRID, seed)), GRID, seed)
