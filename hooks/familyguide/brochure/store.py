"""A folder that keeps what has been printed, by its content."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Final

PRINT_CACHE: Final = ".cache/broschueren"
"""Where a town keeps what has been printed, from its root."""


class Folder:
    """Keeps files below a folder; what nobody has asked for since it was opened can be swept out."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._used: set[str] = set()

    def get(self, key: str) -> Mapping[str, bytes] | None:
        """The files kept under `key`."""
        self._used.add(key)
        folder = self._path / key
        return {path.name: path.read_bytes() for path in sorted(folder.iterdir())} if folder.is_dir() else None

    def put(self, key: str, files: Mapping[str, bytes]) -> None:
        """Keep files under `key`: all of them or, when something interrupts, none."""
        new = self._path / f"{key}.new"
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(parents=True)
        for name, content in files.items():
            (new / name).write_bytes(content)
        shutil.rmtree(self._path / key, ignore_errors=True)
        new.rename(self._path / key)

    def sweep(self) -> None:
        """Throw away what was not used."""
        for folder in self._path.iterdir() if self._path.is_dir() else ():
            if folder.name not in self._used:
                shutil.rmtree(folder, ignore_errors=True)


class Nothing:
    """Keeps nothing."""

    def get(self, key: str) -> None:  # noqa: ARG002 - as every store
        """Nothing is kept under any key."""
        return

    def put(self, key: str, files: Mapping[str, bytes]) -> None:
        """Forget the files."""
