"""Reading what DICOM files say of themselves: which series they belong to and where they lie.

Single-frame and multi-frame images alike become frozen :class:`Slice` values; no pixel is read.
"""

from __future__ import annotations

import logging
import warnings
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from casereport.identifying import identifying

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pydicom.dataset import Dataset

_CT_IMAGE = "1.2.840.10008.5.1.4.1.1.2"
CT_CLASSES = frozenset({_CT_IMAGE, f"{_CT_IMAGE}.1", f"{_CT_IMAGE}.2"})
"""CT images: single-frame, enhanced, and enhanced from single-frame ones (PS3.4, B.5)."""

_PREAMBLE = 128
_MAGIC = b"DICM"
_REGION_TAGS = ("BodyPartExamined", "StudyDescription", "SeriesDescription", "ProtocolName")


@dataclass(frozen=True)
class Slice:
    """One slice: a single-frame image, or a frame of a multi-frame one."""

    path: Path
    frame: int
    """Which frame of its file it is, from 0."""
    image_type: str
    """What is imaged: ``AXIAL``, ``LOCALIZER`` (PS3.3, C.8.2.1.1.1); empty where untold."""
    size: tuple[int, int] | None
    """Rows and columns."""
    position: tuple[float, ...] | None
    """Image Position (Patient), the centre of the first pixel in LPS mm (PS3.3, C.7.6.2.1.1)."""
    orientation: tuple[float, ...] | None
    """Image Orientation (Patient): directions of a row, then of a column, in LPS (as above)."""
    pixel_spacing: tuple[float, ...] | None
    """Distance of rows, then of columns, in mm (PS3.3, 10.7.1.3)."""
    slope: float | None
    intercept: float | None
    """HU = slope × stored value + intercept (PS3.3, C.11.1)."""
    rescale_type: str
    """The unit of rescaled values; empty where it is left to be HU (PS3.3, C.8.2.1)."""
    thickness: float | None

    @property
    def name(self) -> str:
        """What a person finds it by."""
        return f"{self.path.name} (frame {self.frame + 1})" if self.frame else self.path.name


@dataclass(frozen=True)
class Header:
    """What one DICOM image file says, and which identifying attributes it has."""

    path: Path
    series_uid: str
    series_number: int | None
    description: str
    modality: str
    sop_class: str
    """The kind of image, a UID of PS3.4, Annex B."""
    transfer_syntax: str
    """How its pixels are stored, a UID of PS3.5, Annex A."""
    samples: int
    """Values per pixel: 1 for CT, 3 for colours."""
    slices: tuple[Slice, ...]
    regions: tuple[str, ...]
    """Which part of the body was imaged, in every wording of the file."""
    recognizable: bool
    """Recognizable Visual Features is YES (PS3.3, C.7.6.1)."""
    burned_in: str
    """Burned In Annotation (PS3.3, C.7.6.1): YES, NO or empty."""
    lossy: bool
    """Lossy Image Compression is 01 (PS3.3, C.7.6.1.1.5)."""
    identifying: frozenset[str]
    private: frozenset[int]


class DicomError(Exception):
    """A file that is DICOM but cannot be read; ``what`` says why and ``fix`` what to do."""

    def __init__(self, path: Path, what: str, fix: str) -> None:
        super().__init__(f"{path.name} {what} {fix}")
        self.path = path
        self.what = what
        self.fix = fix


@contextmanager
def quiet_pydicom() -> Iterator[None]:
    """Keep pydicom's remarks away: they quote the values of tags, names included."""
    logger = logging.getLogger("pydicom")
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.setLevel(level)


def is_dicom(path: Path) -> bool:
    """Return whether a file begins as PS3.10, 7.1 has it: 128 bytes, then ``DICM``."""
    with path.open("rb") as file:
        return file.read(_PREAMBLE + len(_MAGIC))[_PREAMBLE:] == _MAGIC


def read_header(path: Path) -> Header | None:
    """Return what a DICOM image says of itself, or None for a DICOM file that is no image.

    Raises DicomError where the file is cut short or damaged.
    """
    from pydicom import dcmread  # noqa: PLC0415 - slow, and only an import needs it

    with quiet_pydicom():
        try:
            data = dcmread(path, stop_before_pixels=True)
            # The file's own label stands first, where a file that is cut short still has it.
            label = getattr(data, "file_meta", data).get("MediaStorageSOPClassUID", "")
            if "Rows" not in data and not {label, data.get("SOPClassUID")} & CT_CLASSES:
                return None
            header = _header(path, data)
        except Exception as error:  # pydicom raises many kinds for a damaged file
            raise DicomError(
                path, "is cut short or damaged.", "Export the series once more."
            ) from error
    if not header.series_uid:
        raise DicomError(path, "does not say which series it is of.", "Export it once more.")
    return header


