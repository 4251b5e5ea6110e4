"""The figure viewer zooms to 8x, moves what is zoomed, and changes nothing but the display."""

from __future__ import annotations

import io
import itertools
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageStat
from playwright.sync_api import expect

from browser.viewers import (
    NEXT_FRAME,
    box,
    control,
    dialog,
    middle,
    open_figure,
    panel_link,
    slider,
    stage,
    status,
    touch,
    zoom_by_button,
    zoom_by_key,
)

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

ENOUGH = 6
"""Steps that would lead beyond either end of the zoom."""


def enlargement(page: Page, whole: float) -> float:
    """Return how many times as wide as ``whole`` the image is drawn."""
    page.evaluate(NEXT_FRAME)
    return box(image(page))["width"] / whole


def image(page: Page) -> Locator:
    """Return the viewer's image."""
    return stage(page).get_by_role("img")


def zoom_by_wheel(page: Page, sign: str) -> None:
    """Turn the wheel over the image by two notches."""
    page.mouse.move(*middle(stage(page)))
    page.mouse.wheel(0, -240 if sign == "+" else 240)


def test_the_image_zooms_to_eight_times_and_no_further(ct_axial: Page) -> None:
    """In to 8x, out to the whole image, by button, key and wheel; the ends are disabled."""
    whole = box(image(ct_axial))["width"]
    for zoom in (zoom_by_button, zoom_by_key, zoom_by_wheel):
        zoom(ct_axial, "+")
        expect(control(ct_axial, "Zoom out")).to_be_enabled()
        assert 1.2 < enlargement(ct_axial, whole) < 2
        for _ in range(ENOUGH):
            zoom(ct_axial, "+")
        expect(control(ct_axial, "Zoom in")).to_be_disabled()
        expect(dialog(ct_axial).get_by_text("800%", exact=True)).to_be_visible()
        assert enlargement(ct_axial, whole) == pytest.approx(8, rel=0.001)
        for _ in range(ENOUGH):
            zoom(ct_axial, "-")
        expect(control(ct_axial, "Zoom out")).to_be_disabled()
        assert enlargement(ct_axial, whole) == pytest.approx(1, rel=0.001)


def test_the_zoom_is_announced(ct_axial: Page) -> None:
    """Politely, with the name of the panel."""
    control(ct_axial, "Zoom in").click()
    expect(status(ct_axial)).to_have_text("Figure 1B, zoom 150%")


# What brings the whole image back, from any zoom.
def by_whole_image(page: Page) -> None:
    """Press the button that says so."""
    control(page, "Whole image").click()


def by_zero(page: Page) -> None:
    """Press the key."""
    page.keyboard.press("0")


def by_double_click(page: Page) -> None:
    """Click the zoomed image twice."""
    stage(page).dblclick()


def test_the_whole_image_comes_back(ct_axial: Page) -> None:
    """By button, key and double click, which at first zooms in."""
    whole = box(image(ct_axial))
    for reset in (by_whole_image, by_zero, by_double_click):
        stage(ct_axial).dblclick()
        assert enlargement(ct_axial, whole["width"]) == pytest.approx(2, rel=0.001)
        ct_axial.keyboard.press("ArrowLeft")
        reset(ct_axial)
        ct_axial.evaluate(NEXT_FRAME)
        assert box(image(ct_axial)) == pytest.approx(whole)


def test_what_the_wheel_points_at_stays_in_its_place(ct_axial: Page) -> None:
    """The wheel zooms about the pointer."""
    before = box(image(ct_axial))
    x, y = before["x"] + before["width"] * 0.3, before["y"] + before["height"] * 0.6
    ct_axial.mouse.move(x, y)
    ct_axial.mouse.wheel(0, -240)
    expect(control(ct_axial, "Zoom out")).to_be_enabled()
    ct_axial.evaluate(NEXT_FRAME)
    after = box(image(ct_axial))
    assert after["width"] > before["width"]
    assert (x - after["x"]) / after["width"] == pytest.approx(0.3, abs=0.002)
    assert (y - after["y"]) / after["height"] == pytest.approx(0.6, abs=0.002)


# The button, the key, and where the image then goes.
MOVES = [
    ("Move left", "ArrowLeft", (1, 0)),
    ("Move up", "ArrowUp", (0, 1)),
    ("Move right", "ArrowRight", (-1, 0)),
    ("Move down", "ArrowDown", (0, -1)),
]


