"""The browser's Back closes a viewer, and leaves the page as if none had been opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from browser.viewers import control, dialog, panel_link, series_button
from browser.windows import PHONE

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from browser.series import Series
    from browser.windows import Windows

OPENERS = {"figure": panel_link, "series": series_button}
"""What opens each viewer, by the viewer's name."""

BEFORE, OWN, VIEW = "?before", "?case", "?case#view=axial"
"""The address a reader comes from, the page's own, and the one that asks for a panel."""


@pytest.fixture
def come(windows: Windows, series: Series) -> Page:
    """Return a phone's window that a reader goes to the page in, from another address."""
    page = windows.open(series.address, width=PHONE, touch=True)
    page.goto(BEFORE)
    page.goto(OWN)
    return page


def expect_own(page: Page) -> None:
    """Expect the page by its own address, with no viewer."""
    expect(dialog(page)).to_have_count(0)
    page.wait_for_url(f"**/{OWN}")


def expect_before(page: Page) -> None:
    """Expect Back to lead to where the reader came from."""
    page.go_back()
    page.wait_for_url(f"**/{BEFORE}")
    expect(dialog(page)).to_have_count(0)


@pytest.mark.parametrize("way", ["Back", "Close", "Esc"])
@pytest.mark.parametrize("viewer", OPENERS)
def test_closed_by_any_way_a_viewer_leaves_one_step_to_the_page_before(
    viewer: str, way: str, come: Page
) -> None:
    """Twice, as a reader opens one panel after another; the focus is where it was."""
    opener = OPENERS[viewer](come, "axial")
    for _ in range(2):
        opener.tap()
        expect(dialog(come)).to_be_visible()
        if way == "Back":
            come.go_back()
        elif way == "Close":
            control(come, "Close").tap()
        else:
            come.keyboard.press("Escape")
        expect_own(come)
        expect(opener).to_be_focused()
    expect_before(come)


def test_however_many_panels_were_seen_back_closes_the_viewer(come: Page) -> None:
    """And Forward opens it again at the panel that was seen last."""
    panel_link(come, "axial").tap()
    for name in ("Next panel", "Previous panel", "Next panel"):
        control(come, name).tap()
    expect(dialog(come)).to_have_accessible_name("Figure 1B")
    come.go_back()
    expect_own(come)
    come.go_forward()
    expect(dialog(come)).to_have_accessible_name("Figure 1B")
    control(come, "Close").tap()
    expect_own(come)
    expect_before(come)


@pytest.mark.parametrize("addressed", [False, True], ids=["opened", "addressed"])
def test_the_series_opened_from_a_figure_is_closed_by_back(
    addressed: bool,  # noqa: FBT001 - a column of the table
    windows: Windows,
    series: Series,
) -> None:
    """One step closes both: the series took the figure's place."""
    page = windows.open(series.address)
    page.goto(BEFORE)
    page.goto(VIEW if addressed else OWN)
    if not addressed:
        panel_link(page, "axial").click()
    control(page, "Scroll through the series").click()
    expect(dialog(page)).to_have_accessible_name("Series of Figure 1A")
    assert page.url.endswith(OWN)
    page.go_back()
    expect_own(page)
    expect_before(page)


@pytest.mark.parametrize("closed", [False, True])
def test_an_address_that_asks_for_a_panel_is_left_as_any_other(
    closed: bool,  # noqa: FBT001 - a column of the table
    windows: Windows,
    series: Series,
) -> None:
    """It opened no entry of its own: Back leads to the page before, closed or not."""
    page = windows.open(series.address)
    page.goto(BEFORE)
    page.goto(VIEW)
    expect(dialog(page)).to_have_accessible_name("Figure 1A")
    if closed:
        page.keyboard.press("Escape")
        expect_own(page)
        expect(panel_link(page, "axial")).to_be_focused()
    expect_before(page)


def test_reloaded_a_viewer_still_closes_to_the_page(come: Page) -> None:
    panel_link(come, "axial").tap()
    expect(dialog(come)).to_be_visible()
    come.reload()
    expect(dialog(come)).to_have_accessible_name("Figure 1A")
    control(come, "Close").tap()
    expect_own(come)
    expect_before(come)
