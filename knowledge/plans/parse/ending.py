"""The end of a plan: money, signature, recipients."""

import re
from collections.abc import Sequence

from knowledge.plans.folding import fold
from knowledge.plans.outline import Section
from knowledge.plans.parse.items import items, without_mark
from knowledge.plans.parse.passage import fold_evenly
from knowledge.plans.parse.roles import Block
from knowledge.records.plan import Item

_OFFICE = re.compile(
    r"\b(?:tm|kt|tl|tuq)\s*\.?\s*(?:uy ban|chu tich|giam doc|chanh|ubnd|bo truong)|"
    r"\bpho (?:chu tich|giam doc)\b(?!\s*ubnd| uy)|"
    r"\bchu tich$|\bgiam doc$|\bbao cao$|\bthuc hien$"
)
_NAME = re.compile(
    r"(?:^|[.;]\s*|\s{2,})((?:[A-ZĐÀ-Ỹ][^\W\d_]{0,6}\s){1,4}[A-ZĐÀ-Ỹ][^\W\d_]{1,6})\W*$"
)
_SURNAMES = (
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ",
    "Hồ", "Ngô", "Dương", "Lý", "Trương", "Đinh", "Mai", "Lâm", "Hà", "Nông", "Lò", "Tạ", "Cao",
    "Đoàn", "Trịnh", "Lương", "Vi", "Phùng", "Quách", "Chu", "Đào", "Tô", "Thái", "Lưu", "Kiều",
)  # fmt: skip
"""The commonest surnames: a scan's 'Truong' is 'Trương', whatever the words around say."""
_NO_NAME = re.compile(
    r"tich|giam doc|uy ban|noi nhan|luu|nhu tren|ubnd|hdnd|phong|so |tinh|huyen|truong phong"
)


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
    found = []
    for number in range(section.first, section.last + 1):
        line = lines[number - 1].strip()
        if not re.match(r"^[-—–+*]", line) or sum(char.isalpha() for char in line) < 2:  # noqa: PLR2004
            continue
        text = without_mark(line)
        end = next((n for n in (text.find(";"), text.rfind(").")) if n > 0), -1)
        if fold(text).startswith("luu"):
            text = re.split(r"[.]\s", text)[0]
        elif end > 0:
            text = text[: end + (1 if text[end] == ")" else 0)]
        elif office := _OFFICE.search(fold_evenly(text)):
            text = text[: office.start()]
        text = text.strip(" .;,")
        if sum(char.isalpha() for char in text) > 1:
            found.append(Item(text=text, lines=(number, number)))
    return found


def signer(lines: Sequence[str], section: Section) -> Item | None:
    """The name under the signature: the last line that is a person's name."""
    for number in range(section.last, section.first, -1):
        match = _NAME.search(lines[number - 1].rstrip())
        if match and not _NO_NAME.search(fold(match[1])):
            given = match[1].split()
            surname = next((name for name in _SURNAMES if fold(name) == fold(given[0])), given[0])
            return Item(text=" ".join([surname, *given[1:]]), lines=(number, number))
    return None
