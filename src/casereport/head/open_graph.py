"""Open Graph (ogp.me) and Twitter's card: what is shown where somebody shares the address."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from casereport.forms.social import FILE, HEIGHT, WIDTH, social_figure
from casereport.head.tags import Meta

if TYPE_CHECKING:
    from collections.abc import Iterator

    from casereport.manuscript import Manuscript, ManuscriptFigure

_LANGUAGE_AND_REGION = re.compile(r"([A-Za-z]{2,3})(?:-[A-Za-z]{4})?-([A-Za-z]{2})")


def open_graph_tags(manuscript: Manuscript, site_name: str, *, has_image: bool) -> tuple[Meta, ...]:
    """Return the tags; ``has_image`` says whether the social image is published.

    Its address, and the page's own, must be absolute: without a known address both are absent.
    """
    return tuple(_tags(manuscript, site_name, has_image=has_image))


def _tags(manuscript: Manuscript, site_name: str, *, has_image: bool) -> Iterator[Meta]:
    title = manuscript.metadata.title or site_name
    description = manuscript.landing.description if manuscript.landing else ""
    figure = social_figure(manuscript) if has_image and manuscript.address else None
    pairs = {
        "og:type": "article",
        "og:title": title,
        "og:site_name": site_name if site_name != title else "",
        "og:description": description,
        "og:locale": _locale(manuscript.metadata.language),
        "og:url": manuscript.address,
    }
    if figure:
        pairs |= {
            "og:image": f"{manuscript.address}{FILE}",
            "og:image:type": "image/png",
            "og:image:width": str(WIDTH),
            "og:image:height": str(HEIGHT),
            "og:image:alt": _alt(figure),
        }
    for name, value in pairs.items():
        if value:
            yield Meta(name, value, "property")
    yield Meta("twitter:card", "summary_large_image" if figure else "summary")


def _locale(language: str) -> str:
    """Return language and territory, ``pt_BR``; nothing where no territory is known."""
    found = _LANGUAGE_AND_REGION.fullmatch(language)
    return f"{found[1].lower()}_{found[2].upper()}" if found else ""


def _alt(figure: ManuscriptFigure) -> str:
    """Return what the social image shows, in words, and whether it is a stand-in."""
    parts = []
    for panel in figure.panels:
        mark = " (stand-in)" if panel.record.stand_in else ""
        parts.append(f"{panel.label or figure.label}{mark}: {panel.alt}")
    return " ".join(parts)
