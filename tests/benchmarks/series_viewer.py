"""Times the series viewer with a large series: until the first slice is shown, and from then on.

A series of 512 x 512 x 200 voxels is made from a seed, a case is built with it and served on
loopback, and Chromium opens it. Three waits are printed, each up to the frame that shows the
first slice: from the reader's click; from the last byte's arrival, while unpacking has kept up
with it; and from the moment at which every packed byte lies in memory and none is unpacked yet.
Then slices are changed at every frame the browser draws, in each plane.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from contextlib import ExitStack, closing
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from playwright.sync_api import sync_playwright

# What the tests use to build, to serve and to look.
sys.path.append(str(Path(__file__).parent.parent))

from browser.chromium import HELP, find_chromium, launch_arguments
from browser.serving import serve_folder
from casereport.volume import Volume, write_volume
from tiny import REFERENCES, TinyCase

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SHAPE = (512, 512, 200)
SPACING = (0.75, 0.75, 2.0)
PAGES = {
    "docs/index.md": "# Home\n\n![A plane.](../figures/plane.png)\n\n"
    "/// figure-caption | #figure\nA plane.\n///\n",
    "docs/references.md": REFERENCES,
    "references.bib": "",
    "figures/figures.yml": "plane.png:\n  volume: series.nii.gz\n  plane: axial\n"
    "  position: 200\n  window: soft tissue\n",
}

# Notes when the first slice stands on the screen, when the last byte came, and, if asked to, holds
# the bytes back until all are there.
_WATCH = """(hold) => {
  const times = (window.times = {});
  const noted = (name) => requestAnimationFrame(() => requestAnimationFrame(() => {
    times[name] = performance.now();
  }));
  new MutationObserver((_, observer) => {
    if (!document.querySelector(".viewer__canvas")) return;
    observer.disconnect();
    noted("shown");
  }).observe(document, { childList: true, subtree: true });
  document.addEventListener("click", () => (times.click = performance.now()), true);
  const fetching = window.fetch;
  if (hold) window.fetch = async (...given) => {
    const response = await fetching(...given);
    if (!response.url.endsWith(".nii.gz")) return response;
    const bytes = await response.arrayBuffer();
    times.there = performance.now();
    return new Response(bytes);
  };
}"""
_ARRIVED = """() => performance.getEntriesByType("resource")
  .find((entry) => entry.name.endsWith(".nii.gz")).responseEnd"""

# One slice on at every frame; returns the milliseconds between them.
_TURN = """(frames) => new Promise((done) => {
  const slice = document.querySelector(".viewer__slice");
  const times = [];
  let said = "";
  let key = "ArrowUp";
  const turn = (now) => {
    const words = document.querySelector(".viewer__readout").textContent;
    if (times.length > 1 && words === said) throw new Error(`stuck at ${said}`);
    said = words;
    times.push(now);
    if (times.length > frames) return done(times.slice(1).map((time, at) => time - times[at]));
    if (slice.value === slice.max) key = "ArrowDown";
    if (slice.value === slice.min) key = "ArrowUp";
    document.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
    requestAnimationFrame(turn);
  };
  requestAnimationFrame(turn);
})"""


def make_series() -> Volume:
    """Return a body of tissues and noise in air, as a scanner might have it."""
    noise = np.random.default_rng(20)
    x, y, z = np.ogrid[-1 : 1 : SHAPE[0] * 1j, -1 : 1 : SHAPE[1] * 1j, -1 : 1 : SHAPE[2] * 1j]
    hu = np.full(SHAPE, -1000, np.int16)
    hu[np.broadcast_to((x / 0.85) ** 2 + (y / 0.6) ** 2 < 1, SHAPE)] = -100
    for center, radius, value in (
        ((0, 0, 0), (0.78, 0.52, 3), 50),
        ((0.4, 0.1, 0.4), (0.3, 0.3, 0.5), 110),
        ((-0.1, -0.1, 0), (0.06, 0.06, 3), 300),
        ((0, -0.3, 0), (0.12, 0.12, 3), 500),
    ):
        parts = zip((x, y, z), center, radius, strict=True)
        inside = sum(((axis - at) / size) ** 2 for axis, at, size in parts) < 1
        hu[np.broadcast_to(inside, SHAPE)] = value
    hu += noise.normal(0, 12, SHAPE).astype(np.int16)
    return Volume(hu, SPACING, (0.0, 0.0, 0.0))


def open_series(browser: Browser, address: str, *, hold: bool) -> tuple[Page, dict[str, float]]:
    """Open the series in a new window; return its page and the milliseconds of each wait."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.add_init_script(f"({_WATCH})({str(hold).lower()})")
    page.goto(address)
    page.get_by_role("button", name="Scroll through the series").click()
    page.wait_for_function("() => window.times.shown")
    times = page.evaluate("times")
    if hold:
        return page, {"all bytes in memory": times["shown"] - times["there"]}
    return page, {
        "click": times["shown"] - times["click"],
        "last byte": times["shown"] - page.evaluate(_ARRIVED),
    }


