"""The command ``casereport export`` makes one form of the report alone.

It builds the case as ``mkdocs build`` does, into a folder that is then thrown away, and keeps the
files of the one form.
"""

from __future__ import annotations

import logging
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

from casereport.forms.registry import FORMS
from casereport.offers import readable_size
from casereport.plugin import CaseReportPlugin
from casereport.problems import nearest_hint

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from casereport.build import Build

_SETTINGS = "mkdocs.yml"
_NAMES = {form.name: ", ".join(offer.file for offer in form.offers) for form in FORMS}
_WIDTH = max(map(len, _NAMES))
_EPILOG = "\n".join(
    ["\b", "The forms:", *(f"  {name:{_WIDTH}}  {files}" for name, files in _NAMES.items())]
)


@click.command("export", epilog=_EPILOG)
@click.argument("name", metavar="FORM")
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("exported"),
    show_default=True,
    help="The folder to write into.",
)
def command(*, name: str, output: Path) -> None:
    """Write one form of the report whose case is in the current folder, without its site.

    A mistake in the case is reported as a build reports it; then nothing is written.
    """
    if name not in _NAMES:
        raise click.ClickException(
            f"There is no form {name}{nearest_hint(name, _NAMES)}. "
            f"The forms are {', '.join(_NAMES)}."
        )
    if not Path(_SETTINGS).is_file():
        raise click.ClickException(
            f"There is no {_SETTINGS} here. Run the command in the folder of the case."
        )
    with tempfile.TemporaryDirectory() as site, _reported():
        built = _build(name, Path(site) / "site")
        files = _files(built)
        _spare_sources(built, [output / each for each in files])
        try:
            _write(files, output)
        except OSError as error:
            raise click.ClickException(
                f"{error.filename2 or error.filename or output}: {error.strerror or error}."
            ) from error


def _build(name: str, site: Path) -> Build:
    """Build the case in the current folder into ``site``, with this form alone."""
    try:
        config = load_config(_SETTINGS, site_dir=str(site))
        plugin = config.plugins.get("casereport")
        if not isinstance(plugin, CaseReportPlugin):
            raise click.ClickException(
                f"{_SETTINGS} does not list the casereport plugin. Add it below plugins:."
            )
        plugin.config.forms = [*plugin.config.forms, name]
        plugin.only_form = name
        config.plugins.on_startup(command="build", dirty=False)
        try:
            build(config)
        finally:
            # MkDocs hands the same plugin to a later build of this process.
            plugin.only_form = ""
    except MkDocsException as error:
        # What it is has been said by the report, or is said here.
        text = "" if isinstance(error, SystemExit) else f"{error.format_message()} "
        raise click.ClickException(f"{text}No form was written.") from error
    return plugin.build


def _files(built: Build) -> Mapping[str, Path]:
    """Return where each file of the one form lies, by its path from the landing page."""
    return {name: path for made in built.forms.made for name, path in made.files.items()}


def _spare_sources(built: Build, targets: Sequence[Path]) -> None:
    """Refuse to write where the case itself lies: a form may be called as its source is."""
    folders = [built.root / built.docs, built.root / built.figures_dir]
    files = [built.root / built.config_file, built.root / built.bibliography_file]
    for target in map(Path.resolve, targets):
        inside = any(target.is_relative_to(folder.resolve()) for folder in folders)
        if inside or target in map(Path.resolve, files):
            raise click.ClickException(
                f"{target.name} would be written over what the case is made of. "
                "Name another folder with --output."
            )


def _write(files: Mapping[str, Path], output: Path) -> None:
    """Copy the files and say so. Raises OSError."""
    for name, path in files.items():
        target = output / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
        click.echo(f"{target}: {readable_size(target.stat().st_size)}")


@contextmanager
def _reported() -> Iterator[None]:
    """Print what the build warns of, as ``mkdocs build`` would, and none of its progress."""
    handler = logging.StreamHandler()
    handler.setLevel(logging.WARNING)
    handler.setFormatter(logging.Formatter("%(message)s"))
    logger = logging.getLogger("mkdocs")
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)
