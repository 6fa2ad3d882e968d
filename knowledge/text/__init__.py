"""Vietnamese text as people type it: normalising, folding, shorthand, old terms, aspects."""

from knowledge.text.accents import AccentRestorer
from knowledge.text.aspects import Aspect, AspectReader, Reading
from knowledge.text.courtesies import without_courtesies
from knowledge.text.normalise import clean, fold, is_accented, syllables, tokens, visible
from knowledge.text.spelling import Spelling
from knowledge.text.strings import strings_in
from knowledge.text.terms import TermTable, load_terms

__all__ = [
    "AccentRestorer",
    "Aspect",
    "AspectReader",
    "Reading",
    "Spelling",
    "TermTable",
    "clean",
    "fold",
    "is_accented",
    "load_terms",
    "strings_in",
    "syllables",
    "tokens",
    "visible",
    "without_courtesies",
]
