"""What axe finds wrong with a page, all of its rules asked, best practices included."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Collection

    from playwright.sync_api import Page

_NEXT_FRAME = """() => new Promise((resolve) => {
  requestAnimationFrame(() => requestAnimationFrame(resolve));
})"""


def violations(page: Page, looked_at: Collection[str] = ()) -> list[str]:
    """Return a line for each violation on the page as it stands: the rule and the elements.

    ``looked_at`` names what axe must have judged the contrast of, a class or words of its markup;
    where it has not seen that, its silence would say nothing, and that is a line too.
    """
    # axe measures from the top of the page: scrolled, it skips a dialog's contrast in silence.
    page.evaluate("scrollTo(0, 0)")
    page.evaluate(_NEXT_FRAME)
    response = Axe().run(page, options=None).response
    found = [
        f"{rule['id']}: {node['html']}" for rule in response["violations"] for node in rule["nodes"]
    ]
    judged = {rule["id"]: str(rule["nodes"]) for rule in response["passes"]}
    contrast = judged.get("color-contrast", "")
    return found + [f"axe has not looked at {name}" for name in looked_at if name not in contrast]
