"""Ids that every reading program takes, for those that authors gave figures, headings and works."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casereport.forms.tree import Node, attributes, nodes

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class NameRule:
    """What a name may be."""

    pattern: re.Pattern[str]
    """A whole name that is taken as it is."""
    other: re.Pattern[str]
    """A character that no name holds."""
    between: str
    """What stands for such a character."""
    most: int
    """The most characters of a name."""


XML_NAME = NameRule(
    re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*"), re.compile(r"[^A-Za-z0-9_.-]"), "-", 200
)
"""Of what an XML name may be (NCName in "Namespaces in XML"), the part that needs no escaping in an
address either (RFC 3986)."""

BOOKMARK = NameRule(
    re.compile(r"[A-Za-z][A-Za-z0-9_]{0,39}"), re.compile(r"[^A-Za-z0-9_]"), "_", 40
)
"""What Word takes as the name of a bookmark."""


def make_ids_names(blocks: list[Node], rule: NameRule) -> None:
    """Change every id that is no such name, and the links to it, in place."""
    found = [held for node in nodes(blocks) if (held := attributes(node)) and held[0]]
    names = names_for((held[0] for held in found), rule)
    for held in found:
        held[0] = names[held[0]]
    for node in nodes(blocks):
        if node["t"] == "Link" and node["c"][2][0].startswith("#"):
            target = node["c"][2][0][1:]
            node["c"][2][0] = f"#{names.get(target, target)}"


def names_for(ids: Iterable[str], rule: NameRule) -> dict[str, str]:
    """Return a name of its own for each id; one that is a name already keeps it."""
    given = dict.fromkeys(ids)
    names = {each: each for each in given if rule.pattern.fullmatch(each)}
    taken = set(names)
    for each in given:
        if each not in names:
            name = made = f"id{rule.between}{rule.other.sub(rule.between, each)}"[: rule.most]
            number = 1
            while name in taken:
                number += 1
                end = f"{rule.between}{number}"
                name = f"{made[: rule.most - len(end)]}{end}"
            names[each] = name
            taken.add(name)
    return names
