"""What every form of a case must say, as data: the report's sentences, and each thing written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pybtex.database import parse_string

from tiny import TOP

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

CASES = ("real_case", "full_case", "constructs_case")
"""The fixtures of the built cases."""

_REPORT = (TOP / "tests" / "cases" / "report.md").read_text("utf-8")
_PARAGRAPHS = [
    " ".join(paragraph.split())
    for section in _REPORT.split("\n## ")[1:]
    for paragraph in section.partition("\n")[2].strip().split("\n\n")
]

SENTENCES: Mapping[str, tuple[str, ...]] = {
    "real_case": tuple(
        sentence
        for paragraph in _PARAGRAPHS
        if not paragraph.startswith("Figure ")
        for sentence in re.split(r"(?<=\.) (?=[A-Z])", paragraph)
    ),
    "full_case": (
        "A patient came as planned [1]; see Figure 1 and Figure 1B.",
        "A Computed tomography, coronal.",
        "B Computed tomography, axial.",
        "Figure 1: Two scans, as in a known work [2].",
        "Credit: E. Şener. Licence: CC BY 4.0.",
        "Course",
        "It went well.",
        "It is told in the discussion & at a site.",
        "Day",
        "Event",
        "Operation [3]",
        "Figure 2: The specimen.",
        "Photograph.",
        "Credit: Ł. Di Marzo.",
        "A point",
        "Several works agree [1–3].",
        "What follows",
        "Others do not [see 4, p. 5], and [@code] is code.",
        "It was 5 < 6.",
        "Ünal Ş, Di Marzo L, et al. The IVC and other veins: a review of Hodgkin.",
        "Annals of A & B. 2020.",
        "What is known.",
        "The patient consented in writing.",
    ),
    "constructs_case": (
        "Prose & marks",
        "Figure 1 is a stand-in: the report’s own images are not here.",
        'Words with emphasis, strength, code <b> & _x_, a~b^c, 5 < 6 > 4 & "quotes", “curly”,',
        "it’s, 123 and snake_case_name.",
        "A line that ends",
        "and goes on, H2O and m2, marked and IVC.",
        "https://example.org/?a=1&b=2",
        "mail@uni-alpha.edu",
        "a link with code",
        "First",
        "Second, with",
        "a second paragraph",
        "nested",
        "deeper",
        "deepest [1]",
        "Another, see the other page, its part, above, here and that page",
        "Lists",
        "Term",
        "Its definition, with a number [2, p. 3].",
        "Other term",
        "One definition.",
        "Another definition.",
        "Deeper",
        "Take “care” & time",
        "The words of the admonition.",
        "and its list",
        "Note",
        "Without a title of its own.",
        "Without any title.",
        "A quotation of two lines.",
        "Nested.",
        "return x < 1 and x & 2 # [@beta2021] ![](x.png)",
        "indented code",
        "Left",
        "Right",
        "Middle",
        "a|b",
        "a | b [2]",
        "< 2",
        "stands in this sentence.",
        "Figure 1: A drawing of its own with strong words, a link and a citation [1, 2].",
        "Stand-in.",
        "A block of raw HTML & more.",
        "More",
        "An opening without a heading.",
        "Über alles",
        "See Figure 2A, the figure, and Figure 1.",
        "The deepest heading",
        "A second first heading",
        "The end.",
        "Figure 2A is a stand-in: the report’s own images are not here.",
        "A Stand-in for: photograph.",
        "B Computed tomography, axial.",
        'Figure 2: Three panels: (A) one, (B) two & (C) "three" < four.',
        "A Credit: E. Şener.",
        "B Licence: CC BY 4.0.",
        "As in Figure 2A, Figure 2B and Figure 2.",
        "Matched, not confirmed.",
        "On odd:key/1+2. Journal of Cases. 2020.",
        "Probable match, not confirmed. On a & b < c.",
    ),
}
"""What the article says, in the order in which it says it; notes come elsewhere."""

NOTES = (
    "The words of the note, which cite [2].",
    "A longer note.",
    "With two paragraphs.",
)
"""What the footnotes of the case of constructs say."""

CAPTIONS: Mapping[str, tuple[str, ...]] = {
    "real_case": tuple(each for each in _PARAGRAPHS if each.startswith("Figure ")),
    "full_case": ("Figure 1: Two scans, as in a known work [2].", "Figure 2: The specimen."),
    "constructs_case": (
        "Figure 1: A drawing of its own with strong words, a link and a citation [1, 2].",
        'Figure 2: Three panels: (A) one, (B) two & (C) "three" < four.',
    ),
}

NUMBERS: Mapping[str, tuple[str, ...]] = {
    "real_case": tuple(re.findall(r"\[\d\]", _REPORT)),
    "full_case": ("[1]", "[2]", "[3]", "[1–3]", "[see 4, p. 5]"),
    "constructs_case": ("[1]", "[2, p. 3]", "[2]", "[1, 2]"),
}
"""Every citation of the text as it is printed, in reading order; those of notes come elsewhere."""

IMAGES: Mapping[str, tuple[str, ...]] = {
    "real_case": (
        "Stand-in, a synthetic CT, not a patient. A coronal plane",
        "Stand-in, a synthetic CT, not a patient. An axial plane",
        "Stand-in drawing, not the operative photograph.",
    ),
    "full_case": ("A coronal scan.", "An axial scan.", "A photograph of the specimen."),
    "constructs_case": (
        "A small mark",
        "A drawing.",
        'A photograph of "it" & <more>.',
        "A tall image.",
        "A mark as panel C",
    ),
}
"""How the alt text of each image begins, in reading order."""

SKETCHES = frozenset({"cava-segments.svg"})
"""The images of the real case that its site made, and no other form shows."""

DESCRIPTIONS: Mapping[str, tuple[str, ...]] = {
    "real_case": (
        "it stands in for the coronal image of the report",
        "it stands in for the axial image of the report",
        "it is one reading of the words of the caption",
    ),
    "full_case": ("Long words of A.", "Long words of B.", "Long words of it."),
    "constructs_case": ("It shows a & b < c.", "Long words of the photograph."),
}
"""Words of each long description, in reading order."""

STAND_INS: Mapping[str, tuple[str, ...]] = {
    "real_case": (
        "A Stand-in for: computed tomography angiography, coronal.",
        "B Stand-in for: computed tomography angiography, axial.",
        "Stand-in for: operative photograph.",
    ),
    "full_case": (),
    "constructs_case": ("Stand-in.", "A Stand-in for: photograph."),
}
"""The marks of images that are stand-ins, in reading order."""

_MARKS = {"probable": "Probable match, not confirmed.", "candidate": "Candidate, not confirmed."}
_BIBLIOGRAPHY = parse_string((TOP / "references.bib").read_text("utf-8"), "bibtex")
MATCHES = tuple(
    f"{_MARKS[entry.fields['match']]} {entry.fields['match-note']}".replace("\\%", "%")
    for entry in _BIBLIOGRAPHY.entries.values()
)
"""What each work of the real case is marked with, by its number."""

WORKING_TITLE = "A working title: the report’s own title is not known."


def missing_in_order(text: str, parts: Iterable[str]) -> list[str]:
    """Return the parts that ``text`` does not hold behind the part before."""
    missing, start = [], 0
    for part in parts:
        found = text.find(part, start)
        if found < 0:
            missing.append(part)
        else:
            start = found + len(part)
    return missing
