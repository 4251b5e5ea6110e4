"""The case at a glance, in time and in graphics, as readers meet them in a browser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import expect

from browser.windows import DESKTOP, PHONE, wait_until_in_sight

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from browser.windows import Windows

PARTS = {
    "": [".glance", ".timeline"],
    "case-presentation/": [".sketch"],
    "final-comment/": [".chart", ".comparison"],
}
"""What the site made of the report's words, by the address of its page."""

NARROWEST = 320
"""CSS pixels that a page must do with (WCAG 2.2, success criterion 1.4.10)."""

_LEAST_TEXT = 12

_SMALLEST_TEXT = """part => {
  const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
  const sizes = [];
  for (let text = walker.nextNode(); text; text = walker.nextNode())
    if (text.data.trim()) sizes.push(parseFloat(getComputedStyle(text.parentElement).fontSize));
  return Math.min(...sizes);
}"""

_STICKS_OUT = """part => {
  const width = document.documentElement.clientWidth;
  return [...part.querySelectorAll("*")]
    .filter((each) => each.getClientRects().length)
    .filter((each) => each.getBoundingClientRect().right > width + 0.5)
    .map((each) => each.outerHTML.slice(0, 80));
}"""

_BACKGROUND = "element => getComputedStyle(element).backgroundColor"


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_a_link_brings_its_sentence_into_sight_and_marks_it(
    width: int,
    dark: bool,  # noqa: FBT001 - a column of the table
    windows: Windows,
    site: str,
) -> None:
    page = windows.open(site, width=width, dark=dark)
    page.goto("./")
    link = page.locator(".glance a", has_text=re.compile("no complications"))
    said = link.text_content()
    assert said
    link.click()
    sentence = page.locator(".sentence:target")
    expect(sentence).to_contain_text(said)
    wait_until_in_sight(sentence)
    plain = page.locator(".sentence:not(:target)").first
    assert sentence.evaluate(_BACKGROUND) != plain.evaluate(_BACKGROUND)


def test_in_forced_colours_the_sentence_is_marked_and_bars_are_seen(
    windows: Windows, site: str
) -> None:
    page = windows.open(site)
    page.emulate_media(forced_colors="active")
    page.goto("./")
    page.locator(".timeline a").last.click()
    sentence = page.locator(".sentence:target")
    plain = page.locator(".sentence:not(:target)").first
    assert sentence.evaluate(_BACKGROUND) != plain.evaluate(_BACKGROUND)
    page.goto("final-comment/")
    bar = page.locator(".chart__bar").first
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert bar.evaluate("bar => getComputedStyle(bar).fill") != paper


@pytest.mark.parametrize("address", PARTS)
def test_words_are_large_enough_and_nothing_sticks_out_of_a_narrow_window(
    address: str, windows: Windows, site: str
) -> None:
    page = windows.open(site, width=PHONE)
    page.goto(address or "./")
    for width in (PHONE, NARROWEST):
        page.set_viewport_size({"width": width, "height": 800})
        for folded in page.locator("article .graphic details:not([open]) summary").all():
            folded.click()
        for part in PARTS[address]:
            found = page.locator(part)
            assert found.evaluate(_SMALLEST_TEXT) >= _LEAST_TEXT, part
            assert found.evaluate(_STICKS_OUT) == [], part


def test_a_glance_has_two_columns_on_a_desktop_and_one_on_a_phone(
    windows: Windows, site: str
) -> None:
    for width, columns in ((DESKTOP, 2), (PHONE, 1)):
        page = windows.open(site, width=width)
        page.goto("./")
        item = page.locator(".glance__item").first
        lefts = item.evaluate(
            "item => [...item.children].map(each => each.getBoundingClientRect().left)"
        )
        assert len(set(lefts)) == columns


def test_bars_are_as_long_as_their_numbers_say(page: Page) -> None:
    page.goto("final-comment/")
    shares = page.locator(".chart__bar").evaluate_all(
        """bars => bars.map((bar) => {
          const whole = bar.ownerSVGElement.getBoundingClientRect();
          const box = bar.getBoundingClientRect();
          return [box.left - whole.left, box.right - whole.left]
            .map((length) => Math.round((1000 * length) / whole.width) / 10);
        })"""
    )
    assert shares == [[30, 53], [0, 56], [0, 47]]


def test_a_screen_reader_meets_a_list_and_the_words_of_bars(page: Page) -> None:
    page.goto("./")
    expect(page.get_by_role("list").filter(has_text="3 months later")).to_have_count(1)
    page.goto("final-comment/")
    chart = page.get_by_role("figure", name=re.compile("Survival"))
    for told in ("observed in 30% to 53%", "56% at 5 years", "47% at 10 years"):
        expect(chart.get_by_role("paragraph").filter(has_text=told)).to_have_count(1)
    expect(chart.get_by_role("img")).to_have_count(0)


def test_on_paper_the_table_behind_a_chart_is_open(page: Page) -> None:
    page.goto("final-comment/")
    table = page.locator(".chart table")
    shown = "table => table.checkVisibility({ contentVisibilityAuto: true }) && table.offsetHeight"
    assert not table.evaluate(shown)
    page.emulate_media(media="print")
    assert table.evaluate(shown)
    expect(page.locator(".chart summary")).to_be_hidden()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [PHONE, DESKTOP])
@pytest.mark.parametrize("address", PARTS)
def test_axe_finds_nothing_wrong_with_them(
    address: str,
    width: int,
    dark: bool,  # noqa: FBT001 - a column of the table
    windows: Windows,
    site: str,
) -> None:
    """With the tables unfolded."""
    page = windows.open(site, width=width, dark=dark, touch=width == PHONE)
    page.goto(address or "./")
    for folded in page.locator("article .graphic summary").all():
        folded.click()
    page.evaluate("scrollTo(0, 0)")
    found = Axe().run(page, context={"include": [[part] for part in PARTS[address]]}, options=None)
    assert found.violations_count == 0, found.generate_report()
    assert "color-contrast" in {rule["id"] for rule in found.response["passes"]}
