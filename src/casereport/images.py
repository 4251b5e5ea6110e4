"""From an author's image to what is published: modern formats, a few widths, no metadata.

Metadata is left behind because only pixels are encoded anew (DICOM PS3.15 and HIPAA ask that
images carry no identity; cameras write time, place and serial number into EXIF).
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import threading
import warnings
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import PIL
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from casereport.digital_source import declaration
from casereport.model import Problem, RenderedImage, Rendition

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from casereport.model import Place

_FORMATS: Mapping[str, frozenset[str]] = {
    # Several telephones add a picture of depth or a second exposure: MPO, a JPEG to every reader.
    ".jpg": frozenset({"JPEG", "MPO"}),
    ".jpeg": frozenset({"JPEG", "MPO"}),
    ".png": frozenset({"PNG"}),
    ".tif": frozenset({"TIFF"}),
    ".tiff": frozenset({"TIFF"}),
    ".webp": frozenset({"WEBP"}),
}
"""What Pillow has to find in a file of each ending."""
READABLE = frozenset(_FORMATS)
"""The kinds of file an author can put into ``figures/``."""
_OPENED = ("JPEG", "PNG", "TIFF", "WEBP")
"""What Pillow is to try, of all it could; it finds an MPO by itself."""

WIDTHS = (480, 704, 960, 1600)
"""Published widths in pixels: a phone, two on a phone's dense screen, a desktop."""

MOST_PIXELS = 60_000_000
"""The largest image taken: above this a browser on a phone cannot open the original either."""

MOST_BYTES = 40 * 1024 * 1024
"""The largest file taken; a repository carries every version of it for good."""

# Warning filters belong to the whole process, and images are read on several threads.
_OPENING = threading.Lock()

# Raise when a change here makes what is in the cache wrong.
_RECIPE = "5"
_ENCODINGS: Mapping[str, Mapping[str, int | bool]] = {
    # One thread, so that the bytes do not depend on the machine. At this quality a CT panel differs
    # by less than two grey levels in the root mean square; viewers show the fallback.
    "avif": {"quality": 55, "speed": 6, "max_threads": 1},
    "webp": {"quality": 82, "method": 2},
    "jpeg": {"quality": 85, "optimize": True, "progressive": True},
    "png": {"compress_level": 3},
}
_SUFFIXES = {"avif": "avif", "webp": "webp", "jpeg": "jpg", "png": "png"}


class _UnfitError(Exception):
    """An image that can be read but not shown; ``what`` says why and ``fix`` what to do."""

    def __init__(self, what: str, fix: str) -> None:
        super().__init__(what)
        self.what = what
        self.fix = fix


@dataclass(frozen=True)
class ReadImage:
    """An image that was read: what will be published of it, and the pixels still to encode."""

    rendered: RenderedImage
    pixels: Image.Image | None
    """None where every rendition is in the cache already."""
    source_type: str = ""
    """The IPTC digital source type that the renditions declare, or empty."""
    more: Callable[[], Problem | None] | None = None
    """What else is to be done before it can be published; it returns what is wrong, if anything."""


def read_image(path: Path, where: Place, cache: Path, source_type: str = "") -> ReadImage | Problem:
    """Return the image at ``path`` and its renditions-to-be, or what is wrong with it.

    The renditions will lie in the folder ``cache``, named by content: an unchanged image is
    neither read nor encoded again. ``where`` is the image's place, for a problem to name, and
    ``source_type`` its IPTC digital source type, or empty.
    """
    size = path.stat().st_size
    if size > MOST_BYTES:
        return Problem(
            where,
            f"is {size / 1024**2:.0f} MB large; at most {MOST_BYTES // 1024**2} MB are taken.",
            f"Save it smaller: no rendition is wider than {WIDTHS[-1]} pixels.",
        )
    digest = content_digest(path.read_bytes(), source_type)
    if kept := kept_image(path.name, digest, cache):
        return ReadImage(kept, None)
    try:
        pixels, fallback = _read_pixels(path)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return _oversized(where)
    except _UnfitError as unfit:
        return Problem(where, unfit.what, unfit.fix)
    except Exception as error:  # noqa: BLE001 - Pillow raises many kinds for a damaged file
        return Problem(
            where,
            f"cannot be read as an image: {_reason(error)}.",
            "Open it in an image program and save it again as PNG or JPEG.",
        )
    planned = plan_image(path.name, digest, pixels.size, fallback, cache)
    return ReadImage(planned, pixels, source_type)


def content_digest(content: bytes, *settings: object) -> str:
    """Return a name for what ``content`` becomes under these settings and this recipe."""
    recipe = f"{_RECIPE} {PIL.__version__} {WIDTHS} {_ENCODINGS} {settings}"
    return hashlib.sha256(content + recipe.encode()).hexdigest()[:10]


def kept_image(name: str, digest: str, cache: Path) -> RenderedImage | None:
    """Return the image as an earlier build has left it in ``cache``, or None."""
    manifest = _manifest(cache, name, digest)
    if not manifest.is_file():
        return None
    width, height, fallback = json.loads(manifest.read_text("utf-8"))
    kept = plan_image(name, digest, (width, height), fallback, cache)
    return kept if all(rendition.path.is_file() for rendition in kept.renditions) else None


def published_stem(stem: str) -> str:
    """Return a file's name as addresses take it: spaces and commas would part those of a srcset."""
    return re.sub(r"[^A-Za-z0-9._-]+", "-", stem)


