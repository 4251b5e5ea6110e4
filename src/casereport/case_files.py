"""The files of a case beside its pages: the folder of figures, and what must not be published."""

from __future__ import annotations

import contextlib
import gzip
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from casereport.cut_previews import SUFFIX, is_preview
from casereport.image_records import read_image_records
from casereport.images import READABLE
from casereport.model import ImageRecord, Place, Problem
from casereport.problems import nearest_hint, warning

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

RECORDS = "figures.yml"
VOLUME = ".nii.gz"
PUBLISHABLE = READABLE | {".svg"}
"""The kinds of image an author can put into ``figures/``."""

_PICTURES = READABLE | {
    *(".apng", ".avif", ".bmp", ".dng", ".gif", ".heic", ".heif", ".hif", ".jfif", ".jp2", ".jpe"),
    *(".jxl", ".mpo", ".nii", ".psd", ".svg", ".svgz"),
}
"""Endings of images, taken or not, which hold more than what is seen."""

_FIRST_ELEMENTS = 0x20
"""The highest element that a data set begins with: the day of the study."""
_FIRST_LENGTH = 64
"""The longest value it begins with, in bytes: a unique identifier."""

_ARCHIVES = frozenset({".zip", ".gz", ".tgz", ".tar", ".bz2", ".xz", ".7z", ".rar"})
_GZIP = b"\x1f\x8b"

# What may lie in figures/ without being an image.
_BESIDE = frozenset({RECORDS, "README.md"})


@dataclass(frozen=True)
class FigureFolder:
    """What an author has put into ``figures/``."""

    folder: Path
    images: frozenset[str]
    """The names of all images: those of files, and those that are cut from a volume."""
    records: Mapping[str, ImageRecord]
    problems: tuple[Problem, ...]
    described: bool = True
    """Whether the file that describes them could be read."""


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
    files = sorted(folder.iterdir()) if folder.is_dir() else []
    problems: list[Problem] = []
    records: dict[str, ImageRecord] = {}
    described = True
    found: tuple[Problem, ...] = ()
    if folder / RECORDS in files:
        text, undecoded = read_text(folder / RECORDS, f"{name}/{RECORDS}")
        records, found = read_image_records(text, f"{name}/{RECORDS}")
        problems += [*undecoded, *found]
        described = bool(records) or not found
    volumes = {path.name for path in files if path.name.endswith(VOLUME)}
    images = {path.name for path in files if path.suffix.lower() in PUBLISHABLE}
    # Whatever it is called: a volume's name, or one that is hidden, makes no DICOM file harmless.
    dicom = {path.name for path in files if is_dicom(path)}
    problems += [dicom_problem(f"{name}/{each}") for each in sorted(dicom)]
    problems += [
        problem
        for path in files
        if path.name not in {*volumes, *images, *dicom, *_BESIDE}
        if not path.name.startswith(".")
        for problem in [_unpublishable(path, f"{name}/{path.name}")]
    ]
    miscut = list(_check_cuts(records, volumes, images, folder))
    problems += miscut
    # What is said wrongly of an image may be that it is cut from the volume.
    if not found and not miscut:
        problems += _check_volumes(records, volumes - dicom, name)
    cuts = {key for key, record in records.items() if record.cut and record.cut.volume in volumes}
    return FigureFolder(folder, frozenset(images | cuts), records, tuple(problems), described)


def _unpublishable(path: Path, name: str) -> Problem:
    if path.is_dir() and any(map(is_dicom, path.rglob("*"))):
        return dicom_problem(name, "holds DICOM files: they name")
    return Problem(
        Place(name),
        "is not an image that can be published.",
        f"Save it as one of {', '.join(sorted(PUBLISHABLE))}, or keep it elsewhere.",
    )


