"""The series viewer's greys are those of the window: at known voxels, read from the canvas."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from playwright.sync_api import expect

from browser.series import (
    AXES,
    OWN,
    PRESETS,
    SPACING,
    WORDS,
    decode,
    expect_greys,
    find_slice,
    picture,
    set_window,
)
from browser.viewers import box, canvas, control, dialog, middle, open_series, slider, stage, status
from browser.windows import DESKTOP, PHONE

if TYPE_CHECKING:
    import numpy.typing as npt
    from playwright.sync_api import Page

    from browser.series import Series
    from browser.windows import Windows

ROOM_FOR_WORDS = 66
"""CSS pixels above and below a marked slice in which words stand."""


def test_presets_give_the_expected_grey_at_known_voxels(windows: Windows, series: Series) -> None:
    """Every block of the slice has, in every preset, the grey of its Hounsfield units.

    Each value stands in one place only, so that a plane turned or mirrored is seen as well.
    """
    page = windows.open(series.address)
    open_series(page, "coronal", "./")
    window = dialog(page).get_by_role("combobox", name="Window")
    for plane, (across, up, _) in AXES.items():
        dialog(page).get_by_role("radio", name=plane.title()).check()
        where = find_slice(page)
        ratio = series.hu.shape[across] * SPACING[across] / (series.hu.shape[up] * SPACING[up])
        assert where["width"] / where["height"] == pytest.approx(ratio, rel=0.01)
        room = box(canvas(page))
        fills = where["width"] / room["width"], where["height"] / (room["height"] - ROOM_FOR_WORDS)
        assert max(fills) == pytest.approx(1, abs=0.01)
        for preset, values in PRESETS.items():
            window.select_option(preset)
            expect_greys(page, series, plane, OWN[plane], values, where)


# Centre, width, and what the list of windows says then.
SET = [
    (60, 1, "Own setting"),
    (-300, 250, "Own setting"),
    (1999, 4000, "Own setting"),
    (400, 1800, "Bone (400 / 1800)"),
]


def test_center_and_width_set_the_greys(axial: Page, series: Series) -> None:
    """The sliders set any window; the list says which, and the values stand beside them."""
    where = find_slice(axial)
    for center, width, name in SET:
        set_window(axial, center, width)
        expect_greys(axial, series, "axial", OWN["axial"], (center, width), where)
        listed = dialog(axial).get_by_role("combobox", name="Window")
        assert listed.evaluate("list => list.selectedOptions[0].label") == name
        said = f"Window centre {center}, width {width}, zoom 100%".replace("-", "−")
        expect(dialog(axial).get_by_text(said).first).to_be_visible()
        expect(status(axial)).to_have_text(said)


def test_the_window_is_set_by_the_keyboard(axial: Page, series: Series) -> None:
    """A slider's own keys change the window by one unit, say its value, and turn no slice."""
    where = find_slice(axial)
    set_window(axial, -41, 301)
    for name, value in (("Centre", "−40 HU"), ("Width", "302 HU")):
        slider(axial, name).press("ArrowUp")
        expect(slider(axial, name)).to_have_attribute("aria-valuetext", value)
    expect_greys(axial, series, "axial", OWN["axial"], (-40, 302), where)


def test_a_drag_with_the_right_button_sets_the_window(axial: Page, series: Series) -> None:
    """Across the width by 4 HU a pixel, up and down the centre by 2; no menu opens over it."""
    where = find_slice(axial)
    control(axial, "Reset").click()
    axial.evaluate(
        """() => document.addEventListener("contextmenu", (event) => {
          document.body.dataset.menu = !event.defaultPrevented;
        })"""
    )
    x, y = middle(stage(axial))
    axial.mouse.move(x, y)
    axial.mouse.down(button="right")
    axial.mouse.move(x + 25, y - 30, steps=5)
    axial.mouse.up(button="right")
    expect(slider(axial, "Width")).to_have_value("500")
    expect(slider(axial, "Centre")).to_have_value("110")
    expect_greys(axial, series, "axial", OWN["axial"], (110, 500), where)
    assert axial.locator("body").get_attribute("data-menu") == "false"


_WRITE = """(canvas, words) => {
  const paper = document.createElement("canvas");
  [paper.width, paper.height] = [canvas.width, 40];
  const ink = paper.getContext("2d");
  ink.fillRect(0, 0, paper.width, paper.height);
  ink.font = `700 15px ${getComputedStyle(canvas).fontFamily}`;
  ink.fillStyle = "#ffd591";
  [ink.textAlign, ink.textBaseline] = ["center", "middle"];
  ink.fillText(words, canvas.clientWidth / 2, 20);
  return paper.toDataURL("image/png");
}"""


def writing(drawn: npt.NDArray[np.uint8]) -> npt.NDArray[np.bool_]:
    """Return the pixels of what is written in amber, cut to its edges; all else is grey."""
    amber = drawn[..., 0].astype(int) - drawn[..., 2] > 60
    rows, columns = np.flatnonzero(amber.any(axis=1)), np.flatnonzero(amber.any(axis=0))
    return amber[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1] if rows.size else amber[:0]


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_the_marking_is_drawn_over_every_view(width: int, windows: Windows, series: Series) -> None:
    """In every plane, whole or zoomed, over black and over white the words stand in the picture."""
    page = windows.open(series.address, width=width)
    open_series(page, "axial", "./")
    expected = writing(decode(canvas(page).evaluate(_WRITE, WORDS)))
    assert expected.any()
    for plane in AXES:
        dialog(page).get_by_role("radio", name=plane.title()).check()
        expect(canvas(page)).to_have_accessible_name(f"{series.words(plane, OWN[plane])}. {WORDS}")
        for center in (-1000, 2000):
            set_window(page, center, 1)
            slider(page, "Slice").focus()
            for keys in ("0", "++++++"):
                for key in keys:
                    page.keyboard.press(key)
                assert np.array_equal(writing(picture(page)), expected)


def test_nothing_is_written_over_a_series_without_marking(windows: Windows, series: Series) -> None:
    """A patient's series says nothing of a stand-in, in the picture or beside it."""
    page = windows.open(series.address)
    open_series(page, "plain", "./")
    assert not writing(picture(page)).any()
    expect(dialog(page).get_by_text("Stand-in")).to_have_count(0)
    expect(dialog(page).get_by_text("Credit: The hospital.")).to_be_visible()
