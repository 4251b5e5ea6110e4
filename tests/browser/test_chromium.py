"""A browser is found wherever people have one, and installed in the right way where not."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from browser import chromium

if TYPE_CHECKING:
    from pathlib import Path

MAC_APP = "Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
MAC_CACHE = "Library/Caches/ms-playwright"
TESTING = "Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing"

# The system; programs that are there; the environment besides PATH and HOME; the one found.
# The top of the file system is the home folder too, and {top} in the environment.
FOUND = [
    pytest.param("Linux", ["bin/chromium"], {}, "bin/chromium", id="on PATH"),
    pytest.param("Linux", ["bin/chrome", "bin/chromium"], {}, "bin/chromium", id="Chromium first"),
    pytest.param("Linux", ["bin/msedge"], {}, "bin/msedge", id="Edge will do"),
    pytest.param(
        "Linux",
        ["bin/chromium", "mine/chrome"],
        {"CHROMIUM": "{top}/mine/chrome"},
        "mine/chrome",
        id="the one asked for by its path",
    ),
    pytest.param(
        "Linux",
        ["bin/chromium", "bin/chrome"],
        {"CHROMIUM": "chrome"},
        "bin/chrome",
        id="the one asked for by its name",
    ),
    pytest.param(
        "Linux", ["bin/chromium"], {"CHROMIUM": "lost"}, None, id="no other for the one asked for"
    ),
    pytest.param(
        "Linux",
        [
            ".cache/ms-playwright/chromium-999/chrome-linux/chrome",
            ".cache/ms-playwright/chromium-1200/chrome-linux64/chrome",
        ],
        {},
        ".cache/ms-playwright/chromium-1200/chrome-linux64/chrome",
        id="the newest of Playwright's",
    ),
    pytest.param(
        "Linux",
        ["elsewhere/chromium-1200/chrome-linux/chrome"],
        {"PLAYWRIGHT_BROWSERS_PATH": "{top}/elsewhere"},
        "elsewhere/chromium-1200/chrome-linux/chrome",
        id="Playwright's, kept elsewhere",
    ),
    pytest.param("Darwin", [MAC_APP], {}, MAC_APP, id="a Mac's own"),
    pytest.param(
        "Darwin",
        [f"{MAC_CACHE}/chromium-1200/chrome-mac-arm64/{TESTING}"],
        {},
        f"{MAC_CACHE}/chromium-1200/chrome-mac-arm64/{TESTING}",
        id="Playwright's on a Mac",
    ),
    pytest.param(
        "Windows",
        ["Programs/Google/Chrome/Application/chrome.exe"],
        {"PROGRAMFILES": "{top}/Programs"},
        "Programs/Google/Chrome/Application/chrome.exe",
        id="Windows",
    ),
    pytest.param("Plan 9", [], {}, None, id="none"),
]


@pytest.mark.parametrize(("system", "programs", "given", "found"), FOUND)
def test_the_browser_is_found(
    system: str, programs: list[str], given: dict[str, str], found: str | None, tmp_path: Path
) -> None:
    """What is asked for comes first, then PATH, then the usual places, then Playwright's own."""
    for name in programs:
        program = tmp_path / name
        program.parent.mkdir(parents=True, exist_ok=True)
        program.touch(mode=0o755)
    environment = {
        "PATH": str(tmp_path / "bin"),
        "HOME": str(tmp_path),
        "USERPROFILE": str(tmp_path),
        **{name: value.format(top=tmp_path) for name, value in given.items()},
    }
    expected = tmp_path / found if found else None
    assert chromium.find_chromium(environment, system, tmp_path) == expected


DOWNLOAD = (sys.executable, "-m", "playwright", "install", "chromium")
APT = (("apt-get", "update"), ("apt-get", "install", "-y", "chromium"))
WAYS = [
    pytest.param(True, "apt-get", (APT, (DOWNLOAD,)), id="the superuser of Debian"),
    pytest.param(False, "apt-get", ((DOWNLOAD,),), id="a user of Debian"),
    pytest.param(True, None, ((DOWNLOAD,),), id="a superuser without apt-get"),
    pytest.param(False, None, ((DOWNLOAD,),), id="anybody else"),
]


@pytest.mark.parametrize(("root", "apt", "ways"), WAYS)
def test_the_way_to_install_follows_from_the_system(
    root: bool,  # noqa: FBT001 - a column of the table
    apt: str | None,
    ways: tuple[tuple[tuple[str, ...], ...], ...],
) -> None:
    """Only the superuser may ask apt-get; anybody can ask Playwright."""
    assert chromium.ways_to_install(root=root, apt=apt) == ways


def test_the_next_way_is_tried_where_one_fails(tmp_path: Path) -> None:
    """A failed command ends its way; the first way that brings a browser is the last tried."""
    log = tmp_path / "log"

    def step(name: str, code: int) -> tuple[str, ...]:
        script = f"import sys; open(sys.argv[1], 'a').write('{name} '); sys.exit({code})"
        return (sys.executable, "-c", script, str(log))

    def find() -> Path | None:
        return log if "download" in log.read_text("utf-8") else None

    ways = [[step("update", 1), step("apt", 0)], [step("download", 0)], [step("other", 0)]]
    assert chromium.install(ways, find) == log
    assert log.read_text("utf-8").split() == ["update", "download"]


def test_a_browser_asked_for_in_vain_is_said_in_plain_words(tmp_path: Path) -> None:
    """The command says what was asked for, gives three ways out, and fails without a traceback."""
    done = _run({"CHROMIUM": str(tmp_path / "lost"), "PATH": ""})
    assert done.returncode == 1
    first, *_ = done.stdout.splitlines()
    assert first == f"CHROMIUM is {tmp_path / 'lost'}, and there is no such program."
    steps = [line.split()[0] for line in done.stdout.splitlines() if line.startswith("  ")]
    assert [step for step in steps if step[0].isdigit()] == ["1.", "2.", "3."]
    assert not done.stderr


def test_the_browser_found_is_named_in_one_line(tmp_path: Path) -> None:
    """The command ends at once where there is a browser."""
    program = tmp_path / "chromium"
    program.touch(mode=0o755)
    done = _run({"PATH": str(tmp_path)})
    assert (done.returncode, done.stdout) == (0, f"The browser tests run in {program}.\n")


def _run(environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, chromium.__file__],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
