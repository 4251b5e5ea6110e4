"""Large letters, narrow windows, the system's own colours, less movement, no scripts, no styles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from browser.loss import letters, lost, space_out, unfold
from browser.test_everyone_keys import NARROW, PAGES, open_ready
from browser.viewers import PAGE as FIGURE_PAGE
from browser.viewers import dialog, panel_link
from browser.windows import DESKTOP, Windows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page, ViewportSize

_DOUBLED = ("--blink-settings=defaultFontSize=32,defaultFixedFontSize=26",)
_WHOLE: ViewportSize = {"width": 1280, "height": 1024}
_HALF: ViewportSize = {"width": 640, "height": 512}
_ICON = 24

_MOVING = """() => [...document.querySelectorAll("*")].flatMap((element) =>
  [null, "::before", "::after", "::backdrop"].flatMap((part) => {
    const style = getComputedStyle(element, part);
    const times = `${style.transitionDuration}, ${style.animationDuration}`.split(", ");
    return times.some((time) => parseFloat(time) > 0) ? [element.className || element.tagName] : [];
  }))"""
_PHONE: ViewportSize = {"width": 390, "height": 844}
_BESIDE = """() => [...document.querySelectorAll("main *, header *, footer *")]
  .filter((element) => {
    const box = element.getBoundingClientRect();
    return box.width > 1 && (box.left < 0 || box.right > document.documentElement.clientWidth);
  })
  .map((element) => `${element.tagName} ${element.textContent.trim().slice(0, 40)}`)"""
_PLAIN = "for (const sheet of document.styleSheets) sheet.disabled = true"
_COLOURS = """() => ({
  paper: getComputedStyle(document.body).backgroundColor,
  text: getComputedStyle(document.body).color,
})"""


# Narrow windows and large letters.


@pytest.mark.parametrize("address", PAGES)
def test_a_narrow_and_low_window_loses_nothing(address: str, page: Page) -> None:
    """WCAG 2.2, 1.4.10; and no word is broken, in tables neither."""
    page.set_viewport_size(NARROW)
    open_ready(page, address)
    unfold(page)
    assert lost(page) == []


@pytest.mark.parametrize("width", [320, DESKTOP])
@pytest.mark.parametrize("address", PAGES)
def test_letters_words_and_lines_apart_lose_nothing(address: str, width: int, page: Page) -> None:
    """WCAG 2.2, 1.4.12."""
    page.set_viewport_size({"width": width, "height": 800})
    open_ready(page, address)
    unfold(page)
    space_out(page)
    assert lost(page) == []


@pytest.fixture(scope="module")
def doubled(chromium: Callable[..., Browser], site: str) -> Iterator[Page]:
    """Return a window of a browser that is set to letters of twice the usual size."""
    started = chromium(*_DOUBLED)
    opened = Windows(started)
    page = opened.open(site)
    page.set_viewport_size(_WHOLE)
    yield page
    opened.close()
    started.close()
    assert opened.surprises == []


@pytest.mark.parametrize("address", PAGES)
def test_every_letter_doubles_with_the_readers_own_size(
    address: str, doubled: Page, page: Page
) -> None:
    """WCAG 2.2, 1.4.4: it is as if the window were half as wide and seen twice as large."""
    page.set_viewport_size(_HALF)
    sizes = []
    for window in (page, doubled):
        open_ready(window, address)
        unfold(window)
        assert lost(window) == []
        sizes.append(letters(window))
    usual, large = sizes
    assert [words for words, _ in large] == [words for words, _ in usual]
    assert [size for _, size in large] == pytest.approx([2 * size for _, size in usual], abs=0.1)


@pytest.mark.parametrize("address", PAGES)
def test_a_phone_with_letters_of_twice_the_size_scrolls_one_way(
    address: str, doubled: Page
) -> None:
    """Narrower than WCAG 2.2, 1.4.10, asks: words are divided, and nothing is out of sight."""
    doubled.set_viewport_size(_PHONE)
    open_ready(doubled, address)
    unfold(doubled)
    assert doubled.evaluate(_BESIDE) == []
    doubled.set_viewport_size(_WHOLE)


# Less movement.


def test_nothing_moves_for_a_reader_who_asks_for_less_movement(page: Page) -> None:
    page.goto(FIGURE_PAGE)
    assert page.evaluate(_MOVING)
    page.emulate_media(reduced_motion="reduce")
    for address in PAGES:
        open_ready(page, address)
        assert page.evaluate(_MOVING) == []
        smooth = page.evaluate("getComputedStyle(document.documentElement).scrollBehavior")
        assert smooth == "auto"
    open_ready(page, FIGURE_PAGE)
    panel_link(page, "ct-axial").click()
    expect(dialog(page)).to_be_visible()
    assert page.evaluate(_MOVING) == []


# The system's own colours.


@pytest.fixture(params=[False, True], ids=["light", "dark"])
def forced(request: pytest.FixtureRequest, windows: Windows, site: str) -> Page:
    """Return a window in which the system's colours are forced, its paper white or black."""
    page = windows.open(site, dark=request.param)
    page.emulate_media(forced_colors="active")
    return page


def _style(page: Page, selector: str, name: str, part: str | None = None) -> list[str]:
    """Return a computed value of each element that the selector finds; there is one at least."""
    found: list[str] = page.locator(selector).evaluate_all(
        "(all, [name, part]) => all.map((each) => getComputedStyle(each, part)[name])",
        [name, part],
    )
    assert found
    return found


