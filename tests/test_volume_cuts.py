"""A panel is cut where figures.yml says, and shows corners and letters where radiology has them."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from casereport.image_records import read_image_records
from casereport.model import Place, VolumeCut
from casereport.volume import Volume, read_volume
from casereport.volume_cuts import PLANES, WINDOWS
from casereport.volume_panels import EDGE, render_cut
from reading import Site, only
from tiny import TOP

if TYPE_CHECKING:
    import numpy.typing as npt

    from tiny import Built

CASE = "case-presentation/index.html"
RECORDS, _ = read_image_records((TOP / "figures" / "figures.yml").read_text("utf-8"), "")
MARKED = {name: record for name, record in RECORDS.items() if record.marking and record.cut}


# What figures.yml says.


def cut_of(*lines: str) -> VolumeCut | None:
    """Return the cut that these lines below an image's name describe."""
    text = "\n".join(["ct.png:", *(f"  {line}" for line in lines)])
    records, problems = read_image_records(text, "figures/figures.yml")
    assert problems == ()
    assert records["ct.png"].where == Place("figures/figures.yml", 1)
    return records["ct.png"].cut


@pytest.mark.parametrize("plane", PLANES)
@pytest.mark.parametrize("window", WINDOWS)
def test_a_cut_is_read_with_each_plane_and_preset(plane: str, window: str) -> None:
    lines = ("volume: ct.nii.gz", f"plane: {plane}", "position: -5.4", f"window: {window}")
    assert cut_of(*lines) == VolumeCut("ct.nii.gz", plane, -5.4, *WINDOWS[window])


def test_the_presets_are_soft_tissue_angiographic_bone_and_lung() -> None:
    assert set(WINDOWS) == {"soft tissue", "angiographic", "bone", "lung"}


@pytest.mark.parametrize(
    "window", ["{center: 30, width: 250.5}", "\n    width: 250.5\n    center: 30"]
)
def test_a_window_of_one_s_own_is_a_center_and_a_width(window: str) -> None:
    lines = ("volume: ct.nii.gz", "plane: axial", "position: 12", f"window: {window}")
    assert cut_of(*lines) == VolumeCut("ct.nii.gz", "axial", 12, 30, 250.5)


def test_an_image_without_a_volume_is_cut_from_none() -> None:
    assert cut_of("plane: axial", "alt: A scan.") is None


# The corners.

SHAPE, SPACING, ORIGIN = (12, 16, 8), (3.0, 2.0, 5.0), (-10.0, 20.0, 100.0)
BLOCK = 3


def corner_value(corner: tuple[int, int, int]) -> int:
    """Return the HU of a corner: eight values, far enough apart to be told by their grey."""
    return 100 * (corner[0] + 2 * corner[1] + 4 * corner[2])


def cornered() -> Volume:
    """Return a volume of air whose eight corners each hold a value of their own."""
    hu = np.full(SHAPE, -1000, np.int16)
    ends = (slice(None, BLOCK), slice(-BLOCK, None))
    for x, y, z in product((0, 1), repeat=3):
        hu[ends[x], ends[y], ends[z]] = corner_value((x, y, z))
    return Volume(hu, SPACING, ORIGIN)


# For each plane: its axis, and for each side of the picture which end of which axis lies there,
# 1 being the patient's right, front and head.
SIDES = {
    "axial": (2, {"left": (0, 1), "right": (0, 0), "top": (1, 1), "bottom": (1, 0)}),
    "coronal": (1, {"left": (0, 1), "right": (0, 0), "top": (2, 1), "bottom": (2, 0)}),
    "sagittal": (0, {"left": (1, 1), "right": (1, 0), "top": (2, 1), "bottom": (2, 0)}),
}


