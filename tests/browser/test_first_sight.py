"""A page is shown before its scripts are fetched; they come by themselves, or with a press."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from browser.cards import card, numbers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page, Route

_STARTED = "() => !document.querySelector('script[data-late]') && Boolean(window.document$)"
_FIRST_PAINT = """() => Math.min(
  ...performance.getEntriesByType("paint").map((entry) => entry.startTime)
)"""
_SCRIPTS = """() => performance.getEntriesByType("resource")
  .filter((entry) => entry.name.endsWith(".js") && entry.initiatorType === "script")
  .map((entry) => entry.startTime)"""


@pytest.fixture
def untouched(browser: Browser, site: str) -> Iterator[Page]:
    """Return a window as a reader has it, in which nothing is pressed."""
    context = browser.new_context(base_url=site)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("address", ["discussion/", "case-presentation/"])
def test_scripts_come_after_the_page_is_shown(address: str, untouched: Page) -> None:
    untouched.goto(address)
    untouched.wait_for_function(_STARTED)
    shown = untouched.evaluate(_FIRST_PAINT)
    untouched.wait_for_function(f"() => ({_SCRIPTS})().length > 3")
    fetched = untouched.evaluate(_SCRIPTS)
    assert min(fetched) >= shown


def test_scripts_that_come_late_do_their_work(untouched: Page) -> None:
    """Material's own too, which waits for an event that has been by then."""
    untouched.goto("discussion/")
    untouched.wait_for_function(_STARTED)
    expect(untouched.locator("html.js")).to_have_count(1)
    numbers(untouched).first.hover()
    expect(card(untouched)).to_be_visible()
    untouched.get_by_role("banner").get_by_role("button", name="Search").click()
    expect(untouched.get_by_role("textbox", name="Search")).to_be_focused()


def test_a_press_starts_the_scripts_at_once(untouched: Page) -> None:
    """Where the browser tells nothing of what it shows, and shows no frame."""
    untouched.add_init_script(
        "window.requestAnimationFrame = () => 0;"
        "Object.defineProperty(PerformanceObserver, 'supportedEntryTypes', { value: [] });"
    )
    untouched.goto("discussion/")
    assert untouched.evaluate(_STARTED) is False
    untouched.keyboard.press("Shift")
    untouched.wait_for_function(_STARTED, polling=50)


def test_the_manifest_comes_with_the_scripts(untouched: Page) -> None:
    untouched.goto("./")
    untouched.wait_for_function(_STARTED)
    expect(untouched.locator("head > link[rel=manifest]")).to_have_count(1)
    expect(untouched.locator("noscript[data-late]")).to_have_count(0)


def test_scripts_wait_for_the_first_image_but_not_forever(untouched: Page) -> None:
    held: list[Route] = []
    untouched.route("**/figures/*", lambda route: held.append(route))  # noqa: PLW0108 - signature
    untouched.goto("case-presentation/", wait_until="domcontentloaded")
    untouched.wait_for_function(f"() => ({_FIRST_PAINT})() < Infinity")
    untouched.wait_for_function(_STARTED)
    assert held
    assert min(untouched.evaluate(_SCRIPTS)) - untouched.evaluate(_FIRST_PAINT) > 900
    for route in held:
        route.abort()


SCHEMES = {
    "light": ("default", "rgb(253, 253, 252)", "#fdfdfc"),
    "dark": ("slate", "rgb(16, 22, 25)", "#101619"),
}
"""What the system asks for; the scheme, its paper, and that as the page's head names it."""


@pytest.mark.parametrize("system", SCHEMES)
def test_the_first_sight_is_in_the_scheme_of_the_system(system: str, untouched: Page) -> None:
    """Without a script from any file: a page that is there is never seen to change its scheme."""
    scheme, paper, named = SCHEMES[system]
    untouched.emulate_media(color_scheme="dark" if system == "dark" else "light")
    untouched.route("**/*.js", lambda route: route.abort())
    untouched.goto("./")
    body = untouched.locator("body")
    expect(body).to_have_attribute("data-md-color-scheme", scheme)
    expect(body).to_have_css("background-color", paper)
    (colour,) = untouched.evaluate("""() =>
      [...document.querySelectorAll("meta[name=theme-color]")]
        .filter((meta) => matchMedia(meta.media).matches).map((meta) => meta.content)
    """)
    assert colour == named


def test_the_first_sight_is_in_the_scheme_the_reader_has_chosen(untouched: Page) -> None:
    untouched.goto("./")
    untouched.wait_for_function(_STARTED)
    untouched.get_by_title("Switch to the dark scheme").click()
    expect(untouched.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    untouched.route("**/*.js", lambda route: route.abort())
    untouched.goto("about/")
    expect(untouched.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
