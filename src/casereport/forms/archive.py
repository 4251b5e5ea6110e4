"""Changing files within a ZIP archive, as EPUB and DOCX are, so that the same gives the same."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def read_archive(content: bytes) -> dict[str, bytes]:
    """Return every file of an archive by its path in it, in the archive's order."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def write_archive(files: Mapping[str, bytes], stored: str = "") -> bytes:
    """Return an archive of these files, in their order, without times, owners or rights.

    The file ``stored`` is not compressed, as EPUB Open Container Format, 4.2.2 asks of
    ``mimetype``.
    """
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            # The first day that the format knows: no time is claimed.
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system = 0
            kind = zipfile.ZIP_STORED if name == stored else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content, kind)
    return made.getvalue()