def print_waits(browser: Browser, address: str, runs: int) -> None:
    """Open the series again and again, each time in a new window, and print the waits."""
    waits: dict[str, list[float]] = {}
    for run in range(runs + 1):
        for hold in (False, True):
            page, found = open_series(browser, address, hold=hold)
            page.context.close()
            for name, taken in found.items() if run else ():  # The first round warms up.
                waits.setdefault(name, []).append(taken)
                print(f"run {run}/{runs}  {taken:6.0f} ms  {name}", file=sys.stderr)
    print(f"{'first slice shown after':26}{'median':>10}{'min':>10}{'max':>10}")
    for name, taken_all in waits.items():
        median, least, most = statistics.median(taken_all), min(taken_all), max(taken_all)
        print(f"{name:26}{median:7.0f} ms{least:7.0f} ms{most:7.0f} ms")


def print_rates(browser: Browser, address: str, frames: int) -> None:
    """Change slices at every frame in each plane and print how many there are in a second."""
    page, _ = open_series(browser, address, hold=False)
    print(f"{'slices changed':26}{'median':>10}{'slowest 1%':>14}")
    for plane in ("Axial", "Coronal", "Sagittal"):
        page.get_by_role("radio", name=plane).check()
        between = page.evaluate(_TURN, frames)
        slow = statistics.quantiles(between, n=100)[-1]
        print(f"{plane:26}{1000 / statistics.median(between):6.1f}/s{1000 / slow:12.1f}/s")
    page.context.close()


def main() -> None:
    """Make the series, open it, change its slices, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="counted openings")
    parser.add_argument("--frames", type=int, default=600, help="slices changed in each plane")
    arguments = parser.parse_args()
    program = find_chromium()
    if program is None:
        sys.exit(HELP)
    with ExitStack() as stack:
        case = TinyCase(Path(stack.enter_context(tempfile.TemporaryDirectory())))
        case.settings()
        case.write(PAGES)
        start = time.perf_counter()
        size = write_volume(make_series(), case.root / "figures" / "series.nii.gz")
        print(f"series made in {time.perf_counter() - start:.0f} s", file=sys.stderr)
        built = case.build("--strict")
        if built.exit_code:
            sys.exit(built.output)
        address = stack.enter_context(serve_folder(built.site))
        chromium = stack.enter_context(sync_playwright()).chromium
        browser = chromium.launch(executable_path=program, args=launch_arguments())
        stack.enter_context(closing(browser))
        voxels = " x ".join(map(str, SHAPE))
        print(f"{voxels} voxels, {size / 1e6:.0f} MB packed, Chromium {browser.version}")
        print_waits(browser, address, arguments.runs)
        print_rates(browser, address, arguments.frames)


if __name__ == "__main__":
    main()
