"""Times an edit under ``mkdocs serve``: from saving a page to the reloaded browser showing it.

The case and a stock site of the same pages (Material and mkdocs-bibtex with the same CSL style)
are served side by side and edited in turns, so that a change of the machine's speed meets both.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from contextlib import ExitStack, closing
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from stock import copy_case, make_stock_case

# What the browser tests use to serve and to look.
sys.path.append(str(Path(__file__).parent.parent))

from browser.chromium import HELP, find_chromium, launch_arguments
from browser.serving import serve_case

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from browser.serving import ServedCase

EDITED = "docs/discussion.md"
SENTENCE = "is an uncommon tumor"
# MkDocs looks for edits twice a second: editing at any moment of that counts its mean delay.
_POLLING_SECONDS = 0.5


class Edited:
    """A served case, the browser that shows it, and the sentence edited over and over."""

    def __init__(self, served: ServedCase, page: Page) -> None:
        self._file = served.root / EDITED
        self._text = self._file.read_text("utf-8")
        if SENTENCE not in self._text:
            sys.exit(f"{EDITED} no longer says “{SENTENCE}”: name another sentence to edit here.")
        self._server = served.server
        self._page = page
        self._page.goto(f"{self._server.address}discussion/")
        self._server.wait_for("Browser connected")

    def edit(self, number: int) -> float:
        """Edit the sentence; return the milliseconds until the browser shows it."""
        edited = f"{SENTENCE} (edit {number})"
        mark = len(self._server.output)
        time.sleep(random.uniform(0, _POLLING_SECONDS))  # noqa: S311 - spreads the moments
        start = time.perf_counter()
        self._file.write_text(self._text.replace(SENTENCE, edited), "utf-8")
        # Looked for at every frame the browser draws, across the reload.
        self._page.wait_for_function(
            "words => document.body?.innerText.includes(words)", arg=edited
        )
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
        cases = {
            "stock": make_stock_case(folder / "stock"),
            "casereport": copy_case(folder / "case"),
        }
        sites = {}
        for name, case in cases.items():
            served = stack.enter_context(serve_case(case))
            sites[name] = Edited(served, stack.enter_context(closing(browser.new_page())))
        milliseconds: dict[str, list[float]] = {name: [] for name in sites}
        for number in range(edits + 1):
            for name, site in sites.items():
                taken = site.edit(number)
                if number:  # The first round warms both servers.
                    milliseconds[name].append(taken)
                    print(f"edit {number}/{edits}  {taken:6.0f} ms  {name}", file=sys.stderr)
    print(f"{'edit to reload':16}{'median':>10}{'min':>10}{'max':>10}")
    for name, taken_all in milliseconds.items():
        median, least, most = statistics.median(taken_all), min(taken_all), max(taken_all)
        print(f"{name:16}{median:7.0f} ms{least:7.0f} ms{most:7.0f} ms")


if __name__ == "__main__":
    main()
