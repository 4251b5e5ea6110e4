"""The solid organs: liver and gallbladder, spleen, pancreas, kidneys, bladder and womb."""

from __future__ import annotations

import numpy as np

from phantom.canvas import FAT, Canvas
from phantom.geometry import Ellipsoid, Knot, Loft, Tube, blend

LIVER = Loft({
    300: [(60, -50), (35, -62), (0, -66), (-45, -66), (-85, -48), (-110, -8), (-104, 30),
          (-80, 50), (-50, 46), (-30, 30), (-10, 14), (10, -5), (30, -20), (50, -34)],
    285: [(72, -60), (42, -74), (0, -78), (-50, -76), (-95, -54), (-122, -10), (-114, 36),
          (-84, 60), (-50, 54), (-32, 36), (-12, 18), (8, -2), (33, -22), (58, -38)],
    240: [(84, -55), (50, -76), (0, -80), (-55, -76), (-100, -54), (-124, -8), (-118, 34),
          (-92, 62), (-58, 58), (-46, 36), (-12, 14), (-4, -20), (32, -33), (64, -40)],
    217: [(68, -60), (43, -76), (0, -82), (-55, -78), (-99, -54), (-122, -10), (-119, 26),
          (-106, 50), (-74, 52), (-49, 26), (-17, 8), (-16, -22), (16, -42), (42, -52)],
    194: [(42, -67), (24, -78), (-6, -83), (-55, -79), (-98, -55), (-120, -11), (-118, 20),
          (-110, 31), (-88, 15), (-62, 6), (-42, -4), (-36, -26), (-12, -46), (18, -58)],
    178: [(24, -72), (8, -79), (-12, -83), (-55, -80), (-96, -56), (-118, -12), (-117, 16),
          (-110, 24), (-94, 8), (-74, 0), (-60, -14), (-54, -32), (-32, -48), (0, -62)],
    148: [(-52, -71), (-58, -77), (-66, -79), (-78, -74), (-97, -54), (-114, -14), (-115, 10),
          (-112, 12), (-106, 2), (-99, -8), (-92, -18), (-82, -32), (-70, -46), (-58, -60)],
    122: [(-90, -46), (-93, -50), (-97, -52), (-102, -47), (-106, -38), (-110, -16), (-110, -2),
          (-108, 0), (-106, -4), (-103, -12), (-99, -20), (-96, -28), (-93, -34), (-90, -40)],
    106: [(-101, -28), (-102, -29), (-103, -30), (-104, -29), (-105, -27), (-106, -23),
          (-106, -20), (-105, -19), (-104, -19), (-103, -20), (-102, -21), (-101, -23),
          (-101, -25), (-101, -27)],
})  # fmt: skip
LIVER_VEINS: tuple[tuple[float, tuple[Knot, ...]], ...] = (
    # Hepatic veins, then the branches of the portal vein: HU and knots.
    (158, ((-27, 10, 268, 5.5), (-55, 18, 262, 4.5), (-85, 20, 240, 3.5), (-102, 12, 205, 2))),
    (158, ((-26, 4, 270, 5), (-36, -28, 262, 4.5), (-52, -52, 236, 3), (-62, -64, 200, 1.8))),
    (158, ((-22, 2, 272, 4.5), (0, -28, 270, 3.5), (28, -52, 262, 2.5), (44, -60, 250, 1.6))),
    (155, ((-30, 14, 235, 3.2), (-52, 30, 222, 2.8), (-80, 40, 208, 1.6))),
    (176, ((-44, -26, 212, 6.5), (-64, -16, 218, 5.5), (-88, -8, 222, 4), (-108, -4, 228, 2))),
    (176, ((-64, -16, 218, 4.5), (-84, -22, 200, 3.8), (-98, -24, 172, 2.8),
           (-103, -22, 135, 1.5))),
    (176, ((-70, -14, 219, 4), (-84, 12, 236, 3), (-96, 30, 252, 1.8))),
    (176, ((-84, -22, 200, 3), (-98, -6, 190, 2.4), (-108, 8, 178, 1.4))),
    (176, ((-60, -20, 217, 4), (-72, -42, 236, 3.2), (-88, -50, 256, 1.8))),
    (176, ((-44, -26, 212, 5.5), (-24, -44, 222, 4.5), (-6, -52, 232, 3.8), (20, -56, 240, 2.6),
           (46, -60, 246, 1.6))),
    (176, ((-6, -52, 232, 3.2), (-14, -66, 212, 2.4), (-20, -72, 190, 1.6))),
    (176, ((-24, -44, 222, 3), (-38, -60, 240, 2.2), (-46, -66, 262, 1.4))),
)  # fmt: skip
GALLBLADDER: tuple[Knot, ...] = (
    (-44, -38, 182, 4), (-52, -50, 170, 10), (-60, -62, 152, 14), (-63, -68, 138, 11),
)  # fmt: skip
PANCREAS: tuple[Knot, ...] = (
    (-42, -50, 138, 8), (-36, -52, 154, 13), (-10, -54, 168, 9), (14, -44, 178, 10),
    (42, -22, 186, 10), (66, -8, 196, 10), (84, 2, 208, 7),
)  # fmt: skip
KIDNEYS = (
    # Centre, half axes (mm) and turn (degrees); side (1 is left).
    (Ellipsoid((78.0, 26.0, 162.0), (26, 28, 57), (-9, -9, 30)), 1),
    (Ellipsoid((-88.0, 28.0, 146.0), (25, 28, 55), (-8, 8, -26)), -1),
)


