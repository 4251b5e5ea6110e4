"""The wheel: built offline, it holds all that a case needs, and builds one by itself."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest

from reading import Site, words
from tiny import REFERENCES, TOP, TinyCase, article, picture

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = TOP / "src" / "casereport"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel, built without any network."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", ".", "--no-deps", "--no-build-isolation"]
    done = subprocess.run(
        [*command, "--no-index", "--disable-pip-version-check", "--wheel-dir", str(folder)],
        cwd=TOP,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    found = list(folder.glob("casereport-*.whl"))
    assert len(found) == 1
    return found[0]


def test_the_wheel_holds_every_file_of_the_package(wheel: Path) -> None:
    files = {
        path.relative_to(SOURCE.parent).as_posix()
        for path in SOURCE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    with ZipFile(wheel) as archive:
        packed = set(archive.namelist())
    assert "casereport/theme/assets/casereport/casereport.css" in files
    assert "casereport/templates/site/citation.html" in files
    assert files <= packed


def test_the_wheel_holds_nothing_of_the_case_and_no_test(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        tops = {name.split("/")[0] for name in archive.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"casereport"}


def test_the_wheel_registers_the_plugin_and_carries_the_licence(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        names = archive.namelist()
        entry_points = next(name for name in names if name.endswith("entry_points.txt"))
        text = archive.read(entry_points).decode()
    assert "[mkdocs.plugins]" in text
    assert "casereport=casereport.plugin:CaseReportPlugin" in text.replace(" ", "")
    assert [name for name in names if name.endswith("/LICENSE")]


def test_a_case_builds_with_the_wheel_alone(wheel: Path, tmp_path: Path) -> None:
    installed = tmp_path / "installed"
    with ZipFile(wheel) as archive:
        archive.extractall(installed)
    case = TinyCase(tmp_path / "case")
    case.settings()
    picture(case.root / "figures" / "scan.png")
    case.write(
        {
            "docs/index.md": "# Home\n\nKnown [@alpha].\n\n![A scan.](../figures/scan.png)\n\n"
            "/// figure-caption | #fig\nA scan.\n///\n",
            "docs/references.md": REFERENCES,
            "references.bib": article("alpha"),
        }
    )
    program = (
        "import casereport, sys; from mkdocs.__main__ import cli;"
        "print('imported from', casereport.__file__); sys.stdout.flush();"
        "cli(['build', '--strict'], prog_name='mkdocs')"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=case.root,
        env={**os.environ, "PYTHONPATH": str(installed), "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[0] == f"imported from {installed / 'casereport/__init__.py'}"
    site = Site(case.root / "site")
    assert "Known [1]." in words(site.content("index.html"))
    assert "Figure 1: A scan." in words(site.content("index.html"))
    for pattern in ("stylesheets/site.*.css", "casereport/cards.*.js"):
        assert len(list((site.folder / "assets").glob(pattern))) == 1
