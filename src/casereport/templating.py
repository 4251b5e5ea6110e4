"""The generator's own markup, from the templates beside this module."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined

_environment = Environment(
    loader=PackageLoader("casereport"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def render(template: str, **values: object) -> str:
    """Return the markup of the template of this name, every value escaped but Markup."""
    return _environment.get_template(f"{template}.html").render(values).strip()
