"""Times a clean build of the case beside a stock build of the same pages, in one run.

Five builds take turns, so that a change of the machine's speed meets all of them: stock (Material
and mkdocs-bibtex with the same CSL style); this site alone, which is what stock makes, with empty
caches and with those an earlier build has left; and with every other form of the article, likewise.
Each is a whole process, as on the command line.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from stock import make_stock_case
from tiny import copy_real_case

# pip compiles what it installs. Where the environment forbids Python to keep bytecode, this site's
# own modules, which stand in a clone, would be compiled by each build, and stock's by none.
ENVIRONMENT = {
    name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
} | {"NO_MKDOCS_2_WARNING": "1"}


def build(folder: Path, *, keep_caches: bool) -> float:
    """Build the case in ``folder`` into an empty site/; return the seconds it took."""
    shutil.rmtree(folder / "site", ignore_errors=True)
    if not keep_caches:
        shutil.rmtree(folder / ".cache", ignore_errors=True)
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet"],
        cwd=folder,
        env=ENVIRONMENT,
        check=True,
        capture_output=True,
    )
    return time.perf_counter() - start


def without_forms(case: Path) -> Path:
    """Have a copy of the case make its site and nothing else; return the copy."""
    settings = case / "mkdocs.yml"
    text = settings.read_text("utf-8")
    plugin = "  - casereport:\n"
    assert text.count(plugin) == 1
    settings.write_text(text.replace(plugin, f"{plugin}      forms: []\n"), "utf-8")
    return case


def main() -> None:
    """Run the builds in turn and print medians and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7, help="counted runs of each build")
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as temporary:
        stock = make_stock_case(Path(temporary) / "stock")
        site = without_forms(copy_real_case(Path(temporary) / "site"))
        whole = copy_real_case(Path(temporary) / "whole")
        builds = {
            "stock": (stock, True),
            "site, empty caches": (site, False),
            "site, kept caches": (site, True),
            "every form, empty caches": (whole, False),
            "every form, kept caches": (whole, True),
        }
        seconds: dict[str, list[float]] = {name: [] for name in builds}
        for run in range(runs + 1):
            for name, (folder, keep_caches) in builds.items():
                taken = build(folder, keep_caches=keep_caches)
                if run:  # The first round warms the machine's own caches.
                    seconds[name].append(taken)
                    print(f"run {run}/{runs}  {taken:6.2f} s  {name}", file=sys.stderr)
    print(f"{'':26}{'median':>8}{'min':>8}{'max':>8}{'ratio to stock':>16}")
    for name, taken_all in seconds.items():
        pairs = zip(taken_all, seconds["stock"], strict=True)
        ratio = statistics.median(own / other for own, other in pairs)
        median, least, most = statistics.median(taken_all), min(taken_all), max(taken_all)
        print(f"{name:26}{median:7.2f}s{least:7.2f}s{most:7.2f}s{ratio:16.2f}")


if __name__ == "__main__":
    main()
