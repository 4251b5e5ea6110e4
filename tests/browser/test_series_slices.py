"""The series viewer goes from slice to slice by every way, and says rightly where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from browser.cards import tab_to
from browser.series import AXES, OWN, expect_greys, find_slice
from browser.viewers import (
    WAYS,
    box,
    canvas,
    control,
    dialog,
    middle,
    open_series,
    readout,
    series_button,
    slider,
    stage,
    status,
    touch,
    use,
    window_for,
)
from browser.windows import wait_until_in_sight

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from browser.series import Series
    from browser.windows import Windows

SOFT_TISSUE = (50, 400)


def expect_slice(page: Page, series: Series, plane: str, index: int) -> None:
    """Expect the words, the slider and the canvas's name to be those of this slice."""
    words = series.words(plane, index)
    expect(readout(page)).to_contain_text(words)
    expect(slider(page, "Slice")).to_have_value(str(index + 1))
    expect(slider(page, "Slice")).to_have_attribute("max", str(series.count(plane)))
    expect(canvas(page)).to_have_accessible_name(f"{words}. SYNTHETIC, NOT A PATIENT")


@pytest.mark.parametrize("way", WAYS)
def test_a_series_opens_at_the_panels_slice_and_leads_back(
    way: str, windows: Windows, series: Series
) -> None:
    """The dialog is named for its panel; the slider has the focus; closed, the button has it."""
    page = window_for(way, windows, series.address)
    page.goto("./")
    button = series_button(page, "axial")
    use(way, button)
    expect(dialog(page)).to_have_accessible_name("Series of Figure 1A")
    expect(slider(page, "Slice")).to_be_focused()
    expect_slice(page, series, "axial", OWN["axial"])
    assert dialog(page).evaluate("dialog => dialog.matches(':modal')")
    if way == "keyboard":
        page.keyboard.press("Escape")
    else:
        use(way, control(page, "Close"))
    expect(dialog(page)).to_have_count(0)
    expect(button).to_be_focused()
    wait_until_in_sight(button)


def test_a_double_click_opens_one_viewer(windows: Windows, series: Series) -> None:
    """Who clicks twice closes once."""
    page = windows.open(series.address)
    page.goto("./")
    series_button(page, "axial").dblclick()
    expect(canvas(page)).to_be_visible()
    expect(dialog(page)).to_have_count(1)
    page.keyboard.press("Escape")
    expect(dialog(page)).to_have_count(0)


# What is done and the axial slice, of 16, it leads to, one after the other from slice 9.
KEYS = [
    ("ArrowUp", 10),
    ("ArrowRight", 11),
    ("ArrowDown", 10),
    ("ArrowLeft", 9),
    ("PageUp", 15),
    ("PageUp", 15),
    ("PageDown", 5),
    ("Home", 0),
    ("PageUp", 10),
    ("PageDown", 0),
    ("ArrowDown", 0),
    ("End", 15),
]
NOTCHES = [((100,), 8), ((-100, -100), 10), ((10, 10), 10), ((10,), 9), ((-30,), 10)]


def test_keys_lead_from_slice_to_slice(axial: Page, series: Series) -> None:
    """Arrows one, Page Up and Page Down ten, Home and End to the ends and not beyond."""
    for key, index in KEYS:
        axial.keyboard.press(key)
        expect_slice(axial, series, "axial", index)
    # Not on the slider only: the keys work wherever the focus is that has no use for them.
    control(axial, "Zoom in").focus()
    axial.keyboard.press("ArrowDown")
    expect_slice(axial, series, "axial", 14)


def test_the_wheel_leads_from_slice_to_slice(axial: Page, series: Series) -> None:
    """A notch down leads one slice towards the feet; a touch pad's small steps are gathered."""
    axial.mouse.move(*middle(stage(axial)))
    for steps, index in NOTCHES:
        for step in steps:
            axial.mouse.wheel(0, step)
        expect_slice(axial, series, "axial", index)


def test_the_slider_leads_to_any_slice(axial: Page, series: Series) -> None:
    """By a drag of its thumb, and the picture is that of the slice it says."""
    where = find_slice(axial)
    dialog(axial).get_by_role("combobox", name="Window").select_option("Soft tissue (50 / 400)")
    track = box(slider(axial, "Slice"))
    y = track["y"] + track["height"] / 2
    axial.mouse.move(track["x"] + track["width"] * 9 / 15, y)
    axial.mouse.down()
    for index in (15, 0, 3):
        axial.mouse.move(track["x"] + max(2, track["width"] * index / 15 - 1), y, steps=3)
        expect_slice(axial, series, "axial", index)
        expect_greys(axial, series, "axial", index, SOFT_TISSUE, where)
    axial.mouse.up()


