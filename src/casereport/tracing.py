"""Tracing what is quoted to the sentences of the report that say it.

A quotation that no sentence has is a :class:`~casereport.model.Problem`: on a page about a patient
there is nothing that the report does not say.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from casereport.block_names import METADATA_BLOCK, REFERENCES_BLOCK
from casereport.comparisons import trace_comparison
from casereport.matching import counts_in, nearest_words, numbers_in, says
from casereport.model import Problem
from casereport.passages import CHART_BLOCK, COMPARISON_BLOCK, Graphic, Summary
from casereport.percentages import check_percentage, grouped
from casereport.quotations import Told, not_said

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from casereport.model import Article, Page
    from casereport.passages import Item, Passage


@dataclass
class Trace:
    """Where the report says what is quoted, and what it does not say."""

    told: dict[Passage, Told] = field(default_factory=dict)
    """The sentence of each passage that was found."""
    problems: list[Problem] = field(default_factory=list)


def report_pages(pages: Sequence[Page], landing: str) -> tuple[str, ...]:
    """Return the paths of the pages that carry the report itself.

    ``pages`` are those of the menu in its order, ``landing`` is the path of the first page of the
    site: it restates the report in other words, unless there is no other page of the report. Pages
    with the reference list or the table of metadata are about the report.
    """
    about = {REFERENCES_BLOCK, METADATA_BLOCK}
    own = [page.path for page in pages if not about & set(page.blocks)]
    return tuple(path for path in own if path != landing) or tuple(own)


@lru_cache(maxsize=2)  # Asked for every page; an article never changes.
def trace(article: Article) -> Trace:
    """Return where the report says what the blocks of all pages quote."""
    found = Trace()
    pages = {page.path: page for page in article.pages}
    report = tuple(
        Told(path, index, sentence)
        for path in article.report
        for index, sentence in enumerate(pages[path].passages.sentences)
    )
    for page in article.pages:
        for block in page.passages.blocks:
            if isinstance(block, Summary):
                # A page cannot be the source of its own summary, unless it is the whole report.
                others = tuple(told for told in report if told.page != page.path)
                _trace_summary(block, others or report, found)
            else:
                _trace_graphic(block, report, found)
    for passage, told in found.told.items():
        found.problems += _check_citations(passage, told)
    return found


def check_passages(article: Article) -> Iterator[Problem]:
    """Yield what blocks quote that the report does not say, and blocks that cannot be read."""
    for page in article.pages:
        yield from page.passages.problems
    yield from trace(article).problems


def _trace_summary(summary: Summary, report: Sequence[Told], found: Trace) -> None:
    for item in summary.items:
        if not item.told:
            found.problems.append(
                Problem(
                    item.term.where,
                    f"tells nothing under “{item.term.words}”.",
                    "Write below it “: ” and words of the report, or take it out.",
                )
            )
        for passage in item.told:
            sentences = [told for told in report if says(told.sentence.words, passage.words)]
            if not sentences:
                found.problems.append(not_said(passage, report))
            elif fitting := [told for told in sentences if _counts(item, told)]:
                found.told[passage] = fitting[0]
            else:
                found.problems.append(_miscounted(item, passage, sentences[0]))


def _counts(item: Item, told: Told) -> bool:
    return all(says(told.sentence.words, count) for count in counts_in(item.term.words))


def _miscounted(item: Item, passage: Passage, told: Told) -> Problem:
    missing = [c for c in counts_in(item.term.words) if not says(told.sentence.words, c)]
    near = nearest_words(missing[0], [told.sentence.words])
    return Problem(
        item.term.where,
        f"puts “{passage.words}” under “{item.term.words}”, but the sentence that says it does not"
        f" say “{missing[0]}”{f'; nearest: “{near}”' if near else ''}.",
        "Write the number as that sentence has it, with the word behind it, or no number.",
    )


def _trace_graphic(graphic: Graphic, report: Sequence[Told], found: Trace) -> None:
    _check_numbers((graphic.title, *graphic.head), report, found)
    if graphic.line is not None:
        _find_together((graphic.line,), report, found)
    if graphic.kind == CHART_BLOCK:
        for group, quoted in grouped(graphic.rows):
            if _find_together((group, quoted), report, found):
                found.problems += check_percentage(quoted)
    elif graphic.kind == COMPARISON_BLOCK:
        told, problems = trace_comparison(graphic, report)
        found.told |= told
        found.problems += problems


def _find_together(passages: Sequence[Passage], report: Sequence[Told], found: Trace) -> bool:
    """Trace passages that belong together to the one sentence that says them all."""
    sentences = [
        told for told in report if all(says(told.sentence.words, p.words) for p in passages)
    ]
    if sentences:
        found.told |= dict.fromkeys(passages, sentences[0])
        return True
    unsaid = [p for p in passages if not any(says(t.sentence.words, p.words) for t in report)]
    found.problems += [not_said(passage, report) for passage in unsaid]
    if not unsaid:
        quoted = " and ".join(f"“{passage.words}”" for passage in passages)
        found.problems.append(
            Problem(
                passages[-1].where,
                f"puts {quoted} in one row, but the report says them in different sentences.",
                "Put into one row only what one sentence says.",
            )
        )
    return False


def _check_numbers(passages: Sequence[Passage], report: Sequence[Told], found: Trace) -> None:
    """Report numbers in words of the author's own that no sentence has."""
    for passage in passages:
        for number in numbers_in(passage.words):
            if not any(number in numbers_in(told.sentence.words) for told in report):
                found.problems.append(
                    Problem(
                        passage.where,
                        f"says “{number}” in “{passage.words}”; no sentence of the report does.",
                        "Write a number as the report has it, or none.",
                    )
                )


def _check_citations(passage: Passage, told: Told) -> Iterator[Problem]:
    for citation in passage.citations:
        for key in citation.keys:
            if key not in told.sentence.keys:
                cited = ", ".join(told.sentence.keys)
                yield Problem(
                    citation.where,
                    f"cites {key} for “{passage.words}”; the sentence that says this cites"
                    f" {cited or 'nothing'}.",
                    "Cite what that sentence cites, or nothing.",
                )
