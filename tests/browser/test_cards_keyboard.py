"""A citation's card and the keyboard: focus opens it, Tab leads through it, Esc closes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from browser.cards import LONG_ENOUGH, card, numbers, shows, tab_to
from browser.windows import wait_until_in_sight

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_the_keyboard_opens_the_card_and_leads_through_its_links(page: Page) -> None:
    """Focus opens the card; Tab goes into its links, Shift+Tab back to the number."""
    page.goto("discussion/")
    first, second = numbers(page).nth(0), numbers(page).nth(1)
    tab_to(page, first)
    expect(card(page)).to_be_visible()
    links = card(page).get_by_role("link")
    for index in range(links.count()):
        page.keyboard.press("Tab")
        expect(links.nth(index)).to_be_focused()
    for _ in range(links.count()):
        page.keyboard.press("Shift+Tab")
    expect(first).to_be_focused()
    expect(card(page)).to_be_visible()
    tab_to(page, second)
    expect(card(page)).to_have_count(1)
    expect(first).to_have_accessible_description("")


def test_leaving_by_the_keyboard_closes_the_card(page: Page) -> None:
    """The card goes with the focus."""
    page.goto("discussion/")
    tab_to(page, numbers(page).first)
    expect(card(page)).to_be_visible()
    page.keyboard.press("Shift+Tab")
    expect(card(page)).to_have_count(0)


@pytest.mark.parametrize("inside", [False, True], ids=["on the number", "in the card"])
def test_escape_closes_the_card_and_returns_to_the_number(
    page: Page,
    inside: bool,  # noqa: FBT001 - a column of the table
) -> None:
    """Esc closes the card; the focus is on the number, and does not open it again."""
    page.clock.install()
    page.goto("discussion/")
    number = numbers(page).first
    tab_to(page, number)
    if inside:
        page.keyboard.press("Tab")
        expect(card(page).get_by_role("link").first).to_be_focused()
    page.keyboard.press("Escape")
    page.clock.run_for(LONG_ENOUGH)
    expect(card(page)).to_have_count(0)
    expect(number).to_be_focused()


def test_escape_closes_a_hovered_card_until_it_is_hovered_again(page: Page) -> None:
    """Esc closes the card below a resting pointer too; only a new visit brings it back."""
    page.clock.install()
    page.goto("discussion/")
    number = numbers(page).first
    number.hover()
    expect(card(page)).to_be_visible()
    page.keyboard.press("Escape")
    page.clock.run_for(LONG_ENOUGH)
    expect(card(page)).to_have_count(0)
    number.hover(position={"x": 3, "y": 3})
    page.clock.run_for(LONG_ENOUGH)
    expect(card(page)).to_have_count(0)
    page.get_by_role("heading", level=1).hover()
    number.hover()
    expect(card(page)).to_be_visible()


def test_one_card_is_open_at_a_time(page: Page) -> None:
    """A hovered number's card takes the place of a focused one's."""
    page.goto("final-comment/")
    tab_to(page, numbers(page).last)
    expect(card(page)).to_have_text(shows(6))
    numbers(page).first.hover()
    expect(card(page)).to_have_text(shows(4))


@pytest.mark.parametrize("how", ["click", "Enter"])
def test_the_number_stays_a_link(page: Page, how: str) -> None:
    """A mouse click, or Enter, goes to the entry at once."""
    page.goto("discussion/")
    if how == "click":
        numbers(page).first.click()
    else:
        tab_to(page, numbers(page).first)
        page.keyboard.press("Enter")
    page.wait_for_url("**/references/#ref-hines1999")
    wait_until_in_sight(page.locator("#ref-hines1999"))