def _header(path: Path, data: Dataset) -> Header:
    names, private = identifying(data)
    meta = getattr(data, "file_meta", {})
    slices = tuple(_slices(path, data))
    return Header(
        path=path,
        series_uid=_text(data, "SeriesInstanceUID"),
        series_number=_whole(data, "SeriesNumber"),
        description=_text(data, "SeriesDescription"),
        modality=_text(data, "Modality"),
        sop_class=_text(data, "SOPClassUID"),
        transfer_syntax=str(meta.get("TransferSyntaxUID", "")),
        samples=_whole(data, "SamplesPerPixel") or 1,
        slices=slices,
        regions=tuple(_regions(data)),
        recognizable=_text(data, "RecognizableVisualFeatures").upper() == "YES",
        burned_in=_text(data, "BurnedInAnnotation").upper(),
        lossy=_text(data, "LossyImageCompression") == "01",
        identifying=names,
        private=private,
    )


def _text(data: Dataset, keyword: str) -> str:
    """Return a value as text; several values are one text, an empty or absent one is empty."""
    value = data.get(keyword)
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip()
    return " ".join(map(str, value)).strip() if hasattr(value, "__iter__") else str(value)


def _whole(data: Dataset, keyword: str) -> int | None:
    value = data.get(keyword)
    return None if value is None or value == "" else int(value)


def _number(data: Dataset, keyword: str) -> float | None:
    value = data.get(keyword)
    return None if value is None or value == "" else float(value)


def _numbers(data: Dataset, keyword: str, count: int) -> tuple[float, ...] | None:
    value: Any = data.get(keyword)
    if value is None or isinstance(value, str) or len(value) != count:
        return None
    return tuple(map(float, value))


def _slices(path: Path, data: Dataset) -> Iterator[Slice]:
    """Yield the slices of a file.

    A multi-frame image keeps its geometry in functional groups, each shared by all frames or given
    per frame (PS3.3, C.7.6.16); a single-frame one keeps it at the top.
    """
    from pydicom.dataset import Dataset  # noqa: PLC0415 - slow, and only an import needs it

    frames = data.get("PerFrameFunctionalGroupsSequence") or ()
    if not frames:
        if (_whole(data, "NumberOfFrames") or 1) == 1:
            yield _slice(path, 0, data, data)
        return
    shared = data.get("SharedFunctionalGroupsSequence") or ()
    for number, frame in enumerate(frames):
        merged = Dataset()
        for group in (*shared, frame):
            for element in group:
                if element.VR == "SQ" and element.value:
                    merged.update(element.value[0])
        yield _slice(path, number, merged, data)


def _slice(path: Path, number: int, own: Dataset, data: Dataset) -> Slice:
    kinds = own.get("FrameType") or data.get("ImageType") or ()
    kind = "" if isinstance(kinds, str) else str([*kinds, "", "", ""][2])
    rows, columns = _whole(data, "Rows"), _whole(data, "Columns")
    return Slice(
        path=path,
        frame=number,
        image_type=kind.strip().upper(),
        size=(rows, columns) if rows and columns else None,
        position=_numbers(own, "ImagePositionPatient", 3),
        orientation=_numbers(own, "ImageOrientationPatient", 6),
        pixel_spacing=_numbers(own, "PixelSpacing", 2),
        slope=_number(own, "RescaleSlope"),
        intercept=_number(own, "RescaleIntercept"),
        rescale_type=_text(own, "RescaleType").upper(),
        thickness=_number(own, "SliceThickness"),
    )


def _regions(data: Dataset) -> Iterator[str]:
    for keyword in _REGION_TAGS:
        if text := _text(data, keyword):
            yield text
    for item in data.get("AnatomicRegionSequence") or ():
        if text := _text(item, "CodeMeaning"):
            yield text


@dataclass(frozen=True)
class Series:
    """The images that name the same series, in the order of their file names."""

    headers: tuple[Header, ...]

    @property
    def slices(self) -> tuple[Slice, ...]:
        """Every slice of every file."""
        return tuple(each for header in self.headers for each in header.slices)

    @property
    def number(self) -> int | None:
        """Its number in the study."""
        return self.headers[0].series_number

    @property
    def description(self) -> str:
        """What the scanner calls it."""
        return self.headers[0].description

    @property
    def modality(self) -> str:
        """What made the images, as ``CT`` or ``MR``."""
        return Counter(header.modality for header in self.headers).most_common(1)[0][0]


def group_series(headers: Iterable[Header]) -> tuple[Series, ...]:
    """Return the series that the images belong to (PS3.3, C.7.3.1), by their number."""
    by_uid: dict[str, list[Header]] = {}
    for header in sorted(headers, key=lambda header: header.path):
        by_uid.setdefault(header.series_uid, []).append(header)
    series = (Series(tuple(members)) for members in by_uid.values())
    return tuple(sorted(series, key=lambda each: (each.number is None, each.number or 0)))
