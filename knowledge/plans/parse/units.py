"""Who has to do what: the units under 'Tổ chức thực hiện' with their duties."""

import re
from collections.abc import Iterator, Sequence

from knowledge.plans.folding import fold, fold_evenly
from knowledge.plans.headings import Level, is_bullet
from knowledge.plans.outline import Section
from knowledge.plans.parse.citations import short_body
from knowledge.plans.parse.items import as_item, without_mark
from knowledge.plans.parse.known_bodies import known_body
from knowledge.plans.parse.passage import Passage, paragraphs, passage
from knowledge.plans.parse.roles import Block
from knowledge.plans.parse.vocabulary import body_start, duty_verb
from knowledge.records.plan import Item, Unit

_LEADS_IN = re.compile(r"(?:co trach nhiem|nhiem vu(?: cu the| sau(?: day)?)?)\s*:$")
"""'Ngoài các nhiệm vụ chung, có trách nhiệm:' says nothing that is to be done."""
_COMMITTEES = re.compile(r" (?:ubnd|uy ban nhan dan) (?:cac|cap)\b")
_MISREAD_COMMA = re.compile(r"\.(?= [^\W\d_A-ZĐÀ-Ỹ])")
_TITLE_MAX_LINES = 3
_NAME_MAX_WORDS = 28


def units(lines: Sequence[str], read: Sequence[str], block: Block) -> list[Unit]:
    """Units of the 'Tổ chức thực hiện' part ``block``; [] where it names none.

    Args:
        lines: the lines, restored.
        read: the same lines as read, from which spoiled names are matched again.
        block: the part.
    """
    own = [section for section in block.children if section.level == Level.POINT]
    level = Level.POINT
    if not any(_is_body(section.title) for section in own):
        below = [section for section in block.children if section.level == Level.SUBPOINT]
        if any(_is_body(section.title) for section in below):
            own, level = below, Level.SUBPOINT
    if not own:
        return list(_bulleted(lines, block))
    bodies = [section for section in own if _is_body(section.title)]
    chosen = own if 2 * len(bodies) > len(own) else bodies
    found: list[Unit] = []
    for section in chosen:
        last = next((s.first - 1 for s in own if s.first > section.first), block.lines[1])
        inside = [s for s in block.children if section.first < s.first <= last and s.level > level]
        found.append(_matched(_unit(lines, section, inside), read))
    return found


def _matched(unit: Unit, read: Sequence[str]) -> Unit:
    """``unit`` with the name of the office that its heading, as read, must be."""
    heading = without_mark(read[unit.lines[0] - 1])
    if unit.unit in " ".join(read[unit.lines[0] - 1].split()) or not heading:
        return unit
    name = known_body(unit.unit) or known_body(clean_name(heading))
    return unit.model_copy(update={"unit": short_body(name)}) if name else unit


def _unit(lines: Sequence[str], section: Section, inside: Sequence[Section]) -> Unit:
    name, rest = _heading(lines, section)
    duties = [] if rest is None else [rest]
    begin = _heading_end(lines, section) + 1
    pieces: list[Passage] = []
    if begin <= section.last:
        pieces += paragraphs(lines, begin, section.last)
    for child in inside:
        pieces += paragraphs(lines, child.first, child.last)
    for piece in pieces:
        item = as_item(piece)
        if item and not _LEADS_IN.search(piece.folded):
            duties.append(item)
    last = max([section.first, *(duty.lines[1] for duty in duties), _heading_end(lines, section)])
    return Unit(unit=name, duties=duties, lines=(section.first, last))


def _heading_end(lines: Sequence[str], section: Section) -> int:
    """Last line of a unit's heading: it runs on until a blank, a bullet or a finished sentence."""
    number = section.first
    while number < min(section.last, section.first + _TITLE_MAX_LINES - 1):
        following = lines[number].strip()
        ended = lines[number - 1].rstrip()[-1:] in {".", ":", ";"}
        if not following or is_bullet(lines[number]) or ended or following[:1].isupper():
            break
        number += 1
    if duty_verb().search(fold_evenly(" ".join(lines[section.first - 1 : number]))):
        while number < section.last and lines[number].strip() and not is_bullet(lines[number]):
            number += 1
    return number


def _heading(lines: Sequence[str], section: Section) -> tuple[str, Item | None]:
    """The unit's name, and the duty that stands in the same sentence."""
    heading = passage(lines, section.first, _heading_end(lines, section))
    if heading is None:
        return section.title, None
    offset = len(heading.text) - len(without_mark(heading.text))
    if section.title and (place := heading.text.find(section.title.split()[0])) > 0:
        offset = max(offset, place) if place < 12 else offset  # noqa: PLR2004 - a misread number
    return split_name(heading, offset)


def split_name(text: Passage, offset: int) -> tuple[str, Item | None]:
    """Cut 'Phòng Kinh tế: lo kinh phí' or 'Đề nghị Hội … phối hợp …' into name and duty."""
    bare = text.folded
    colon = bare.find(":", offset)
    verb = duty_verb().search(bare, offset + 6)
    cut = len(bare)
    if colon >= 0 and verb is None and _COMMITTEES.match(bare, colon + 1):
        # A scan makes a colon of the semicolon between two bodies.
        return clean_name(text.text[offset:].replace(":", ";")), None
    if colon >= 0 and (verb is None or colon < verb.start()):
        cut = colon
    elif verb is not None:
        cut = verb.start()
    name = clean_name(text.text[offset:cut])
    duty, where = text.part(cut, len(bare))
    duty = duty.strip(" :.;,–-")
    item = Item(text=duty, lines=where) if len(duty.split()) > 1 else None
    return name or text.text.strip(), item


def clean_name(name: str) -> str:
    """A unit's name without 'Đề nghị', 'Giao' and marks at the end."""
    name = re.sub(r"^\W+", "", name.strip(" .;:,–-"))
    bare = fold_evenly(name)
    for polite in ("de nghi ", "be nghi ", "pe nghi ", "giao ", "yeu cau "):
        if bare.startswith(polite):
            name = name[len(polite) :]
    name = _MISREAD_COMMA.sub(",", name[:1].upper() + name[1:])
    return short_body(" ".join(name.split()[:_NAME_MAX_WORDS]))


def _is_body(title: str) -> bool:
    return bool(body_start().match(re.sub(r"^[\W\d]+", "", fold(title))))


def _bulleted(lines: Sequence[str], block: Block) -> Iterator[Unit]:
    """Units named in bullets: '- Phòng Nội vụ: theo dõi …', '- Giao Văn phòng …'."""
    for piece in paragraphs(lines, block.section.first + 1, block.lines[1]):
        text = without_mark(piece.text)
        if _is_body(text) and (":" in text or duty_verb().search(fold_evenly(text))):
            name, duty = split_name(piece, len(piece.text) - len(text))
            if duty:
                yield Unit(unit=name, duties=[duty], lines=piece.lines)
