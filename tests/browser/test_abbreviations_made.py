"""Abbreviations in notes on matched works, their cards and graphics are explained to everyone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from browser.axe import violations
from browser.cards import card, numbers, point_at, tab_to
from browser.test_abbreviations import meaning, printed, uses
from browser.viewers import WAYS, window_for
from browser.windows import DESKTOP, PHONE

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from browser.windows import Windows

LIST, COMMENT, DISCUSSION = "references/", "final-comment/", "discussion/"
MEANS = {
    "CT": "computed tomography",
    "MR": "magnetic resonance",
    "PTE": "pulmonary thromboembolism",
}


@pytest.mark.parametrize("way", WAYS)
def test_a_note_says_what_its_abbreviations_mean(way: str, windows: Windows, site: str) -> None:
    page = window_for(way, windows, site)
    page.goto(LIST)
    assert uses(page).all_inner_texts() == list(MEANS)
    for index, means in enumerate(MEANS.values()):
        use = uses(page).nth(index)
        point_at(way, page, use)
        expect(meaning(page)).to_contain_text(means)
        expect(use).to_have_accessible_description(means)
        page.keyboard.press("Escape")
        page.mouse.move(0, 0)


@pytest.mark.parametrize("way", WAYS)
def test_the_head_of_a_table_says_what_it_means(way: str, windows: Windows, site: str) -> None:
    page = window_for(way, windows, site)
    page.goto(COMMENT)
    head = page.locator("thead").get_by_role("link", name="PTE")
    point_at(way, page, head)
    expect(meaning(page)).to_contain_text(MEANS["PTE"])


def test_a_citations_card_gives_the_meanings_in_brackets(page: Page) -> None:
    page.goto(DISCUSSION)
    tab_to(page, numbers(page).get_by_text("3", exact=True).first)
    expect(card(page)).to_contain_text("the use of CT [computed tomography] and MR [magnetic")
    expect(card(page).locator("abbr")).to_have_count(0)


@pytest.mark.parametrize("address", [LIST, COMMENT])
def test_in_print_each_meaning_stands_once_in_brackets(address: str, page: Page) -> None:
    page.goto(address)
    terms = MEANS if address == LIST else {"PTE"}
    text = printed(page)
    for term in terms:
        assert text.count(f"{term} [{MEANS[term]}]") == 1
        assert text.count(f"[{MEANS[term]}]") == 1


def test_in_print_a_graphic_says_what_its_abbreviations_mean(page: Page) -> None:
    page.goto(COMMENT)
    note = "Abbreviations: IVC, inferior vena cava; PTE, pulmonary thromboembolism."
    assert printed(page).count(note) == 1


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
@pytest.mark.parametrize("address", [LIST, COMMENT])
def test_axe_finds_nothing_wrong_with_an_open_card(
    address: str, width: int, windows: Windows, site: str
) -> None:
    page = windows.open(site, width=width, touch=width == PHONE)
    # The whole page in sight: axe measures from its top, and a page that scrolls closes the card.
    page.set_viewport_size({"width": width, "height": 6000})
    page.goto(address)
    point_at("touch" if width == PHONE else "mouse", page, uses(page).last)
    expect(meaning(page)).to_be_visible()
    assert violations(page, ["card-text"]) == []
