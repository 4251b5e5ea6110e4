"""What an author still has to write into figures.yml to show panels cut from a new volume."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

PLANES = ("sagittal", "coronal", "axial")
"""The plane whose slices are stacked along x, y and z."""


def missing_lines(
    text: str, volume: str, plane: str, middle: tuple[float, float, float]
) -> dict[str, list[str]]:
    """Return the lines that ``text``, a figures.yml, lacks, by the name of the image they describe.

    Those are the images cut from the file ``volume`` already, none of whose lines need be missing;
    where there is none, one in ``plane`` that is called after the volume. ``middle`` is the place
    in mm of the volume's middle. A text that is no YAML describes nothing: the build says why.
    """
    described = _described(text)
    cuts = [name for name, fields in described.items() if fields.get("volume") == volume]
    names = cuts or [f"{volume.removesuffix('.nii.gz')}-{plane}.png"]
    return {name: _missing(described.get(name, {}), volume, plane, middle) for name in names}


def _described(text: str) -> dict[str, Mapping[str, object]]:
    try:
        root = yaml.safe_load(text)
    except yaml.YAMLError:
        return {}
    entries = root.items() if isinstance(root, dict) else ()
    return {str(name): fields if isinstance(fields, dict) else {} for name, fields in entries}


def _missing(
    fields: Mapping[str, object], volume: str, plane: str, middle: tuple[float, float, float]
) -> list[str]:
    given = str(fields.get("plane", plane))
    place = middle[PLANES.index(given if given in PLANES else plane)]
    wanted = {
        "alt": "What a reader who cannot see the image needs to know.",
        "volume": volume,
        "plane": plane,
        "position": f"{place:g}",
        "window": "soft tissue",
    }
    return [f"  {name}: {value}" for name, value in wanted.items() if name not in fields]
