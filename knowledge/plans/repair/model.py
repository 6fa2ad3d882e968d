"""The restorer of OCR text: trained on the office's clean text, saved, loaded, applied."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from knowledge.errors import IndexMismatchError, IndexMissingError
from knowledge.plans.repair.channel import Channel, count_pairs, train_channel
from knowledge.plans.repair.constants import GENERAL_SHARES, LOST_SYLLABLE, POOR_FIT, UNSURE
from knowledge.plans.repair.decoding import decode
from knowledge.plans.repair.judging import Choice
from knowledge.plans.repair.language import (
    NUMBER_ID,
    UNKNOWN_ID,
    Trigrams,
    capital_odds,
    choose_vocabulary,
    count_words,
    renumber,
)
from knowledge.plans.repair.lexicon import Lexicon
from knowledge.plans.repair.mixture import Mixture
from knowledge.plans.repair.options import Options
from knowledge.plans.repair.pairing import read_pairs, word_pairs
from knowledge.plans.repair.paragraphs import is_clean, paragraphs
from knowledge.plans.repair.splitting import Option
from knowledge.plans.repair.suspicion import Offer, apply_offers, suspicions
from knowledge.plans.repair.writing import joined, write_piece
from knowledge.plans.tokens import Kind, Piece, counted, pieces
from knowledge.text.syllable_shape import is_syllable

OWN_LANGUAGE = Path(__file__).parents[2] / "content" / "plan_language"
VERSION = 2
"""Of what ``save`` writes; raised whenever a saved model would no longer fit the code."""
_ARRAYS = "repair.npz"
_WORDS = "repair.json"


@dataclass(frozen=True)
class Unsure:
    """A word that may be wrong: as read, as written, and what else it may be."""

    read: str
    written: str
    rivals: tuple[str, ...]


@dataclass(frozen=True)
class RepairedLine:
    """A line restored.

    ``warnings`` name numbers that were read as letters and words in which a syllable may have
    been lost or added; ``offers`` are corrections of blind replacements, which nobody has
    confirmed and ``text`` does not contain.
    """

    text: str
    read: str
    unsure: tuple[Unsure, ...] = ()
    warnings: tuple[str, ...] = ()
    offers: tuple[Offer, ...] = ()

    @property
    def alternative(self) -> str:
        """``text`` with the offers taken, to be searched beside it."""
        return apply_offers(self.text, self.offers)


def as_read(lines: Sequence[str]) -> list[RepairedLine]:
    """Lines that need no repair."""
    return [RepairedLine(line, line) for line in lines]


class RepairModel:
    """Restores lines that OCR has damaged. Make it with ``train`` or ``load``."""

    def __init__(
        self,
        vocabulary: Sequence[str],
        mixture: Mixture,
        channel: Channel,
        capital: NDArray[np.float32],
    ) -> None:
        self._vocabulary = tuple(vocabulary)
        self._index = {word: number for number, word in enumerate(vocabulary)}
        self._mixture = mixture
        self._channel = channel
        self._capital = capital
        foreign = np.array([not is_syllable(word) for word in vocabulary])
        self._options = Options(Lexicon(vocabulary), channel, mixture, capital, foreign)

    def repair(self, lines: Sequence[str]) -> list[RepairedLine]:
        """Restore ``lines`` of one file; as many lines come back, blank ones as they were.

        Numbers, dates and codes stay exactly as read. A text that has its Vietnamese letters is
        given back as it is.
        """
        repaired = as_read(lines)
        if not is_clean(lines):
            self._restore(lines, repaired)
        offers = suspicions(
            [line.text for line in repaired], self._vocabulary, self._index, self._mixture
        )
        return [
            replace(line, offers=tuple(offers[n])) if n in offers else line
            for n, line in enumerate(repaired)
        ]

    def _restore(self, lines: Sequence[str], repaired: list[RepairedLine]) -> None:
        """Put the restored lines in the places of those of ``repaired``."""
        for paragraph in paragraphs(lines):
            found = [pieces(lines[position]) for position in paragraph]
            flat = counted([piece for line in found for piece in line])
            stops = [piece.stops for piece in flat]
            starts = [True, *stops[:-1]]
            options = list(map(self._options.of, flat, starts))
            choices = decode(options, stops, self._mixture)
            done = 0
            for position, line in zip(paragraph, found, strict=True):
                chosen = choices[done : done + len(line)]
                repaired[position] = self._write(lines[position], line, chosen)
                done += len(line)

    def _write(self, read: str, line: Sequence[Piece], choices: Sequence[Choice]) -> RepairedLine:
        texts, unsure, warnings = [], [], []
        for piece, choice in zip(line, choices, strict=True):
            text = self._text(piece, choice.option)
            texts.append(text)
            poor = choice.option.score < POOR_FIT * max(len(piece.core), 1)
            if choice.margin < UNSURE or poor:
                rivals = tuple(self._text(piece, rival) for rival in choice.rivals)
                unsure.append(Unsure(piece.before + piece.core + piece.after, text, rivals))
            if piece.kind is Kind.NUMBER and choice.option.words != (NUMBER_ID,):
                warnings.append(f"'{piece.core}' đọc là chữ '{text}'")
            if (other := self._recounted(choice)) is not None:
                bare = replace(piece, before="", after="")
                written = self._text(bare, choice.option)
                told = "để nguyên" if written == piece.core else f"đọc là '{written}'"
                fault = "thiếu" if len(other.words) > len(choice.option.words) else "thừa"
                maybe = self._text(bare, other)
                warnings.append(f"'{piece.core}' {told}, có thể {fault} tiếng: '{maybe}'")
        start = read[: len(read) - len(read.lstrip())]
        return RepairedLine(start + joined(line, texts), read, tuple(unsure), tuple(warnings))

    def _recounted(self, choice: Choice) -> Option | None:
        """What else was perhaps read, where that has more syllables than were written, or fewer."""
        other = choice.recount
        if other is None:
            return None
        words = [self._vocabulary[word] for word in other.words]
        if len(words) < len(choice.option.words):
            near = choice.recount_margin < UNSURE and other.words[0] != UNKNOWN_ID
            return other if near else None
        spelt = all(len(word) > 1 and is_syllable(word) for word in words)
        return other if spelt and choice.recount_margin < LOST_SYLLABLE else None

    def _text(self, piece: Piece, option: Option) -> str:
        if not option.words or option.words[0] in {NUMBER_ID, UNKNOWN_ID}:
            return piece.before + piece.core + piece.after
        return write_piece(piece, tuple(self._vocabulary[word] for word in option.words))

    def save(self, folder: Path) -> None:
        """Write the model into ``folder``, which is made where it lacks."""
        folder.mkdir(parents=True, exist_ok=True)
        arrays = {
            "channel": self._channel.table,
            "unseen": self._channel.unseen,
            "capital": self._capital,
        }
        for name, trigrams in (
            ("domain", self._mixture.domain),
            ("general", self._mixture.general),
        ):
            if trigrams is not None:
                arrays |= {f"{name}_{f.name}": getattr(trigrams, f.name) for f in fields(trigrams)}
        with (folder / _ARRAYS).open("wb") as file:
            np.savez(file, allow_pickle=False, **arrays)
        words = {
            "version": VERSION,
            "share": self._mixture.share,
            "vocabulary": self._vocabulary,
            "strings": list(self._channel.strings),
        }
        (folder / _WORDS).write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read a model that ``save`` wrote.

        Raises:
            IndexMissingError: when there is none.
            IndexMismatchError: when it was made by another version, or is damaged.
        """
        if not (folder / _WORDS).is_file() or not (folder / _ARRAYS).is_file():
            raise IndexMissingError(f"{folder}: there is no repair model; build it first")
        try:
            words = json.loads((folder / _WORDS).read_text(encoding="utf-8"))
            if words["version"] != VERSION:
                raise IndexMismatchError(f"{folder}: repair model of another version; build again")
            with np.load(folder / _ARRAYS, allow_pickle=False) as arrays:
                domain = _trigrams(arrays, "domain")
                general = _trigrams(arrays, "general") if "general_pairs" in arrays else None
                table, unseen, capital = (arrays[n] for n in ("channel", "unseen", "capital"))
        except (OSError, ValueError, KeyError) as error:
            raise IndexMismatchError(f"{folder}: damaged repair model; build again") from error
        strings = {string: number for number, string in enumerate(words["strings"])}
        mixture = Mixture(domain, general, words["share"])
        return cls(words["vocabulary"], mixture, Channel(strings, table, unseen), capital)


