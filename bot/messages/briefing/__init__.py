"""Make a brief from any record: procedure, question, point of a plan, notice."""

from bot.messages.briefing.faqs import brief_faq
from bot.messages.briefing.finding import Sources, UnknownSourceError
from bot.messages.briefing.notices import Notice, NoticeError, brief_notice, load_notice
from bot.messages.briefing.plans import PlanPoint, brief_plan
from bot.messages.briefing.procedures import brief_procedure

__all__ = [
    "Notice",
    "NoticeError",
    "PlanPoint",
    "Sources",
    "UnknownSourceError",
    "brief_faq",
    "brief_notice",
    "brief_plan",
    "brief_procedure",
    "load_notice",
]
