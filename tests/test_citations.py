"""A citation is read as pandoc reads it, and shows the numbers of the whole case.

The cases stand in ``tests/cases/citations/``.
"""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from string import ascii_lowercase
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from casereport.citations import citation_parts, citation_text, parse_citation
from casereport.model import Citation, CitationItem, Place

if TYPE_CHECKING:
    from collections.abc import Sequence

CASES = Path(__file__).parent / "cases" / "citations"
NUMBERS = {key: number for number, key in enumerate(ascii_lowercase, start=1)}
"""The work a has the number 1, b has 2, and so on."""


def cases(table: str, *names: str) -> list[Any]:
    """Return the values of each case in a table, in the order of ``names``."""
    data = yaml.safe_load((CASES / table).read_text("utf-8"))
    return [
        pytest.param(*(case[name] for name in names), id=case["text"] or "nothing")
        for case in data
        if all(name in case for name in names)
    ]


def citation(text: str) -> Citation:
    """Return the citation in these brackets' words."""
    items = parse_citation(text)
    assert items is not None
    return Citation(items, Place("docs/page.md", 1))


def expand(shown: str) -> list[int]:
    """Return the numbers that ``[1–3, 5]`` stands for, as its reader understands them."""
    numbers: list[int] = []
    for part in shown.strip("[]").split(", "):
        first, _, last = part.partition("–")
        numbers += range(int(first), int(last or first) + 1)
    return numbers


@pytest.mark.parametrize(("text", "items"), cases("reading.yml", "text", "items"))
def test_the_words_in_brackets_cite(text: str, items: list[dict[str, str]] | None) -> None:
    expected = None if items is None else tuple(CitationItem(**item) for item in items)
    assert parse_citation(text) == expected


@pytest.mark.parametrize(("text", "shows"), cases("showing.yml", "text", "shows"))
def test_brackets_show_numbers(text: str, shows: str) -> None:
    assert citation_text(citation(text), NUMBERS) == shows


@pytest.mark.parametrize(("text", "links"), cases("showing.yml", "text", "links"))
def test_each_number_links_to_its_work(text: str, links: list[list[Any]]) -> None:
    parts = citation_parts(citation(text), NUMBERS)
    assert [[part.text, part.key, list(part.covers)] for part in parts if part.key] == links


@pytest.mark.parametrize("size", range(1, 7))
def test_any_group_names_just_its_works(size: int) -> None:
    for keys in combinations("abcdef", size):
        group = citation("; ".join(f"@{key}" for key in reversed(keys)))
        assert expand(citation_text(group, NUMBERS)) == [NUMBERS[key] for key in keys]
        assert covered(group) == set(keys)


def covered(group: Citation) -> set[str]:
    """Return every work that some number of the citation speaks for."""
    return {key for part in citation_parts(group, NUMBERS) for key in part.covers}


@pytest.mark.parametrize("text", ["@unknown", "see @unknown, p. 5", "@a; @unknown"])
def test_a_work_without_a_number_cannot_be_shown(text: str) -> None:
    with pytest.raises(KeyError, match="unknown"):
        citation_text(citation(text), NUMBERS)


@pytest.mark.parametrize(
    ("text", "keys"), [("@b", ("b",)), ("@b; @a", ("b", "a")), ("@a; @b; @a", ("a", "b", "a"))]
)
def test_the_keys_of_a_citation_stand_as_written(text: str, keys: Sequence[str]) -> None:
    assert citation(text).keys == keys
