"""``mkdocs serve`` and mistakes: the report is shown, the last good site stays, mending helps."""

from __future__ import annotations

import functools
import os
import re
import shutil
import subprocess
import sys
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from browser.serving import serve_case
from browser.windows import LONG_WAIT
from tiny import REFERENCES, TinyCase, article, picture

if TYPE_CHECKING:
    from collections.abc import Iterator

    from browser.serving import ServedCase
    from browser.windows import Windows

HOME = "# Home\n\nA sentence with a number [@alpha].\n\n![A plate](../figures/plate.png)\n"
MENDED = "A mended sentence"
MENDED_HOME = HOME.replace("A sentence", MENDED)


@dataclass(frozen=True)
class Mistake:
    """A mistake in one file, the file as mended, and what a reader sees where then."""

    file: str
    wrong: str
    mended: str
    address: str
    sees: str


MISTAKES = [
    pytest.param(
        Mistake(
            "docs/index.md",
            HOME.replace("@alpha", "@alpah"),
            MENDED_HOME,
            "./",
            "A mended sentence",
        ),
        id="an unknown key",
    ),
    pytest.param(
        Mistake("docs/index.md", HOME.replace("plate.", "lost."), MENDED_HOME, "./", MENDED),
        id="a missing figure",
    ),
    pytest.param(
        Mistake(
            "references.bib",
            "@article{alpha,\n  title = {An open brace,\n}\n",
            article("alpha", title="A mended brace"),
            "references/",
            "A mended brace",
        ),
        id="a malformed bibliography",
    ),
]


def tiny_case_in(root: Path) -> TinyCase:
    """Return a case with one citation and one image."""
    case = TinyCase(root)
    case.settings()
    case.write(
        {
            "docs/index.md": HOME,
            "docs/references.md": REFERENCES,
            "references.bib": article("alpha"),
        }
    )
    picture(root / "figures" / "plate.png")
    return case


@functools.cache
def report_of_build(mistake: Mistake) -> str:
    """Return the report that ``mkdocs build`` prints for this mistake, and only the report."""
    with tempfile.TemporaryDirectory() as folder:
        case = tiny_case_in(Path(folder))
        case.write({mistake.file: mistake.wrong})
        done = subprocess.run(
            [sys.executable, "-m", "mkdocs", "build"],
            cwd=folder,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
    assert done.returncode != 0
    _, heading, rest = done.stdout.partition("The case has ")
    lines = [line for line in rest.splitlines()[1:] if not line or line.startswith("  ")]
    return "\n".join([heading + rest.splitlines()[0], *lines]).rstrip()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedCase]:
    """Return a tiny case, served; each test leaves it as it was."""
    with serve_case(tiny_case_in(tmp_path_factory.mktemp("tiny")).root) as case:
        yield case


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_leaves_the_last_good_site(
    mistake: Mistake, served: ServedCase, reloading: Windows
) -> None:
    """The report is the build's own; every page stays as it was until the file is mended."""
    page = reloading.open(served.server.address)
    page.goto(mistake.address)
    good = page.locator("article").inner_text()
    with served.edited(mistake.file, mistake.wrong.encode()) as mark:
        served.server.wait_for(report_of_build(mistake), mark)
        visitor = reloading.open(served.server.address)
        visitor.goto(mistake.address)
        for seen in (visitor, page):
            assert seen.locator("article").inner_text() == good
        (served.root / mistake.file).write_text(mistake.mended, "utf-8")
        for seen in (visitor, page):
            expect(seen.locator("article")).to_contain_text(mistake.sees, timeout=LONG_WAIT)
        reloading.close()


def test_a_mistake_made_twice_is_reported_twice(served: ServedCase) -> None:
    """The report comes again, whole, when the same mistake does."""
    mistake = Mistake("docs/index.md", HOME.replace("@alpha", "@twice"), HOME, "./", "")
    for _ in range(2):
        with served.edited(mistake.file, mistake.wrong.encode()) as mark:
            served.server.wait_for(report_of_build(mistake), mark)


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_case_broken_from_the_start_shows_its_report(
    mistake: Mistake, reloading: Windows, tmp_path: Path
) -> None:
    """The browser shows the report on every page, and the site once the file is mended."""
    case = tiny_case_in(tmp_path)
    case.write({mistake.file: mistake.wrong})
    report = report_of_build(mistake)
    with serve_case(case.root) as served, closing(reloading):
        assert report in served.server.output
        page = reloading.open(served.server.address)
        for address in ("./", "references/"):
            page.goto(address)
            expect(page.locator("article > pre")).to_have_text(report)
        page.goto(mistake.address)
        case.write({mistake.file: mistake.mended})
        expect(page.locator("article")).to_contain_text(mistake.sees, timeout=LONG_WAIT)
        expect(page.locator("article > pre")).to_have_count(0)


def test_a_second_mistake_takes_the_place_of_the_first(reloading: Windows, tmp_path: Path) -> None:
    """A case broken from the start shows the report of what is wrong now, edit by edit."""
    case = tiny_case_in(tmp_path)
    case.write({"docs/index.md": "# Home\n\nOne [@alpah].\n"})
    with serve_case(case.root) as served, closing(reloading):
        page = reloading.open(served.server.address)
        page.goto("./")
        expect(page.locator("article > pre")).to_contain_text("cites alpah")
        case.write({"docs/index.md": "# Home\n\nOne [@alpha], and [](#lost).\n"})
        expect(page.locator("article > pre")).to_contain_text("#lost", timeout=LONG_WAIT)
        expect(page.locator("article > pre")).not_to_contain_text("alpah")


def test_broken_settings_leave_the_last_good_site(reloading: Windows, tmp_path: Path) -> None:
    """Settings that are not YAML are said in words, and the site stays until they are mended."""
    case = tiny_case_in(tmp_path)
    good = (tmp_path / "mkdocs.yml").read_bytes()
    with serve_case(case.root) as served, closing(reloading):
        page = reloading.open(served.server.address)
        page.goto("./")
        with served.edited("mkdocs.yml", b"site_name: [never closed\n" + good) as mark:
            served.server.wait_for("mkdocs.yml", mark)
            visitor = reloading.open(served.server.address)
            visitor.goto("./")
            for seen in (visitor, page):
                expect(seen.locator("article")).to_contain_text("A sentence")
        case.settings(site_name="A renamed case")
        for seen in (visitor, page):
            expect(seen).to_have_title(re.compile("A renamed case"), timeout=LONG_WAIT)


def test_figures_can_be_the_last_to_come(reloading: Windows, tmp_path: Path) -> None:
    """A case served before it has any figure shows the first one, and the next in its place."""
    case = tiny_case_in(tmp_path)
    shutil.rmtree(tmp_path / "figures")
    case.write({"docs/index.md": "# Home\n\nA sentence with a number [@alpha].\n"})
    with serve_case(case.root) as served, closing(reloading):
        page = reloading.open(served.server.address)
        page.goto("./")
        picture(tmp_path / "figures" / "plate.png", (64, 48))
        case.write({"docs/index.md": HOME})
        image = page.locator("article img")
        expect(image).to_have_attribute("height", "48", timeout=LONG_WAIT)
        picture(tmp_path / "figures" / "plate.png", (64, 96))
        expect(image).to_have_attribute("height", "96", timeout=LONG_WAIT)
