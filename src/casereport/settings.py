"""What an author can set in mkdocs.yml."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs.config import config_options
from mkdocs.config.base import Config

from casereport.forms.registry import form_names
from casereport.glossary import FILE
from casereport.model import Problem
from casereport.problems import nearest_hint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mkdocs.config.base import ConfigErrors, ConfigWarnings

    from casereport.model import Place


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

    def validate(self) -> tuple[ConfigErrors, ConfigWarnings]:
        """Return what is wrong, but for unknown options: the report names these, with a cure."""
        failed, warnings = super().validate()
        return failed, [warned for warned in warnings if warned[0] in self.options()]

    def options(self) -> list[str]:
        """Return the names of all options that there are."""
        return [name for name, _ in self._schema]


def check_options(config: CaseReportConfig, place: Callable[[str], Place]) -> Iterator[Problem]:
    """Yield options that are not known, which MkDocs would only warn of.

    ``place`` says where a text stands in the settings.
    """
    known = config.options()
    for name in config.keys() - set(known):
        yield Problem(
            place(f"{name}:"),
            f"gives the casereport plugin the option {name}, which is not known"
            f"{nearest_hint(name, known)}.",
            f"Its options are {', '.join(known)}.",
        )
