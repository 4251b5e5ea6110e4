"""Every problem names its line, and one report says them all."""

from __future__ import annotations

import pytest

from casereport.model import Place, Problem, Severity
from casereport.problems import (
    count_of,
    line_of,
    mask_literals,
    nearest,
    nearest_hint,
    report,
    warning,
)

CITED = "[@key]"

LITERALS = {
    "front matter": "---\nnote: '[@key]'\n---\n",
    "front matter that ends with dots": "---\nnote: '[@key]'\n...\n",
    "fenced code": "```\n[@key]\n```\n",
    "fenced code with a language": "```js\n[@key]\n```\n",
    "two blocks of fenced code": "```\n[@key]\n```\n\n```\n[@key]\n```\n",
    "a fence of tildes around one of backticks": "~~~\n```\n[@key]\n~~~\n",
    "a longer fence around a shorter one": "````\n```\n[@key]\n```\n````\n",
    "fenced code in a list": "- item\n\n    ```\n    [@key]\n    ```\n",
    "a comment": "<!--\n[@key]\n-->\n",
    "a code span": "Written `[@key]`.\n",
    "a code span of two backticks": "Written `` ` [@key] ``.\n",
    "a code span over two lines": "Written `[@key]\nand more`.\n",
}


@pytest.mark.parametrize("literal", LITERALS.values(), ids=LITERALS)
def test_what_stands_in_code_or_comments_is_passed_over(literal: str) -> None:
    source = f"{literal}\nText {CITED}.\n"
    assert line_of(source, CITED) == source.count("\n")
    assert line_of(source, CITED, masked=False) == 1 + source[: source.index(CITED)].count("\n")


@pytest.mark.parametrize("literal", LITERALS.values(), ids=LITERALS)
def test_masking_keeps_every_character_in_its_place(literal: str) -> None:
    source = f"Before.\n\n{literal}\nText {CITED}.\n"
    masked = mask_literals(source)
    assert len(masked) == len(source)
    assert [at for at, char in enumerate(masked) if char == "\n"] == [
        at for at, char in enumerate(source) if char == "\n"
    ]
    assert all(new in {old, " "} for old, new in zip(source, masked, strict=True))
    assert masked.startswith("Before.")
    assert masked.endswith(f"Text {CITED}.\n")


NOT_LITERALS = {
    "stray backticks in two paragraphs": "5` tall.\n\n[@key]\n\n4` wide.\n",
    "escaped backticks": "\\`one\n\n[@key]\n\ntwo\\`\n",
    "a fence closed on its own line": "```code```\n\n[@key]\n",
    "rules between paragraphs": "One.\n\n[@key]\n\n---\n\nTwo.\n\n---\n",
}


@pytest.mark.parametrize("source", NOT_LITERALS.values(), ids=NOT_LITERALS)
def test_what_only_looks_like_code_is_not_passed_over(source: str) -> None:
    assert line_of(source, CITED) == 3


@pytest.mark.parametrize(
    ("source", "text", "occurrence", "line"),
    [
        pytest.param("one\ntwo\nthree", "two", 1, 2, id="a word"),
        pytest.param("a\nb a\n\na", "a", 1, 1, id="the first of three"),
        pytest.param("a\nb a\n\na", "a", 2, 2, id="the second of three"),
        pytest.param("a\nb a\n\na", "a", 3, 4, id="the third of three"),
        pytest.param("a\nb a\n\na", "a", 4, None, id="a fourth that is not there"),
        pytest.param("a a", "a", 2, 1, id="two on one line"),
        pytest.param("x\n[see @a,\n  p. 5]", "[see @a, p. 5]", 1, 2, id="wrapped in the source"),
        pytest.param("x\n[see @a, p. 5]", "[see @a,\np. 5]", 1, 2, id="wrapped in the text"),
        pytest.param("x\n[@a\n\tb]\n[@a b]", "[@a b]", 2, 4, id="one wrapped and one not"),
        pytest.param("x\n> [@a;\n> @b]", "[@a;\n@b]", 1, 2, id="wrapped in a quotation"),
        pytest.param("x\n(a.b)*", "(a.b)*", 1, 2, id="signs that mean something in a pattern"),
        pytest.param("axb\na.b", "a.b", 1, 2, id="a full stop is only itself"),
        pytest.param("x", "y", 1, None, id="nowhere"),
        pytest.param("x", "", 1, None, id="no text"),
        pytest.param("x", " \n", 1, None, id="only white space"),
        pytest.param("", "x", 1, None, id="in an empty page"),
    ],
)
def test_a_text_is_found_on_its_line(
    source: str, text: str, occurrence: int, line: int | None
) -> None:
    assert line_of(source, text, occurrence) == line


