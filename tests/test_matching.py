"""What a sentence says, what a label counts, and what is told instead of what is not said.

The cases stand in ``tests/cases/passages/``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from casereport.matching import counts_in, nearest_words, numbers_in, says

CASES = Path(__file__).parent / "cases" / "passages"


def cases(table: str, name: str = "name") -> list[Any]:
    """Return every case of a table, called by its ``name``."""
    data = yaml.safe_load((CASES / table).read_text("utf-8"))
    return [pytest.param(case, id=case[name]) for case in data]


@pytest.mark.parametrize("case", cases("matching.yml"))
def test_a_sentence_says_whole_words_letter_for_letter(case: dict[str, Any]) -> None:
    assert says(case["sentence"], case["words"]) is case["says"]


@pytest.mark.parametrize("case", cases("counts.yml", "label"))
def test_a_label_counts_each_number_with_a_word_beside_it(case: dict[str, Any]) -> None:
    assert list(counts_in(case["label"])) == case["counts"]


def test_numbers_are_those_of_figures_and_of_words() -> None:
    text = "At the 4th day 0.5% to 1% of two, a 47-year-old, R0, one"
    assert numbers_in(text) == ("4th", "0.5", "1", "two", "47")


@pytest.mark.parametrize(
    ("words", "near"),
    [
        pytest.param("a higher risk of clots", "a lower risk of clots", id="another word"),
        pytest.param("complications", "no complications", id="with what denies them"),
        pytest.param("an entirely different matter", "", id="nothing alike"),
    ],
)
def test_the_nearest_words_are_a_stretch_of_a_sentence(words: str, near: str) -> None:
    sentences = ["She had a lower risk of clots.", "She did well, with no complications."]
    assert near in nearest_words(words, sentences)
    assert bool(nearest_words(words, sentences)) is bool(near)
