"""Every page of the case in a real browser: whole, steady and quiet, on a phone and a desktop."""

from __future__ import annotations

import io
import statistics
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import expect

from browser.windows import DESKTOP, PHONE, wait_until_in_sight

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page, Route

    from browser.windows import Windows

HEADINGS = {
    "": "Leiomyosarcoma of the inferior vena cava: a case report",
    "case-presentation/": "Case Presentation",
    "discussion/": "Discussion",
    "final-comment/": "Final Comment",
    "references/": "References",
    "about/": "About this report",
}
"""Every page's address and main heading."""

FIGURES = {"Figure 1": "figure-ct", "Figure 2": "figure-operation"}
"""The figures of the case: label and id."""

# From the beginning of the page's life on; what a reader's own click moves does not count.
_LAYOUT_SHIFT = """() => new Promise((resolve) => {
  let sum = 0;
  const add = (entries) => {
    for (const entry of entries) if (!entry.hadRecentInput) sum += entry.value;
  };
  const observer = new PerformanceObserver((list) => add(list.getEntries()));
  observer.observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => setTimeout(() => {
    add(observer.takeRecords());
    resolve(sum);
  }));
})"""

_NEXT_FRAME = """() => new Promise((resolve) => {
  requestAnimationFrame(() => requestAnimationFrame(resolve));
})"""

# The letters of each line of the paragraphs that stand in nothing else, but for their last lines.
_LINES = """() => [...document.querySelectorAll("article > p")].flatMap((paragraph) => {
  const lines = new Map();
  const texts = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  for (let text; (text = texts.nextNode()); ) {
    if (!text.parentElement.checkVisibility()) continue;
    for (let at = 0; at < text.length; at += 1) {
      const range = document.createRange();
      range.setStart(text, at);
      range.setEnd(text, at + 1);
      const box = range.getBoundingClientRect();
      const line = Math.round((box.top + box.bottom) / 40);
      if (box.width) lines.set(line, (lines.get(line) ?? 0) + 1);
    }
  }
  return [...lines.values()].slice(0, -1);
})"""

_WIDER_THAN_THE_WINDOW = """() => {
  const width = document.documentElement.clientWidth;
  return document.documentElement.scrollWidth > width || document.body.scrollWidth > width;
}"""


def low_window(windows: Windows, site: str, width: int) -> Page:
    """Return a window in which a page must be scrolled to reach most of its places."""
    page = windows.open(site, width=width)
    page.set_viewport_size({"width": width, "height": 400})
    return page


def images(page: Page) -> list[Locator]:
    """Return the images of the page's text, each scrolled to and loaded."""
    found = page.locator("article img").all()
    for image in found:
        image.scroll_into_view_if_needed()
        image.evaluate("image => image.decode()")
    return found


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [PHONE, DESKTOP])
@pytest.mark.parametrize("address", HEADINGS)
def test_the_page_is_whole_and_steady(
    address: str,
    width: int,
    dark: bool,  # noqa: FBT001 - a column of the table
    windows: Windows,
    site: str,
) -> None:
    """Nothing overflows, shifts, is missing, or comes from elsewhere; the heading is in sight."""
    page = windows.open(site, width=width, dark=dark, touch=width == PHONE)
    page.goto(address)
    scheme = "slate" if dark else "default"
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", scheme)
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text(HEADINGS[address])
    wait_until_in_sight(heading)
    for image in images(page):
        assert image.evaluate("image => image.naturalWidth") > 0
    # It comes with the scripts.
    expect(page.get_by_role("button", name="Switch to the")).to_be_visible()
    assert page.evaluate(_LAYOUT_SHIFT) == 0
    assert page.evaluate(_WIDER_THAN_THE_WINDOW) is False


@pytest.mark.parametrize("address", ["case-presentation/", "discussion/", "final-comment/"])
def test_lines_are_of_a_length_to_be_read(address: str, page: Page) -> None:
    """60 to 75 letters; a line of narrow ones may have a few more, whatever face a machine has."""
    page.goto(address)
    lengths = page.evaluate(_LINES)
    assert len(lengths) > 2
    assert 60 <= statistics.median(lengths) <= 75, lengths
    assert max(lengths) <= 80, lengths


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_images_that_arrive_late_move_nothing(width: int, windows: Windows, site: str) -> None:
    """The words below an image stand where they will stay before the image has come."""
    page = windows.open(site, width=width)
    held: list[Route] = []

    def hold(request: Route) -> None:
        held.append(request)

    page.route("**/figures/*", hold)
    with page.expect_request("**/figures/*"):
        page.goto("case-presentation/", wait_until="domcontentloaded")
    page.locator("figcaption").first.scroll_into_view_if_needed()
    page.evaluate(_NEXT_FRAME)
    assert held
    for request in held:
        request.continue_()
    page.unroute("**/figures/*")
    images(page)
    assert page.evaluate(_LAYOUT_SHIFT) == 0


