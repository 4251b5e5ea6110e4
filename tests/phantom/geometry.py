"""Shapes as signed distances: negative inside, positive outside, all lengths in millimetres.

Coordinates are those of DICOM (LPS): x grows to the patient's left, y to the back, z to the head.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Field: TypeAlias = npt.NDArray[np.float32]
Point: TypeAlias = tuple[float, float, float]
Knot: TypeAlias = tuple[float, float, float, float]
"""A point of a tube: x, y, z and the radius there, in mm."""

FAR = 1e3
"""A distance in mm that is outside of everything."""


@dataclass(frozen=True)
class Box:
    """A part of the grid: where it lies in the array, and its coordinates in mm, ready to add."""

    where: tuple[slice, slice, slice]
    x: Field
    y: Field
    z: Field

    @property
    def shape(self) -> tuple[int, int, int]:
        """Slices, rows and columns of the part."""
        return self.z.shape[0], self.y.shape[1], self.x.shape[2]


@dataclass(frozen=True)
class Grid:
    """A regular grid of voxels: slices from feet to head, rows front to back, columns to the left.

    ``spacing`` and ``origin`` (the centre of the first voxel) are in mm, in the order x, y, z.
    """

    shape: tuple[int, int, int]
    spacing: Point
    origin: Point

    def axis(self, number: int) -> Field:
        """Coordinates in mm along x (0), y (1) or z (2)."""
        steps = np.arange(self.shape[2 - number], dtype=np.float32)
        return (self.origin[number] + self.spacing[number] * steps).astype(np.float32)

    def box(self, low: Point, high: Point) -> Box:
        """Return the voxels between two corners (mm)."""
        parts: list[slice] = []
        for number in range(3):
            axis = self.axis(number)
            first, last = np.searchsorted(axis, [low[number], high[number]])
            parts.append(slice(int(first), int(max(first, last))))
        across, down, up = parts
        return Box(
            where=(up, down, across),
            x=self.axis(0)[across][None, None, :],
            y=self.axis(1)[down][None, :, None],
            z=self.axis(2)[up][:, None, None],
        )

    def slices(self, first: int, last: int) -> Box:
        """Return whole slices, from ``first`` up to before ``last``."""
        z = self.origin[2] + self.spacing[2] * (np.array([first, last]) - 0.5)
        return self.box((-FAR, -FAR, float(z[0])), (FAR, FAR, float(z[1])))


class Shape(Protocol):
    """Anything with a distance to its surface, and bounds outside of which it is far."""

    def bounds(self) -> tuple[Point, Point]:
        """Return the lowest and the highest corner in mm."""
        ...

    def distance(self, box: Box) -> Field:
        """Return the signed distance to the surface in mm at each voxel of the box."""
        ...


@dataclass(frozen=True)
class Ellipsoid:
    """An ellipsoid by centre and half axes (mm), turned about x, then y, then z (degrees)."""

    centre: Point
    radii: Point
    turn: Point = (0.0, 0.0, 0.0)

    def bounds(self) -> tuple[Point, Point]:
        """Return the lowest and the highest corner in mm."""
        reach = max(self.radii)
        x, y, z = self.centre
        return (x - reach, y - reach, z - reach), (x + reach, y + reach, z + reach)

    def local(self, box: Box) -> tuple[Field, Field, Field]:
        """Return the coordinates (mm) along the ellipsoid's own axes."""
        a, b, c = np.radians(self.turn)
        about_x = np.array([[1, 0, 0], [0, np.cos(a), -np.sin(a)], [0, np.sin(a), np.cos(a)]])
        about_y = np.array([[np.cos(b), 0, np.sin(b)], [0, 1, 0], [-np.sin(b), 0, np.cos(b)]])
        about_z = np.array([[np.cos(c), -np.sin(c), 0], [np.sin(c), np.cos(c), 0], [0, 0, 1]])
        axes = (about_z @ about_y @ about_x).astype(np.float32)
        x, y, z = box.x - self.centre[0], box.y - self.centre[1], box.z - self.centre[2]
        along: list[Field] = [x * axes[0, i] + y * axes[1, i] + z * axes[2, i] for i in range(3)]
        return along[0], along[1], along[2]

    def distance(self, box: Box) -> Field:
        """Return the signed distance to the surface in mm (first order)."""
        parts = list(zip(self.local(box), self.radii, strict=True))
        near = np.sqrt(sum((p / r) ** 2 for p, r in parts))
        steep = np.sqrt(sum((p / r**2) ** 2 for p, r in parts)) + 1e-6
        result: Field = (near * (near - 1) / steep).astype(np.float32)
        return result