def train(texts: Iterable[str], pairs: Iterable[tuple[str, str]] | None = None) -> RepairModel:
    """Learn a model from clean Vietnamese and from damaged lines.

    Args:
        texts: whatever clean text the installation holds, in strings of any length. The project's
            own plan language (``content/plan_language``) is always learned besides.
        pairs: further lines (as read, as written), such as a ward's own corrections; those of the
            package are always learned besides.
    """
    plans = [path.read_text(encoding="utf-8") for path in sorted(OWN_LANGUAGE.glob("plans-*.txt"))]
    names = (OWN_LANGUAGE / "place-names.txt").read_text(encoding="utf-8")
    domain = count_words(plans)
    general = count_words(_chain(names, texts))
    vocabulary = choose_vocabulary(general, domain)
    share = _general_share(len(general.ids))
    mixture = Mixture(
        Trigrams.count(renumber(domain, vocabulary), len(vocabulary)),
        Trigrams.count(renumber(general, vocabulary), len(vocabulary)) if share else None,
        share,
    )
    lines = [*read_pairs(), *(pairs or ())]
    channel = train_channel(count_pairs(word_pairs(lines)))
    return RepairModel(vocabulary, mixture, channel, capital_odds(vocabulary, (domain, general)))


def _general_share(words: int) -> float:
    sizes, shares = zip(*GENERAL_SHARES, strict=True)
    if words < sizes[0]:
        return 0.0
    return float(np.interp(np.log(words), np.log(sizes), shares))


def _chain(first: str, others: Iterable[str]) -> Iterable[str]:
    yield first
    yield from others


def _trigrams(arrays: "np.lib.npyio.NpzFile", name: str) -> Trigrams:
    return Trigrams(**{f.name: arrays[f"{name}_{f.name}"] for f in fields(Trigrams)})
