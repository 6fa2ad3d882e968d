"""Write restored words in the letter case of what was read."""

from knowledge.plans.tokens import Piece

_CAPITAL_I_FOR_L = "I"


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
    if len(words) == 1:
        return piece.before + in_case_of(piece.core, words[0]) + piece.after
    shown = [in_case_of(piece.core, words[0])]
    capitals = piece.core.isupper()
    shown += [word.upper() if capitals else word for word in words[1:]]
    return piece.before + " ".join(shown) + piece.after
