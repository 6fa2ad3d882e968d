"""Pages for everybody: counts of the assistant's and the office's work."""

from bot.web.public.counts import router

__all__ = ["router"]
