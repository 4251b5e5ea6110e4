"""Reading what a figure shows, whatever it is: an image file, a drawing, a cut of a volume."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from casereport.case_files import dicom_problem, is_dicom
from casereport.cut_previews import is_fresh, read_preview
from casereport.drawings import read_drawing
from casereport.images import ReadImage, content_digest, kept_image, plan_image, read_image
from casereport.model import Problem
from casereport.published_volumes import plan_volume, publishable_volume

if TYPE_CHECKING:
    from pathlib import Path

    from PIL import Image

    from casereport.model import ImageRecord, Place, VolumeCut
    from casereport.volume import Volume

# Raise when a change in how panels are cut makes what is in the cache wrong.
_CUT_RECIPE = "3"


def read_source(
    name: str, folder: Path, record: ImageRecord, where: Place, cache: Path
) -> ReadImage | Problem:
    """Return the image ``name`` of ``folder`` and its renditions-to-be, or what is wrong with it.

    ``where`` is the place for a problem to name; renditions will lie in ``cache``.
    """
    if record.cut is not None:
        return _read_cut(name, folder, record, record.cut, cache)
    if is_dicom(folder / name):
        return dicom_problem(where.file)
    if name.lower().endswith(".svg"):
        return read_drawing(folder / name, where, cache, record.digital_source_type)
    return read_image(folder / name, where, cache, record.digital_source_type)


def _read_cut(
    name: str, folder: Path, record: ImageRecord, cut: VolumeCut, cache: Path
) -> ReadImage | Problem:
    path = folder / cut.volume
    status = path.stat()
    content = _file_digest(path, status.st_mtime_ns, status.st_size)
    shown = hashlib.sha256(f"{content} {_CUT_RECIPE} {cut} {record.marking}".encode()).hexdigest()
    digest = content_digest(shown.encode(), record.digital_source_type)
    volume = plan_volume(path, content, cache)

    def publish() -> Problem | None:
        try:
            publishable_volume(path, content, cache)
        except ValueError as error:
            return Problem(
                record.where,
                f"cuts {name} from {cut.volume}, which {error}",
                "Import the series again with casereport import-ct.",
            )
        return None

    if kept := kept_image(name, digest, cache):
        stale = "" if is_fresh(folder / name, shown) else shown
        return ReadImage(replace(kept, volume=volume, stale_cut=stale), None, more=publish)
    pixels, stale = read_preview(folder / name, shown), ""
    if pixels is None:
        stale = shown
        if problem := publish():
            return problem
        try:
            pixels = _cut_pixels(path, cut, record.marking)
        except (OSError, ValueError, gzip.BadGzipFile) as error:
            return Problem(
                record.where,
                f"cannot cut {name} from {cut.volume}: {error}.",
                "Correct the position, or import the series again with casereport import-ct.",
            )
    planned = plan_image(name, digest, pixels.size, "png", cache)
    image = replace(planned, volume=volume, stale_cut=stale)
    return ReadImage(image, pixels, record.digital_source_type, publish)


@lru_cache(maxsize=8)
def _file_digest(path: Path, modified: int, size: int) -> str:
    """Return the SHA-256 of a file's content; all panels of one volume ask for it."""
    del modified, size
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _cut_pixels(path: Path, cut: VolumeCut, marking: str) -> Image.Image:
    # Slow to import, and needed for nothing else.
    from casereport.volume_panels import render_cut  # noqa: PLC0415

    status = path.stat()
    return render_cut(_volume(path, status.st_mtime_ns, status.st_size), cut, marking)


@lru_cache(maxsize=1)
def _volume(path: Path, modified: int, size: int) -> Volume:
    """Return the volume; the last one stays in memory, so that a new window shows at once."""
    del modified, size
    from casereport.volume import read_volume  # noqa: PLC0415 - as above

    return read_volume(path)
