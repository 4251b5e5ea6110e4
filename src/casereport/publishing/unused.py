"""What the theme has put into a site that nothing in it refers to: it is not published."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from casereport.publishing.references import reachable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from casereport.publishing.site_files import SiteFiles

_MAP_COMMENT = re.compile(r"\n?(?://[#@] sourceMappingURL=\S+|/\*[#@] sourceMappingURL=\S+ \*/)\s*")
_LUNR = "assets/javascripts/lunr"


def drop_source_maps(site: SiteFiles) -> None:
    """Leave source maps out, and the comments that lead to them."""
    for path, text in site.texts.items():
        if path.endswith((".js", ".css")) and path not in site.theirs:
            site.texts[path] = _MAP_COMMENT.sub("\n", text)
    for path in site.paths - site.theirs:
        if path.endswith((".js.map", ".css.map")):
            site.remove(path)


def search_files(languages: Iterable[str]) -> set[str]:
    """Return the files by which Material's search reads these languages.

    Its worker puts their names together from the languages in the search index: English is built
    in, each other one has a file, Japanese, Hindi and Thai a second one, and several need a file
    that joins them.
    """
    given = [language for language in dict.fromkeys(languages) if language != "en"]
    names = {f"{_LUNR}/min/lunr.{language}.min.js" for language in given}
    if given:
        names.add(f"{_LUNR}/min/lunr.stemmer.support.min.js")
    if len(set(languages)) > 1:
        names |= {f"{_LUNR}/min/lunr.multi.min.js", f"{_LUNR}/min/lunr.stemmer.support.min.js"}
    if "ja" in given:
        names.add(f"{_LUNR}/tinyseg.js")
    if {"hi", "th"} & set(given):
        names.add(f"{_LUNR}/wordcut.js")
    return names


def drop_unused(site: SiteFiles, themes: Iterable[str], languages: Iterable[str]) -> set[str]:
    """Leave out the theme's files that no page leads to; return their paths.

    ``themes`` are the paths of the files that the theme brings; ``languages`` those of the search.
    """
    brought = set(themes)
    asked = search_files(languages)

    def more(path: str) -> set[str]:
        return asked if path.startswith("assets/javascripts/workers/search.") else set()

    kept = reachable(site, site.paths - brought, more)
    unused = (brought & site.paths) - kept - site.theirs
    for path in unused:
        site.remove(path)
    return unused
