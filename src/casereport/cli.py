"""The command line, ``casereport``: one module for each of its commands.

A command's module is imported only when it is called: one brings in MkDocs, another numpy.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Mapping

COMMANDS: Mapping[str, str] = {
    "export": "casereport.cli_export",
    "headers": "casereport.cli_headers",
    "import-ct": "casereport.cli_import",
    "offline": "casereport.cli_offline",
    "schema": "casereport.cli_schema",
}
"""The module of each command; it holds the command as ``command``."""


class _LazyGroup(click.Group):
    """A group that imports a command when it is asked for, as click's documentation shows."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of this name, or None."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(COMMANDS[cmd_name]).command
        return command


@click.group(cls=_LazyGroup)
def main() -> None:
    """Prepare the figures of a case report, make its other forms, help to publish it."""


if __name__ == "__main__":
    main(prog_name="casereport")
