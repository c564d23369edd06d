"""`familyguide new`: make a record by answering one question after the other."""

from __future__ import annotations

import argparse
import contextlib
import re
import sys
import typing
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from ..records.canonical import canonical_text
from ..records.editing import new_errors, with_changes
from ..records.fields import field_kinds, find_kind, item_kind, vocabulary
from ..records.findings import Finding, advice
from ..records.load import (
    FOLDER,
    ID_VOCABULARIES,
    KINDS,
    RecordFile,
    check_alone,
    known_ids,
    list_files,
    read_records,
)
from ..records.source import Path, Value, dotted
from ..records.values import ID_LENGTH, Context, better_id, id_from, is_id
from ..records.wording import MESSAGES
from ..sheets.columns import as_typed, labels
from ..site.form import plain_help
from .console import print_lines
from .files import write_records
from .parser import FOUND_ERRORS, Commands, GermanParser, add_command
from .wording import (
    NEW,
    NEW_ANOTHER,
    NEW_ANSWER,
    NEW_AS_LIST,
    NEW_ASK_GROUP,
    NEW_BACK,
    NEW_EXAMPLE,
    NEW_EXAMPLES,
    NEW_FINISH,
    NEW_ID,
    NEW_ID_WITHOUT,
    NEW_INTRODUCTION,
    NEW_KIND,
    NEW_LEFT_OUT,
    NEW_LIST,
    NEW_NAMES,
    NEW_NO,
    NEW_NO_AT_LAST,
    NEW_OPTION,
    NEW_OR_BACK,
    NEW_QUESTION,
    NEW_REQUIRED,
    NEW_REQUIRED_MISSING,
    NEW_SAVE,
    NEW_UNREADABLE,
    NEW_YES,
    NEW_YES_OR_NO,
    NOTHING_WRITTEN,
    RENAME_TAKEN,
)

NOT_ASKED: Final = frozenset(("frueher", "status", "pruefung"))
"""What a new record does not have yet."""
ASKED_WHEN_NEEDED: Final[Mapping[str, str]] = {
    "week-missing": "woche",
    "sensitive-address": "adresse",
    "slot-end-before-start": "ueber-mitternacht",
}
"""What is only asked when the check has found that something before it needs it."""
ANSWERED_LATER: Final = frozenset(("missing", "empty-field", "age-empty", "source-empty", *ASKED_WHEN_NEEDED))
"""Findings that answers to come may still mend."""
MOST_OPTIONS: Final = 40
"""Longer lists are not shown."""


def add_to(commands: Commands) -> None:
    """Add the command to the command line."""
    command = add_command(commands, "new", NEW, _run, examples=NEW_EXAMPLES)
    command.options.add_argument(
        "kind", nargs="?", choices=tuple(ID_VOCABULARIES.values()), default="angebot", metavar="ART", help=NEW_KIND
    )


def _run(options: argparse.Namespace, _parser: GermanParser) -> int:
    folder = next(folder for folder, name in ID_VOCABULARIES.items() if name == options.kind)
    listing = list_files(options.root)
    taken = {file.id for file in listing.files if file.kind == folder}
    before = read_records(listing.files, listing.findings)
    interview = _Interview(folder, known_ids(listing.files))
    _edit_lines()
    try:
        print_lines([NEW_INTRODUCTION])
        interview.group(KINDS[folder])
        data = interview.data
        record_id = _ask_id(id_from(str(data.get("titel") or data.get("name"))), taken)
        file = f"{FOLDER}/{folder}/{record_id}.yml"
        while True:
            text = canonical_text(data, KINDS[folder])
            after = read_records(with_changes(listing.files, {file: text.encode()}), listing.findings)
            errors = [finding for finding in new_errors(before, after) if finding.file == file]
            if not errors:
                break
            interview.ask_again(errors)
        print_lines(["", text])
        if not _yes(NEW_SAVE, no=NEW_NO_AT_LAST):
            raise EOFError
    except (EOFError, KeyboardInterrupt):
        print_lines(["", NOTHING_WRITTEN])
        return FOUND_ERRORS
    return write_records(options.root, {file: text.encode()})


def _edit_lines() -> None:
    """Let people move within the line that they type, where there is a terminal that can do it."""
    if sys.stdin.isatty():
        with contextlib.suppress(ImportError):
            import readline  # noqa: F401


