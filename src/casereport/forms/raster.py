"""Drawings as pixels, for forms that take no SVG."""

from __future__ import annotations

from typing import TYPE_CHECKING

import font_source_sans_pro
import typst

from casereport.forms.form import FormError

if TYPE_CHECKING:
    from pathlib import Path

WIDTH = 1600
"""The width in pixels: at 16 cm, the width of a page's text, 250 to the inch."""

# The page is as large as the drawing, a point for each pixel.
_SOURCE = f"""\
#set page(width: {WIDTH}pt, height: auto, margin: 0pt)
#set text(font: "Source Sans Pro")
#image(sys.inputs.file, width: 100%)
"""
_POINTS_PER_INCH = 72


def raster(drawing: Path) -> bytes:
    """Return an SVG as a PNG :data:`WIDTH` pixels wide, on white.

    Words are set in Source Sans, whatever fonts the machine has, so that the pixels are the same
    everywhere. Raises FormError where Typst cannot draw it.
    """
    try:
        made = typst.compile(
            _SOURCE.encode(),
            root=str(drawing.parent),
            font_paths=[font_source_sans_pro.font_directory],
            ignore_system_fonts=True,
            format="png",
            ppi=_POINTS_PER_INCH,
            sys_inputs={"file": f"/{drawing.name}"},
        )
    except RuntimeError as error:
        raise FormError(
            f"The drawing {drawing.name} cannot be turned into pixels ({error}); save it again"
            " as a plain SVG."
        ) from error
    return bytes(made)
