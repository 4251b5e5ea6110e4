"""The social image: what is shown where somebody shares the article's address (Open Graph).

It is typeset by Typst, as the PDF is, because that draws SVG and sets a title of any length; an
image library does neither.
"""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from casereport.digital_source import png_declaration
from casereport.forms.form import FormError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casereport.forms.sources import Sources
    from casereport.manuscript import Manuscript, ManuscriptFigure
    from casereport.panels import Panel

NAME = "social"
FILE = "assets/social.png"
"""Where it lies, from the landing page."""
WIDTH, HEIGHT = 1200, 630
"""In pixels: the size that sites which show such images ask for."""

_TEMPLATE = Path(__file__).parent.parent / "templates" / "social.typ"
_PIXELS_PER_INCH = 72
# In pixels, as in the template: what the title leaves to the figure's panels, the space around
# each, and that below it for its letter and its mark.
_PANELS = (736, HEIGHT)
_GUTTER = 20
_BELOW = 48


def social_figure(manuscript: Manuscript) -> ManuscriptFigure | None:
    """Return the figure that the social image shows: the article's first."""
    return next(iter(manuscript.figures), None)


def make_social_image(sources: Sources) -> dict[str, bytes]:
    """Return the image; nothing for an article without a figure. Raises FormError.

    Each panel is shown whole, so that no marking in its pixels goes; a stand-in and a working
    title are called so in the image's own pixels, for they are all that goes with it.
    """
    # Slow to load, and needed only where the image is made anew.
    import font_source_sans_pro  # noqa: PLC0415
    import typst  # noqa: PLC0415

    manuscript = sources.manuscript
    figure = social_figure(manuscript)
    if figure is None:
        return {}
    metadata = manuscript.metadata
    columns, sizes = _arranged(figure.panels)
    data = {
        "title": metadata.title,
        "title-note": "A working title of this site’s own." if metadata.working_title else "",
        "language": metadata.language.partition("-")[0] or "en",
        "label": figure.label,
        "stand-in": "Stand-in",
        "columns": columns,
        "panels": [
            {
                "file": f"{sources.media_folder.name}/{panel.file}",
                "letter": panel.letter,
                "is-stand-in": panel.record.stand_in,
                "is-see-through": _is_see_through(sources.media_folder / panel.file),
                "width": width,
                "height": height,
            }
            for panel, (width, height) in zip(figure.panels, sizes, strict=True)
        ],
    }
    # Typst reads nothing outside its root.
    source = sources.folder / _TEMPLATE.name
    shutil.copyfile(_TEMPLATE, source)
    try:
        made = typst.compile(
            source,
            root=sources.folder,
            font_paths=[Path(font_source_sans_pro.__file__).parent],
            ignore_system_fonts=True,
            format="png",
            ppi=_PIXELS_PER_INCH,
            sys_inputs={"data": json.dumps(data)},
        )
    except (RuntimeError, typst.TypstError) as error:
        raise FormError(f"Typst could not set {figure.label}: {error}") from error
    types = {panel.record.digital_source_type for panel in figure.panels}
    return {FILE: _opaque(made, types.pop() if len(types) == 1 else "")}


def _arranged(panels: Sequence[Panel]) -> tuple[int, list[tuple[float, float]]]:
    """Return in how many columns the panels come out largest, and each one's size in pixels."""
    sizes = [(panel.image.width, panel.image.height) for panel in panels]

    def arranged(columns: int) -> list[tuple[float, float]]:
        rows = -(-len(sizes) // columns)
        cell = [
            (whole - _GUTTER * (parts + 1)) / parts
            for whole, parts in zip(_PANELS, (columns, rows), strict=True)
        ]
        scales = [min(cell[0] / width, (cell[1] - _BELOW) / height) for width, height in sizes]
        return [
            (round(width * scale, 2), round(height * scale, 2))
            for (width, height), scale in zip(sizes, scales, strict=True)
        ]

    def area(columns: int) -> float:
        return sum(width * height for width, height in arranged(columns))

    best = max(range(1, len(sizes) + 1), key=area)
    return best, arranged(best)


def _is_see_through(path: Path) -> bool:
    if path.suffix == ".svg":
        return True
    with Image.open(path) as image:
        return image.has_transparency_data


def _opaque(png: bytes, source_type: str) -> bytes:
    """Return an image without the transparency it has no use for, declaring its source type."""
    made = io.BytesIO()
    with Image.open(io.BytesIO(png)) as image:
        declared = png_declaration(source_type)
        image.convert("RGB").save(made, "PNG", compress_level=6, pnginfo=declared)
    return made.getvalue()
