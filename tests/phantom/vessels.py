"""The great vessels, and the mass that arises from the vena cava."""

from __future__ import annotations

import numpy as np

from phantom.canvas import FAT, Canvas
from phantom.geometry import Box, Ellipsoid, Field, Knot, Tube, blend

AORTA: tuple[Knot, ...] = (
    (17, 32, 310, 11.5), (15, 25, 262, 11), (12, 14, 218, 10.5), (11, 7, 180, 10),
    (12, 3, 140, 9.3), (11, 0, 95, 8.8), (7, 2, 62, 8.6), (5, 4, 53, 8.4),
)  # fmt: skip
ARTERIES: tuple[tuple[Knot, ...], ...] = (
    # Iliac arteries, right and left, with the internal branches.
    ((5, 3, 57, 7), (-8, 5, 42, 6), (-28, 13, 16, 5.6), (-42, 16, -6, 5.4), (-54, -6, -42, 5),
     (-57, -36, -76, 4.8), (-52, -54, -100, 4.6), (-52, -56, -150, 4.4)),
    ((5, 3, 57, 7), (16, 5, 42, 6), (33, 14, 16, 5.6), (46, 14, -8, 5.4), (57, -10, -44, 5),
     (58, -38, -78, 4.8), (53, -54, -100, 4.6), (54, -56, -150, 4.4)),
    ((-42, 16, -6, 4), (-46, 34, -26, 3.6), (-50, 48, -48, 3), (-50, 50, -70, 2)),
    ((46, 14, -8, 4), (48, 36, -28, 3.6), (50, 48, -48, 3), (51, 50, -70, 2)),
    # Coeliac trunk, hepatic and splenic arteries.
    ((11, 0, 188, 4), (9, -14, 190, 3.6), (-6, -28, 190, 2.8), (-26, -38, 194, 2.6),
     (-38, -34, 206, 2)),
    ((9, -14, 190, 3), (24, -26, 196, 2.6), (40, -20, 192, 2.4), (58, -14, 206, 2.4),
     (80, 2, 220, 2)),
    # Superior and inferior mesenteric arteries.
    ((11, -2, 168, 4), (11, -16, 162, 3.8), (12, -34, 147, 3.8), (10, -44, 115, 3.4),
     (8, -42, 80, 2.8), (-8, -34, 45, 2)),
    ((12, -7, 92, 2), (20, -12, 75, 1.9), (34, -6, 45, 1.8), (38, 0, 10, 1.5)),
    # Renal arteries.
    ((16, 4, 153, 3.6), (30, 11, 151, 3.2), (48, 18, 156, 3), (66, 20, 158, 2.4),
     (76, 24, 166, 1.8)),
    ((6, 6, 150, 3.4), (-12, 14, 150, 3), (-34, 24, 150, 3), (-58, 28, 146, 2.6),
     (-72, 26, 140, 1.8)),
)  # fmt: skip
PORTAL: tuple[tuple[Knot, ...], ...] = (
    ((2, -38, 60, 4.5), (0, -50, 95, 5.2), (-2, -56, 135, 5.8), (-8, -47, 166, 6.6),
     (-24, -38, 188, 7),
     (-38, -30, 204, 7), (-46, -25, 213, 7)),
    ((-8, -46, 168, 5), (14, -34, 178, 4.6), (40, -20, 187, 4.4), (62, -7, 199, 4),
     (80, 4, 216, 3.2)),
    ((-2, -54, 125, 3.2), (-28, -58, 112, 2.8), (-56, -40, 96, 2)),
)  # fmt: skip
CAVA_BELOW: tuple[Knot, ...] = (
    (-11, 8, 36, 9.5), (-18, 6, 52, 11), (-23, 4, 72, 12.5), (-26, 3, 90, 15), (-28, 2, 103, 19.5),
    (-30, 0, 116, 24),
)  # fmt: skip
CAVA_ABOVE: tuple[Knot, ...] = (
    (-29, 0, 176, 11), (-29, 3, 186, 8), (-28, 5, 196, 7), (-28, 7, 210, 8.5), (-27, 9, 235, 11),
    (-25, 9, 262, 12.5), (-24, 8, 310, 13),
)  # fmt: skip
ILIAC_VEINS: tuple[tuple[Knot, ...], ...] = (
    ((-11, 8, 38, 8.5), (-24, 18, 18, 7.8), (-40, 28, -8, 7), (-48, 14, -34, 6.6),
     (-49, -14, -68, 6.3),
     (-44, -44, -96, 6), (-41, -50, -150, 6)),
    ((-11, 8, 38, 8.5), (6, 14, 24, 7.6), (30, 26, 2, 7), (46, 28, -18, 6.8), (50, 6, -44, 6.5),
     (50, -18, -72, 6.2), (45, -44, -96, 6), (42, -50, -150, 6)),
    ((-40, 28, -10, 5), (-46, 46, -34, 4.4), (-48, 54, -56, 3.5)),
    ((44, 28, -16, 5), (47, 46, -38, 4.4), (48, 54, -58, 3.5)),
)  # fmt: skip
LEFT_RENAL_VEIN: tuple[Knot, ...] = (
    (70, 16, 153, 4.4), (58, 9, 152, 5.6), (43, 0, 151, 6.2), (27, -11, 150, 6.2),
    (12, -15, 149, 4.8),
    (0, -15, 148, 6), (-14, -12, 147, 7),
)  # fmt: skip
RIGHT_RENAL_VEIN: tuple[Knot, ...] = (
    (-82, 20, 147, 4), (-74, 16, 148, 5.6), (-64, 10, 149, 6.2), (-50, 4, 149, 6.5),
)  # fmt: skip
LOBES = (
    # Centre and half axes in mm of the bulges of the mass.
    Ellipsoid((-35, -6, 144), (33, 29, 35), (0, 4, 12)),
    Ellipsoid((-46, -20, 127), (22, 23, 21)),
    Ellipsoid((-25, -18, 159), (23, 21, 22)),
    Ellipsoid((-50, -2, 163), (19, 18, 18)),
    Ellipsoid((-60, 6, 144), (13, 12, 15)),
    Ellipsoid((-27, 0, 112), (14, 13, 17)),
    Ellipsoid((-28, 3, 182), (7, 7, 13)),
)