def _ask(prompt: str) -> str:
    """One line; raises EOFError where there is none any more."""
    while True:
        try:
            if sys.stdin.isatty():
                line = input(prompt)
            else:
                print(prompt, end="", flush=True)
                line = sys.stdin.readline()
                if not line:
                    raise EOFError
            line.encode()
        except UnicodeError:
            print_lines([NEW_UNREADABLE])
            continue
        return line.strip()


def _yes(question: str, no: tuple[str, ...] = NEW_NO) -> bool | None:
    """Ask until the answer is yes or no; None is the wish to skip all that is left."""
    while True:
        answer = _ask(NEW_YES_OR_NO.format(question=question)).casefold()
        if answer in NEW_YES:
            return True
        if answer in no:
            return False
        if answer == NEW_FINISH:
            return None


def _ask_id(proposed: str, taken: set[str]) -> str:
    while True:
        answer = _ask((NEW_ID if proposed else NEW_ID_WITHOUT).format(proposed=proposed)) or proposed
        if not is_id(answer):
            print_lines([" ".join(MESSAGES["bad-id"]).format(found=answer, limit=ID_LENGTH, better=better_id(answer))])
        elif answer in taken:
            print_lines([RENAME_TAKEN.format(name=answer)])
        else:
            return answer


class _LeftOut(Exception):
    """Somebody does not want to fill in the group of fields after all."""


@dataclass
class _Interview:
    """Asks for the fields of a record, and checks each answer as the check does."""

    folder: str
    context: Context
    data: dict[str, Value] = field(default_factory=dict)
    needed: set[str] = field(default_factory=set)
    finished: bool = False
    """Whether only what has to be said is still asked for."""

    def group(self, kind: Any, path: Path = ()) -> None:
        """Ask for the fields of a group at `path`; what is skipped is left out."""
        for key, inner in field_kinds(kind).items():
            if key in ASKED_WHEN_NEEDED.values() and key not in self.needed:
                continue
            if path or key not in NOT_ASKED:
                self._field(inner, (*path, key))

    def _field(self, kind: Any, path: Path) -> None:
        info: FieldInfo = typing.get_args(kind)[-1]
        required = info.is_required() or path[-1] in self.needed
        self.needed.discard(str(path[-1]))
        nothing_to_name = vocabulary(kind) is not None and not self._options(kind)
        if not required and (self.finished or nothing_to_name):
            return
        items = item_kind(kind)
        if find_kind(items if items is not None else kind, BaseModel) is None:
            self._value(kind, info, path, required=required)
            return
        heading = _question(info, kind)
        if not required and not self._wants(NEW_ASK_GROUP.format(heading=heading)):
            return
        position = 0
        while True:
            here = (*path, position) if items is not None else path
            try:
                self.group(items if items is not None else kind, here)
            except _LeftOut:
                self._set(here, None)
                print_lines([NEW_LEFT_OUT.format(title=info.title)])
                return
            problems = self._problems(here, frozenset())
            if problems:
                print_lines(problems)
                self._set(here, None)
                continue
            if items is None or self.finished or not self._wants(NEW_ANOTHER.format(title=info.title)):
                return
            position += 1

    def ask_again(self, errors: Iterable[Finding]) -> None:
        """Tell what is wrong with the whole, and ask for the fields that it is about once more."""
        print_lines(["", *(f"{error.message} {advice(error)}" for error in errors)])
        self.finished = False
        keys = dict.fromkeys(re.split(r"[.\[]", error.field)[0] for error in errors)
        kinds = field_kinds(KINDS[self.folder])
        for key in [key for key in kinds if key in keys] or [key for key in kinds if key in self.data]:
            self.data.pop(key, None)
            self._field(kinds[key], (key,))

    def _wants(self, question: str) -> bool:
        answer = _yes(question)
        self.finished = answer is None
        return bool(answer)

    def _value(self, kind: Any, info: FieldInfo, path: Path, *, required: bool) -> None:
        """Ask until the answer is right, or skipped where it may be."""
        options = self._options(kind)
        lines = ["", _question(info, kind, NEW_REQUIRED if required else "")]
        if item_kind(kind) is not None:
            lines.append(NEW_AS_LIST)
        if options and len(options) <= MOST_OPTIONS:
            numbered = enumerate(options.items(), start=1)
            lines += [
                NEW_OPTION.format(number=number, id=word, title=title).rstrip() for number, (word, title) in numbered
            ]
        elif options:
            lines.append(NEW_NAMES)
        else:
            lines.append(NEW_EXAMPLE.format(example=str((info.examples or [""])[0]).strip('"')))
        print_lines(lines)
        while True:
            answer = _ask(NEW_ANSWER)
            if answer == NEW_BACK and len(path) > 1:
                raise _LeftOut
            if answer == NEW_LIST and options:
                print_lines(NEW_OPTION.format(number="", id=word, title=title) for word, title in options.items())
                continue
            if answer == NEW_FINISH:
                self.finished, answer = True, ""
            if not answer:
                if not required:
                    return
                print_lines([NEW_REQUIRED_MISSING.format(back=NEW_OR_BACK if len(path) > 1 else "")])
                continue
            self._set(path, self._as_value(answer, kind, options))
            problems = self._problems(path, ANSWERED_LATER)
            if not problems:
                return
            print_lines(problems)
            self._set(path, None)

    def _options(self, kind: Any) -> dict[str, str]:
        """What can be chosen from, with the words for it."""
        if (name := vocabulary(kind)) is not None:
            return dict(self.context.known.get(name, {}))
        return {word: "" if word == label else label for label, word in labels(kind).items()}

    def _as_value(self, answer: str, kind: Any, options: Mapping[str, str]) -> Value:
        items = item_kind(kind)
        if items is not None:
            return [_meant(part, options, items) for part in _split(answer, options)]
        return _meant(answer, options, kind)

    def _problems(self, path: Path, later: frozenset[str]) -> list[str]:
        """What is wrong with the answer at `path`, in the sentences of the check."""
        file = f"{FOLDER}/{self.folder}/neu.yml"
        raw = canonical_text(self.data, KINDS[self.folder]).encode()
        found = check_alone(RecordFile(file, self.folder, "neu", raw), self.context)
        here = [
            finding for finding in found if f"{finding.field}.".startswith((f"{dotted(path)}.", f"{dotted(path)}["))
        ]
        self.needed |= {ASKED_WHEN_NEEDED[finding.code] for finding in here if finding.code in ASKED_WHEN_NEEDED}
        # What is wrong with the file as such is wrong because of the last answer, too.
        whole = [finding for finding in found if not finding.field]
        return [f"{finding.message} {advice(finding)}" for finding in (*here, *whole) if finding.code not in later]

    def _set(self, path: Path, value: Value | None) -> None:
        """Put a value to its place; None takes it away."""
        holder: Any = self.data
        for part, following in pairwise(path):
            empty: Value = [] if isinstance(following, int) else {}
            if isinstance(part, int):
                if part == len(holder):
                    holder.append(empty)
                holder = holder[part]
            else:
                holder = holder.setdefault(part, empty)
        last: Any = path[-1]
        if value is not None:
            if isinstance(holder, list) and last == len(holder):
                holder.append(value)
            else:
                holder[last] = value
        elif isinstance(holder, list):
            del holder[last:]
            if not holder:  # a list without items says nothing
                self._set(path[:-1], None)
        else:
            holder.pop(last, None)


