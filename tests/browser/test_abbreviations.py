"""An abbreviation is explained where it stands: by hover, focus, tap, and in print."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from playwright.sync_api import expect

from browser.axe import violations
from browser.cards import LONG_ENOUGH, card, leave, numbers, point_at, tab_to, words
from browser.serving import serve_folder
from browser.viewers import WAYS, dialog, window_for
from browser.viewers import use as follow
from browser.windows import DESKTOP, PHONE, wait_until_in_sight
from tiny import TOP, picture

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from browser.windows import Windows
    from tiny import TinyCase

PAGE = "final-comment/"
MEANS = {
    "IVC": "inferior vena cava",
    "R0": "no residual tumor after resection",
    "PTE": "pulmonary thromboembolism",
}


def uses(page: Page) -> Locator:
    """Return the abbreviations of a page that are explained."""
    return page.get_by_role("main").get_by_role("link").filter(has=page.locator("abbr"))


def card_of(term: str) -> re.Pattern[str]:
    """Return the pattern of a card's text: the meaning, whose it is, and the way to the list."""
    whose = "The meaning is this site’s, not the report’s."
    return re.compile(rf"^\s*{MEANS[term]}\s+{re.escape(whose)} All abbreviations\s*$")


def meaning(page: Page) -> Locator:
    """Return the open card of an abbreviation."""
    return page.locator(".abbreviation-card.card")


@pytest.fixture
def comment(page: Page) -> Page:
    """Return a desktop's window with the page that uses the report's abbreviations."""
    page.goto(PAGE)
    return page


def test_hovering_shows_what_each_means(comment: Page) -> None:
    for index in range(uses(comment).count()):
        use = uses(comment).nth(index)
        use.hover()
        expect(meaning(comment)).to_have_text(card_of(use.inner_text()))
        leave(comment)


def test_a_screen_reader_hears_the_meaning_whether_a_card_is_open_or_not(comment: Page) -> None:
    use = uses(comment).first
    for _ in range(2):
        expect(use).to_have_accessible_name("IVC")
        expect(use).to_have_accessible_description("inferior vena cava")
        use.hover()
        expect(meaning(comment)).to_be_visible()
    comment.keyboard.press("Escape")
    expect(use).to_have_accessible_description("inferior vena cava")


def test_the_card_can_be_hovered_and_stays(page: Page) -> None:
    """WCAG 2.2, 1.4.13: hoverable and persistent."""
    page.clock.install()
    page.goto(PAGE)
    uses(page).first.hover()
    box = meaning(page).bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=12)
    page.clock.run_for(LONG_ENOUGH)
    expect(meaning(page)).to_be_visible()


def test_focus_opens_the_card_and_escape_closes_it_alone(comment: Page) -> None:
    """WCAG 2.2, 1.4.13: dismissible, the focus staying where it is."""
    use = uses(comment).first
    tab_to(comment, use)
    expect(meaning(comment)).to_have_text(card_of("IVC"))
    comment.keyboard.press("Escape")
    expect(meaning(comment)).to_have_count(0)
    expect(use).to_be_focused()
    comment.keyboard.press("Tab")
    comment.keyboard.press("Shift+Tab")
    expect(meaning(comment)).to_be_visible()
    tab_to(comment, numbers(comment).first)
    expect(meaning(comment)).to_have_count(0)
    expect(comment.locator(".reference-card")).to_be_visible()


def test_enter_leads_to_the_list(comment: Page) -> None:
    tab_to(comment, uses(comment).first)
    comment.keyboard.press("Enter")
    comment.wait_for_url("**/about/#abbreviation-ivc")
    wait_until_in_sight(comment.locator("#abbreviation-ivc"))


def test_a_click_opens_and_closes_the_card_and_leaves_no_page(comment: Page) -> None:
    """Who clicks a word asks what it means; the pointer then rests on it."""
    address = comment.url
    use = uses(comment).first
    use.hover()
    expect(meaning(comment)).to_be_visible()
    for shown in (0, 1, 0):
        use.click()
        expect(meaning(comment)).to_have_count(shown)
        assert comment.url == address


