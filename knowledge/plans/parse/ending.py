"""The end of a plan: money, signature, recipients."""

import re
from collections.abc import Iterator, Sequence

from knowledge.plans.folding import fold, fold_evenly
from knowledge.plans.outline import Section
from knowledge.plans.parse.items import items, without_mark
from knowledge.plans.parse.roles import Block
from knowledge.records.plan import Item

_OFFICE = re.compile(
    r"\b(?:tm|kt|tl|tuq)\s*\.?\s*(?:uy ban|chu tich|giam doc|chanh|ubnd|bo truong)|"
    r"\bpho (?:chu tich|giam doc)\b(?!\s*ubnd| uy)|"
    r"\bchu tich$|\bgiam doc$|\bbao cao$|\bthuc hien$"
)
_NAME = re.compile(
    r"(?:^|[.;]\s*|\s{2,})((?:[A-ZĐÀ-Ỹ](?:['’][A-ZĐ])?[^\W\d_]{0,6}\s){1,4}"
    r"[A-ZĐÀ-Ỹ](?:['’][A-ZĐ])?[^\W\d_]{1,6})\W*$"
)
_SURNAMES = (
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ",
    "Hồ", "Ngô", "Dương", "Lý", "Trương", "Đinh", "Mai", "Lâm", "Hà", "Nông", "Lò", "Tạ", "Cao",
    "Đoàn", "Trịnh", "Lương", "Vi", "Phùng", "Quách", "Chu", "Đào", "Tô", "Thái", "Lưu", "Kiều",
)  # fmt: skip
"""The commonest surnames: a scan's 'Truong' is 'Trương', whatever the words around say."""
_RECEIVER = re.compile(
    r"(?:tt|thuong truc|t\w+ uy|ubnd|hdnd|ub|uy ban|ub ?mttq|mttq|mat tran|so|phong|ban"
    r"|van phong|vp|cac|lanh dao|chu tich|pho chu tich|ct|pct|bo|dang uy|cong|dai|bao(?! cao)"
    r"|huyen uy|trung tam|doan|hoi|truong|don vi|cong an|thanh vien|nhu tren)\b"
)
"""How a receiver begins that shares its line with another one."""
_NO_NAME = re.compile(
    r"\b(?:chu tich|giam doc|uy ban|noi nhan|nhu tren|ubnd|hdnd|truong phong)\b"
    r"|^(?:luu vt|phong|so|tinh|huyen)\b"
)
"""Offices and receivers. People are called Huyền, Phong and Tĩnh too, and Lưu is a surname."""


def funding(lines: Sequence[str], blocks: Sequence[Block]) -> Item | None:
    """What pays for the plan, out of the section on money."""
    for block in blocks:
        found = items(lines, block)
        for child in block.children:
            title = without_mark(lines[child.first - 1]).strip()
            if title and not any(item.lines[0] <= child.first <= item.lines[1] for item in found):
                text = " ".join(line.strip() for line in lines[child.first - 1 : child.last])
                found.append(
                    Item(text=without_mark(" ".join(text.split())), lines=(child.first, child.last))
                )
        if found:
            found.sort(key=lambda item: item.lines)
            text = " ".join(item.text for item in found)
            return Item(text=text, lines=(found[0].lines[0], found[-1].lines[1]))
    return None


def recipients(lines: Sequence[str], section: Section) -> list[Item]:
    """Recipients after 'Nơi nhận', without the signature printed beside them."""
    found: list[Item] = []
    for number in range(section.first, section.last + 1):
        line = lines[number - 1].strip()
        if not re.match(r"^[-—–+*~]", line) or sum(char.isalpha() for char in line) < 2:  # noqa: PLR2004
            continue
        found += [
            Item(text=text, lines=(number, number))
            for text in _receivers(without_mark(line))
            if sum(char.isalpha() for char in text) > 1
        ]
    return found


def _receivers(text: str) -> Iterator[str]:
    """Receivers in one line: after a semicolon only what begins like one, not the signature."""
    if fold(text).startswith("luu"):
        yield re.split(r"[.]\s", text)[0].strip(" .;,")
        return
    first, *others = text.split(";")
    closed = first.rfind(").") if not others else -1
    if closed > 0:
        first = first[: closed + 1]
    elif not others and (office := _OFFICE.search(fold_evenly(first))):
        first = first[: office.start()]
    yield first.strip(" .;,")
    for other in others:
        name = other.strip(" .,")
        if _RECEIVER.match(fold_evenly(name)) and not _OFFICE.search(fold_evenly(name)):
            yield name


def signer(lines: Sequence[str], section: Section) -> Item | None:
    """The name under the signature: the last line that is a person's name."""
    for number in range(section.last, section.first, -1):
        match = _NAME.search(lines[number - 1].rstrip())
        if match and not _NO_NAME.search(fold(match[1])):
            given = match[1].split()
            surname = next((name for name in _SURNAMES if fold(name) == fold(given[0])), given[0])
            return Item(text=" ".join([surname, *given[1:]]), lines=(number, number))
    return None
