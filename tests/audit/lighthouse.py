"""Runs Lighthouse on a page and reads what it found."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
"""What Lighthouse scores from 0 to 100."""
_TOOLS = Path(__file__).parent / "node_modules" / ".bin"


@dataclass(frozen=True)
class Run:
    """What one run of Lighthouse found."""

    scores: dict[str, int]
    """By category, 0 to 100."""
    largest_paint: float
    """Largest contentful paint in ms, under Lighthouse's throttling."""
    layout_shift: float
    transferred: int
    """Bytes of all that the page has loaded, images apart."""
    all_bytes: int
    """Images and all."""
    requests: int


def run_lighthouse(address: str, *, desktop: bool, chromium: str, flags: Sequence[str]) -> Run:
    """Return what one run says of the page at ``address``, as a phone's or a desktop's.

    Raises:
        subprocess.CalledProcessError: Lighthouse has failed.

    """
    done = subprocess.run(
        [
            str(_TOOLS / "lighthouse"),
            address,
            "--quiet",
            "--output=json",
            *(["--preset=desktop"] if desktop else []),
            f"--chrome-flags={' '.join(flags)}",
        ],
        env={**os.environ, "CHROME_PATH": chromium},
        check=True,
        capture_output=True,
        text=True,
    )
    return read_report(json.loads(done.stdout))


def read_report(report: dict[str, object]) -> Run:
    """Return what a report of Lighthouse says; of transferred bytes, images do not count."""
    categories, audits = _mapping(report["categories"]), _mapping(report["audits"])
    items = _mapping(_mapping(audits["network-requests"])["details"])["items"]
    assert isinstance(items, list)
    loaded = [item for item in items if item["resourceType"] != "Image"]

    def value(audit: str) -> float:
        return float(str(_mapping(audits[audit])["numericValue"]))

    return Run(
        {name: round(100 * float(str(_mapping(categories[name])["score"]))) for name in CATEGORIES},
        value("largest-contentful-paint"),
        value("cumulative-layout-shift"),
        sum(item["transferSize"] for item in loaded),
        sum(item["transferSize"] for item in items),
        len(items),
    )


def median(runs: Sequence[Run]) -> Run:
    """Return the median of each figure by itself."""
    return Run(
        {name: round(statistics.median(run.scores[name] for run in runs)) for name in CATEGORIES},
        statistics.median(run.largest_paint for run in runs),
        statistics.median(run.layout_shift for run in runs),
        round(statistics.median(run.transferred for run in runs)),
        round(statistics.median(run.all_bytes for run in runs)),
        round(statistics.median(run.requests for run in runs)),
    )


def _mapping(value: object) -> dict[str, object]:
    assert isinstance(value, dict)
    return value
