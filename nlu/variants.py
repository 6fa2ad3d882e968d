"""How the same sentence is typed by others: without accents, in teencode. Made by machine."""

from __future__ import annotations

import random
import re
import zlib
from collections.abc import Callable

from components.text import fold

# Common shortenings, more than one way each. On purpose not read from components/shorthand.yml:
# the evaluation must not know only what the normaliser knows.
_SHORT: dict[str, tuple[str, ...]] = {
    "không": ("ko", "k", "kh", "hk", "khum", "hok"),
    "được": ("dc", "đc", "đk"),
    "đăng ký": ("đk", "dk", "đki"),
    "giấy tờ": ("gt", "giấy tờ"),
    "gì": ("j", "ji"),
    "bao nhiêu": ("bn", "bnhiu"),
    "khai sinh": ("ks",),
    "căn cước": ("cccd", "cc"),
    "hồ sơ": ("hs", "hso"),
    "rồi": ("r", "rùi"),
    "vậy": ("z", "v"),
    "làm": ("lm",),
    "người": ("ng", "ngừi"),
    "với": ("vs",),
    "biết": ("bít", "bt"),
    "trước": ("trc",),
    "thế nào": ("tnao", "tn"),
    "dịch vụ công": ("dvc",),
    "điện thoại": ("đt", "dthoai"),
    "cán bộ": ("cb",),
    "ủy ban": ("ub", "ubnd"),
    "hộ khẩu": ("hk",),
    "thủ tục": ("tt", "thủ tục"),
    "tài khoản": ("tk",),
    "phải": ("fải", "phải"),
    "tôi": ("t", "toi"),
    "em": ("e",),
    "chị": ("c",),
    "anh": ("a",),
}
_WORDS = re.compile(r"\b(" + "|".join(sorted(_SHORT, key=len, reverse=True)) + r")\b")


def teencode(text: str) -> str:
    """Shortened words; half of the sentences also lose their accents. The same each time."""
    choice = random.Random(zlib.crc32(text.encode()))  # noqa: S311 - not a secret
    short = _WORDS.sub(lambda match: choice.choice(_SHORT[match.group()]), text)
    return fold(short) if choice.random() < 0.5 else short  # noqa: PLR2004


def as_written(text: str) -> str:
    """The sentence itself."""
    return text


VARIANTS: dict[str, Callable[[str], str]] = {
    "accented": as_written,
    "unaccented": fold,
    "teencode": teencode,
}