def test_a_click_with_ctrl_is_left_to_the_browser(comment: Page) -> None:
    use = uses(comment).first
    with comment.context.expect_page() as opened:
        use.click(modifiers=["Control"])
    opened.value.wait_for_url("**/about/#abbreviation-ivc")


@pytest.mark.parametrize("way", WAYS)
def test_the_card_leads_to_all_abbreviations(way: str, windows: Windows, site: str) -> None:
    page = window_for(way, windows, site)
    page.goto(PAGE)
    use = uses(page).first
    point_at(way, page, use)
    link = meaning(page).get_by_role("link", name="All abbreviations")
    follow(way, link)
    page.wait_for_url("**/about/#abbreviations-list")
    wait_until_in_sight(page.locator("#abbreviations-list"))


def test_a_first_tap_shows_the_meaning_and_a_second_closes_it(phone: Page) -> None:
    phone.goto(PAGE)
    address = phone.url
    use = uses(phone).and_(phone.locator("p a")).last
    use.tap()
    expect(meaning(phone)).to_have_text(card_of("PTE"))
    assert phone.url == address
    numbers(phone).last.tap()
    expect(meaning(phone)).to_have_count(0)
    expect(card(phone)).to_have_count(1)
    use.tap()
    expect(meaning(phone)).to_be_visible()
    use.tap()
    expect(meaning(phone)).to_have_count(0)
    assert phone.url == address


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_the_card_lies_within_the_window_and_leaves_its_word_in_sight(
    width: int, windows: Windows, site: str
) -> None:
    page = windows.open(site, width=width, touch=width == PHONE)
    page.goto(PAGE)
    for index in range(uses(page).count()):
        use = uses(page).nth(index)
        use.tap() if width == PHONE else use.hover()
        expect(meaning(page)).to_be_visible()
        box, own = meaning(page).bounding_box(), use.bounding_box()
        assert box is not None
        assert own is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["y"] >= own["y"] + own["height"] or box["y"] + box["height"] <= own["y"]
        assert box["height"] < 100
        page.keyboard.press("Escape")
        page.mouse.move(0, 0)


def test_an_abbreviation_is_told_from_links_and_citations(comment: Page) -> None:
    """It has the colour of the text and a dotted line; no link and no number has both."""

    def look(element: Locator) -> tuple[str, str]:
        seen = element.evaluate(
            "e => [getComputedStyle(e).color, getComputedStyle(e).textDecorationLine"
            " + getComputedStyle(e).textDecorationStyle]"
        )
        return seen[0], seen[1]

    text = look(comment.locator("article p").first)[0]
    assert look(uses(comment).first.locator("abbr")) == (text, "underlinedotted")
    assert look(uses(comment).first)[1].startswith("none")
    assert look(numbers(comment).first)[0] != text


def test_in_a_figures_viewer_a_card_leads_to_the_pages_own_list(
    tiny_case: TinyCase, windows: Windows
) -> None:
    """Where no page lists the abbreviations; the viewer closes for it, as for any link."""
    picture(tiny_case.root / "figures" / "scan.png")
    tiny_case.write(
        {
            "docs/index.md": "# Home\n\n![A scan.](../figures/scan.png){#scan}\n\n"
            "/// figure-caption | #fig\nSeen by CT.\n///\n",
            "glossary.yml": "CT: computed tomography\n",
        }
    )
    built = tiny_case.build("--strict")
    assert built.exit_code == 0, built.output
    with serve_folder(built.site) as address:
        page = windows.open(address, width=PHONE, touch=True)
        page.goto("./")
        page.locator("#fig a.panel__link").tap()
        use = dialog(page).get_by_role("link", name="CT")
        for shown in (1, 0, 1):
            use.tap()
            expect(dialog(page).locator(".abbreviation-card")).to_have_count(shown)
        dialog(page).get_by_role("link", name="All abbreviations").tap()
        page.wait_for_url("**/#abbreviations-list")
        expect(dialog(page)).to_have_count(0)
        expect(page.locator("#fig a.panel__link")).not_to_be_focused()
        wait_until_in_sight(page.locator("#abbreviations-list"))


