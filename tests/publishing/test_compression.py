"""Texts packed beside themselves."""

from __future__ import annotations

import gzip
import hashlib
from typing import TYPE_CHECKING

import brotli

from casereport.publishing.compression import LEAST, compress_site

if TYPE_CHECKING:
    from pathlib import Path


# Packed files


def test_texts_are_packed_beside_themselves_where_that_is_smaller(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    text = "".join(f"{number} " for number in range(2_000)).encode()
    for name in ("a.html", "b.png", "c.nii.gz"):
        (site / name).write_bytes(text)
    (site / "short.html").write_bytes(b"x" * (LEAST - 1))
    incompressible = hashlib.shake_256(b"").digest(LEAST)
    (site / "noise.txt").write_bytes(incompressible)
    assert compress_site(site, tmp_path / "cache") == 2
    made = {path.name for path in site.iterdir() if path.suffix in {".br", ".gz"}}
    assert made == {"a.html.br", "a.html.gz", "c.nii.gz"}
    assert brotli.decompress((site / "a.html.br").read_bytes()) == text
    assert gzip.decompress((site / "a.html.gz").read_bytes()) == text
    # RFC 1952: no name (flags 0), no time, best compression, no system named.
    assert (site / "a.html.gz").read_bytes()[:10] == b"\x1f\x8b\x08\x00\0\0\0\0\x02\xff"


def test_what_is_packed_once_is_taken_from_the_cache(tmp_path: Path) -> None:
    site, cache = tmp_path / "site", tmp_path / "cache"
    site.mkdir()
    (site / "a.html").write_bytes(b"a" * LEAST)
    assert compress_site(site, cache) == 1
    before = {path.name: path.stat().st_mtime_ns for path in cache.iterdir()}
    assert compress_site(site, cache) == 0
    assert {path.name: path.stat().st_mtime_ns for path in cache.iterdir()} == before
    (site / "a.html").write_bytes(b"b" * LEAST)
    assert compress_site(site, cache) == 1
    assert not {path.name for path in cache.iterdir()} & set(before)
