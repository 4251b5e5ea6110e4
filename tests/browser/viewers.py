"""What the tests of both viewers share: opening them, and reading and working their dialog."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from browser.cards import tab_to
from browser.windows import PHONE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.sync_api import FloatRect, Locator, Page

    from browser.windows import Windows

PAGE = "case-presentation/"
"""The page of the real case that has its figures."""

WAYS = ("mouse", "touch", "keyboard")
"""The ways in which a reader works a page, each by itself."""

NEXT_FRAME = """() => new Promise((resolve) => {
  requestAnimationFrame(() => requestAnimationFrame(resolve));
})"""
"""Waits until what was asked for has been drawn."""


def window_for(way: str, windows: Windows, site: str) -> Page:
    """Return a window for a reader with this way: a phone's for touch, else a desktop's."""
    return windows.open(site, width=PHONE, touch=True) if way == "touch" else windows.open(site)


def use(way: str, target: Locator) -> None:
    """Press a button or follow a link, as a reader with this way does."""
    if way == "mouse":
        target.click()
    elif way == "touch":
        target.tap()
    else:
        tab_to(target.page, target)
        target.press("Enter")


def panel_link(page: Page, panel: str) -> Locator:
    """Return the link around the image of the panel with this id."""
    return page.locator(f"#{panel}").get_by_role("link")


def series_button(page: Page, panel: str) -> Locator:
    """Return the button below the panel with this id that opens its series."""
    return page.locator(f"#{panel}").get_by_role("button", name="Scroll through the series")


def dialog(page: Page) -> Locator:
    """Return the open viewer."""
    return page.locator("dialog.viewer")


def control(page: Page, name: str) -> Locator:
    """Return the viewer's button of exactly this name."""
    return dialog(page).get_by_role("button", name=name, exact=True)


def zoom_by_button(page: Page, sign: str) -> None:
    """Press the button for "+" or "-", even one that is disabled."""
    control(page, "Zoom in" if sign == "+" else "Zoom out").click(force=True)


def zoom_by_key(page: Page, sign: str) -> None:
    """Press the key "+" or "-"."""
    page.keyboard.press(sign)


def slider(page: Page, name: str) -> Locator:
    """Return the viewer's slider of exactly this name."""
    return dialog(page).get_by_role("slider", name=name, exact=True)


def status(page: Page) -> Locator:
    """Return the one place from which the viewer announces what has changed."""
    return dialog(page).get_by_role("status")


def readout(page: Page) -> Locator:
    """Return the line that tells slice, value and window."""
    return page.locator(".viewer__readout")


def stage(page: Page) -> Locator:
    """Return the part of the viewer that holds the image."""
    return page.locator(".viewer__stage")


def box(target: Locator) -> FloatRect:
    """Return where something is drawn, in CSS pixels of the window."""
    found = target.bounding_box()
    assert found is not None
    return found


def middle(target: Locator) -> tuple[float, float]:
    """Return the middle of where something is drawn."""
    place = box(target)
    return place["x"] + place["width"] / 2, place["y"] + place["height"] / 2


def open_figure(page: Page, panel: str, address: str = PAGE) -> Locator:
    """Go to the page and open this panel by its link; return the dialog."""
    page.goto(address)
    panel_link(page, panel).click()
    expect(dialog(page)).to_be_visible()
    return dialog(page)


def open_series(page: Page, panel: str, address: str = PAGE) -> Locator:
    """Go to the page and open the series of this panel; return the dialog, the slice shown."""
    page.goto(address)
    series_button(page, panel).click()
    expect(canvas(page)).to_be_visible()
    return dialog(page)


def canvas(page: Page) -> Locator:
    """Return the canvas a slice is drawn on."""
    return page.locator(".viewer__canvas")


def touch(page: Page, *paths: Sequence[tuple[float, float]]) -> None:
    """Put a finger down for each path, move them along together, and lift them.

    Each path is a row of places in the window; all have the same length.
    """
    session = page.context.new_cdp_session(page)
    steps = [[{"x": x, "y": y} for x, y in step] for step in zip(*paths, strict=True)]
    for number, points in enumerate(steps):
        kind = "touchMove" if number else "touchStart"
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    session.detach()
