"""What stands for a site outside its pages: its name, its icon and its colours.

The web app manifest follows the W3C's Web Application Manifest; a reader who keeps the report on a
home screen gets its name and icon, and the browser's own window around it, as it is a document.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MANIFEST = "manifest.webmanifest"
_FOLDER = "assets/casereport"
ICON = f"{_FOLDER}/icon.svg"
"""The mark of the generator: an open page, with words and the ring of a vessel cut across."""
TOUCH_ICON = f"{_FOLDER}/icon-180.png"
"""The same in the size that telephones of one maker ask for."""
_SHORT = 12
"""The characters of a name that a home screen shows, as Android's and Apple's guides say."""

# The file, its size, and for which use: "maskable" is cut to a circle by some systems.
_ICONS = (
    (ICON, "any", "image/svg+xml", "any"),
    (f"{_FOLDER}/icon-192.png", "192x192", "image/png", "any"),
    (f"{_FOLDER}/icon-512.png", "512x512", "image/png", "any"),
    (f"{_FOLDER}/icon-512.png", "512x512", "image/png", "maskable"),
)
SCHEME_COLOURS = {"default": "#fdfdfc", "slate": "#101619"}
"""The paper of each scheme, on which the header is printed, too, as the stylesheet has it."""


def theme_colours(palette: object) -> tuple[tuple[str, str], ...]:
    """Return the colour of each scheme that Material's ``palette`` setting offers: (media, …).

    The first is the one a page begins with; those of schemes that are not known are left out.
    """
    given = palette if isinstance(palette, list) else [palette]
    entries = [entry for entry in given if isinstance(entry, dict)]
    return tuple(
        (str(entry.get("media") or ""), SCHEME_COLOURS[name])
        for entry in entries
        if (name := str(entry.get("scheme") or "default")) in SCHEME_COLOURS
    )


def write_manifest(
    name: str, language: str, colours: Iterable[tuple[str, str]], icon: str = ""
) -> bytes:
    """Return the manifest of a site of this ``name``.

    ``icon`` is the author's own, where there is one, by its path in the site.
    """
    icons = [(icon, "", "", "any")] if icon else _ICONS
    first = next((each for _, each in colours), None)
    values = {
        "name": name,
        "short_name": short_name(name),
        "lang": language,
        "start_url": ".",
        "scope": ".",
        "display": "browser",
        "theme_color": first,
        "background_color": first,
        "icons": [
            _known({"src": source, "sizes": sizes, "type": kind, "purpose": purpose})
            for source, sizes, kind, purpose in icons
        ],
    }
    return (json.dumps(_known(values), ensure_ascii=False, indent=2) + "\n").encode()


def short_name(name: str) -> str:
    """Return the beginning of a name, in whole words, that fits below an icon."""
    words = name.replace(":", " ").split()
    short = words[0] if words else ""
    for word in words[1:]:
        if len(short) + 1 + len(word) > _SHORT:
            break
        short += f" {word}"
    return short


def _known(values: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in values.items() if value}
