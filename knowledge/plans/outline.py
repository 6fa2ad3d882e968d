"""The parts of a plan (I, II, 1, 1.1, a), annex, recipients) with the lines they cover."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from knowledge.plans.constants import MAX_HEADING_WORDS
from knowledge.plans.headings import (
    Heading,
    Level,
    heading_of,
    is_annex_title,
    is_bullet,
    is_closing,
    is_in_capitals,
    is_last_order,
    is_recipients,
    is_table_head,
    lettered_heading_of,
)

_ROMANS = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_LAST_ORDER_LINES = 10
_POINT_WITHOUT_DOT = re.compile(r"(\d{1,2}) (?=[A-ZĐÀ-Ỹ][^\W\d_]*)")
_SHORT_HEADING = 70
_LETTERS = "abcdđeghiklmn"


class Part(StrEnum):
    """What kind of part a section is."""

    OPENING = "Phần mở đầu"
    BODY = "Nội dung"
    CLOSING = "Phần kết"
    RECIPIENTS = "Nơi nhận"
    ANNEX = "Phụ lục"


@dataclass(frozen=True)
class Section:
    """A stretch of lines under one heading, without its subsections.

    ``first`` and ``last`` are 1-based and inclusive; ``label`` is the number as the plan counts
    ('II.3'), ``parents`` are the titles above it, outermost first.
    """

    part: Part
    level: int
    label: str
    title: str
    first: int
    last: int
    parents: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What a reader calls the section: 'II.3 Hình thức tuyên truyền'."""
        if self.part is not Part.BODY:
            return self.part.value
        return f"{self.label} {self.title}".strip()


@dataclass
class _State:
    """Numbers of the open headings, by level."""

    numbers: dict[Level, int] = field(default_factory=dict)
    titles: dict[Level, str] = field(default_factory=dict)
    lettered: bool = False

    def open(self, level: Level, number: int, title: str) -> None:
        for deeper in [key for key in self.numbers if key >= level]:
            del self.numbers[deeper], self.titles[deeper]
        self.numbers[level], self.titles[level] = number, title

    def label(self) -> str:
        return ".".join(self._written(level) for level in sorted(self.numbers))

    def _written(self, level: Level) -> str:
        number = self.numbers[level]
        if level is Level.PART and self.lettered:
            return chr(ord("A") + number - 1)
        if level is (Level.POINT if self.lettered else Level.PART):
            return _ROMANS[number] if number < len(_ROMANS) else str(number)
        if level is Level.LETTER and number <= len(_LETTERS):
            return _LETTERS[number - 1]
        return str(number)

    def parents(self) -> tuple[str, ...]:
        return tuple(self.titles[level] for level in sorted(self.titles))[:-1]


def outline(lines: Sequence[str]) -> list[Section]:
    """Cut ``lines`` into sections that follow each other without gaps, from line 1 to the last."""
    starts = _starts(lines)
    sections = []
    for position, (start, part, level, label, title, parents) in enumerate(starts):
        last = starts[position + 1][0] - 1 if position + 1 < len(starts) else len(lines)
        sections.append(Section(part, level, label, title, start, last, parents))
    return sections if any(s.level == Level.PART for s in sections) else _raised(sections)


def _raised(sections: Sequence[Section]) -> list[Section]:
    """A plan that counts its parts 1, 2, 3: each level is what it would be below I, II, III."""
    points = any(section.level == Level.POINT for section in sections)
    return [
        replace(section, level=section.level - 1) if points and section.level else section
        for section in sections
    ]


_Reader = Callable[[str], Heading | None]
_Start = tuple[int, Part, int, str, str, tuple[str, ...]]


def _starts(lines: Sequence[str]) -> list[_Start]:
    starts: list[_Start] = [(1, Part.OPENING, 0, "", "", ())]
    lettered = _counts_in_letters(lines)
    in_digits = not lettered and _counts_in_digits(lines)
    read = lettered_heading_of if lettered else heading_of
    state, part = _State(lettered=lettered), Part.OPENING
    for number, line in enumerate(lines, start=1):
        special = _special(lines, number, part, read if state.numbers else None)
        if special is not None:
            part = special
            starts.append((number, part, 0, "", "", ()))
            continue
        if part not in {Part.OPENING, Part.BODY}:
            continue
        heading = read(line) or _without_dot(lines, number, state)
        if in_digits and heading and heading.level is Level.PART:
            heading = Heading(Level.POINT, heading.numbers, heading.title)
        placed = _place(heading, state) if heading else None
        if heading is None or placed is None:
            continue
        part = Part.BODY
        level, value = placed
        title = _title(heading, value)
        state.open(level, value, title)
        starts.append((number, part, int(level), state.label(), title, state.parents()))
    if len(starts) > 1 and starts[1][0] == 1:
        del starts[0]
    return starts