def paint_liver(canvas: Canvas) -> None:
    """Paint the liver, its veins, and the gallbladder below it."""
    canvas.draw(LIVER, 108, rough=2.4, lobes=0.8, grain=5, halo=2.0, inside=3.0)
    for value, knots in LIVER_VEINS:
        path = [(x, y, z, r) for x, y, z, r in knots]
        canvas.draw(Tube(path), value, lobes=0.5, inside=8.0)
    # Twigs, each from somewhere along a greater branch.
    for _ in range(110):
        _, knots = LIVER_VEINS[int(canvas.random.integers(len(LIVER_VEINS)))]
        start = np.array(knots[int(canvas.random.integers(1, len(knots)))][:3])
        ends = [start]
        way = canvas.random.normal(0, 1, 3)
        for _ in range(2):
            way = way + canvas.random.normal(0, 0.5, 3)
            ends.append(ends[-1] + 13 * way / np.linalg.norm(way))
        twig = [(float(p[0]), float(p[1]), float(p[2]), 2.1 - 0.45 * i) for i, p in enumerate(ends)]
        tube = Tube(twig)
        box = canvas.box(tube, 3)
        outside = np.abs(canvas.volume[box.where] - 120) > 50  # Not liver, in HU.
        canvas.fill(box, np.where(outside, 9, tube.distance(box)).astype(np.float32), 160)
    fissure = Tube([(-6, -84, 176, 2), (-8, -74, 190, 4), (-12, -62, 205, 4), (-16, -48, 216, 3)])
    canvas.draw(fissure, FAT + 15)
    canvas.draw(Tube([(-44, -38, 196, 2), *GALLBLADDER]), 65, rough=1.0, halo=0.8)
    inner = [(x, y, z, r - 1.8) for x, y, z, r in GALLBLADDER]
    canvas.draw(Tube(inner), 9, rough=1.0)


def paint_spleen(canvas: Canvas) -> None:
    """Paint the spleen, hollow towards the stomach and kidney, and the adrenals."""
    whole = Ellipsoid((96, 28, 230), (31, 46, 54), (-14, 4, 22))
    hollow = Ellipsoid((54, 8, 216), (36, 42, 66), (0, 0, 16))
    box = canvas.box(whole)
    distance = whole.distance(box) + canvas.rough(box, 2.0) + canvas.rough(box, 1.0, lobes=True)
    distance = -blend(-distance, hollow.distance(box) + canvas.rough(box, 2.5, lobes=True), 6)
    distance = np.maximum(distance, canvas.cavity[box.where] + 3)
    canvas.fill(box, distance - np.float32(1.8), FAT)
    canvas.fill(box, distance, canvas.grained(box, 125, 4))
    for sign, x, y, z in ((1, 38, 14, 196), (-1, -38, 22, 208)):
        for end in ((x + sign * 10, y + 16), (x - sign * 3, y + 18)):
            limb = Tube([(x, y, z + 8, 2.2), (*end, z, 1.6), (*end, z - 14, 1.4)])
            canvas.draw(limb, 75, lobes=0.6)


def paint_pancreas(canvas: Canvas) -> None:
    """Paint the pancreas, lobulated, over the vessels behind it."""
    canvas.draw(Tube(PANCREAS), 98, rough=2.0, lobes=1.9, grain=12, halo=0.8)


