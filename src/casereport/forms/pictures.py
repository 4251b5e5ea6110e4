"""Pictures within sentences, and their long descriptions, for which each form has another place.

In the shared tree such an image carries its description as an attribute, ``data-description`` in
the template ``plain/picture.html``. A figure's is known by its panel.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from casereport.forms.title_page import words
from casereport.forms.tree import nodes, plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from casereport.forms.tree import Node

_ATTRIBUTE = "description"


def described_pictures(tree: object) -> Iterator[tuple[Node, str]]:
    """Yield each image that has a description, and the description, which is taken out of it."""
    for node in nodes(tree):
        if node["t"] == "Image" and (found := dict(node["c"][0][2]).get(_ATTRIBUTE)):
            node["c"][0][2].remove([_ATTRIBUTE, found])
            yield node, found


def describe_in_alt(tree: object) -> None:
    """Put descriptions behind the alt text, in forms that have no other place for what is heard."""
    for image, description in described_pictures(tree):
        image["c"][1] = words(alt_with(plain_text(image["c"][1]), description))


def alt_with(alt: str, description: str) -> str:
    """Return an alt text and the description behind it."""
    stop = "" if alt.endswith((".", "!", "?", "…")) else "."
    return f"{alt}{stop} {description}"
