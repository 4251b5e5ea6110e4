"""The slow parts of a build, done on other threads while MkDocs reads and renders the pages.

Both wait on work outside Python: image encoders and pandoc.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from casereport.figure_sources import read_source
from casereport.images import encode_image
from casereport.model import ImageRecord, Place, Problem, RenderedImage
from casereport.own_citation import format_own_citation
from casereport.references import format_entries

if TYPE_CHECKING:
    from concurrent.futures import Future
    from pathlib import Path

    from casereport.case_files import FigureFolder
    from casereport.metadata import Metadata
    from casereport.own_citation import OwnCitation
    from casereport.references import CitationStyle


class Background:
    """Images being encoded and references being formatted, to be asked for when needed."""

    def __init__(self, cache: Path) -> None:
        self._cache = cache
        # As many threads as there are cores, for encoding; those of pandoc only wait.
        self._pool = ThreadPoolExecutor(os.cpu_count(), thread_name_prefix="casereport")
        self._pandoc = ThreadPoolExecutor(2, thread_name_prefix="casereport-pandoc")
        self._images: dict[str, Future[RenderedImage | Problem]] = {}
        self._encodings: list[Future[None]] = []
        self._more: list[Future[Problem | None]] = []
        self._references: Future[dict[str, str]] | None = None
        self._own_citation: Future[OwnCitation | None] | None = None

    def format_entries(self, source: str, style: CitationStyle) -> None:
        """Begin to format every entry of the BibTeX ``source``."""
        folder = self._cache / "references"
        self._references = self._pandoc.submit(format_entries, source, style, folder)

    def format_own_citation(self, metadata: Metadata, address: str, style: CitationStyle) -> None:
        """Begin to format the citation of the article itself."""
        folder = self._cache / "references"
        self._own_citation = self._pandoc.submit(
            format_own_citation, metadata, address, style, folder
        )

    def render_images(self, figures: FigureFolder, name: str) -> None:
        """Begin to render the images of the folder of figures, known to the author as ``name``."""
        for image in figures.images:
            place = Place(f"{name}/{image}")
            self._images[place.file] = self._pool.submit(self._read, figures, image, place)

    def _read(self, figures: FigureFolder, name: str, where: Place) -> RenderedImage | Problem:
        """Read an image, then leave its encoding to another task."""
        folder = self._cache / "images"
        record = figures.records.get(name) or ImageRecord(name, where)
        read = read_source(name, figures.folder, record, where, folder)
        if isinstance(read, Problem):
            return read
        if read.pixels is not None:
            self._encodings.append(self._pool.submit(encode_image, read, folder))
        if read.more is not None:
            self._more.append(self._pool.submit(read.more))
        return read.rendered

    def formatted_entries(self) -> dict[str, str]:
        """Wait for the formatted entries, by key. Raises what :func:`format_entries` raises."""
        return {} if self._references is None else self._references.result()

    def own_citation(self) -> OwnCitation | None:
        """Wait for the article's own citation, where it was asked for.

        Raises what :func:`format_own_citation` raises.
        """
        return None if self._own_citation is None else self._own_citation.result()

    def rendered_images(self) -> tuple[dict[str, RenderedImage], tuple[Problem, ...]]:
        """Wait until all images are read; return them by path, and the problems of the others.

        Their renditions may still be being written: see :meth:`finish_encoding`.
        """
        results = {name: future.result() for name, future in self._images.items()}
        rendered = {
            name: result for name, result in results.items() if isinstance(result, RenderedImage)
        }
        found = (*results.values(), *(future.result() for future in self._more))
        return rendered, tuple(problem for problem in found if isinstance(problem, Problem))

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
        self._pandoc.shutdown(cancel_futures=True)
