"""axe finds nothing wrong with a viewer open, at either width and in both schemes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from browser.axe import violations
from browser.serving import serve_in_halves
from browser.viewers import (
    PAGE,
    canvas,
    control,
    dialog,
    open_figure,
    series_button,
)
from browser.windows import DESKTOP, PHONE

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from browser.windows import Windows
    from tiny import Built


def expect_nothing_found(page: Page) -> None:
    """Expect no violation of any of axe's rules, in the dialog or behind it."""
    assert violations(page, ["viewer__title"]) == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_axe_finds_nothing_wrong_with_the_figure_viewer(
    width: int,
    dark: bool,  # noqa: FBT001 - a column of the table
    windows: Windows,
    site: str,
) -> None:
    """As it opens, and with all that can be unfolded."""
    page = windows.open(site, width=width, dark=dark, touch=width == PHONE)
    open_figure(page, "ct-axial")
    expect_nothing_found(page)
    control(page, "Zoom in").click()
    if width == PHONE:
        control(page, "Display and keys").click()
    dialog(page).get_by_text("Keys and gestures").click()
    expect_nothing_found(page)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_axe_finds_nothing_wrong_with_the_series_viewer(
    width: int,
    dark: bool,  # noqa: FBT001 - a column of the table
    windows: Windows,
    real_case: Built,
) -> None:
    """While it waits, when that was cancelled, and with the series."""
    with serve_in_halves(real_case.site, ".nii.gz") as (address, go_on):
        page = windows.open(address, width=width, dark=dark, touch=width == PHONE)
        page.goto(PAGE)
        series_button(page, "ct-coronal").click()
        expect(control(page, "Cancel")).to_be_focused()
        expect_nothing_found(page)
        control(page, "Cancel").click()
        expect(control(page, "Try again")).to_be_focused()
        expect_nothing_found(page)
        go_on.set()
        control(page, "Try again").click()
        expect(canvas(page)).to_be_visible()
        dialog(page).get_by_text("Keys and gestures").click()
        expect_nothing_found(page)
