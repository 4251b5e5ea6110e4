"""The figure viewer opens from a panel, goes from one to the next, and leads back."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from browser.viewers import (
    PAGE,
    WAYS,
    box,
    control,
    dialog,
    middle,
    open_figure,
    panel_link,
    stage,
    touch,
    use,
    window_for,
)
from browser.windows import wait_until_in_sight

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from browser.windows import Windows

PANELS = {"ct-coronal": "Figure 1A", "ct-axial": "Figure 1B", "operation": "Figure 2"}
"""The panels of the real case, in their order: id and label."""

NAVIGATION = ("Previous figure", "Previous panel", "Next panel", "Next figure")


@pytest.mark.parametrize("way", WAYS)
def test_a_panel_opens_and_leads_back(way: str, windows: Windows, site: str) -> None:
    """The dialog is named for its panel and holds the focus, which at last is where it was."""
    page = window_for(way, windows, site)
    page.goto(PAGE)
    link = panel_link(page, "ct-axial")
    use(way, link)
    expect(dialog(page)).to_have_accessible_name("Figure 1B")
    expect(control(page, "Close")).to_be_focused()
    assert dialog(page).evaluate("dialog => dialog.matches(':modal')")
    if way == "keyboard":
        page.keyboard.press("Escape")
    else:
        use(way, control(page, "Close"))
    expect(dialog(page)).to_have_count(0)
    expect(link).to_be_focused()
    wait_until_in_sight(link)


_NOTE_WHO_TOOK_IT = """() => window.addEventListener("click", (event) => {
  document.body.dataset.taken = event.defaultPrevented;
  event.preventDefault();
})"""


def test_a_panel_opens_elsewhere_when_asked(page: Page) -> None:
    """A click with Ctrl or Shift is left to the browser: the image in another tab or window."""
    page.goto(PAGE)
    page.evaluate(_NOTE_WHO_TOOK_IT)
    link = panel_link(page, "ct-axial")
    link.click(modifiers=["Control"])
    expect(page.locator("body")).to_have_attribute("data-taken", "false")
    link.click(modifiers=["Shift"])
    expect(page.locator("body")).to_have_attribute("data-taken", "false")
    expect(dialog(page)).to_have_count(0)
    link.click()
    expect(page.locator("body")).to_have_attribute("data-taken", "true")
    expect(dialog(page)).to_have_count(1)


# From a panel, the button or key, and the panel shown then.
STEPS = [
    ("Figure 1A", "Next panel", "ArrowRight", "Figure 1B"),
    ("Figure 1B", "Next panel", "PageDown", "Figure 2"),
    ("Figure 2", "Next panel", "ArrowRight", "Figure 2"),
    ("Figure 2", "Previous panel", "ArrowLeft", "Figure 1B"),
    ("Figure 1B", "Next figure", "ArrowDown", "Figure 2"),
    ("Figure 2", "Next figure", "ArrowDown", "Figure 2"),
    ("Figure 2", "Previous figure", "ArrowUp", "Figure 1A"),
    ("Figure 1A", "Previous panel", "PageUp", "Figure 1A"),
]


def test_buttons_and_keys_lead_from_panel_to_panel(ct_coronal: Page) -> None:
    """Each step shows the panel it names: its title, its image, its alternative text."""
    ids = {label: panel for panel, label in PANELS.items()}
    for by_key, (before, button, key, after) in itertools.product((False, True), STEPS):
        expect(dialog(ct_coronal)).to_have_accessible_name(before)
        if by_key:
            ct_coronal.keyboard.press(key)
        else:
            # One that leads nowhere keeps the focus and does nothing.
            control(ct_coronal, button).click(force=before == after)
            expect(control(ct_coronal, button)).to_be_focused()
        expect(dialog(ct_coronal)).to_have_accessible_name(after)
        image, panel = stage(ct_coronal).get_by_role("img"), ct_coronal.locator(f"#{ids[after]}")
        full = (panel.get_attribute("data-full") or "").removeprefix("..")
        expect(image).to_have_attribute("src", re.compile(re.escape(full)))
        alt = panel.locator("img").get_attribute("alt") or "no alternative text"
        expect(image).to_have_accessible_name(alt)


def test_a_button_that_leads_nowhere_says_so(ct_coronal: Page) -> None:
    """At either end the buttons beyond it are disabled, for the eye and for a screen reader."""
    for steps, disabled in ((0, NAVIGATION[:2]), (1, NAVIGATION[:1]), (1, NAVIGATION[2:])):
        for _ in range(steps):
            ct_coronal.keyboard.press("PageDown")
        for name in NAVIGATION:
            if name in disabled:
                expect(control(ct_coronal, name)).to_be_disabled()
            else:
                expect(control(ct_coronal, name)).to_be_enabled()


# How far a finger goes, in CSS pixels, and the panel shown then, from Figure 1A on.
SWIPES = [
    (-120, 10, "Figure 1B"),
    (-40, 0, "Figure 1B"),
    (-60, -80, "Figure 1B"),
    (120, 0, "Figure 1A"),
]


def test_a_swipe_leads_to_the_next_panel(phone: Page) -> None:
    """A finger across the image turns the page, either way; a short way or up and down does not."""
    open_figure(phone, "ct-coronal")
    x, y = middle(stage(phone))
    for dx, dy, label in SWIPES:
        touch(phone, [(x - dx / 2, y - dy / 2), (x, y), (x + dx / 2, y + dy / 2)])
        expect(dialog(phone)).to_have_accessible_name(label)


def test_the_link_to_a_panel_reopens_exactly_it(page: Page) -> None:
    """Its address opens this panel in a new window; closed, the page goes by its own address."""
    open_figure(page, "ct-coronal")
    link = dialog(page).get_by_role("link", name="Link to this panel")
    addresses = {}
    for panel, label in PANELS.items():
        expect(dialog(page)).to_have_accessible_name(label)
        addresses[panel] = link.evaluate("link => link.href")
        assert page.url == addresses[panel]
        page.keyboard.press("PageDown")
    for panel, address in addresses.items():
        page.goto("about:blank")
        page.goto(address)
        expect(dialog(page)).to_have_accessible_name(PANELS[panel])
        page.keyboard.press("Escape")
        expect(panel_link(page, panel)).to_be_focused()
        page.wait_for_url(f"**/{PAGE}")


def test_a_link_within_the_page_opens_and_changes_the_panel(page: Page) -> None:
    """The address may change at any time; one that names no panel opens nothing."""
    page.goto(f"{PAGE}#view=nothing")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(dialog(page)).to_have_count(0)
    for panel in ("operation", "ct-axial"):
        page.evaluate("hash => { location.hash = hash; }", f"view={panel}")
        expect(dialog(page)).to_have_accessible_name(PANELS[panel])
        expect(dialog(page)).to_have_count(1)


def test_the_series_opens_from_the_figure_viewer(page: Page) -> None:
    """A panel of a volume offers its series there too; the drawing offers none."""
    open_figure(page, "operation")
    expect(control(page, "Scroll through the series")).to_have_count(0)
    page.keyboard.press("ArrowLeft")
    control(page, "Scroll through the series").click()
    expect(dialog(page)).to_have_accessible_name("Series of Figure 1B")
    expect(dialog(page)).to_have_count(1)


def test_a_panel_fills_the_stage_and_keeps_its_shape(ct_coronal: Page) -> None:
    """The whole image is seen, as large as there is room, and nothing is stretched."""
    for _ in PANELS:
        image = stage(ct_coronal).get_by_role("img")
        ct_coronal.wait_for_function(
            "image => image.complete && image.naturalWidth", arg=image.element_handle()
        )
        shown, room = box(image), box(stage(ct_coronal))
        natural = image.evaluate("image => image.naturalWidth / image.naturalHeight")
        assert shown["width"] / shown["height"] == pytest.approx(natural, rel=0.01)
        assert shown["width"] <= room["width"] + 1
        assert shown["height"] == pytest.approx(room["height"], abs=1)
        ct_coronal.keyboard.press("PageDown")
