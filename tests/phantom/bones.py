"""The skeleton: spine with discs and canal, ribs, pelvis and hips."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from phantom.geometry import FAR, Box, Ellipsoid, Field, Knot, Ribbon, Tube, spline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from phantom.canvas import Canvas

CURVE = ((55, 320), (54, 285), (47, 250), (40, 222), (35, 190), (32, 160), (30, 125), (29, 90),
         (30, 54), (36, 20), (46, -8))  # fmt: skip
"""The line of the vertebral bodies: y at height z, in mm."""

VERTEBRAE = (
    # Height of the centre, half height, half width, half depth (mm); lumbar or not.
    (310, 12.5, 16.5, 14.5, False),
    (283, 12.5, 17, 15, False),
    (255, 12.8, 18, 15.5, False),
    (226.5, 13, 19, 16, False),
    (197, 13.5, 20.5, 16.5, False),
    (164.5, 14, 22, 17, True),
    (129.5, 14.3, 23.5, 17.5, True),
    (93.5, 14.5, 24.5, 17.5, True),
    (57, 14.5, 25.5, 18, True),
    (21, 14, 26.5, 18, True),
)

RIBS = (
    # Height at the spine, at the side and at the end in front (mm); how far it goes (degrees from
    # the back); and the height of its cartilage at the breastbone (mm; 0: it floats).
    (366, 312, 282, 150, 292),
    (339, 284, 250, 146, 272),
    (312, 254, 222, 140, 258),
    (285, 222, 196, 130, 240),
    (258, 190, 176, 116, 222),
    (230, 176, 165, 92, 0),
    (201, 172, 172, 58, 0),
)

WING = Ribbon({
    57: [(76, 44, 2), (86, 41, 3), (96, 35, 3), (105, 27, 3), (112, 18, 2)],
    35: [(62, 60, 5), (76, 52, 4), (98, 38, 3.5), (116, 14, 4.5), (121, -2, 4)],
    5: [(57, 70, 7), (66, 60, 6), (90, 42, 3.5), (114, 10, 3.5), (122, -22, 6)],
    -25: [(59, 74, 7), (67, 62, 8), (84, 44, 5), (106, 10, 4.5), (120, -32, 6)],
    -45: [(62, 72, 4), (68, 58, 8), (79, 42, 7.5), (97, 10, 6), (111, -28, 5)],
    -64: [(71, 48, 5), (76, 38, 8), (84, 20, 10), (94, 0, 10), (103, -20, 6)],
    -74: [(78, 40, 6), (82, 26, 12), (88, 10, 15), (92, -8, 12), (94, -20, 6)],
})  # fmt: skip
SACRUM = Ribbon({
    3: [(-44, 55, 9), (-24, 51, 13), (0, 47, 17), (24, 51, 13), (44, 55, 9)],
    -22: [(-45, 62, 10), (-22, 61, 12), (0, 60, 15), (22, 61, 12), (45, 62, 10)],
    -48: [(-40, 72, 8), (-20, 74, 10), (0, 73, 12), (20, 74, 10), (40, 72, 8)],
    -72: [(-20, 82, 6), (-11, 82, 7), (0, 81, 8), (11, 82, 7), (20, 82, 6)],
    -96: [(-8, 80, 4), (-4, 79, 4.5), (0, 79, 5), (4, 79, 4.5), (8, 80, 4)],
    -114: [(-3, 70, 3), (-1, 70, 3), (0, 70, 3), (1, 70, 3), (3, 70, 3)],
})  # fmt: skip
HIP = (88.0, 4.0, -95.0)
"""The centre of the left femoral head in mm."""
GAP = 4.0
"""Between the bones of the hip, in mm."""
PELVIC_TUBES: tuple[tuple[Knot, ...], ...] = (
    ((82, -14, -84, 11), (62, -34, -92, 8), (36, -50, -100, 8), (9, -55, -108, 9)),
    ((9, -52, -112, 9), (20, -44, -126, 7), (40, -10, -148, 7)),
    ((84, 34, -84, 11), (74, 42, -108, 13), (66, 42, -135, 13), (56, 26, -152, 9)),
    ((68, 2, -84, 7), (64, 6, -98, 6), (66, 4, -114, 6)),
)
FEMUR: tuple[tuple[Knot, ...], ...] = (
    ((90, 5, -95, 17), (108, 10, -106, 15), (124, 16, -118, 17)),
    ((132, 24, -100, 11), (128, 20, -122, 18), (124, 14, -165, 16)),
)


def spine_y(z: float | Field) -> Field:
    """Return y in mm of the vertebral bodies' line at a height in mm."""
    line = spline(CURVE, 4.0)
    order = np.argsort(line[:, 1])
    return np.asarray(np.interp(z, line[order, 1], line[order, 0]), dtype=np.float32)