def test_a_finger_leads_through_the_slices(windows: Windows, series: Series) -> None:
    """A finger drawn up over half of the picture goes through half of the series, and back."""
    page = window_for("touch", windows, series.address)
    open_series(page, "axial", "./")
    page.keyboard.press("Home")
    x, y = middle(stage(page))
    half = box(stage(page))["height"] / 2
    path = [(x, y + half / 2 - half * part / 8) for part in range(9)]
    touch(page, path)
    expect_slice(page, series, "axial", 8)
    touch(page, path[::-1])
    expect_slice(page, series, "axial", 0)


def test_a_drag_with_the_mouse_leads_through_the_slices(axial: Page, series: Series) -> None:
    """As a finger does, while the whole slice is shown."""
    axial.keyboard.press("Home")
    x, y = middle(stage(axial))
    axial.mouse.move(x, y)
    axial.mouse.down()
    axial.mouse.move(x, y - box(stage(axial))["height"] / 4, steps=4)
    axial.mouse.up()
    expect_slice(axial, series, "axial", 4)


def test_value_slice_and_position_are_those_of_the_volume(axial: Page, series: Series) -> None:
    """Under the pointer the value of the voxel, outside none; the place as the file says it."""
    for plane, (across, up, _) in AXES.items():
        dialog(axial).get_by_role("radio", name=plane.title()).check()
        expect_slice(axial, series, plane, OWN[plane])
        where = find_slice(axial)
        for voxel in list(series.blocks(plane, OWN[plane]))[::5]:
            value = str(series.hu[voxel]).replace("-", "−")
            for step in (-1.8, 1.8):  # Voxels: just within either end of the block.
                near = [at + step * (axis in {across, up}) for axis, at in enumerate(voxel)]
                axial.mouse.move(*series.place(plane, near, where))
                expect(readout(axial).get_by_text("HU")).to_have_text(f"{value} HU")
        axial.mouse.move(where["x"] + where["width"] / 2, where["y"] - 8)
        expect(readout(axial)).to_contain_text("Outside the slice")


def test_a_panels_own_slice_is_marked(axial: Page, series: Series) -> None:
    """Its button is pressed there only and leads back; a tick stands where the slider then is."""
    for panel, plane in (("Figure 1A", "axial"), ("Figure 1B", "coronal")):
        button = control(axial, f"Slice of {panel}")
        button.click()
        expect_slice(axial, series, plane, OWN[plane])
        expect(button).to_have_attribute("aria-pressed", "true")
        (tick,) = axial.locator(".viewer__tick:visible").all()
        track = box(slider(axial, "Slice"))
        # The thumb is 16 CSS pixels wide and stays within the track.
        share = OWN[plane] / (series.count(plane) - 1)
        at = track["x"] + 8 + share * (track["width"] - 16)
        assert middle(tick)[0] == pytest.approx(at, abs=1)
        axial.keyboard.press("ArrowUp")
        expect(button).to_have_attribute("aria-pressed", "false")
    dialog(axial).get_by_role("radio", name="Sagittal").check()
    expect(axial.locator(".viewer__tick:visible")).to_have_count(0)


def test_the_keyboard_alone_is_enough(windows: Windows, series: Series) -> None:
    """Tab leads to every control and stays within the dialog; the value at the centre is told."""
    page = window_for("keyboard", windows, series.address)
    page.goto("./")
    use("keyboard", series_button(page, "axial"))
    expect(slider(page, "Slice")).to_be_focused()
    page.keyboard.press("ArrowUp")
    # The centre lies on the edge of four voxels: it is taken for the one to the right and below.
    hu = str(series.hu[11, 9, 10]).replace("-", "−")
    told = f"{series.words('axial', 10)}, {hu} HU at the centre"
    expect(status(page)).to_have_text(told)
    page.evaluate("() => document.activeElement.blur()")
    names = [control(page, name) for name in ("Close", "Zoom in", "Slice of Figure 1B", "Reset")]
    names += [dialog(page).get_by_role("combobox"), slider(page, "Centre"), slider(page, "Width")]
    for target in names:
        tab_to(page, target)
    radio = dialog(page).get_by_role("radio", name="Axial")
    tab_to(page, radio)
    page.keyboard.press("ArrowRight")
    expect_slice(page, series, "coronal", OWN["coronal"])
    expect(dialog(page).get_by_role("radio", name="Coronal")).to_be_checked()


def test_a_burst_of_changes_is_announced_once(windows: Windows, series: Series) -> None:
    """Who scrolls hears where it ended, politely, and not every slice on the way."""
    page = windows.open(series.address)
    page.clock.install()
    open_series(page, "axial", "./")
    page.clock.run_for(1000)
    expect(status(page)).to_have_text(series.words("axial", OWN["axial"]))
    status(page).evaluate(
        """status => {
          window.said = [];
          new MutationObserver(() => window.said.push(status.textContent))
            .observe(status, { childList: true });
        }"""
    )
    for _ in range(5):
        page.keyboard.press("ArrowUp")
        page.clock.run_for(100)
    assert page.evaluate("said") == []
    page.clock.run_for(1000)
    said = page.evaluate("said")
    assert len(said) == 1
    assert said[0].startswith(series.words("axial", OWN["axial"] + 5))
