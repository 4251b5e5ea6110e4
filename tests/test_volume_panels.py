"""Panels cut from a volume: orientation, aspect, window, and what the folder of figures refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from casereport.case_files import read_figure_folder
from casereport.model import VolumeCut
from casereport.volume import Volume, write_volume
from casereport.volume_panels import BAND, EDGE, LONG_SIDE, render_cut, window

if TYPE_CHECKING:
    from pathlib import Path

SHAPE = (20, 30, 10)


def volume(*bright: tuple[int, int, int]) -> Volume:
    """Return a volume of air with blocks of bone around these voxels; 2 x 2 x 6 mm."""
    hu = np.full(SHAPE, -1000, np.int16)
    for x, y, z in bright:
        hu[max(x - 2, 0) : x + 3, max(y - 2, 0) : y + 3, max(z - 1, 0) : z + 2] = 1000
    return Volume(hu, (2.0, 2.0, 6.0), (-20.0, -30.0, -30.0))


# Where a block near one side of the patient is seen: x and y as shares of the picture.
SEEN = [
    pytest.param("axial", (17, 15, 5), "left", id="the right is on the left of an axial plane"),
    pytest.param("axial", (2, 15, 5), "right", id="the left is on the right of an axial plane"),
    pytest.param("axial", (10, 27, 5), "top", id="the front is at the top of an axial plane"),
    pytest.param("coronal", (17, 15, 5), "left", id="the right is on the left of a coronal plane"),
    pytest.param("coronal", (10, 15, 8), "top", id="the head is at the top of a coronal plane"),
    pytest.param("sagittal", (10, 27, 5), "left", id="the front is on the left of a sagittal one"),
    pytest.param("sagittal", (10, 15, 1), "bottom", id="the feet are at its bottom"),
]


@pytest.mark.parametrize(("plane", "block", "side"), SEEN)
def test_planes_are_shown_as_in_radiology(
    plane: str, block: tuple[int, int, int], side: str
) -> None:
    case = volume(block)
    axis = {"axial": 2, "coronal": 1, "sagittal": 0}[plane]
    position = case.origin[axis] + case.spacing[axis] * block[axis]
    cut = VolumeCut("ct.nii.gz", plane, position, 0, 400)
    shown = np.asarray(render_cut(case, cut)).astype(float)
    # The letters around the plane are white as well.
    inside = shown[EDGE:-EDGE, EDGE:-EDGE]
    rows, columns = np.nonzero(inside > 200)
    middle_row, middle_column = (size / 2 for size in inside.shape)
    found = {
        "left": columns.mean() < middle_column - 20,
        "right": columns.mean() > middle_column + 20,
        "top": rows.mean() < middle_row - 20,
        "bottom": rows.mean() > middle_row + 20,
    }
    assert found[side]


@pytest.mark.parametrize(
    ("plane", "ratio"), [("axial", 40 / 60), ("coronal", 40 / 60), ("sagittal", 60 / 60)]
)
def test_a_picture_is_as_wide_and_high_as_the_body_is_in_millimetres(
    plane: str, ratio: float
) -> None:
    picture = render_cut(volume(), VolumeCut("ct.nii.gz", plane, 0, 0, 400))
    width, height = (side - 2 * EDGE for side in picture.size)
    assert width / height == pytest.approx(ratio, rel=0.01)
    assert max(width, height) == LONG_SIDE


def test_a_window_is_linear_and_clipped() -> None:
    """DICOM PS3.3, C.11.2.1.2.1: half grey at the center, black and white at its ends."""
    greys = window(np.array([-1000, -160, 40, 240, 3000], np.float32), 40, 400)
    assert [int(grey) for grey in greys] == [0, 0, 128, 255, 255]


@pytest.mark.parametrize("words", ["SYNTHETIC", "SYNTHETIC, NOT A PATIENT, " * 3])
def test_a_marking_stands_in_the_pixels_above_the_plane_and_covers_none_of_it(words: str) -> None:
    cut = VolumeCut("ct.nii.gz", "coronal", 0, 0, 400)
    plain, marked = (np.asarray(render_cut(volume(), cut, each)) for each in ("", words))
    band, below = marked[:BAND], marked[BAND + 2 :]
    assert (below == plain[2:]).all()
    columns = np.nonzero((band[: BAND - 2] > 200).any(axis=0))[0]
    assert EDGE // 4 < columns.min() < columns.max() < marked.shape[1] - EDGE // 4
    assert (band == 255).sum() > 500


def test_the_letters_of_the_directions_stand_beside_the_plane() -> None:
    picture = np.asarray(render_cut(volume(), VolumeCut("ct.nii.gz", "axial", 0, 0, 400)))
    assert not picture[EDGE:-EDGE, EDGE:-EDGE].any()
    strips = picture[:, :EDGE], picture[:, -EDGE:], picture[:EDGE], picture[-EDGE:]
    assert all((strip == 255).sum() > 20 for strip in strips)


@pytest.mark.parametrize("position", [-34.0, 28.0])
def test_a_position_outside_the_volume_is_refused(position: float) -> None:
    with pytest.raises(ValueError, match="-30 to 24 mm"):
        render_cut(volume(), VolumeCut("ct.nii.gz", "axial", position, 0, 400))


RECORD = "ct.png:\n  alt: A plane.\n  volume: {volume}\n  plane: {plane}\n{more}"
REFUSED = [
    ({"volume": "cta.nii.gz"}, "nearest: ct.nii.gz"),
    ({"plane": "axiall"}, "nearest: axial"),
    ({"more": "  window: bone\n"}, "position"),
    ({"more": "  position: high\n  window: bone\n"}, "something else than a number"),
    ({"more": "  position: 0\n  window: bones\n"}, "nearest: bone"),
    ({"more": "  position: 0\n  window: {center: 40}\n"}, "window"),
]


@pytest.mark.parametrize(("changes", "says"), REFUSED)
def test_a_cut_that_cannot_be_made_is_a_problem(
    changes: dict[str, str], says: str, tmp_path: Path
) -> None:
    write_volume(volume(), tmp_path / "ct.nii.gz")
    given = {"volume": "ct.nii.gz", "plane": "axial", "more": "  position: 0\n  window: bone\n"}
    (tmp_path / "figures.yml").write_text(RECORD.format(**given | changes), "utf-8")
    (problem,) = read_figure_folder(tmp_path, "figures").problems
    assert says in problem.what


def test_a_dicom_file_in_the_folder_of_figures_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "IM0001").write_bytes(bytes(128) + b"DICM")
    (problem,) = read_figure_folder(tmp_path, "figures").problems
    assert "DICOM" in problem.what
    assert "import-ct" in problem.fix
