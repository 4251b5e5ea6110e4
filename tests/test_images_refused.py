"""An image that is damaged, enormous, in motion or under a wrong name is refused in a sentence."""

from __future__ import annotations

import io
import os
import struct
import zlib
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from casereport.images import MOST_BYTES, MOST_PIXELS, READABLE, read_image
from casereport.model import Place, Problem
from tiny import picture

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def fails(path: Path, cache: Path) -> Problem:
    """Return what is wrong with an image that cannot be read."""
    where = Place(f"figures/{path.name}")
    found = read_image(path, where, cache)
    assert isinstance(found, Problem), found
    assert found.where == where
    assert found.fix
    assert not cache.exists()
    return found


def write_part(path: Path) -> None:
    """Save the first half of an image."""
    Image.radial_gradient("L").effect_spread(20).convert("RGB").save(path)
    os.truncate(path, path.stat().st_size // 2)


def write_bomb(path: Path) -> None:
    """Save the first bytes of a PNG file that claims to be 100,000 pixels wide and high."""
    header = b"IHDR" + struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0)
    checked = struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + checked + bytes(4) + b"IDAT")


def write_large(path: Path) -> None:
    """Save an image of few bytes and a few pixels too many."""
    Image.new("1", (8000, MOST_PIXELS // 8000 + 1)).save(path)


def write_heavy(path: Path) -> None:
    """Save a file of a byte too many, all empty."""
    path.touch()
    os.truncate(path, MOST_BYTES + 1)


def write_text_bomb(path: Path) -> None:
    """Save a PNG file of a kilobyte whose hidden text unfolds to a hundred megabytes."""
    packed = io.BytesIO()
    Image.new("L", (8, 8)).save(packed, "PNG")
    chunk = b"zTXt" + b"Comment\0\0" + zlib.compress(bytes(100 * 1024**2), 9)
    whole = struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
    # Behind the signature and the header, 33 bytes.
    path.write_bytes(packed.getvalue()[:33] + whole + packed.getvalue()[33:])


def write_torn_pages(path: Path) -> None:
    """Save a TIFF file of several pages whose second has lost what says how large it is."""
    packed = io.BytesIO()
    first, second = Image.new("L", (8, 8)), Image.new("L", (9, 9))
    first.save(packed, "TIFF", save_all=True, append_images=[second])
    content = packed.getvalue()
    # Tag 256 is the width, of type 4, one value.
    width = struct.pack("<HHII", 256, 4, 1, 9)
    assert content.count(width) == 1
    path.write_bytes(content.replace(width, struct.pack("<HHII", 999, 4, 1, 9)))


def moving(path: Path) -> None:
    """Save two frames of an animation, or two pages."""
    frames = [Image.new("RGB", (30, 20), colour) for colour in ((200, 0, 0), (0, 0, 200))]
    frames[0].save(path, save_all=True, append_images=frames[1:])


@pytest.mark.parametrize(
    ("name", "write", "says"),
    [
        ("half.png", write_part, "cannot be read"),
        ("half.jpg", write_part, "cannot be read"),
        ("half.tif", write_part, "cannot be read"),
        ("half.webp", write_part, "cannot be read"),
        ("torn.tif", write_torn_pages, "it is damaged"),
        ("text.png", lambda path: path.write_text("No image."), "format is not known"),
        ("empty.jpg", lambda path: path.touch(), "format is not known"),
        ("bomb.png", write_bomb, "60 million pixels"),
        ("text-bomb.png", write_text_bomb, "cannot be read"),
        ("large.png", write_large, "60 million pixels"),
        ("heavy.png", write_heavy, "40 MB"),
        ("moving.png", moving, "holds 2 pictures"),
        ("moving.webp", moving, "holds 2 pictures"),
        ("pages.tif", moving, "holds 2 pictures"),
    ],
)
def test_what_cannot_be_published_is_a_problem(
    tmp_path: Path, name: str, write: Callable[[Path], object], says: str
) -> None:
    write(tmp_path / name)
    assert says in fails(tmp_path / name, tmp_path / "cache").what


ENDINGS = {"PNG": ".png", "JPEG": ".jpg", "TIFF": ".tif", "WEBP": ".webp"}


@pytest.mark.parametrize("suffix", sorted(READABLE))
@pytest.mark.parametrize("kind", ENDINGS)
def test_an_image_under_the_name_of_another_kind_is_told_its_own(
    tmp_path: Path, kind: str, suffix: str
) -> None:
    path = tmp_path / f"scan{suffix}"
    Image.new("L", (8, 8)).save(path, kind)
    if suffix.replace("jpeg", "jpg").replace("tiff", "tif") == ENDINGS[kind]:
        assert not isinstance(read_image(path, Place("figures/scan"), tmp_path / "cache"), Problem)
        return
    problem = fails(path, tmp_path / "cache")
    assert problem.what == f"is a {kind} image, though its name ends in {suffix}."
    assert f"end in {ENDINGS[kind]}," in problem.fix


@pytest.mark.parametrize("kind", ["GIF", "BMP", "AVIF", "PPM", "PCX"])
def test_an_image_of_a_kind_that_is_not_taken_is_not_opened_under_another_name(
    tmp_path: Path, kind: str
) -> None:
    Image.new("L", (8, 8)).save(tmp_path / "scan.png", kind)
    assert "format is not known" in fails(tmp_path / "scan.png", tmp_path / "cache").what


def test_an_ending_is_read_without_regard_to_case(tmp_path: Path) -> None:
    picture(tmp_path / "SCAN.PNG")
    found = read_image(tmp_path / "SCAN.PNG", Place("figures/SCAN.PNG"), tmp_path / "cache")
    assert not isinstance(found, Problem)
