"""A marker holds the place of a number until the whole case is known."""

from __future__ import annotations

import pytest

from casereport.markers import left_over, marker, name_of, resolve


def test_a_marker_is_replaced_by_its_name() -> None:
    content = f"<p>As {marker('citation', 0)} and {marker('citation', 1)} say.</p>"
    numbers = {name_of("citation", 0): "[1]", name_of("citation", 1): "[2, 3]"}
    assert resolve(content, numbers) == "<p>As [1] and [2, 3] say.</p>"


def test_kinds_and_indexes_are_told_apart() -> None:
    kinds = [("citation", 1), ("citation", 11), ("picture", 1), ("page-notices", 0)]
    content = "|".join(marker(*kind) for kind in kinds)
    names = {name_of(*kind): "{}-{}".format(*kind) for kind in kinds}
    assert resolve(content, names) == "citation-1|citation-11|picture-1|page-notices-0"


def test_a_marker_may_stand_more_than_once() -> None:
    assert resolve(marker("label") * 2, {name_of("label"): "x"}) == "xx"


def test_what_replaces_a_marker_is_put_in_as_it_is() -> None:
    parts = {name_of("a"): rf"\1 & \g<0> {marker('b')}", name_of("b"): "never"}
    assert resolve(marker("a"), parts) == parts[name_of("a")]


@pytest.mark.parametrize(
    ("content", "is_left"),
    [
        ("", False),
        ("<p>citation:0 [1]</p>", False),
        (marker("citation"), True),
        (f"<p>{marker('citation', 3)}</p>", True),
        (marker("citation")[:-1], True),
        (marker("citation")[1:], True),
    ],
)
def test_any_part_of_a_marker_that_is_left_is_seen(content: str, *, is_left: bool) -> None:
    assert left_over(content) is is_left


def test_a_marker_without_a_replacement_stays_and_is_seen() -> None:
    content = marker("citation", 0) + marker("citation", 1)
    resolved = resolve(content, {name_of("citation", 0): "[1]"})
    assert resolved == "[1]" + marker("citation", 1)
    assert left_over(resolved)
    assert not left_over(resolve(resolved, {name_of("citation", 1): "[2]"}))
