"""The command ``casereport export`` makes one form of the report alone.

It builds the case as ``mkdocs build`` does, into a folder that is then thrown away, and keeps the
files of the one form.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click
from mkdocs.commands.build import build

from casereport.cli_building import (
    check_folder,
    loaded_case,
    output_option,
    reported,
    spare_sources,
    write_files,
)
from casereport.forms.registry import FORMS
from casereport.problems import nearest_hint

if TYPE_CHECKING:
    from casereport.build import Build

_NAMES = {form.name: ", ".join(offer.file for offer in form.offers) for form in FORMS}
_WIDTH = max(map(len, _NAMES))
_EPILOG = "\n".join(
    ["\b", "The forms:", *(f"  {name:{_WIDTH}}  {files}" for name, files in _NAMES.items())]
)


@click.command("export", epilog=_EPILOG)
@click.argument("name", metavar="FORM")
@output_option
def command(*, name: str, output: Path) -> None:
    """Write one form of the report whose case is in the current folder, without its site.

    A mistake in the case is reported as a build reports it; then nothing is written.
    """
    if name not in _NAMES:
        raise click.ClickException(
            f"There is no form {name}{nearest_hint(name, _NAMES)}. "
            f"The forms are {', '.join(_NAMES)}."
        )
    check_folder()
    with tempfile.TemporaryDirectory() as site, reported():
        built = _build(name, Path(site) / "site")
        # By their paths from the landing page.
        files = {
            output / file: path for made in built.forms.made for file, path in made.files.items()
        }
        spare_sources(built, [*files])
        write_files({target: path.read_bytes() for target, path in files.items()})


def _build(name: str, site: Path) -> Build:
    """Build the case in the current folder into ``site``, with this form alone."""
    with loaded_case(site, "No form was written.") as (config, plugin):
        plugin.config.forms = [*plugin.config.forms, name]
        plugin.only_form = name
        try:
            build(config)
        finally:
            # MkDocs hands the same plugin to a later build of this process.
            plugin.only_form = ""
        return plugin.build
