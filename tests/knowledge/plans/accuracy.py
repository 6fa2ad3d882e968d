"""The share of syllables that are right, as the project measures it."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher

_TOKEN = re.compile(r"[^\W_]+")


def syllables_right(pairs: Iterable[tuple[str, str]]) -> float:
    """Share (0 to 1) of the syllables and numbers of the true lines that the restored ones have.

    Tokens are runs of letters and digits in NFC and small letters; the two lines are aligned by
    their longest common runs, and a true token counts as right when it is in one.
    """
    right = total = 0
    for restored, true in pairs:
        got, want = _tokens(restored), _tokens(true)
        blocks = SequenceMatcher(None, got, want, autojunk=False).get_matching_blocks()
        right += sum(block.size for block in blocks)
        total += len(want)
    return right / total


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(unicodedata.normalize("NFC", text).lower())
