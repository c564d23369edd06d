"""Towns in real git repositories."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from small_towns import build_town


def git(root: Path, *arguments: str, day: str = "2027-03-01") -> str:
    """Call git as somebody without any settings, on a day."""
    names = {f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER") for what, value in
             (("NAME", "Test"), ("EMAIL", "test@beispiel.de"), ("DATE", f"{day}T12:00:00+00:00"))}  # fmt: skip
    result = subprocess.run(
        ["git", "-C", str(root), *arguments],
        env={"PATH": os.environ["PATH"], "HOME": str(root), "GIT_CONFIG_NOSYSTEM": "1", **names},
        capture_output=True,
        text=True,
        check=True,
    )
    return result.stdout.strip()


def commit(root: Path, files: dict[str, str | None] | None = None, day: str = "2027-03-01") -> str:
    """Put the minimal town with `files` on top into a repository, and commit; return the commit."""
    build_town(root, files)
    if not (root / ".git").exists():
        git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--allow-empty", "--message=x", day=day)
    return git(root, "rev-parse", "HEAD")
