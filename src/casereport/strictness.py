"""MkDocs' own checks: those left to the core, and the counting of warnings for a strict build."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from mkdocs.utils import CountHandler

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


def silence_link_checks(config: MkDocsConfig) -> None:
    """Leave links, anchors and nav to :mod:`casereport.links`, which names line and cure."""
    nav, links = config.validation.nav, config.validation.links
    nav.not_found = nav.omitted_files = logging.DEBUG
    links.not_found = links.anchors = links.unrecognized_links = logging.DEBUG
    links.absolute_links = logging.DEBUG


def count_quiet_warnings(config: MkDocsConfig) -> None:
    """Let a strict build count its warnings under ``-q`` too, which MkDocs drops, unprinted."""
    logger = logging.getLogger("mkdocs")
    if config.strict and logger.level > logging.WARNING:
        for handler in logger.handlers:
            if isinstance(handler, logging.StreamHandler):
                handler.setLevel(logger.level)
        logger.setLevel(logging.WARNING)


def counted_warnings() -> int:
    """Return how many warnings MkDocs has counted in this build for its strict mode."""
    handlers = logging.getLogger("mkdocs").handlers
    counters = [handler for handler in handlers if isinstance(handler, CountHandler)]
    return sum(number for counter in counters for _, number in counter.get_counts())
