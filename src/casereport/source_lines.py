"""Finding in a page's Markdown the line that made an element of it."""

from __future__ import annotations

import re

from casereport.problems import mask_literals


class SourceLines:
    """The text of a page, searched from the top: what was found once is not found again."""

    def __init__(self, source: str) -> None:
        self.masked = mask_literals(source)
        """The text without code and comments, every line where it was."""
        self._rest = self.masked

    def of_tag(self, tag: str) -> int | None:
        """Return the line of an HTML tag, as written; None where no line holds it.

        Markdown re-wraps lines and takes away the marks of a quotation.
        """
        return self._take(r"[\s>]+".join(map(re.escape, tag.split())))

    def of_heading(self, words: str) -> int | None:
        """Return the line of a heading of these words, in either of Markdown's two forms."""
        text = r"[ \t]+".join(map(re.escape, words.split()))
        attributes = r"[ \t]*(?:\{[^{}\n]*\}[ \t]*)?$"
        return self._take(
            rf"^[ \t>]*#{{1,6}}[ \t]*{text}[ \t]*#*{attributes}"
            rf"|^[ \t>]*{text}{attributes}(?=\n[ \t>]*(?:=+|-+)[ \t]*$)"
        )

    def of_id(self, identifier: str) -> int | None:
        """Return the line that gives this id: ``{#id}``, a caption's ``| #id``, or ``id="id"``."""
        name = re.escape(identifier)
        return self._take(
            rf"(?:\{{:?|^[ \t>]*/{{3,}})[^{{}}\n]*#{name}(?![\w-])"
            rf"|\bid\s*=\s*([\"']?){name}(?:\1(?=[\s/>]))"
        )

    def _take(self, pattern: str) -> int | None:
        found = re.search(pattern, self._rest, re.MULTILINE)
        if found is None:
            return None
        blank = re.sub(r"[^\n]", " ", found[0])
        self._rest = self._rest[: found.start()] + blank + self._rest[found.end() :]
        return self._rest.count("\n", 0, found.start()) + 1
