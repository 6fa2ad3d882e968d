"""Staff's word on how a plan reads, kept apart from the file and put on every reading anew."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from knowledge.editing.kinds import DESK
from knowledge.errors import KnowledgeError
from knowledge.library import Library
from knowledge.plans import RepairedLine
from knowledge.records import PlanReading
from knowledge.records.base import Record, Text

LAYER = f"{DESK}-plan"


class Correction(Record):
    """Where ``plan`` (its number, or its file's name) reads ``read``, it says ``value``.

    ``path`` names the element, lists passed over: 'title', 'units.unit', 'schedule.time'.
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
        elif not met.already:
            conflicts.append(one)
    told = [f"{one.path}: {one.by} sửa '{one.read}', nay không còn đọc thấy" for one in conflicts]
    return Corrected(reading.model_copy(update={"warnings": [*reading.warnings, *told]}), conflicts)


def settle_offers(
    library: Library, file: str, lines: Sequence[RepairedLine], found: str, value: str, by: str
) -> list[int]:
    """Settle the suspected blind replacement of ``found``: ``value`` is meant in its odd places.

    With ``found`` itself as ``value`` nothing was replaced, and nobody asks again. Only places
    that the repair model suspects are changed, since honest uses stand in the same file.

    Args:
        library: keeps the decision for ``file``.
        file: the plan's file name.
        lines: of the file, restored, nothing settled yet.
        found: as the text shows it, small letters or not.
        value: what is meant.
        by: who says so.

    Returns:
        The lines concerned, 1-based.

    Raises:
        KnowledgeError: nothing of the kind is suspected.
    """
    found, value = found.lower(), value.lower()
    places: dict[tuple[str, str], list[int]] = {}
    for number, line in enumerate(lines, start=1):
        for offer in line.offers:
            places.setdefault(offer.pair, []).append(number)
    chosen = [pair for pair in places if pair[0] == found and value in pair]
    if not chosen:
        known = "; ".join(f"'{one}' → '{other}'" for one, other in places) or "nothing"
        raise KnowledgeError(f"*: '{found}' → '{value}' is not suspected in {file}; it is: {known}")
    for pair in chosen:
        library.settle_replacement(file, *pair, meant=value != found, by=by)
    return sorted({number for pair in chosen for number in places[pair]})


def _applied(data: dict[str, Any], one: Correction) -> tuple[dict[str, Any], _Met]:
    met = _Met()
    return _at(data, one.path.split("."), one, met), met


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
