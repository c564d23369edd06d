"""Files that commands read and write: which ones are meant, and all of them or none."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from ..records.load import RecordFile, list_files
from .parser import GermanParser
from .wording import NO_SUCH_RECORD

Changes = Mapping[str, bytes | None]
"""New contents of files, by their paths from the root of the town; None where a file goes."""


def named_files(root: Path, names: Iterable[str], parser: GermanParser) -> list[RecordFile]:
    """The record files that are meant by ids or paths; all where none is named."""
    files = list_files(root).files
    names = list(names)
    if not names:
        return files
    found: dict[str, RecordFile] = {}
    for name in names:
        path = os.path.relpath(Path(name).resolve(), root.resolve()).replace(os.sep, "/")
        meant = [file for file in files if name in (file.id, file.file) or path == file.file]
        if not meant:
            parser.error(NO_SUCH_RECORD.format(name=name))
        found |= {file.file: file for file in meant}
    return [found[file] for file in sorted(found)]


def write_all(root: Path, changes: Changes) -> None:
    """Write all files, or none: what goes wrong on the way is raised as OSError when everything is as it was before."""
    drafts: dict[Path, Path | None] = {}
    kept: list[tuple[Path, bytes | None]] = []
    try:
        for file, content in changes.items():
            path = root / file
            drafts[path] = None if content is None else _draft(path, content)
        for path, draft in drafts.items():
            before = path.read_bytes() if path.is_file() else None
            kept.append((path, before))
            if draft is None:
                path.unlink(missing_ok=True)
            else:
                draft.replace(path)
    except OSError:
        for path, before in kept:
            if before is None:
                path.unlink(missing_ok=True)
            else:
                path.write_bytes(before)
        raise
    finally:
        for draft in drafts.values():
            if draft is not None:
                draft.unlink(missing_ok=True)


def _draft(path: Path, content: bytes) -> Path:
    """Write the new content of a file beside it; the file's permissions stay."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=path.parent)
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        draft.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
    except OSError:
        draft.unlink(missing_ok=True)
        raise
    return draft
