"""The beginning of a build: everything that is read before MkDocs reads a page."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.exceptions import PluginError

from casereport.bibtex import check_bibtex_settings
from casereport.build import Build
from casereport.manuscript import known_address
from casereport.settings import check_options
from casereport.theme_files import theme_language

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from casereport.settings import CaseReportConfig


def start_build(
    config: MkDocsConfig, options: CaseReportConfig, *, with_forms: bool, only_form: str
) -> Build:
    """Return a build that has read the settings, the bibliography and the figures.

    It hands mkdocs-bibtex a bibliography without mistakes: any ends it in a traceback.

    Raises PluginError where that plugin is missing.
    """
    settings = Path(config.config_file_path)
    root = settings.parent
    docs = Path(os.path.relpath(config.docs_dir, root)).as_posix()
    build = Build(root, settings.name, docs, options.figures_dir, root / options.cache_dir)
    build.address = known_address(config.site_url)
    build.theme_language = theme_language(config)
    build.read_style(options.citation_style)
    if with_forms:
        build.problems += build.forms.read(options.forms, build.config_place("forms:"))
        build.forms.only = only_form
    bibtex = config.plugins.get("bibtex")
    if bibtex is None:
        raise PluginError("mkdocs.yml: the casereport plugin needs the bibtex plugin.")
    build.problems += check_options(options, build.config_place)
    build.problems += check_bibtex_settings(bibtex.config, build.config_place)
    bibtex.config.csl_file = None
    bibtex.config.bib_file = str(build.read_bibliography(bibtex.config.bib_file))
    build.read_figures()
    build.read_glossary(options.glossary)
    build.start()
    return build
