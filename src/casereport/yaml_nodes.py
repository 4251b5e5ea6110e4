"""YAML as its nodes, which know their lines, so that every mistake can name its own."""

from __future__ import annotations

import yaml

from casereport.model import Place, Problem


def compose_yaml(text: str, file: str) -> yaml.Node | Problem | None:
    """Return the root of the YAML ``text``, None where it is empty, or why it is no YAML.

    ``file`` is its path from the top of the case, for the problem to name.
    """
    try:
        root: yaml.Node | None = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else None
        reason = getattr(error, "problem", None) or getattr(error, "reason", error)
        return Problem(
            Place(file, line),
            f"is not YAML: {reason}.",
            "Check the indentation of this line and the one above; quote a text that holds “: ”.",
        )
    return root
