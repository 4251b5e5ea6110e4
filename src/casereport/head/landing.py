"""The head of the landing page, and the files that it leads to."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from casereport.forms.social import NAME
from casereport.head.dublin_core import SCHEMAS, dublin_core_tags
from casereport.head.highwire import highwire_tags
from casereport.head.json_ld import article_json_ld
from casereport.head.open_graph import open_graph_tags
from casereport.head.signposting import JSON_LD, LINKSET, linkset, signposting_links
from casereport.templating import render

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from casereport.forms.form import MadeForm
    from casereport.manuscript import Manuscript


@dataclass(frozen=True)
class LandingHead:
    """What the landing page's head adds to every page's, and what belongs to it."""

    html: str
    files: Mapping[str, bytes]
    """Every file by its path from the landing page."""


def landing_head(manuscript: Manuscript, made: Sequence[MadeForm], site_name: str) -> LandingHead:
    """Return the head of an article whose forms ``made`` lie beside the landing page."""
    offers = [offer for each in made for offer in each.offers]
    json_ld = article_json_ld(manuscript, offers)
    html = render(
        "site/head",
        metas=[
            *highwire_tags(manuscript, offers),
            *dublin_core_tags(manuscript),
            *open_graph_tags(
                manuscript, site_name, has_image=any(each.form.name == NAME for each in made)
            ),
        ],
        links=[*SCHEMAS, *signposting_links(manuscript, offers)],
        json_ld=_in_script(json_ld),
    )
    links = linkset(manuscript, offers)
    return LandingHead(
        html,
        {JSON_LD: json.dumps(json_ld, ensure_ascii=False, indent=1).encode()}
        | ({LINKSET: links} if links else {}),
    )


def _in_script(data: object) -> Markup:
    """Return JSON that no word within can end the script of (HTML, 4.12.1.3)."""
    text = json.dumps(data, ensure_ascii=False).replace("<", r"\u003c")
    return Markup(text)  # noqa: S704 - a script's content is not escaped as HTML
