"""The other forms of the article in one build: which are asked for, made, and published."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from casereport.form_failures import failure_problems
from casereport.forms.form import MadeForm
from casereport.forms.making import make_forms
from casereport.forms.registry import FORMS
from casereport.model import Place, Problem
from casereport.problems import nearest_hint

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from casereport.forms.form import Form
    from casereport.manuscript import Manuscript


@dataclass
class CaseForms:
    """The forms of one build."""

    asked: list[Form] = field(default_factory=list)
    only: str = ""
    """The name of the one form to make, just as it is beside the others; empty for all."""
    made: list[MadeForm] = field(default_factory=list)

    def read(self, names: Sequence[str], where: Place) -> list[Problem]:
        """Take the names of the forms to make; return what is wrong with them."""
        known = {form.name: form for form in FORMS}
        self.asked = [known[name] for name in known if name in names]
        return [
            Problem(
                where,
                f"asks for the form {name}, which is not known{nearest_hint(name, known)}.",
                f"The forms are {', '.join(known)}.",
            )
            for name in names
            if name not in known
        ]

    def make(
        self, manuscript: Manuscript, cache: Path, files: Mapping[str, str], settings: Place
    ) -> Iterator[MadeForm | Problem]:
        """Make the forms; yield each when it is there, or why it cannot be made.

        ``cache`` is the folder they are kept in; ``files`` and ``settings`` are as in
        :func:`casereport.form_failures.failure_problems`.
        """
        for made in make_forms(manuscript, self.asked, cache, self.only):
            if isinstance(made, MadeForm):
                self.made.append(made)
                yield made
            else:
                yield from failure_problems(made, files, settings)

    def write(self, site: Path) -> None:
        """Put the files of the forms into the built site."""
        for made in self.made:
            for name, path in made.files.items():
                target = site / name
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, target)
