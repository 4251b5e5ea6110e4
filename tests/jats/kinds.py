"""A case for JATS with every kind of content an author can write, and ids no XML name can be."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import yaml

from reading import BIBTEX
from tiny import SETTINGS, TOP, TinyCase, picture

if TYPE_CHECKING:
    from pathlib import Path

FILES = TOP / "tests" / "cases" / "jats" / "kinds"
ADDRESS = "https://cases.uni-alpha.edu/kinds/"


def write_kinds(root: Path) -> TinyCase:
    """Write the case into ``root``; it makes no form but JATS."""
    shutil.copytree(FILES, root, dirs_exist_ok=True)
    case = TinyCase(root)
    extensions = SETTINGS["markdown_extensions"]
    assert isinstance(extensions, list)
    case.settings(
        site_url=ADDRESS,
        nav=[f"{name}.md" for name in ("index", "all", "2nd", "references", "about")],
        plugins=["search", BIBTEX, {"casereport": {"forms": ["jats"]}}],
        markdown_extensions=[*extensions, "def_list", "md_in_html", "pymdownx.details"],
    )
    for name in yaml.safe_load((FILES / "figures" / "figures.yml").read_text("utf-8")):
        picture(root / "figures" / name)
    return case
