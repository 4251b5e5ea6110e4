"""From one DICOM series to a volume: whether it is a whole, straight CT, and its Hounsfield units.

Positions follow PS3.3, C.7.6.2.1.1: DICOM's patient coordinates grow to the left, the back and the
head (LPS); a volume's grow to the right, the front and the head (RAS), so x and y change sign.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from casereport.dicom_files import CT_CLASSES, DicomError, quiet_pydicom
from casereport.model import Place, Problem
from casereport.slice_spacing import EXPORT, check_spacing, listed, oblique
from casereport.volume import DIMENSIONS, Volume

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator
    from pathlib import Path

    import numpy.typing as npt
    from pydicom.dataset import Dataset

    from casereport.dicom_files import Series, Slice

_LPS_TO_RAS = np.array([-1.0, -1.0, 1.0])
_STRAIGHT = 1e-3
"""The largest part of a direction that may lie off its axis: 0.06°, half a millimetre in 500."""
_INT16 = np.iinfo(np.int16)
_DECODERS = "pip install pylibjpeg pylibjpeg-libjpeg pylibjpeg-openjpeg"


@dataclass(frozen=True)
class Grid:
    """How the slices of a checked series lie: the way from stored pixels to a volume."""

    slices: tuple[Slice, ...]
    """Ordered along the axis they are stacked on, from its low end."""
    axes: tuple[int, int, int]
    """Which of x, y, z runs over slices, over rows, and over columns."""
    signs: tuple[int, int, int]
    """Whether each of these runs with the RAS axis, 1, or against it, -1."""
    steps: tuple[float, ...]
    """Distance between slices, rows and columns in mm."""
    corner: tuple[float, ...]
    """The first pixel of the first slice, in RAS mm."""

    @property
    def slice_axis(self) -> int:
        """The axis the slices are stacked along: 2 for an axial series."""
        return self.axes[0]


def check_series(series: Series, name: str) -> tuple[Grid | None, tuple[Problem, ...]]:
    """Return how the slices lie, and every problem; without a grid there is no volume.

    ``name`` is what the problems call the series. Later checks rely on earlier ones, so the first
    kind of fault found is the one that is told.
    """
    where = Place(name)
    for check in (_check_kind, _check_decoders, _check_values, _check_likeness):
        if faults := tuple(check(series, where)):
            return None, faults
    return _grid(series, where)


def _check_kind(series: Series, where: Place) -> Iterator[Problem]:
    """Yield what makes the images no CT slices (PS3.4, B.5; PS3.3, C.8.2.1.1.1)."""
    if series.modality != "CT":
        yield Problem(
            where,
            f"is {series.modality or 'of no modality'}, not CT.",
            "Only a CT has Hounsfield units; add another kind of image as a picture.",
        )
    elif any(
        header.sop_class not in CT_CLASSES or header.samples != 1 for header in series.headers
    ):
        yield Problem(
            where,
            "holds pictures of a screen or a report, not CT slices.",
            "Choose the series as it was reconstructed.",
        )
    elif any(not header.slices for header in series.headers):
        yield Problem(
            where,
            "holds several frames in one file without saying where each lies.",
            "Export it as a classic CT series, one file per slice.",
        )
    elif any(each.image_type == "LOCALIZER" for each in series.slices):
        yield Problem(
            where,
            "is a localizer, or has one in it: an overview for planning, not slices.",
            "Choose the series of the slices themselves.",
        )


def _check_decoders(series: Series, where: Place) -> Iterator[Problem]:
    """Yield every way of storing pixels (PS3.5, Annex A) that nothing installed can read."""
    from pydicom.pixels.decoders.base import get_decoder  # noqa: PLC0415 - slow, and only an import needs it
    from pydicom.uid import UID  # noqa: PLC0415

    for syntax in sorted({header.transfer_syntax for header in series.headers}):
        uid = UID(syntax)
        try:
            if not uid.is_compressed or get_decoder(uid).is_available:
                continue
            fix = f"Install the decoders: {_DECODERS}"
        except (NotImplementedError, ValueError):
            fix = "Export the series uncompressed (Explicit VR Little Endian)."
        yield Problem(
            where, f"is stored as {uid.name or 'nothing known'}, which nothing here can read.", fix
        )


def _check_values(series: Series, where: Place) -> Iterator[Problem]:
    """Yield what keeps stored values from becoming Hounsfield units (PS3.3, C.8.2.1 and C.11.1)."""
    if any(not each.slope or each.intercept is None for each in series.slices):
        yield Problem(
            where,
            "does not say how its values become Hounsfield units.",
            "Choose a series with rescale slope and intercept, as every original CT has them.",
        )
    elif any(each.rescale_type not in {"", "HU"} for each in series.slices):
        yield Problem(
            where, "is measured in something other than Hounsfield units.", "Choose another series."
        )


def _check_likeness(series: Series, where: Place) -> Iterator[Problem]:
    """Yield each kind of geometry that is missing or that slices do not share."""
    lacking: tuple[tuple[str, Callable[[Slice], Hashable]], ...] = (
        ("size", lambda each: each.size),
        ("position", lambda each: each.position and all(map(np.isfinite, each.position))),
        ("orientation", lambda each: each.orientation),
        ("pixel spacing", lambda each: each.pixel_spacing and min(each.pixel_spacing) > 0),
    )
    for label, is_there in lacking:
        if names := [each.name for each in series.slices if not is_there(each)]:
            yield Problem(where, f"gives no {label} in {listed(names)}.", EXPORT)
            return
    alike: tuple[tuple[str, Callable[[Slice], Hashable]], ...] = (
        ("orientation", lambda each: _rounded(each.orientation, 3)),
        ("size", lambda each: each.size),
        ("pixel spacing", lambda each: _rounded(each.pixel_spacing, 4)),
    )
    for label, value in alike:
        groups: dict[Hashable, list[str]] = {}
        for each in series.slices:
            groups.setdefault(value(each), []).append(each.name)
        if len(groups) > 1:
            odd = min(groups.values(), key=len)
            yield Problem(
                where,
                f"mixes slices: {listed(odd)} differ in {label} from the others.",
                "Keep the slices of one reconstruction in the folder.",
            )
            return


def _rounded(values: tuple[float, ...] | None, decimals: int) -> tuple[float, ...]:
    # Adding 0.0 makes a negative zero the same as zero.
    return tuple(round(value, decimals) + 0.0 for value in values or ())


def _grid(series: Series, where: Place) -> tuple[Grid | None, tuple[Problem, ...]]:
    """Return how the slices lie; a series across the patient's axes, or uneven, is a problem."""
    first = series.slices[0]
    directions = np.array(first.orientation, dtype=np.float64).reshape(2, DIMENSIONS) * _LPS_TO_RAS
    row, column = (int(axis) for axis in np.abs(directions).argmax(axis=1))
    signs = (int(np.sign(directions[0, row])), int(np.sign(directions[1, column])))
    straight = np.zeros_like(directions)
    straight[0, row], straight[1, column] = signs
    if row == column or np.abs(directions - straight).max() > _STRAIGHT:
        return None, (oblique(where),)
    normal = DIMENSIONS - row - column
    positions = np.array([each.position for each in series.slices], dtype=np.float64) * _LPS_TO_RAS
    stack = check_spacing(series.slices, positions, normal, where)
    if stack.order is None:
        return None, stack.problems
    grid = Grid(
        slices=tuple(series.slices[index] for index in stack.order),
        # Along a row runs the index of the column, and the other way round.
        axes=(normal, column, row),
        signs=(1, signs[1], signs[0]),
        steps=(stack.step, *(first.pixel_spacing or ())[:2]),
        corner=tuple(positions[stack.order[0]]),
    )
    return grid, stack.problems