def paint_vessel(canvas: Canvas, knots: tuple[Knot, ...], value: float, halo: float = 0.0) -> None:
    """Paint a vessel in HU, with a thin coat of fat where asked for (mm)."""
    canvas.draw(Tube(knots), value, lobes=0.35, halo=halo, grain=4)


def paint_arteries(canvas: Canvas) -> None:
    """Paint the aorta, with flecks of calcium in its wall, and its branches."""
    for knots in ARTERIES:
        paint_vessel(canvas, knots, 265)
    box, distance = canvas.draw(Tube(AORTA), 282, rough=0.5, lobes=0.3, grain=4, halo=1.5)
    wall = np.abs(distance + 0.4) - np.float32(0.9)
    fleck = np.maximum(wall, (1.75 - canvas.fine[box.where]) * 3) + 40 * (box.z > HARD)
    canvas.fill(box, fleck.astype(np.float32), 650)


def paint_portal(canvas: Canvas) -> None:
    """Paint the portal vein and its roots, and the twigs of the mesentery."""
    for knots in PORTAL:
        paint_vessel(canvas, knots, 172)


def paint_veins(canvas: Canvas) -> None:
    """Paint the iliac and renal veins and the vena cava, its blood half mixed below the mass."""
    for knots in ILIAC_VEINS:
        paint_vessel(canvas, knots, 128, halo=1.0)
    for knots, value in ((CAVA_BELOW, 162.0), (CAVA_ABOVE, 162.0)):
        tube = Tube(knots, flat=0.9)
        box = canvas.box(tube)
        distance = tube.distance(box) + canvas.rough(box, 0.8) + canvas.rough(box, 0.4, lobes=True)
        canvas.fill(box, distance - np.float32(1.8), FAT if knots is CAVA_BELOW else 100)
        below = knots is CAVA_BELOW  # Streams of unlike contrast lie side by side there.
        swirl = np.tanh(1.6 * canvas.coarse[box.where] + 0.10 * (box.x + 24)) * (17 if below else 6)
        canvas.fill(box, distance, (value + swirl).astype(np.float32))
    paint_vessel(canvas, LEFT_RENAL_VEIN, 178, halo=1.2)
    paint_vessel(canvas, RIGHT_RENAL_VEIN, 178, halo=1.2)


def mass_distance(canvas: Canvas, box: Box) -> Field:
    """Return the distance in mm to the lobulated surface of the mass."""
    distance = LOBES[0].distance(box)
    for lobe in LOBES[1:]:
        distance = blend(distance, lobe.distance(box), 7)
    return distance + canvas.rough(box, 1.5) + canvas.rough(box, 1.5, lobes=True)


def paint_mass(canvas: Canvas) -> None:
    """Paint the mass: rim and septa that enhance, dead fluid between, and vessels that feed it."""
    box = canvas.grid.box((-85, -65, 85), (15, 45, 210))
    distance = mass_distance(canvas, box)
    fine, medium = canvas.fine[box.where], canvas.medium[box.where]
    coarse = canvas.coarse[box.where]
    outside = np.hypot(box.x + 28, box.y - 3) > np.interp(
        box.z, [100, 120, 172, 182], [26, 99, 99, 10]
    )
    canvas.fill(box, np.where(outside, distance - np.float32(2.2), FAR_AWAY), FAT + 8)
    core = np.clip((-distance - 7 + 2.5 * medium) / 4, 0, 1)
    dead = core * np.clip((medium * 0.8 + 0.6 * coarse + 0.3 * fine + 0.42) / 0.3, 0, 1)
    tissue = 92 + 9 * fine + 9 * medium - 70 * dead
    ridge = np.maximum(1 - np.abs(medium - 0.45 * fine + 0.35) / 0.20, 0) * np.clip(
        -distance - 3, 0, 1
    )
    tissue += ridge * (34 - 8 * dead) * (0.5 + 0.5 * dead)
    rim = np.clip(1 - np.abs(distance + 3.0) / 3.2, 0, 1)
    tissue += 24 * rim
    tissue += 60 * np.clip(fine - 2.05, 0, 0.8) * (1 - dead)
    canvas.fill(box, distance, tissue.astype(np.float32))


HARD = 120.0
"""Height in mm below which the aorta has calcium in its wall."""
FAR_AWAY = np.float32(99.0)
"""A distance in mm that paints nothing."""
