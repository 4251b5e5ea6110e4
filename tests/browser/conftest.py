"""Real Chromium, the built case served to it, and windows that fail the test at any fault."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect, sync_playwright

from browser.chromium import HELP, find_chromium, launch_arguments
from browser.series import Series, make_case
from browser.serving import serve_folder
from browser.viewers import PAGE as FIGURE_PAGE
from browser.viewers import canvas, control, dialog, panel_link, series_button
from browser.windows import PHONE, WAIT, Windows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Locator, Page

    from tiny import Built

expect.set_options(timeout=WAIT)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Callable[..., Browser]]:
    """Return what starts Chromium, with further arguments of its command line."""
    program = find_chromium()
    if program is None:
        pytest.fail(HELP)
    with sync_playwright() as playwright:
        yield lambda *more: playwright.chromium.launch(
            executable_path=program, args=[*launch_arguments(), *more]
        )


@pytest.fixture(scope="session")
def browser(chromium: Callable[[], Browser]) -> Iterator[Browser]:
    """Return Chromium, started once."""
    started = chromium()
    yield started
    started.close()


@pytest.fixture
def reloading(chromium: Callable[[], Browser]) -> Iterator[Windows]:
    """Return windows whose pages reload by themselves, in a browser that ends with the test."""
    started = chromium()
    opened = Windows(started, reloading=True)
    yield opened
    started.close()
    assert opened.faults == []


@pytest.fixture(scope="session")
def site(real_case: Built) -> Iterator[str]:
    """Return the address of the real case."""
    with serve_folder(real_case.site) as address:
        yield address


@pytest.fixture(scope="session")
def series(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Series]:
    """Return the site with a small series of known values."""
    built = make_case(tmp_path_factory.mktemp("series")).build("--strict")
    assert built.exit_code == 0, built.output
    with serve_folder(built.site) as address:
        yield Series(address, built.site.parent / "figures" / "blocks.nii.gz")


@contextmanager
def _lasting(browser: Browser, address: str, path: str) -> Iterator[Page]:
    """Keep one desktop's window on a page of a site; anything wrong in it fails its last test."""
    opened = Windows(browser)
    page = opened.open(address)
    page.goto(path)
    yield page
    opened.close()
    assert opened.surprises == []


@pytest.fixture(scope="module")
def figure_page(browser: Browser, site: str) -> Iterator[Page]:
    """Return one window, on the page with the real case's figures, for all of a module."""
    with _lasting(browser, site, FIGURE_PAGE) as page:
        yield page


@pytest.fixture(scope="module")
def series_page(browser: Browser, series: Series) -> Iterator[Page]:
    """Return one window, on the page with the small series, for all of a module."""
    with _lasting(browser, series.address, "./") as page:
        yield page


def _open_anew(page: Page, opener: Locator) -> Page:
    """Close the viewer that a test has left open, and open one."""
    page.mouse.move(0, 0)
    if dialog(page).count():
        control(page, "Close").click()
        expect(dialog(page)).to_have_count(0)
    opener.click()
    expect(dialog(page)).to_be_visible()
    return page


@pytest.fixture
def ct_coronal(figure_page: Page) -> Page:
    """Return a module's window with Figure 1A newly opened."""
    return _open_anew(figure_page, panel_link(figure_page, "ct-coronal"))


@pytest.fixture
def ct_axial(figure_page: Page) -> Page:
    """Return a module's window with Figure 1B newly opened."""
    return _open_anew(figure_page, panel_link(figure_page, "ct-axial"))


@pytest.fixture
def axial(series_page: Page) -> Page:
    """Return a module's window with the small series of Figure 1A newly opened."""
    _open_anew(series_page, series_button(series_page, "axial"))
    expect(canvas(series_page)).to_be_visible()
    return series_page


@pytest.fixture
def windows(browser: Browser) -> Iterator[Windows]:
    """Return the windows of one test; anything wrong in one of them fails it."""
    opened = Windows(browser)
    yield opened
    opened.close()
    assert opened.surprises == []


@pytest.fixture
def page(windows: Windows, site: str) -> Page:
    """Return a desktop's window."""
    return windows.open(site)


@pytest.fixture
def phone(windows: Windows, site: str) -> Page:
    """Return a phone's window."""
    return windows.open(site, width=PHONE, touch=True)


@pytest.fixture
def scriptless(windows: Windows, site: str) -> Page:
    """Return a window in which JavaScript is switched off."""
    return windows.open(site, scripts=False)
