"""The words that stand in the air in front of the body, drawn with an alphabet of dots."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from phantom.geometry import Field

TEXT = "SYNTHETIC, NOT A PATIENT"
BRIGHT = 700.0
"""Of the letters, in HU."""
LETTERS = {
    "A": ".###. #...# #...# ##### #...# #...# #...#",
    "C": ".#### #.... #.... #.... #.... #.... .####",
    "E": "##### #.... #.... ####. #.... #.... #####",
    "H": "#...# #...# #...# ##### #...# #...# #...#",
    "I": ".###. ..#.. ..#.. ..#.. ..#.. ..#.. .###.",
    "N": "#...# ##..# ##..# #.#.# #..## #..## #...#",
    "O": ".###. #...# #...# #...# #...# #...# .###.",
    "P": "####. #...# #...# ####. #.... #.... #....",
    "S": ".#### #.... #.... .###. ....# ....# ####.",
    "T": "##### ..#.. ..#.. ..#.. ..#.. ..#.. ..#..",
    "Y": "#...# #...# .#.#. ..#.. ..#.. ..#.. ..#..",
    ",": "..... ..... ..... ..... ..##. ..##. ..#..",
    " ": "..... ..... ..... ..... ..... ..... .....",
}


def stencil(size: int = 2) -> Field:
    """Return the words as zeros and ones, each dot ``size`` voxels wide and high."""
    gap = ["."] * 7
    columns: list[str] = []
    for letter in TEXT:
        rows = LETTERS[letter].split()
        columns += ["".join(column) for column in zip(*rows, strict=True)] + ["".join(gap)]
    dots = np.array([[dot == "#" for dot in column] for column in columns[:-1]], np.float32).T
    return np.kron(dots, np.ones((size, size), np.float32))
