"""Reading what a figure shows, whatever it is: an image file, a drawing, a cut of a volume."""

from __future__ import annotations

import gzip
import hashlib
import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from casereport.cut_previews import is_fresh, read_preview
from casereport.images import ReadImage, content_digest, kept_image, plan_image, read_image
from casereport.model import Problem, RenderedImage, Rendition

if TYPE_CHECKING:
    from pathlib import Path

    from PIL import Image

    from casereport.model import ImageRecord, Place, VolumeCut
    from casereport.volume import Volume

MOST_SVG_BYTES = 1024 * 1024
"""The largest drawing taken; it is published as it is."""

# Raise when a change in how panels are cut makes what is in the cache wrong.
_CUT_RECIPE = "3"
_SVG = "{http://www.w3.org/2000/svg}"
_ELSEWHERE = re.compile(r"url\(\s*[\"']?(?!#)|@import", re.IGNORECASE)


def read_source(
    name: str, folder: Path, record: ImageRecord, where: Place, cache: Path
) -> ReadImage | Problem:
    """Return the image ``name`` of ``folder`` and its renditions-to-be, or what is wrong with it.

    ``where`` is the place for a problem to name; renditions will lie in ``cache``.
    """
    if record.cut is not None:
        return _read_cut(name, folder, record, record.cut, cache)
    if name.lower().endswith(".svg"):
        return _read_svg(folder / name, where)
    return read_image(folder / name, where, cache, record.digital_source_type)


def _read_cut(
    name: str, folder: Path, record: ImageRecord, cut: VolumeCut, cache: Path
) -> ReadImage | Problem:
    path = folder / cut.volume
    status = path.stat()
    content = _file_digest(path, status.st_mtime_ns, status.st_size)
    shown = hashlib.sha256(f"{content} {_CUT_RECIPE} {cut} {record.marking}".encode()).hexdigest()
    digest = content_digest(shown.encode(), record.digital_source_type)
    published = f"{cut.volume.removesuffix('.nii.gz')}.{content[:10]}.nii.gz"
    volume = Rendition(published, path, "nifti", 0, 0)
    if kept := kept_image(name, digest, cache):
        stale = "" if is_fresh(folder / name, shown) else shown
        return ReadImage(replace(kept, volume=volume, stale_cut=stale), None)
    pixels, stale = read_preview(folder / name, shown), ""
    if pixels is None:
        stale = shown
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
    return ReadImage(image, pixels, record.digital_source_type)


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


def _read_svg(path: Path, where: Place) -> ReadImage | Problem:
    """Return a drawing, to be published as it is, or why it cannot be."""
    content = path.read_bytes()
    fix = "Save it as a plain SVG with a viewBox, without scripts, links or metadata."
    try:
        root = _svg_root(content)
        size = _svg_size(root)
    except (ET.ParseError, ValueError) as error:
        return Problem(where, f"cannot be published as a drawing: {error}.", fix)
    stem = re.sub(r"[^A-Za-z0-9._-]+", "-", path.stem)
    rendition = Rendition(f"{stem}.{content_digest(content)}.svg", path, "svg", *size)
    return ReadImage(RenderedImage(path.name, *size, (rendition,)), None)


def _svg_root(content: bytes) -> ET.Element:
    """Return the drawing's tree. Raises ValueError for what a drawing must not hold."""
    if len(content) > MOST_SVG_BYTES:
        raise ValueError(f"it is larger than {MOST_SVG_BYTES // 1024} KB")
    text = content.decode("utf-8")
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise ValueError("it has a document type")
    root = ET.fromstring(text)  # noqa: S314 - without a document type there are no entities
    if root.tag != f"{_SVG}svg":
        raise ValueError("it is not SVG")
    if found := _unwanted(root):
        raise ValueError(f"it holds {found}")
    return root


def _unwanted(root: ET.Element) -> str:
    """Return what would act, ask another host, or tell of its author; empty for a clean drawing."""
    for element in root.iter():
        tag = str(element.tag)
        if not tag.startswith(_SVG):
            return f"<{tag.rpartition('}')[2]}>, which is no part of a drawing"
        local = tag.removeprefix(_SVG)
        if local in {"script", "foreignObject", "metadata", "iframe"}:
            return f"<{local}>"
        if _ELSEWHERE.search(element.text or "") and local == "style":
            return "a style that fetches something"
        for key, value in element.attrib.items():
            bare = key.rpartition("}")[2]
            if bare.lower().startswith("on"):
                return f"the script {bare}"
            if (bare == "href" and not value.startswith("#")) or _ELSEWHERE.search(value):
                return f"the link {value}"
    return ""


def _svg_size(root: ET.Element) -> tuple[int, int]:
    """Return width and height in the drawing's own units. Raises ValueError without a viewBox."""
    box = root.get("viewBox", "").replace(",", " ").split()
    if len(box) != len("xywh") or not min(float(box[2]), float(box[3])) >= 1:
        raise ValueError("it has no viewBox")
    return round(float(box[2])), round(float(box[3]))
