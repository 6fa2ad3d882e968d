"""From a found record to what a person reads: short, sourced, dated."""

from knowledge.answers.answer import STILL_TO_CHOOSE, Answer, Choice, Cited, Page, State
from knowledge.answers.answerer import Answerer, Topic
from knowledge.answers.procedures import FIRST, WHOLE

__all__ = [
    "FIRST",
    "STILL_TO_CHOOSE",
    "WHOLE",
    "Answer",
    "Answerer",
    "Choice",
    "Cited",
    "Page",
    "State",
    "Topic",
]
