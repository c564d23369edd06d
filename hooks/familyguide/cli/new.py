"""`familyguide new`: make a record by answering one question after the other."""

from __future__ import annotations

import argparse
import sys
import typing
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from ..records.canonical import canonical_text
from ..records.fields import choices, field_kinds, find_kind, item_kind, vocabulary
from ..records.load import FOLDER, ID_VOCABULARIES, KINDS, RecordFile, check_alone, known_ids, list_files
from ..records.source import Path, Value, dotted
from ..records.values import ID_LENGTH, Context, better_id, is_id
from ..records.wording import MESSAGES
from .console import print_lines
from .files import write_records
from .parser import FOUND_ERRORS, Commands, GermanParser, add_command
from .wording import (
    NEW,
    NEW_ANOTHER,
    NEW_ANSWER,
    NEW_AS_LIST,
    NEW_ASK_GROUP,
    NEW_EXAMPLE,
    NEW_EXAMPLES,
    NEW_FINISH,
    NEW_ID,
    NEW_INTRODUCTION,
    NEW_KIND,
    NEW_NAMES,
    NEW_NO,
    NEW_OPTION,
    NEW_QUESTION,
    NEW_REQUIRED,
    NEW_REQUIRED_MISSING,
    NEW_SAVE,
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
    files = list_files(options.root).files
    taken = {file.id for file in files if file.kind == folder}
    interview = _Interview(folder, known_ids(files))
    try:
        print_lines([NEW_INTRODUCTION])
        interview.group(KINDS[folder])
        data = interview.data
        record_id = _ask_id(better_id(str(data.get("titel") or data.get("name"))), taken)
        text = canonical_text(data, KINDS[folder])
        print_lines(["", text])
        if not _yes(NEW_SAVE):
            raise EOFError
    except (EOFError, KeyboardInterrupt):
        print_lines(["", NOTHING_WRITTEN])
        return FOUND_ERRORS
    return write_records(options.root, {f"{FOLDER}/{folder}/{record_id}.yml": text.encode()})


def _ask(prompt: str) -> str:
    print(prompt, end="", flush=True)
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line.strip()


def _yes(question: str) -> bool | None:
    """Ask until the answer is yes or no; None is the wish to skip all that is left."""
    while True:
        answer = _ask(NEW_YES_OR_NO.format(question=question)).casefold()
        if answer in NEW_YES:
            return True
        if answer in NEW_NO:
            return False
        if answer == NEW_FINISH:
            return None


def _ask_id(proposed: str, taken: set[str]) -> str:
    while True:
        answer = _ask(NEW_ID.format(proposed=proposed)) or proposed
        if not is_id(answer):
            print_lines([" ".join(MESSAGES["bad-id"]).format(found=answer, limit=ID_LENGTH, better=better_id(answer))])
        elif answer in taken:
            print_lines([RENAME_TAKEN.format(name=answer)])
        else:
            return answer


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
        heading = NEW_QUESTION.format(title=info.title, required="", help=info.description)
        if not required and not self._wants(NEW_ASK_GROUP.format(heading=heading)):
            return
        position = 0
        while True:
            here = (*path, position) if items is not None else path
            self.group(items if items is not None else kind, here)
            problems = self._problems(here, frozenset())
            if problems:
                print_lines(problems)
                self._set(here, None)
                continue
            if items is None or self.finished or not self._wants(NEW_ANOTHER.format(title=info.title)):
                return
            position += 1

    def _wants(self, question: str) -> bool:
        answer = _yes(question)
        self.finished = answer is None
        return bool(answer)

    def _value(self, kind: Any, info: FieldInfo, path: Path, *, required: bool) -> None:
        """Ask until the answer is right, or skipped where it may be."""
        options = self._options(kind)
        mark = NEW_REQUIRED if required else ""
        lines = ["", NEW_QUESTION.format(title=info.title, required=mark, help=info.description)]
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
            if answer == NEW_FINISH:
                self.finished, answer = True, ""
            if not answer:
                if not required:
                    return
                print_lines([NEW_REQUIRED_MISSING])
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
        return dict.fromkeys(choices(kind), "")

    def _as_value(self, answer: str, kind: Any, options: Mapping[str, str]) -> Value:
        if item_kind(kind) is not None:
            return [_meant(part.strip(), options) for part in answer.split(",") if part.strip()]
        return _meant(answer, options)

    def _problems(self, path: Path, later: frozenset[str]) -> list[str]:
        """What is wrong with the answer at `path`, in the sentences of the check."""
        file = f"{FOLDER}/{self.folder}/neu.yml"
        raw = canonical_text(self.data, KINDS[self.folder]).encode()
        found = check_alone(RecordFile(file, self.folder, "neu", raw), self.context)
        here = [
            finding for finding in found if f"{finding.field}.".startswith((f"{dotted(path)}.", f"{dotted(path)}["))
        ]
        self.needed |= {ASKED_WHEN_NEEDED[finding.code] for finding in here if finding.code in ASKED_WHEN_NEEDED}
        return [f"{finding.message} {finding.hint}" for finding in here if finding.code not in later]

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
        else:
            holder.pop(last, None)


def _meant(answer: str, options: Mapping[str, str]) -> str:
    """The option that an answer means: by its number, its word or its title."""
    words = list(options)
    if answer in options:
        return answer
    if answer.isascii() and answer.isdigit() and len(words) <= MOST_OPTIONS and 0 < int(answer) <= len(words):
        return words[int(answer) - 1]
    return next((word for word, title in options.items() if answer.casefold() == title.casefold()), answer)
