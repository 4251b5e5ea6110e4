"""``casereport schema``: prints what editors complete and check an author's fields by."""

from __future__ import annotations

import click

from casereport.schemas import SCHEMAS, schema_path


@click.command("schema")
@click.argument("name", type=click.Choice(SCHEMAS))
def command(name: str) -> None:
    """Print the JSON Schema of docs/index.md (article), figures.yml or glossary.yml."""
    click.echo(schema_path(name).read_text("utf-8"), nl=False)
