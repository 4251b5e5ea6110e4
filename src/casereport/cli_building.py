"""What the commands share that build the case in the current folder, as ``mkdocs build`` does."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

from casereport.offers import readable_size
from casereport.plugin import CaseReportPlugin

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mkdocs.config.defaults import MkDocsConfig

    from casereport.build import Build

_SETTINGS = "mkdocs.yml"

output_option = click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("exported"),
    show_default=True,
    help="The folder to write into.",
)


def check_folder() -> None:
    """Raise ClickException where the current folder is not that of a case."""
    if not Path(_SETTINGS).is_file():
        raise click.ClickException(
            f"There is no {_SETTINGS} here. Run the command in the folder of the case."
        )


@contextmanager
def loaded_case(
    site: Path,
    nothing: str,
    **changes: Any,  # noqa: ANN401 - as MkDocs declares them
) -> Iterator[tuple[MkDocsConfig, CaseReportPlugin]]:
    """Give the settings of the case, to be built into ``site``, and the plugin among them.

    ``changes`` are settings that go before those of the case. What MkDocs stops at, here or while
    it builds, becomes a ClickException that ends in ``nothing``, the sentence that says what was
    not written.
    """
    try:
        config = load_config(_SETTINGS, site_dir=str(site), **changes)
        plugin = config.plugins.get("casereport")
        if not isinstance(plugin, CaseReportPlugin):
            raise click.ClickException(
                f"{_SETTINGS} does not list the casereport plugin. Add it below plugins:."
            )
        config.plugins.on_startup(command="build", dirty=False)
        yield config, plugin
    except MkDocsException as error:
        # What it is has been said by the report, or is said here.
        text = "" if isinstance(error, SystemExit) else f"{error.format_message()} "
        raise click.ClickException(f"{text}{nothing}") from error


def spare_sources(built: Build, targets: Sequence[Path]) -> None:
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


def write_files(files: Mapping[Path, bytes]) -> None:
    """Write files and say so. Raises ClickException where one cannot be written."""
    try:
        for target, content in files.items():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
            click.echo(f"{target}: {readable_size(len(content))}")
    except OSError as error:
        raise click.ClickException(f"{error.filename}: {error.strerror or error}.") from error


@contextmanager
def reported() -> Iterator[None]:
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
