"""What each section of a plan is for, by its title."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from knowledge.plans.folding import fold
from knowledge.plans.headings import Level
from knowledge.plans.outline import Part, Section


class Role(StrEnum):
    """The parts that the record of a plan is made of."""

    PURPOSE = "purpose"
    REQUIREMENT = "requirement"
    AUDIENCE = "audience"
    CONTENT = "content"
    FORM = "form"
    FUNDING = "funding"
    DUTIES = "duties"
    TASKS = "tasks"
    REPORTING = "reporting"
    TIME = "time"
    OTHER = "other"


_TITLES = (
    (Role.FUNDING, r"kinh ph|nguon luc tai chinh"),
    (Role.REPORTING, r"(che do |thong tin,? )(thong tin,? )?bao cao|^bao cao"),
    (Role.DUTIES, r"to ch\w{1,3}c? th\w{1,3}c hi|phan cong|to chuc trien khai"),
    (Role.DUTIES, r"trach nhiem (cua )?(cac|thuc)"),
    (Role.PURPOSE, r"muc (\w?ich|ti\w?u)"),
    (Role.REQUIREMENT, r"y\w?u c\w?u"),
    (Role.CONTENT, r"n\w{1,2}i ?dung|nhiem vu"),
    (Role.FORM, r"h[il1]nh th\w{2,4}|phuong thuc|bien phap|giai phap"),
    (Role.TIME, r"^(thoi gian|thoi han|lo trinh|tien do)"),
    (Role.AUDIENCE, r"\w{1,2}[oeé0]{1,2}[il1] t\w{1,3}ng|pham vi"),
)  # fmt: skip


_USUAL = (
    ("to chuc thuc hien", Role.DUTIES), ("phan cong thuc hien", Role.DUTIES),
    ("kinh phi thuc hien", Role.FUNDING), ("che do bao cao", Role.REPORTING),
    ("muc dich", Role.PURPOSE), ("yeu cau", Role.REQUIREMENT), ("doi tuong", Role.AUDIENCE),
    ("noi dung tuyen truyen", Role.CONTENT), ("hinh thuc tuyen truyen", Role.FORM),
    ("thoi gian thuc hien", Role.TIME),
)  # fmt: skip
_ALIKE = 0.8
"""Letters in common; two of the usual titles have at most 0.72 ('kinh phi', 'to chuc')."""


@dataclass(frozen=True)
class Block:
    """A section with its subsections: ``first`` to ``last`` include them; ``role`` is its use."""

    section: Section
    role: Role
    children: tuple[Section, ...]

    @property
    def lines(self) -> tuple[int, int]:
        """First and last line, subsections included."""
        return self.section.first, max([self.section.last, *(c.last for c in self.children)])

    def runs(self, level: int) -> Iterator[list[Section]]:
        """Its sections in runs, each of which begins with one of ``level`` or above."""
        return _grouped((self.section, *self.children), level)


def roles_of(title: str) -> list[Role]:
    """All roles that ``title`` names, in the order of the title."""
    bare = fold(title)
    found = [
        (match.start(), role) for role, pattern in _TITLES if (match := re.search(pattern, bare))
    ]
    return [role for _place, role in sorted(found)] or _nearly(bare)


def _nearly(bare: str) -> list[Role]:
    """The role of a usual title that a scan spoiled beyond the patterns; [] where none is near."""
    likeness, role = max(
        (SequenceMatcher(None, usual, bare).ratio(), role) for usual, role in _USUAL
    )
    return [role] if likeness >= _ALIKE else []


def blocks(sections: Sequence[Section]) -> Iterator[Block]:
    """The parts of the body, finest first where a part's points have roles of their own.

    A part 'I. Mục đích, yêu cầu' without points is one block with its first role; with points
    '1. Mục đích' and '2. Yêu cầu' each point is a block.
    """
    for part in _grouped(sections, Level.PART):
        head, rest = part[0], part[1:]
        roles = roles_of(head.title) if head.level == Level.PART else []
        points = list(_grouped(rest, Level.POINT))
        own = roles[0] if roles else Role.OTHER
        if own is Role.DUTIES and (apart := _duties_apart(points)):
            yield from apart
            continue
        if own in {Role.DUTIES, Role.FUNDING, Role.REPORTING}:
            yield Block(head, own, tuple(rest))
            continue
        named = _named_points(points, own, roles) if head.level == Level.PART else []
        if named or head.level != Level.PART:
            direct = [section for section in part if all(section not in g for g, _role in named)]
            if direct and head.level == Level.PART and head.last > head.first:
                yield Block(head, own, ())
            for group, role in named or [(part, own)]:
                yield Block(group[0], role, tuple(group[1:]))
        else:
            yield Block(head, own, tuple(rest))


def _duties_apart(points: Sequence[list[Section]]) -> list[Block]:
    """'C. Tổ chức thực hiện' cut into 'I. Phân công nhiệm vụ' and 'II. Kinh phí'.

    Without a point for the duties the points are the bodies themselves: [].
    """
    roles = [_point_role(group[0], Role.DUTIES, ()) for group in points]
    if Role.DUTIES not in roles:
        return []
    return [
        Block(group[0], role or Role.OTHER, tuple(group[1:]))
        for group, role in zip(points, roles, strict=True)
    ]


def _named_points(
    points: Sequence[list[Section]], own: Role, roles: Sequence[Role]
) -> list[tuple[list[Section], Role]]:
    """The points of a part with roles of their own; [] where they are items of the part.

    A title that OCR spoiled takes the role that stands at its place in the part's title.
    """
    found = [_point_role(group[0], own, roles) for group in points]
    known = [role for role in found if role is not None]
    if not known or 2 * len(known) < len(points):
        return []
    if len(roles) == len(points):
        return [(g, role or r) for g, role, r in zip(points, found, roles, strict=True)]
    return [(group, role or own) for group, role in zip(points, found, strict=True)]


def _point_role(section: Section, own: Role, roles: Sequence[Role]) -> Role | None:
    """Role of a point by its title; a long title is a sentence, not a name."""
    title = section.title.split(":")[0]
    if section.level != Level.POINT or len(title.split()) > 8:  # noqa: PLR2004
        return None
    found = roles_of(title)
    if own is Role.CONTENT and len(roles) == 1 and found[:1] == [Role.CONTENT]:
        return Role.CONTENT
    return found[0] if found else None


def _grouped(sections: Sequence[Section], level: int) -> Iterator[list[Section]]:
    """Body sections in runs that start with one of ``level``."""
    group: list[Section] = []
    for section in sections:
        if section.part is not Part.BODY:
            continue
        if section.level <= level and group:
            yield group
            group = []
        group.append(section)
    if group:
        yield group
