"""Where a series cannot be shown the still panels remain, and one sentence says why."""

from __future__ import annotations

import gzip
import struct
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from browser.series import OWN
from browser.viewers import (
    PAGE,
    canvas,
    control,
    panel_link,
    readout,
    series_button,
    stage,
    status,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page, Route

    from browser.series import Series
    from browser.windows import Windows
    from tiny import Built

VOLUMES = "**/*.nii.gz"
UNFETCHED = "The series could not be fetched; the still images remain."
UNREADABLE = "What came is not a complete CT volume this viewer can read; the still images remain."
NO_ROOM = "This device has too little memory for the series; the still images remain."
LOST = "wrote an error to the console: Failed to load resource"


def expect_still(page: Page, sentence: str, given: str = "") -> None:
    """Expect the still in the dialog, the sentence seen and told, and the way to try again.

    ``given`` says in a failure's report what the reader's browser got.
    """
    expect(stage(page).get_by_text(sentence), given).to_be_visible()
    expect(status(page)).to_have_text(sentence)
    expect(control(page, "Try again")).to_be_focused()
    expect(canvas(page)).to_have_count(0)
    still = page.locator(".viewer__still")
    assert still.evaluate("image => image.naturalWidth") > 0


def missing(route: Route) -> None:
    """Answer as a server that has no such file."""
    route.fulfill(status=404, content_type="text/html", body="<h1>Not found</h1>")


def lost(route: Route) -> None:
    """Break the connection off."""
    route.abort("connectionreset")


@pytest.mark.parametrize(
    ("answer", "faults"),
    [pytest.param(missing, ["got 404", LOST], id="404"), pytest.param(lost, [LOST], id="offline")],
)
def test_a_series_that_does_not_come_can_be_asked_for_again(
    answer: Callable[[Route], None], faults: list[str], windows: Windows, series: Series
) -> None:
    """The dialog says so over the still, and shows the series once it comes."""
    windows.provoke(*faults)
    page = windows.open(series.address)
    page.route(VOLUMES, answer)
    page.goto("./")
    series_button(page, "axial").click()
    expect_still(page, UNFETCHED)
    page.unroute(VOLUMES)
    control(page, "Try again").click()
    expect(readout(page)).to_contain_text(series.words("axial", OWN["axial"]))


def altered(packed: bytes, *changes: tuple[int, str, float]) -> bytes:
    """Return the volume with these numbers of its header replaced."""
    content = bytearray(gzip.decompress(packed))
    for place, form, value in changes:
        struct.pack_into(form, content, place, value)
    return gzip.compress(bytes(content))


# Places in the header of NIfTI-1: what stands there, as struct knows it, and what a reader that
# guessed would show wrongly.
HEADERS: dict[str, list[tuple[int, str, float]]] = {
    "another kind of file": [(344, "<i", 0)],
    "numbers of the other byte order": [(0, ">i", 348)],
    "voxels in another place": [(108, "<f", 400)],
    "floating-point values": [(70, "<h", 16)],
    "values to be multiplied": [(112, "<f", 2)],
    "values to be shifted": [(112, "<f", 1), (116, "<f", -1024)],
    "four dimensions": [(40, "<h", 4)],
    "a side without voxels": [(42, "<h", 0)],
    "a row from right to left": [(280, "<f", -3)],
    "an oblique row": [(284, "<f", 0.5)],
    "more voxels than there are": [(42, "<h", 25)],
}


def test_what_is_no_whole_volume_is_not_shown(windows: Windows, series: Series) -> None:
    """Cut short, broken or of another kind: no guess is made, and nothing half is shown."""
    page = windows.open(series.address)
    whole = series.file.read_bytes()
    broken = bytes([*whole[: len(whole) // 2], 0xFF, *whole[len(whole) // 2 + 1 :]])
    contents = {
        "nothing": b"",
        "a web page": b"<!doctype html><title>Please log in</title>" * 20,
        "half of the file": whole[: len(whole) // 2],
        "all but its end": whole[:-6],
        "a broken file": broken,
        "half of the voxels": gzip.compress(gzip.decompress(whole)[: 352 + series.hu.size]),
        "no more than a header": gzip.compress(gzip.decompress(whole)[:352]),
        **{name: altered(whole, *change) for name, change in HEADERS.items()},
    }
    answers = iter([*contents.values(), whole])
    page.route(VOLUMES, lambda route: route.fulfill(body=next(answers)))
    page.goto("./")
    series_button(page, "axial").click()
    for name in contents:
        expect_still(page, UNREADABLE, name)
        control(page, "Try again").click()
    expect(readout(page)).to_contain_text(series.words("axial", OWN["axial"]))


def test_a_volume_too_large_for_the_device_is_said_to_be(windows: Windows, series: Series) -> None:
    """The browser refuses the memory; the sentence is another than that of a broken file."""
    page = windows.open(series.address)
    page.add_init_script(
        """Response.prototype.arrayBuffer = () =>
          Promise.reject(new RangeError("Array buffer allocation failed"))"""
    )
    page.goto("./")
    series_button(page, "axial").click()
    expect_still(page, NO_ROOM)


# What the reader's browser is like, and the sentence that then stands in place of the button.
HINDRANCES = [
    pytest.param(
        "delete window.DecompressionStream",
        "This browser cannot show the series; a newer one can scroll through it.",
        id="no DecompressionStream",
    ),
    pytest.param(
        "delete window.HTMLDialogElement",
        "This browser cannot show the series; a newer one can scroll through it.",
        id="no dialog",
    ),
    pytest.param(
        "Object.defineProperty(Navigator.prototype, 'deviceMemory', { get: () => 0.5 })",
        "This device has too little memory to scroll through the series.",
        id="little memory",
    ),
]


def expect_panels_without_series(page: Page, sentence: str) -> None:
    """Expect every panel of the real case to show its image, and this sentence in one place."""
    for panel in ("ct-coronal", "ct-axial"):
        expect(series_button(page, panel)).to_have_count(0)
        expect(page.locator(f"#{panel}").get_by_text(sentence, exact=True)).to_be_visible()
        image = panel_link(page, panel).get_by_role("img")
        expect(image).to_be_visible()
        assert image.evaluate("image => image.naturalWidth") > 0


@pytest.mark.parametrize(("script", "sentence"), HINDRANCES)
def test_a_browser_that_cannot_show_it_says_why(script: str, sentence: str, page: Page) -> None:
    """The sentence stands below the panel, where the button would be."""
    page.add_init_script(script)
    page.goto(PAGE)
    expect_panels_without_series(page, sentence)


def test_without_javascript_one_sentence_says_why(scriptless: Page) -> None:
    """The page itself carries it."""
    scriptless.goto(PAGE)
    sentence = "The series can be scrolled where JavaScript is switched on."
    expect_panels_without_series(scriptless, sentence)


def test_from_a_file_one_sentence_says_why(windows: Windows, real_case: Built) -> None:
    """Browsers fetch nothing beside a page opened from a folder; the images are links there."""
    page = windows.open(real_case.site.as_uri())
    # Material's search asks for its index, and finds it in another place.
    windows.provoke("wrote an error to the console: Failed to load", "raised an error: Invalid")
    with page.expect_event("pageerror"):
        page.goto(f"{real_case.site.as_uri()}/{PAGE}index.html")
    sentence = (
        "The series can be scrolled where this page is read from a web server, not from a file."
    )
    expect_panels_without_series(page, sentence)
    panel_link(page, "ct-axial").click()
    page.wait_for_url("**/figures/ct-angiography-axial-*.png")


def test_a_viewer_that_does_not_come_says_so(windows: Windows, series: Series) -> None:
    """The series' button gives way to a sentence; a figure's link leads to its image."""
    windows.provoke("got 404", LOST)
    page = windows.open(series.address)
    page.route("**/assets/casereport/series-viewer.*.js", missing)
    page.route("**/assets/casereport/figure-dialog.*.js", missing)
    page.route("**/favicon.ico", lambda route: route.fulfill(status=204))
    page.goto("./")
    series_button(page, "axial").click()
    sentence = "The viewer of the series could not be fetched; reload the page to try again."
    expect(page.locator("#axial").get_by_text(sentence)).to_be_visible()
    expect(series_button(page, "coronal")).to_be_visible()
    panel_link(page, "axial").click()
    page.wait_for_url("**/figures/axial-*.png")
