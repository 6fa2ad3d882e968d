"""Put right what is mistyped: 'khai xinh', 'kai sin', 'chung thuk'.

Only words that the installation's own texts hardly know are touched, and only where the word put
in their place stands beside its neighbour in those texts: a name or a foreign word stays.
"""

import math
import re
from collections.abc import Iterator
from enum import Enum, auto
from functools import lru_cache

from knowledge.text.accents import START, AccentRestorer
from knowledge.text.normalise import fold, is_accented
from knowledge.text.syllable_shape import is_syllable

# Chances of a slip; chosen on misspelt questions of our own beside questions spelt well, of which
# none may change.
HEARD_ALIKE = math.log(1e-3)
ONE_KEY = math.log(1e-5)
ONE_SOUND = math.log(0.3)
# Among a million words of the texts: a known word is taken for another that sounds alike only where
# that one is the rule ('tạm chú'), a common one never.
KNOWN_IN_A_MILLION = 3.0
COMMON_IN_A_MILLION = 150.0
# How often what is put in a word's place follows its neighbour, or leads to it: for a word hardly
# known, and for a known one.
FIRM = 0.05
FIRMER = 0.2
# In a shorter word one key makes another word altogether.
SHORTEST = 3
_LETTERS = "abcdeghiklmnopqrstuvxy"
_WORD = re.compile(r"[^\W\d_]+")
_SYLLABLE = re.compile(r"(ngh|ng|nh|ch|tr|th|ph|kh|gh|gi|qu|[bcdfghjklmnpqrstvwxz]?)(.*)")
# Said alike in one region or another, or written by ear.
_ONSETS = (
    ("s", "x"), ("ch", "tr"), ("d", "gi", "r", "v", "z", "j"), ("l", "n"), ("c", "k", "q", "kh"),
    ("g", "gh"), ("ng", "ngh"), ("ph", "f"), ("qu", "w"),
)  # fmt: skip
_ENDINGS = (("n", "ng", "nh"), ("t", "c", "k", "ch"), ("i", "y"), ("iu", "ieu"), ("uu", "uou"))
_OPEN_I = re.compile(r"([hklmst])([iy])")


class Often(Enum):
    """How often the texts hold a word."""

    HARDLY = auto()
    KNOWN = auto()
    COMMON = auto()


class Spelling:
    """Corrects by what one restorer knows of the installation's texts."""

    def __init__(self, known: AccentRestorer) -> None:
        self._known = known

    def correct(self, text: str) -> str:
        """``text`` with its mistyped words put right, all else as typed.

        Text without accents stays without: they are guessed afterwards.
        """
        found = list(_WORD.finditer(text))
        accented = is_accented(text)
        typed = [match[0].lower() for match in found]
        meant = self._likeliest(typed)
        pieces, end = [], 0
        for place, match in enumerate(found):
            pieces.append(text[end : match.start()])
            changed = self._changed(typed, meant, place)
            word = meant[place] if accented else fold(meant[place])
            pieces.append(word if changed else match[0])
            end = match.end()
        return "".join([*pieces, text[end:]])

    def _changed(self, typed: list[str], meant: list[str], place: int) -> bool:
        word = meant[place]
        unaccented = typed[place] == fold(typed[place])
        if word == typed[place] or (unaccented and fold(word) == typed[place]):
            return False
        shares = [self._known.follows(meant[place - 1], word)] if place else []
        if place + 1 < len(meant):
            shares.append(self._known.follows(word, meant[place + 1]))
        hardly_known = self._often(self._own(typed[place])) is Often.HARDLY
        return max(shares, default=0.0) >= (FIRM if hardly_known else FIRMER)

    def _often(self, own: list[str]) -> Often:
        most = max(map(self._known.in_a_million, own))
        if most >= COMMON_IN_A_MILLION:
            return Often.COMMON
        return Often.KNOWN if most >= KNOWN_IN_A_MILLION else Often.HARDLY

    def _likeliest(self, typed: list[str]) -> list[str]:
        """The likeliest words; a word as typed costs nothing more."""
        best: dict[str, tuple[float, tuple[str, ...]]] = {START: (0.0, ())}
        for word in typed:
            options = self._options(word)
            best = {
                option: max(
                    (so_far + self._known.cost(before, option) + slip, (*path, option))
                    for before, (so_far, path) in best.items()
                )
                for option, slip in options.items()
            }
        return list(max(best.values())[1])

    def _own(self, word: str) -> list[str]:
        """What ``word`` says when it is spelt right."""
        return [word] if fold(word) != word else self._known.readings(word) or [word]

    def _options(self, word: str) -> dict[str, float]:
        folded = fold(word)
        own = self._own(word)
        options = dict.fromkeys(own, 0.0)
        often = self._often(own)
        # An accented syllable that can be one was meant; only its sound may be another's.
        meant = folded != word and is_syllable(word)
        slips = _slips(folded, often, by_key=not meant)
        if often is Often.HARDLY and folded != word:
            slips = {folded: HEARD_ALIKE} | slips
        for other, slip in slips.items():
            for reading in self._known.readings(other):
                options.setdefault(reading, slip)
        return options


@lru_cache(maxsize=10_000)
def _slips(folded: str, often: Often, *, by_key: bool) -> dict[str, float]:
    """Folded words that may have been meant by ``folded``, with the chance of each slip."""
    found: dict[str, float] = {}
    if _OPEN_I.fullmatch(folded):
        found[folded[:-1] + ("y" if folded[-1] == "i" else "i")] = ONE_SOUND
    if often is not Often.COMMON:
        for other in _heard_alike(folded):
            found.setdefault(other, HEARD_ALIKE)
    if often is Often.HARDLY and by_key and len(folded) >= SHORTEST:
        for other in _one_key_away(folded):
            found.setdefault(other, ONE_KEY)
    found.pop(folded, None)
    return found


def _heard_alike(folded: str) -> Iterator[str]:
    match = _SYLLABLE.fullmatch(folded)
    if match is None:
        return
    onset, rest = match[1], match[2]
    onsets = [onset, *(o for group in _ONSETS if onset in group for o in group)]
    rests = [rest]
    for group in _ENDINGS:
        ending = max((e for e in group if rest.endswith(e)), key=len, default=None)
        if ending is not None:
            rests += [rest[: -len(ending)] + other for other in group]
    for start in dict.fromkeys(onsets):
        for end in dict.fromkeys(rests):
            yield start + end


def _one_key_away(folded: str) -> Iterator[str]:
    for place in range(len(folded) + 1):
        head, tail = folded[:place], folded[place:]
        yield from (head + letter + tail for letter in _LETTERS)
        if tail:
            yield head + tail[1:]
            yield from (head + letter + tail[1:] for letter in _LETTERS)
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
