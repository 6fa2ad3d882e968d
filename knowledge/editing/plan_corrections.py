"""Staff's word on how a plan reads, kept apart from the file and put on every reading anew."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from knowledge.editing.kinds import DESK
from knowledge.errors import KnowledgeError
from knowledge.library import Library
from knowledge.records import PlanReading
from knowledge.records.base import Record, Text

LAYER = f"{DESK}-plan"
EVERYWHERE = "*"


class Correction(Record):
    """Where ``plan`` (its number, or its file's name) reads ``read``, it says ``value``.

    ``path`` names the element, lists passed over: 'title', 'units.unit', 'schedule.time'. '*' is a
    replacement of whole words throughout the plan, as a scanner's habit needs once staff saw it.
    """

    plan: Text
    path: Text
    read: Text | None
    value: Text | None
    by: Text


@dataclass(frozen=True)
class Corrected:
    """A reading with corrections; ``conflicts`` are those that no longer meet what they correct."""

    reading: PlanReading
    conflicts: list[Correction]


@dataclass
class _Met:
    """What one correction came across."""

    hits: int = 0
    already: int = 0
    others: list[Any] = field(default_factory=list)


def corrections(library: Library) -> list[Correction]:
    """All that staff corrected."""
    return [Correction.model_validate(stored.payload) for stored in library.current(LAYER)]


def save_correction(library: Library, reading: PlanReading, correction: Correction) -> None:
    """Keep ``correction``, which must fit ``reading`` as it is.

    Raises:
        KnowledgeError: the reading holds no such text there, or cannot hold the new one.
    """
    data, met = _applied(reading.model_dump(mode="json", by_alias=True), correction)
    if not met.hits:
        there = "; ".join(str(one) for one in met.others[:5]) or "nothing"
        raise KnowledgeError(f"{correction.path}: no '{correction.read}' there; it reads: {there}")
    try:
        PlanReading.model_validate(data)
    except ValidationError as error:
        why = error.errors()[0]["msg"]
        raise KnowledgeError(f"{correction.path}: '{correction.value}': {why}") from None
    key = json.dumps([correction.plan, correction.path, correction.read], ensure_ascii=False)
    library.save(LAYER, [(key, correction.model_dump(mode="json"), None)], DESK)


def correct_reading(reading: PlanReading, file: str, known: Sequence[Correction]) -> Corrected:
    """Put every correction of this plan on ``reading``; a conflict is told in its warnings too."""
    conflicts = []
    for one in sorted(known, key=lambda one: one.path != "number"):
        # A corrected number comes first: the other corrections may name the plan by it.
        if one.plan not in (file, reading.number):
            continue
        data, met = _applied(reading.model_dump(mode="json", by_alias=True), one)
        if met.hits:
            try:
                reading = PlanReading.model_validate(data)
            except ValidationError:
                conflicts.append(one)
        elif not met.already and one.path != EVERYWHERE:
            conflicts.append(one)
    told = [f"{one.path}: {one.by} sửa '{one.read}', nay không còn đọc thấy" for one in conflicts]
    return Corrected(reading.model_copy(update={"warnings": [*reading.warnings, *told]}), conflicts)


def correct_lines(
    lines: list[str], file: str, number: str | None, known: Sequence[Correction]
) -> list[str]:
    """The plan's lines with its confirmed replacements; as many as before."""
    for one in known:
        if one.path == EVERYWHERE and one.plan in (file, number):
            lines = [_replaced(line, one)[0] for line in lines]
    return lines


def _applied(data: dict[str, Any], one: Correction) -> tuple[dict[str, Any], _Met]:
    met = _Met()
    if one.path == EVERYWHERE:
        changed = {
            name: value if name == "warnings" else _everywhere(value, one, met)
            for name, value in data.items()
        }
    else:
        changed = _at(data, one.path.split("."), one, met)
    return changed, met


def _at(node: Any, path: list[str], one: Correction, met: _Met) -> Any:
    if isinstance(node, list):
        return [_at(part, path, one, met) for part in node]
    if path:
        if not isinstance(node, dict) or path[0] not in node:
            return node
        return {**node, path[0]: _at(node[path[0]], path[1:], one, met)}
    if node == one.read:
        met.hits += 1
        return one.value
    if node == one.value:
        met.already += 1
    else:
        met.others.append(node)
    return node


def _everywhere(node: Any, one: Correction, met: _Met) -> Any:
    if isinstance(node, list):
        return [_everywhere(part, one, met) for part in node]
    if isinstance(node, dict):
        return {name: _everywhere(part, one, met) for name, part in node.items()}
    if not isinstance(node, str):
        return node
    text, count = _replaced(node, one)
    met.hits += count
    return text


def _replaced(text: str, one: Correction) -> tuple[str, int]:
    value = one.value or ""
    return re.subn(rf"(?<!\w){re.escape(one.read or '')}(?!\w)", lambda _: value, text)
