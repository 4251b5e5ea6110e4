"""The MkDocs shell: gathers a case, calls the core, writes back."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.exceptions import ConfigurationError, PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.utils import get_relative_url

from casereport import serving
from casereport.bibtex import check_bibtex_commands, leave_citations
from casereport.explaining import mark_first_uses
from casereport.extension import CaseReportExtension
from casereport.finishing import Shown, SiteIdentity, identify, prepare_site, write_beside_pages
from casereport.head.landing import landing_head
from casereport.html_text import heading
from casereport.markers import resolve
from casereport.model import Problem, Severity
from casereport.navigation import missing_pages
from casereport.page_heads import (
    escape_title,
    given_description,
    hide_placeholder,
    page_heads,
)
from casereport.problems import count_of, report
from casereport.publication import RenderedPage, make_manuscript
from casereport.rendering import Case
from casereport.search_entries import search_entries
from casereport.settings import CaseReportConfig
from casereport.staging import discard, publish, staging_dir
from casereport.starting import start_build
from casereport.strictness import count_quiet_warnings, counted_warnings, silence_link_checks
from casereport.templating import compiled_in, render
from casereport.theme_files import add_theme

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Literal

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page as MkDocsPage
    from mkdocs.utils.templates import TemplateContext

    from casereport.build import Build
    from casereport.manuscript import Manuscript
    from casereport.model import Article, Page

log = get_plugin_logger("casereport")

_FIRST, _LAST = 100, -100


class CaseReportPlugin(BasePlugin[CaseReportConfig]):
    """Numbers, checks and renders one case over all its pages."""

    only_form = ""
    """The name of the one form to make, for ``casereport export``."""
    offline = False
    """Whether the site is to be read from a disk, for ``casereport offline``."""

    # What is kept between the builds of `mkdocs serve`.
    serving = False
    published = False

    # What belongs to one build.
    build: Build
    extension: CaseReportExtension
    published_dir: str
    stopped: bool
    shown: Shown
    order: Sequence[str]
    identity: SiteIdentity
    files: Files

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Note how MkDocs was called; that this exists keeps the plugin object between builds."""
        self.serving = command == "serve"
        if dirty:
            raise ConfigurationError(
                "A dirty build renders only the pages that changed, and so cannot number the"
                " whole case: leave out --dirty."
            )

    def _before_bibtex(self, config: MkDocsConfig) -> None:
        """Read the bibliography first: mkdocs-bibtex ends in a traceback at any mistake."""
        count_quiet_warnings(config)
        self.stopped = False
        self.shown = Shown()
        if not self.serving:
            hide_placeholder(config)
        self.published_dir = config.site_dir
        config.site_dir = staging_dir(config.site_dir)
        with_forms = not self.serving or self.config.forms_while_serving
        self.build = start_build(
            config, self.config, with_forms=with_forms, only_form=self.only_form
        )

    def _after_bibtex(self, config: MkDocsConfig) -> None:
        """Take over the citations, the links and the look of the case."""
        leave_citations(config.plugins["bibtex"])
        silence_link_checks(config)
        self.extension = CaseReportExtension(
            self.config.figures_dir, self.build.glossary.abbreviations
        )
        config.markdown_extensions.append(self.extension)  # type: ignore[arg-type]
        add_theme(config)
        self.identity = identify(config, offline=self.offline)

    on_config = CombinedEvent(
        event_priority(_FIRST)(_before_bibtex), event_priority(_LAST)(_after_bibtex)
    )

    def on_files(self, files: Files, *, config: MkDocsConfig) -> None:
        """Take the files among the pages that are no pages."""
        docs = [file for file in files if file.src_dir == config.docs_dir]
        self.build.read_media([f.src_uri for f in docs if not f.is_documentation_page()])

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> None:
        """Note the order of the pages, and what the menu lists in vain."""
        del config
        self.order = [self.build.path_of(page.file.src_uri) for page in nav.pages]
        missing = list(missing_pages(nav.items))
        self.build.check_nav(missing, [file.src_uri for file in files.documentation_pages()])

    def on_page_read_source(self, *, page: MkDocsPage, config: MkDocsConfig) -> str | None:
        """Read a page, so that a wrong character is reported with all else."""
        del config
        path = page.file.abs_src_path
        return None if path is None else self.build.read_page(page.file.src_uri, Path(path))

    def on_page_markdown(
        self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> str:
        """Tell the Markdown extension which page comes."""
        del config, files
        path, source = self.build.path_of(page.file.src_uri), _source(page)
        escape_title(page)
        title = self.build.read_metadata(path, source) if page.is_homepage else ""
        self.extension.read(path, source, title)
        self.build.problems += check_bibtex_commands(markdown, path, source)
        # Python-Markdown passes over an empty page, and its title with it.
        return markdown if markdown.strip() or not title else "<!-- -->"

    def on_page_content(
        self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> None:
        """Keep what the Markdown extension collected."""
        del config, files
        collected = self.extension.page
        in_nav = collected.path in self.order or not page.file.inclusion.is_in_nav()
        self.build.pages[collected.path] = replace(
            collected,
            title=str(page.title),
            heading=heading(html),
            in_nav=in_nav,
        )

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> None:
        """Check the whole case; then put its numbers into every page, or stop."""
        env.bytecode_cache = compiled_in(self.build.cache / "templates")
        env.globals["casereport_footer"] = self.build.footer_links()
        env.globals["casereport_identity"] = self.identity
        self.files = files
        pages = [file.page for file in files.documentation_pages() if file.page]
        self.build.addresses = {
            self.build.path_of(file.src_uri): file.dest_uri
            for file in files
            if not file.inclusion.is_excluded()
        }
        article = self.build.article(self.order)
        problems = self.build.check(article)
        if count_of(problems, Severity.ERROR) or (problems and config.strict):
            self._stop(report(problems), pages)
            return
        if problems:
            log.warning(report(problems))
        if new := self.build.background.count_encodings():
            log.info("Encoding %d new image%s", new, "" if new == 1 else "s")
        self._show(article, pages, config)

    def _show(self, article: Article, pages: Sequence[MkDocsPage], config: MkDocsConfig) -> None:
        """Make the forms, then replace the markers in every page."""
        by_path = {self.build.path_of(page.file.src_uri): page for page in pages}

        def address(path: str, page: Page) -> str:
            target = by_path[path].url if path in by_path else path
            return get_relative_url(target, by_path[page.path].url)

        case = Case(article, self.build.references(article), self.build.images, address)
        rendered = [
            RenderedPage(
                page, shown.url, shown.content or "", shown.is_homepage, given_description(shown)
            )
            for page in article.pages
            for shown in [by_path[page.path]]
        ]
        # A page left out of the menu on purpose is no part of the article.
        listed = [each for each in rendered if each.page.path in self.order]
        manuscript = make_manuscript(case, listed, config.site_url)
        if problems := self._make_forms(manuscript):
            self._stop(report(problems), pages)
            return
        offers = self.build.offers(serving=self.serving)
        for each in rendered:
            parts = offers.add_to(case.replacements(each.page), address("", each.page))
            by_path[each.page.path].content = mark_first_uses(resolve(each.content, parts))
        landing = landing_head(manuscript, self.build.forms.made, config.site_name)
        heads = page_heads(pages, manuscript, landing, config)
        self.shown = Shown(case.shown_images(), heads, landing.files, search_entries(manuscript))

    def on_page_context(
        self, context: TemplateContext, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
    ) -> None:
        """Hand the theme what it prints in a page's head."""
        del config, nav
        context["casereport_head"] = self.shown.heads.get(page.url)  # type: ignore[typeddict-unknown-key]

    def _make_forms(self, manuscript: Manuscript) -> list[Problem]:
        """Make the forms and say so; return why some could not be made."""
        problems = []
        for made in self.build.make_forms(manuscript):
            if isinstance(made, Problem):
                problems.append(made)
            elif made.seconds:
                log.info("Made the form %s in %.1f s", made.form.name, made.seconds)
        return problems

    @event_priority(_LAST)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Publish what was built, unless a strict build has seen a warning since."""
        write_beside_pages(self.build, self.shown, self.identity, config)
        if not self.serving:
            prepared = (config, self.files, self.build, self.shown.images)
            for sentence in prepare_site(*prepared, offline=self.offline):
                log.warning(sentence)
        if config.strict and counted_warnings():
            raise PluginError("A strict build stops at any warning: nothing was published.")
        self.build.close()
        publish(config.site_dir, self.published_dir)
        config.site_dir = self.published_dir
        self.published = self.published or not self.stopped
        if not self.serving:
            log.info("Published to %s", os.path.relpath(self.published_dir))

    def on_build_error(self, *, error: Exception) -> None:
        """Leave the site published before as it was."""
        del error
        if hasattr(self, "build"):
            self.build.close()
            discard(staging_dir(self.published_dir))

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[[], None]
    ) -> None:
        """Watch the whole case, look for edits more often, and survive a build that fails."""
        serving.watch_more_often(server, (config.docs_dir, config.config_file_path))
        # The folder, not the file: many editors save by putting a new file in its place.
        server.watch(str(self.build.root), recursive=False)
        figures = self.build.root / self.build.figures_dir
        server.builder = serving.keep_last_good_site(server, builder, figures)

    def on_shutdown(self) -> None:
        """Bring the previews of cuts up to date; not sooner, or serve would see an edit."""
        if hasattr(self, "build"):
            try:
                for name in self.build.write_previews():
                    log.info("Wrote %s, for previews in editors; commit it with the case", name)
            except OSError as error:
                log.info("The previews of cuts could not be written: %s", error)

    def _stop(self, text: str, pages: Sequence[MkDocsPage]) -> None:
        """Stop the build with its report; while nothing can be shown yet, show the report."""
        # Not as the error itself: MkDocs says the same error of two builds only once.
        log.error(text)
        if not self.serving or self.published:
            raise PluginError("Nothing was published.")
        self.stopped = True
        for page in pages:
            page.content = render("problems", report=text)


def _source(page: MkDocsPage) -> str:
    """Return the whole text of a page's file, front matter included."""
    return page.file.content_bytes.decode("utf-8-sig", "replace")
