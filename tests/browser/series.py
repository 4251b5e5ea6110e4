"""A small series of known Hounsfield units, and where its voxels are seen on the canvas."""

from __future__ import annotations

import base64
import io
import itertools
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, cast

import nibabel as nib
import numpy as np
from PIL import Image

from browser.viewers import NEXT_FRAME, box, canvas, slider
from casereport.volume import Volume, write_volume
from tiny import REFERENCES, TinyCase

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import numpy.typing as npt
    from playwright.sync_api import FloatRect, Page

    Voxel = tuple[int, int, int]

SIDE = 4
"""Voxels along each side of a block of one value."""

BLOCKS = (6, 5, 4)
"""Blocks along x, y and z: each has a value of its own."""

WORDS = "SYNTHETIC, NOT A PATIENT"
"""The marking of Figure 1, of which the series viewer has to say so in every view."""

AXES = {"axial": (0, 1, 2), "coronal": (0, 2, 1), "sagittal": (1, 2, 0)}
"""The axes of the volume (0 right, 1 anterior, 2 superior) across a plane, up it and through it.

In the radiological convention each of the first two grows to the image's left or top.
"""

OWN = {"axial": 9, "coronal": 6, "sagittal": 12}
"""The slice each plane opens with: a panel's own, or where no panel was cut the middle one."""

CORNER = 1.4
"""Voxels from the middle of a block to where its grey is read: nearer to its edge, at 2, than
half a voxel the canvas mixes it with its neighbour's."""

EDGE = 46
"""How far from the edges of the canvas words stand, at most, in CSS pixels."""

PRESETS = {
    "Soft tissue (50 / 400)": (50, 400),
    "Angiographic (150 / 600)": (150, 600),
    "Bone (400 / 1800)": (400, 1800),
    "Lung (−600 / 1500)": (-600, 1500),
    "As in Figure 1B (30 / 900)": (30, 900),
}
"""The windows on offer in the series of Figure 1B: center and width in HU."""

SPACING = (3.0, 2.0, 5.0)
"""Millimetres from voxel to voxel along x, y and z."""

_ORIGIN = (-30.5, -12.2, 100.0)
_PAGES = {
    "docs/index.md": """
# Home

![An axial plane.](../figures/axial.png){#axial}
![A coronal plane.](../figures/coronal.png){#coronal}

/// figure-caption | #figure-marked
Two planes of one volume.
///

![A plane of a patient.](../figures/plain.png){#plain}

/// figure-caption | #figure-plain
Of a patient.
///
""",
    "docs/references.md": REFERENCES,
    "references.bib": "",
    "figures/figures.yml": f"""
axial.png:
  volume: blocks.nii.gz
  plane: axial
  position: 145
  window: soft tissue
  marking: {WORDS}
  stand-in: true
coronal.png:
  volume: blocks.nii.gz
  plane: coronal
  position: -0.2
  window: {{center: 30, width: 900}}
  marking: {WORDS}
  stand-in: true
plain.png:
  volume: plain.nii.gz
  plane: sagittal
  position: 0
  window: bone
  credit: The hospital
""",
}


@dataclass(frozen=True)
class Series:
    """The built site with the series, and the file the series was published from."""

    address: str
    file: Path

    @cached_property
    def _image(self) -> nib.Nifti1Image:
        return cast("nib.Nifti1Image", nib.load(self.file))

    @cached_property
    def hu(self) -> npt.NDArray[np.int16]:
        """Hounsfield units by voxel, x, y, z."""
        return np.asarray(self._image.dataobj, dtype=np.int16)

    def count(self, plane: str) -> int:
        """Return the number of slices."""
        return int(self.hu.shape[AXES[plane][2]])

    def words(self, plane: str, index: int) -> str:
        """Return what the viewer says of a slice, counted from 0."""
        through = AXES[plane][2]
        affine = self._image.affine
        assert affine is not None
        place = affine @ [*(index if axis == through else 0 for axis in range(3)), 1]
        position = f"{'xyz'[through]} = {place[through]:.1f} mm".replace("-", "−")
        return f"{plane.title()} slice {index + 1} of {self.count(plane)}, {position}"

    def blocks(self, plane: str, index: int) -> Iterator[Voxel]:
        """Yield the voxel above and beyond the middle of each block that a slice meets."""
        across, up, through = AXES[plane]
        for first in range(BLOCKS[across]):
            for second in range(BLOCKS[up]):
                voxel = [0, 0, 0]
                voxel[across] = first * SIDE + SIDE // 2
                voxel[up] = second * SIDE + SIDE // 2
                voxel[through] = index
                yield cast("Voxel", tuple(voxel))

    def place(
        self, plane: str, voxel: Sequence[float], slice_box: FloatRect
    ) -> tuple[float, float]:
        """Return where the lower corner of a voxel is seen: the middle of a block, if its is."""
        across, up, _ = AXES[plane]
        left = 1 - voxel[across] / self.hu.shape[across]
        top = 1 - voxel[up] / self.hu.shape[up]
        return (
            slice_box["x"] + left * slice_box["width"],
            slice_box["y"] + top * slice_box["height"],
        )


