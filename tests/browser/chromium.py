"""Finding the Chromium that the browser tests run in, and installing one where that is possible.

``make test`` runs this file first: ``python tests/browser/chromium.py``.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

WISH = "CHROMIUM"
"""The environment variable that names a browser: a program on PATH, or the path of one."""

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
)
"""What Chromium and its siblings are called on PATH, the likeliest first."""

PLAYWRIGHT_FOLDERS = {
    "Darwin": "Library/Caches/ms-playwright",
    "Windows": "AppData/Local/ms-playwright",
}
"""Where Playwright keeps its browsers, from the home folder; elsewhere ``.cache/ms-playwright``."""

_MAC_APPS = (
    "Chromium.app/Contents/MacOS/Chromium",
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
_WINDOWS_PROGRAMS = (
    "Chromium/Application/chrome.exe",
    "Google/Chrome/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
)
_WINDOWS_FOLDERS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")

QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
    "--disable-gpu",
)
"""What keeps the browser itself from asking other hosts, and from a screen there is not."""

HELP = f"""\
The browser tests need Chromium, and none could be found or installed. One of these helps:
  1. Install Chromium or Google Chrome as you install other programs, such as
     apt install chromium, brew install --cask chromium, or https://www.chromium.org/
  2. Let Playwright download one: .venv/bin/python -m playwright install --with-deps chromium
  3. Name the one you have: {WISH}=/path/to/chromium make test"""


def usual_places(system: str, environment: Mapping[str, str], top: Path) -> tuple[Path, ...]:
    """Return where a browser stands on a ``system``, as :func:`platform.system` names it.

    ``top`` is the top of the file system.
    """
    if system == "Darwin":
        folders = (top / "Applications", Path(environment.get("HOME", top)) / "Applications")
        return tuple(folder / app for folder in folders for app in _MAC_APPS)
    if system == "Windows":
        found = [Path(environment[name]) for name in _WINDOWS_FOLDERS if name in environment]
        return tuple(folder / program for folder in found for program in _WINDOWS_PROGRAMS)
    return (top / "snap/bin/chromium", top / "opt/google/chrome/chrome")


def playwright_browsers(system: str, environment: Mapping[str, str]) -> Iterator[Path]:
    """Yield every Chromium that Playwright has installed, the newest first."""
    home = Path(environment.get("USERPROFILE" if system == "Windows" else "HOME", "/"))
    usual = home / PLAYWRIGHT_FOLDERS.get(system, ".cache/ms-playwright")
    folder = Path(environment.get("PLAYWRIGHT_BROWSERS_PATH", usual))
    inside = {"Darwin": "*/*.app/Contents/MacOS/*", "Windows": "*/chrome.exe"}

    def revision(path: Path) -> int:
        return int(path.name.rpartition("-")[2])

    for installed in sorted(folder.glob("chromium-[0-9]*"), key=revision, reverse=True):
        yield from sorted(installed.glob(inside.get(system, "*/chrome")))


def find_chromium(
    environment: Mapping[str, str] = os.environ,
    system: str | None = None,
    top: Path = Path("/"),
) -> Path | None:
    """Return the browser to test in, or None.

    A browser asked for by name or path is the only one taken. The arguments stand for the
    machine: its environment, what :func:`platform.system` says, the top of its file system.
    """
    system = system or platform.system()
    wish = environment.get(WISH)
    on_path = (
        shutil.which(name, path=environment.get("PATH", "")) for name in ([wish] if wish else NAMES)
    )
    named = (Path(found) for found in on_path if found)
    if wish:
        return next(named, None)
    elsewhere = (*usual_places(system, environment, top), *playwright_browsers(system, environment))
    return next(named, None) or next((path for path in elsewhere if path.is_file()), None)


def ways_to_install(*, root: bool, apt: str | None) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """Return the ways to get a browser, best first: each is a row of commands.

    ``apt`` is the path of apt-get, which only the superuser may run.
    """
    download = ((sys.executable, "-m", "playwright", "install", "chromium"),)
    if root and apt:
        return (((apt, "update"), (apt, "install", "-y", "chromium")), download)
    return (download,)


def install(
    ways: Sequence[Sequence[Sequence[str]]], find: Callable[[], Path | None]
) -> Path | None:
    """Try one way after the other, its output visible, until ``find`` returns a browser."""
    for way in ways:
        for command in way:
            print("$", *command, flush=True)  # noqa: T201 - progress, for a person to see
            if subprocess.run(command, check=False).returncode:
                break
        if found := find():
            return found
    return None


def is_root() -> bool:
    """Return whether the superuser runs this."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def launch_arguments() -> list[str]:
    """Return what the browser is started with."""
    # Chromium's sandbox refuses to run for the superuser, as in a container.
    return [*QUIET, *(["--no-sandbox"] if is_root() else [])]


def main() -> int:
    """Say which browser is used, installing one if need be; return 1 where there is none."""
    found = find_chromium()
    wish = os.environ.get(WISH)
    if found is None and wish:
        print(f"{WISH} is {wish}, and there is no such program.\n{HELP}")  # noqa: T201
        return 1
    if found is None:
        print("The browser tests need Chromium: installing it, once.", flush=True)  # noqa: T201
        found = install(ways_to_install(root=is_root(), apt=shutil.which("apt-get")), find_chromium)
    print(f"The browser tests run in {found}." if found else HELP)  # noqa: T201
    return 0 if found else 1


if __name__ == "__main__":
    sys.exit(main())
