"""The slow parts of a build, done on other threads while MkDocs reads and renders the pages.

Both wait on work outside Python: image encoders and pandoc.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from casereport.images import encode_image, read_image
from casereport.model import Place, Problem, RenderedImage
from casereport.references import format_entries

if TYPE_CHECKING:
    from collections.abc import Mapping
    from concurrent.futures import Future
    from pathlib import Path

    from casereport.references import CitationStyle


class Background:
    """Images being encoded and references being formatted, to be asked for when needed."""

    def __init__(self, cache: Path) -> None:
        self._cache = cache
        self._pool = ThreadPoolExecutor(thread_name_prefix="casereport")
        self._images: dict[str, Future[RenderedImage | Problem]] = {}
        self._encodings: list[Future[None]] = []
        self._references: Future[dict[str, str]] | None = None

    def format_entries(self, source: str, style: CitationStyle) -> None:
        """Begin to format every entry of the BibTeX ``source``."""
        folder = self._cache / "references"
        self._references = self._pool.submit(format_entries, source, style, folder)

    def render_images(self, images: Mapping[str, Path]) -> None:
        """Begin to render the images, given by their path from the top of the case."""
        for name, path in images.items():
            self._images[name] = self._pool.submit(self._read, path, Place(name))

    def _read(self, path: Path, where: Place) -> RenderedImage | Problem:
        """Read an image, then leave its encoding to another task."""
        folder = self._cache / "images"
        read = read_image(path, where, folder)
        if isinstance(read, Problem):
            return read
        if read.pixels is not None:
            self._encodings.append(self._pool.submit(encode_image, read, folder))
        return read.rendered

    def formatted_entries(self) -> dict[str, str]:
        """Wait for the formatted entries, by key. Raises what :func:`format_entries` raises."""
        return {} if self._references is None else self._references.result()

    def rendered_images(self) -> tuple[dict[str, RenderedImage], tuple[Problem, ...]]:
        """Wait until all images are read; return them by path, and the problems of the others.

        Their renditions may still be being written: see :meth:`finish_encoding`.
        """
        results = {name: future.result() for name, future in self._images.items()}
        rendered = {
            name: result for name, result in results.items() if isinstance(result, RenderedImage)
        }
        problems = [result for result in results.values() if isinstance(result, Problem)]
        return rendered, tuple(problems)

    def count_encodings(self) -> int:
        """Return how many images are new and being encoded, once all are read."""
        return len(self._encodings)

    def finish_encoding(self) -> None:
        """Wait until every rendition is written. Raises OSError where one cannot be."""
        for encoding in self._encodings:
            encoding.result()

    def close(self) -> None:
        """Let go of the threads; what has not begun is dropped."""
        self._pool.shutdown(cancel_futures=True)
