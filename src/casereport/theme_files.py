"""The author's theme: what the generator adds to it, and what language its pages are in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

_FOLDER = "assets/casereport"
_STYLES = (
    "page",
    "casereport",
    "landing",
    "offers",
    "graphics",
    "abbreviations",
    "everyone",
    "print",
)
_SCRIPTS = ("page", "cards", "figure-viewer", "cite", "scheme")
STYLESHEETS = tuple(f"{_FOLDER}/{name}.css" for name in _STYLES)
"""The theme's own, the first of which sets the colours of each scheme."""


def add_theme(config: MkDocsConfig) -> None:
    """Add the theme to the settings: an author's own files may change what these say."""
    theme = Path(__file__).parent / "theme"
    config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(theme))
    config.extra_css[:0] = STYLESHEETS
    config.extra_javascript += [f"{_FOLDER}/{name}.js" for name in _SCRIPTS]


def add_frame_for_search(config: MkDocsConfig) -> None:
    """Give each page a stand-in for the worker of the search, which no page read from a file gets.

    Material's own plugin for this, ``offline``, asks another host for such a script unless one of
    this name is there.
    """
    config.extra["polyfills"] = [*config.extra.get("polyfills", ()), f"{_FOLDER}/iframe-worker.js"]


def theme_language(config: MkDocsConfig) -> tuple[str, str]:
    """Return the theme's option for the language its pages are marked with, and its value.

    It is Material's ``language``, and ``locale`` in the themes of MkDocs.
    """
    option = "language" if "language" in config.theme else "locale"
    return option, str(config.theme.get(option) or "")
