"""Nothing of a viewer is fetched before it is asked for; the wait is shown, and can be ended."""

from __future__ import annotations

import gzip
import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from browser.series import OWN
from browser.serving import serve_in_halves
from browser.viewers import (
    PAGE,
    canvas,
    control,
    dialog,
    middle,
    open_figure,
    open_series,
    panel_link,
    readout,
    series_button,
    stage,
    status,
)

if TYPE_CHECKING:
    from playwright.sync_api import Page, Request

    from browser.series import Series
    from browser.windows import Windows
    from tiny import Built

EVERYWHERE = {"page.js", "cards.js", "figure-viewer.js", "cite.js", "scheme.js"}
"""What of the generator's own files every page loads, its style apart."""

SHARED = ["viewer.js", "viewer.css"]
FIGURE = sorted(["figure-dialog.js", "figure-dialog.css", *SHARED])
SERIES = sorted(
    [
        "series-viewer.js",
        "series-viewer.css",
        "series-fetching.js",
        "series-overlay.js",
        "volume.js",
        "blocks.nii.gz",
        *SHARED,
    ]
)


def follow(page: Page) -> list[str]:
    """Return a list of the names, without hashes, of all own assets and volumes requested."""
    names: list[str] = []

    def note(request: Request) -> None:
        name = PurePosixPath(request.url).name
        if "/assets/casereport/" in request.url or name.endswith(".nii.gz"):
            names.append(re.sub(r"\.[0-9a-f]{10}\.", ".", name))

    page.on("request", note)
    return names


def test_nothing_is_fetched_before_it_is_asked_for(windows: Windows, series: Series) -> None:
    """Neither script, style nor volume, by reading on or pointing; each once, and kept."""
    page = windows.open(series.address)
    fetched = follow(page)
    page.goto("./")
    page.keyboard.press("End")
    for target in (panel_link(page, "axial"), series_button(page, "axial")):
        target.hover()
        target.focus()
    page.wait_for_load_state("networkidle")
    assert set(fetched) == EVERYWHERE
    fetched.clear()
    series_button(page, "axial").click()
    expect(canvas(page)).to_be_visible()
    assert sorted(fetched) == SERIES
    fetched.clear()
    page.keyboard.press("Escape")
    series_button(page, "coronal").click()
    expect(readout(page)).to_contain_text(series.words("coronal", OWN["coronal"]))
    assert fetched == []


def test_the_figure_viewer_fetches_its_own_only(windows: Windows, series: Series) -> None:
    """A figure is looked at without anything of the series."""
    page = windows.open(series.address)
    fetched = follow(page)
    open_figure(page, "axial", "./")
    assert sorted(name for name in fetched if name not in EVERYWHERE) == FIGURE


def test_the_wait_shows_bytes_and_can_be_cancelled(windows: Windows, real_case: Built) -> None:
    """Half of it has come: bar, bytes, announcement. Cancelled, the still stays; then again."""
    with serve_in_halves(real_case.site, ".nii.gz") as (address, go_on):
        page = windows.open(address)
        page.goto(PAGE)
        total = int(page.locator("#ct-axial").get_attribute("data-bytes") or 0)
        half, whole = f"{total / 2e6:.1f}", f"{total / 1e6:.1f}"
        series_button(page, "ct-axial").click()
        expect(stage(page).get_by_text(f"{half} of {whole} MB")).to_be_visible()
        wait = page.locator(".viewer__wait")
        assert middle(wait) == pytest.approx(middle(stage(page)), abs=1)
        bar = dialog(page).get_by_role("progressbar", name="Fetching the series")
        assert bar.evaluate("bar => [bar.value, bar.max]") == [total // 2, total]
        expect(status(page)).to_have_text(f"Fetching the series, 0.0 of {whole} MB")
        expect(control(page, "Cancel")).to_be_focused()
        window = dialog(page).get_by_role("combobox", name="Window")
        assert window.evaluate("control => control.closest('[inert]') !== null")
        with page.expect_event("requestfailed"):
            control(page, "Cancel").click()
        sentence = "Fetching was cancelled; the still images remain."
        expect(stage(page).get_by_text(sentence)).to_be_visible()
        expect(status(page)).to_have_text(sentence)
        still = page.locator(".viewer__still")
        assert still.evaluate("image => image.naturalWidth") > 0
        expect(control(page, "Try again")).to_be_focused()
        go_on.set()
        page.keyboard.press("Enter")
        expect(canvas(page)).to_be_visible()
        expect(readout(page)).to_contain_text("Axial slice")
        assert window.evaluate("control => control.closest('[inert]') === null")


def test_closing_ends_the_fetch(windows: Windows, real_case: Built) -> None:
    """Who leaves while it comes is not sent the rest, and finds the panel as it was."""
    with serve_in_halves(real_case.site, ".nii.gz") as (address, _):
        page = windows.open(address)
        page.goto(PAGE)
        series_button(page, "ct-axial").click()
        expect(stage(page).get_by_text("MB")).to_be_visible()
        with page.expect_event("requestfailed"):
            page.keyboard.press("Escape")
        expect(dialog(page)).to_have_count(0)
        expect(series_button(page, "ct-axial")).to_be_focused()


def test_a_volume_the_server_unpacks_is_shown_too(windows: Windows, series: Series) -> None:
    """Some servers say that a .gz file is compressed in transit, and the browser unpacks it."""
    page = windows.open(series.address)
    plain = gzip.decompress(series.file.read_bytes())
    page.route("**/blocks.*.nii.gz", lambda route: route.fulfill(body=plain))
    open_series(page, "axial", "./")
    expect(readout(page)).to_contain_text(series.words("axial", OWN["axial"]))
