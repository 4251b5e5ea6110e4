"""Browser windows that remember everything a good page never does."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from playwright.sync_api import Error

if TYPE_CHECKING:
    from playwright.sync_api import (
        Browser,
        BrowserContext,
        ConsoleMessage,
        Locator,
        Page,
        Request,
        Response,
        WebError,
    )

PHONE, DESKTOP = 390, 1440
"""The widths, in CSS pixels, that every page is held to."""

WAIT, LONG_WAIT = 10_000, 30_000
"""Milliseconds to wait for what takes a few, and for a build, on a machine that does much else."""

# A published page starts its scripts once it is shown, or at once when a reader presses something
# (casereport/publishing/late.js). Under test they belong to its loading, so that what a test does
# next finds them there; how they start otherwise is tested in test_first_sight.py.
_PRESS_AT_ONCE = """document.addEventListener("DOMContentLoaded", () => {
  document.dispatchEvent(new Event("pointerdown"));
}, { once: true })"""

_HEIGHTS = {PHONE: 844, DESKTOP: 900}
_OWN_SCHEMES = frozenset({"data", "blob", "about"})
_FIRST_ERROR = 400
_ATTEMPTS, _SOON = 5, 2_000


@dataclass
class Windows:
    """The windows of one test, and what went wrong in any of them."""

    browser: Browser
    contexts: list[BrowserContext] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    """What a page asked of another host, missed or complained of, as short sentences."""
    provoked: list[str] = field(default_factory=list)
    """How the faults begin that the test itself brings about."""
    reloading: bool = False
    """Whether pages reload by themselves, and so end only with the browser: Chromium may wait
    forever for the end of a window whose page is just being reloaded."""

    def open(
        self,
        address: str,
        *,
        width: int = DESKTOP,
        dark: bool = False,
        touch: bool = False,
        scripts: bool = True,
    ) -> Page:
        """Return a new window, still empty, with the site at ``address`` as its base."""
        context = self.browser.new_context(
            base_url=address,
            viewport={"width": width, "height": _HEIGHTS[width]},
            color_scheme="dark" if dark else "light",
            has_touch=touch,
            is_mobile=touch,
            java_script_enabled=scripts,
        )
        context.set_default_timeout(WAIT)
        context.add_init_script(_PRESS_AT_ONCE)
        self.contexts.append(context)
        host = urlsplit(address).netloc
        faults = self.faults

        def note_request(request: Request) -> None:
            parts = urlsplit(request.url)
            if parts.scheme not in _OWN_SCHEMES and parts.netloc != host:
                faults.append(f"asked another host: {request.url}")

        def note_response(response: Response) -> None:
            if response.status >= _FIRST_ERROR:
                faults.append(f"got {response.status}: {response.url}")

        def note_message(message: ConsoleMessage) -> None:
            if message.type == "error":
                faults.append(f"wrote an error to the console: {message.text}")

        def note_error(error: WebError) -> None:
            faults.append(f"raised an error: {error.error}")

        context.on("request", note_request)
        context.on("response", note_response)
        context.on("console", note_message)
        context.on("weberror", note_error)
        return context.new_page()

    def provoke(self, *faults: str) -> None:
        """Announce faults by how they begin: the test brings each of them about."""
        self.provoked += faults

    @property
    def surprises(self) -> list[str]:
        """The faults that nobody announced, and the announced ones that never came."""
        unforeseen = [fault for fault in self.faults if not fault.startswith(tuple(self.provoked))]
        missed = [
            f"never came: {beginning}"
            for beginning in self.provoked
            if not any(fault.startswith(beginning) for fault in self.faults)
        ]
        return unforeseen + missed

    def close(self) -> None:
        """Close every window; those that reload by themselves are only forgotten."""
        if self.reloading:
            self.contexts.clear()
            # What comes now, such as a server that is gone, is no fault of the page.
            self.faults = list(self.faults)
        while self.contexts:
            context = self.contexts.pop()
            for page in context.pages:
                _leave(page)
            context.close()


def _leave(page: Page) -> None:
    """Go to an empty page: Chromium never closes a window that is just reloading itself.

    It forgets the closing, and now and then the going as well, so that is tried again.
    """
    for _ in range(_ATTEMPTS):
        with contextlib.suppress(Error):
            page.goto("about:blank", timeout=_SOON)
            return


_IN_SIGHT = """element => {
  const box = element.getClientRects()[0];
  const x = box.left + Math.min(box.width, 24) / 2;
  const y = box.top + Math.min(box.height, 24) / 2;
  const seen = document.elementFromPoint(x, y);
  return element.contains(seen);
}"""


def wait_until_in_sight(target: Locator) -> None:
    """Wait until the beginning of ``target`` stands in the window with nothing over it.

    Raises TimeoutError where it does not, such as below the page's header.
    """
    target.page.wait_for_function(_IN_SIGHT, arg=target.element_handle())
