"""Percentages are read from words and drawn where they belong; directions are read likewise."""

from __future__ import annotations

from typing import Any

import pytest

from casereport.comparisons import direction_of
from casereport.model import Place
from casereport.passages import Passage
from casereport.percentages import check_percentage, draw, grouped, read_percentages
from test_matching import cases


@pytest.mark.parametrize("case", cases("percentages.yml", "words"))
def test_percentages_and_ranges_are_read_from_words(case: dict[str, Any]) -> None:
    told = [[each.low, each.high] for each in read_percentages(case["words"])]
    assert told == case["told"]


@pytest.mark.parametrize("case", cases("directions.yml", "words"))
def test_a_direction_is_read_from_words_that_tell_one(case: dict[str, Any]) -> None:
    direction = direction_of(case["words"])
    assert (direction.value if direction else None) == case["direction"]


@pytest.mark.parametrize("words", ["56%", "53% to 30%", "130%", "5 years", "1% and 2%"])
def test_what_is_not_one_part_of_a_whole_cannot_be_drawn(words: str) -> None:
    problems = list(check_percentage(Passage(words, Place("docs/index.md", 3))))
    assert bool(problems) is (words != "56%")
    assert all(str(problem.where) == "docs/index.md:3" for problem in problems)


def test_a_value_is_drawn_from_0_and_a_range_from_its_low_end() -> None:
    value, reach = draw("56% at 5 years"), draw("30% to 53%")
    assert (value.start, value.end, value.is_range) == (0, 56, False)
    assert (reach.start, reach.end, reach.is_range) == (30, 53, True)


def test_the_words_above_a_bar_stay_the_same_and_their_number_is_known() -> None:
    words = "a survival that is observed in about 30% to 53%"
    parts = draw(words).parts
    assert "".join(part for part, _ in parts) == words
    assert [part for part, is_number in parts if is_number] == ["30% to 53%"]


def test_a_row_without_a_first_cell_goes_on_with_the_last() -> None:
    rows = [[Passage(words, Place("")) for words in row] for row in ("ab", ("", "c"), "de")]
    told = [(whom.words, what.words) for whom, what in grouped(rows)]
    assert told == [("a", "b"), ("a", "c"), ("d", "e")]
