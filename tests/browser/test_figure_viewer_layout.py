"""In the figure viewer the image and all that is said of it stand in sight at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from browser.viewers import NEXT_FRAME, control, dialog, open_figure, slider, stage
from browser.windows import DESKTOP, PHONE

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from browser.windows import Windows

PANELS = ("ct-coronal", "ct-axial", "operation")
"""The panels of the real case, in their order."""

SIZES = [
    pytest.param((PHONE, 844), id="phone"),
    pytest.param((PHONE, 664), id="phone with the browser's bars"),
    pytest.param((844, PHONE), id="phone on its side"),
    pytest.param((768, 1024), id="tablet"),
    pytest.param((DESKTOP, 900), id="desktop"),
]
"""Windows, in CSS pixels, in which everything has room."""

TIGHT = [
    pytest.param((320, 568), id="the narrowest phone"),
    pytest.param((195, 422), id="phone at twice the size"),
    pytest.param((422, 195), id="phone on its side at twice the size"),
]
"""Windows in which the words need more room than there is."""

LEAST_LETTERS, LEAST_TARGET, LEAST_SHARE = 12, 24, 0.35
"""CSS pixels of letters and (WCAG 2.2, 2.5.8) of what is pressed; the image's share of height."""

_LAID_OUT = """(leastTarget) => {
  const dialog = document.querySelector("dialog.viewer");
  const about = dialog.querySelector(".viewer__about");
  const paragraphs = [...about.querySelectorAll("p")];
  const texts = [
    ["caption", about.querySelector("p:not(.figure__note)")],
    ["stand-in", paragraphs.find((one) => one.querySelector(".stand-in-mark"))],
    ["credit", paragraphs.find((one) => /Credit:/.test(one.textContent))],
    ["description", paragraphs.at(-1)],
    ["label", dialog.querySelector(".viewer__mark")],
    ["image", dialog.querySelector(".viewer__image")],
  ];
  // Every line, or the image, within the window and within all that clips it, and nothing over it.
  const seen = (element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    const image = element.matches("img");
    const lines = [...(image ? element : range).getClientRects()];
    const clips = [{ left: 0, top: 0, right: innerWidth, bottom: innerHeight }];
    for (let up = element.parentElement; up !== dialog; up = up.parentElement)
      if (getComputedStyle(up).overflow !== "visible")
        clips.push(up.getBoundingClientRect());
    return lines.length > 0 && lines.every((line) =>
      clips.every((clip) =>
        line.left >= clip.left - 1 && line.right <= clip.right + 1 &&
        line.top >= clip.top - 1 && line.bottom <= clip.bottom + 1) &&
      [line.left + 2, line.right - 2].every((x) => {
        const over = document.elementFromPoint(x, (line.top + line.bottom) / 2);
        return over && (element.contains(over) || over.contains(element));
      }));
  };
  const pressed = [...dialog.querySelectorAll("button, a, input, summary")];
  // A link in a sentence is as high as its line (2.5.8, inline).
  const measured = pressed
    .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest("p"))
    .map((one) => [one.ariaLabel || one.textContent, one.getBoundingClientRect()]);
  const letters = (element) => parseFloat(getComputedStyle(element).fontSize);
  const names = (some) => some.map(([name]) => name);
  const small = ([, box]) => Math.min(box.width, box.height) < leastTarget;
  const outside = ([, box]) =>
    box.left < 0 || box.top < 0 || box.right > innerWidth || box.bottom > innerHeight;
  return {
    unseen: names(texts.filter(([, element]) => !element || !seen(element))),
    letters: Math.min(...texts.slice(0, 5).map(([, one]) => letters(one))),
    share: dialog.querySelector(".viewer__stage").clientHeight / innerHeight,
    small: names(measured.filter(small)),
    outside: names(measured.filter(outside)),
    more: about.hasAttribute("data-more"),
  };
}"""


def window(windows: Windows, site: str, size: tuple[int, int]) -> Page:
    """Return a window of this size; all but a desktop's are touched."""
    width, height = size
    kind = DESKTOP if width == DESKTOP else PHONE
    page = windows.open(site, width=kind, touch=kind == PHONE)
    page.set_viewport_size({"width": width, "height": height})
    return page


def laid_out(page: Page) -> dict[str, Any]:
    """Return what of the panel shown is not in sight, and the measures of the rest."""
    page.evaluate(NEXT_FRAME)
    measures: dict[str, Any] = page.evaluate(_LAID_OUT, LEAST_TARGET)
    return measures


@pytest.mark.parametrize("size", SIZES)
def test_image_and_all_words_are_in_sight_at_once(
    size: tuple[int, int], windows: Windows, site: str
) -> None:
    """Image, caption, description, credit and both stand-in labels, with the tools, unscrolled."""
    page = window(windows, site, size)
    open_figure(page, PANELS[0])
    for _ in PANELS:
        measures = laid_out(page)
        assert measures["unseen"] == []
        assert measures["outside"] == []
        assert measures["small"] == []
        assert measures["letters"] >= LEAST_LETTERS
        assert measures["share"] >= LEAST_SHARE
        assert not measures["more"]
        page.keyboard.press("PageDown")


@pytest.mark.parametrize("size", TIGHT)
def test_words_that_need_more_room_scroll_by_themselves(
    size: tuple[int, int], windows: Windows, site: str
) -> None:
    """The image, its label and the tools stay; a sign says that there is more, while there is."""
    page = window(windows, site, size)
    open_figure(page, "operation")
    measures = laid_out(page)
    assert "description" in measures["unseen"]
    assert measures["more"]
    about = dialog(page).get_by_role("region", name="About this image")
    about.focus()
    page.keyboard.press("End")
    expect(about).not_to_have_attribute("data-more", "")
    measures = laid_out(page)
    assert not {"image", "label"} & set(measures["unseen"])
    assert measures["outside"] == []
    assert measures["small"] == []
    assert measures["letters"] >= LEAST_LETTERS
    assert measures["share"] >= LEAST_SHARE


@pytest.mark.parametrize("size", SIZES[:-1])
def test_settings_open_over_the_words_and_leave_the_image_in_sight(
    size: tuple[int, int], windows: Windows, site: str
) -> None:
    """One button opens them; Esc closes them and not the viewer."""
    page = window(windows, site, size)
    open_figure(page, "ct-axial")
    settings = control(page, "Display and keys")
    expect(slider(page, "Brightness")).to_have_count(0)
    settings.click()
    slider(page, "Brightness").fill("150")
    assert not {"image", "label"} & set(laid_out(page)["unseen"])
    assert "brightness(150%)" in stage(page).get_by_role("img").evaluate("one => one.style.filter")
    page.keyboard.press("Escape")
    expect(slider(page, "Brightness")).to_have_count(0)
    expect(dialog(page)).to_have_accessible_name("Figure 1B")


def test_a_desktop_shows_the_settings_without_being_asked(ct_axial: Page) -> None:
    """There is room for them below the words, and so no button."""
    expect(slider(ct_axial, "Brightness")).to_be_visible()
    expect(control(ct_axial, "Display and keys")).to_have_count(0)
