"""Renditions are few, never larger than the original, named by content and made only once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from PIL import Image

from casereport.images import (
    ReadImage,
    encode_image,
    fallback_format,
    of_format,
    published_names,
    read_image,
    srcset,
)
from casereport.model import Place
from tiny import picture

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

FORMATS = {".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg", ".webp": "png", ".tif": "png"}
"""What each kind of file falls back to in a browser without modern formats."""


def read(path: Path, cache: Path) -> ReadImage:
    """Return an image that can be read."""
    found = read_image(path, Place(f"figures/{path.name}"), cache)
    assert isinstance(found, ReadImage), found
    return found


def names(found: ReadImage) -> list[str]:
    """Return the names of what will be published of an image."""
    return [rendition.name for rendition in found.rendered.renditions]


@pytest.mark.parametrize(
    ("size", "renditions"),
    [
        ((1, 1), [(1, 1)]),
        ((120, 60), [(120, 60)]),
        ((480, 100), [(480, 100)]),
        ((481, 100), [(480, 100), (481, 100)]),
        ((1000, 300), [(480, 144), (704, 211), (960, 288), (1000, 300)]),
        ((1600, 100), [(480, 30), (704, 44), (960, 60), (1600, 100)]),
        ((3200, 100), [(480, 15), (704, 22), (960, 30), (1600, 50)]),
        ((5000, 1), [(480, 1), (704, 1), (960, 1), (1600, 1)]),
        ((10, 2000), [(10, 2000)]),
    ],
)
def test_no_rendition_is_larger_than_the_original(
    tmp_path: Path, size: tuple[int, int], renditions: Sequence[tuple[int, int]]
) -> None:
    picture(tmp_path / "ct.png", size)
    image = read(tmp_path / "ct.png", tmp_path / "cache").rendered
    assert (image.width, image.height) == size
    for kind in ("avif", "webp", "png"):
        assert [(r.width, r.height) for r in of_format(image, kind)] == renditions
    assert len(image.renditions) == 3 * len(renditions)


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_rendition_is_what_its_name_says(tmp_path: Path, suffix: str) -> None:
    picture(tmp_path / f"ct{suffix}", (500, 20))
    found = read(tmp_path / f"ct{suffix}", tmp_path / "cache")
    assert fallback_format(found.rendered) == FORMATS[suffix]
    assert not (tmp_path / "cache").exists()
    encode_image(found, tmp_path / "cache")
    for rendition in found.rendered.renditions:
        with Image.open(rendition.path) as image:
            assert image.format == rendition.format.upper()
            assert image.size == (rendition.width, rendition.height)
        assert rendition.path.name == rendition.name
        assert re.fullmatch(rf"ct-{rendition.width}\.[0-9a-f]{{10}}\.\w+", rendition.name)
    assert not list((tmp_path / "cache").glob("*.part"))


@pytest.mark.parametrize("name", ["ct.png", "ct.v2.png", "CT.PNG", "scan_1.jpg"])
def test_names_change_with_the_content_and_only_with_it(tmp_path: Path, name: str) -> None:
    source = tmp_path / name
    picture(source)
    first = names(read(source, tmp_path / "cache"))
    source.touch()
    assert names(read(source, tmp_path / "elsewhere")) == first
    assert len(set(first)) == len(first)
    Image.new("RGB", (64, 48), (40, 90, 121)).save(source)
    second = names(read(source, tmp_path / "cache"))
    assert len(second) == len(first)
    assert not set(second) & set(first)


def test_the_same_image_gives_the_same_bytes(tmp_path: Path) -> None:
    source = tmp_path / "ct.jpg"
    Image.radial_gradient("L").resize((600, 400)).save(source)
    made = []
    for cache in (tmp_path / "one", tmp_path / "two"):
        encode_image(read(source, cache), cache)
        made.append({path.name: path.read_bytes() for path in cache.iterdir()})
    assert made[0] == made[1]
    assert len(made[0]) > 6


def test_an_image_is_decoded_and_encoded_once(tmp_path: Path) -> None:
    source, cache = tmp_path / "ct.v2.png", tmp_path / "cache"
    picture(source, (500, 40))
    first = read(source, cache)
    assert first.pixels is not None
    # Until the last rendition is written, nothing is taken from the cache.
    assert read(source, cache).pixels is not None
    encode_image(first, cache)
    written = {path: path.stat().st_mtime_ns for path in cache.iterdir()}
    second = read(source, cache)
    assert second.pixels is None
    assert second.rendered == first.rendered
    encode_image(second, cache)
    assert {path: path.stat().st_mtime_ns for path in cache.iterdir()} == written


def test_another_image_of_the_same_name_is_not_taken_from_the_cache(tmp_path: Path) -> None:
    source, cache = tmp_path / "ct.png", tmp_path / "cache"
    picture(source)
    encode_image(read(source, cache), cache)
    picture(source, (30, 20))
    assert read(source, cache).pixels is not None


def test_every_rendition_is_published_under_its_name(tmp_path: Path) -> None:
    for name in ("a.png", "b.jpg"):
        picture(tmp_path / name)
    images = [read(tmp_path / name, tmp_path / "cache") for name in ("a.png", "b.jpg")]
    files = published_names([image.rendered for image in images])
    assert list(files) == [name for image in images for name in names(image)]
    assert all(path == tmp_path / "cache" / name for name, path in files.items())


@pytest.mark.parametrize("name", ["ct.png", "ct coronal.png", "ct,coronal.png", "tomografía.png"])
def test_a_srcset_offers_every_width_of_a_format(tmp_path: Path, name: str) -> None:
    picture(tmp_path / name, (1000, 10))
    image = read(tmp_path / name, tmp_path / "cache").rendered
    # As HTML parses it: an address without white space, then its width.
    offered = re.findall(r"[\s,]*(\S+)\s+(\d+w)\s*(?:,|$)", srcset(image, "avif", "../figures"))
    assert [width for _, width in offered] == ["480w", "704w", "960w", "1000w"]
    for address, _ in offered:
        assert address.startswith("../figures/")
        assert unquote(address.removeprefix("../figures/")) in published_names([image])
