"""The citation in a browser: the reader's day and address, copying, and life without a script."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from bibliographies import fields_of, read_bibtex
from browser.cards import tab_to, words
from browser.serving import serve_folder
from browser.windows import DESKTOP, LONG_WAIT, PHONE, wait_until_in_sight

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

    from browser.windows import Windows
    from tiny import Built

LATE_IN_NOVEMBER = "2026-11-25T23:30:00"
CITED = (
    "Leiomyosarcoma of the inferior vena cava: a case report [Internet]."
    " [place unknown: publisher unknown]; [date unknown] [cited {day}]. Available from: {address}"
)
LEAST = 24
"""The least side of a target in CSS pixels (WCAG 2.2, 2.5.8)."""


def citation(page: Page) -> Locator:
    """Return the citation's text."""
    return page.locator("#report-citation > p").first


def copy_button(page: Page) -> Locator:
    """Return the button that copies the citation."""
    return page.get_by_role("button", name="Copy the citation")


def clipboard(page: Page) -> str:
    """Return the text on the clipboard."""
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


def allow_clipboard(page: Page) -> None:
    """Let the page use the clipboard, as a browser does after a click."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])


def test_the_day_is_the_readers_and_the_address_the_reports_own(page: Page, site: str) -> None:
    """The day is today's in the form of NLM, the address without what came behind it."""
    page.clock.set_fixed_time(LATE_IN_NOVEMBER)
    page.goto("./index.html?from=mail#report-citation")
    expect(citation(page)).to_have_text(CITED.format(day="2026 Nov 25", address=site))
    expect(page.locator("#report-citation noscript")).to_be_hidden()


DAYS = [("2026-01-02T12:00:00", "2026 Jan 2"), ("2027-05-31T12:00:00", "2027 May 31")]


@pytest.mark.parametrize(("now", "day"), DAYS)
def test_a_day_is_written_as_nlm_writes_it(now: str, day: str, page: Page, site: str) -> None:
    """Year, month in three English letters, day without a nought."""
    page.clock.set_fixed_time(now)
    page.goto("./")
    expect(citation(page)).to_have_text(CITED.format(day=day, address=site))
    expect(page.get_by_text("Put the address at which you found the report")).to_be_hidden()


def test_a_page_opened_from_a_file_claims_no_address(browser: Browser, real_case: Built) -> None:
    """A path on the reader's disk is no address that others could use."""
    # Not one of the windows that complain: Material's search misses its files there.
    page = browser.new_page()
    page.goto(f"{real_case.site.as_uri()}/index.html")
    expect(citation(page)).to_have_text(re.compile(r"from: address of this report$"))
    expect(citation(page)).not_to_have_text(re.compile(r"year month day"))
    expect(page.get_by_text("Put the address at which you found the report")).to_be_visible()
    page.close()


def test_the_button_copies_the_citation_and_says_so(page: Page) -> None:
    """What is copied is what is read; a status, which screen readers announce, says it is done."""
    allow_clipboard(page)
    page.goto("./")
    status = page.locator("#report-citation").get_by_role("status")
    expect(status).to_be_empty()
    copy_button(page).click()
    expect(status).to_have_text("Copied")
    assert clipboard(page) == words(citation(page).inner_text())
    expect(copy_button(page)).to_be_focused()


def test_the_button_works_by_the_keyboard_alone(page: Page) -> None:
    """Tab leads to it, Enter presses it, and the answer goes after a while."""
    allow_clipboard(page)
    page.clock.install()
    page.goto("./")
    tab_to(page, copy_button(page))
    page.keyboard.press("Enter")
    status = page.locator("#report-citation").get_by_role("status")
    expect(status).to_have_text("Copied")
    assert "[Internet]" in clipboard(page)
    page.clock.run_for(10_000)
    expect(status).to_be_empty()


def test_where_the_clipboard_is_refused_the_citation_is_selected(page: Page) -> None:
    """The reader is told to copy it, and has nothing to select first."""
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.goto("./")
    copy_button(page).click()
    expect(page.locator("#report-citation").get_by_role("status")).to_contain_text("Selected")
    selected: str = page.evaluate("getSelection().toString()")
    assert words(selected) == words(citation(page).inner_text())


