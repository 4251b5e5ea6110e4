"""Building cases in tests: a tiny one written in the test itself, or the real one."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import yaml
from bs4 import BeautifulSoup
from click.testing import CliRunner
from mkdocs.__main__ import cli
from mkdocs.utils.yaml import get_yaml_loader
from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

TOP = Path(__file__).parent.parent
"""The top of the repository, which is the top of the real case."""

SETTINGS: Mapping[str, object] = {
    "site_name": "A case",
    "theme": {"name": "material", "font": False},
    "plugins": [
        "search",
        {
            "bibtex": {
                "bib_file": "references.bib",
                "bib_by_default": False,
                "enable_inline_citations": False,
            }
        },
        {"casereport": {"forms": []}},
    ],
    "markdown_extensions": [
        "admonition",
        "attr_list",
        "def_list",
        "footnotes",
        "tables",
        {"pymdownx.blocks.caption": {"auto": False}},
        "pymdownx.superfences",
    ],
}
"""What every tiny case is built with."""

REFERENCES = "# References\n\n/// references\n///\n"
"""The page that holds the reference list."""


def article(key: str, **fields: str) -> str:
    """Return a complete BibTeX @article of this key; ``fields`` replace or add to its fields."""
    given = {
        "author": "Ada Alpha and Bo Beta",
        "title": f"On {key}",
        "journal": "Journal of Cases",
        "year": "2020",
    } | fields
    lines = "\n".join(f"  {name} = {{{value}}}," for name, value in given.items() if value)
    return f"@article{{{key},\n{lines}\n}}\n"


def picture(path: Path, size: tuple[int, int] = (64, 48)) -> None:
    """Write a small image at ``path``, in the format of its suffix."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", size, (40, 90, 120)).save(path)


def case_settings(folder: Path = TOP) -> dict[str, Any]:
    """Return the settings of a case, as MkDocs reads mkdocs.yml."""
    loader = get_yaml_loader()
    settings: dict[str, Any] = yaml.load((folder / "mkdocs.yml").read_text("utf-8"), loader)  # noqa: S506 - a safe loader
    return settings


def copy_real_case(folder: Path) -> Path:
    """Copy the files of the real case, and nothing a build has made, to ``folder``; return it."""
    for name in ("docs", "figures"):
        shutil.copytree(TOP / name, folder / name)
    for name in ("mkdocs.yml", "references.bib", "glossary.yml"):
        shutil.copy(TOP / name, folder / name)
    return folder


@dataclass(frozen=True)
class Built:
    """What a build has said and made."""

    exit_code: int
    output: str
    site: Path

    def page(self, address: str = "") -> BeautifulSoup:
        """Return the parsed page at this address: ``""`` for home, ``"discussion/"``."""
        return BeautifulSoup((self.site / address / "index.html").read_text("utf-8"), "lxml")

    def content(self, address: str = "") -> BeautifulSoup:
        """Return the article part of a page, as a document of its own."""
        article_part = self.page(address).select_one("article")
        assert article_part is not None
        return BeautifulSoup(str(article_part), "lxml")


@dataclass(frozen=True)
class TinyCase:
    """A case in a folder of its own, to be changed and built."""

    root: Path

    def write(self, files: Mapping[str, str]) -> None:
        """Write text files, by their path from the top of the case."""
        for name, text in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")

    def settings(self, **changes: object) -> None:
        """Write mkdocs.yml with these settings changed."""
        self.write({"mkdocs.yml": yaml.safe_dump({**SETTINGS, **changes}, sort_keys=False)})

    def build(self, *options: str) -> Built:
        """Run ``mkdocs build`` with these options, as the command line does."""
        settings = str(self.root / "mkdocs.yml")
        result = CliRunner().invoke(cli, ["build", "--config-file", settings, *options])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Built(result.exit_code, result.output, self.root / "site")
