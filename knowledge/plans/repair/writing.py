"""Write restored words in the letter case of what was read."""

import re
from collections.abc import Sequence

from knowledge.plans.tokens import Piece

_CAPITAL_I_FOR_L = "I"
_INNER_CAPITAL = re.compile(r"(?<=[^A-ZĐ])[A-ZĐ]")
"""Where the next of two names begins that lost their blank ('TuyénQuang')."""


def in_case_of(read: str, word: str) -> str:
    """``word`` in capitals, capitalised or small as ``read`` is ('POI', 'đối' → 'ĐỐI')."""
    letters = [char for char in read if char.isalpha()]
    if not letters:
        return word
    capitals = sum(char.isupper() for char in letters)
    if len(letters) > 1 and capitals > len(letters) / 2 and (len(word) > 1 and capitals > 1):
        return word.upper()
    if read[0] == _CAPITAL_I_FOR_L and word[0] == "l":
        return word
    return word[0].upper() + word[1:] if letters[0].isupper() and read[0] == letters[0] else word


def write_piece(piece: Piece, words: tuple[str, ...]) -> str:
    """The text of ``piece`` with its core replaced by ``words`` and its marks kept."""
    shown = [in_case_of(piece.core, words[0]), *words[1:]]
    if piece.core.isupper():
        shown[1:] = [word.upper() for word in words[1:]]
    elif len(_INNER_CAPITAL.findall(piece.core)) == len(words) - 1:
        shown[1:] = [word[0].upper() + word[1:] for word in words[1:]]
    return piece.before + " ".join(shown) + piece.after


def joined(pieces: Sequence[Piece], texts: Sequence[str]) -> str:
    """The ``texts`` of a line's ``pieces`` with blanks between, but for 'lần/tuần'."""
    line = ""
    for piece, text in zip(pieces, texts, strict=True):
        line += text if piece.before == "/" or not line else f" {text}"
    return line
