"""The browser tests see every fault of a page: their own alarm is tried out here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from browser.serving import serve_folder
from browser.windows import Windows

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

FAULTS = [
    pytest.param("<img src='{other}picture.png'>", "asked another host", id="another host"),
    pytest.param("<img src='missing.png'>", "got 404", id="missing file"),
    pytest.param("<script>throw new Error('no')</script>", "raised an error", id="page error"),
    pytest.param("<script>console.error('no')</script>", "wrote an error", id="console error"),
]


@pytest.mark.parametrize(("markup", "fault"), FAULTS)
def test_a_fault_of_a_page_is_noted(
    markup: str, fault: str, browser: Browser, tmp_path: Path
) -> None:
    """Each kind of fault is noted in its own words, so that no test passes over it."""
    windows = Windows(browser)
    with serve_folder(tmp_path) as address, serve_folder(tmp_path) as other:
        head = "<!doctype html><link rel=icon href='data:,'>"
        (tmp_path / "index.html").write_text(head + markup.format(other=other), "utf-8")
        windows.open(address).goto("./", wait_until="networkidle")
        windows.close()
    assert [noted for noted in windows.faults if noted.startswith(fault)]


def test_a_page_without_fault_raises_no_alarm(browser: Browser, tmp_path: Path) -> None:
    """A plain page leaves nothing to note."""
    windows = Windows(browser)
    (tmp_path / "index.html").write_text(
        "<!doctype html><link rel=icon href='data:,'><script>console.warn('so')</script>", "utf-8"
    )
    with serve_folder(tmp_path) as address:
        windows.open(address).goto("./", wait_until="networkidle")
        windows.close()
    assert windows.faults == []


MISSING = "<img src='missing.png'>"
PROVOKED = [
    pytest.param(MISSING, ("got 404", "wrote an error"), (), id="announced"),
    pytest.param(MISSING, ("got 404",), ("wrote an error",), id="one of two announced"),
    pytest.param("", ("got 404",), ("never came: got 404",), id="announced in vain"),
]


@pytest.mark.parametrize(("markup", "announced", "surprises"), PROVOKED)
def test_a_fault_the_test_brings_about_is_no_surprise(
    markup: str,
    announced: tuple[str, ...],
    surprises: tuple[str, ...],
    browser: Browser,
    tmp_path: Path,
) -> None:
    """Only what was announced may happen, and it must."""
    windows = Windows(browser)
    windows.provoke(*announced)
    with serve_folder(tmp_path) as address:
        head = "<!doctype html><link rel=icon href='data:,'>"
        (tmp_path / "index.html").write_text(head + markup, "utf-8")
        windows.open(address).goto("./", wait_until="networkidle")
        windows.close()
    assert len(windows.surprises) == len(surprises)
    for surprise, beginning in zip(windows.surprises, surprises, strict=True):
        assert surprise.startswith(beginning)
