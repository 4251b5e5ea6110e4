"""An author's image is published upright, in its own colours, and with nothing else in it."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from casereport.images import ReadImage, encode_image, fallback_format, read_image
from casereport.model import Place, RenderedImage

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

RED, BLUE = (200, 30, 30), (20, 30, 200)
PATIENT = "Jane Doe"
# What Pillow tells of any image in these formats, though the file says nothing of its own.
TECHNICAL = {
    *("jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"),
    *("loop", "background", "timestamp", "duration"),
}


def halves(size: tuple[int, int] = (40, 20), mode: str = "RGB") -> Image.Image:
    """Return an image whose left half is red and whose right half is blue."""
    image = Image.new("RGB", size, RED)
    image.paste(BLUE, (size[0] // 2, 0, *size))
    return image.convert(mode)


def read(path: Path, cache: Path) -> ReadImage:
    """Return an image that can be read."""
    found = read_image(path, Place(f"figures/{path.name}"), cache)
    assert isinstance(found, ReadImage), found
    return found


def published(path: Path, cache: Path) -> RenderedImage:
    """Read an image and write its renditions."""
    found = read(path, cache)
    encode_image(found, cache)
    return found.rendered


def colour(path: Path, at: tuple[float, float]) -> tuple[int, ...]:
    """Return the colour of a published image at these fractions of its width and height."""
    with Image.open(path) as image:
        place = (int(image.width * at[0]), int(image.height * at[1]))
        found = image.convert("RGBA").getpixel(place)
    assert isinstance(found, tuple)
    return found


def assert_close(found: Sequence[float], wanted: Sequence[float], by: float = 16) -> None:
    """Assert that two colours, or rows of greys, look the same."""
    assert len(found) >= len(wanted)
    differences = [abs(a - b) for a, b in zip(found, wanted, strict=False)]
    assert max(differences) <= by, (found, wanted)


def identified(path: Path) -> None:
    """Save an image that lies on its side and carries a name, a place, XMP and a profile."""
    # Upright, red is above blue: a camera turned to the right stores red on the left.
    image, exif, text = halves(), Image.Exif(), PngInfo()
    exif[0x0112] = 6  # Orientation: to be turned by 90° clockwise.
    exif[0x013B] = PATIENT  # Artist
    exif.get_ifd(0x8825).update({1: "N", 2: (41.0, 9.0, 0.0)})  # GPS
    text.add_text("Patient", PATIENT)
    more: dict[str, dict[str, Any]] = {
        ".jpg": {"quality": 95, "comment": PATIENT, "xmp": f"<x>{PATIENT}</x>".encode()},
        ".png": {"pnginfo": text, "dpi": (300, 300)},
        ".webp": {"lossless": True, "xmp": f"<x>{PATIENT}</x>".encode()},
        ".tif": {"description": PATIENT},
    }
    image.save(path, exif=exif, icc_profile=SRGB, **more[path.suffix])


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".webp", ".tif"])
def test_nothing_but_upright_pixels_is_published(tmp_path: Path, suffix: str) -> None:
    source = tmp_path / f"ct{suffix}"
    identified(source)
    assert PATIENT.encode() in source.read_bytes()
    image = published(source, tmp_path / "cache")
    assert (image.width, image.height) == (20, 40)
    for rendition in image.renditions:
        # A quarter turn clockwise lays the left edge, red, on top.
        assert_close(colour(rendition.path, (0.5, 0.2)), RED)
        assert_close(colour(rendition.path, (0.5, 0.8)), BLUE)
        assert PATIENT.encode() not in rendition.path.read_bytes()
        with Image.open(rendition.path) as opened:
            opened.load()
            assert opened.size == (rendition.width, rendition.height)
            assert not dict(opened.getexif())
            assert set(opened.info) <= TECHNICAL


def test_a_telephone_s_photograph_with_a_second_picture_in_it_is_published_as_the_first(
    tmp_path: Path,
) -> None:
    source = tmp_path / "photo.jpg"
    second = Image.new("RGB", (40, 20), (0, 200, 0))
    halves().save(source, "MPO", save_all=True, append_images=[second], quality=95)
    with Image.open(source) as opened:
        assert opened.format == "MPO"
    image = published(source, tmp_path / "cache")
    assert fallback_format(image) == "jpeg"
    for rendition in image.renditions:
        assert_close(colour(rendition.path, (0.2, 0.5)), RED)
        assert_close(colour(rendition.path, (0.8, 0.5)), BLUE)


@pytest.mark.parametrize(
    ("mode", "suffix", "wanted"),
    [
        pytest.param("RGB", ".png", (*RED, 255), id="colours"),
        pytest.param("RGBA", ".png", (*RED, 255), id="colours with alpha"),
        pytest.param("P", ".png", (*RED, 255), id="a palette"),
        pytest.param("CMYK", ".jpg", (*RED, 255), id="inks"),
        pytest.param("CMYK", ".tif", (*RED, 255), id="inks in a TIFF"),
        pytest.param("YCbCr", ".tif", (*RED, 255), id="luma and chroma"),
        pytest.param("LAB", ".tif", (*RED, 255), id="CIE Lab"),
        pytest.param("L", ".png", (81, 81, 81, 255), id="greys"),
        pytest.param("LA", ".png", (81, 81, 81, 255), id="greys with alpha"),
        pytest.param("1", ".png", (0, 0, 0, 255), id="black and white"),
    ],
)
def test_every_kind_of_pixel_keeps_its_colour(
    tmp_path: Path, mode: str, suffix: str, wanted: tuple[int, ...]
) -> None:
    source = tmp_path / f"ct{suffix}"
    image = halves() if mode != "1" else Image.new("RGB", (40, 20))
    image.quantize(8).save(source) if mode == "P" else image.convert(mode).save(source)
    for rendition in published(source, tmp_path / "cache").renditions:
        assert_close(colour(rendition.path, (0.2, 0.5)), wanted, by=8)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_what_is_transparent_stays_so(tmp_path: Path, mode: str) -> None:
    source = tmp_path / "plot.png"
    if mode == "P":
        image = halves().quantize(2)
        image.save(source, transparency=image.getpixel((0, 0)))
    else:
        mask = Image.new("L", (40, 20), 255)
        mask.paste(0, (0, 0, 20, 20))
        image = halves(mode=mode)
        image.putalpha(mask)
        image.save(source)
    for rendition in published(source, tmp_path / "cache").renditions:
        assert colour(rendition.path, (0.2, 0.5))[3] < 8
        assert colour(rendition.path, (0.8, 0.5))[3] > 247


GREYS = (0.0, 0.04, 0.25, 0.5, 0.98, 1.0)


@pytest.mark.parametrize(
    ("mode", "white", "suffix"),
    [
        pytest.param("L", 255, ".png", id="8 bits"),
        pytest.param("I;16", 65535, ".png", id="16 bits"),
        pytest.param("I;16", 65535, ".tif", id="16 bits in a TIFF"),
        pytest.param("I;16B", 65535, ".tif", id="16 bits, high byte first"),
        pytest.param("I", 65535, ".tif", id="32 bits"),
        pytest.param("F", 1.0, ".tif", id="floating point"),
    ],
)
def test_deep_greys_keep_their_relations_or_are_refused(
    tmp_path: Path, mode: str, white: float, suffix: str
) -> None:
    source = tmp_path / f"ct{suffix}"
    image = Image.new(mode, (len(GREYS), 1))
    for x, grey in enumerate(GREYS):
        image.putpixel((x, 0), grey * white if mode == "F" else round(grey * white))
    image.save(source)
    found = read_image(source, Place("figures/ct"), tmp_path / "cache")
    if isinstance(found, ReadImage):
        assert found.pixels is not None
        pixels = found.pixels.convert("L")
        shown = [float(pixels.tobytes()[x]) for x in range(len(GREYS))]
        assert_close(shown, [grey * 255 for grey in GREYS], by=1)


SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
# A profile in which red and green have changed places.
SWAPPED = SRGB.replace(b"rXYZ", b"xxxx").replace(b"gXYZ", b"rXYZ").replace(b"xxxx", b"gXYZ")
# A profile of greys in which 128 is half as bright as white, as sRGB's 188 is.
_GREY = SRGB.replace(b"RGB XYZ ", b"GRAYXYZ ").replace(b"rTRC", b"kTRC")
_CURVE = _GREY.index(b"para") + 8
LINEAR = _GREY[:_CURVE] + struct.pack(">HHi", 0, 0, 1 << 16) + _GREY[_CURVE + 8 :]


@pytest.mark.parametrize(
    ("mode", "stored", "profile", "wanted"),
    [
        pytest.param("RGB", (255, 0, 0), SWAPPED, (0, 255, 0), id="colours"),
        pytest.param("RGBA", (255, 0, 0, 255), SWAPPED, (0, 255, 0, 255), id="with alpha"),
        pytest.param("L", 128, LINEAR, (188, 188, 188), id="greys"),
        pytest.param("RGB", RED, SRGB, RED, id="of the screen"),
        pytest.param("RGB", RED, LINEAR, RED, id="greys' profile on colours"),
        pytest.param("RGB", RED, b"no profile", RED, id="unreadable profile"),
    ],
)
def test_colours_of_another_profile_are_converted(
    tmp_path: Path,
    mode: str,
    stored: int | tuple[int, ...],
    profile: bytes,
    wanted: tuple[int, ...],
) -> None:
    source = tmp_path / "photo.png"
    Image.new(mode, (8, 8), stored).save(source, icc_profile=profile)
    for rendition in published(source, tmp_path / "cache").renditions:
        assert_close(colour(rendition.path, (0.5, 0.5)), wanted, by=8)
