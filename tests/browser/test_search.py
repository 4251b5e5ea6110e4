"""The search dialog in a real browser, by mouse and by keyboard, on a phone and a desktop."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from browser.windows import DESKTOP, PHONE

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from browser.windows import Windows


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def page(windows: Windows, site: str, request: pytest.FixtureRequest) -> Page:
    """Return a window on the page called Discussion."""
    opened = windows.open(site, width=request.param)
    opened.goto("discussion/")
    return opened


def opener(page: Page) -> Locator:
    """Return the button that opens the search."""
    return page.get_by_role("banner").get_by_role("button", name="Search")


def dialog(page: Page) -> Locator:
    """Return the search, while it is open."""
    return page.get_by_role("dialog", name="Search")


def search(page: Page, text: str) -> Locator:
    """Type into the opened search; return the links to what it finds."""
    expect(dialog(page).get_by_role("textbox")).to_be_focused()
    page.keyboard.type(text)
    found = dialog(page).get_by_role("link")
    expect(found.first).to_be_visible()
    # Material searches at every letter, and each answer takes the place of the one before it.
    page.wait_for_timeout(500)
    return found


def test_the_search_finds_the_words_of_another_page_and_leads_there(page: Page) -> None:
    opener(page).click()
    search(page, "thrombosis").filter(has_text="Case Presentation").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Case Presentation")


@pytest.mark.parametrize(
    ("text", "title", "told"),
    [
        pytest.param("collaterals", "Final Comment", "network of collaterals", id="the text"),
        pytest.param("pelvis", "Case Presentation", "abdomen and pelvis", id="captions"),
        pytest.param("nephrectomy", "Case Presentation", "Right Nephrectomy", id="figures"),
        pytest.param("figure 2", "Figure 2", "Stand-in for: operative", id="numbers of figures"),
        pytest.param("Cananzi", "Reference 4", "Candidate, not confirmed", id="references"),
        pytest.param("Hıdıroğlu", "Reference 2", "Turkish Journal", id="names"),
        pytest.param("hidiroglu", "Reference 2", "Probable match", id="names without accents"),
    ],
)
def test_the_search_finds(page: Page, text: str, title: str, told: str) -> None:
    opener(page).click()
    found = search(page, text).filter(has_text=told).first
    expect(found).to_contain_text(title)


def test_a_caption_is_found_without_the_letters_of_its_panels(page: Page) -> None:
    """What is found shows the caption as a sentence, and nothing of the images above it."""
    opener(page).click()
    found = search(page, "pelvis").filter(has_text="abdomen and pelvis")
    expect(found).to_have_text(re.compile(r"^\s*Case Presentation\s*Figure 1: .* the tumor\.\s*$"))


@pytest.mark.parametrize(
    ("text", "title", "element"),
    [("figure 2", "Figure 2", "#figure-operation"), ("Mingoli", "Reference 5", "#ref-mingoli1996")],
)
def test_what_is_found_by_its_number_or_author_is_in_sight(
    page: Page, text: str, title: str, element: str
) -> None:
    opener(page).click()
    search(page, text).filter(has_text=title).first.click()
    page.wait_for_url(re.compile(f"{re.escape(element)}$"))
    expect(page.locator(element)).to_be_in_viewport()


def test_words_found_in_a_long_page_are_in_sight_and_the_keyboard_goes_on_there(page: Page) -> None:
    opener(page).click()
    search(page, "recanalization").filter(has_text="Case Presentation").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Case Presentation")
    found = page.get_by_role("article").locator("mark").first
    expect(found).to_have_text("recanalization")
    expect(found).to_be_in_viewport()
    expect(found).to_be_focused()


def test_the_search_works_by_keyboard_alone(page: Page) -> None:
    opener(page).focus()
    page.keyboard.press("Enter")
    found = search(page, "thrombosis")
    page.keyboard.press("Tab")
    expect(dialog(page).get_by_role("button", name="Close")).to_be_focused()
    page.keyboard.press("Tab")
    expect(found.first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Case Presentation")


def test_the_arrow_keys_reach_what_was_found(page: Page) -> None:
    opener(page).click()
    found = search(page, "thrombosis")
    page.keyboard.press("ArrowDown")
    expect(found.first).to_be_focused()


def test_escape_closes_the_search_and_gives_the_focus_back(page: Page) -> None:
    opener(page).focus()
    page.keyboard.press("Enter")
    search(page, "thrombosis")
    page.keyboard.press("Escape")
    expect(dialog(page)).to_have_count(0)
    expect(opener(page)).to_be_focused()


def test_the_button_and_a_press_beside_it_close_the_search(page: Page) -> None:
    opener(page).click()
    dialog(page).get_by_role("button", name="Close").click()
    expect(dialog(page)).to_have_count(0)
    opener(page).click()
    expect(dialog(page)).to_be_visible()
    page.mouse.click(3, 3)
    expect(dialog(page)).to_have_count(0)


def test_what_was_found_is_announced(page: Page) -> None:
    opener(page).click()
    search(page, "thrombosis")
    expect(dialog(page).get_by_role("status")).to_contain_text("matching document")


@pytest.mark.parametrize("key", ["f", "s", "/", "p", ",", "n", "."])
def test_no_single_letter_does_anything(page: Page, key: str) -> None:
    address = page.url
    page.keyboard.press(key)
    page.wait_for_timeout(200)
    assert page.url == address
    expect(dialog(page)).to_have_count(0)
    expect(page.locator("body")).to_be_focused()


def test_without_scripts_no_search_is_offered(scriptless: Page) -> None:
    scriptless.goto("discussion/")
    expect(opener(scriptless)).to_have_count(0)
