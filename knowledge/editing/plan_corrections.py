"""Staff's word on how a plan reads, kept apart from the file and put on every reading anew."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import ValidationError

from knowledge.editing.kinds import DESK
from knowledge.errors import KnowledgeError
from knowledge.library import Library
from knowledge.plans import RepairedLine
from knowledge.records import PlanReading
from knowledge.records.base import Record, Text
from knowledge.records.faults import fault_of

LAYER = f"{DESK}-plan"
LINE = "line"
"""The path of a correction of one line as restored."""

Value = Text | list[Text] | None


class Correction(Record):
    """Where ``plan`` (its number, or its file's name) reads ``read``, it says ``value``.

    ``path`` names the element, lists passed over: 'title', 'units.unit', 'schedule.time'. With
    ``source``, the lines of the file as imported, only the element read from them is meant.
    """

    plan: Text
    path: Text
    read: Value
    value: Value
    by: Text
    source: Text | None = None


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


def source_of(element_lines: Sequence[int], lines: Sequence[str]) -> str:
    """The text of the file that an element was read from, which no better reading changes."""
    first, last = element_lines
    return "\n".join(line.strip() for line in lines[first - 1 : last]).strip()


def save_correction(
    library: Library, reading: PlanReading, correction: Correction, lines: Sequence[str] = ()
) -> None:
    """Keep ``correction``, which must fit ``reading`` as it is, of the file's ``lines``.

    What was corrected before is corrected further, and back to what was read it is forgotten.

    Raises:
        KnowledgeError: the reading holds no such text there, or cannot hold the new one.
    """
    data, met = _applied(reading.model_dump(mode="json", by_alias=True), correction, lines)
    if not met.hits:
        there = "; ".join(str(one) for one in met.others[:5]) or "nothing"
        raise KnowledgeError(f"{correction.path}: no '{correction.read}' there; it reads: {there}")
    try:
        PlanReading.model_validate(data)
    except ValidationError as error:
        why = fault_of(error)
        raise KnowledgeError(f"{correction.path}: '{correction.value}': {why}") from None
    _keep(library, correction)
    if correction.path == "number" and correction.read:
        _rename(library, str(correction.read), shown(correction.value) or correction.plan)


def save_line(library: Library, file: str, line: RepairedLine, value: str, by: str) -> None:
    """Keep that the ``line`` of ``file``, wherever it stands, says ``value``.

    Raises:
        KnowledgeError: the line is blank in the file, or would be.
    """
    source, value = line.read.strip(), " ".join(value.split())
    if not source or not value:
        raise KnowledgeError(f"{LINE}: a blank line cannot be corrected, nor a line made blank")
    read = " ".join(line.text.split())
    _keep(library, Correction(plan=file, path=LINE, read=read, value=value, by=by, source=source))


def forget_correction(library: Library, correction: Correction) -> None:
    """Take a correction back: what is read counts again."""
    others = {stored.key for stored in library.current(LAYER)} - {_key(correction)}
    library.mark_removed(LAYER, DESK, others)


def correct_lines(
    lines: Sequence[RepairedLine], file: str, known: Sequence[Correction]
) -> list[RepairedLine]:
    """The plan's lines with those that staff wrote anew; as many as before."""
    said = {one.source: one.value for one in known if one.path == LINE and one.plan == file}
    return [
        replace(line, text=value, unsure=(), warnings=(), offers=())
        if isinstance(value := said.get(line.read.strip()), str)
        else line
        for line in lines
    ]


def correct_reading(
    reading: PlanReading, file: str, known: Sequence[Correction], lines: Sequence[str] = ()
) -> Corrected:
    """Put every correction of this plan on ``reading``; a conflict is told in its warnings too.

    ``lines`` are the file's, as imported.
    """
    conflicts = []
    for one in sorted(known, key=lambda one: one.path != "number"):
        # A corrected number comes first: the other corrections may name the plan by it.
        if one.plan not in (file, reading.number) or one.path == LINE:
            continue
        data, met = _applied(reading.model_dump(mode="json", by_alias=True), one, lines)
        if met.hits:
            try:
                reading = PlanReading.model_validate(data)
            except ValidationError:
                conflicts.append(one)
        elif not met.already:
            conflicts.append(one)
    told = [
        f"{one.path}: {one.by} sửa '{shown(one.read)}', nay không còn đọc thấy" for one in conflicts
    ]
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
    places = offered(lines)
    chosen = [pair for pair in places if pair[0] == found and value in pair]
    if not chosen:
        known = "; ".join(f"'{one}' → '{other}'" for one, other in places) or "nothing"
        raise KnowledgeError(f"*: '{found}' → '{value}' is not suspected in {file}; it is: {known}")
    for pair in chosen:
        library.settle_replacement(file, *pair, meant=value != found, by=by)
    return sorted({number for pair in chosen for number in places[pair]})


def offered(lines: Sequence[RepairedLine]) -> dict[tuple[str, str], list[int]]:
    """Suspected blind replacements (found, suggested) with their lines, 1-based."""
    places: dict[tuple[str, str], list[int]] = {}
    for number, line in enumerate(lines, start=1):
        for offer in line.offers:
            places.setdefault(offer.pair, []).append(number)
    return places


def shown(value: Value) -> str:
    """A value as one line of text."""
    return "; ".join(value) if isinstance(value, list) else value or ""


def _keep(library: Library, correction: Correction) -> None:
    same = (correction.plan, correction.path, correction.source)
    for one in corrections(library):
        if (one.plan, one.path, one.source) == same and one.value == correction.read:
            correction = correction.model_copy(update={"read": one.read})
    if correction.read == correction.value:
        forget_correction(library, correction)
        return
    library.save(LAYER, [(_key(correction), correction.model_dump(mode="json"), None)], DESK)


def _rename(library: Library, old: str, new: str) -> None:
    """What was said of a plan by a number that it turned out not to have is said of it still."""
    for one in corrections(library):
        if one.plan == old:
            forget_correction(library, one)
            _keep(library, one.model_copy(update={"plan": new}))


def _key(one: Correction) -> str:
    source = [one.source] if one.source else []
    return json.dumps([one.plan, one.path, one.read, *source], ensure_ascii=False)


def _applied(
    data: dict[str, Any], one: Correction, lines: Sequence[str]
) -> tuple[dict[str, Any], _Met]:
    met = _Met()
    return _at(data, one.path.split("."), one, met, lines), met


def _at(node: Any, path: list[str], one: Correction, met: _Met, lines: Sequence[str]) -> Any:
    if isinstance(node, list) and (path or not isinstance(one.read, list)):
        return [_at(part, path, one, met, lines) for part in node]
    if path:
        if not isinstance(node, dict) or path[0] not in node:
            return node
        place = node.get("lines")
        # A unit's lines hold those of all its duties: the innermost element is the one meant.
        if one.source and place and len(path) == 1 and source_of(place, lines) != one.source:
            return node
        return {**node, path[0]: _at(node[path[0]], path[1:], one, met, lines)}
    if node == one.read:
        met.hits += 1
        return one.value
    if node == one.value:
        met.already += 1
    else:
        met.others.append(node)
    return node
