"""The offline copy, opened from a disk: all of it works, and no server is asked for a byte."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from browser.cards import card, numbers, shows
from browser.test_abbreviations import MEANS, meaning, uses
from browser.test_cite import allow_clipboard, citation, clipboard, copy_button
from browser.test_pages import HEADINGS, images
from browser.test_search import dialog as search_dialog
from browser.test_search import opener, search
from browser.viewers import control, dialog, panel_link, series_button
from offline import run_offline, unpacked
from tiny import TinyCase, copy_real_case

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    from browser.windows import Windows

PAGES = {
    f"{address.removesuffix('/') or 'index'}.html": heading for address, heading in HEADINGS.items()
}
"""Every page's file and main heading."""
FIGURES = "case-presentation.html"
SENTENCE = "The series can be scrolled where this page is read from a web server, not from a file."


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the real case's copy, unpacked into a folder whose name holds what paths may."""
    case = TinyCase(copy_real_case(tmp_path_factory.mktemp("offline")))
    ran = run_offline(case, case.root / "exported")
    assert ran.exit_code == 0, ran.stderr
    folder = tmp_path_factory.mktemp("reader") / "Fälle & Befunde #2 (100%)"
    folder.mkdir()
    return unpacked(next((case.root / "exported").iterdir()), folder)


@pytest.fixture
def page(windows: Windows, copy: Path) -> Iterator[Page]:
    """Return a window that has opened the copy by its first page, and asks for its files alone."""
    opened = windows.open(f"{copy.as_uri()}/")
    asked: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto("index.html")
    yield opened
    assert asked
    assert [one for one in asked if not one.startswith((f"{copy.as_uri()}/", "data:"))] == []


def test_every_page_is_reached_from_the_first_and_is_whole(page: Page) -> None:
    """By the menu, as a reader comes to it; its pictures are shown."""
    menu = page.get_by_role("navigation", name="Navigation").first
    links = [str(link.get_attribute("href")) for link in menu.get_by_role("link").all()]
    assert links == [*PAGES]
    for at, (file, heading) in enumerate(PAGES.items()):
        menu.get_by_role("link").nth(at).click()
        expect(page).to_have_url(re.compile(rf"/{file}$"))
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
        for image in images(page):
            assert image.evaluate("image => image.naturalWidth") > 0


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("thrombosis", "Case Presentation"),
        ("coronal", "Case Presentation"),
        ("Anticancer", "References"),
    ],
)
def test_the_search_finds_and_leads(text: str, title: str, page: Page) -> None:
    opener(page).click()
    search(page, text).filter(has_text=title).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(search_dialog(page)).to_have_count(0)


def test_the_search_stays_ready_for_a_second_question(page: Page) -> None:
    opener(page).click()
    search(page, "thrombosis")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("saxophone")
    expect(search_dialog(page).get_by_role("status")).to_contain_text("No matching documents")


def test_a_citation_shows_its_reference_and_leads_to_it(page: Page) -> None:
    page.goto("final-comment.html")
    number = numbers(page).last
    number.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(card(page)).to_have_text(shows(6))
    page.keyboard.press("Enter")
    expect(page.locator("[role=doc-bibliography] li:nth-child(6):target")).to_be_visible()


def test_an_abbreviation_shows_what_it_means(page: Page) -> None:
    page.goto("final-comment.html")
    use = uses(page).first
    use.hover()
    expect(meaning(page)).to_contain_text(MEANS[use.inner_text()])


def test_a_figure_opens_large_and_the_next_one_follows(page: Page) -> None:
    page.goto(FIGURES)
    panel_link(page, "ct-coronal").click()
    large = dialog(page).get_by_role("img").first
    expect(dialog(page)).to_have_accessible_name("Figure 1A")
    page.wait_for_function("image => image.naturalWidth > 800", arg=large.element_handle())
    control(page, "Next panel").click()
    expect(dialog(page)).to_have_accessible_name("Figure 1B")
    control(page, "Close").click()
    expect(dialog(page)).to_have_count(0)


def test_an_address_with_a_panel_opens_it(page: Page) -> None:
    page.goto(f"{FIGURES}#view=ct-axial")
    expect(dialog(page)).to_have_accessible_name("Figure 1B")


def test_the_series_says_in_one_sentence_that_it_needs_a_server(page: Page) -> None:
    page.goto(FIGURES)
    for panel in ("ct-coronal", "ct-axial"):
        expect(page.locator(f"#{panel}").get_by_text(SENTENCE, exact=True)).to_be_visible()
        expect(series_button(page, panel)).to_have_count(0)


def test_the_citation_is_copied(page: Page) -> None:
    allow_clipboard(page)
    copy_button(page).click()
    expect(page.locator("#report-citation").get_by_role("status")).to_have_text("Copied")
    assert clipboard(page) == citation(page).inner_text()


def test_the_other_forms_are_there_to_be_opened(page: Page, copy: Path) -> None:
    links = page.locator("#downloads a, .downloads a")
    names = {str(link.get_attribute("href")).removeprefix("./") for link in links.all()}
    assert {"case-report.pdf", "case-report.epub", "references.bib"} <= names
    assert [name for name in names if not (copy / name).is_file()] == []


def test_the_chosen_scheme_stays_from_page_to_page(page: Page) -> None:
    page.get_by_title("Switch to the dark scheme").click()
    page.goto("discussion.html")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
