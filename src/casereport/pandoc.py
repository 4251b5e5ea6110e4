"""Calling pandoc, always in the same way: offline, reproducible, its complaints as errors."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pypandoc

if TYPE_CHECKING:
    from pathlib import Path

EPOCH = 315532800
"""1980-01-01 in seconds, the first day a ZIP archive can name: the time inside DOCX and EPUB
unless SOURCE_DATE_EPOCH (reproducible-builds.org) gives another, so that two builds agree."""


TITLES_AS_WRITTEN = "de_DE.UTF-8"
"""A locale that is not English. Pandoc takes the titles of BibTeX in English out of title case, and
writes a capital behind their colons: E. coli becomes e. Coli. Those of other languages stay."""


class PandocError(RuntimeError):
    """Pandoc has failed, or warns of something lost; the message is its own."""


def run_pandoc(
    source: bytes,
    *arguments: str,
    folder: Path | None = None,
    locale: str = "",
    strict: bool = True,
) -> bytes:
    """Return what pandoc makes of ``source`` with these arguments, run in ``folder``.

    ``locale`` is the language it takes BibTeX to be in; empty leaves it to this computer's own.
    Raises PandocError with pandoc's own words where it fails or, if ``strict``, warns of a loss.
    """
    environment = {
        **os.environ,
        **({"LANG": locale} if locale else {}),
        "SOURCE_DATE_EPOCH": os.environ.get("SOURCE_DATE_EPOCH", f"{EPOCH}"),
    }
    done = subprocess.run(  # noqa: S603 - the program and its arguments are ours
        [pypandoc.get_pandoc_path(), *(["--fail-if-warnings"] if strict else []), *arguments],
        input=source,
        cwd=folder,
        env=environment,
        capture_output=True,
        check=False,
    )
    if done.returncode:
        raise PandocError(done.stderr.decode("utf-8", "replace").strip())
    return done.stdout
