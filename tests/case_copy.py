"""A copy of the real case whose images are replaced as its authors would replace them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from reading import Site, build
from telling_files import jpeg
from tiny import TinyCase, copy_real_case, picture

if TYPE_CHECKING:
    from pathlib import Path

GIVEN = {
    "alt": "What is seen.",
    "description": "What is seen, at length.",
    "credit": "the hospital",
    "licence": "CC BY 4.0",
}
"""What an author gives anew of each image."""


@dataclass(frozen=True)
class Copy:
    """A copy of the real case."""

    case: TinyCase
    outside: Path
    """A folder beside it, for what must not lie in the case."""

    @property
    def figures(self) -> Path:
        """Its images."""
        return self.case.root / "figures"

    def change(self, name: str, new: str, drop: set[str], **more: object) -> None:
        """Change an image's lines in figures.yml: its name, what is given, what is taken out."""
        path = self.figures / "figures.yml"
        records: dict[str, dict[str, Any]] = yaml.safe_load(path.read_text("utf-8"))
        changed = {
            key if key != name else new: record
            if key != name
            else {k: v for k, v in (record | GIVEN | more).items() if k not in drop}
            for key, record in records.items()
        }
        path.write_text(yaml.safe_dump(changed, sort_keys=False, allow_unicode=True), "utf-8")

    def still(self, name: str, new: str, without: set[str]) -> None:
        """Put an image in the place of a stand-in; ``without`` are the fields to take out."""
        own = self.figures / name
        own.unlink(missing_ok=True)
        if new.endswith(".jpg"):
            jpeg(self.figures / new)
        else:
            picture(self.figures / new, (700, 500))
        self.change(name, new, without)
        page = self.case.root / "docs" / "case-presentation.md"
        page.write_text(page.read_text("utf-8").replace(f"/{name})", f"/{new})"), "utf-8")

    @classmethod
    def into(cls, folder: Path) -> Copy:
        """Return a copy of the real case made in a folder."""
        root = folder / "case"
        root.mkdir()
        copy_real_case(root)
        return cls(TinyCase(root), folder / "export")

    def built(self) -> Site:
        """Build the case strictly and return its site."""
        made = build(self.case, "--strict")
        assert made.exit_code == 0, made.output
        return Site(made.site)
