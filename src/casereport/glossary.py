"""The glossary, ``glossary.yml``: what each abbreviation means, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import yaml

from casereport.abbreviations import find_terms
from casereport.block_names import ABBREVIATIONS_BLOCK
from casereport.case_files import read_text
from casereport.model import Abbreviation, Place, Problem
from casereport.passages import Graphic
from casereport.problems import warning
from casereport.yaml_nodes import compose_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from casereport.model import Article

FILE = "glossary.yml"
"""The file's name, where no other is set."""


@dataclass(frozen=True)
class Glossary:
    """What a case explains of its abbreviations."""

    abbreviations: Mapping[str, Abbreviation] = field(default_factory=dict, hash=False)
    """By their terms."""
    file: str = FILE
    """Where they are explained, from the top of the case."""
    problems: tuple[Problem, ...] = ()


def read_glossary_file(root: Path, name: str, setting: Place) -> Glossary:
    """Return the glossary at ``name`` below ``root``.

    A case may do without one; but a file that the settings name, at ``setting``, must be there.
    """
    if not (root / name).is_file():
        missing = Problem(
            setting,
            f"names {name} as the glossary, which is not a file of this case.",
            "Correct the name, or leave the line out where no abbreviation is to be explained.",
        )
        return Glossary(file=name, problems=() if name == FILE else (missing,))
    text, undecoded = read_text(root / name, name)
    abbreviations, found = read_glossary(text, name)
    return Glossary(abbreviations, name, (*undecoded, *found))


def read_glossary(text: str, file: str) -> tuple[dict[str, Abbreviation], tuple[Problem, ...]]:
    """Return what the glossary in the YAML ``text`` explains, by term, and every problem in it.

    ``file`` is its path from the top of the case, for the problems to name.
    """
    root = compose_yaml(text, file)
    if root is None:
        return {}, ()
    if isinstance(root, Problem):
        return {}, (root,)
    if not isinstance(root, yaml.MappingNode):
        return {}, (_unreadable(Place(file, root.start_mark.line + 1)),)
    glossary: dict[str, Abbreviation] = {}
    problems: list[Problem] = []
    for key, value in root.value:
        where = Place(file, key.start_mark.line + 1)
        term = " ".join(key.value.split()) if isinstance(key, yaml.ScalarNode) else ""
        if not term:
            problems.append(_unreadable(where))
        elif term in glossary:
            first = glossary[term].where.line
            what = f"explains {term} again; the first is on line {first}."
            problems.append(Problem(where, what, "Keep one of the two."))
        else:
            glossary[term] = Abbreviation(term, _meaning(value), where)
            if not glossary[term].meaning:
                problems.append(
                    Problem(
                        where,
                        f"does not say what {term} means.",
                        f"Write its meaning as one text, {term}: and then the words, or remove"
                        " the line.",
                    )
                )
    return glossary, tuple(problems)


def _meaning(node: yaml.Node) -> str:
    """Return a meaning on one line; nothing for what is no text."""
    if not isinstance(node, yaml.ScalarNode) or node.tag.endswith(":null"):
        return ""
    return " ".join(node.value.split())


def _unreadable(where: Place) -> Problem:
    return Problem(
        where,
        "is not a list of “abbreviation: meaning” lines.",
        "Write each abbreviation with a colon and its meaning, one a line.",
    )


def check_glossary(article: Article, glossary: Glossary) -> Iterator[Problem]:
    """Yield abbreviations that no page uses, and lists of them that are empty or one too many.

    While something is wrong with the glossary itself, nobody can tell whether a list is empty.
    """
    used = used_terms(article)
    for term, abbreviation in glossary.abbreviations.items():
        if term not in used:
            yield warning(
                abbreviation.where,
                f"explains {term}, which no page uses.",
                "Remove it, or write it as the pages do: capitals count.",
            )
    lists = [page.path for page in article.pages for name in page.blocks if name == _LIST]
    for path in lists[1:]:
        yield Problem(
            Place(path),
            f"holds a second list of abbreviations; the first is on {lists[0]}.",
            f"Keep “/// {_LIST}” on one page: every abbreviation links to one place.",
        )
    if lists and not glossary.abbreviations and not glossary.problems:
        yield Problem(
            Place(lists[0]),
            f"holds “/// {_LIST}”, but {glossary.file} explains none.",
            f"Write into {glossary.file} what each means, or take the block out.",
        )


_LIST = ABBREVIATIONS_BLOCK


def used_terms(article: Article) -> frozenset[str]:
    """Return the abbreviations that readers meet: on pages, in what images show, in notes on works.

    Those in what images show are explained only in the list.
    """
    blocks = (block for page in article.pages for block in page.passages.blocks)
    graphics = [block for block in blocks if isinstance(block, Graphic)]
    texts = [
        *(f"{each.alt}\n{each.description}\n{each.modality}" for each in article.images.values()),
        *(f"{each.fields.get('match-note', '')}" for each in article.entries.values()),
        *(text.words for graphic in graphics for text in (graphic.title, *graphic.head)),
    ]
    told = "\n".join(texts)
    found = {_as_term(told[start:end]) for start, end in find_terms(told, article.glossary)}
    return frozenset(found | page_terms(article))


def page_terms(article: Article) -> set[str]:
    """Return the abbreviations in the text of pages."""
    return {_as_term(words) for page in article.pages for words in page.abbreviations}


def _as_term(words: str) -> str:
    return " ".join(words.split())
