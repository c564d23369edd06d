"""What commands print."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable


def print_lines(lines: Iterable[str]) -> None:
    """Print lines where results go."""
    try:
        print(*lines, sep="\n", flush=True)
    except OSError:  # whoever was reading has gone; the exit status still tells
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