def paint_kidneys(canvas: Canvas) -> None:
    """Paint the kidneys: fascia and fat around, cortex, pyramids, sinus and pelvis."""
    for shape, side in KIDNEYS:
        x, y, z = shape.centre
        capsule = Ellipsoid((x - side * 4, y + 2, z - 8), (43, 40, 82), shape.turn)
        box = canvas.box(capsule, 16)
        room = np.maximum(capsule.distance(box), canvas.cavity[box.where] + 3)
        room += canvas.rough(box, 3.0)
        empty = canvas.volume[box.where] < FAT + 60
        canvas.fill(box, np.where(empty, np.abs(room) - np.float32(0.5), 9), FAT + 75)
        box = canvas.box(shape, 12)
        u, v, w = shape.local(box)
        inward = -side * u
        distance = shape.distance(box) + canvas.rough(box, 1.6) + canvas.rough(box, 1.1, lobes=True)
        notch = np.sqrt(((inward - 29) / 16) ** 2 + (v / 9.5) ** 2 + (w / 20) ** 2) - 1
        hollow = (notch * 9).astype(np.float32)
        distance = -blend(-distance, hollow, 7)
        canvas.fill(box, distance - np.float32(3.5), FAT)
        # Pyramids stand around the sinus in a layer beneath the cortex, columns between them.
        sinus = np.sqrt(((inward - 13) / 14) ** 2 + (v / 9) ** 2 + (w / 29) ** 2)
        turn = np.arctan2(v, -(inward - 6)) + 0.4 * canvas.medium[box.where]
        cells = np.cos(3.6 * turn) * 0.75 + np.cos(2 * np.pi * w / 21 + 1.3 * np.sign(v)) * 0.75
        depth = np.clip((-distance - 5.0) / 2, 0, 1) * np.clip((cells + 0.5) / 0.4, 0, 1)
        tissue = 200 - 80 * depth + 4 * canvas.fine[box.where]
        canvas.fill(box, distance, tissue.astype(np.float32))
        fat = ((sinus - 1) * 11).astype(np.float32) + canvas.rough(box, 2.4, lobes=True)
        canvas.fill(box, fat, FAT + 14)
        calyx = np.sqrt(((inward - 19) / 12) ** 2 + ((v - 2) / 4.5) ** 2 + (w / 11) ** 2) - 1
        cups = (
            np.cos(2 * np.pi * w / 24 + 0.6) * 3.0 + np.abs(inward - 6) * 0.4 + np.abs(v) * 0.8 - 3
        )
        cups = np.maximum(cups, (sinus - 1.0) * 12)
        water = np.minimum(calyx * 4.5, cups).astype(np.float32)
        canvas.fill(box, water + canvas.rough(box, 1.0, lobes=True), 14)
        for k in range(5):
            angle = 2 * np.pi * k / 5 + 0.3
            rise = 26 * np.sin(angle)
            start = np.sqrt((v - 2 * np.cos(angle)) ** 2 + (w - rise * 0.6) ** 2) - 1.5
            start = start + 1.6 * canvas.fine[box.where]
            bound = np.maximum(start, np.abs(inward - 12) - 9)
            canvas.fill(box, bound.astype(np.float32), 185)


def paint_pelvic_organs(canvas: Canvas) -> None:
    """Paint bladder, womb, ovaries and rectum with the fat between them."""
    canvas.draw(Ellipsoid((2, -26, -84), (37, 25, 23), (8, 0, 4)), 45, rough=2.0, halo=3)
    canvas.draw(Ellipsoid((2, -26, -84), (34.5, 22.5, 20.5), (8, 0, 4)), 9, rough=2.0)
    canvas.draw(Ellipsoid((-4, 12, -66), (26, 21, 23), (-25, 0, 8)), 92, rough=2.2, grain=9, halo=2)
    canvas.draw(Ellipsoid((-4, 11, -65), (12, 3.5, 13), (-25, 0, 8)), 55, rough=1.0)
    canvas.draw(Tube([(-1, 20, -82, 14), (0, 22, -98, 12), (0, 18, -120, 10)], flat=0.7), 78)
    for sign, z in ((1, -56), (-1, -60)):
        canvas.draw(Ellipsoid((sign * 42, 14, z), (15, 11, 12)), 55, rough=2.0, grain=8)
        canvas.draw(Ellipsoid((sign * 44, 12, z + 2), (6, 5, 5)), 18)
    canvas.draw(Tube([(0, -30, -108, 7), (0, -14, -128, 9), (0, 2, -150, 10)], flat=0.8), 65)
