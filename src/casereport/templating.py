"""The generator's own markup, from the templates beside this module."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemBytecodeCache, PackageLoader, StrictUndefined

if TYPE_CHECKING:
    from pathlib import Path

_environment = Environment(
    loader=PackageLoader("casereport"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def compiled_in(folder: Path) -> FileSystemBytecodeCache:
    """Return a cache of compiled templates in ``folder``; those of this package are kept there."""
    folder.mkdir(parents=True, exist_ok=True)
    cache = FileSystemBytecodeCache(str(folder))
    _environment.bytecode_cache = cache
    return cache


def render(template: str, **values: object) -> str:
    """Return the markup of the template of this name, every value escaped but Markup."""
    return _environment.get_template(f"{template}.html").render(values).strip()
