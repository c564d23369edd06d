"""What git knows about the records of a town."""

from __future__ import annotations

import os
import subprocess
from datetime import date
from pathlib import Path

from ..records.load import FOLDER, RecordFile, as_record_file
from .wording import NO_GIT, NO_REPOSITORY, NO_REVISION, SHALLOW


class GitError(Exception):
    """Git could not answer; the text says why, in its own words where there are no others."""


def _git(root: Path, *arguments: str, given: bytes = b"") -> bytes:
    try:
        result = subprocess.run(
            ["git", "-C", str(root), *arguments],
            input=given,
            capture_output=True,
            check=False,
            env={**os.environ, "LC_ALL": "C"},
        )
    except OSError:
        raise GitError(NO_GIT) from None
    if result.returncode:
        problem = result.stderr.decode(errors="replace").strip()
        raise GitError(NO_REPOSITORY if "not a git repository" in problem else problem or NO_REVISION)
    return result.stdout


def commit_of(root: Path, revision: str) -> str:
    """The commit that a revision means; raises GitError where there is none."""
    try:
        found = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    except GitError as error:
        if str(error) == NO_REVISION and is_shallow(root):
            raise GitError(f"{NO_REVISION} {SHALLOW}") from None
        raise
    return found.decode().strip()


def merge_base(root: Path, one: str, other: str) -> str:
    """The commit from which two others went different ways."""
    return _git(root, "merge-base", one, other).decode().strip()


def commit_before(root: Path, day: date) -> str | None:
    """The last commit up to the end of a day; None where the history begins later."""
    found = _git(root, "rev-list", "-1", "--first-parent", f"--before={day}T23:59:59+00:00", "HEAD").decode().strip()
    return found or None


def is_shallow(root: Path) -> bool:
    """Whether only the end of the history is here, as in the jobs of a forge."""
    return _git(root, "rev-parse", "--is-shallow-repository").strip() == b"true"


def first_commit(root: Path) -> tuple[str, date]:
    """The first commit that knows of records, and its day; raises GitError where there is none."""
    listed = (
        _git(root, "log", "--first-parent", "--reverse", "--format=%H %cs", "HEAD", "--", f"{FOLDER}/")
        .decode()
        .splitlines()
    )
    if not listed:
        raise GitError
    commit, day = listed[0].split(" ")
    return commit, date.fromisoformat(day)


def deleted_since(root: Path, commit: str) -> list[RecordFile]:
    """The record files of a town that were deleted after a commit, as they were last; the latest deletion first."""
    listed = _git(
        root, "log", "--first-parent", "-m", "--diff-filter=D", "--no-renames", "--relative", "--name-only", "-z",
        "--format=%x01%H%x00", f"{commit}..HEAD", "--", f"{FOLDER}/",
    ).decode(errors="replace")  # fmt: skip
    files: list[RecordFile] = []
    for deletion in listed.split("\x01")[1:]:
        at, *names = deletion.split("\0")
        gone = {name.strip("\n") for name in names} - {""}
        files += (file for file in record_files(root, f"{at}^1") if file.file in gone)
    return files


def changed_files(root: Path, before: str, after: str | None = None) -> frozenset[str]:
    """The files that differ between two commits, from the root of the town; with one, those that lie there now."""
    commits = [before, after] if after else [before]
    listed = _git(root, "diff", "--name-only", "--relative", "--no-renames", "-z", *commits)
    return frozenset(listed.decode(errors="replace").split("\0")) - {""}


def record_files(root: Path, commit: str) -> list[RecordFile]:
    """The record files of a town as they were."""
    listed = _git(root, "ls-tree", "-r", "-z", commit, "--", f"{FOLDER}/").decode(errors="replace").split("\0")
    blobs = {}
    for entry in listed:
        about, _, file = entry.partition("\t")
        if about.split(" ")[1:2] == ["blob"] and as_record_file(file, b"") is not None:
            blobs[file] = about.split(" ")[2]
    answer = _git(root, "cat-file", "--batch", given="".join(f"{blob}\n" for blob in blobs.values()).encode())
    files = []
    for file in blobs:
        header, _, rest = answer.partition(b"\n")
        size = int(header.split(b" ")[2])
        record = as_record_file(file, rest[:size])
        answer = rest[size + 1 :]
        if record is not None:
            files.append(record)
    return files
