"""Texts packed beforehand: a server that knows how sends the packed file, of the same content.

Both kinds are made as small as they get, once: a file of the same content is taken from the cache.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import shutil
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import brotli

if TYPE_CHECKING:
    from pathlib import Path

KINDS = frozenset(
    {
        *(".html", ".css", ".js", ".mjs", ".json", ".jsonld", ".webmanifest", ".svg", ".xml"),
        *(".txt", ".md", ".bib", ".ris", ".csv", ".wasm"),
    }
)
"""The kinds of file that are packed: those that are texts; images are packed in themselves."""
LEAST = 1024
"""The bytes from which on packing is worth a file."""


def _brotli(content: bytes) -> bytes:
    return bytes(brotli.compress(content, mode=brotli.MODE_TEXT, quality=11))


def _gzip(content: bytes) -> bytes:
    # Without a name and a time, and by a class that writes no system's number: the same anywhere.
    packed = io.BytesIO()
    with gzip.GzipFile("", "wb", 9, packed, mtime=0) as file:
        file.write(content)
    return packed.getvalue()


_PACKERS = {".br": _brotli, ".gz": _gzip}


def compress_site(site: Path, cache: Path) -> int:
    """Put a packed file beside every text of the folder ``site``; return how many were packed anew.

    The packed files are kept in ``cache``, and what this site no longer needs goes from there.
    Raises OSError where a file cannot be read or written.
    """
    cache.mkdir(parents=True, exist_ok=True)
    texts = [
        path
        for path in sorted(site.rglob("*"))
        if path.suffix in KINDS and path.is_file() and path.stat().st_size >= LEAST
    ]
    # Both packers let other threads run meanwhile.
    with ThreadPoolExecutor() as pool:
        results = list(pool.map(lambda path: _pack(path, cache), texts))
    used = {kept for names, _ in results for kept in names}
    for kept in cache.iterdir():
        if kept.name not in used:
            kept.unlink()
    return sum(new for _, new in results)


def _pack(path: Path, cache: Path) -> tuple[list[str], bool]:
    """Pack one file; return what the cache now keeps of it and whether any of that is new."""
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    names, new = [], False
    for suffix, pack in _PACKERS.items():
        kept = cache / f"{digest}{suffix}"
        names.append(kept.name)
        if not kept.is_file():
            new = True
            unfinished = kept.with_suffix(f"{suffix}.part")
            unfinished.write_bytes(pack(content))
            unfinished.replace(kept)
        beside = path.with_name(path.name + suffix)
        if kept.stat().st_size < len(content):
            shutil.copyfile(kept, beside)
    return names, new