def make_case(root: Path) -> TinyCase:
    """Write the case: Figure 1 of two marked panels, Figure 2 of another series, unmarked."""
    case = TinyCase(root)
    case.settings()
    case.write(_PAGES)
    count = int(np.prod(BLOCKS))
    values = np.linspace(-950, 1450, count).round().astype(np.int16)
    blocks = np.random.default_rng(7).permutation(values).reshape(BLOCKS)
    hu = np.kron(blocks, np.ones((SIDE, SIDE, SIDE), np.int16))
    write_volume(Volume(hu, SPACING, _ORIGIN), root / "figures" / "blocks.nii.gz")
    plain = Volume(hu[:8, :8, :8], (2.0, 2.0, 2.0), (0.0, 0.0, 0.0))
    write_volume(plain, root / "figures" / "plain.nii.gz")
    return case


def decode(address: str) -> npt.NDArray[np.uint8]:
    """Return the picture in a data: address, as rows, columns, RGB."""
    with Image.open(io.BytesIO(base64.b64decode(address.partition(",")[2]))) as drawn:
        return np.asarray(drawn.convert("RGB"))


def picture(page: Page) -> npt.NDArray[np.uint8]:
    """Return what stands on the canvas once everything asked for is drawn: rows, columns, RGB."""
    page.evaluate(NEXT_FRAME)
    return decode(canvas(page).evaluate("canvas => canvas.toDataURL('image/png')"))


def set_window(page: Page, center: int, width: int) -> None:
    """Set the window by its two sliders."""
    slider(page, "Centre").fill(str(center))
    slider(page, "Width").fill(str(width))


def find_slice(page: Page) -> FloatRect:
    """Return where in the window the whole slice is drawn.

    It is what differs between the slice all in white and all in black. Leaves another window.
    """
    shown = []
    for center in (-1000, 2000):
        set_window(page, center, 1)
        shown.append(picture(page).astype(int))
    rows, columns = np.nonzero(np.abs(shown[0] - shown[1]).max(axis=2) > 127)
    canvas_box = box(canvas(page))
    return {
        "x": canvas_box["x"] + float(columns.min()),
        "y": canvas_box["y"] + float(rows.min()),
        "width": float(np.ptp(columns)) + 1,
        "height": float(np.ptp(rows)) + 1,
    }


def grey_of(hu: int, center: int, width: int) -> int:
    """Return the grey a value has in a window (DICOM PS3.3, C.11.2.1.2.1)."""
    if hu <= center - 0.5 - (width - 1) / 2:
        return 0
    if hu > center - 0.5 + (width - 1) / 2:
        return 255
    return round(((hu - (center - 0.5)) / (width - 1) + 0.5) * 255)


def expect_greys(  # noqa: PLR0913, PLR0917 - which slice of what, and how and where it is seen
    page: Page,
    series: Series,
    plane: str,
    index: int,
    window: tuple[int, int],
    slice_box: FloatRect,
) -> None:
    """Expect the grey of its value in this window in two corners of every block of a slice.

    What is beyond the canvas, or so near its edge that words may stand there, is passed over.
    """
    drawn, canvas_box = picture(page), box(canvas(page))
    across, up, _ = AXES[plane]
    seen, wrong = 0, {}
    for voxel, step in itertools.product(series.blocks(plane, index), (-CORNER, CORNER)):
        corner = tuple(at + step * (axis in {across, up}) for axis, at in enumerate(voxel))
        x, y = series.place(plane, corner, slice_box)
        column, row = round(x - canvas_box["x"]), round(y - canvas_box["y"])
        rows, columns, _ = drawn.shape
        if not (EDGE < row < rows - EDGE and EDGE < column < columns - EDGE):
            continue
        seen += 1
        grey = grey_of(int(series.hu[voxel]), *window)
        if drawn[row, column].tolist() != [grey] * 3:
            wrong[corner] = f"{drawn[row, column]} instead of {grey}"
    assert not wrong, f"{plane} slice {index}, window {window}: {wrong}"
    assert seen >= 4
