"""The files of a case beside its pages: the folder of figures, and what must not be published."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from casereport.image_records import read_image_records
from casereport.images import READABLE
from casereport.model import ImageRecord, Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

RECORDS = "figures.yml"
# What may lie in figures/ without being an image.
_BESIDE = frozenset({RECORDS, "README.md"})


@dataclass(frozen=True)
class FigureFolder:
    """What an author has put into ``figures/``."""

    images: Mapping[str, Path]
    """Every image, by its file name."""
    records: Mapping[str, ImageRecord]
    problems: tuple[Problem, ...]


def read_text(path: Path, name: str) -> tuple[str, tuple[Problem, ...]]:
    """Return the text in ``path``, and a problem where it is not UTF-8.

    ``name`` is the file's path as the author knows it; bytes that mean nothing read as U+FFFD.
    """
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        problem = Problem(
            Place(name, data.count(b"\n", 0, error.start) + 1),
            "holds a character that is not stored as UTF-8.",
            "Save the file again with the encoding UTF-8; in most editors it is part of Save As.",
        )
        return data.decode("utf-8-sig", "replace"), (problem,)


def read_figure_folder(folder: Path, name: str) -> FigureFolder:
    """Return what is in ``folder``, which the author knows as ``name``; it may be missing."""
    images: dict[str, Path] = {}
    problems: list[Problem] = []
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.suffix.lower() in READABLE:
            images[path.name] = path
        elif path.name not in _BESIDE and not path.name.startswith("."):
            problems.append(
                Problem(
                    Place(f"{name}/{path.name}"),
                    "is not an image that can be published.",
                    f"Save it as one of {', '.join(sorted(READABLE))}, or keep it elsewhere.",
                )
            )
    records_file = folder / RECORDS
    records: dict[str, ImageRecord] = {}
    if records_file.is_file():
        text, undecoded = read_text(records_file, f"{name}/{RECORDS}")
        records, found = read_image_records(text, f"{name}/{RECORDS}")
        problems += [*undecoded, *found]
    return FigureFolder(images, records, tuple(problems))


def check_published_images(paths: Sequence[str], docs_dir: str, folder: str) -> Iterator[Problem]:
    """Yield images among the pages, which would be published as they are.

    ``paths`` are relative to ``docs_dir``. A camera's or scanner's image carries time, place and
    perhaps a name (DICOM PS3.15, HIPAA Safe Harbor); only ``folder``'s images lose all that.
    """
    for path in paths:
        if Path(path).suffix.lower() in READABLE:
            yield Problem(
                Place(f"{docs_dir}/{path}"),
                "would be published as it is, with any name, time or place stored inside it.",
                f"Move it to {folder}/ and show it from there.",
            )
