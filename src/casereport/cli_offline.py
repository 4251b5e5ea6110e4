"""The command ``casereport offline`` makes one archive of the site, to be read without a server."""

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
from casereport.offline_copy import NAME, START, offline_archive
from casereport.theme_files import add_frame_for_search

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

_NOTHING = "No copy was written."


@click.command("offline")
@output_option
def command(*, output: Path) -> None:
    """Write the site of the case in the current folder as one archive to be read offline.

    Unpacked, its index.html opens in a browser by a double click. Any mistake or warning is
    reported as a strict build reports it; then nothing is written.
    """
    check_folder()
    target = output / f"{NAME}.zip"
    with tempfile.TemporaryDirectory() as folder, reported():
        site = Path(folder) / "site"
        # A copy lies at no address, and its pages are called otherwise than those of the site.
        with loaded_case(site, _NOTHING, use_directory_urls=False, site_url="", strict=True) as (
            config,
            plugin,
        ):
            _suit(config)
            plugin.offline = True
            try:
                build(config)
            finally:
                # MkDocs hands the same plugin to a later build of this process.
                plugin.offline = False
        spare_sources(plugin.build, [target])
        write_files({target: offline_archive(site)})
    click.echo(f"Unpack it and open {START}.")


def _suit(config: MkDocsConfig) -> None:
    """Change what the theme does on a server only. Raises ClickException for another theme."""
    if config.theme.name != "material":
        raise click.ClickException(
            f"The theme {config.theme.name} has a search that does not work in pages read from a"
            f" file. Write name: material below theme: in mkdocs.yml. {_NOTHING}"
        )
    add_frame_for_search(config)
    # The page that servers answer a wrong address with.
    config.theme.static_templates.discard("404.html")