def plan_image(
    name: str, digest: str, size: tuple[int, int], fallback: str, cache: Path
) -> RenderedImage:
    """Return what will be published of an image of this size, before any of it is written."""
    width, height = size
    stem = published_stem(PurePosixPath(name).stem)
    renditions = []
    for wanted in sorted({min(each, width) for each in WIDTHS}):
        scaled = max(1, round(height * wanted / width))
        for kind in ("avif", "webp", fallback):
            file = f"{stem}-{wanted}.{digest}.{_SUFFIXES[kind]}"
            renditions.append(Rendition(file, cache / file, kind, wanted, scaled))
    return RenderedImage(name, width, height, tuple(renditions))


def encode_image(read: ReadImage, cache: Path) -> None:
    """Write every rendition of an image that is not in ``cache`` yet."""
    image, pixels = read.rendered, read.pixels
    if pixels is None:
        return
    cache.mkdir(parents=True, exist_ok=True)
    sizes: dict[tuple[int, int], Image.Image] = {}
    for rendition in image.renditions:
        size = (rendition.width, rendition.height)
        if size not in sizes:
            sizes[size] = pixels.resize(size, Image.Resampling.LANCZOS)
        unfinished = rendition.path.with_suffix(".part")
        kind = rendition.format
        declared = declaration(kind, read.source_type)
        sizes[size].save(unfinished, kind.upper(), **_ENCODINGS[kind], **declared)
        unfinished.replace(rendition.path)
    digest = image.renditions[0].name.split(".")[-2]
    kept = [image.width, image.height, fallback_format(image)]
    _manifest(cache, image.name, digest).write_text(json.dumps(kept), "utf-8")


def _manifest(cache: Path, name: str, digest: str) -> Path:
    """Return the file that says, once all renditions are written, what they are."""
    return cache / f"{name}.{digest}.json"


def _oversized(where: Place) -> Problem:
    return Problem(
        where,
        f"has more than {MOST_PIXELS // 1_000_000} million pixels.",
        f"Save it smaller: no rendition is wider than {WIDTHS[-1]} pixels.",
    )


def _reason(error: Exception) -> str:
    if isinstance(error, UnidentifiedImageError):
        return "its format is not known"
    return str(error) if isinstance(error, (OSError, ValueError)) else "it is damaged"


def _check_kind(opened: Image.Image, suffix: str) -> None:
    """Raise _UnfitError for an image that is not what its name says, or more than one."""
    found = opened.format or ""
    if found not in _FORMATS[suffix]:
        ending = min((each for each in _FORMATS if found in _FORMATS[each]), key=len)
        raise _UnfitError(
            f"is a {found} image, though its name ends in {suffix}.",
            f"Rename it to end in {ending}, here, in figures.yml and on its page.",
        )
    # Beside its first picture, an MPO holds only what belongs to it.
    if found != "MPO" and (count := getattr(opened, "n_frames", 1)) > 1:
        raise _UnfitError(
            f"holds {count} pictures, as an animation or pages; a figure shows one that is still.",
            "Save the one to show as an image of its own, PNG or JPEG.",
        )


def _read_pixels(path: Path) -> tuple[Image.Image, str]:
    """Return the pixels, upright, in sRGB and bare, and the fallback format."""
    with _OPENING, warnings.catch_warnings():
        # Of odd metadata, which are left behind, and of size: the limit below is stricter.
        warnings.simplefilter("ignore")
        with Image.open(path, formats=_OPENED) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise Image.DecompressionBombError
            _check_kind(opened, path.suffix.lower())
            fallback = "jpeg" if opened.format in _FORMATS[".jpg"] else "png"
            image = ImageOps.exif_transpose(opened)
            image.load()
    if image.mode == "F":
        raise ValueError("its greys are stored as fractions, without a black and a white")
    profile = image.info.get("icc_profile")
    alpha = image.has_transparency_data
    if image.mode.startswith("I"):
        # 16-bit greys: Pillow would clip, not scale, them to eight bits.
        image = image.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    wanted = "RGBA" if alpha else ("L" if image.mode in {"1", "L"} else "RGB")
    if image.mode != wanted:
        image = image.convert(wanted)
    if profile:
        image = _to_srgb(image, profile)
    pixels = Image.new(image.mode, image.size)
    pixels.paste(image)
    return pixels, fallback


def _to_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        srgb = ImageCms.createProfile("sRGB")
        mode = "RGB" if image.mode == "L" else image.mode
        converted = ImageCms.profileToProfile(image, source, srgb, outputMode=mode)
    except (ImageCms.PyCMSError, OSError):
        # A profile that does not fit its own pixels says nothing about them.
        return image
    return converted.convert(image.mode) if converted else image


def srcset(image: RenderedImage, kind: str, address: str) -> str:
    """Return the ``srcset`` of one format: ``…-480.1a2b.avif 480w, …``.

    ``address`` is the relative address of the folder the renditions are published in.
    """
    return ", ".join(f"{address}/{r.name} {r.width}w" for r in of_format(image, kind))


def of_format(image: RenderedImage, kind: str) -> tuple[Rendition, ...]:
    """Return the renditions of one format, narrow to wide."""
    return tuple(rendition for rendition in image.renditions if rendition.format == kind)


def fallback_format(image: RenderedImage) -> str:
    """Return the format every browser reads: JPEG for photographs saved so, else PNG."""
    return image.renditions[-1].format


def published_names(images: Iterable[RenderedImage]) -> dict[str, Path]:
    """Return every file to publish, by its name, with where it lies now."""
    return {
        file.name: file.path
        for image in images
        for file in (*image.renditions, *([image.volume] if image.volume else []))
    }
