"""The quiz on administrative reform and online services: bank, rounds, contests, certificate."""

from bot.quiz.awards import Awards, ContestError, settle
from bot.quiz.bank import Question, bank
from bot.quiz.contest import Contest, read_contest
from bot.quiz.rounds import Quiz

__all__ = [
    "Awards",
    "Contest",
    "ContestError",
    "Question",
    "Quiz",
    "bank",
    "read_contest",
    "settle",
]
