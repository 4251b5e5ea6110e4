"""``casereport headers``: prints how a web server is told to serve a published case report."""

from __future__ import annotations

from pathlib import Path

import click

SERVERS = {"caddy": "Caddyfile", "netlify": "netlify.txt", "nginx": "nginx.conf"}
"""The servers there is a sample for, each with its file."""
_FOLDER = Path(__file__).parent / "hosting"


@click.command("headers")
@click.argument("server", type=click.Choice(tuple(SERVERS)))
def command(server: str) -> None:
    """Print a sample of this server's settings: caching, packed files, safety."""
    click.echo((_FOLDER / SERVERS[server]).read_text("utf-8"), nl=False)
