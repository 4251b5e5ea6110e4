"""One build of a case: what is gathered page by page, and checked once all of it is there.

This is the core's side of the shell: it knows files and pages, and no MkDocs.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from casereport import checks
from casereport.anchors import check_ids
from casereport.background import Background
from casereport.bibliography import Bibliography, read_bibliography
from casereport.block_names import CITATION_BLOCK
from casereport.case_files import (
    RECORDS,
    FigureFolder,
    check_published_images,
    read_figure_folder,
    read_text,
)
from casereport.case_forms import CaseForms
from casereport.cut_previews import update_previews
from casereport.formatting import check_formatted_entries, check_own_citation
from casereport.forms.bibtex_text import write_for_citeproc
from casereport.front_matter import (
    check_front_matter,
    check_language,
    front_matter_values,
    read_metadata,
)
from casereport.glossary import Glossary, check_glossary, read_glossary_file
from casereport.images import published_names
from casereport.links import check_links, check_nav
from casereport.made_ids import made_ids
from casereport.metadata import Metadata
from casereport.model import Article, Page, Place, Problem, RenderedImage
from casereport.numbering import number_references
from casereport.offers import Offers, footer_links
from casereport.problems import line_of
from casereport.raw_checks import check_raw_html
from casereport.references import CitationStyle, find_style, list_references
from casereport.site import Site
from casereport.tracing import check_passages, report_pages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from casereport.forms.form import MadeForm
    from casereport.manuscript import Manuscript
    from casereport.model import Reference


@dataclass
class Build:
    """What one build has gathered so far."""

    root: Path
    """The top of the case: the folder of mkdocs.yml."""
    config_file: str
    docs: str
    """The folder of the pages, from the top of the case."""
    figures_dir: str
    cache: Path
    theme_language: tuple[str, str] = ("", "")
    """The theme's option for the language of its pages, and its value."""
    address: str = ""
    """The address the site is published at, or empty while that is not known."""
    landing: str = ""
    """The path of its first page, from the top of the case."""
    problems: list[Problem] = field(default_factory=list)
    pages: dict[str, Page] = field(default_factory=dict)
    """Every page rendered so far, by its path from the top of the case."""
    files: tuple[str, ...] = ()
    """The other files among the pages, from the top of the case."""
    addresses: Mapping[str, str] = field(default_factory=dict)
    """What is published, by its path from the top of the case: its path in the site."""
    bibliography: Bibliography = field(default_factory=lambda: Bibliography({}, ""))
    bibliography_file: str = "references.bib"
    style: CitationStyle | None = None
    metadata: Metadata = field(default_factory=Metadata)
    figures: FigureFolder = field(default_factory=lambda: FigureFolder(Path(), frozenset(), {}, ()))
    glossary: Glossary = field(default_factory=Glossary)

    images: dict[str, RenderedImage] = field(default_factory=dict)
    """The images that can be published, by path; their files may still be being written."""
    forms: CaseForms = field(default_factory=CaseForms)
    _has_bibliography: bool = False

    def __post_init__(self) -> None:
        self.background = Background(self.cache)

    def path_of(self, src_uri: str) -> str:
        """Return a page's path from the top of the case, given its path within the pages."""
        return f"{self.docs}/{src_uri}"

    def config_place(self, text: str) -> Place:
        """Return where ``text`` stands in the settings."""
        source = (self.root / self.config_file).read_text("utf-8")
        return Place(self.config_file, line_of(source, text, masked=False))

    def read_style(self, name: str) -> None:
        """Find the citation style."""
        place = self.config_place("citation_style:")
        found = find_style(name, place if place.line else self.config_place("casereport"))
        if isinstance(found, Problem):
            self.problems.append(found)
        else:
            self.style = found

    def read_bibliography(self, name: str | None) -> Path:
        """Read the bibliography; return a BibTeX file without its mistakes, for mkdocs-bibtex.

        That is the author's own file where nothing is wrong with it.
        """
        path = self.root / (name or self.bibliography_file)
        if name is None or "://" in name or not path.is_file():
            what = "names no file of references" if name is None else f"names {name}"
            self.problems.append(
                Problem(
                    self.config_place("bib_file:" if name else "bibtex"),
                    f"{what} for the bibtex plugin, which is not a file of this case.",
                    "Put the file beside mkdocs.yml, and write its name as in bib_file:"
                    " references.bib.",
                )
            )
        else:
            self.bibliography_file = name
            self._has_bibliography = True
            text, undecoded = read_text(path, name)
            self.bibliography, found = read_bibliography(text, name)
            if not undecoded and not found:
                return path
            self.problems += [*undecoded, *found]
        readable = self.cache / "readable.bib"
        readable.parent.mkdir(parents=True, exist_ok=True)
        readable.write_text(self.bibliography.source, "utf-8")
        return readable

    def read_figures(self) -> None:
        """Read the folder of figures."""
        self.figures = read_figure_folder(self.root / self.figures_dir, self.figures_dir)
        self.problems += self.figures.problems

    def read_glossary(self, name: str) -> None:
        """Read what the abbreviations mean, where a file tells it."""
        self.glossary = read_glossary_file(self.root, name, self.config_place("glossary:"))
        self.problems += self.glossary.problems

    def start(self) -> None:
        """Begin the slow work, once the bibliography and the figures are read."""
        if self.style and self.bibliography.entries:
            works = write_for_citeproc(self.bibliography.entries.values())
            self.background.format_entries(works, self.style)
        self.background.render_images(self.figures, self.figures_dir)

    def read_media(self, media: Sequence[str]) -> None:
        """Take the files among the pages that are no pages, relative to them."""
        self.files = tuple(self.path_of(path) for path in media)
        self.problems += check_published_images(media, self.root, self.docs, self.figures_dir)

    def read_page(self, src_uri: str, path: Path) -> str:
        """Return the text of a page, which lies at ``path``."""
        name = self.path_of(src_uri)
        text, problems = read_text(path, name)
        self.problems += (*problems, *check_front_matter(text, name))
        return text

    def read_metadata(self, path: str, source: str) -> str:
        """Take the article's metadata from the front matter of the home page; return its title."""
        self.landing = path
        self.metadata, problems = read_metadata(front_matter_values(source), path, source)
        language, shown = self.metadata.language, self.theme_language
        spoken = check_language(language, shown, path, source, self.config_file)
        self.problems += (*problems, *spoken)
        return self.metadata.title

    def check_nav(self, missing: Sequence[str], pages: Sequence[str]) -> None:
        """Take what the menu lists but docs/ does not hold."""
        source = (self.root / self.config_file).read_text("utf-8")
        self.problems += check_nav(missing, pages, self.config_file, source)

    def article(self, order: Sequence[str]) -> Article:
        """Return the article, its pages in the order of these paths and then of the rest."""
        known = [path for path in order if path in self.pages]
        paths = dict.fromkeys([*known, *sorted(self.pages)])
        return Article(
            tuple(self.pages[path] for path in paths),
            self.bibliography.entries,
            self.figures.records,
            self.glossary.abbreviations,
            self.metadata,
            report_pages([self.pages[path] for path in known], self.landing),
        )

    def make_forms(self, manuscript: Manuscript) -> Iterator[MadeForm | Problem]:
        """Make the forms; yield each when it is there, or why it cannot be made."""
        self.background.finish_encoding()
        place = self.config_place("casereport")
        yield from self.forms.make(manuscript, self.cache / "forms", self._texts(), place)

    def _texts(self) -> dict[str, str]:
        """Return the texts that the case is written in, by their path from the top of the case."""
        records = f"{self.figures_dir}/{RECORDS}"
        names = [*self.pages, self.bibliography_file, records, self.config_file]
        paths = {name: self.root / name for name in names}
        return {name: read_text(path, name)[0] for name, path in paths.items() if path.is_file()}

    def write_images(self, images: Iterable[RenderedImage], site: Path) -> None:
        """Wait for the images' renditions and put them into the built site."""
        self.background.finish_encoding()
        folder = site / self.figures_dir
        for name, path in published_names(images).items():
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, folder / name)

    def write_previews(self) -> Iterator[str]:
        """Bring the previews of cuts up to date; yield the path of each one written.

        Raises OSError where the folder of figures cannot be written to.
        """
        yield from update_previews(self.root, self.images, self.figures.records)

    def check(self, article: Article) -> tuple[Problem, ...]:
        """Wait for the slow work, and return every problem of the case."""
        if self.style and any(CITATION_BLOCK in page.blocks for page in article.pages):
            self.background.format_own_citation(self.metadata, self.address, self.style)
        self.images, unreadable = self.background.rendered_images()
        available, made = self.figures.images, made_ids(article)
        site = Site(self.addresses, (*self.pages, *self.files), self.figures_dir, available)
        found = chain(
            unreadable,
            self._check_formatted(article),
            checks.check_pages(article, self.config_file),
            checks.check_title(article, self.landing),
            self._check_citations(article),
            checks.check_reference_list(article),
            checks.check_offers(article),
            check_passages(article),
            check_glossary(article, self.glossary),
            checks.check_figures(
                article,
                available,
                self.figures_dir,
                self.files,
                described=self.figures.described,
            ),
            check_ids(article, made),
            check_links(article, self.files, made),
            check_raw_html(article, site, made),
        )
        return (*self.problems, *found)

    def _check_formatted(self, article: Article) -> Iterator[Problem]:
        if self.style is not None:
            yield from check_formatted_entries(self.background, article, self.bibliography_file)
        yield from check_own_citation(self.background, self.landing)

    def _check_citations(self, article: Article) -> Iterator[Problem]:
        if self._has_bibliography:
            broken = self.bibliography.broken_keys
            yield from checks.check_citations(article, self.bibliography_file, broken)

    def offers(self, *, serving: bool) -> Offers:
        """Return what a checked case offers its readers besides its pages."""
        return Offers(self.forms.made, self.background.own_citation(), serving=serving)

    def footer_links(self) -> tuple[tuple[str, str], ...]:
        """Return what every page links to on the first one: (words, id)."""
        landing = self.pages.get(self.landing)
        return footer_links(landing.blocks) if landing else ()

    def references(self, article: Article) -> tuple[Reference, ...]:
        """Return the formatted references of a case that was checked and is without errors."""
        numbers = number_references(article.pages)
        return list_references(article.entries, self.background.formatted_entries(), numbers)

    def close(self) -> None:
        """Let go of what still runs."""
        self.background.close()
