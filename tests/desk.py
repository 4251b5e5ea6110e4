"""Running ``casereport import-ct`` as it is typed, at a desk with a case and an exported series."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from click.testing import CliRunner

from casereport.cli import main
from casereport.volume import Volume, read_volume

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Ran:
    """How the command ended and what it said."""

    exit_code: int
    output: str


@dataclass(frozen=True)
class Desk:
    """A case and, beside it, a folder a series was exported to."""

    root: Path

    @property
    def case(self) -> Path:
        """The case."""
        return self.root / "case"

    @property
    def figures(self) -> Path:
        """Its figures."""
        return self.case / "figures"

    @property
    def export(self) -> Path:
        """The folder outside the case."""
        return self.root / "export"

    def run(self, *options: str, series: Path | None = None, name: str = "ct-test") -> Ran:
        """Run the command as it is typed; what is no sentence of its own is raised."""
        folder = self.export if series is None else series
        result = CliRunner().invoke(
            main,
            [
                "import-ct",
                str(folder),
                *("--name", name, "--figures-dir", str(self.figures)),
                *options,
            ],
        )
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Ran(result.exit_code, result.output)

    def imported(self, *options: str) -> Volume:
        """Run the command and return the volume it made."""
        ran = self.run(*options)
        assert ran.exit_code == 0, ran.output
        return read_volume(self.figures / "ct-test.nii.gz")

    def refused(self, *options: str, series: Path | None = None, name: str = "ct-test") -> str:
        """Run the command and return the one sentence it stops with; nothing may be written."""
        before = self.written()
        ran = self.run(*options, series=series, name=name)
        assert ran.exit_code == 1, ran.output
        assert self.written() == before
        _, _, sentence = ran.output.rpartition("Error: ")
        assert sentence.strip()
        return sentence

    def written(self) -> dict[str, bytes]:
        """Return every file of the case and of the export, by path."""
        return {
            str(path.relative_to(self.root)): path.read_bytes()
            for path in self.root.rglob("*")
            if path.is_file()
        }
