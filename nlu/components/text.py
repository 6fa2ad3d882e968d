"""Deterministic clean-up of what citizens type, before any featurizer sees it.

Nothing here restores accents: the classifier is trained on accented and on unaccented lines.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

import yaml

from components.patterns import DOSSIER_CODE, PHONE, TRACKING_CODE

SHORTHAND_FILE = Path(__file__).with_name("shorthand.yml")

# What cannot be seen: zero-width space/joiners, direction marks, BOM, soft hyphen.
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]")
# 'khônggggg', but not 'cccd'.
_STRETCHED = re.compile(r"([^\W\dc])\1{2,}")
# Vietnamese has no j; inside a word the young write it for i ('tjen', 'nhju', 'bjt').
_J_FOR_I = re.compile(r"(?<=[^\W\d_])j(?=\w)")
_WORD = re.compile(r"\w+", re.UNICODE)
# 'Được hk' asks, 'chuyển hk' is of a household.
_NO = re.compile(r"\b(dc|đc|duoc|được|đk|dk) hk\b")
_AGE = re.compile(r"\b(\d{1,2})t\b")
# 'mk' is 'mình', but for a password that is forgotten, changed, typed or an account's.
_MYSELF = re.compile(
    r"(?<!quên )(?<!quen )(?<!đổi )(?<!doi )(?<!sai )(?<!nhập )(?<!nhap )(?<!mất )(?<!mat )"
    r"(?<!lấy )(?<!lay )(?<!lại )(?<!lai )(?<!đặt )(?<!dat )(?<!nhớ )(?<!nho )(?<!lộ )(?<!lo )"
    r"(?<!xin )(?<!hỏi )(?<!hoi )(?<!cái )(?<!cai )(?!^mk$)\bmk\b"
    r"(?! (?:vneid|vnid|tk|tài|tai|dvc|cổng|cong|cũ|cu|mới|moi|app|admin|wifi|zalo))"
)
# Letters of scripts that Vietnamese does not use (Cyrillic, Arabic, Thai, Lao, Khmer, CJK, Hangul).
_FOREIGN_SCRIPT = re.compile(
    "[\u0370-\u06ff\u0900-\u0dff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+"
)

# The same syllable written with the old tone place ('hoà') and the new one ('hòa').
_TONE_PLACES = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa",
    "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip
# Only at the end of a syllable, and not after q ('quý' keeps its tone on y).
_TONE_PLACE = re.compile(r"(?<!q)(" + "|".join(_TONE_PLACES) + r")\b", re.IGNORECASE)


def fold(text: str) -> str:
    """``text`` without Vietnamese accents: 'Đăng ký' → 'Dang ky'."""
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return unicodedata.normalize(
        "NFC", "".join(c for c in decomposed if unicodedata.category(c) != "Mn")
    )


@lru_cache(maxsize=2)
def shorthand(accented: bool) -> dict[str, str]:
    """What is typed → what is meant, for messages with or without accents."""
    sections = _sections()
    table = sections["words"] | sections["papers"]
    return table | sections["among_accents"] if accented else table


@lru_cache(maxsize=1)
def _sections() -> dict[str, dict[str, str]]:
    sections: dict[str, dict[str, str]] = yaml.safe_load(SHORTHAND_FILE.read_text("utf-8"))
    return sections


@lru_cache(maxsize=1)
def _at_the_end() -> re.Pattern[str]:
    """What means otherwise at the end of a message or before a word for 'no'."""
    no = "|".join(word for word, meant in shorthand(accented=True).items() if meant == "không")
    keys = "|".join(_sections()["at_the_end"])
    return re.compile(rf"(?<=\s)(?:{keys})(?=\s+(?:không|khong|chưa|chua|{no})\b|\W*$)")


def clean(text: str) -> str:
    """NFC, nothing invisible, one place for tone marks, lower case, no stretched letters."""
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text)).lower()
    text = _STRETCHED.sub(r"\1", text)
    return _TONE_PLACE.sub(lambda match: _TONE_PLACES[match.group(1)], text)


def normalise(text: str) -> str:
    """What the featurizers see of a message: clean, codes as one word each, shorthands written out.

    A message typed wholly without accents stays without, so that its words meet the unaccented
    training copies.
    """
    text = clean(text)
    text = DOSSIER_CODE.sub(" xdossierx ", text)
    text = TRACKING_CODE.sub(" xtrackingx ", text)
    text = PHONE.sub(" xphonex ", text)
    text = _FOREIGN_SCRIPT.sub(" xforeignx ", text)
    unaccented = fold(text) == text
    text = _NO.sub(r"\1 không", _AGE.sub(r"\1 tuổi", _MYSELF.sub("mình", text)))
    text = _at_the_end().sub(lambda match: _sections()["at_the_end"][match.group()], text)
    table = shorthand(accented=not unaccented)
    text = _WORD.sub(lambda match: table.get(match.group(), match.group()), text)
    text = _J_FOR_I.sub("i", text)
    return fold(text) if unaccented else text
