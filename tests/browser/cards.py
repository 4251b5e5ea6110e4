"""Finding a page's citations and the open card, and moving to and from them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

CITING = ("discussion/", "final-comment/")
"""The pages of the real case that cite works."""

LONG_ENOUGH = 3_000
"""Milliseconds after which every delay of a card is over."""


def numbers(page: Page) -> Locator:
    """Return the linked numbers of a page's citations."""
    return page.locator("[role=doc-biblioref]:visible")


def card(page: Page) -> Locator:
    """Return the open card."""
    return page.locator(".reference-card")


def shows(number: int) -> re.Pattern[str]:
    """Return the pattern of a card's text that begins with this reference."""
    return re.compile(rf"^\s*{number}\.")


def leave(page: Page) -> None:
    """Move the pointer away until the card has gone."""
    page.get_by_role("heading", level=1).hover()
    expect(card(page)).to_have_count(0)


def words(text: str) -> str:
    """Return ``text`` with its white space evened out."""
    return " ".join(text.split())


def tab_to(page: Page, target: Locator, key: str = "Tab") -> None:
    """Move the focus by the keyboard alone until ``target`` has it."""
    for _ in range(100):
        page.keyboard.press(key)
        if target.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{key} does not lead to {target}")


def point_at(way: str, page: Page, target: Locator) -> None:
    """Point at what has a card, move to it by keyboard, or tap it."""
    if way == "keyboard":
        tab_to(page, target)
    elif way == "mouse":
        target.hover()
    else:
        target.tap()
