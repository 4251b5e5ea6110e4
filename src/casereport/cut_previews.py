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
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from casereport.model import ImageRecord, RenderedImage

SUFFIX = ".png"
"""The ending of a cut's name, as its preview is a PNG."""

_SEAL = "casereport-cut"


def is_preview(path: Path) -> bool:
    """Return whether a file is a preview made here, fresh or not, and no image of the author's."""
    return bool(_seal_of(path))


def is_fresh(path: Path, cut: str) -> bool:
    """Return whether a file is the preview of this ``cut``; its pixels are not looked at."""
    return _seal_of(path).startswith(f"{cut} ")


def read_preview(path: Path, cut: str) -> Image.Image | None:
    """Return the 8-bit grey pixels of a preview, or None where it does not show this ``cut``.

    ``cut`` is the digest of everything the picture depends on. Pixels that were changed since
    break the seal.
    """
    if not is_fresh(path, cut):
        return None
    try:
        with Image.open(path) as image:
            image.load()
            pixels = Image.new(image.mode, image.size)
            pixels.paste(image)
    except (OSError, SyntaxError, ValueError):
        return None
    return pixels if _seal_of(path) == _seal(pixels, cut) else None


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


def _seal_of(path: Path) -> str:
    """Return the seal in a file, or nothing where it holds none."""
    if path.suffix.lower() != SUFFIX:
        return ""
    try:
        with Image.open(path) as image:
            return str(image.info.get(_SEAL, ""))
    except (OSError, SyntaxError, ValueError):
        return ""


def _seal(pixels: Image.Image, cut: str) -> str:
    shown = f"{pixels.mode} {pixels.size} ".encode() + pixels.tobytes()
    return f"{cut} {hashlib.sha256(shown).hexdigest()}"


def update_previews(
    root: Path, images: Mapping[str, RenderedImage], records: Mapping[str, ImageRecord]
) -> Iterator[str]:
    """Write each preview that is out of date and no file of the author's own; yield its name.

    ``images`` are those that can be published, by path from the top of the case, ``root``.
    """
    for name, image in images.items():
        path = root / name
        widest = image.renditions[-1].path
        own = path.exists() and not is_preview(path)
        if image.stale_cut and widest.is_file() and not own:
            with Image.open(widest) as pixels:
                digital_source = records[path.name].digital_source_type
                write_preview(path, pixels, image.stale_cut, digital_source)
            yield name