@pytest.mark.parametrize(
    ("word", "candidates", "found"),
    [
        ("smyth2020", ["smith2020", "smith1999", "jones2020"], "smith2020"),
        ("Smith2020", ["smith2020"], "smith2020"),
        ("artcle", ["article", "book"], "article"),
        ("xyz", ["article", "book"], ""),
        ("word", [], ""),
    ],
)
def test_the_nearest_word_is_named(word: str, candidates: list[str], found: str) -> None:
    assert nearest(word, candidates) == found
    assert nearest_hint(word, iter(candidates)) == (f"; nearest: {found}" if found else "")


def problem(file: str, line: int | None, what: str = "is wrong.") -> Problem:
    """Return an error at this place."""
    return Problem(Place(file, line), what, "Mend it.")


def test_a_report_is_ordered_and_says_each_thing_once() -> None:
    found = [
        warning(Place("a.md", 1), "is a warning.", "Look at it."),
        problem("b.md", 10),
        problem("b.md", 9, "comes first."),
        problem("b.md", None, "is wrong as a file."),
        problem("a.md", 3),
        problem("b.md", 10),
        problem("b.md", 10, "is wrong in another way."),
    ]
    assert report(found).splitlines() == [
        "The case has 5 errors and 1 warning.",
        "",
        "  a.md:3  is wrong.",
        "      Mend it.",
        "",
        "  b.md  is wrong as a file.",
        "      Mend it.",
        "",
        "  b.md:9  comes first.",
        "      Mend it.",
        "",
        "  b.md:10  is wrong.",
        "      Mend it.",
        "",
        "  b.md:10  is wrong in another way.",
        "      Mend it.",
        "",
        "  a.md:1  Warning: is a warning.",
        "      Look at it.",
    ]


@pytest.mark.parametrize(
    ("errors", "warnings", "heading"),
    [
        (1, 0, "The case has 1 error."),
        (0, 1, "The case has 1 warning."),
        (2, 0, "The case has 2 errors."),
        (0, 2, "The case has 2 warnings."),
        (1, 2, "The case has 1 error and 2 warnings."),
    ],
)
def test_a_report_counts_errors_and_warnings(errors: int, warnings: int, heading: str) -> None:
    found = [
        *(problem("a.md", line) for line in range(errors)),
        *(warning(Place("a.md", line), "is odd.", "Look at it.") for line in range(warnings)),
    ]
    assert report(found).splitlines()[0] == heading
    assert count_of(found, Severity.ERROR) == errors
    assert count_of(found, Severity.WARNING) == warnings


def test_a_problem_is_an_error_unless_it_is_said_to_be_a_warning() -> None:
    assert problem("a.md", 1).severity is Severity.ERROR
    assert warning(Place("a.md"), "is odd.", "Look.").severity is Severity.WARNING


@pytest.mark.parametrize(("place", "text"), [(Place("a.md", 3), "a.md:3"), (Place("a.md"), "a.md")])
def test_a_place_reads_as_editors_write_it(place: Place, text: str) -> None:
    assert str(place) == text