def _without_dot(lines: Sequence[str], number: int, state: _State) -> Heading | None:
    """The heading of the next point where the scan lost the dot: '6 UBND các xã' between blanks."""
    line = lines[number - 1].strip()
    found = _POINT_WITHOUT_DOT.match(line)
    if not found or len(line) > _SHORT_HEADING or line[-1] in ".;,":
        return None
    alone = not lines[number - 2].strip() and not "".join(lines[number : number + 1]).strip()
    if not alone or int(found[1]) != state.numbers.get(Level.POINT, 0) + 1 or state.lettered:
        return None
    return Heading(Level.POINT, (int(found[1]),), line[found.end() :])


def _counts_in_letters(lines: Sequence[str]) -> bool:
    """Whether the parts are 'A. MỤC ĐÍCH', 'B. NỘI DUNG', with Roman numbers below them."""
    found = [heading for line in lines if (heading := lettered_heading_of(line))]
    parts = {h.numbers[0] for h in found if h.level is Level.PART}
    return {1, 2} <= parts and any(h.level is Level.POINT for h in found)


def _counts_in_digits(lines: Sequence[str]) -> bool:
    """Whether the parts are '1. MỤC ĐÍCH', '2. NỘI DUNG', where '1' looks like 'I' misread."""
    found = [heading for line in lines if (heading := heading_of(line))]
    romans = any(h.level is Level.PART and h.numbers[0] not in {1, None} for h in found)
    return not romans and any(
        h.level is Level.POINT and h.numbers[0] == 2 and is_in_capitals(h.title)  # noqa: PLR2004
        for h in found
    )


def _special(lines: Sequence[str], number: int, part: Part, read: _Reader | None) -> Part | None:
    """The part that line ``number`` opens; ``read`` tells headings, None before the first one."""
    line = lines[number - 1]
    if is_recipients(line) and part in {Part.BODY, Part.CLOSING}:
        return Part.RECIPIENTS
    if part in {Part.RECIPIENTS, Part.CLOSING} and (is_annex_title(line) or is_table_head(line)):
        return Part.ANNEX
    if part is Part.BODY and read and (is_closing(line) or _ends_plan(lines, number, read)):
        return Part.CLOSING
    return None


def _ends_plan(lines: Sequence[str], number: int, read: _Reader) -> bool:
    """Whether line ``number`` opens a last order ('Yêu cầu các đơn vị …') of the plan."""
    before = next((line for line in reversed(lines[: number - 1]) if line.strip()), "")
    if not is_last_order(lines[number - 1]) or read(before) is not None:
        return False
    for line in lines[number - 1 : number - 1 + _LAST_ORDER_LINES]:
        if "./." in line or is_recipients(line):
            return True
        if read(line) is not None or is_bullet(line):
            return False
    return False


def _place(heading: Heading, state: _State) -> tuple[Level, int] | None:
    """Level and number of ``heading`` after what came before; None if it does not fit."""
    if heading.level is Level.PART:
        following = state.numbers.get(Level.PART, 0) + 1
        read = heading.numbers[0]
        return Level.PART, read if read and following <= read <= following + 1 else following
    if heading.level is Level.POINT and state.lettered:
        # A Roman number loses strokes in a scan, and never starts anew within its part.
        following = state.numbers.get(Level.POINT, 0) + 1
        return Level.POINT, heading.numbers[0] if heading.numbers[0] == following + 1 else following
    if heading.level is Level.POINT:
        return _point(heading.numbers[0] or 0, state)
    if heading.level is Level.SUBPOINT:
        return _subpoint(heading, state)
    letter = state.numbers.get(Level.LETTER, 0) + 1
    read = heading.numbers[0]
    return (Level.LETTER, letter) if read is None or read + 1 >= letter or read == 0 else None


def _point(number: int, state: _State) -> tuple[Level, int] | None:
    before = state.numbers.get(Level.POINT, 0)
    if before + 1 <= number <= before + 2 or (number == 1 and Level.PART in state.numbers):
        return Level.POINT, number
    return None


def _subpoint(heading: Heading, state: _State) -> tuple[Level, int] | None:
    first, second = heading.numbers[0] or 0, heading.numbers[1] or 0
    point = state.numbers.get(Level.POINT)
    before = state.numbers.get(Level.SUBPOINT, 0)
    if before + 1 <= second <= before + 2 or second == 1:
        return Level.SUBPOINT, second
    return _point(first, state) if first != point else None


def _title(heading: Heading, value: int) -> str:
    title = heading.title
    if heading.level is Level.SUBPOINT and len(heading.numbers) > 1 and heading.numbers[1] != value:
        title = re.sub(r"^\d+\s*", "", title)
    return " ".join(title.split()[:MAX_HEADING_WORDS])
