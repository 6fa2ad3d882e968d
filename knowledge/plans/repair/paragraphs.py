"""Which lines of a damaged text belong to one sentence, and which need no repair at all."""

from collections.abc import Iterator, Sequence

from knowledge.plans.headings import heading_of, is_bullet

_ONLY_VIETNAMESE = frozenset("ăđơưạảãẹẻẽịỉĩọỏõụủũấầẩẫậắằẳẵặếềểễệốồổỗộớờởỡợứừửữựỳỷỹỵ")
_CLEAN_SHARE = 0.08
"""Clean Vietnamese has such letters for 20 to 25 % of its letters; Tesseract's English model never
writes one, a Vietnamese one always does."""
_FEW_LETTERS = 40


def paragraphs(lines: Sequence[str]) -> Iterator[list[int]]:
    """Positions of the lines of each paragraph, in order; blank lines are left out.

    A blank line parts paragraphs unless the sentence runs on in small letters (a page break).
    """
    open_lines: list[int] = []
    for position, line in enumerate(lines):
        text = line.strip()
        if not text:
            continue
        if open_lines and _begins(text, lines[open_lines[-1]], position - open_lines[-1] > 1):
            yield open_lines
            open_lines = []
        open_lines.append(position)
    if open_lines:
        yield open_lines


def _begins(text: str, before: str, apart: bool) -> bool:
    if is_bullet(text) or heading_of(text) is not None:
        return True
    if text[0].isupper() == before.strip()[-1:].isupper() and text.isupper():
        return apart
    runs_on = text[0].islower() and before.strip()[-1:] not in ".;:"
    return apart and not runs_on


def is_clean(lines: Sequence[str]) -> bool:
    """Whether the text has its Vietnamese letters, so that repair could only do harm."""
    letters = [char for line in lines for char in line.lower() if char.isalpha()]
    marked = sum(char in _ONLY_VIETNAMESE for char in letters)
    return len(letters) < 1 or (
        marked >= _CLEAN_SHARE * len(letters) and (marked > 1 or len(letters) < _FEW_LETTERS)
    )
