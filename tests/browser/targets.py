"""Which targets of a page are too small to be met with a finger (WCAG 2.2, 2.5.8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

# A link in a sentence may be as high as its line. Any other that is smaller than 24 px in either
# direction needs a circle of 24 px around its middle that meets no other target, nor the circle
# of another small one.
_TOO_SMALL = """() => {
  const LEAST = 24, ROUNDING = 0.01;
  const KINDS = "a[href], button, summary, input, select, textarea";
  const inSight = { visibilityProperty: true, contentVisibilityAuto: true };
  const targets = [...document.querySelectorAll(KINDS)]
    .filter((each) => each.checkVisibility(inSight))
    .filter((each) => !each.closest(".md-skip")); // It comes into sight with the keyboard alone.
  const inSentence = (target) => {
    if (getComputedStyle(target).display !== "inline") return false;
    let block = target.parentElement;
    while (getComputedStyle(block).display === "inline") block = block.parentElement;
    const rest = block.cloneNode(true);
    for (const other of rest.querySelectorAll("a, button, template, .card")) other.remove();
    return /\\p{L}{2}/u.test(rest.textContent);
  };
  const small = targets.filter((target) => {
    const box = target.getBoundingClientRect();
    return Math.min(box.width, box.height) < LEAST - ROUNDING && !inSentence(target);
  });
  const middle = (target) => {
    const box = target.getBoundingClientRect();
    return [box.left + box.width / 2, box.top + box.height / 2];
  };
  const apart = (target, other) => {
    const [x, y] = middle(target);
    if (small.includes(other)) {
      const [left, top] = middle(other);
      if (Math.hypot(left - x, top - y) < LEAST) return false;
    }
    return [...other.getClientRects()].every((box) => Math.hypot(
      Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom),
    ) >= LEAST / 2);
  };
  const crowded = small.filter((target) =>
    targets.some((other) => other !== target && !apart(target, other)));
  return [targets.length, crowded.map((target) => target.outerHTML.slice(0, 120))];
}"""


def too_small(page: Page) -> list[str]:
    """Return the beginning of the markup of each target that is too small and not apart.

    Raises AssertionError where the page has no targets to look at.
    """
    count, crowded = page.evaluate(_TOO_SMALL)
    assert count
    found: list[str] = crowded
    return found