def _question(info: FieldInfo, kind: Any, mark: str = "") -> str:
    """The title of a field and what it is for, without what only matters to those who write files."""
    words = tuple((word, "") for word in labels(kind).values())
    help_text = plain_help(info.description or "", words, "choice" if words else "text")
    title = f"{info.title}{mark}"
    return NEW_QUESTION.format(title=title, help=help_text) if help_text else title


def _split(answer: str, options: Mapping[str, str]) -> list[str]:
    """The parts of an answer between commas; a name that has commas itself stays whole."""
    names = {name.casefold() for name in (*options, *options.values())}
    parts = [part.strip() for part in answer.split(",")]
    found: list[str] = []
    while parts:
        length = next((n for n in range(len(parts), 1, -1) if ", ".join(parts[:n]).casefold() in names), 1)
        found.append(", ".join(parts[:length]))
        del parts[:length]
    return [part for part in found if part]


def _meant(answer: str, options: Mapping[str, str], kind: Any) -> str:
    """The option that an answer means: by number, word or title; else the answer in the form of the record."""
    words = list(options)
    if answer in options:
        return answer
    if answer.isascii() and answer.isdigit() and len(words) <= MOST_OPTIONS and 0 < int(answer) <= len(words):
        return words[int(answer) - 1]
    named = (word for word, title in options.items() if answer.casefold() in (title.casefold(), word.casefold()))
    return next(named, as_typed(answer, kind))
