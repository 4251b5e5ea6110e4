"""Times an edit under ``mkdocs serve``: from saving a file to the reloaded browser showing it.

The case and a stock site of the same pages (Material and mkdocs-bibtex with the same CSL style)
are served side by side and edited in turns, so that a change of the machine's speed meets both.
An edit of a text is timed on both, and a new window of the two CT panels, which stock cannot cut.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

# What the tests use to copy the case, to serve and to look.
sys.path.append(str(Path(__file__).parent.parent))

from browser.chromium import HELP, find_chromium, launch_arguments
from browser.serving import serve_case
from stock import make_stock_case
from tiny import copy_real_case

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from browser.serving import ServedCase

# MkDocs looks for edits twice a second: editing at any moment of that counts its mean delay.
_POLLING_SECONDS = 0.5


@dataclass(frozen=True)
class Edit:
    """One edit made over and over, each time with another number."""

    file: str
    old: str
    new: str
    """What takes its place; ``{}`` stands for the number."""
    address: str
    """The page that shows it."""
    shown: str
    """JavaScript that is true once a browser shows the edit with the number ``number``."""


TEXT = Edit(
    "docs/discussion.md",
    "is an uncommon tumor",
    "is an uncommon tumor (edit {})",
    "discussion/",
    "number => document.body?.innerText.includes(`(edit ${number})`)",
)
WINDOW = Edit(
    "figures/figures.yml",
    "window: angiographic",
    "window: {{center: {}, width: 600}}",
    "case-presentation/",
    """number => [...document.querySelectorAll(`[data-center="${number}"] img`)]
        .filter((image) => image.complete && image.naturalWidth).length === 2""",
)


class Edited:
    """A served case, the browser that shows it, and the edit made to it over and over."""

    def __init__(self, served: ServedCase, page: Page, edit: Edit) -> None:
        self._edit = edit
        self._file = served.root / edit.file
        self._text = self._file.read_text("utf-8")
        if edit.old not in self._text:
            sys.exit(f"{edit.file} no longer says “{edit.old}”: name other words to edit here.")
        self._server = served.server
        self._page = page

    def open(self) -> None:
        """Show the page to the browser."""
        mark = len(self._server.output)
        self._page.goto(f"{self._server.address}{self._edit.address}")
        self._server.wait_for("Browser connected", mark)

    def edit(self, number: int) -> float:
        """Edit; return the milliseconds until the browser shows it."""
        self.open()
        mark = len(self._server.output)
        edited = self._text.replace(self._edit.old, self._edit.new.format(number))
        time.sleep(random.uniform(0, _POLLING_SECONDS))  # noqa: S311 - spreads the moments
        start = time.perf_counter()
        self._file.write_text(edited, "utf-8")
        # Looked for at every frame the browser draws, across the reload.
        self._page.wait_for_function(self._edit.shown, arg=number)
        taken = (time.perf_counter() - start) * 1000
        self._server.wait_for("Browser connected", mark)
        return taken


def main() -> None:
    """Edit in turns and print medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--edits", type=int, default=7, help="counted edits of each site")
    edits = parser.parse_args().edits
    program = find_chromium()
    if program is None:
        sys.exit(HELP)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        chromium = stack.enter_context(sync_playwright()).chromium
        browser = chromium.launch(executable_path=program, args=launch_arguments())
        stack.enter_context(closing(browser))
        stock = stack.enter_context(serve_case(make_stock_case(folder / "stock")))
        case = stack.enter_context(serve_case(copy_real_case(folder / "case")))
        sites = {
            name: Edited(served, stack.enter_context(closing(browser.new_page())), edit)
            for name, served, edit in (
                ("stock, a text", stock, TEXT),
                ("casereport, a text", case, TEXT),
                ("casereport, a window", case, WINDOW),
            )
        }
        milliseconds: dict[str, list[float]] = {name: [] for name in sites}
        for number in range(edits + 1):
            for name, site in sites.items():
                taken = site.edit(number)
                if number:  # The first round warms both servers.
                    milliseconds[name].append(taken)
                    print(f"edit {number}/{edits}  {taken:6.0f} ms  {name}", file=sys.stderr)
    print(f"{'edit to reload':22}{'median':>10}{'min':>10}{'max':>10}")
    for name, taken_all in milliseconds.items():
        median, least, most = statistics.median(taken_all), min(taken_all), max(taken_all)
        print(f"{name:22}{median:7.0f} ms{least:7.0f} ms{most:7.0f} ms")


if __name__ == "__main__":
    main()
