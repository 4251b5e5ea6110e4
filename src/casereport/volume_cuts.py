"""Reading from ``figures.yml`` where a panel is cut from a volume."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from casereport.model import Place, Problem, VolumeCut
from casereport.problems import nearest_hint

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# Center and width in HU, as abdominal and thoracic CT is commonly read.
WINDOWS: Mapping[str, tuple[float, float]] = {
    "soft tissue": (50, 400),
    "angiographic": (150, 600),
    "bone": (400, 1800),
    "lung": (-600, 1500),
}
PLANES = ("axial", "coronal", "sagittal")
FIELDS = ("volume", "position", "window")
"""The fields of an image that is cut from a volume; its plane is a field of every image."""


def read_cut(
    name: str, nodes: Mapping[str, tuple[Place, yaml.Node]], plane: str, where: Place
) -> tuple[VolumeCut | None, tuple[Problem, ...]]:
    """Return the cut that the fields of image ``name`` describe, and what is wrong with them.

    ``nodes`` are those of its :data:`FIELDS` that are given; without any there is no cut.
    """
    if not nodes:
        return None, ()
    problems = [
        Problem(
            where,
            f"cuts {name} from a volume and does not give its {missing}.",
            "Give volume, plane, position in mm, and window.",
        )
        for missing in FIELDS
        if missing not in nodes
    ]
    if plane not in PLANES:
        problems.append(
            Problem(
                where,
                f"cuts {name} in the plane “{plane}”{nearest_hint(plane, PLANES)}.",
                f"Write one of {', '.join(PLANES)}.",
            )
        )
    position = _number(nodes["position"][1]) if "position" in nodes else None
    if position is None and "position" in nodes:
        place = nodes["position"][0]
        what = f"gives the position of {name} as something else than a number."
        problems.append(Problem(place, what, "Write millimetres, such as 149.8 or -5.4."))
    windows = list(_window(name, *nodes["window"])) if "window" in nodes else []
    problems += [found for found in windows if isinstance(found, Problem)]
    volume = nodes["volume"][1] if "volume" in nodes else None
    if problems or position is None or not isinstance(volume, yaml.ScalarNode):
        return None, tuple(problems)
    center, width = next(found for found in windows if not isinstance(found, Problem))
    return VolumeCut(volume.value, plane, position, center, width), ()


def _window(name: str, place: Place, node: yaml.Node) -> Iterator[tuple[float, float] | Problem]:
    """Yield the window's center and width, or the problem of it."""
    fix = f"Write one of {', '.join(WINDOWS)}, or {{center: 150, width: 600}}."
    if isinstance(node, yaml.MappingNode):
        numbers = {key.value: _number(value) for key, value in node.value}
        center, width = numbers.get("center"), numbers.get("width")
        if center is not None and width is not None and width >= 1 and len(numbers) == len("cw"):
            yield center, width
            return
        yield Problem(place, f"gives {name} a window that cannot be read.", fix)
        return
    written = node.value if isinstance(node, yaml.ScalarNode) else ""
    if written in WINDOWS:
        yield WINDOWS[written]
        return
    hint = nearest_hint(written, WINDOWS)
    yield Problem(place, f"gives {name} the window “{written}”, which is not known{hint}.", fix)


def _number(node: yaml.Node) -> float | None:
    try:
        return float(node.value) if isinstance(node, yaml.ScalarNode) else None
    except ValueError:
        return None
