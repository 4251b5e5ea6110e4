"""The seam with mkdocs-bibtex, which loads the bibliography and leaves the sentences to us."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs_bibtex.registry import ReferenceRegistry

from casereport.model import Place, Problem
from casereport.problems import line_of, mask_literals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mkdocs_bibtex.citation import Citation, CitationBlock, InlineReference
    from mkdocs_bibtex.config import BibTexConfig
    from mkdocs_bibtex.plugin import BibTexPlugin

# Both would change the Markdown of a page before it is parsed, in code and e-mail addresses too.
_MUST_BE_OFF = ("bib_by_default", "enable_inline_citations")
_COMMANDS = ("\\full_bibliography", "\\bibliography")
_NEVER_WRITTEN = "\ue0c7"


class UnchangedCitations(ReferenceRegistry):
    """A registry that leaves every citation in its sentence, for the Markdown extension to read."""

    def __init__(self, loaded: ReferenceRegistry) -> None:
        # The loaded registry has parsed the file already.
        self.bib_data = loaded.bib_data
        self.footnote_format = loaded.footnote_format

    def validate_citation_blocks(self, citation_blocks: list[CitationBlock]) -> None:
        """Do nothing: the whole case is checked at once, and not its code and e-mail addresses."""

    def validate_inline_references(
        self, inline_references: list[InlineReference]
    ) -> set[InlineReference]:
        """Return none: ``@key`` without brackets is no citation here."""
        del inline_references
        return set()

    def inline_text(self, citation_block: CitationBlock) -> str:
        """Return the citation as it was written."""
        return str(citation_block)

    def reference_text(self, citation: Citation | InlineReference) -> str:
        """Return nothing: the reference list is made from the whole case."""
        del citation
        return ""


def leave_citations(bibtex: BibTexPlugin) -> None:
    """Make the loaded plugin pass every page on unchanged."""
    bibtex.registry = UnchangedCitations(bibtex.registry)
    # It would replace these words in code as well; :func:`check_bibtex_commands` reports them.
    bibtex.config.bib_command = bibtex.config.full_bib_command = _NEVER_WRITTEN


def check_bibtex_settings(config: BibTexConfig, place: Callable[[str], Place]) -> Iterator[Problem]:
    """Yield settings of mkdocs-bibtex under which it would rewrite the pages itself.

    ``place`` says where a text stands in the settings.
    """
    for name in _MUST_BE_OFF:
        if config[name]:
            yield Problem(
                place("bibtex"),
                f"lets the bibtex plugin rewrite pages: {name} is on.",
                f"Write {name}: false below the bibtex plugin.",
            )
    for name in ("csl_file", "bib_dir"):
        if config[name]:
            yield Problem(
                place(f"{name}:"),
                f"gives the bibtex plugin a {name}, which is not used.",
                "Name one bib_file there, and the style below the casereport plugin:"
                " citation_style: vancouver-ama.",
            )


def check_bibtex_commands(markdown: str, path: str, source: str) -> Iterator[Problem]:
    r"""Yield ``\\bibliography`` and its like in the text of a page, outside its code."""
    for command in _COMMANDS:
        if command in mask_literals(markdown):
            yield Problem(
                Place(path, line_of(source, command)),
                f"asks for a list with {command}, which would number each page alone.",
                "Write the two lines “/// references” and “///” on one page instead.",
            )
