"""A citation's card on a phone: a first tap shows it, a second one follows the link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from browser.cards import card, numbers, shows
from browser.windows import wait_until_in_sight

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_a_first_tap_opens_and_a_second_follows(phone: Page) -> None:
    """On a phone the first tap shows the card on the same page, the second one goes to the list."""
    phone.goto("discussion/")
    address = phone.url
    numbers(phone).first.tap()
    expect(card(phone)).to_be_visible()
    assert phone.url == address
    card(phone).locator("p").first.tap()
    expect(card(phone)).to_be_visible()
    numbers(phone).first.tap()
    phone.wait_for_url("**/references/#ref-hines1999")
    wait_until_in_sight(phone.locator("#ref-hines1999"))


def test_a_tap_elsewhere_closes_the_card(phone: Page) -> None:
    """A tap on the text closes the card."""
    phone.goto("discussion/")
    numbers(phone).first.tap()
    expect(card(phone)).to_be_visible()
    phone.get_by_role("heading", level=1).tap()
    expect(card(phone)).to_have_count(0)


def test_a_tap_on_another_number_changes_the_card(phone: Page) -> None:
    """One tap goes from card to card, and leaves no other open."""
    phone.goto("final-comment/")
    address = phone.url
    numbers(phone).last.tap()
    expect(card(phone)).to_have_text(shows(6))
    numbers(phone).first.tap()
    expect(card(phone)).to_have_text(shows(4))
    assert phone.url == address


def test_a_link_in_a_card_leads_to_the_entry(phone: Page) -> None:
    """A tapped card's own link to the list works as any link."""
    phone.goto("final-comment/")
    numbers(phone).first.tap()
    card(phone).get_by_role("link", name="in the list").tap()
    phone.wait_for_url("**/references/#ref-cananzi2016")
