"""``mkdocs serve``: every edit reloads the browser, and every number is right at once."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import expect

from browser.serving import MkDocsServe, save_atomically, save_in_place, serve_case
from browser.windows import LONG_WAIT, Windows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from browser.serving import ServedCase
    from tiny import Built, TinyCase

NUMBERS = {
    "case-presentation/": ["Figure 1:", "Figure 2:"],
    "discussion/": ["[1]", "[1]", "[2]", "[3]"],
    "final-comment/": ["[4]", "[5]", "[5]", "[6]"],
}
"""The real case's figures and citations, page by page, as a reader sees them."""

SHIFTED = {
    "case-presentation/": ["Figure 1:", "Figure 2:"],
    "discussion/": ["[1]", "[2]", "[2]", "[3]", "[4]"],
    "final-comment/": ["[5]", "[6]", "[6]", "[1]"],
}
"""The same with the last work cited first."""


@dataclass(frozen=True)
class Edit:
    """One edit of the real case and what a reader sees then."""

    file: str
    old: str
    new: str
    address: str
    sees: str
    numbers: Mapping[str, list[str]] = field(default_factory=lambda: NUMBERS)


EDITS = [
    pytest.param(
        Edit("docs/discussion.md", "is an uncommon", "is a rare", "discussion/", "is a rare tumor"),
        id="text",
    ),
    pytest.param(
        Edit(
            "docs/discussion.md",
            "# Discussion\n",
            "# Discussion\n\nSo it was said [@gaignard2020].\n",
            "discussion/",
            "So it was said [1].",
            SHIFTED,
        ),
        id="a new first citation",
    ),
    pytest.param(
        Edit("references.bib", "{Imaging of", "{Images of", "references/", "Images of uncommon"),
        id="a reference",
    ),
    pytest.param(
        Edit(
            "figures/figures.yml",
            "modality: operative photograph",
            "modality: photograph of the operation",
            "case-presentation/",
            "photograph of the operation",
        ),
        id="what an image is",
    ),
    pytest.param(
        Edit("glossary.yml", "pulmonary t", "lung t", "about/", "lung thromboembolism"),
        id="what an abbreviation means",
    ),
    pytest.param(
        Edit("mkdocs.yml", "- Discussion:", "- Thoughts:", "discussion/", "Thoughts"),
        id="the menu",
    ),
]
SAVES = [
    pytest.param(save_in_place, id="in place"),
    pytest.param(save_atomically, id="atomically"),
]


@pytest.fixture(scope="module")
def served(real_case: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedCase]:
    """Return a copy of the real case, served; each test leaves it as it was."""
    root = tmp_path_factory.mktemp("served") / "case"
    shutil.copytree(real_case.site.parent, root, ignore=shutil.ignore_patterns("site"))
    with serve_case(root) as case:
        yield case


def shown_numbers(page: Page) -> dict[str, list[str]]:
    """Return the figure labels and citations that the served pages show now."""
    shown = {}
    for address in NUMBERS:
        soup = BeautifulSoup(page.request.get(address).text(), "lxml")
        told = soup.select(".figure__label, .citation:not(.graphic *)")
        shown[address] = [tag.get_text() for tag in told]
    return shown


@pytest.mark.parametrize("save", SAVES)
@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_reloads_the_browser(
    edit: Edit, save: Callable[[Path, bytes], None], served: ServedCase, reloading: Windows
) -> None:
    """The open page reloads by itself, shows the edit, and every number of the case is right."""
    page = reloading.open(served.server.address)
    page.goto(edit.address)
    expect(page.locator("body")).not_to_contain_text(edit.sees)
    text = (served.root / edit.file).read_text("utf-8")
    assert edit.old in text
    with served.edited(edit.file, text.replace(edit.old, edit.new).encode(), save):
        expect(page.locator("body")).to_contain_text(edit.sees, timeout=LONG_WAIT)
        assert shown_numbers(page) == edit.numbers
        reloading.close()


@pytest.mark.parametrize("save", SAVES)
def test_a_replaced_image_reloads_the_browser(
    save: Callable[[Path, bytes], None], served: ServedCase, reloading: Windows
) -> None:
    """The open page shows the new image in its own proportions."""
    page = reloading.open(served.server.address)
    page.goto("case-presentation/")
    image = page.locator("#figure-operation img")
    shape = "image => image.naturalHeight / image.naturalWidth"
    image.scroll_into_view_if_needed()
    assert image.evaluate(shape) != pytest.approx(2)
    replaced = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 240"/>'
    with served.edited("figures/operation.svg", replaced, save):
        expect(image).to_have_attribute("height", "240", timeout=LONG_WAIT)
        image.scroll_into_view_if_needed()
        image.evaluate("image => image.decode()")
        assert image.evaluate(shape) == pytest.approx(2)
        assert shown_numbers(page) == NUMBERS
        reloading.close()


def test_ctrl_c_ends_it_while_a_browser_is_open(tiny_case: TinyCase, browser: Browser) -> None:
    """The process ends by itself, with code 0 and no traceback, though a page is waiting."""
    server = MkDocsServe(tiny_case.root)
    # A window that may complain: its server goes away.
    windows = Windows(browser, reloading=True)
    try:
        server.wait_for("Serving on")
        windows.open(server.address).goto("./")
        server.wait_for("Browser connected")
    finally:
        code = server.stop()
        windows.close()
    assert code == 0
    assert "Traceback" not in server.output
