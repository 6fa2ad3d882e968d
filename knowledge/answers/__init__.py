"""From a found record to what a person reads: short, sourced, dated."""

from knowledge.answers.answer import Answer, Choice, Cited, Page, State
from knowledge.answers.answerer import Answerer, Topic
from knowledge.answers.procedures import FIRST, WHOLE

__all__ = ["FIRST", "WHOLE", "Answer", "Answerer", "Choice", "Cited", "Page", "State", "Topic"]