def spline(
    knots: npt.ArrayLike, step: float = 4.0, *, closed: bool = False
) -> npt.NDArray[np.float64]:
    """Sample a Catmull-Rom curve through the knots about every ``step`` mm."""
    points = np.asarray(knots, dtype=np.float64)
    if closed:
        padded = np.vstack([points[-1], points, points[0], points[1]])
    else:
        padded = np.vstack([2 * points[0] - points[1], points, 2 * points[-1] - points[-2]])
    pieces: list[npt.NDArray[np.float64]] = []
    for i in range(len(padded) - 3):
        a, b, c, d = padded[i : i + 4]
        count = max(2, round(float(np.linalg.norm((c - b)[:3])) / step))
        t = np.linspace(0, 1, count, endpoint=False)[:, None]
        bent = 2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2
        pieces.append(0.5 * (bent + (3 * b - a - 3 * c + d) * t**3))
    return np.vstack(pieces if closed else [*pieces, points[-1:]])


class Tube:
    """A tube along a spline through knots; ``flat`` below 1 squeezes it from front to back."""

    def __init__(self, knots: Sequence[Knot], *, flat: float = 1.0, step: float = 4.0) -> None:
        self.flat = flat
        self.line = spline(knots, step)
        self.line[:, 3] = np.maximum(self.line[:, 3], 0.4)

    def bounds(self) -> tuple[Point, Point]:
        """Return the lowest and the highest corner in mm."""
        reach = self.line[:, 3:4]
        low, high = (self.line[:, :3] - reach).min(0), (self.line[:, :3] + reach).max(0)
        return (low[0], low[1], low[2]), (high[0], high[1], high[2])

    def distance(self, box: Box) -> Field:
        """Return the signed distance to the surface in mm."""
        return self.along(box)[0]

    def along(self, box: Box, margin: float = 9.0) -> tuple[Field, Field]:
        """Return the distance (mm), known within a margin, and the number of the nearest sample."""
        best = np.full(box.shape, FAR, np.float32)
        place = np.zeros(box.shape, np.float32)
        x, y, z = box.x[0, 0], box.y[0, :, 0], box.z[:, 0, 0]
        for i in range(len(self.line) - 1):
            a, b = self.line[i], self.line[i + 1]
            reach = max(a[3], b[3]) + margin
            part = tuple(
                slice(*np.searchsorted(axis, [min(p, q) - reach, max(p, q) + reach]))
                for axis, p, q in ((z, a[2], b[2]), (y, a[1], b[1]), (x, a[0], b[0]))
            )
            dx = x[None, None, part[2]] - np.float32(a[0])
            dy = (y[None, part[1], None] - np.float32(a[1])) / np.float32(self.flat)
            dz = z[part[0], None, None] - np.float32(a[2])
            ux, uy, uz, widen = (float(v) for v in b - a)
            uy /= self.flat
            length = ux * ux + uy * uy + uz * uz + 1e-9
            t = np.clip((dx * (ux / length) + dy * (uy / length)) + dz * (uz / length), 0, 1)
            away = (dx - t * ux) ** 2 + (dy - t * uy) ** 2 + (dz - t * uz) ** 2
            d = np.sqrt(away) - (float(a[3]) + t * widen)
            closer = d < best[part]
            best[part] = np.where(closer, d, best[part])
            place[part] = np.where(closer, i + t, place[part])
        return best, place


def _at(keys: Mapping[float, Sequence[Sequence[float]]], z: float) -> npt.NDArray[np.float64]:
    """Interpolate the outlines, given at some heights (mm), at height ``z``."""
    heights = sorted(keys)
    table = np.array([keys[height] for height in heights], dtype=np.float64)
    upper = min(max(int(np.searchsorted(heights, z)), 1), len(heights) - 1)
    low, high = heights[upper - 1], heights[upper]
    t = min(max((z - low) / (high - low), 0.0), 1.0)
    mixed: npt.NDArray[np.float64] = table[upper - 1] * (1 - t) + table[upper] * t
    return mixed


