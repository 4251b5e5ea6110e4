"""The steps from a built site to the one that is published, in their order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casereport.publishing.fingerprints import add_fingerprints
from casereport.publishing.first_sight import delay_scripts, hold_icons, hurry_first_images
from casereport.publishing.kept import Prepared
from casereport.publishing.page_markup import hindered, mend_boxes, move_styles, shield_links
from casereport.publishing.policy import set_policy
from casereport.publishing.stylesheets import join_stylesheets
from casereport.publishing.unused import drop_source_maps, drop_unused

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from casereport.publishing.prepare import Origins
    from casereport.publishing.site_files import SiteFiles


def made_ready(  # noqa: PLR0913, PLR0917 - all that the steps work on
    site: SiteFiles,
    folder: Path,
    origins: Origins,
    cache: Path,
    policy: Sequence[str],
    languages: Sequence[str],
) -> Prepared:
    """Return what the steps make of a site in ``folder``, whose search reads these languages.

    Raises OSError where a file cannot be read or written.
    """
    drop_source_maps(site)
    drop_unused(site, origins.theme, languages)
    sentences = list(dict.fromkeys(hindered(site, origins.named)))
    move_styles(site)
    join_stylesheets(site, cache / "stylesheets")
    shield_links(site)
    mend_boxes(site)
    hurry_first_images(site)
    hold_icons(site)
    delay_scripts(site, origins.theme)
    names = add_fingerprints(site, origins.stable, lambda path: (folder / path).read_bytes())
    set_policy(site, policy)
    return Prepared(site.texts, sorted(site.others), names, sentences)
