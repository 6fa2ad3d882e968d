"""The same words as people type them: without accents, in shorthand, with slips of the finger."""

import random
from collections import defaultdict
from collections.abc import Callable
from functools import lru_cache

from knowledge.text import fold, load_terms

# How often a lesson's question is given each way; the rest stays as written.
UNACCENTED = 0.27
RESTORED = 0.15
SHORTHAND = 0.10
SHORTHAND_UNACCENTED = 0.08
TYPO = 0.08
# One slip per so many characters.
TYPO_SPACING = 14
# Chat spellings of one syllable that no table needs to expand.
_LOOSE = {
    "không": ("hông", "hong", "ko", "k", "hok"),
    "gì": ("j", "gi", "ji"),
    "vậy": ("z", "zậy", "v"),
    "rồi": ("r", "rùi", "òi"),
    "được": ("đc", "dc", "dk"),
    "bao nhiêu": ("bn", "bao nhiu", "bnhiu"),
    "giấy": ("giay", "zấy"),
    "mình": ("mk", "mìh"),
    "tôi": ("t", "tui"),
    "em": ("e",),
    "anh": ("a",),
    "chị": ("c",),
    "nhà": ("nha",),
    "biết": ("bik", "bít"),
    "muốn": ("mún", "mun"),
}
_NEAR_KEYS = {
    near[0]: near[1:]
    for near in ("aqsz", "bvn", "cxv", "dsf", "ewr", "gfh", "hgj", "iuo", "kjl", "lk", "mn", "nbm",
                 "oip", "po", "ret", "sad", "try", "uyi", "vcb", "xzc", "ytu")
}  # fmt: skip

Restore = Callable[[str], str]


def varied(text: str, restore: Restore, rng: random.Random) -> str:
    """``text`` as one person might type it, or as it is.

    ``restore`` puts accents back on unaccented text, with the mistakes that searching will make.
    """
    ways: tuple[tuple[float, Callable[[], str]], ...] = (
        (UNACCENTED, lambda: unaccented(text)),
        (RESTORED, lambda: restore(fold(text))),
        (SHORTHAND, lambda: shorthand(text, rng)),
        (SHORTHAND_UNACCENTED, lambda: unaccented(shorthand(text, rng))),
        (TYPO, lambda: with_typos(text, rng)),
    )
    drawn = rng.random()
    for share, way in ways:
        if drawn < share:
            return way()
        drawn -= share
    return text


def unaccented(text: str) -> str:
    """``text`` in lower case without diacritics, as typed on a plain keyboard."""
    return fold(text)


def shorthand(text: str, rng: random.Random) -> str:
    """``text`` in lower case with about half of what has a chat spelling spelt so."""
    said = f" {text.lower()} "
    for full, ways in _chat_spellings().items():
        if f" {full} " in said and rng.random() < 0.5:  # noqa: PLR2004
            said = said.replace(f" {full} ", f" {rng.choice(ways)} ")
    return said.strip()


def with_typos(text: str, rng: random.Random) -> str:
    """``text`` with letters doubled, dropped, swapped or hit beside, one in ``TYPO_SPACING``."""
    letters = list(text)
    for _ in range(max(1, len(letters) // TYPO_SPACING)):
        at = rng.randrange(len(letters))
        letter = letters[at]
        if not letter.isalpha():
            continue
        kind = rng.randrange(4)
        if kind == 0:
            letters[at] = letter * 2
        elif kind == 1:
            letters[at] = ""
        elif kind == 2 and at + 1 < len(letters):  # noqa: PLR2004
            letters[at], letters[at + 1] = letters[at + 1], letter
        else:
            letters[at] = rng.choice(_NEAR_KEYS.get(fold(letter), letter)) or letter
    return "".join(letters)


@lru_cache
def _chat_spellings() -> dict[str, tuple[str, ...]]:
    """Full words → chat spellings, longest first: the search's own table turned round, and more."""
    spellings: defaultdict[str, set[str]] = defaultdict(set)
    for short, full in load_terms().shorthand.items():
        spellings[full].add(short)
    for full, ways in _LOOSE.items():
        spellings[full].update(ways)
    ordered = sorted(spellings, key=lambda full: (-len(full), full))
    return {full: tuple(sorted(spellings[full])) for full in ordered}
