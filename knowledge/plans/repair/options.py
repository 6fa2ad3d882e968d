"""What each piece of a damaged line may have been: words of the lexicon, splits, or as read."""

import re
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from knowledge.plans.folding import fold
from knowledge.plans.repair.channel import Channel, channel_form
from knowledge.plans.repair.constants import (
    CANDIDATES,
    CASE_WEIGHT,
    FOREIGN,
    GLUED,
    LANGUAGE_WEIGHT,
    LEAST_CASE,
    MAX_GLUED_LETTERS,
    MAX_NUMBER_AS_WORD,
    MIN_GLUED_LETTERS,
    NUMBER_AS_WORD,
    POOR_PER_LETTER,
    SPLITS,
    UNKNOWN_LETTER,
    UNKNOWN_WORD,
)
from knowledge.plans.repair.language import NUMBER_ID, UNKNOWN_ID
from knowledge.plans.repair.lexicon import Lexicon
from knowledge.plans.tokens import Kind, Piece

_VOWEL = re.compile(r"[aeiouy0-9]")


@dataclass(frozen=True)
class Option:
    """One reading of a piece: word ids (none for marks) and log P(read | words)."""

    words: tuple[int, ...]
    score: float


class Case(StrEnum):
    """Letter case of a read word; at the start of a sentence a capital says nothing."""

    CAPITAL = "capital"
    SMALL = "small"
    START = "start"
    CAPITALS = "capitals"


def case_of(read: str, starts: bool) -> Case:
    """Case of the word ``read``; ``starts`` says that a sentence starts with it."""
    if len(read) > 1 and read.isupper():
        return Case.CAPITALS
    if starts or not read[:1].isalpha() or (len(read) > 1 and not read[1:].islower()):
        return Case.START
    return Case.CAPITAL if read[0].isupper() else Case.SMALL


class Options:
    """Finds the options of pieces and remembers them, since plans repeat their words."""

    def __init__(
        self,
        lexicon: Lexicon,
        channel: Channel,
        unigram: NDArray[np.float32],
        capital: NDArray[np.float32],
        foreign: NDArray[np.bool_],
    ) -> None:
        self._lexicon = lexicon
        self._channel = channel
        self._foreign = foreign
        self._unigram = np.log(unigram.astype(np.float64))
        share = np.clip(capital.astype(np.float64), LEAST_CASE, 1 - LEAST_CASE)
        self._case = {
            Case.CAPITAL: CASE_WEIGHT * np.log(share) + FOREIGN * foreign,
            Case.SMALL: CASE_WEIGHT * np.log(1 - share) + FOREIGN * foreign,
            Case.START: FOREIGN * foreign,
            Case.CAPITALS: np.zeros(len(share)),
        }
        self._known: dict[tuple[Kind, str, Case], list[Option]] = {}

    def of(self, piece: Piece, starts: bool) -> list[Option]:
        """Options of ``piece``, which ``starts`` a sentence or not; never empty."""
        key = (piece.kind, channel_form(piece.core), case_of(piece.core, starts))
        if key not in self._known:
            case = self._case[key[2]]
            self._known[key] = [
                Option(option.words, option.score + float(case[list(option.words[:1])].sum()))
                for option in self._find(*key[:2])
            ]
            if key[2] is Case.CAPITALS and not _VOWEL.search(fold(piece.core)):
                self._known[key] = self._abbreviations(self._known[key])
        return self._known[key]

    def _abbreviations(self, options: list[Option]) -> list[Option]:
        """Capitals without a vowel ('TTHC', 'HDND') are an abbreviation or stay as read."""
        kept = [o for o in options if len(o.words) == 1 and self._foreign[o.words[0]]]
        return [*kept, Option((UNKNOWN_ID,), UNKNOWN_WORD)]

    def _find(self, kind: Kind, read: str) -> list[Option]:
        if kind is Kind.MARK:
            return [Option((), 0.0)]
        if kind is Kind.CODE:
            return [Option((NUMBER_ID,), 0.0)]
        if kind is Kind.NUMBER:
            options = [Option((NUMBER_ID,), 0.0)]
            if len(read) <= MAX_NUMBER_AS_WORD and read.isdigit():
                options += [
                    Option(option.words, option.score + NUMBER_AS_WORD)
                    for option in self._single(read)
                ]
            return options
        options = self._single(read)
        best = options[0].score if options else -np.inf
        glued = MIN_GLUED_LETTERS <= len(read) <= MAX_GLUED_LETTERS
        if glued and best < POOR_PER_LETTER * len(read):
            options += self._splits(read)
        options.append(Option((UNKNOWN_ID,), UNKNOWN_WORD + UNKNOWN_LETTER * len(read)))
        return options

    def _single(self, read: str) -> list[Option]:
        found = self._lexicon.search(read, self._channel)[0]
        # Rare words fill up the list of short readings, so the frequency counts a little here.
        order = np.argsort(-(found.scores + 0.5 * self._unigram[found.words]))[:CANDIDATES]
        chosen = [Option((int(found.words[n]),), float(found.scores[n])) for n in order]
        return sorted(chosen, key=lambda option: -option.score)

    def _splits(self, read: str) -> list[Option]:
        """The best ways to see ``read`` as two words or more that lost their blanks."""
        ways: list[list[tuple[float, Option]]] = [[] for _ in range(len(read) + 1)]
        ways[0] = [(0.0, Option((), -GLUED))]
        for start in range(len(read)):
            if not ways[start]:
                continue
            for length, found in enumerate(
                self._lexicon.search(read[start:], self._channel, ends=True), start=1
            ):
                scores = found.scores + LANGUAGE_WEIGHT * self._unigram[found.words]
                for n in np.argsort(-scores)[:SPLITS]:
                    word = int(found.words[n])
                    ways[start + length] += [
                        (
                            total + float(scores[n]) + GLUED,
                            Option((*way.words, word), way.score + float(found.scores[n]) + GLUED),
                        )
                        for total, way in ways[start]
                    ]
            for end in range(start + 1, len(read) + 1):
                ways[end] = sorted(ways[end], key=lambda scored: -scored[0])[:SPLITS]
        return [option for _total, option in ways[-1] if len(option.words) > 1]