@pytest.mark.parametrize("address", PAGES[:-1])
def test_in_forced_colours_the_page_shown_is_told_in_the_menu(address: str, forced: Page) -> None:
    open_ready(forced, address)
    lines = _style(forced, ".case-header__pages a:not([aria-current])", "borderBottomStyle")
    assert set(lines) == {"none"}
    current = ".case-header__pages [aria-current]"
    assert _style(forced, current, "borderBottomStyle") == ["solid"]
    assert _style(forced, current, "borderBottomColor") != [forced.evaluate(_COLOURS)["paper"]]


def test_in_forced_colours_links_focus_and_icons_are_seen(forced: Page) -> None:
    """Icons in the scheme too that is not the system's."""
    open_ready(forced, "final-comment/")
    colours = forced.evaluate(_COLOURS)
    links = set(_style(forced, "main a, footer a", "color"))
    assert not links & {colours["text"], colours["paper"]}
    forced.keyboard.press("Tab")
    assert _style(forced, ":focus", "outlineStyle") == ["solid"]
    assert _style(forced, ":focus", "outlineColor") != [colours["paper"]]
    for _ in range(2):
        assert colours["paper"] not in _style(forced, "header svg", "fill")
        forced.get_by_role("button", name="Switch to the").click()
        assert forced.evaluate(_COLOURS) == colours
    own = forced.evaluate(
        "() => { const probe = document.body.appendChild(document.createElement('a'));"
        " probe.href = '#'; const { color } = getComputedStyle(probe); probe.remove();"
        " return color; }"
    )
    assert _style(forced, ".case-header__mark svg", "fill") == [own]


def test_in_forced_colours_graphics_and_marks_are_told_apart(forced: Page) -> None:
    open_ready(forced, "final-comment/")
    paper = forced.evaluate(_COLOURS)["paper"]
    assert paper not in _style(forced, ".chart__bar", "fill")
    assert set(_style(forced, ".chart__whole", "fill")) == {"none"}
    assert paper not in _style(forced, ".chart__whole", "stroke")
    assert paper not in _style(forced, ".chart__scale text", "fill")
    open_ready(forced, "")
    assert paper not in _style(forced, ".timeline__item", "borderTopColor", "::after")
    assert paper not in _style(forced, ".timeline__item", "borderLeftColor", "::before")
    assert set(_style(forced, ".stand-in-mark", "fontWeight")) == {"700"}
    forced.goto("references/#ref-hines1999")
    assert set(_style(forced, ".match-mark", "fontWeight")) == {"700"}
    assert _style(forced, ".reference:target", "outlineStyle") == ["solid"]
    assert _style(forced, ".reference:target", "outlineColor") != [paper]


# Without scripts, and without styles.


def controls(page: Page) -> list[str]:
    """Return the beginning of each control in sight that only a script makes work."""
    found: list[str] = page.locator(
        "button:visible, input:visible, select:visible, [role=button]:visible"
    ).evaluate_all("all => all.map((each) => each.outerHTML.slice(0, 100))")
    return found


@pytest.mark.parametrize("address", PAGES)
def test_without_scripts_no_control_is_dead(address: str, scriptless: Page) -> None:
    """With the stylesheets, and without."""
    scriptless.goto(address or "./")
    assert controls(scriptless) == []
    scriptless.evaluate(_PLAIN)
    assert controls(scriptless) == []


def test_without_scripts_descriptions_unfold_and_numbers_and_figures_are_links(
    scriptless: Page,
) -> None:
    scriptless.goto(FIGURE_PAGE)
    described = scriptless.locator("#ct-axial-description")
    expect(described).to_be_hidden()
    scriptless.get_by_text("Description of panel B").press("Enter")
    expect(described).to_be_visible()
    expect(scriptless.locator(".panel noscript p:visible")).to_have_count(2)
    full = scriptless.locator("#ct-axial a.panel__link").evaluate("link => link.href")
    assert scriptless.request.get(full).headers["content-type"] == "image/png"
    scriptless.goto("discussion/")
    scriptless.locator(".citation__number").first.click()
    scriptless.wait_for_url("**/references/#ref-*")
    expect(scriptless.locator(".reference:target")).to_be_in_viewport()


@pytest.mark.parametrize("address", PAGES)
def test_without_styles_a_page_is_read_from_its_menu_to_its_end(address: str, page: Page) -> None:
    """Skip link, name, menu, heading, text, foot: one below the other, icons no larger than one."""
    open_ready(page, address)
    page.evaluate(_PLAIN)
    order = ["header", "header nav a", "main h1", "footer"]
    top = "each => each.getBoundingClientRect().top"
    tops = [page.locator(part).first.evaluate(top) for part in order]
    assert tops == sorted(tops)
    assert {*_style(page, "header svg:visible", "width")} == {f"{_ICON}px"}


def test_without_styles_a_bar_is_told_from_the_whole(page: Page) -> None:
    page.goto("final-comment/")
    page.evaluate(_PLAIN)
    assert set(_style(page, ".chart__whole", "fill")) == {"none"}
    assert "none" not in _style(page, ".chart__whole", "stroke")
    assert "none" not in _style(page, ".chart__bar", "fill")
