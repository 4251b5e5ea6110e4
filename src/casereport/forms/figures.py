"""A figure of the article taken apart: its images, its caption, and what is said below it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from casereport.forms.tree import Node, has_class, nodes

if TYPE_CHECKING:
    from casereport.manuscript import Manuscript
    from casereport.panels import Panel


@dataclass(frozen=True)
class ShownPanel:
    """One image of a figure."""

    panel: Panel
    image: Node
    """Pandoc's ``Image``, its words the alt text."""
    notes: list[Node]
    """Blocks that say which panel it is and what it shows; none where it is the only one."""

    @property
    def description_title(self) -> str:
        """What goes before the long description, in the words of the site."""
        which = f"panel {self.panel.letter}" if self.panel.letter else "the image"
        return f"Description of {which}"


@dataclass(frozen=True)
class ShownFigure:
    """A figure with its number."""

    id: str
    panels: tuple[ShownPanel, ...]
    caption: list[Node]
    """Blocks, of which the first begins with the label."""
    notes: list[Node]
    """Blocks with the stand-in mark of an only image, and credits."""


def shown_figure(node: Node, manuscript: Manuscript) -> ShownFigure | None:
    """Return the parts of a numbered figure, or None for any other node.

    An author's own ``<figure>`` in raw HTML has no number, and is any other node.
    """
    if node["t"] != "Figure" or not has_class(node, "figure"):
        return None
    (identifier, _, _), (_, caption), body = node["c"]
    known = {figure.id: figure.panels for figure in manuscript.figures}
    images = [each for each in nodes(body) if each["t"] == "Image"]
    if identifier not in known or len(images) != len(known[identifier]):
        return None
    captions = [each["c"][1][1] for each in nodes(body) if has_class(each, "panel")]
    panels = known[identifier]
    shown = zip(panels, images, captions or [[] for _ in panels], strict=True)
    # The templates put what they say below a caption into a div at its end.
    notes = caption[-1]["c"][1] if caption and caption[-1]["t"] == "Div" else []
    words = caption[:-1] if caption and caption[-1]["t"] == "Div" else caption
    return ShownFigure(identifier, tuple(ShownPanel(*each) for each in shown), words, notes)