def _capsule(
    local: tuple[Field, Field, Field], a: Sequence[float], b: Sequence[float], stretch: float = 1.0
) -> Field:
    """Return the distance (mm) to a rod between knots, ``stretch`` times as high as thick."""
    u, v, w = (p - np.float32(q) for p, q in zip(local, a, strict=False))
    w = w / np.float32(stretch)
    du, dv, dw, widen = (float(q) - float(p) for p, q in zip(a, b, strict=True))
    dw /= stretch
    t = np.clip((u * du + v * dv + w * dw) / (du * du + dv * dv + dw * dw), 0, 1)
    d: Field = np.sqrt((u - t * du) ** 2 + (v - t * dv) ** 2 + (w - t * dw) ** 2)
    return d - np.asarray(a[3] + t * widen, np.float32)


def _vertebra(box: Box, level: tuple[float, float, float, float, bool]) -> Field:
    """Return the distance (mm) to one vertebra."""
    z, half, wide, deep, lumbar = level
    tilt = math.atan(float(spine_y(z + 8) - spine_y(z - 8)) / 16)
    y, up = box.y - float(spine_y(z)), box.z - z
    u = box.x + 0 * (y + up)
    v, w = y * math.cos(tilt) - up * math.sin(tilt), y * math.sin(tilt) + up * math.cos(tilt)
    v, w = v + 0 * u, w + 0 * u
    local = (u, v, w)
    waist = 0.91 + 0.09 * np.minimum((w / half) ** 2, 1.4)
    near = ((np.abs(u) / wide) ** 2.4 + (np.abs(v) / deep) ** 2.4) ** (1 / 2.4) / waist
    body = (near - 1) * deep
    body = np.maximum(body, 9.5 - np.hypot(u / 1.15, v - deep - 7.5))
    body = np.maximum(body, np.abs(w) - half)
    back = deep + 7
    size = 1.0 if lumbar else 0.85
    parts = [body]
    for sign in (-1, 1):
        root = (sign * 15.0 * size, back - 4, 4, 4.2 * size)
        parts += [
            _capsule(local, (sign * 13 * size, deep - 5, 5, 4.4), root, 1.5),
            _capsule(local, root, (sign * 13 * size, back + 6, -4, 4), 1.6),
            _capsule(local, (sign * 13 * size, back + 6, -4, 3.6), (0, back + 13, -7, 3.4), 2.0),
            _capsule(local, (sign * 15 * size, back + 3, 15, 4.6), (sign * 15, back + 7, -17, 4.6)),
        ]
        end: Sequence[float] = (sign * 40, back + 4, 5, 3)
        if not lumbar:
            end = (sign * 26, back + 14, 7, 4)
        parts.append(_capsule(local, (sign * 15, back, 3, 4), end, 1.4))
    end = (0, back + 35, -14, 4) if lumbar else (0, back + 32, -26, 2.6)
    parts.append(_capsule(local, (0, back + 12, -8, 2.8), end, 2.6 if lumbar else 1.5))
    result: Field = np.minimum.reduce(parts).astype(np.float32)
    return result


def paint_spine(canvas: Canvas) -> None:
    """Paint discs, vertebrae, and the canal with its sac."""
    low, high = 0.0, 300.0
    box = canvas.grid.box((-34, -5, low), (34, 85, high))
    middle = spine_y(box.z)
    wide = np.interp(box.z, [0, 300], [26, 16.5]).astype(np.float32)
    column = (np.hypot(box.x / wide, (box.y - middle) / (wide * 0.70)) - 1) * wide * 0.7
    canvas.fill(box, column, canvas.grained(box, 88, 5))
    for level in VERTEBRAE:
        box = canvas.grid.box(
            (-48, float(spine_y(level[0])) - 26, level[0] - 50),
            (48, float(spine_y(level[0])) + 78, level[0] + 30),
        )
        if box.shape[0]:
            distance = _vertebra(box, level) + canvas.rough(box, 0.5, lobes=True)
            canvas.bone(box, distance, cortex=620, marrow=205, rind=1.7)
    for radius, value in ((8.6, -50.0), (7.0, 28.0)):
        path = [(0.0, float(spine_y(z)) + (24.5 if z > 0 else 20), float(z), radius)
                for z in range(-45, 320, 15)]  # fmt: skip
        canvas.draw(Tube(path, flat=0.85), value)