def test_the_bibtex_of_a_reference_is_one_click_away(page: Page, real_case: Built) -> None:
    """It opens below its entry, and the button copies it with all its lines."""
    allow_clipboard(page)
    page.goto("references/")
    entry = page.locator("#ref-rajiah2011")
    text = entry.locator("pre")
    expect(text).to_be_hidden()
    entry.locator("summary").click()
    expect(text).to_be_visible()
    entry.get_by_role("button", name="Copy").click()
    expect(entry.get_by_role("status")).to_have_text("Copied")
    listed = read_bibtex((real_case.site / "references.bib").read_text("utf-8"))[2]
    (copied,) = read_bibtex(clipboard(page))
    assert (copied.key, fields_of(copied)) == (listed.key, fields_of(listed))
    assert len(clipboard(page).splitlines()) > len(fields_of(listed))


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
@pytest.mark.parametrize("address", ["./", "references/"])
def test_everything_to_press_is_large_enough(
    address: str, width: int, windows: Windows, site: str
) -> None:
    """Buttons, files and the links at the foot are 24 pixels high or more."""
    page = windows.open(site, width=width)
    page.goto(address)
    for summary in page.locator("article details > summary").all():
        summary.click()
    targets = page.locator(
        ".copy button:visible, article a[download]:visible, article summary:visible,"
        " .md-copyright a[href*='#']:visible"
    ).all()
    assert len(targets) > 5
    for target in targets:
        box = target.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= LEAST, target.inner_text()


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
@pytest.mark.parametrize("words_of_link", ["Cite this report", "Download"])
def test_the_foot_of_a_page_leads_to_the_block(
    words_of_link: str, width: int, windows: Windows, site: str
) -> None:
    """The heading above the block comes into sight with it, clear of the page's header."""
    page = windows.open(site, width=width)
    page.goto("discussion/")
    page.get_by_role("contentinfo").get_by_role("link", name=words_of_link).click()
    page.wait_for_url(re.compile(r"/#report-"))
    wait_until_in_sight(page.get_by_role("heading", name=words_of_link))


def test_without_javascript_the_text_tells_what_to_put_in(scriptless: Page) -> None:
    """The open places are named, and no button is shown that does nothing."""
    scriptless.goto("./")
    expected = CITED.format(day="year month day", address="address of this report")
    expect(citation(scriptless)).to_have_text(expected)
    told = scriptless.locator("#report-citation noscript p")
    expect(told).to_have_text(re.compile("^Put the day you read the report in place of"))
    assert told.bounding_box() is not None
    expect(copy_button(scriptless)).to_be_hidden()


def test_without_javascript_the_bibtex_can_be_read(scriptless: Page) -> None:
    """The browser itself opens it."""
    scriptless.goto("references/")
    entry = scriptless.locator("#ref-hines1999")
    entry.locator("summary").click()
    expect(entry.locator("pre")).to_contain_text("@article{hines1999,")
    expect(entry.get_by_role("button", name="Copy")).to_be_hidden()


def test_a_file_is_fetched_under_its_name(page: Page, real_case: Built, tmp_path: Path) -> None:
    """A click saves the file that was built: the first of each heading."""
    page.goto("./")
    for link in page.locator("#report-downloads li:first-child a").all():
        with page.expect_download(timeout=LONG_WAIT) as fetching:
            link.click()
        name = fetching.value.suggested_filename
        fetching.value.save_as(tmp_path / name)
        assert (tmp_path / name).read_bytes() == (real_case.site / name).read_bytes()


@pytest.fixture(scope="module")
def full_site(full_case: Built) -> Iterator[str]:
    """Return the address of the case in which everything is known."""
    with serve_folder(full_case.site) as address:
        yield address


def test_a_citation_that_leaves_nothing_open_is_left_as_it_is(
    full_site: str, windows: Windows
) -> None:
    """No day and no address is written into the citation of an article with a DOI."""
    page = windows.open(full_site)
    page.goto("./")
    expect(citation(page)).to_have_text(re.compile(r"^Şener E, .*PubMed PMID: 12345678\.$"))
    expect(copy_button(page)).to_be_visible()
