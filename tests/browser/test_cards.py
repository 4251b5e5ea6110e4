"""Hovering, focusing or tapping a citation's number shows the whole reference in a card."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from browser.serving import serve_folder
from browser.windows import DESKTOP, PHONE, wait_until_in_sight
from tiny import REFERENCES, TinyCase, article

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Locator, Page

    from browser.windows import Windows
    from tiny import Built

CITING = ("discussion/", "final-comment/")
"""The pages of the real case that cite works."""

BRIEFLY, LONG_ENOUGH = 50, 3_000
"""Milliseconds a pointer takes to cross a number; and after which every delay of a card is over."""

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


def numbers(page: Page) -> Locator:
    """Return the linked numbers of a page's citations."""
    return page.locator("[role=doc-biblioref]")


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


def test_one_card_is_open_at_a_time(page: Page) -> None:
    """A hovered number's card takes the place of a focused one's."""
    page.goto("final-comment/")
    tab_to(page, numbers(page).last)
    expect(card(page)).to_have_text(shows(6))
    numbers(page).first.hover()
    expect(card(page)).to_have_text(shows(4))


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
