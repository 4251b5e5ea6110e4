"""Whether the slices of a series stand straight above one another, evenly and all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from casereport.model import Place, Problem
from casereport.problems import warning
from casereport.volume import AXES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

    from casereport.dicom_files import Slice

EVEN = 0.01
"""The largest part of the distance between slices by which one distance may differ."""
_SHEAR = 0.5
"""How far slices may be shifted against each other, in pixels: less is not seen."""
_SHOWN = 3
EXPORT = "Export the series from the archive once more, all of its slices and unchanged."


@dataclass(frozen=True)
class Stack:
    """The slices in order, and what is wrong with them; no order where they make no volume."""

    order: tuple[int, ...] | None
    """Which slice comes first, second and so on along the axis."""
    step: float
    """Distance of neighbouring slices in mm."""
    problems: tuple[Problem, ...]


def listed(names: Sequence[str]) -> str:
    """Return some names as words: the first few, and how many more there are."""
    shown, rest = list(names[:_SHOWN]), len(names) - _SHOWN
    if rest > 0:
        shown.append(f"{rest} more")
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def oblique(where: Place) -> Problem:
    """Return the problem of slices that do not lie along the patient's axes."""
    return Problem(
        where,
        "lies obliquely in the patient, as with a tilted gantry.",
        "Ask for a reconstruction along the patient's axes (axial, coronal or sagittal).",
    )


def check_spacing(
    slices: Sequence[Slice], positions: npt.NDArray[np.float64], axis: int, where: Place
) -> Stack:
    """Return the order and distance of slices from their positions, RAS mm of shape (n, 3).

    They are ordered by where they lie, as neither file names nor instance numbers need to follow it
    (PS3.3, C.7.6.2.1.1 gives the position; Instance Number only identifies).
    """
    heights = positions[:, axis]
    order = [int(index) for index in np.argsort(heights, kind="stable")]
    if len(order) == 1:
        return _single(slices[0], where)
    spacing = min(slices[0].pixel_spacing or (1.0,))
    if (np.delete(np.ptp(positions, axis=0), axis) > _SHEAR * spacing).any():
        return Stack(None, 0.0, (oblique(where),))
    gaps = np.diff(heights[order])
    # Copies of a slice lie closer than any two slices do; they do not count for the distance.
    apart = gaps[gaps > EVEN * gaps.max(initial=0.0)]
    usual = float(np.median(apart)) if apart.size else 0.0
    names = [slices[index].name for index in order]
    found = _faults(names, heights[order], usual, AXES[axis])
    if faults := tuple(Problem(where, what, fix) for what, fix in found):
        return Stack(None, 0.0, faults)
    return Stack(tuple(order), float(np.ptp(heights)) / (len(order) - 1), ())


def usual_distance(slices: Sequence[Slice]) -> float:
    """Return the usual distance of neighbouring slices in mm, unchecked; 0 where it is unknown."""
    first = slices[0].orientation if slices else None
    places = [each.position for each in slices if each.position]
    if first is None or len(places) < 2:  # noqa: PLR2004 - two make a distance
        return 0.0
    normal = np.cross(first[:3], first[3:])
    gaps = np.diff(np.sort(np.array(places) @ normal))
    return float(np.median(gaps))


def _single(only: Slice, where: Place) -> Stack:
    """Return a lone slice as a stack as high as the slice is thick (PS3.3, C.7.6.2.1)."""
    if not only.thickness or only.thickness <= 0:
        return Stack(None, 0.0, (Problem(where, "is one slice without a thickness.", EXPORT),))
    note = warning(
        where, "is one slice only.", "Choose the whole series if readers are to scroll through it."
    )
    return Stack((0,), only.thickness, (note,))


def _faults(
    names: Sequence[str], heights: npt.NDArray[np.float64], usual: float, axis: str
) -> Iterator[tuple[str, str]]:
    """Yield what is wrong between neighbours, and what to do, for slices in order."""
    copies: list[str] = []
    missing: list[str] = []
    uneven: list[str] = []
    for index, gap in enumerate(np.diff(heights)):
        low, high = names[index], names[index + 1]
        steps = round(float(gap / usual)) if usual else 0
        if gap <= EVEN * usual:
            copies.append(f"{low} and {high} at {axis} = {heights[index]:.4g} mm")
        elif abs(gap - steps * usual) > EVEN * usual * max(steps, 1):
            uneven.append(f"{gap:.4g} mm between {low} and {high}")
        elif steps > 1:
            places = [f"{heights[index] + step * usual:.4g}" for step in range(1, steps)]
            missing.append(f"{axis} = {listed(places)} mm, between {low} and {high}")
    if copies:
        yield (
            f"has slices in the same place: {listed(copies)}.",
            "Keep one copy, or one phase of the scan, in the folder.",
        )
    if missing:
        yield f"lacks slices at {listed(missing)}.", EXPORT
    if uneven:
        yield (
            f"is spaced unevenly: {listed(uneven)}, where {usual:.4g} mm is usual.",
            "Ask for a reconstruction with slices at one distance.",
        )
