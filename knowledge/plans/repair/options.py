"""What each piece of a damaged line may have been: words of the lexicon, splits, or as read."""

import re
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from knowledge.plans.folding import fold
from knowledge.plans.repair.channel import Channel, channel_form
from knowledge.plans.repair.constants import (
    CANDIDATES,
    CASE_WEIGHT,
    FOREIGN,
    LEAST_CASE,
    MAX_NUMBER_AS_WORD,
    NUMBER_AS_WORD,
    POOR_PER_LETTER,
    UNKNOWN_LETTER,
    UNKNOWN_SIGN,
    UNKNOWN_WORD,
)
from knowledge.plans.repair.language import NUMBER_ID, UNKNOWN_ID
from knowledge.plans.repair.lexicon import Lexicon
from knowledge.plans.repair.mixture import Mixture
from knowledge.plans.repair.splitting import Option, may_be_glued, splits
from knowledge.plans.tokens import Kind, Piece

_VOWEL = re.compile(r"[aeiouy0-9]")


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
        model: Mixture,
        capital: NDArray[np.float32],
        foreign: NDArray[np.bool_],
    ) -> None:
        self._lexicon = lexicon
        self._channel = channel
        self._foreign = foreign
        self._model = model
        self._unigram = np.log(model.unigram.astype(np.float64))
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
                Option(option.words, option.score + sum(map(float, case[list(option.words[:1])])))
                for option in self._find(*key)
            ]
            if key[2] is Case.CAPITALS and not _VOWEL.search(fold(piece.core)):
                self._known[key] = self._abbreviations(self._known[key])
        return self._known[key]

    def _abbreviations(self, options: list[Option]) -> list[Option]:
        """Capitals without a vowel ('TTHC', 'HDND') are an abbreviation or stay as read."""
        kept = [o for o in options if len(o.words) == 1 and self._foreign[o.words[0]]]
        return [*kept, Option((UNKNOWN_ID,), UNKNOWN_WORD)]

    def _find(self, kind: Kind, read: str, letters: Case) -> list[Option]:
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
        if may_be_glued(read) and best < POOR_PER_LETTER * len(read):
            cost = 0.0 if letters is Case.CAPITALS else FOREIGN
            foreign = np.where(self._foreign, cost, 0.0)
            options += splits(read, self._lexicon, self._channel, self._model, foreign)
        signs = sum(not char.isalpha() for char in read)
        as_read = UNKNOWN_WORD + UNKNOWN_LETTER * len(read) + UNKNOWN_SIGN * signs
        options.append(Option((UNKNOWN_ID,), as_read))
        return options

    def _single(self, read: str) -> list[Option]:
        found = self._lexicon.search(read, self._channel)[0]
        # Rare words fill up the list of short readings, so the frequency counts a little here.
        order = np.argsort(-(found.scores + 0.5 * self._unigram[found.words]))[:CANDIDATES]
        chosen = [Option((int(found.words[n]),), float(found.scores[n])) for n in order]
        return sorted(chosen, key=lambda option: -option.score)
