"""Calling pandoc, always in the same way: offline, reproducible, its complaints as errors."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pypandoc

from casereport.forms.form import FormError

if TYPE_CHECKING:
    from pathlib import Path

EPOCH = 315532800
"""1980-01-01 in seconds, the first day a ZIP archive can name: the time inside DOCX and EPUB
unless SOURCE_DATE_EPOCH (reproducible-builds.org) gives another, so that two builds agree."""


def run_pandoc(
    source: bytes, *arguments: str, folder: Path | None = None, locale: str = ""
) -> bytes:
    """Return what pandoc makes of ``source`` with these arguments, run in ``folder``.

    ``locale`` is the language it takes BibTeX to be in; empty leaves it to this computer's own.
    Raises FormError with pandoc's own words where it fails or warns of something lost.
    """
    environment = {
        **os.environ,
        **({"LANG": locale} if locale else {}),
        "SOURCE_DATE_EPOCH": os.environ.get("SOURCE_DATE_EPOCH", f"{EPOCH}"),
    }
    done = subprocess.run(  # noqa: S603 - the program and its arguments are ours
        [pypandoc.get_pandoc_path(), "--fail-if-warnings", *arguments],
        input=source,
        cwd=folder,
        env=environment,
        capture_output=True,
        check=False,
    )
    if done.returncode:
        raise FormError(done.stderr.decode("utf-8", "replace").strip())
    return done.stdout
