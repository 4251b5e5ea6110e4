"""Times the making of the synthetic CT's series from its seed, and its import, in one run.

Each is a whole process, as on the command line. The series is to be made in under 20 seconds.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TESTS = Path(__file__).parent.parent


def run(*command: str, folder: Path) -> float:
    """Run a Python module in a folder; return the seconds it took."""
    start = time.perf_counter()
    path = os.pathsep.join(filter(None, [str(TESTS), os.environ.get("PYTHONPATH", "")]))
    subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": path},
        check=True,
        capture_output=True,
    )
    return time.perf_counter() - start


def main() -> None:
    """Make the series, import it, and print how long each took and how large they are."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        (folder / "figures").mkdir()
        made = run("phantom", "series", folder=folder)
        files = list((folder / "series").iterdir())
        print(f"{made:6.2f} s  {len(files)} slices of the synthetic CT made (under 20 s asked for)")
        options = ("series", "--name", "ct", "--pixels-checked")
        taken = run("casereport.cli", "import-ct", *options, folder=folder)
        size = (folder / "figures" / "ct.nii.gz").stat().st_size / 1e6
        print(f"{taken:6.2f} s  imported into a volume of {size:.1f} MB")


if __name__ == "__main__":
    main()
