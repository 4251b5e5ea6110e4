"""Sets the published case beside a stock Material build of the same pages, in one run.

Of every page that both have: the bytes a first visit loads, all told and without images, the
requests it makes, and what Lighthouse measures on its phone. Both are served packed by brotli. It
needs what `make audit` has installed.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import brotli

sys.path.append(str(Path(__file__).parent.parent))

from audit.lighthouse import median, run_lighthouse
from browser.chromium import HELP, find_chromium, launch_arguments
from browser.serving import serve_packed
from stock import make_stock_case
from tiny import copy_real_case

if TYPE_CHECKING:
    from audit.lighthouse import Run

_TEXTS = {".html", ".css", ".js", ".json", ".svg", ".xml"}


def build(case: Path) -> Path:
    """Build a case; return its site, every text of it packed."""
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "--quiet"], cwd=case, check=True)
    for path in [path for path in (case / "site").rglob("*") if path.suffix in _TEXTS]:
        packed = path.with_name(f"{path.name}.br")
        if not packed.exists():
            packed.write_bytes(brotli.compress(path.read_bytes()))
    return case / "site"


def measure(site: Path, pages: list[str], runs: int, chromium: str) -> dict[str, Run]:
    """Return the median of what Lighthouse finds on each page."""
    flags = ["--headless=new", *launch_arguments()]
    with serve_packed(site) as address:
        return {
            page: median(
                [
                    run_lighthouse(address + page, desktop=False, chromium=chromium, flags=flags)
                    for _ in range(runs)
                ]
            )
            for page in pages
        }


def main() -> int:
    """Build both, measure every page of both and print them with their ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3, help="runs of Lighthouse for each median")
    runs = parser.parse_args().runs
    chromium = find_chromium()
    if chromium is None:
        print(HELP)
        return 1
    with tempfile.TemporaryDirectory() as temporary:
        sites = {
            "stock": build(make_stock_case(Path(temporary) / "stock")),
            "this": build(copy_real_case(Path(temporary) / "this")),
        }
        found = [
            path.parent.relative_to(sites["this"]) for path in sites["this"].rglob("index.html")
        ]
        pages = sorted("" if str(each) == "." else f"{each.as_posix()}/" for each in found)
        made = {name: measure(site, pages, runs, str(chromium)) for name, site in sites.items()}
    print(
        f"{'page':20}{'':8}{'bytes':>9}{'no images':>11}{'requests':>10}{'LCP ms':>8}{'score':>7}"
    )
    for page in pages:
        for name, measured in made.items():
            run = measured[page]
            print(
                f"{page or '(home)':20}{name:8}{run.all_bytes:9}{run.transferred:11}"
                f"{run.requests:10}{run.largest_paint:8.0f}{run.scores['performance']:7}"
            )
        stock, this = made["stock"][page], made["this"][page]
        print(
            f"{'':20}{'ratio':8}{this.all_bytes / stock.all_bytes:9.2f}"
            f"{this.transferred / stock.transferred:11.2f}{this.requests / stock.requests:10.2f}"
            f"{this.largest_paint / stock.largest_paint:8.2f}"
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
