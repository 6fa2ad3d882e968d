"""A question as typed, made ready for searching."""

import html
import re
from dataclasses import dataclass
from typing import Self

from knowledge.text import (
    AccentRestorer,
    Aspect,
    AspectReader,
    Spelling,
    clean,
    fold,
    is_accented,
    load_terms,
    without_courtesies,
)

# A longer message is a story; its beginning and end hold the question more often than its middle.
MAX_CHARACTERS = 600
_TAG = re.compile(r"<[^<>]{0,200}>")
_REPEATED_MARKS = re.compile(r"([?!.,…])[?!.,…]+")


@dataclass(frozen=True)
class Query:
    """``spoken`` goes to the encoder (with accents), ``words`` to the lexical search.

    ``guessed`` when the accents of ``spoken`` were not typed.
    """

    raw: str
    spoken: str
    words: str
    aspects: tuple[Aspect, ...]
    subject: tuple[str, ...]
    guessed: bool = False

    @classmethod
    def read(cls, text: str, accents: AccentRestorer) -> Self:
        """Normalise, write shorthand out, put slips and accents right, add today's terms."""
        terms = load_terms()
        typed = _shortened(_plain(text))
        # Shorthand is written out with its accents: 'cccd lam lai' has none all the same.
        guessed = not is_accented(typed)
        expanded = Spelling(accents).correct(without_courtesies(terms.expand(typed)))
        spoken = accents.restore(expanded) if guessed else expanded
        reading = AspectReader.default().read(expanded)
        today = terms.todays_terms(expanded)
        return cls(
            raw=text,
            spoken=" ".join([spoken, *(f"({term})" for term in today)]),
            words=" ".join([fold(expanded), *today]),
            aspects=reading.aspects,
            subject=reading.subject,
            guessed=guessed,
        )


def _plain(text: str) -> str:
    """``text`` as said calmly: no markup, no shouting, no rows of question marks."""
    words = clean(_TAG.sub(" ", html.unescape(text)))
    return _REPEATED_MARKS.sub(r"\1", words.lower() if words.isupper() else words)


def _shortened(text: str) -> str:
    if len(text) <= MAX_CHARACTERS:
        return text
    half = MAX_CHARACTERS // 2
    return f"{text[:half]} {text[-half:]}"
