"""Write the phantom's series: ``python -m phantom FOLDER [SEED]``."""

from __future__ import annotations

import sys
from pathlib import Path

from phantom.series import make_series

if __name__ == "__main__":
    make_series(Path(sys.argv[1]), *map(int, sys.argv[2:3]))
