"""The files of the theme that every page loads."""

from __future__ import annotations

_FOLDER = "assets/casereport"

STYLESHEETS = tuple(f"{_FOLDER}/{name}.css" for name in ("casereport", "offers"))
"""Before an author's own, which may change what these say."""
SCRIPTS = tuple(f"{_FOLDER}/{name}.js" for name in ("cards", "figure-viewer", "cite", "scheme"))