def test_the_menu_lists_every_page_in_order(page: Page) -> None:
    """The pages looked at here are the pages of the menu."""
    page.goto("./")
    menu = page.get_by_role("navigation", name="Navigation").first
    links = [link.get_attribute("href") or "" for link in menu.locator("a:visible").all()]
    addresses = dict.fromkeys(link for link in links if not link.startswith("#"))
    assert [address.removeprefix(".") for address in addresses] == [*HEADINGS]


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_every_back_link_lands_on_its_citation(width: int, windows: Windows, site: str) -> None:
    """The citation gone back to is in sight, below the header, and cites the entry come from."""
    page = low_window(windows, site, width)
    page.goto("references/")
    entries = page.locator("[role=doc-bibliography] li").all()
    links = [
        (number, _address(link))
        for number, entry in enumerate(entries, start=1)
        for link in entry.locator("[role=doc-backlink]").all()
    ]
    assert [number for number, _ in links] == [1, 1, 2, 3, 4, 5, 5, 6]
    for number, address in links:
        page.goto(address)
        citation = page.locator(":target")
        wait_until_in_sight(citation)
        expect(citation).to_have_text(f"[{number}]")


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_every_number_lands_on_its_entry(width: int, windows: Windows, site: str) -> None:
    """The entry gone to is in sight, below the header, and is the one of this number."""
    page = low_window(windows, site, width)
    links = []
    for address in ("discussion/", "final-comment/"):
        page.goto(address)
        found = page.locator("[role=doc-biblioref]:not(.graphic *)").all()
        links += [(int(number.inner_text()), _address(number)) for number in found]
    assert [number for number, _ in links] == [1, 1, 2, 3, 4, 5, 5, 6]
    for number, address in links:
        page.goto(address)
        wait_until_in_sight(page.locator(":target"))
        listed = page.locator("[role=doc-bibliography] li").nth(number - 1)
        assert listed.evaluate("entry => entry.matches(':target')")


def test_a_clicked_back_link_leads_back(page: Page) -> None:
    """From the list back to the text it is one click."""
    page.goto("references/")
    page.locator("[role=doc-backlink]").last.click()
    page.wait_for_url("**/final-comment/#cite-*")
    expect(page.locator(":target")).to_have_text("[6]")


def _address(link: Locator) -> str:
    """Return the whole address that a link leads to."""
    address: str = link.evaluate("link => link.href")
    return address


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
@pytest.mark.parametrize("label", FIGURES)
@pytest.mark.parametrize("kind", [".thumbnail__link", ".figure-reference"])
def test_a_figure_link_lands_on_the_figure(
    kind: str, label: str, width: int, windows: Windows, site: str
) -> None:
    """A link to a figure on another page brings the figure into sight, its caption with it."""
    page = low_window(windows, site, width)
    page.goto("./")
    links = page.get_by_role("article").get_by_role("link", name=label, exact=True)
    links.and_(page.locator(kind)).click()
    page.wait_for_url(f"**/case-presentation/#{FIGURES[label]}")
    figure = page.locator(":target")
    wait_until_in_sight(figure)
    expect(figure.locator("figcaption")).to_contain_text(f"{label}:")


@pytest.mark.parametrize("panel", ["#ct-coronal", "#ct-axial"])
def test_a_plate_looks_the_same_in_both_schemes(panel: str, windows: Windows, site: str) -> None:
    """A CT is a measurement in greys: no scheme inverts, dims or tints it."""
    plates = []
    for dark in (False, True):
        page = windows.open(site, dark=dark)
        page.goto("case-presentation/")
        images(page)
        plate = page.locator(f"{panel} img")
        with Image.open(io.BytesIO(plate.screenshot())) as taken:
            # The rounded corners show the page behind.
            plates.append(taken.convert("RGB").crop((4, 4, taken.width - 4, taken.height - 4)))
    light, dark_one = plates
    assert light.size == dark_one.size
    assert light.getextrema() != ((0, 0), (0, 0), (0, 0))
    assert ImageChops.difference(light, dark_one).getbbox() is None


def test_a_printed_case_keeps_its_figures_and_words(page: Page) -> None:
    """Printed, the page shows each figure with its caption and every paragraph of the report."""
    page.goto("case-presentation/")
    page.emulate_media(media="print")
    for image in images(page):
        expect(image).to_be_visible()
        assert image.evaluate("image => image.naturalWidth") > 0
    captions = page.locator(".figure > figcaption")
    expect(captions).to_have_count(len(FIGURES))
    for label, caption in zip(FIGURES, captions.all(), strict=True):
        expect(caption).to_be_visible()
        expect(caption).to_contain_text(f"{label}:")
    paragraphs = page.locator("article > p").all()
    assert paragraphs
    for paragraph in paragraphs:
        expect(paragraph).to_be_visible()
    expect(page.get_by_role("banner").get_by_role("navigation")).to_be_hidden()
