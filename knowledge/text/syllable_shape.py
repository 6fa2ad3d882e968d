"""Spelling rules of Vietnamese syllables: what can be one, and what cannot."""

import re
import unicodedata
from typing import Final

_ONSETS: Final = "ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|b|c|d|đ|g|h|k|l|m|n|p|r|s|t|v|x"
_RHYMES: Final = (
    "a ac ach ai am an ang anh ao ap at au ay ă ăc ăm ăn ăng ăp ăt â âc âm ân âng âp ât âu ây "
    "e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im "
    "in inh ip it iu o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc "
    "oe oen oeo oet oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua "
    "uân uâng uât uây uc uê uêch uên uênh ui um un ung uơ uôc uôi uôm uôn uông uôt up ut uy uya "
    "uych uynh uyên uyêt uyt uyn uyu ư ưa ưc ưi ưng ươc ươi ươm ươn ương ươp ươt ưu ưt ưm y yêm "
    "yên yêng yêt yêu ynh uyp iêng ươu uôu iêp"
)
_TONES: Final = str.maketrans("", "", "\u0300\u0301\u0303\u0309\u0323")
_SYLLABLE: Final = re.compile(
    rf"(?:{_ONSETS})?(?:{'|'.join(sorted(set(_RHYMES.split()), key=len, reverse=True))})$"
)
_EDGES: Final = " .,;:!?()[]{}\"'“”‘’…–—-/*•+0123456789"


def without_tone(word: str) -> str:
    """``word`` in NFC without its tone mark ('trường' becomes 'trương')."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", word).translate(_TONES))


def is_syllable(word: str) -> bool:
    """Whether ``word`` is spelt like a Vietnamese syllable, real or not."""
    return bool(_SYLLABLE.match(without_tone(word.lower())))


def vietnamese_share(text: str) -> float:
    """Share (0 to 1) of the marked words of ``text`` that are spelt like Vietnamese.

    Only words that hold a character outside ASCII count, since plain ones say nothing about the
    encoding; a symbol inside a word spoils it. 1.0 where there is none.
    """
    marked = [word.strip(_EDGES) for word in text.split() if not word.strip(_EDGES).isascii()]
    if not marked:
        return 1.0
    return sum(all(map(is_syllable, word.split("-"))) for word in marked) / len(marked)
