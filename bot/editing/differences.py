"""What changed between two wordings of a record, field by field and word by word."""

import datetime as dt
import difflib
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.editing.fields import FIELDS, FieldKind, to_form
from knowledge.editing import EditKind


class Change(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Difference:
    """A field whose value changed; the pieces joined, less one kind, are the old or new value."""

    label: str
    pieces: tuple[tuple[Change, str], ...]


_YES_NO = {"yes": "có", "no": "không"}


def differences(
    kind: EditKind, before: dict[str, Any] | None, after: dict[str, Any] | None
) -> list[Difference]:
    """The fields that differ, in the form's order; None is no record at all."""
    old, new = to_form(kind, before or {}), to_form(kind, after or {})
    found = []
    for field in FIELDS[kind]:
        was, now = old[field.path], new[field.path]
        if was == now:
            continue
        if field.kind is FieldKind.DATE:
            was, now = _day(was), _day(now)
        if field.kind is FieldKind.YES_NO:
            was, now = _YES_NO.get(was, was), _YES_NO.get(now, now)
        names = dict(field.choices)
        pieces = _pieces(names.get(was, was), names.get(now, now))
        found.append(Difference(field.label, pieces))
    return found


def _day(text: str) -> str:
    """A date as officers write it; a draft may hold what is none."""
    try:
        return f"{dt.date.fromisoformat(text):%d/%m/%Y}"
    except ValueError:
        return text


def _pieces(before: str, after: str) -> tuple[tuple[Change, str], ...]:
    old, new = re.findall(r"\S+|\s+", before), re.findall(r"\S+|\s+", after)
    pieces: list[tuple[Change, str]] = []
    for step, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if step == "equal":
            pieces.append((Change.SAME, "".join(old[a:b])))
            continue
        if a < b:
            pieces.append((Change.REMOVED, "".join(old[a:b])))
        if c < d:
            pieces.append((Change.ADDED, "".join(new[c:d])))
    return tuple(pieces)
