"""Under its policy a published site does all it does, asks nobody else, and keeps nothing.

Windows fail a test at any message of a browser that refuses something, and at any request to
another host; here the pages are also listened to, and everything in them is used.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING
from unittest import mock

import pytest
from playwright.sync_api import expect

from browser.cards import card, numbers, tab_to
from browser.serving import free_port, serve_folder
from browser.viewers import PAGE, canvas, control, dialog, panel_link, series_button
from browser.windows import DESKTOP, PHONE
from tiny import TinyCase, copy_real_case

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

    from browser.windows import Windows
    from tiny import Built

_LISTEN = """(() => {
  window.refused = [];
  document.addEventListener("securitypolicyviolation", (event) => {
    refused.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`);
  });
})()"""

LIGHT_PAPER, DARK_PAPER = "rgb(253, 253, 252)", "rgb(16, 22, 25)"

_STORED = "() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)]"


def open_listening(windows: Windows, address: str, width: int = DESKTOP) -> Page:
    """Return a window whose pages note what their policy refuses."""
    page = windows.open(address, width=width, touch=width == PHONE)
    page.context.add_init_script(_LISTEN)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    return page


def expect_nothing_refused(page: Page) -> None:
    """Expect that the policy had nothing to refuse, and that nothing but the scheme is kept."""
    assert page.evaluate("refused") == []
    assert page.context.cookies() == []
    kept = [str(name).rpartition(".")[2] for name in page.evaluate(_STORED)]
    assert set(kept) <= {"__palette"}


def search(page: Page) -> None:
    """Search a word and go to where it stands by sending the form."""
    page.get_by_role("banner").get_by_role("button", name="Search").click()
    page.keyboard.type("collaterals")
    # Material searches at every letter, and each answer takes the place of the one before it.
    found = page.get_by_role("link").filter(has_text="network of collaterals")
    expect(found).to_have_attribute("href", re.compile("h=collaterals"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Final Comment")


def read_a_card(page: Page) -> None:
    """Open the card of a citation and close it."""
    tab_to(page, numbers(page).first)
    expect(card(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(card(page)).to_have_count(0)


def look_at_figures(page: Page) -> None:
    """Open a figure, change how it is shown, and scroll a series."""
    panel_link(page, "ct-axial").click()
    expect(dialog(page)).to_be_visible()
    page.keyboard.press("+")
    control(page, "Close").click()
    series_button(page, "ct-axial").click()
    expect(canvas(page)).to_be_visible()
    page.keyboard.press("ArrowDown")
    control(page, "Close").click()
    expect(dialog(page)).to_have_count(0)


def copy_the_citation(page: Page) -> None:
    """Copy how to cite the report."""
    page.get_by_role("button", name="Copy the citation").click()
    expect(page.get_by_role("status").filter(has_text="Copied")).to_be_visible()


def change_the_scheme(page: Page) -> None:
    """Switch to the other scheme."""
    page.get_by_title("Switch to the dark scheme").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_nothing_that_a_reader_does_is_refused(width: int, windows: Windows, site: str) -> None:
    page = open_listening(windows, site, width)
    page.goto("./")
    copy_the_citation(page)
    change_the_scheme(page)
    search(page)
    expect_nothing_refused(page)
    page.goto("final-comment/")
    read_a_card(page)
    expect_nothing_refused(page)
    page.goto(PAGE)
    look_at_figures(page)
    page.emulate_media(media="print")
    expect_nothing_refused(page)


def test_a_script_that_is_not_the_sites_is_refused(windows: Windows, site: str) -> None:
    """So that what came before can fail: the policy works, and is listened to."""
    page = open_listening(windows, site)
    windows.provoke("wrote an error to the console: ")
    page.goto("about/")
    page.evaluate("""() => {
      const script = document.createElement("script");
      script.textContent = "window.ran = true";
      document.body.append(script);
      document.body.setAttribute("style", "color: red");
    }""")
    assert page.evaluate("window.ran") is None
    page.wait_for_function("refused.length === 2")
    refused = page.evaluate("refused")
    assert sorted(str(each).partition(":")[0] for each in refused) == [
        "script-src-elem",
        "style-src-attr",
    ]


def test_the_scheme_is_all_that_is_kept(windows: Windows, site: str) -> None:
    page = open_listening(windows, site)
    page.goto("./")
    change_the_scheme(page)
    kept = page.evaluate(_STORED)
    assert [str(name).rpartition(".")[2] for name in kept] == ["__palette"]


def test_a_site_opened_from_its_folder_works_under_its_policy(
    windows: Windows, real_case: Built
) -> None:
    """The pages' own files are "self" there too; cards and figures need nothing else."""
    # Material's search fetches its index, which a folder cannot give.
    windows.provoke("wrote an error to the console: Failed to load resource", "raised an error")
    page = open_listening(windows, real_case.site.as_uri())
    page.goto(f"{real_case.site.as_uri()}/final-comment/index.html")
    read_a_card(page)
    expect(page.locator("article")).to_have_css("display", "block")
    assert page.evaluate("getComputedStyle(document.body).fontFeatureSettings") != "normal"
    assert page.evaluate("refused") == []


_TAKEN = """() => [...document.querySelectorAll("meta[name=theme-color]")]
  .find((meta) => !meta.media || matchMedia(meta.media).matches).content"""


def expect_bar(page: Page, colour: str) -> None:
    """Expect that the colour browsers take, the first whose media fit, is that of the page."""
    expect(page.locator("body")).to_have_css("background-color", colour)
    assert page.evaluate(_TAKEN) == colour


def test_the_browsers_own_bar_follows_the_scheme_chosen(windows: Windows, site: str) -> None:
    page = open_listening(windows, site)
    page.goto("./")
    expect_bar(page, LIGHT_PAPER)
    change_the_scheme(page)
    expect_bar(page, DARK_PAPER)
    expect_nothing_refused(page)


# With navigation.instant, where pages change without being loaded


@pytest.fixture(scope="module")
def instant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of the real case with this feature of Material turned on."""
    case = TinyCase(copy_real_case(tmp_path_factory.mktemp("instant")))
    settings = case.root / "mkdocs.yml"
    text = settings.read_text("utf-8")
    settings.write_text(
        text.replace("features:\n", "features:\n    - navigation.instant\n"), "utf-8"
    )
    # The feature follows the map of the site, which there is where its address is known; of that,
    # Material exchanges the host and not the port.
    port = free_port()
    with mock.patch.dict(os.environ, {"SITE_URL": f"https://cases.alpha.edu:{port}/"}):
        built = case.build("--strict")
    assert built.exit_code == 0, built.output
    with serve_folder(built.site, port=port) as address:
        yield address


def follow(page: Page, name: str) -> None:
    """Follow a link of the menu, and expect that no page was loaded."""
    page.evaluate("window.still = true")
    menu = page.get_by_role("navigation", name="Navigation").first
    menu.get_by_role("link", name=name, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name, ignore_case=True)
    assert page.evaluate("window.still") is True


def test_everything_works_again_after_an_instant_change_of_page(
    windows: Windows, instant: str
) -> None:
    page = open_listening(windows, instant)
    page.goto("about/")
    follow(page, "Case presentation")
    look_at_figures(page)
    follow(page, "Discussion")
    read_a_card(page)
    follow(page, "Case presentation")
    look_at_figures(page)
    expect(page.locator(".viewer")).to_have_count(0)
    page.get_by_role("link", name="Cite this report").click()
    expect(page.locator("#report-citation")).to_be_visible()
    assert page.evaluate("window.still") is True
    expect(page.locator("#report-citation > p").first).not_to_contain_text("day you read")
    copy_the_citation(page)
    change_the_scheme(page)
    search(page)
    expect_nothing_refused(page)


def test_back_closes_a_viewer_and_then_leaves_the_page(windows: Windows, instant: str) -> None:
    page = open_listening(windows, instant)
    page.goto("about/")
    follow(page, "Case presentation")
    panel_link(page, "ct-axial").click()
    expect(dialog(page)).to_be_visible()
    page.go_back()
    expect(dialog(page)).to_have_count(0)
    expect(page).to_have_url(f"{instant}{PAGE}")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("About this report")
    expect(page).to_have_url(f"{instant}about/")
    expect_nothing_refused(page)
