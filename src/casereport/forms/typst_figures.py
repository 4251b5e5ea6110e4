"""How figures are laid out in the PDF: side by side, at one height, and the caption beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casereport.forms.tree import Node, nodes, plain_text
from casereport.forms.typst_markup import call, data

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from casereport.manuscript import ManuscriptFigure
    from casereport.panels import Panel

# In millimetres; layout/grid.typ has the same.
_COLUMN = 124
_WIDE = 170
_GAP = 4
_MOST_HEIGHT = 114
_MOST_HEIGHT_OF_ROWS = 150

# A caption longer than this is higher than the image it would stand beside.
_LONGEST_BESIDE = 600
# An image wider than this for its height deserves the whole width.
_WIDEST_BESIDE = 1.7
_PER_ROW = {1: 1, 2: 2, 3: 3, 4: 2}
_MANY, _MOST_PER_ROW = 9, 4


def figure_call(
    node: Node, figure: ManuscriptFigure, drawn: Callable[[Sequence[Node]], list[Node]]
) -> list[Node]:
    """Return the call that sets a figure, given pandoc's node of it.

    ``drawn`` returns blocks as Typst is to set them.
    """
    _, (_, caption), body = node["c"]
    single = len(figure.panels) == 1
    beside = (
        single
        and len(plain_text(caption)) <= _LONGEST_BESIDE
        and _aspect(figure.panels[0]) <= _WIDEST_BESIDE
    )
    told = {
        "id": figure.id,
        "beside": beside,
        "description": description_id(figure) if is_described(figure) else "",
        "rows": [
            [_panel(panel, width, figure.id) for panel, width in row]
            for row in _rows(figure.panels, _COLUMN if beside else _WIDE)
        ],
    }
    notes = [drawn(_note(each)) for each in nodes(body) if each["t"] == "Figure"]
    return call(f"case-figure({data(told)})", drawn(caption), *notes)


def is_described(figure: ManuscriptFigure) -> bool:
    """Return whether any panel of a figure has a long description."""
    return any(panel.record.description for panel in figure.panels)


def description_id(figure: ManuscriptFigure) -> str:
    """Return the label of a figure's long descriptions; no id of an author holds a space."""
    return f"description of {figure.id}"


def _note(panel: Node) -> list[Node]:
    """Return what stands below a panel behind its letter."""
    _, (_, (first, *others)), _ = panel["c"]
    letter, *rest = first["c"]
    assert letter["t"] == "Strong", "the template of panels begins with the letter"  # noqa: S101
    return [{**first, "c": rest}, *others]


def _panel(panel: Panel, width: float, figure_id: str) -> dict[str, object]:
    own = "" if panel.id == figure_id else panel.id
    return {
        "file": panel.file,
        "alt": panel.alt,
        "letter": panel.letter,
        "id": own,
        "width": round(width, 2),
    }


def _aspect(panel: Panel) -> float:
    return panel.image.width / panel.image.height


def _rows(panels: Sequence[Panel], room: float) -> list[list[tuple[Panel, float]]]:
    """Return the rows of a figure: each panel with its width in mm, all of a row equally high."""
    many = _MOST_PER_ROW if len(panels) > _MANY else _PER_ROW.get(len(panels), 3)
    rows = [panels[start : start + many] for start in range(0, len(panels), many)]
    # A last row that is not full keeps the height of those above it.
    heights: list[float] = []
    for row in rows:
        full = (room - _GAP * (len(row) - 1)) / sum(map(_aspect, row))
        heights.append(min(full, _MOST_HEIGHT, *heights[:1]))
    scale = min(1, _MOST_HEIGHT_OF_ROWS / sum(heights))
    return [
        [(panel, _aspect(panel) * height * scale) for panel in row]
        for row, height in zip(rows, heights, strict=True)
    ]
