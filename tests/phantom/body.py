"""The body wall: skin, fat, the muscles around the abdomen, back and hips, and the lung bases."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

import numpy as np

from phantom.canvas import FAT, MUSCLE, Canvas
from phantom.geometry import Box, Ellipsoid, Field, Knot, Ribbon, Tube

Wall: TypeAlias = Mapping[float, tuple[float, float, float]]

SKIN: Wall = {
    290: (154, 106, 108),
    220: (153, 110, 110),
    160: (147, 112, 109),
    110: (146, 113, 108),
    50: (158, 113, 111),
    0: (170, 108, 116),
    -60: (178, 101, 124),
    -100: (177, 97, 126),
    -150: (170, 93, 122),
}
"""Half width, depth in front of and behind y = 0, by height; all in mm."""

MUSCLE_RING: Wall = {
    290: (141, 93, 94),
    220: (138, 97, 94),
    160: (131, 96, 91),
    110: (130, 95, 89),
    50: (137, 91, 88),
    0: (142, 83, 88),
    -60: (146, 74, 90),
    -150: (140, 68, 90),
}
CAVITY: Wall = {
    290: (129, 83, 82),
    220: (126, 85, 78),
    160: (117, 85, 72),
    110: (113, 84, 66),
    50: (117, 80, 62),
    0: (112, 72, 58),
    -60: (72, 63, 78),
    -105: (60, 56, 76),
    -150: (20, 20, 30),
}
NEAR = 6.0
"""Within this many mm of a lung, its distance is that to the wall."""
GROIN = 12.0
"""Height in mm below which the wall muscles are only those in front."""
FLANK = 175.0
"""Height in mm below which the oblique muscles lie in layers, without ribs."""
LUNG_FLOOR = 205.0
"""The lowest that the lungs reach, in mm."""


def superellipse(box: Box, keys: Wall) -> Field:
    """Return the distance in mm to a rounded wall (a power of 16/7: between ellipse and square)."""
    heights = sorted(keys)
    table = np.array([keys[height] for height in heights], dtype=np.float64)
    side, front, back = (np.interp(box.z[:, 0, 0], heights, column) for column in table.T)
    result = np.empty(box.shape, np.float32)
    x, y = np.abs(box.x[0, 0]), box.y[0, :, 0]
    radius = np.hypot(x[None, :], y[:, None])
    for i in range(box.shape[0]):
        deep = np.where(y < 0, front[i], back[i])
        across = ((x / side[i]) ** (16 / 7)).astype(np.float32)
        sums = across + ((np.abs(y) / deep) ** (16 / 7)).astype(np.float32)[:, None]
        half = np.sqrt(np.maximum(sums, np.float32(1e-6)))
        result[i] = radius * (1 - np.sqrt(np.sqrt(np.sqrt(half))) / half)
    return result


def paint_wall(canvas: Canvas) -> Field:
    """Paint skin, fat and wall muscles; return the distance to the skin in mm."""
    skin = np.empty(canvas.grid.shape, np.float32)
    for box in canvas.slabs():
        skin[box.where] = _wall_slab(canvas, box)
    return skin


def _wall_slab(canvas: Canvas, box: Box) -> Field:
    """Paint the body wall in a few slices; return the distance to the skin in mm."""
    coarse, medium, fine = (n[box.where] for n in (canvas.coarse, canvas.medium, canvas.fine))
    wave = coarse * np.float32(1.6)
    groove = 9 * np.exp(-((box.x / 13) ** 2) - ((box.y - 112) / 22) ** 2)
    cleft = 26 * np.exp(-((box.x / 6) ** 2) - ((box.y - 122) / 20) ** 2)
    cleft = cleft * np.clip((-25 - box.z) / 30, 0, 1)
    skin = superellipse(box, SKIN) + wave + (groove + cleft)
    ring = superellipse(box, MUSCLE_RING) + wave + np.float32(0.8) * groove
    cavity = superellipse(box, CAVITY) + np.float32(0.5) * wave
    canvas.cavity[box.where] = cavity

    canvas.fill(box, skin, 5.0)
    strands = np.maximum(1 - np.abs(medium + 0.5 * fine) / 0.10, 0)
    canvas.fill(box, skin + np.float32(2.2), FAT + 4 * fine + 26 * strands)
    muscle = canvas.grained(box, MUSCLE - 2, 5)
    share = -ring / np.maximum(cavity - ring, np.float32(1)) + np.float32(0.035) * coarse
    flank = (np.abs(box.x) > 72) & (box.y < 62)  # mm: beside rectus and spine.
    depth = np.where(flank, np.float32(70), np.float32(16)) * (box.z < FLANK)
    depth = depth * np.clip(np.float32(0.75) + np.float32(0.6) * medium, 0, 1)
    for level in (0.34, 0.69):
        line = np.abs(share - np.float32(level)) / np.float32(0.055)
        muscle -= depth * np.maximum(1 - line, 0)
    seams = np.maximum(1 - np.abs(coarse + 0.3 * medium) / 0.10, 0)
    muscle -= 125 * seams * np.clip((-88 - box.z) / 14, 0, 1)
    side = np.maximum((box.y + 55) / 12, (np.abs(box.x) - 12 - (box.z + 120) * 0.45) / 90)
    hips = 40 * np.clip((GROIN - box.z) / 18, 0, 1) * np.clip(side, 0, 1)
    canvas.fill(box, ring + hips, muscle)
    canvas.fill(box, cavity, FAT - 4 + 5 * fine + 16 * strands)
    return np.asarray(skin, np.float32)


BACK: tuple[tuple[float, dict[float, list[tuple[float, float, float]]]], ...] = (
    # Erector spinae, in two bellies.
    (MUSCLE, {
        290: [(13, 82, 8), (24, 82, 11), (38, 82, 9)],
        200: [(12, 74, 9), (26, 74, 14), (44, 74, 11)],
        110: [(12, 70, 10), (27, 70, 17), (48, 70, 13)],
        40: [(12, 72, 11), (27, 74, 17), (46, 74, 11)],
        0: [(10, 80, 9), (20, 83, 11), (34, 82, 7)],
        -50: [(8, 90, 3), (14, 92, 4), (20, 92, 2)],
    }),
    # Quadratus lumborum.
    (MUSCLE, {
        185: [(42, 52, 3), (50, 55, 4), (58, 58, 2)],
        110: [(46, 46, 6), (58, 48, 8), (72, 52, 5)],
        50: [(48, 44, 6), (62, 44, 8), (80, 44, 5)],
    }),
    # Gluteus maximus, medius and minimus.
    (MUSCLE, {
        15: [(56, 84, 2), (68, 82, 3), (80, 78, 2)],
        -30: [(38, 92, 8), (66, 90, 13), (94, 72, 9)],
        -80: [(24, 92, 12), (62, 88, 19), (108, 60, 11)],
        -150: [(28, 84, 14), (66, 80, 20), (112, 52, 10)],
    }),
    (MUSCLE, {
        45: [(100, 46, 4), (120, 22, 5), (124, 10, 3)],
        0: [(84, 62, 9), (122, 34, 14), (134, -14, 7)],
        -40: [(88, 56, 8), (120, 26, 16), (126, -26, 9)],
        -80: [(104, 42, 7), (127, 20, 12), (126, -22, 8)],
        -118: [(138, 20, 3), (141, 6, 6), (132, -20, 9)],
        -150: [(138, 22, 5), (142, 4, 7), (132, -16, 11)],
    }),
    # Tensor fasciae latae and sartorius, rectus femoris, adductors, obturator internus.
    (MUSCLE, {
        -45: [(116, -36, 3), (122, -38, 4), (126, -38, 3)],
        -90: [(92, -62, 6), (112, -52, 9), (128, -40, 7)],
        -150: [(92, -64, 7), (112, -56, 12), (130, -38, 8)],
    }),
    (MUSCLE, {
        -100: [(22, -44, 4), (34, -38, 8), (48, -34, 6)],
        -150: [(20, -46, 9), (38, -34, 17), (58, -24, 12)],
    }),
    (MUSCLE, {
        -60: [(58, 40, 3), (62, 24, 5), (64, 5, 4)],
        -90: [(50, 44, 5), (54, 20, 7), (52, -8, 5)],
        -112: [(44, 36, 5), (48, 16, 6), (42, -10, 5)],
        -130: [(40, 30, 1), (42, 16, 1), (40, 0, 1)],
    }),
    # Piriformis.
    (MUSCLE, {
        -45: [(30, 66, 3), (44, 66, 6), (58, 66, 3)],
        -70: [(26, 68, 5), (56, 64, 9), (92, 48, 6)],
        -88: [(60, 62, 3), (88, 48, 5), (116, 30, 3)],
    }),
    # Iliacus.
    (MUSCLE, {
        38: [(70, 42, 2), (88, 32, 3), (104, 14, 2)],
        0: [(64, 44, 5), (88, 26, 10), (108, -6, 7)],
        -35: [(68, 38, 6), (86, 18, 12), (104, -18, 9)],
        -62: [(76, 2, 8), (88, -18, 13), (102, -28, 7)],
    }),
)  # fmt: skip
"""Muscles of the left side by heights and x, y, half thickness, in mm, with their HU."""

PSOAS: tuple[Knot, ...] = (
    (24, 36, 186, 6),
    (32, 34, 140, 13),
    (39, 28, 95, 18),
    (47, 22, 45, 21),
    (56, 8, 5, 20),
    (66, -14, -35, 18),
    (80, -34, -70, 17),
    (84, -30, -105, 15),
    (80, -8, -140, 12),
)


def paint_muscles(canvas: Canvas) -> None:
    """Paint the muscles of back, hips and thighs on both sides, and rectus and crura."""
    for value, keys in BACK:
        left = Ribbon(keys)
        for side in (left, left.mirrored()):
            canvas.draw(side, value - 2, rough=1.6, lobes=0.9, grain=9, halo=0.7)
    for sign, wide in ((1, 1.0), (-1, 0.96)):
        knots = [(sign * x, y, z, r * wide) for x, y, z, r in PSOAS]
        canvas.draw(Tube(knots, flat=0.95), MUSCLE + 3, rough=1.2, grain=5, halo=1.0)
        rectus: dict[float, list[tuple[float, float, float]]] = {
            290: [(sign * 12, -88, 2), (sign * 30, -88, 3), (sign * 56, -83, 2)],
            180: [(sign * 9, -89, 4.5), (sign * 34, -88, 5), (sign * 62, -82, 3.5)],
            60: [(sign * 7, -85, 5.5), (sign * 28, -85, 6), (sign * 54, -80, 4)],
            -30: [(sign * 5, -74, 5.5), (sign * 20, -74, 6.5), (sign * 38, -71, 4)],
            -100: [(sign * 3, -62, 4), (sign * 10, -61, 5), (sign * 20, -59, 3)],
        }
        canvas.draw(Ribbon(rectus), MUSCLE, rough=0.5, lobes=0.3, grain=6, halo=0.2)
        out = 13 if sign > 0 else -2
        crus = ((13 + out, 36, 290, 3), (12 + out, 24, 250, 4), (10 + out, 17, 215, 5),
                (8 + out, 15, 180, 5), (2 + out, 14, 135, 2))  # fmt: skip
        canvas.draw(Tube([(sign * x, y, z, r) for x, y, z, r in crus], flat=1.5), 62, lobes=0.6)


def paint_lungs(canvas: Canvas) -> None:
    """Paint the lung bases behind the diaphragm, and keep the organs below it."""
    for sign, height in ((-1, 0.0), (1, -6.0)):
        box = canvas.grid.box((min(0, sign * 145), -95, LUNG_FLOOR), (max(0, sign * 145), 95, 300))
        dome = Ellipsoid((sign * 46.0, -34.0, 196 + height), (88, 92, 205))
        below = dome.distance(box) + canvas.rough(box, 1.6)
        below -= (np.clip(LUNG_FLOOR + 34 + height - box.z, 0, 99) * 0.55).astype(np.float32)
        spine = 23 - np.hypot(box.x, box.y - 46)
        spine = np.maximum(spine, 16 - np.hypot(box.x - 15, box.y - 27))
        spine = np.maximum(spine, box.y - 57 - 0.42 * np.maximum(np.abs(box.x) - 18, 0))
        lung = np.maximum(np.maximum(canvas.cavity[box.where] + 4, -below), spine)
        lung = lung.astype(np.float32)
        canvas.fill(box, lung - np.float32(2.5), MUSCLE)
        vessels = np.maximum(canvas.fine[box.where] + canvas.medium[box.where] * 0.5 - 1.4, 0)
        canvas.fill(box, lung, -860 + 30 * canvas.medium[box.where] + 420 * vessels, 2.4)
        inner = canvas.cavity[box.where]
        np.maximum(inner, np.where(lung < NEAR, 1 - lung, -99), out=inner)
