"""Files that commands read and write: which ones are meant, and all of them or none."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from ..records.editing import new_errors, with_changes
from ..records.load import RecordFile, list_files, nearest, read_records
from ..records.report import as_lines
from .console import print_lines
from .parser import FOUND_ERRORS, OK, GermanParser
from .wording import FILE_GONE, NO_SUCH_RECORD, NOT_WRITABLE, NOTHING_WRITTEN

Changes = Mapping[str, bytes | None]
"""New contents of files, by their paths from the root of the town; None where a file goes."""


def named_files(root: Path, names: Iterable[str], parser: GermanParser) -> list[RecordFile]:
    """The record files that are meant by ids or paths; all where none is named."""
    files = list_files(root).files
    names = list(names)
    if not names:
        return files
    found: dict[str, RecordFile] = {}
    missing = []
    for name in names:
        path = os.path.relpath(Path(name).resolve(), root.resolve()).replace(os.sep, "/")
        meant = [file for file in files if name in (file.id, file.file) or path == file.file]
        if not meant:
            near = nearest(name, {file.id: "" for file in files})
            missing.append(NO_SUCH_RECORD.format(name=name, nearest=near))
        found |= {file.file: file for file in meant}
    if missing:
        parser.error(" ".join(missing))
    return [found[file] for file in sorted(found)]


def write_records(root: Path, changes: Changes) -> int:
    """Write record files unless that makes a mistake that was not there before; tell, and return the status."""
    listing = list_files(root)
    before = read_records(listing.files, listing.findings)
    after = read_records(with_changes(listing.files, changes), listing.findings)
    if errors := new_errors(before, after):
        print_lines([*as_lines(errors), NOTHING_WRITTEN])
        return FOUND_ERRORS
    return write_and_tell(root, changes)


def write_and_tell(root: Path, changes: Changes, *last: str) -> int:
    """Write files and name them, with a `last` line; tell when they cannot be written. Return the status."""
    try:
        write_all(root, changes)
    except WriteError as error:
        print(NOT_WRITABLE.format(file=error.file), NOTHING_WRITTEN, file=sys.stderr)
        return FOUND_ERRORS
    names = [file if raw is not None else FILE_GONE.format(file=file) for file, raw in changes.items()]
    print_lines([*names, *last])
    return OK


class WriteError(Exception):
    """A file cannot be written."""

    def __init__(self, file: str) -> None:
        super().__init__(file)
        self.file = file


def write_all(root: Path, changes: Changes) -> None:
    """Write all files, or none: what goes wrong on the way is raised when everything is as it was before.

    Raises WriteError for what cannot be written.
    """
    drafts: dict[str, Path | None] = {}
    kept: list[tuple[Path, bytes | None]] = []
    at = ""
    try:
        for at, content in changes.items():
            drafts[at] = None if content is None else _draft(root / at, content)
        for at, draft in drafts.items():
            path = root / at
            kept.append((path, path.read_bytes() if path.is_file() else None))
            if draft is None:
                path.unlink(missing_ok=True)
            else:
                draft.replace(path)
    except BaseException as error:  # also when somebody stops the command
        for path, before in kept:
            with contextlib.suppress(OSError):  # what could not be written is as it was; the others still have to be
                if before is None:
                    path.unlink(missing_ok=True)
                elif not path.is_file() or path.read_bytes() != before:
                    path.write_bytes(before)
        if isinstance(error, OSError):
            raise WriteError(at) from None
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
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    return draft
