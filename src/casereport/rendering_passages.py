"""From blocks of quoted words to the HTML that takes the place of each."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING
from urllib.parse import quote

from markupsafe import Markup

from casereport.comparisons import direction_of
from casereport.markers import name_of
from casereport.passages import (
    CHART_BLOCK,
    Graphic,
    Summary,
    block_id,
    sentence_id,
)
from casereport.percentages import draw, grouped
from casereport.tracing import trace

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from casereport.explaining import Explaining
    from casereport.model import Article, Citation, Page, Picture
    from casereport.panels import Panel
    from casereport.passages import Passage
    from casereport.quotations import Told


@dataclass(frozen=True)
class PassageRendering:
    """What the blocks of quoted words of one page become; the page was checked."""

    article: Article
    page: Page
    address: Callable[[str, Page], str]
    """The relative address of a page from another."""
    render: Callable[..., str]
    """Renders a template by its name."""
    cite: Callable[[Page, Citation], str]
    """The HTML of a citation that is none of the report's own."""
    panel: Callable[[Page, Picture, str], Panel]
    """A picture as templates print it, with an id for it."""
    explain: Explaining
    """How the abbreviations of the page are explained."""

    def replacements(self) -> dict[str, str]:
        """Return the HTML for the markers around sentences, and for every block."""
        parts: dict[str, str] = {}
        told = trace(self.article).told
        pointed_at = {(each.page, each.index) for each in told.values()}
        for index, _ in enumerate(self.page.passages.sentences):
            opening = closing = ""
            if (self.page.path, index) in pointed_at:
                identifier = sentence_id(self.page.path, index)
                opening = self.render("sentence-begins", id=identifier)
                closing = self.render("sentence-ends")
            parts[name_of("sentence", index)] = opening
            parts[name_of("sentence-end", index)] = closing
        for index, block in enumerate(self.page.passages.blocks):
            identifier = block_id(self.page.path, index)
            made = (
                self._summary(block, told)
                if isinstance(block, Summary)
                else self._graphic(block, identifier, told)
            )
            parts[name_of("passage-block", index)] = made
        return parts

    def _summary(self, summary: Summary, told: Mapping[Passage, Told]) -> str:
        items = [
            {
                "term": item.term.words,
                "told": [self._shown(passage, told) for passage in item.told],
            }
            for item in summary.items
        ]
        return self.render(summary.kind, items=items)

    def _graphic(self, graphic: Graphic, identifier: str, told: Mapping[Passage, Told]) -> str:
        marked = dict(self.explain.marked_in(graphic))
        values: dict[str, object] = {"id": identifier, "title": marked[graphic.title]}
        values["head"] = [marked.get(cell, cell.words) for cell in graphic.head]
        values["meanings"] = self.explain.meanings_in(graphic)
        values["rows"] = [[self._shown(cell, told) for cell in row] for row in graphic.rows]
        if graphic.kind == CHART_BLOCK:
            values["groups"] = [
                self._group(whom, [quoted.words for _, quoted in rows], told)
                for whom, rows in groupby(grouped(graphic.rows), itemgetter(0))
            ]
        values["line"] = self._shown(graphic.line, told) if graphic.line else None
        values["unconfirmed"] = any(
            self.article.entries[key].match
            for passage in graphic.quoted
            for citation in passage.citations
            for key in citation.keys
        )
        if graphic.picture is not None:
            values["panel"] = self.panel(self.page, graphic.picture, identifier)
        return self.render(graphic.kind, **values)

    def _group(
        self, whom: Passage, quoted: Sequence[str], told: Mapping[Passage, Told]
    ) -> dict[str, object]:
        bars = [draw(words) for words in quoted]
        return {"whom": self._shown(whom, told), "quoted": quoted, "bars": bars}

    def _shown(self, passage: Passage, told: Mapping[Passage, Told]) -> dict[str, object]:
        """Return words as templates print them: with the way to their sentence, and citations."""
        address = ""
        if found := told.get(passage):
            base = "" if found.page == self.page.path else self.address(found.page, self.page)
            address = f"{base}#{quote(sentence_id(found.page, found.index))}"
        cited = [self.cite(self.page, citation) for citation in passage.citations]
        return {
            "words": passage.words,
            "address": address,
            "citations": [Markup(html) for html in cited],  # noqa: S704 - from our template
            "direction": direction_of(passage.words),
        }
