"""Measure finding and abstaining on labelled questions, beside what others would do."""

from knowledge.evaluating.measuring import Evaluation, evaluate
from knowledge.evaluating.questions import (
    Question,
    own_questions,
    own_refusals,
    read_questions,
)
from knowledge.evaluating.tally import RANKS, Tally

__all__ = [
    "RANKS",
    "Evaluation",
    "Question",
    "Tally",
    "evaluate",
    "own_questions",
    "own_refusals",
    "read_questions",
]