def _check_cuts(
    records: Mapping[str, ImageRecord],
    volumes: Collection[str],
    images: Collection[str],
    folder: Path,
) -> Iterator[Problem]:
    """Yield cuts of volumes that are not there, and names that cannot be a cut's own."""
    cuts = {name: record for name, record in records.items() if record.cut is not None}
    for name, record in cuts.items():
        volume = record.cut.volume if record.cut else ""
        if volume not in volumes:
            yield Problem(
                record.where,
                f"cuts {name} from {volume}, which is not there{nearest_hint(volume, volumes)}.",
                "Correct the name, or import the series with casereport import-ct.",
            )
        if not name.endswith(SUFFIX):
            yield Problem(
                record.where,
                f"cuts {name} from a volume; the picture of a cut is a PNG.",
                f"Call it {Path(name).stem}{SUFFIX}, here and on the page.",
            )
        elif name in images and not is_preview(folder / name):
            yield Problem(
                record.where,
                f"cuts {name} from a volume, and there is an image of that name.",
                "Remove the image, or the lines volume, position and window.",
            )


def _check_volumes(
    records: Mapping[str, ImageRecord], volumes: Collection[str], name: str
) -> Iterator[Problem]:
    """Yield each volume that no image is cut from; ``name`` is the folder's."""
    cut = {record.cut.volume for record in records.values() if record.cut is not None}
    for volume in sorted(set(volumes) - cut):
        yield warning(
            Place(f"{name}/{volume}"),
            "is a volume that no image is cut from, so it is not published.",
            f"Cut an image from it in {name}/{RECORDS}, or remove it.",
        )


def is_dicom(path: Path) -> bool:
    """Return whether a file is DICOM: by its ending, prefix (DICOM PS3.10, 7.1) or first value.

    One that was packed by gzip is looked into.
    """
    if not path.is_file():
        return False
    if path.suffix.lower() in {".dcm", ".dicom"} or path.name == "DICOMDIR":
        return True
    with path.open("rb") as file:
        head = file.read(132)
    if head.startswith(_GZIP):
        with contextlib.suppress(OSError, EOFError, zlib.error), gzip.open(path) as unpacked:
            head = unpacked.read(132)
    return head[128:] == b"DICM" or _is_bare_data_set(head)


def _is_bare_data_set(head: bytes) -> bool:
    """Return whether a file begins as DICOM without a prefix does, as old archives wrote it.

    Its first attribute is one of group 0002 or 0008 (PS3.5, 7.1), with its kind in two capitals or
    a short length behind; no image and no text begins so.
    """
    for order in ("<", ">"):
        group, element, length = struct.unpack_from(f"{order}HHI", head.ljust(8, b"\xff"))
        if group in {0x0002, 0x0008} and element <= _FIRST_ELEMENTS:
            kind = head[4:6]
            return (kind.isalpha() and kind.isupper()) or length <= _FIRST_LENGTH
    return False


def dicom_problem(name: str, what: str = "is a DICOM file: it names") -> Problem:
    """Return the problem of a DICOM file, or several, within the case."""
    return Problem(
        Place(name),
        f"{what} the patient, the hospital and the day.",
        "Move it out of the case, also out of git's history; bring in its pixels with"
        " casereport import-ct.",
    )


def check_published_images(
    paths: Sequence[str], root: Path, docs_dir: str, folder: str
) -> Iterator[Problem]:
    """Yield images among the pages, which would be published as they are.

    ``paths`` are relative to ``docs_dir``, and that to ``root``. A camera's or scanner's image
    carries time, place and perhaps a name (DICOM PS3.15, HIPAA Safe Harbor); only ``folder``'s
    images lose all that.
    """
    for path in paths:
        place = f"{docs_dir}/{path}"
        if is_dicom(root / place):
            yield dicom_problem(place)
        elif Path(path).suffix.lower() in _ARCHIVES and not path.endswith(VOLUME):
            yield Problem(
                Place(place),
                "is an archive: what is in it would be published unread.",
                "Unpack it, and offer readers its files; keep images of patients elsewhere.",
            )
        elif Path(path).suffix.lower() in _PICTURES or path.endswith(VOLUME):
            yield Problem(
                Place(place),
                "would be published as it is, with any name, time or place stored inside it.",
                f"Move it to {folder}/ and show it from there.",
            )
