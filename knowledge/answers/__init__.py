"""From a found record to what a person reads: short, sourced, dated."""

from knowledge.answers.answer import Answer, Choice, Cited, State
from knowledge.answers.answerer import Answerer, Topic

__all__ = ["Answer", "Answerer", "Choice", "Cited", "State", "Topic"]
