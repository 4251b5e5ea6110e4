"""Previews: the picture of a cut, kept in ``figures/`` so that editors and forges show it too.

A page names ``../figures/ct-coronal.png``, and where no build runs there must be such a file. It
is sealed with the cut it shows: while the seal fits, a build takes the pixels from it and reads no
volume; when the cut changes, the build cuts anew and the preview is replaced.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from PIL import Image

from casereport.digital_source import png_declaration

if TYPE_CHECKING:
    from pathlib import Path

SUFFIX = ".png"
"""The ending of a cut's name, as its preview is a PNG."""

_SEAL = "casereport-cut"


def is_preview(path: Path) -> bool:
    """Return whether a file is a preview made here, fresh or not, and no image of the author's."""
    if path.suffix.lower() != SUFFIX:
        return False
    try:
        with Image.open(path) as image:
            return _SEAL in image.info
    except (OSError, SyntaxError, ValueError):
        return False


def read_preview(path: Path, cut: str) -> Image.Image | None:
    """Return the 8-bit grey pixels of a preview, or None where it does not show this ``cut``.

    ``cut`` is the digest of everything the picture depends on. Pixels that were changed since
    break the seal.
    """
    try:
        with Image.open(path) as image:
            seal = image.info.get(_SEAL)
            image.load()
            pixels = Image.new(image.mode, image.size)
            pixels.paste(image)
    except (OSError, SyntaxError, ValueError):
        return None
    return pixels if seal == _seal(pixels, cut) else None


def write_preview(path: Path, pixels: Image.Image, cut: str, source_type: str) -> None:
    """Write the preview of this ``cut``, declaring the IPTC digital source type where given.

    It is written under another name and renamed, so that the file is whole or as it was.
    Raises OSError where the folder cannot be written to.
    """
    text = png_declaration(source_type)
    text.add_text(_SEAL, _seal(pixels, cut))
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        pixels.save(unfinished, "PNG", optimize=True, pnginfo=text)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _seal(pixels: Image.Image, cut: str) -> str:
    shown = f"{cut} {pixels.mode} {pixels.size} ".encode() + pixels.tobytes()
    return hashlib.sha256(shown).hexdigest()
