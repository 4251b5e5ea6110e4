"""Running Typst: offline, with no font but those packaged, the same bytes for the same article."""

from __future__ import annotations

import json
import os
import re
from importlib import resources
from typing import TYPE_CHECKING

import typst

from casereport.forms.form import FormError
from casereport.pandoc import EPOCH

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

# What the article's markup is set behind, in this order.
_LAYOUT = ("grid.typ", "parts.typ", "figures.typ", "opening.typ", "article.typ")
_NO_SIGN = re.compile(r'the text `"(.*)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


def typeset(
    body: bytes, known: Mapping[str, object], figures: Sequence[str], folder: Path
) -> bytes:
    """Return the PDF of an article: PDF/UA-1 (ISO 14289-1), which has tags.

    ``body`` is Typst markup that calls the functions of ``layout/``, ``known`` what these files
    say of it, ``figures`` the ids of the figures in their order, and ``folder`` holds the images.
    Raises FormError where Typst cannot set it.
    """
    layout = resources.files("casereport.forms").joinpath("layout")
    source = b"\n".join([*(layout.joinpath(name).read_bytes() for name in _LAYOUT), body])
    sans = resources.files("font_source_sans_pro").joinpath("files")
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(sans)])
    moved: list[str] = []
    try:
        while True:
            inputs = {"known": json.dumps(known), "moved": json.dumps(moved)}
            compiler = typst.Compiler(source, folder, fonts, sys_inputs=inputs)
            apart = _first_apart(json.loads(compiler.query("<placed>")), moved, figures)
            if not apart:
                break
            moved.append(apart)
        made, warnings = compiler.compile_with_warnings(
            source,
            format="pdf",
            pdf_standards="ua-1",
            timestamp=int(os.environ.get("SOURCE_DATE_EPOCH", EPOCH)),
        )
    except RuntimeError as error:
        # A query raises no TypstError.
        raise _error(getattr(error, "diagnostic", f"{error}"), f"{error}") from error
    if warnings:
        told = "\n".join(each.message for each in warnings)
        raise _error(told, warnings[0].message)
    assert isinstance(made, bytes)  # noqa: S101 - what one PDF is, by Typst's own word
    return made


def _first_apart(
    placed: list[dict[str, tuple[str, str, int]]], moved: Sequence[str], figures: Sequence[str]
) -> str:
    """Return the next thing that came to stand on a page after that which calls for it, if any.

    A figure would leave a gap behind: set at the head of the next page, the text flows on
    instead; and those after it follow there, in their order. A heading would stand alone at a
    page's foot: it is moved to its text.
    """
    pages = {(name, event): page for name, event, page in (each["value"] for each in placed)}
    latest = 0
    for name in figures:
        shown = pages.get((name, "shown"), latest)
        if shown < latest and name not in moved:
            return name
        latest = max(shown, latest)
    apart = (
        name
        for (name, event), page in pages.items()
        if event == "called" and page < pages[name, "shown"] and name not in moved
    )
    return next(apart, "")


def _error(diagnostic: str, first: str) -> FormError:
    """Return what stops the article from being set, every sign that is missing at once.

    ``diagnostic`` holds every message of Typst's, ``first`` is the first of them.
    """
    found = dict.fromkeys(_NO_SIGN.findall(diagnostic))
    # Written as in Rust where a sign cannot stand alone.
    signs = tuple(_ESCAPED.sub(lambda each: chr(int(each[1], 16)), sign) for sign in found)
    if signs:
        named = ", ".join(f"“{sign}”" for sign in signs)
        return FormError(
            f"the fonts of the PDF have no sign for {named}; write it with other letters.", signs
        )
    return FormError(f"Typst cannot set the article: {first}.")
