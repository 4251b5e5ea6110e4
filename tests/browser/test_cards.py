"""Hovering, focusing or tapping a citation's number shows the whole reference in a card."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from browser.cards import CITING, LONG_ENOUGH, card, leave, numbers, words
from browser.serving import serve_folder
from browser.windows import DESKTOP, PHONE, wait_until_in_sight
from tiny import REFERENCES, TinyCase, article

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

    from browser.windows import Windows
    from tiny import Built

BRIEFLY = 50
"""Milliseconds a pointer takes to cross a number on its way elsewhere."""

SCROLLS = (
    "scrollTo(0, 0)",
    "scrollTo(0, document.body.scrollHeight)",
    "element.scrollIntoView({block: 'start'})",
    "element.scrollIntoView({block: 'end'})",
)
"""Where a page can be scrolled to: its ends, and a number at the window's upper or lower edge."""

_DOUBLED_IDS = """() => {
  const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
  return ids.filter((id, index) => ids.indexOf(id) !== index);
}"""


@pytest.mark.parametrize("address", CITING)
def test_hovering_shows_the_whole_reference_and_its_match(
    address: str, page: Page, real_case: Built
) -> None:
    """Every number's card holds what its entry in the list holds, the mark of its match too."""
    page.goto(address)
    entries = real_case.page("references/").select("[role=doc-bibliography] li")
    for index in range(numbers(page).count()):
        number = numbers(page).nth(index)
        entry = entries[int(number.inner_text()) - 1]
        expected = [words(part.get_text()) for part in entry.select("p")[:2]]
        number.hover()
        expect(card(page)).to_be_visible()
        shown = [words(text) for text in card(page).locator("p").all_inner_texts()[:2]]
        # A card gives the meanings of abbreviations in brackets, the list by cards.
        shown[1] = re.sub(r" \[[^\]]*\]", "", shown[1])
        assert shown == [f"{number.inner_text()}. {expected[0]}", expected[1]]
        assert "not confirmed" in shown[1]
        leave(page)


def test_the_pointer_can_move_into_the_card(page: Page) -> None:
    """The card can be hovered and stays as long as it is (WCAG 2.2, 1.4.13)."""
    page.clock.install()
    page.goto("discussion/")
    numbers(page).first.hover()
    box = card(page).bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=12)
    page.clock.run_for(LONG_ENOUGH)
    expect(card(page)).to_be_visible()


def test_leaving_closes_the_card(page: Page) -> None:
    """The card goes when the pointer has left both the number and the card."""
    page.goto("discussion/")
    numbers(page).first.hover()
    expect(card(page)).to_be_visible()
    card(page).hover()
    leave(page)


def test_the_pointer_passing_through_opens_nothing(page: Page) -> None:
    """A pointer on its way elsewhere does not open the card of a number it crosses."""
    page.clock.install(time="2026-01-01")
    page.goto("discussion/")
    page.clock.pause_at("2026-01-02")
    numbers(page).first.hover()
    page.clock.run_for(BRIEFLY)
    expect(card(page)).to_have_count(0)
    page.get_by_role("heading", level=1).hover()
    page.clock.run_for(LONG_ENOUGH)
    expect(card(page)).to_have_count(0)


def test_the_card_describes_its_number_while_it_is_open(page: Page) -> None:
    """A screen reader reads the reference as the number's description, while the card is open."""
    page.goto("discussion/")
    number = numbers(page).first
    expect(number).not_to_have_attribute("aria-describedby", re.compile(""))
    number.hover()
    expect(number).to_have_accessible_description(re.compile(r"Hines .*Leiomyosarcoma"))
    page.keyboard.press("Escape")
    expect(number).not_to_have_attribute("aria-describedby", re.compile(""))


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
@pytest.mark.parametrize("address", CITING)
def test_the_card_lies_within_the_window(
    address: str, width: int, windows: Windows, site: str
) -> None:
    """Wherever the page is scrolled to, the card is whole and leaves its number in sight."""
    page = windows.open(site, width=width, touch=width == PHONE)
    page.goto(address)
    size = page.viewport_size
    assert size is not None
    for number in (numbers(page).first, numbers(page).last):
        for scroll in SCROLLS:
            number.evaluate(f"element => {scroll}")
            number.tap() if width == PHONE else number.hover()
            expect(card(page)).to_be_visible()
            box, own = card(page).bounding_box(), number.bounding_box()
            assert box is not None
            assert own is not None
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= size["width"]
            assert box["y"] >= 0
            assert box["y"] + box["height"] <= size["height"]
            assert box["y"] >= own["y"] + own["height"] or box["y"] + box["height"] <= own["y"]
            page.keyboard.press("Escape")
            page.mouse.move(0, 0)
            expect(card(page)).to_have_count(0)


@pytest.mark.parametrize("address", CITING)
def test_an_open_card_doubles_no_id(address: str, page: Page) -> None:
    """Every id stands once in the live document while a card is open."""
    page.goto(address)
    numbers(page).first.hover()
    expect(card(page)).to_be_visible()
    assert page.evaluate(_DOUBLED_IDS) == []


def test_without_javascript_the_number_leads_to_its_entry(scriptless: Page) -> None:
    """The link works alone, and the entry it leads to is in sight."""
    scriptless.goto("discussion/")
    numbers(scriptless).last.click()
    scriptless.wait_for_url("**/references/#ref-rajiah2011")
    expect(scriptless.locator("#ref-rajiah2011")).to_contain_text("retroperitoneal masses")
    wait_until_in_sight(scriptless.locator("#ref-rajiah2011"))


@pytest.fixture(scope="module")
def range_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of a tiny case that cites three works in one bracket."""
    case = TinyCase(tmp_path_factory.mktemp("range"))
    case.settings()
    case.write(
        {
            "docs/index.md": "# Home\n\nThree works say so [@gamma; @alpha; @beta].\n",
            "docs/references.md": REFERENCES,
            "references.bib": "".join(article(key) for key in ("alpha", "beta", "gamma")),
        }
    )
    built = case.build("--strict")
    assert built.exit_code == 0, built.output
    with serve_folder(built.site) as address:
        yield address


@pytest.mark.parametrize("end", [0, 1], ids=["first", "last"])
def test_the_card_of_a_range_shows_every_reference_of_it(
    end: int, range_site: str, windows: Windows
) -> None:
    """Either end of [1–3] shows all three references, in their order."""
    page = windows.open(range_site)
    page.goto("./")
    expect(page.locator(".citation")).to_have_text("[1–3]")
    numbers(page).nth(end).hover()
    expect(card(page)).to_be_visible()
    shown = [words(text) for text in card(page).locator("p").all_inner_texts()]
    titles = [text for text in shown if "Journal of Cases" in text]
    assert [re.sub(r"^(\d)\. .* On (\w+)\. .*", r"\1 \2", text) for text in titles] == [
        "1 gamma",
        "2 alpha",
        "3 beta",
    ]