def test_buttons_and_keys_move_the_zoomed_image(ct_axial: Page) -> None:
    """What lies to the left is brought into sight by moving left, until the image's edge.

    The buttons are there while there is something to move, or one of them has the focus.
    """
    for button, _, _ in MOVES:
        expect(control(ct_axial, button)).to_have_count(0)
    for _ in range(4):
        ct_axial.keyboard.press("+")
    for by_key, (button, key, (across, down)) in itertools.product((False, True), MOVES):
        ct_axial.evaluate(NEXT_FRAME)
        before = box(image(ct_axial))
        if by_key:
            ct_axial.keyboard.press(key)
        else:
            control(ct_axial, button).click()
        ct_axial.evaluate(NEXT_FRAME)
        after = box(image(ct_axial))
        moved = after["x"] - before["x"], after["y"] - before["y"]
        assert moved == pytest.approx((80 * across, 80 * down), abs=1)
    for _ in range(40):
        ct_axial.keyboard.press("ArrowLeft")
    ct_axial.evaluate(NEXT_FRAME)
    assert box(image(ct_axial))["x"] == pytest.approx(box(stage(ct_axial))["x"], abs=1)
    control(ct_axial, "Move left").focus()
    ct_axial.keyboard.press("0")
    expect(control(ct_axial, "Move left")).to_be_disabled()
    expect(control(ct_axial, "Move left")).to_be_focused()
    expect(dialog(ct_axial)).to_have_accessible_name("Figure 1B")


def test_a_drag_moves_the_zoomed_image(ct_axial: Page) -> None:
    """The image follows the mouse, and no panel is turned."""
    for _ in range(4):
        ct_axial.keyboard.press("+")
    ct_axial.evaluate(NEXT_FRAME)
    before = box(image(ct_axial))
    x, y = middle(stage(ct_axial))
    ct_axial.mouse.move(x, y)
    ct_axial.mouse.down()
    ct_axial.mouse.move(x + 90, y - 40, steps=3)
    ct_axial.mouse.up()
    ct_axial.evaluate(NEXT_FRAME)
    after = box(image(ct_axial))
    assert (after["x"] - before["x"], after["y"] - before["y"]) == pytest.approx((90, -40), abs=1)
    expect(dialog(ct_axial)).to_have_accessible_name("Figure 1B")


def test_two_fingers_zoom(phone: Page) -> None:
    """Fingers that part to twice their distance show the image twice as large."""
    open_figure(phone, "ct-axial")
    whole = box(image(phone))["width"]
    x, y = middle(stage(phone))
    shares = (40, 50, 60, 70, 80)
    touch(phone, [(x - by, y) for by in shares], [(x + by, y) for by in shares])
    assert enlargement(phone, whole) == pytest.approx(2, rel=0.05)
    expect(dialog(phone)).to_have_accessible_name("Figure 1B")


def brightness(target: Locator) -> float:
    """Return the mean grey of what is drawn, 0 to 255."""
    with Image.open(io.BytesIO(target.screenshot())) as taken:
        mean: float = ImageStat.Stat(taken.convert("L")).mean[0]
        return mean


def spread(target: Locator) -> float:
    """Return by how much the greys of what is drawn differ."""
    with Image.open(io.BytesIO(target.screenshot())) as taken:
        deviation: float = ImageStat.Stat(taken.convert("L")).stddev[0]
        return deviation


def test_brightness_and_contrast_change_the_display_only(ct_axial: Page) -> None:
    """The viewer's picture changes and is reset; the page's own stays as it is."""
    image(ct_axial).evaluate("image => image.decode()")
    group = dialog(ct_axial).get_by_role("group", name="Display only")
    expect(group).to_contain_text("not the image")
    plain, plain_spread = brightness(image(ct_axial)), spread(image(ct_axial))
    slider(ct_axial, "Brightness").fill("150")
    assert brightness(image(ct_axial)) > plain * 1.2
    slider(ct_axial, "Brightness").fill("50")
    assert brightness(image(ct_axial)) < plain * 0.7
    group.get_by_role("button", name="Reset display").click()
    assert brightness(image(ct_axial)) == pytest.approx(plain, abs=0.01)
    slider(ct_axial, "Contrast").fill("60")
    assert spread(image(ct_axial)) < plain_spread * 0.8
    ct_axial.keyboard.press("Escape")
    still = panel_link(ct_axial, "ct-axial").get_by_role("img")
    assert still.evaluate("image => getComputedStyle(image).filter") == "none"
    panel_link(ct_axial, "ct-axial").click()
    expect(slider(ct_axial, "Contrast")).to_have_value("100")
    assert spread(image(ct_axial)) == pytest.approx(plain_spread, abs=0.01)


def test_the_display_is_set_by_the_keyboard(ct_axial: Page) -> None:
    """A slider's own keys change it, say its value, and turn no panel."""
    slider(ct_axial, "Brightness").focus()
    ct_axial.keyboard.press("ArrowRight")
    expect(slider(ct_axial, "Brightness")).to_have_value("101")
    expect(slider(ct_axial, "Brightness")).to_have_attribute("aria-valuetext", "101%")
    expect(dialog(ct_axial)).to_have_accessible_name("Figure 1B")
    # On the next panel it begins anew.
    control(ct_axial, "Close").focus()
    ct_axial.keyboard.press("PageUp")
    expect(dialog(ct_axial)).to_have_accessible_name("Figure 1A")
    expect(slider(ct_axial, "Brightness")).to_have_value("100")
