"""What a page loses where letters are large, apart, or the window narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

_HELPERS = """
  const shown = (element) =>
    element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true });
  // What is only for a screen reader, or comes into sight with the focus.
  const aside = (element) => element.closest(".md-skip, .viewer__status, noscript") !== null;
  const texts = function* (root) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      const written = !parent.closest("script, style, title") && node.data.trim();
      if (written && shown(parent) && !aside(parent)) yield node;
    }
  };
  const boxes = (node, start = 0, end = node.length) => {
    const range = document.createRange();
    range.setStart(node, start);
    range.setEnd(node, end);
    return [...range.getClientRects()].filter((box) => box.width > 0 && box.height > 0);
  };
  const told = (node) => node.textContent.trim().replace(/\\s+/g, " ").slice(0, 50);
"""

_LOST = f"""() => {{
  {_HELPERS}
  const width = document.documentElement.clientWidth;
  const found = [];
  if (Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) > width)
    found.push("the page scrolls sideways");
  const placed = [];
  for (const node of texts(document.body)) {{
    const own = boxes(node);
    for (const box of own) {{
      if (box.left < -0.5 || box.right > width + 0.5)
        found.push(`out of the window: ${{told(node)}}`);
      let around = node.parentElement;
      for (; around !== document.body; around = around.parentElement) {{
        const style = getComputedStyle(around);
        if (style.overflowX === "visible" && style.overflowY === "visible") continue;
        const edge = around.getBoundingClientRect();
        const out = [edge.left - box.left, box.right - edge.right, edge.top - box.top,
          box.bottom - edge.bottom];
        // Letters are lower than the box of their line.
        if (Math.max(out[0], out[1]) > 1 || Math.max(out[2], out[3]) > box.height / 4)
          found.push(`cut off: ${{told(node)}}`);
      }}
      placed.push([box, node]);
    }}
    if (node.parentElement.closest("pre, code, a[href^=http], .open-place, [data-fill]")) continue;
    for (const word of node.data.matchAll(/[^\\s\\-–—/]+/g)) {{
      const parts = boxes(node, word.index, word.index + word[0].length);
      const heights = new Set(parts.map((box) => Math.round(box.top)));
      if (heights.size > 1) found.push(`broken within the word: ${{word[0]}}`);
    }}
  }}
  // Lines one over the other. The box of a line is higher than its letters.
  for (const [index, [box, node]] of placed.entries())
    for (const [other, one] of placed.slice(index + 1)) {{
      const across = Math.min(box.right, other.right) - Math.max(box.left, other.left);
      const down = Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top);
      if (across > 2 && down > 0.45 * Math.min(box.height, other.height))
        found.push(`one over the other: ${{told(node)}} / ${{told(one)}}`);
    }}
  return [...new Set(found)];
}}"""

_LETTERS = f"""() => {{
  {_HELPERS}
  return [...texts(document.body)].map((node) =>
    [told(node), parseFloat(getComputedStyle(node.parentElement).fontSize)]);
}}"""

# WCAG 2.2, 1.4.12.
_SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important;
        word-spacing: 0.16em !important; }
    p { margin-bottom: 2em !important; }`);
  document.adoptedStyleSheets.push(sheet);
}"""

_UNFOLD = "for (const folded of document.querySelectorAll('details')) folded.open = true"


def unfold(page: Page) -> None:
    """Unfold all that can be unfolded."""
    page.evaluate(_UNFOLD)


def space_out(page: Page) -> None:
    """Set lines, letters, words and paragraphs as far apart as WCAG 2.2, 1.4.12 asks for."""
    page.evaluate(_SPACED)


def lost(page: Page) -> list[str]:
    """Return what of the page's words is out of sight, cut, broken or covered, a line for each."""
    found: list[str] = page.evaluate(_LOST)
    return found


def letters(page: Page) -> list[tuple[str, float]]:
    """Return the words in sight, each with the size of their letters in CSS pixels."""
    found: list[list[str]] = page.evaluate(_LETTERS)
    return [(words, float(size)) for words, size in found]
