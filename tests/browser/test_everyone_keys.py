"""Everything by keyboard, its place always in sight; targets that a finger meets."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from browser.loss import unfold
from browser.reach import expected_stops, walk
from browser.targets import too_small
from browser.test_pages import HEADINGS
from browser.windows import PHONE

if TYPE_CHECKING:
    from playwright.sync_api import Page, ViewportSize

    from browser.windows import Windows

PAGES = (*HEADINGS, "404.html")
"""Every page's address, that of the page for lost readers too."""

NARROW: ViewportSize = {"width": 320, "height": 256}
"""A desktop's window of 1280 × 1024 at a zoom of 400% (WCAG 2.2, 1.4.10)."""

_LEAST_LINE = 2
_LEAST_CONTRAST = 3

_CONTRAST = """() => {
  const light = (colour) => {
    const parts = colour.match(/[\\d.]+/g).slice(0, 3).map((part) => part / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
  };
  const pair = [
    light(getComputedStyle(document.activeElement).outlineColor),
    light(getComputedStyle(document.body).backgroundColor),
  ];
  return (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
}"""


def open_ready(page: Page, address: str) -> None:
    """Go to a page and wait until its scripts have begun their work."""
    page.goto(address or "./")
    expect(page.get_by_role("button", name="Switch to the")).to_be_visible()


@pytest.mark.parametrize("address", PAGES)
def test_tab_leads_to_everything_in_order_and_shows_where_it_is(address: str, page: Page) -> None:
    """WCAG 2.2: 2.1.1, 2.1.2, 2.4.3, 2.4.7, 2.4.11. Cards come with their numbers."""
    page.set_viewport_size(NARROW)
    open_ready(page, address)
    names = expected_stops(page)
    stops = walk(page)
    own = [stop for stop in stops if stop.stop is not None]
    assert [stop.name for stop in own] == names
    assert all(stop.card for stop in stops if stop.stop is None)
    assert [stop for stop in stops if stop.width < _LEAST_LINE or stop.cut or not stop.seen] == []
    back = [(one.name, two.name) for one, two in itertools.pairwise(own) if two.is_before(one)]
    assert back == []


def test_shift_and_tab_lead_back_the_same_way(page: Page) -> None:
    page.set_viewport_size(NARROW)
    open_ready(page, "about/")
    names = expected_stops(page)
    walk(page)
    page.keyboard.press("Tab")
    assert [stop.name for stop in walk(page, "Shift+Tab")] in (names[::-1], names[-1:0:-1])


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_line_around_the_focus_stands_out_from_the_paper(
    dark: bool,  # noqa: FBT001 - a column of the table
    windows: Windows,
    site: str,
) -> None:
    """WCAG 2.2, 1.4.11."""
    page = windows.open(site, dark=dark)
    open_ready(page, "discussion/")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate(_CONTRAST) >= _LEAST_CONTRAST


@pytest.mark.parametrize("address", HEADINGS)
def test_the_skip_link_comes_first_and_leads_past_the_menu(address: str, page: Page) -> None:
    open_ready(page, address)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_count(1)
    assert page.locator(":focus").evaluate("element => !element.closest('header')")


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_the_scheme_is_switched_there_and_back_by_one_key(key: str, page: Page) -> None:
    """The focus stays on the button, whose name is what it does next."""
    open_ready(page, "discussion/")
    page.get_by_role("button", name="Switch to the dark scheme").focus()
    for scheme, following in (("slate", "light"), ("default", "dark"), ("slate", "light")):
        page.keyboard.press(key)
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", scheme)
        expect(page.get_by_role("button", name=f"Switch to the {following} scheme")).to_be_focused()


@pytest.mark.parametrize("address", PAGES)
def test_a_finger_meets_each_target_alone(address: str, phone: Page) -> None:
    """WCAG 2.2, 2.5.8, with all that can be unfolded unfolded."""
    assert phone.viewport_size
    assert phone.viewport_size["width"] == PHONE
    open_ready(phone, address)
    unfold(phone)
    assert too_small(phone) == []
