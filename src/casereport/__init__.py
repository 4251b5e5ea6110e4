"""Publishes one clinical case report, written in Markdown, as a website.

The core (everything but :mod:`casereport.extension` and :mod:`casereport.plugin`) is functions
over frozen values and imports neither MkDocs nor Markdown.
"""

__version__ = "0.1.0"