def assemble(grid: Grid, tick: Callable[[int], None] = lambda _done: None) -> Volume:
    """Return the series as Hounsfield units in RAS; ``tick`` is told of slices as they are done.

    Raises DicomError for a file whose pixels are missing, cut short or do not decode.
    """
    rows, columns = grid.slices[0].size or (0, 0)
    stacked = np.empty((len(grid.slices), rows, columns), dtype=np.int16)
    by_file: dict[Path, list[tuple[int, Slice]]] = {}
    for index, each in enumerate(grid.slices):
        by_file.setdefault(each.path, []).append((index, each))
    for path, members in by_file.items():
        stored = _stored_values(path)
        frames = stored.reshape(-1, *stored.shape[-2:])
        if frames.shape[1:] != (rows, columns) or len(frames) <= max(
            each.frame for _, each in members
        ):
            raise _undecodable(path)
        for index, each in members:
            stacked[index] = hounsfield(frames[each.frame], each.slope or 1, each.intercept or 0)
        tick(len(members))
    # From [slice, row, column] to [x, y, z], each running with its RAS axis.
    turned = stacked[:, :: grid.signs[1], :: grid.signs[2]]
    hu = np.asfortranarray(turned.transpose(np.argsort(grid.axes)))
    spacing, origin = [0.0] * DIMENSIONS, list(grid.corner)
    for axis, sign, step, count in zip(
        grid.axes, grid.signs, grid.steps, stacked.shape, strict=True
    ):
        spacing[axis] = round(step, 6)
        if sign < 0:
            origin[axis] -= (count - 1) * step
    x, y, z = (round(float(start), 3) + 0.0 for start in origin)
    return Volume(hu, (spacing[0], spacing[1], spacing[2]), (x, y, z))


def hounsfield(stored: npt.NDArray[Any], slope: float, intercept: float) -> npt.NDArray[np.int16]:
    """Return slope × stored + intercept, to the nearest whole HU within 16 bits (PS3.3, C.11.1)."""
    values = np.rint(stored.astype(np.float64) * slope + intercept)
    return values.clip(_INT16.min, _INT16.max).astype(np.int16)


def _stored_values(path: Path) -> npt.NDArray[Any]:
    from pydicom import dcmread  # noqa: PLC0415 - slow, and only an import needs it

    with quiet_pydicom():
        try:
            data = dcmread(path)
            return _own_bits(np.asarray(data.pixel_array), data)
        except Exception as error:  # each decoder raises its own kinds
            raise _undecodable(path) from error


def _own_bits(stored: npt.NDArray[Any], data: Dataset) -> npt.NDArray[Any]:
    """Return the values without what an old overlay left in the bits above them (PS3.5, 8.1.1)."""
    spare = int(data.BitsAllocated) - int(data.BitsStored)
    if spare <= 0 or stored.dtype.kind not in "iu" or data.HighBit != data.BitsStored - 1:
        return stored
    own: npt.NDArray[Any] = np.right_shift(np.left_shift(stored, spare), spare)
    return own


def _undecodable(path: Path) -> DicomError:
    return DicomError(
        path,
        "has no pixels, or its pixels are cut short or damaged.",
        "Export the series once more.",
    )