@dataclass(frozen=True)
class Ribbon:
    """A plate: at each height (mm) a chain of points x, y, half thickness, joined in a band."""

    keys: Mapping[float, Sequence[tuple[float, float, float]]]

    def mirrored(self) -> Ribbon:
        """Return the plate of the other side."""
        return Ribbon({z: [(-x, y, r) for x, y, r in row] for z, row in self.keys.items()})

    def bounds(self) -> tuple[Point, Point]:
        """Return the lowest and the highest corner in mm."""
        flat = np.array([point for row in self.keys.values() for point in row])
        low, high = (flat[:, :2] - flat[:, 2:]).min(0), (flat[:, :2] + flat[:, 2:]).max(0)
        return (low[0], low[1], min(self.keys)), (high[0], high[1], max(self.keys))

    def distance(self, box: Box) -> Field:
        """Return the signed distance to the surface in mm, measured within each slice."""
        best = np.full(box.shape, FAR, np.float32)
        for i, z in enumerate(box.z[:, 0, 0]):
            row = spline(_at(self.keys, float(z)), 11.0)
            for a, b in pairwise(row):
                dx, dy = box.x[0] - np.float32(a[0]), box.y[0] - np.float32(a[1])
                ux, uy, widen = (float(v) for v in b - a)
                t = np.clip((dx * ux + dy * uy) / (ux * ux + uy * uy + 1e-9), 0, 1)
                d = np.hypot(dx - t * ux, dy - t * uy) - (float(a[2]) + t * widen)
                np.minimum(best[i], d, out=best[i])
        beyond = np.maximum(min(self.keys) - box.z, box.z - max(self.keys))
        solid: Field = np.maximum(best, beyond).astype(np.float32)
        return solid


@dataclass(frozen=True)
class Loft:
    """A solid between outlines: at each height (mm) a closed polygon of the same many points."""

    keys: Mapping[float, Sequence[tuple[float, float]]]

    def bounds(self) -> tuple[Point, Point]:
        """Return the lowest and the highest corner in mm."""
        flat = np.array([point for row in self.keys.values() for point in row])
        low, high = flat.min(0) - 5, flat.max(0) + 5
        return (low[0], low[1], min(self.keys)), (high[0], high[1], max(self.keys))

    def distance(self, box: Box) -> Field:
        """Return the signed distance to the surface in mm, measured within each slice."""
        result = np.empty(box.shape, np.float32)
        for i, z in enumerate(box.z[:, 0, 0]):
            result[i] = _polygon(spline(_at(self.keys, float(z)), 9.0, closed=True), box)
        beyond = np.maximum(min(self.keys) - box.z, box.z - max(self.keys))
        solid: Field = np.maximum(result, beyond).astype(np.float32)
        return solid


def _polygon(outline: npt.NDArray[np.float64], box: Box) -> Field:
    """Return the signed distance (mm) to a closed polygon in one slice."""
    squared = np.full(box.shape[1:], FAR**2, np.float32)
    inside = np.zeros(box.shape[1:], bool)
    x, y = box.x[0], box.y[0]
    for a, b in zip(outline, np.roll(outline, -1, 0), strict=True):
        ux, uy = float(b[0] - a[0]), float(b[1] - a[1])
        dx, dy = x - np.float32(a[0]), y - np.float32(a[1])
        t = np.clip((dx * ux + dy * uy) / (ux * ux + uy * uy + 1e-9), 0, 1)
        np.minimum(squared, (dx - t * ux) ** 2 + (dy - t * uy) ** 2, out=squared)
        crosses = (y < a[1]) != (y < b[1])
        inside ^= crosses & (x < a[0] + (y - a[1]) * (ux / (uy or 1e-9)))
    away = np.sqrt(squared)
    return np.where(inside, -away, away)


def blend(one: Field, other: Field, width: float) -> Field:
    """Join two shapes with a fillet of about ``width`` mm."""
    h = np.maximum(width - np.abs(one - other), 0) / width
    result: Field = np.minimum(one, other) - h * h * (width / 4)
    return result
