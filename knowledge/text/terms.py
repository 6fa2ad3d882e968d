"""Chat shorthand and old official terms, as one table that people can extend."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from knowledge.text.normalise import clean, fold

_TABLE = Path(__file__).with_name("terms.yaml")
_WORD = re.compile(r"\w+", re.UNICODE)
# 'được hk' asks, 'tách hk' is of a household; '15t' is an age.
_NO = re.compile(r"\b(dc|đc|duoc|được) hk\b", re.IGNORECASE)
# 'Cháu ngoại' is as far from 'nước ngoài' as can be; which side of the family never matters.
_SIDE = re.compile(
    r"\b(cháu|chau|ông|ong|bà|ba|bên|ben|nhà|nha) (?:nội|ngoại|ngoai)\b", re.IGNORECASE
)
_AGE = re.compile(r"\b(\d{1,2})t\b", re.IGNORECASE)
# A password is forgotten, changed, typed, or an account's; any other 'mk' is 'mình'.
_MYSELF = re.compile(
    r"(?<!quên )(?<!quen )(?<!đổi )(?<!doi )(?<!sai )(?<!nhập )(?<!nhap )(?<!mất )(?<!mat )"
    r"(?<!lấy )(?<!lay )(?<!lại )(?<!lai )(?<!đặt )(?<!dat )(?<!nhớ )(?<!nho )(?<!xin )"
    r"(?<!hỏi )(?<!hoi )(?!^mk$)\bmk\b"
    r"(?! (?:vneid|tk|tài|tai|dvc|cổng|cong|cũ|cu|mới|moi|app))",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class TermTable:
    """What people write → what the records say."""

    shorthand: dict[str, str]
    old_terms: dict[str, str]

    def expand(self, text: str) -> str:
        """Write chat shorthand out: 'dk ks bn tiền' → 'đăng ký khai sinh bao nhiêu tiền'.

        A word that carries diacritics is left alone unless the table lists it so.
        """
        plain = _SIDE.sub(r"\1", _NO.sub(r"\1 không", clean(text)))
        plain = _MYSELF.sub("mình", _AGE.sub(r"\1 tuổi", plain))
        return _WORD.sub(lambda match: self.shorthand.get(match[0].lower(), match[0]), plain)

    def todays_terms(self, text: str) -> list[str]:
        """Today's terms for the old ones found in ``text``, longest old term first.

        A word typed with accents is that word and no other. One without is any word that folds
        to it, unless the writer types accents: then it has none.
        """
        words = _WORD.findall(clean(text).lower())
        # Who types accents marks most words; shorthand written out marks only a few.
        accented = 2 * sum(word != fold(word) for word in words) >= len(words)
        rest = " ".join(words)
        found = []
        for old in sorted(self.old_terms, key=len, reverse=True):
            rest, times = re.subn(_spelt(old, strictly=accented), "|", rest)
            if times:
                found.append(self.old_terms[old])
        return found


def _spelt(old: str, *, strictly: bool) -> str:
    """A pattern for ``old`` with its accents or, word by word, without."""
    words = (
        re.escape(word) if strictly else f"(?:{re.escape(word)}|{re.escape(fold(word))})"
        for word in old.split()
    )
    return rf"(?<!\S){' '.join(words)}(?!\S)"


@lru_cache
def load_terms(path: Path = _TABLE) -> TermTable:
    """Read the table."""
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    return TermTable(
        shorthand={str(key): str(value) for key, value in data["shorthand"].items()},
        old_terms={clean(str(key)).lower(): str(value) for key, value in data["old_terms"].items()},
    )
