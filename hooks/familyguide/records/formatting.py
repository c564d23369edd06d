"""From a record file to the same record in canonical form, or to findings that say why it cannot be."""

from __future__ import annotations

from .canonical import canonical_text
from .comments import moved_comments, read_comments
from .findings import START, Finding, make_finding
from .load import KINDS, RecordFile
from .models import GuideRecord
from .source import Value, plain_lines, read_source


def format_record(file: RecordFile) -> tuple[bytes, list[Finding]]:
    """Write a record file in canonical form; with findings the file stays as it is.

    Neither a value nor a comment is ever lost: what was written is read once more and compared.
    """
    source, findings = read_source(file.file, file.raw)
    if errors := [finding for finding in findings if finding.severity == "error"]:
        return file.raw, errors
    assert source is not None  # without one there is an error
    return write_record(file, source.data)


def write_record(file: RecordFile, data: dict[str, Value]) -> tuple[bytes, list[Finding]]:
    """Write values into a record file, which has to be readable, with the comments that it has."""
    before, _ = read_source(file.file, file.raw)
    comments = read_comments(plain_lines(file.raw))
    if before is not None and before.data != data:
        comments = moved_comments(comments, before.data, data)
    text = canonical_text(data, KINDS.get(file.kind, GuideRecord), comments)
    again, _ = read_source(file.file, text.encode())
    if again is None or again.data != data:
        return file.raw, [make_finding(file.file, START, "", "format-meaning")]
    kept = read_comments(text).texts
    lost = [comment for comment in comments.texts if comment not in kept]
    if lost or len(kept) != len(comments.texts):
        return file.raw, [make_finding(file.file, START, "", "format-comment", found=" ".join(lost))]
    return text.encode(), []
