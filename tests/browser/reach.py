"""What the keyboard reaches on a page, and whether a reader sees where it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

_STOPS = "a[href], button, summary, input, select, textarea, [tabindex]:not([tabindex='-1'])"

# What can be worked with the keyboard, as it stands in the text, each with its place in the page.
_EXPECTED = """(stops) => [...document.querySelectorAll(stops)]
  .filter((each) => !each.disabled && !each.closest("[hidden], [inert], dialog:not([open])"))
  .filter((each) => each.matches("summary")
    || each.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }))
  .map((each, index) => {
    each.dataset.stop = index;
    return (each.getAttribute("aria-label") ?? each.textContent).trim().replace(/\\s+/g, " ");
  })"""

# Where the focus is. A mark of the focus has a line of at least 2 px around it, which nothing cuts
# off; of the element itself nothing but what it holds is seen on top.
_HERE = """async () => {
  const here = document.activeElement;
  if (here === document.body) return null;
  await new Promise((resolve) => requestAnimationFrame(resolve));
  const style = getComputedStyle(here);
  const width = style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth);
  const reach = width + Math.max(0, parseFloat(style.outlineOffset));
  const boxes = [...here.getClientRects()].filter((box) => box.width && box.height);
  const seen = boxes.length > 0 && boxes.every((box) => {
    const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1);
    const top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight);
    if (bottom <= top) return false;
    const found = document.elementFromPoint(x, (top + bottom) / 2);
    return found && (here.contains(found) || found.contains(here));
  });
  let cut = false;
  for (let around = here.parentElement; around; around = around.parentElement) {
    if (around === document.documentElement || around === document.body) break;
    if (getComputedStyle(around).overflow === "visible") continue;
    const edge = around.getBoundingClientRect();
    cut ||= boxes.some((box) => box.left - reach < edge.left || box.right + reach > edge.right);
    cut ||= boxes.some((box) => box.top - reach < edge.top || box.bottom + reach > edge.bottom);
  }
  cut ||= boxes.some((box) => box.left < 0 || box.right > document.documentElement.clientWidth);
  const box = here.getBoundingClientRect();
  return {
    stop: here.dataset.stop === undefined ? null : Number(here.dataset.stop),
    name: (here.getAttribute("aria-label") ?? here.textContent).trim().replace(/\\s+/g, " "),
    card: here.closest(".card") !== null,
    width, seen, cut,
    left: box.left + scrollX, right: box.right + scrollX,
    top: box.top + scrollY, bottom: box.bottom + scrollY,
  };
}"""
_MOST = 200


@dataclass(frozen=True)
class Stop:
    """Where the focus was: the element's number in the page, none within a card, and its looks."""

    stop: int | None
    name: str
    card: bool
    width: float
    """Of the line around it, in CSS pixels."""
    seen: bool
    """Whether nothing lies over it."""
    cut: bool
    """Whether something cuts off the line."""
    left: float
    right: float
    top: float
    bottom: float

    def is_before(self, other: Stop) -> bool:
        """Return whether it stands above the other, in its column or to the left of it."""
        return self.bottom <= other.top and self.left <= other.left


def expected_stops(page: Page) -> list[str]:
    """Return the names of what the keyboard must reach, in the order of the text."""
    names: list[str] = page.evaluate(_EXPECTED, _STOPS)
    return names


def walk(page: Page, key: str = "Tab") -> list[Stop]:
    """Return where the focus is after each press of the key, until it leaves the page.

    Raises AssertionError where it never does.
    """
    stops: list[Stop] = []
    for _ in range(_MOST):
        page.keyboard.press(key)
        here = page.evaluate(_HERE)
        if here is None or (stops and here["stop"] == stops[0].stop):  # Some go around at once.
            return stops
        stops.append(Stop(**here))
    raise AssertionError(f"{key} does not leave the page; last at {stops[-1].name}")
