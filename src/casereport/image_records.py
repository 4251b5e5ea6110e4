"""Reading ``figures/figures.yml``: what each image is, with the line of every mistake."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import yaml

from casereport import volume_cuts
from casereport.digital_source import TYPES
from casereport.model import ImageRecord, Place, Problem
from casereport.problems import nearest_hint
from casereport.yaml_nodes import compose_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

STAND_IN = "stand-in"
SOURCE_TYPE = "digital-source-type"
_OTHER_FIELDS = frozenset({"name", "where", "stand_in", "cut"})
_TEXT_FIELDS = {
    field.name.replace("_", "-"): field.name
    for field in fields(ImageRecord)
    if field.name not in _OTHER_FIELDS
}
FIELDS = (*_TEXT_FIELDS, *volume_cuts.FIELDS, STAND_IN)
"""The fields an image may have, as the file spells them."""

_BOOLEANS = {"true": True, "yes": True, "false": False, "no": False}


def read_image_records(text: str, file: str) -> tuple[dict[str, ImageRecord], tuple[Problem, ...]]:
    """Return the record of each image by its file name, and every problem in the YAML ``text``.

    ``file`` is its path from the top of the case, for the problems to name.
    """
    root = compose_yaml(text, file)
    if isinstance(root, Problem):
        return {}, (root,)
    if root is None:
        return {}, ()
    records: dict[str, ImageRecord] = {}
    problems: list[Problem] = []
    for key, value in _pairs(root, file, problems):
        where = Place(file, key.start_mark.line + 1)
        if key.value in records:
            problems.append(Problem(where, f"describes {key.value} again.", "Keep one of the two."))
        else:
            records[key.value] = _record(key.value, value, where, problems)
    return records, tuple(problems)


def _pairs(
    node: yaml.Node, file: str, problems: list[Problem]
) -> Iterator[tuple[yaml.ScalarNode, yaml.Node]]:
    """Yield the names and values of a mapping; anything else is a problem."""
    if not isinstance(node, yaml.MappingNode):
        problems.append(
            Problem(
                Place(file, node.start_mark.line + 1),
                "is not a list of “name: value” lines.",
                "Write each image's file name with a colon, and its fields indented below it.",
            )
        )
        return
    for key, value in node.value:
        if isinstance(key, yaml.ScalarNode):
            yield key, value


def _record(name: str, node: yaml.Node, where: Place, problems: list[Problem]) -> ImageRecord:
    texts: dict[str, str] = {}
    stand_in = False
    given: set[str] = set()
    cut_nodes: dict[str, tuple[Place, yaml.Node]] = {}
    # A name with nothing below it yet is a record without fields.
    pairs = () if node.tag.endswith(":null") else _pairs(node, where.file, problems)
    for key, value in pairs:
        place = Place(where.file, key.start_mark.line + 1)
        if key.value in given:
            problems.append(
                Problem(place, f"gives {name} the field {key.value} again.", "Keep one of the two.")
            )
        given.add(key.value)
        if key.value not in FIELDS:
            problems.append(
                Problem(
                    place,
                    f"gives {name} the field {key.value}, which is not known"
                    f"{nearest_hint(key.value, FIELDS)}.",
                    f"The fields are {', '.join(FIELDS)}.",
                )
            )
        elif key.value in volume_cuts.FIELDS:
            cut_nodes[key.value] = (place, value)
        elif not isinstance(value, yaml.ScalarNode):
            problems.append(
                Problem(
                    place,
                    f"gives the {key.value} of {name} as a list, not as a text.",
                    "Write one text; to run over several lines, begin it with “>-”.",
                )
            )
        elif key.value == SOURCE_TYPE and value.value not in {"", *TYPES}:
            problems.append(
                Problem(
                    place,
                    f"gives {name} the {SOURCE_TYPE} “{value.value}”, which IPTC does not list"
                    f"{nearest_hint(value.value, TYPES)}.",
                    f"Leave the line out, or write one of {', '.join(TYPES)}.",
                )
            )
        elif key.value != STAND_IN:
            texts[_TEXT_FIELDS[key.value]] = " ".join(value.value.split())
        elif value.value.lower() in _BOOLEANS:
            stand_in = _BOOLEANS[value.value.lower()]
        else:
            problems.append(
                Problem(
                    place,
                    f"says “{value.value}” where {name} is or is not a stand-in.",
                    f"Write {STAND_IN}: true or {STAND_IN}: false.",
                )
            )
    cut, wrong = volume_cuts.read_cut(name, cut_nodes, texts.get("plane", ""), where)
    problems += wrong
    return ImageRecord(name, where, stand_in=stand_in, cut=cut, **texts)