# Without scripts.


@pytest.mark.parametrize("ask", ["hover", "focus"])
def test_without_scripts_the_meaning_follows_the_word_it_is_asked_of(
    ask: str, scriptless: Page
) -> None:
    scriptless.goto(PAGE)
    use = uses(scriptless).first

    def follows() -> str:
        shown: str = use.evaluate("e => getComputedStyle(e, '::after').content")
        return shown

    expect(use).to_have_accessible_description("inferior vena cava")
    assert follows() == "none"
    if ask == "hover":
        use.hover()
    else:
        tab_to(scriptless, use)
    assert follows() == '" [inferior vena cava]"'


def test_without_scripts_the_word_leads_to_its_meaning(scriptless: Page) -> None:
    scriptless.goto(PAGE)
    uses(scriptless).first.click()
    scriptless.wait_for_url("**/about/#abbreviation-ivc")
    expect(scriptless.locator("#abbreviation-ivc")).to_contain_text("inferior vena cava")
    wait_until_in_sight(scriptless.locator("#abbreviation-ivc"))


# In print.


def printed(page: Page) -> str:
    """Return the words of a page as it is printed."""
    document = pypdfium2.PdfDocument(page.pdf(format="A4"))
    return words(" ".join(sheet.get_textpage().get_text_range() for sheet in document))


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_in_print_the_first_use_of_each_is_followed_by_its_meaning(
    dark: bool,  # noqa: FBT001 - a column of the table
    windows: Windows,
    site: str,
) -> None:
    page = windows.open(site, dark=dark)
    page.goto(PAGE)
    uses(page).first.hover()
    expect(meaning(page)).to_be_visible()
    text = printed(page)
    for term, meant in MEANS.items():
        found = re.findall(rf"\b{term}\b( \[{meant}\])?", text)
        assert found[0], term
        assert not any(found[1:]), term
        assert text.count(f"[{meant}]") == 1
    # Without what is in the editor's brackets, the report's own words are left.
    source = (TOP / "docs" / "final-comment.md").read_text("utf-8")
    lines = source.partition("\n///")[0].splitlines()[2:]
    sentences = [re.sub(r"\s*\[@\w+\]", "", line) for line in lines]
    bare = re.sub(r" \[[^\]]*\]", "", text)
    assert [sentence for sentence in sentences if words(sentence) not in bare] == []


def test_an_open_card_is_not_printed(comment: Page) -> None:
    tab_to(comment, uses(comment).first)
    expect(meaning(comment)).to_be_visible()
    comment.emulate_media(media="print")
    expect(meaning(comment)).to_be_hidden()
    comment.emulate_media(media="screen")
    expect(meaning(comment)).to_be_visible()


# What is copied, and what axe finds.


def test_copied_text_holds_the_reports_words_alone(comment: Page) -> None:
    copied = words(
        comment.evaluate(
            # The graphics behind the text are not the report's, and say what theirs mean.
            "() => { const article = document.querySelector('article');"
            " getSelection().setBaseAndExtent(article, 0, article.querySelector('.graphic'), 0);"
            " return getSelection().toString(); }"
        )
    )
    assert "leiomyosarcoma of the IVC is completely dependent" in copied
    assert "associated with a higher risk of PTE" in copied
    assert not [meant for meant in MEANS.values() if meant in copied]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_axe_finds_nothing_wrong_with_an_abbreviation_and_its_card(
    width: int,
    dark: bool,  # noqa: FBT001 - a column of the table
    windows: Windows,
    site: str,
) -> None:
    page = windows.open(site, width=width, dark=dark, touch=width == PHONE)
    page.goto(PAGE)
    use = uses(page).first
    use.tap() if width == PHONE else use.hover()
    expect(meaning(page)).to_be_visible()
    for address in ("", "about/#abbreviation-ivc"):
        if address:
            page.goto(address)
        assert violations(page, ["abbreviation"]) == []
