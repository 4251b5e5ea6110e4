"""What the generator adds to the author's theme: its templates, and the files every page loads."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

_FOLDER = "assets/casereport"
_STYLESHEETS = tuple(f"{_FOLDER}/{name}.css" for name in ("casereport", "offers"))
_SCRIPTS = tuple(f"{_FOLDER}/{name}.js" for name in ("cards", "figure-viewer", "cite"))


def add_theme(config: MkDocsConfig) -> None:
    """Add the theme to the settings: an author's own files may change what these say."""
    theme = Path(__file__).parent / "theme"
    config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(theme))
    config.extra_css[:0] = _STYLESHEETS
    config.extra_javascript += _SCRIPTS
