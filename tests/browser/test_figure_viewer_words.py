"""What the page says of a panel stands beside it in the viewer; a link does without a viewer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from playwright.sync_api import expect

from browser.cards import words
from browser.viewers import PAGE, control, dialog, open_figure, panel_link, stage
from browser.windows import DESKTOP, PHONE, wait_until_in_sight
from tiny import TOP

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from browser.windows import Windows

FILES = {
    "ct-coronal": "ct-angiography-coronal.png",
    "ct-axial": "ct-angiography-axial.png",
    "operation": "operation.svg",
}
"""The panels of the real case, in their order: id and file."""


def record(panel: str) -> dict[str, Any]:
    """Return what figures.yml says of a panel."""
    records: dict[str, dict[str, Any]] = yaml.safe_load(
        (TOP / "figures" / "figures.yml").read_text("utf-8")
    )
    return records[FILES[panel]]


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_caption_label_credit_and_description_are_in_sight(
    width: int, windows: Windows, site: str
) -> None:
    """Each panel shows its own."""
    page = windows.open(site, width=width, touch=width == PHONE)
    open_figure(page, "ct-coronal")
    for panel in FILES:
        said = record(panel)
        caption = page.locator(f".figure:has(#{panel}) figcaption > p").inner_text()
        about = dialog(page).get_by_role("region", name="About this image")
        paragraphs = about.get_by_role("paragraph")
        shown = [words(text) for text in paragraphs.all_inner_texts()]
        letter = {"ct-coronal": "A ", "ct-axial": "B "}.get(panel, "")
        kind = ", ".join(filter(None, (said["modality"], said.get("plane"))))
        assert said["stand-in"]
        assert shown == [
            words(caption),
            f"{letter}Stand-in for: {kind}.",
            f"Credit: {said['credit']}. Licence: {said['licence']}.",
            words(said["description"]),
        ]
        for paragraph in paragraphs.all():
            wait_until_in_sight(paragraph)
        described = stage(page).get_by_role("img")
        expect(described).to_have_accessible_description(words(said["description"]))
        expect(described).to_have_accessible_name(said["alt"])
        label = page.locator(".viewer__bar").get_by_text("Stand-in", exact=True)
        wait_until_in_sight(label)
        wait_until_in_sight(control(page, "Close"))
        page.keyboard.press("PageDown")


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_the_dialog_overflows_in_no_direction(width: int, windows: Windows, site: str) -> None:
    """It fills the window, and nothing sticks out at its sides."""
    page = windows.open(site, width=width, touch=width == PHONE)
    open_figure(page, "operation")
    assert dialog(page).bounding_box() == {"x": 0, "y": 0, **(page.viewport_size or {})}
    for name in (".viewer__frame", ".viewer__about", ".viewer__tools"):
        assert page.locator(name).evaluate("part => part.scrollWidth <= part.clientWidth")


def test_without_javascript_a_panel_is_a_link_to_its_image(scriptless: Page) -> None:
    """The link leads to the image in full size."""
    # Chromium looks for an icon of a bare image.
    scriptless.route("**/favicon.ico", lambda route: route.fulfill(status=204))
    for panel, file in FILES.items():
        scriptless.goto(PAGE)
        size = scriptless.locator(f"#{panel} img").get_attribute("width")
        address = re.compile(rf"/figures/{file.partition('.')[0]}[^/]*$")
        with scriptless.expect_response(address) as answered:
            panel_link(scriptless, panel).click()
        scriptless.wait_for_url(address)
        assert answered.value.headers["content-type"].startswith("image/")
        if not file.endswith(".svg"):
            shown = scriptless.locator("img")
            assert str(shown.evaluate("image => image.naturalWidth")) == size
