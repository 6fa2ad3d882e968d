"""Names of offices that scans may have spoiled, matched by their bare letters."""

import re
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

from knowledge.plans.folding import fold, words

_LANGUAGE = Path(__file__).parents[2] / "content" / "plan_language"
_BANKS = ("[so]", "[phong]", "[congchuc]", "[soyte]")
_SLOT = "{tinh}"
_PROVINCE = re.compile(r"^(?:Tỉnh|Thành phố) (.+)$")
_DIGITS = str.maketrans(
    {"0": "o", "1": "l", "4": "a", "5": "s", "6": "o", "9": "o", "&": "", "@": "d"}
)
_ALIKE = 0.88
"""Shares of letters in common; 'Sở Nội vụ' read "56'Noivu" has 1.0, two different offices of the
same kind ('Sở Tư pháp', 'Sở Y tế') stay below 0.7."""
_LETTERS = 6
_LEVELS = frozenset(("tinh", "huyen", "quan", "phuong", "thon", "buon"))
"""A level that was read is the level: 'Hội Nông dân tỉnh' is none of a district's."""
_LENGTH_APART = 1
"""'Phòng Nội vụ huyện' is another office than 'Phòng Nội vụ'."""


@cache
def _known() -> dict[str, str]:
    """Names by their bare letters, with the provinces' names filled in."""
    names: list[str] = []
    bank = ""
    text = (_LANGUAGE / "phrases" / "bodies.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        bank = line if line.startswith("[") else bank
        if bank in _BANKS and line != bank:
            names.append(line.removeprefix("Đề nghị "))
    listed = (_LANGUAGE / "place-names.txt").read_text(encoding="utf-8").splitlines()
    provinces = [found[1] for line in listed if (found := _PROVINCE.match(line))]
    full = [
        name.replace(_SLOT, province)
        for name in names
        for province in (provinces if _SLOT in name else [""])
    ]
    return {_bare(name): name for name in full}


def known_body(read: str) -> str | None:
    """The office that ``read`` (as OCR has it) must be; None if none is near enough."""
    bare = _bare(read)
    if bare in _known():
        return _known()[bare]
    if len(bare) < _LETTERS:
        return None
    levels = _LEVELS & set(words(read))
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(bare)
    best, name = _ALIKE, None
    for other, full in _known().items():
        if abs(len(other) - len(bare)) > _LENGTH_APART or levels - set(words(full)):
            continue
        matcher.set_seq1(other)
        if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best:
            ratio = matcher.ratio()
            if ratio > best:
                best, name = ratio, full
    return name


def _bare(text: str) -> str:
    return re.sub(r"[^a-z]", "", fold(text.translate(_DIGITS)))