@pytest.mark.parametrize("end", [0, 1])
@pytest.mark.parametrize("plane", SIDES)
def test_each_corner_of_the_body_is_at_its_corner_of_the_picture(plane: str, end: int) -> None:
    axis, sides = SIDES[plane]
    position = ORIGIN[axis] + end * SPACING[axis] * (SHAPE[axis] - 1)
    # Through this window -100 HU is black and 1000 white.
    framed = np.asarray(render_cut(cornered(), VolumeCut("ct.nii.gz", plane, position, 450, 1100)))
    shown = framed[EDGE:-EDGE, EDGE:-EDGE]
    for row, column in product(("top", "bottom"), ("left", "right")):
        corner = [0, 0, 0]
        corner[axis] = end
        for side in (row, column):
            of, which = sides[side]
            corner[of] = which
        grey = shown[5 if row == "top" else -6, 5 if column == "left" else -6]
        found = -100 + float(grey) / 255 * 1100
        assert found == pytest.approx(corner_value((corner[0], corner[1], corner[2])), abs=10)


# The letters.

LETTERS = {
    "axial": {"left": "R", "right": "L", "top": "A", "bottom": "P"},
    "coronal": {"left": "R", "right": "L", "top": "S", "bottom": "I"},
    "sagittal": {"left": "A", "right": "P", "top": "S", "bottom": "I"},
}


def trimmed(picture: npt.NDArray[np.uint8]) -> npt.NDArray[np.float64]:
    """Return what is bright in a picture, cut to its bounds, in a square of 24 pixels."""
    rows, columns = np.nonzero(picture > 127)
    part = picture[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
    height, width = part.shape
    # Keep its proportions: an I is narrow.
    square = Image.new("L", (max(height, width),) * 2)
    square.paste(
        Image.fromarray(part), ((square.width - width) // 2, (square.height - height) // 2)
    )
    return np.asarray(square.resize((24, 24), Image.Resampling.BOX), np.float64)


def drawn(letter: str) -> npt.NDArray[np.float64]:
    """Return a letter as it is drawn large."""
    picture = Image.new("L", (200, 200))
    ImageDraw.Draw(picture).text((50, 50), letter, 255, ImageFont.load_default(96))
    return trimmed(np.asarray(picture))


def read_letter(picture: npt.NDArray[np.uint8]) -> str:
    """Return which of the six letters a part of a picture shows."""
    seen = trimmed(picture)
    return min("RLAPSI", key=lambda letter: float(np.abs(drawn(letter) - seen).mean()))


@pytest.mark.parametrize("plane", LETTERS)
def test_each_side_of_the_picture_has_its_letter(plane: str) -> None:
    empty = Volume(np.full(SHAPE, -1000, np.int16), SPACING, ORIGIN)
    axis = SIDES[plane][0]
    position = ORIGIN[axis] + SPACING[axis]
    shown = np.asarray(render_cut(empty, VolumeCut("ct.nii.gz", plane, position, 40, 400)))
    height, width = shown.shape
    across, down = slice(width // 3, -width // 3), slice(height // 3, -height // 3)
    edge = min(height, width) // 5
    parts = {
        "left": shown[down, :edge],
        "right": shown[down, -edge:],
        "top": shown[:edge, across],
        "bottom": shown[-edge:, across],
    }
    assert {side: read_letter(part) for side, part in parts.items()} == LETTERS[plane]


# The panels of the case.


@pytest.mark.parametrize("name", MARKED)
def test_a_panel_of_the_case_shows_its_plane_and_carries_its_marking(
    name: str, real_case: Built
) -> None:
    site, record = Site(real_case.site), MARKED[name]
    image = only(site.content(CASE).find("img", alt=record.alt))
    panel = only(image.find_parent(class_="panel"))
    cut = record.cut
    assert cut is not None
    volume = read_volume(TOP / "figures" / cut.volume)
    with Image.open(site.folder / site.target(CASE, str(panel["data-full"]))[0]) as shown:
        marked, plain = (
            np.asarray(render_cut(volume, cut, words).resize(shown.size, Image.Resampling.LANCZOS))
            for words in (record.marking, "")
        )
        np.testing.assert_array_equal(np.asarray(shown), marked)
    # Thousands of pixels are words.
    assert np.count_nonzero(marked != plain) > 2000
