"""Making the offline copy of a case as its command does, and unpacking it as a reader does."""

from __future__ import annotations

import contextlib
import logging
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from click.testing import CliRunner
from mkdocs.utils import DuplicateFilter

from casereport.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    from tiny import TinyCase

TOP = "case-report-offline"
"""The one folder in the archive."""


@dataclass(frozen=True)
class Ran:
    """How the command ended, what it printed and what it complained of."""

    exit_code: int
    stdout: str
    stderr: str


def run_offline(case: TinyCase, output: Path) -> Ran:
    """Run ``casereport offline`` in the folder of a case, in a new process as it were."""
    for logger in (logging.getLogger(name) for name in ("mkdocs", "mkdocs.commands.build")):
        for kept in filter(lambda kept: isinstance(kept, DuplicateFilter), logger.filters[:]):
            logger.removeFilter(kept)
    with contextlib.chdir(case.root):
        result = CliRunner().invoke(main, ["offline", "--output", str(output)])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Ran(result.exit_code, result.stdout, result.stderr)


def unpacked(archive: Path, folder: Path) -> Path:
    """Unpack an archive into ``folder``; return the one folder that it holds."""
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(folder)
    (top,) = folder.iterdir()
    return top
