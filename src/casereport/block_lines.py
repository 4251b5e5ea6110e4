"""Where in a page's source the blocks of quoted words stand, and what within them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from casereport.model import Place
from casereport.passages import PASSAGE_BLOCKS
from casereport.problems import mask_literals

if TYPE_CHECKING:
    from collections.abc import Iterator

# As pymdownx reads a block: after an empty line, between two lines of as many slashes.
_BLOCK = re.compile(
    r"(?:\A|(?<=\n)[ \t]*\n)(?P<indent>[ \t]*)(?P<slashes>/{3,})[ \t]*"
    rf"(?P<name>{'|'.join(PASSAGE_BLOCKS)})(?![\w-])"
    r".*?(?:\n[ \t]*(?P=slashes)[ \t]*(?=\n|\Z)|\Z)",
    re.DOTALL,
)
_FEW = 3


@dataclass
class BlockLines:
    """The lines of one block; what is looked for in it is looked for from what was found last."""

    path: str
    name: str = ""
    text: str = ""
    first: int | None = None
    """The line it begins on, from 1; None where it was not found."""
    _from: int = field(default=0)

    @property
    def where(self) -> Place:
        """Where the block begins."""
        return Place(self.path, self.first)

    def place(self, words: str, *, before: str = "") -> Place:
        """Return where ``words`` stand; words that Markdown changes by their first few.

        ``before`` is what stands in front of them. Words that are not found stand where the last
        ones did.
        """
        parts = words.split()
        for some in (parts, parts[:_FEW], parts[:1]):
            pattern = r"\s+".join(map(re.escape, filter(None, (before, *some))))
            if some and (found := re.compile(pattern).search(self.text, self._from)):
                self._from = found.start()
                break
        if self.first is None:
            return Place(self.path)
        return Place(self.path, self.first + self.text.count("\n", 0, self._from))


def find_blocks(path: str, source: str) -> tuple[BlockLines, ...]:
    """Return the blocks of quoted words in a page's source, in reading order."""
    return tuple(
        BlockLines(
            path,
            found["name"],
            source[start : found.end()],
            source.count("\n", 0, start) + 1,
        )
        for found, start in _found(source)
    )


def without_blocks(source: str) -> str:
    """Return a page's source with these blocks blanked, every line break kept.

    So that what else stands on the page is not looked for in them.
    """
    for found, start in _found(source):
        blank = re.sub(r"[^\n]", " ", source[start : found.end()])
        source = source[:start] + blank + source[found.end() :]
    return source


def _found(source: str) -> Iterator[tuple[re.Match[str], int]]:
    for found in _BLOCK.finditer(mask_literals(source)):
        yield found, found.start("indent")
