"""What an author can set in mkdocs.yml."""

from __future__ import annotations

from mkdocs.config import config_options
from mkdocs.config.base import Config

from casereport.forms.registry import form_names
from casereport.glossary import FILE


class CaseReportConfig(Config):
    """The options of the plugin in mkdocs.yml."""

    citation_style = config_options.Type(str, default="nlm-citation-sequence")
    """The name of a numeric CSL style."""
    figures_dir = config_options.Type(str, default="figures")
    """The folder of figures, beside mkdocs.yml."""
    cache_dir = config_options.Type(str, default=".cache/casereport")
    """Where renditions, formatted references and forms are kept between builds."""
    glossary = config_options.Type(str, default=FILE)
    """What the abbreviations mean: a file beside mkdocs.yml, which a case may go without."""
    forms = config_options.Type(list, default=list(form_names()))
    """Which other forms of the article are made."""
    forms_while_serving = config_options.Type(bool, default=False)
    """Whether ``mkdocs serve`` makes them too, at every edit."""
