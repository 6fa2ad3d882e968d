"""Take a question out of its courtesies: 'Đề nghị hướng dẫn …', 'cho em hỏi …', '… ạ, cảm ơn'."""

import re
from functools import lru_cache
from pathlib import Path

import yaml

from knowledge.text.normalise import clean, fold

_TABLE = Path(__file__).with_name("courtesies.yaml")
# What is left must still be a question of its own.
_FEWEST_WORDS = 2


def without_courtesies(text: str) -> str:
    """``text`` from its first to its last word that counts; as it is when nothing would be left."""
    before, after = _patterns()
    rest = clean(text)
    while True:
        folded = fold(rest)
        start = before.match(folded)
        end = after.search(folded)
        # Folding keeps one character for one, so places found there hold in the text.
        shorter = rest[start.end() if start else 0 : end.start() if end else len(rest)].strip()
        if shorter == rest or len(shorter.split()) < _FEWEST_WORDS:
            return rest
        rest = shorter


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = yaml.safe_load(_TABLE.read_text(encoding="utf-8"))
    before, after = ("|".join(f"(?:{one})" for one in table[part]) for part in ("before", "after"))
    return re.compile(rf"\s*(?:{before})(?!\w)[\s,.:]*"), re.compile(
        rf"[\s,.]+(?:{after})[\s.?!]*$"
    )
