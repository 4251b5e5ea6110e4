"""Stomach, duodenum, colon and the loops of small bowel, with what is in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from phantom.canvas import FAT, Canvas
from phantom.geometry import Knot, Point, Tube

if TYPE_CHECKING:
    import numpy.typing as npt

STOMACH: tuple[Knot, ...] = (
    (46, 26, 300, 20), (56, 16, 274, 35), (62, 0, 248, 35), (64, -26, 222, 30), (52, -50, 200, 24),
    (26, -62, 186, 17), (-4, -62, 181, 14), (-26, -58, 180, 9),
)  # fmt: skip
DUODENUM: tuple[Knot, ...] = (
    (-26, -58, 180, 8), (-44, -52, 178, 12), (-60, -44, 164, 11), (-74, -34, 140, 11),
    (-74, -30, 112, 12), (-58, -30, 92, 11), (-28, -24, 84, 10), (8, -20, 84, 10),
    (34, -18, 96, 11), (46, -24, 122, 12), (54, -44, 124, 12),
)  # fmt: skip
COLON: tuple[Knot, ...] = (
    (-84, -30, -16, 16), (-90, -24, 6, 24), (-92, -6, 34, 23), (-94, 10, 66, 21), (-92, 6, 90, 20),
    (-84, -24, 104, 20), (-70, -54, 104, 19), (-40, -68, 92, 18), (0, -71, 84, 17),
    (40, -68, 96, 17),
    (70, -56, 128, 18), (86, -40, 166, 18), (92, -26, 190, 18), (102, -18, 172, 14),
    (103, -12, 140, 12),
    (100, 8, 100, 12), (97, 20, 60, 12), (92, 8, 26, 12), (84, -8, -4, 12), (62, -2, -26, 13),
    (40, 16, -36, 13), (18, 36, -40, 13), (4, 50, -56, 14), (0, 56, -80, 17), (0, 46, -104, 15),
    (0, 42, -125, 9), (0, 50, -150, 7),
)  # fmt: skip


def hollow(  # noqa: PLR0913  # What tells one part of the gut from another.
    canvas: Canvas,
    tube: Tube,
    *,
    wall: float,
    enhancement: float,
    gas: float,
    stool: float = 0.0,
    pouches: float = 0.0,
    fluid: float = 22.0,
    surface: float | None = None,
) -> None:
    """Paint a hollow organ: wall (mm, HU), gas above a level (0 none to 1 full), fluid or stool.

    ``pouches`` is the depth in mm of the haustra or folds; ``surface`` is y in mm of one level of
    fluid for the whole organ.
    """
    box = canvas.box(tube)
    distance, place = tube.along(box)
    distance = distance + canvas.rough(box, 1.0) + canvas.rough(box, 0.9, lobes=True)
    if pouches:
        period = 26.0 if stool else 8.0
        ring = np.abs(np.sin(np.pi * place * 4.0 / period + 0.9 * canvas.coarse[box.where]))
        distance += np.float32(pouches) * (0.62 - ring).astype(np.float32)
    distance = np.maximum(distance, canvas.cavity[box.where] + np.float32(2.0))
    canvas.fill(box, distance - np.float32(1.3), FAT)
    canvas.fill(box, distance, canvas.grained(box, enhancement, 6))
    centre, radius = tube.line[:, 1].astype(np.float32), tube.line[:, 3].astype(np.float32)
    waves = np.sin(np.arange(len(centre)) * 0.13 + 9 * canvas.random.random())
    share = np.clip(gas + 0.16 * waves, -0.2, 0.92).astype(np.float32)
    level = centre + radius * (2 * share - 1) * (1 if gas > 0 else 9)
    window = np.hanning(33) / np.hanning(33).sum()
    level = np.convolve(np.pad(level, 16, mode="edge"), window, mode="valid")
    contents = fluid + 8 * canvas.fine[box.where] + 6 * canvas.medium[box.where]
    if stool:
        lumps = canvas.fine[box.where] + 0.5 * canvas.medium[box.where]
        froth = np.clip((lumps - 0.8) / 0.9, 0, 1) * stool
        contents = 40 + 12 * canvas.medium[box.where] + 10 * lumps - 380 * froth
    if surface is not None:
        level[:] = surface
    height = np.interp(place, np.arange(len(level)), level).astype(np.float32)
    above = np.clip((height - box.y) / np.float32(1.2) + np.float32(0.5), 0, 1)
    contents = contents + above * (-960 - contents)
    canvas.fill(box, distance + np.float32(wall), contents.astype(np.float32), 1.4)


def paint_stomach(canvas: Canvas) -> None:
    """Paint gullet, stomach and duodenum."""
    canvas.draw(Tube([(14, 8, 310, 7), (20, 6, 288, 8), (40, 10, 276, 9)], flat=0.8), 62, halo=1)
    hollow(canvas, Tube(STOMACH), wall=4.2, enhancement=78, gas=0.38, fluid=24, surface=-47)
    hollow(canvas, Tube(DUODENUM), wall=2.6, enhancement=88, gas=0.12, pouches=1.0, fluid=26)


def paint_colon(canvas: Canvas) -> None:
    """Paint the colon from caecum to anus, with stool on the right and gas in front."""
    knots = [(x, y, z, r * 1.02) for x, y, z, r in COLON]
    right, left = knots[:13], knots[12:]
    hollow(canvas, Tube(right), wall=2.3, enhancement=72, gas=0.33, stool=0.9, pouches=2.8)
    hollow(canvas, Tube(left), wall=2.8, enhancement=70, gas=0.16, stool=0.55, pouches=2.2)


def _free(canvas: Canvas, points: npt.NDArray[np.float64], room: float) -> npt.NDArray[np.bool_]:
    """Tell which points (mm) have fat and no wall within ``room`` mm around them."""
    origin, spacing = np.array(canvas.grid.origin), np.array(canvas.grid.spacing)
    shifts = room * np.array([
        (0, 0, 0), (1, 0, 0), (-1, 0, 0), (0, 1, 0), (0, -1, 0), (0, 0, 1), (0, 0, -1),
        (0.7, 0.7, 0), (0.7, -0.7, 0), (-0.7, 0.7, 0), (-0.7, -0.7, 0),
    ])  # fmt: skip
    spots = points[:, None, :] + shifts[None]
    index = np.rint((spots - origin) / spacing).astype(int)
    top = np.array(canvas.grid.shape[::-1]) - 1
    i, j, k = np.moveaxis(np.clip(index, 0, top), -1, 0)
    soft = canvas.volume[k, j, i]
    clear = (soft < FAT + 40) & (soft > FAT - 40) & (canvas.cavity[k, j, i] < -1)
    result: npt.NDArray[np.bool_] = clear.all(1)
    return result


def _peritoneal(points: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
    """Tell which points (mm) lie in front of the great vessels, and left of them higher up."""
    back = np.interp(points[:, 2], [20, 60, 100, 130], [22, 4, -12, -24])
    right = (points[:, 2] - 128) * 3 - 84
    result: npt.NDArray[np.bool_] = (points[:, 1] < back) & (points[:, 0] > right)
    return result


ROOM: tuple[Point, Point] = ((-84, -76, -50), (92, 22, 182))
"""Where small bowel may lie, in mm."""
STEP = 4.5
"""From one point of a planned loop to the next, in mm."""
ROOT = 25.0
"""Height in mm above which loops keep away from the root of the mesentery."""


def plan_loops(canvas: Canvas) -> list[list[Knot]]:
    """Lay loops of small bowel as long as fat has room for them."""
    random = canvas.random
    taken = np.empty((0, 3))
    loops: list[list[Knot]] = []
    for _ in range(420):
        start = random.uniform(*ROOM, (40, 3))
        start = start[_free(canvas, start, 9.0)]
        root = np.hypot(start[:, 0] - 4, start[:, 1] + 38) > np.where(start[:, 2] > ROOT, 17, 6)
        start = start[root]
        start = start[_peritoneal(start)]
        if len(taken) and len(start):
            gaps = np.linalg.norm(start[:, None] - taken[None], axis=2).min(1)
            start = start[gaps > 18]  # Two radii, in mm.
        if not len(start):
            continue
        radius = float(random.choice([8.0, 9.5, 11.0, 12.5]))
        path = [start[0]]
        way = random.normal(0, 1, 3)
        for _ in range(95):
            turns = way / np.linalg.norm(way) + random.normal(0, 0.55, (24, 3))
            turns /= np.linalg.norm(turns, axis=1, keepdims=True)
            ends = path[-1] + STEP * turns
            inside = ((ends > ROOM[0]) & (ends < ROOM[1])).all(1)
            good = inside & _free(canvas, ends, radius * 0.8)
            good &= _peritoneal(ends)
            others = np.vstack([taken, np.array(path[:-5]).reshape(-1, 3)])
            gaps = np.full(len(ends), 99.0)
            if len(others):
                gaps = np.linalg.norm(ends[:, None] - others[None], axis=2).min(1)
            good &= gaps > 1.7 * radius + 2
            if not good.any():
                break
            # Close to its neighbours, and bending gently.
            score = np.where(good, -np.minimum(gaps, 60) * 0.03 + turns @ way, -99)
            best = int(np.argmax(score))
            way = 0.6 * way + turns[best]
            way /= np.linalg.norm(way)
            path.append(ends[best])
        if len(path) >= 4:  # Shorter ones would be beads.
            taken = np.vstack([taken, path])
            loops.append([(float(x), float(y), float(z), radius) for x, y, z in path])
    return loops


def paint_small_bowel(canvas: Canvas) -> None:
    """Paint the loops of small bowel, and the vessels that run to them through the mesentery."""
    loops = plan_loops(canvas)
    random = canvas.random
    for _ in range(90):
        loop = loops[int(random.integers(len(loops)))]
        x, y, z, _ = loop[int(random.integers(len(loop)))]
        root = np.array([4.0, -42.0, float(np.clip(z + random.uniform(5, 60), 45, 135))])
        root += random.normal(0, (9, 5, 9))
        end = np.array([x, y, z])
        middle = (root + end) / 2 + random.normal(0, 8, 3)
        value, width = (190.0, 1.2) if random.random() < 0.4 else (150.0, 1.7)
        knots = [(*map(float, p), r) for p, r in
                 ((root, width), (middle, width * 0.85), (end, width * 0.6))]  # fmt: skip
        canvas.draw(Tube([(k[0], k[1], k[2], k[3]) for k in knots]), value)
    for loop in loops:
        upper = loop[0][2] > 40 and loop[0][0] > 0  # Jejunum, feathery.
        gas = 0.34 if random.random() < 0.22 else -0.5  # Few loops hold gas.
        hollow(
            canvas,
            Tube(loop),
            wall=2.7 if upper else 2.2,
            enhancement=104 if upper else 84,
            gas=gas,
            pouches=1.0 if upper else 0.4,
            fluid=float(random.uniform(12, 34)),
        )