def paint_ribs(canvas: Canvas) -> None:
    """Paint the ribs along the chest wall, and the cartilages of those that reach the front."""
    for sign in (-1, 1):
        for start, side, end, reach, cartilage in RIBS:
            turns = np.linspace(12, reach, 11)
            heights = np.interp(turns, [12, 90, max(reach, 91)], [start, side, end])
            if reach <= 92:  # A rib that floats: it only descends.
                heights = np.interp(turns, [12, reach], [start, end])
            path: list[Knot] = []
            for turn, z in zip(np.radians(turns), heights, strict=True):
                path.append((*_chest(turn, z, sign), float(z), 4.2))
            box_tube = Tube(path)
            box = canvas.box(box_tube)
            distance = box_tube.distance(box) + canvas.rough(box, 0.4, lobes=True)
            canvas.bone(box, distance, cortex=720, marrow=170, rind=1.5)
            if cartilage:
                last = path[-1]
                x, y = _chest(math.radians(172), cartilage, sign)
                bend = ((last[0] + x) / 2 + sign * 6, (last[1] + y) / 2 - 2,
                        last[2] * 0.75 + cartilage * 0.25, 4.6)  # fmt: skip
                tube = Tube([last, bend, (x, y, cartilage, 4.4)])
                canvas.draw(tube, 105, grain=14, lobes=0.5)


def _chest(turn: float, z: float, sign: int) -> tuple[float, float]:
    """Return x and y (mm) in the chest wall at an angle (radians) from the back."""
    wide = float(np.interp(z, [110, 160, 220, 290, 370], [121, 124, 132, 135, 130]))
    deep = float(np.interp(z, [110, 220, 290], [88, 90, 86]))
    back = float(np.interp(z, [160, 220, 290], [78, 84, 86]))
    x, y = math.sin(turn) ** 0.85, math.cos(turn)
    flat = math.copysign(abs(y) ** 0.85, y)
    return sign * wide * x, flat * (back if y > 0 else deep)


def paint_pelvis(canvas: Canvas) -> None:
    """Paint iliac wings, sacrum, sockets, pubic and sitting bones and the femora."""
    for sign in (1, -1):
        wing = WING if sign > 0 else WING.mirrored()
        low, high = (8, -75, -160), (150, 95, 65)
        box = canvas.grid.box(*((low, high) if sign > 0 else ((-150, *low[1:]), (-8, *high[1:]))))
        head = Ellipsoid((sign * HIP[0], HIP[1], HIP[2]), (23.5, 23.5, 23.5)).distance(box)
        distance = np.full(box.shape, FAR, np.float32)
        np.minimum(distance, wing.distance(box), out=distance)
        for knots in PELVIC_TUBES:
            tube = Tube([(sign * x, y, z, r) for x, y, z, r in knots])
            np.minimum(distance, tube.distance(box), out=distance)
        lateral, above = sign * box.x - HIP[0], box.z - HIP[2]
        half = 2.3 + 3.7 * np.clip((above + 0.3 * (box.y - HIP[1])) / 24, 0, 1)
        ball = np.abs(head - GAP - half) - half
        rounded = lateral + (box.y - HIP[1]) ** 2 / 50 - 20 + np.maximum(above - 18, 0)
        cover = np.maximum(lateral * 0.75 - above * 0.95, rounded)
        distance = np.minimum(distance, np.maximum(ball, cover))
        distance = np.maximum(distance, GAP - head).astype(np.float32) + canvas.rough(
            box, 0.5, lobes=True
        )
        canvas.bone(box, distance, cortex=720, marrow=200, rind=1.7)
        femur = head
        for knots in FEMUR:
            tube = Tube([(sign * x, y, z, r) for x, y, z, r in knots])
            femur = np.minimum(femur, tube.distance(box))
        canvas.fill(box, femur - 2, 55.0)
        thick = np.where(box.z > HIP[2] - 16, 1.4, 2.6).astype(np.float32)
        canvas.bone(box, femur, cortex=780, marrow=240, rind=thick)
    box = canvas.box(SACRUM)
    distance = SACRUM.distance(box) + canvas.rough(box, 0.8, lobes=True)
    crest = Tube([(0, 78, 0, 5), (0, 88, -25, 5), (0, 92, -50, 4), (0, 92, -70, 3)])
    distance = np.minimum(distance, crest.distance(box))
    canvas.fill(box, distance - np.float32(1.8), 60.0)
    canvas.bone(box, distance, cortex=620, marrow=170, rind=1.7)
    canvas.draw(Tube([(0, 62, 5, 7), (0, 76, -25, 6), (0, 86, -50, 4)], flat=0.8), 5)
    for sign in (1, -1):
        for z, y in ((-14, 52), (-38, 66), (-60, 77)):
            hole = Tube([(sign * 16, y - 14, z - 6, 4), (sign * 12, y + 14, z + 4, 4)])
            canvas.draw(hole, -60)
