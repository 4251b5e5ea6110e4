"""axe finds nothing wrong with any page, in both schemes, on a phone and a desktop."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from browser.axe import violations
from browser.test_pages import HEADINGS
from browser.windows import DESKTOP, PHONE

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from browser.windows import Windows

both_schemes = pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
both_widths = pytest.mark.parametrize("width", [PHONE, DESKTOP])


@pytest.fixture
def window(windows: Windows, site: str, width: int, dark: bool) -> Page:  # noqa: FBT001 - a column
    """Return a window of this width and scheme."""
    return windows.open(site, width=width, dark=dark, touch=width == PHONE)


@both_schemes
@both_widths
@pytest.mark.parametrize("address", HEADINGS)
def test_axe_finds_nothing_wrong_with_the_page(window: Page, address: str) -> None:
    """With all that can be unfolded unfolded."""
    window.goto(address)
    window.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    assert violations(window, ["<h1"]) == []


def open_search(page: Page) -> str:
    """Search for something that is found."""
    page.goto("discussion/")
    page.get_by_role("button", name="Search").click()
    page.keyboard.type("thrombosis")
    expect(page.get_by_role("dialog").get_by_role("link").first).to_be_visible()
    return "md-search-result"


def search_in_vain(page: Page) -> str:
    """Search for something that is not found."""
    page.goto("discussion/")
    page.get_by_role("button", name="Search").click()
    page.keyboard.type("zzzz")
    expect(page.get_by_role("status")).to_have_text("No matching documents")
    return "md-search-result__meta"


def open_citation(page: Page) -> str:
    """Show a reference card."""
    page.goto("final-comment/")
    page.locator(".citation__number").first.focus()
    expect(page.get_by_role("group", name="Reference 4")).to_be_visible()
    return "card__number"


def open_abbreviation(page: Page) -> str:
    """Show what an abbreviation means."""
    page.goto("final-comment/")
    page.locator("a.abbreviation").first.focus()
    expect(page.locator(".abbreviation-card")).to_contain_text("inferior vena cava")
    return "card-text"


@both_schemes
@both_widths
@pytest.mark.parametrize("show", [open_search, search_in_vain, open_citation, open_abbreviation])
def test_axe_finds_nothing_wrong_with_what_opens(window: Page, show: Callable[[Page], str]) -> None:
    assert violations(window, [show(window)]) == []
