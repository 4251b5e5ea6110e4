"""The series viewer zooms and moves a slice, fills the screen, and goes back to how it opened."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from browser.series import OWN, expect_greys, find_slice
from browser.viewers import (
    box,
    canvas,
    control,
    dialog,
    middle,
    open_series,
    readout,
    slider,
    stage,
    status,
    touch,
    window_for,
    zoom_by_button,
    zoom_by_key,
)

if TYPE_CHECKING:
    from playwright.sync_api import FloatRect, Page

    from browser.series import Series
    from browser.windows import Windows

SOFT_TISSUE = (50, 400)
SOFT_TISSUE_PRESET = "Soft tissue (50 / 400)"

ENOUGH = 6
"""Steps that would lead beyond either end of the zoom."""


def expect_moved(
    page: Page, series: Series, whole: FloatRect, zoom: float, by: tuple[float, float]
) -> None:
    """Expect the slice enlarged about the middle of its place, then moved by these pixels.

    Every block that is still on the canvas must have its grey in its new place, to its corners.
    """
    width, height = whole["width"] * zoom, whole["height"] * zoom
    x = whole["x"] + (whole["width"] - width) / 2 + by[0]
    y = whole["y"] + (whole["height"] - height) / 2 + by[1]
    moved: FloatRect = {"x": x, "y": y, "width": width, "height": height}
    expect_greys(page, series, "axial", OWN["axial"], SOFT_TISSUE, moved)


def whole_slice(page: Page, series: Series) -> FloatRect:
    """Return where the whole slice is; the window is left as it was, the slider has the focus."""
    where = find_slice(page)
    dialog(page).get_by_role("combobox", name="Window").select_option(SOFT_TISSUE_PRESET)
    slider(page, "Slice").focus()
    expect_moved(page, series, where, 1, (0, 0))
    return where


def test_a_slice_zooms_to_eight_times_and_no_further(axial: Page, series: Series) -> None:
    """In by half as much again, to 8x; out to the whole slice; told, and the ends disabled."""
    where = whole_slice(axial, series)
    for zoom in (zoom_by_button, zoom_by_key):
        zoom(axial, "+")
        expect_moved(axial, series, where, 1.5, (0, 0))
        for _ in range(ENOUGH):
            zoom(axial, "+")
        expect(status(axial)).to_contain_text("zoom 800%")
        expect(control(axial, "Zoom in")).to_be_disabled()
        for _ in range(ENOUGH):
            zoom(axial, "-")
        expect(control(axial, "Zoom out")).to_be_disabled()
        expect_moved(axial, series, where, 1, (0, 0))


# The button, the key pressed with Shift, and where the slice then goes, in steps of 80 pixels.
MOVES = [
    ("Move left", "ArrowLeft", (1, 0)),
    ("Move up", "ArrowUp", (1, 1)),
    ("Move right", "ArrowRight", (0, 1)),
    ("Move down", "ArrowDown", (0, 0)),
]


def test_buttons_and_keys_move_the_slice(axial: Page, series: Series) -> None:
    """The picture goes with it, the slice stays the same."""
    where = whole_slice(axial, series)
    axial.keyboard.press("+")
    for keys, (button, key, (across, down)) in itertools.product((False, True), MOVES):
        if keys:
            axial.keyboard.press(f"Shift+{key}")
        else:
            control(axial, button).click()
        expect_moved(axial, series, where, 1.5, (80 * across, 80 * down))
    expect(readout(axial)).to_contain_text(series.words("axial", OWN["axial"]))


def test_a_drag_moves_the_zoomed_slice(axial: Page, series: Series) -> None:
    """With the mouse, once the slice is larger than its place."""
    where = whole_slice(axial, series)
    axial.keyboard.press("+")
    x, y = middle(stage(axial))
    axial.mouse.move(x, y)
    axial.mouse.down()
    axial.mouse.move(x - 90, y + 45, steps=4)
    axial.mouse.up()
    expect_moved(axial, series, where, 1.5, (-90, 45))
    expect(readout(axial)).to_contain_text(series.words("axial", OWN["axial"]))


def test_two_fingers_zoom_the_slice(windows: Windows, series: Series) -> None:
    """Fingers that part to twice their distance show it twice as large, and turn no slice."""
    page = window_for("touch", windows, series.address)
    open_series(page, "axial", "./")
    x, y = middle(stage(page))
    steps = (40, 50, 60, 70, 80)
    touch(page, [(x - by, y) for by in steps], [(x + by, y) for by in steps])
    expect(readout(page)).to_contain_text("zoom 200%")
    expect(readout(page)).to_contain_text(series.words("axial", OWN["axial"]))


def test_reset_goes_back_to_how_the_panel_was_cut(axial: Page, series: Series) -> None:
    """Plane, slice, window and zoom are the panel's own again."""
    where = whole_slice(axial, series)
    dialog(axial).get_by_role("radio", name="Sagittal").check()
    dialog(axial).get_by_role("combobox", name="Window").select_option("Lung (−600 / 1500)")
    for key in ("+", "+", "Shift+ArrowLeft", "Home"):
        control(axial, "Zoom in").press(key)
    expect(readout(axial)).to_contain_text("zoom 225%")
    control(axial, "Reset").click()
    expect(dialog(axial).get_by_role("radio", name="Axial")).to_be_checked()
    expect(readout(axial)).to_contain_text(series.words("axial", OWN["axial"]))
    expect(readout(axial)).to_contain_text("Window centre 50, width 400, zoom 100%")
    expect_moved(axial, series, where, 1, (0, 0))


def test_the_viewer_fills_the_screen_and_leaves_it(axial: Page) -> None:
    """The button says what it will do, the canvas fills its new place, all controls stay."""
    control(axial, "Full screen").click()
    leave = control(axial, "Leave full screen")
    expect(leave).to_be_focused()
    axial.wait_for_function(
        "() => document.fullscreenElement?.contains(document.querySelector('.viewer__canvas'))"
    )
    expect(control(axial, "Close")).to_be_visible()
    assert box(canvas(axial)) == box(stage(axial))
    leave.click()
    expect(control(axial, "Full screen")).to_be_focused()
    axial.wait_for_function("() => !document.fullscreenElement")
    expect(canvas(axial)).to_be_visible()
