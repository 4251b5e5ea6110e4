"""The volume that is painted, in Hounsfield units, and the textures to paint it with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from phantom.geometry import Box, Field, Grid, Point, Shape

AIR = -1000.0
FAT = -102.0
MUSCLE = 60.0
EDGE = 1.6
"""Width in mm over which a painted edge fades."""


def _weights(axis: Field, spacing: float) -> tuple[Field, int]:
    """Return how random values ``spacing`` mm apart add up along an axis, and how many there are.

    Each is a Gaussian bump; the rows are scaled so that the sum keeps a variance of one.
    """
    knots = np.arange(axis[0] - 2 * spacing, axis[-1] + 2 * spacing, spacing)
    bumps = np.exp(-(((axis[:, None] - knots) / spacing) ** 2) / 0.9)
    bumps /= np.sqrt((bumps**2).sum(1, keepdims=True))
    return bumps.astype(np.float32), len(knots)


class Canvas:
    """A volume of Hounsfield units in which shapes are painted one over another."""

    def __init__(self, grid: Grid, seed: int) -> None:
        self.grid = grid
        self.random = np.random.default_rng(seed)
        self.volume = np.full(grid.shape, AIR, np.float32)
        self.cavity = np.zeros(grid.shape, np.float32)
        """Distance in mm to the inner face of the body wall."""
        self.coarse = self.noise(24.0)
        self.medium = self.noise(10.0)
        self.fine = self.noise(4.0)

    def noise(self, spacing: float) -> Field:
        """Return smooth noise of unit variance with features of about ``spacing`` mm."""
        parts = [_weights(self.grid.axis(number), spacing) for number in (2, 1, 0)]
        values = self.random.standard_normal([count for _, count in parts], dtype=np.float32)
        for weights, _ in parts:
            values = np.tensordot(values, weights, axes=([0], [1]))
        return np.ascontiguousarray(values)

    def box(self, shape: Shape, margin: float = 8.0) -> Box:
        """Return the part of the grid in which a shape lies, with a margin in mm."""
        low, high = shape.bounds()
        lower: Point = (low[0] - margin, low[1] - margin, low[2] - margin)
        upper: Point = (high[0] + margin, high[1] + margin, high[2] + margin)
        return self.grid.box(lower, upper)

    def rough(self, box: Box, amount: float, *, lobes: bool = False) -> Field:
        """Return a displacement of surfaces in mm; ``lobes`` of a centimetre or broad waves."""
        noise = self.medium if lobes else self.coarse
        result: Field = noise[box.where] * np.float32(amount)
        return result

    def slabs(self, count: int = 6) -> Iterator[Box]:
        """Give the grid a few slices at a time, which takes less memory and so less time."""
        for first in range(0, self.grid.shape[0], count):
            yield self.grid.slices(first, first + count)

    def fill(self, box: Box, distance: Field, value: float | Field, edge: float = EDGE) -> None:
        """Paint the inside of a distance field with a value in HU, its edge ``edge`` mm wide."""
        part = self.volume[box.where]
        cover = np.clip(0.5 - distance / np.float32(edge), 0, 1)
        part += cover * (value - part)

    def draw(  # noqa: PLR0913  # Each option is one property of a tissue.
        self,
        shape: Shape,
        value: float,
        *,
        rough: float = 0.0,
        lobes: float = 0.0,
        grain: float = 0.0,
        halo: float = 0.0,
        inside: float | None = None,
    ) -> tuple[Box, Field]:
        """Paint a shape in HU; return where, and the distance to its surface (mm).

        ``rough`` and ``lobes`` move its surface (mm), ``grain`` varies its value (HU), ``halo`` is
        the fat around it and ``inside`` its least distance from the body wall (mm).
        """
        box = self.box(shape)
        distance = shape.distance(box)
        if rough:
            distance = distance + self.rough(box, rough)
        if lobes:
            distance = distance + self.rough(box, lobes, lobes=True)
        if inside is not None:
            distance = np.maximum(distance, self.cavity[box.where] + np.float32(inside))
        if halo:
            self.fill(box, distance - np.float32(halo), FAT)
        texture = self.grained(box, value, grain) if grain else value
        self.fill(box, distance, texture)
        return box, distance

    def grained(self, box: Box, value: float, grain: float) -> Field:
        """Return a value in HU that varies from place to place."""
        result: Field = np.float32(value) + np.float32(grain) * (
            np.float32(0.8) * self.fine[box.where] + np.float32(0.6) * self.medium[box.where]
        )
        return result

    def bone(
        self,
        box: Box,
        distance: Field,
        *,
        cortex: float = 800,
        marrow: float = 210,
        rind: float | Field = 2.0,
    ) -> None:
        """Paint bone: a cortex ``rind`` mm thick around trabecular marrow (HU)."""
        wall = np.clip(1.5 + distance / np.asarray(rind, np.float32), 0, 1)
        trabecular = self.grained(box, marrow, 38)
        self.fill(box, distance, trabecular + wall * (cortex - trabecular))


def blur(volume: Field, sigmas: Sequence[float]) -> None:
    """Blur in place with a Gaussian, its width given in voxels along slices, rows and columns."""
    for first in range(0, len(volume), 6):
        for axis in (1, 2):
            part = volume[first : first + 6]
            part[:] = _blurred(part, axis, sigmas[axis])
    for first in range(0, volume.shape[1], 16):
        rows = volume[:, first : first + 16]
        rows[:] = _blurred(rows, 0, sigmas[0])


def _blurred(part: Field, axis: int, sigma: float) -> Field:
    """Return a part blurred along one axis by a Gaussian of a width in voxels."""
    reach = max(1, round(2.6 * sigma))
    taps = np.exp(-0.5 * (np.arange(reach + 1) / sigma) ** 2)
    taps /= taps[0] + 2 * taps[1:].sum()
    length = part.shape[axis]
    padded = np.pad(part, [(reach, reach) if i == axis else (0, 0) for i in range(3)], mode="edge")

    def shifted(start: int) -> Field:
        return padded[tuple(slice(start, start + length) if i == axis else slice(None)
                            for i in range(3))]  # fmt: skip

    total: Field = shifted(reach) * np.float32(taps[0])
    for shift in range(1, reach + 1):
        total += (shifted(reach - shift) + shifted(reach + shift)) * np.float32(taps[shift])
    return total
