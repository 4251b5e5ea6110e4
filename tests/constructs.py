"""A case with everything an author can write: each construct must survive in every form."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from PIL import Image

from reading import BIBTEX
from tiny import SETTINGS, TOP, TinyCase

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_PICTURES = {"photo.jpg": (900, 600), "tall.png": (300, 2000), "mark.png": (20, 20)}


def write_constructs(root: Path, forms: Sequence[str] | None = None) -> TinyCase:
    """Write the case into ``root``; ``forms`` are those to make, or all."""
    case = TinyCase(root)
    own: dict[str, object] = {} if forms is None else {"forms": list(forms)}
    extensions = SETTINGS["markdown_extensions"]
    assert isinstance(extensions, list)
    case.settings(
        site_name="Constructs",
        theme={"name": "mkdocs"},
        nav=["index.md", "one/two.md", "more.md", "figures.md", "references.md"],
        plugins=[BIBTEX, {"casereport": own}],
        markdown_extensions=[*extensions, "md_in_html"],
    )
    shutil.copytree(TOP / "tests" / "cases" / "constructs", root, dirs_exist_ok=True)
    for name, size in _PICTURES.items():
        Image.new("RGB", size, (90, 120, 60)).save(root / "figures" / name)
    return case
