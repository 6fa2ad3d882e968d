"""Pages for everybody: counts of the assistant's and the office's work."""

from bot.web.public.attendance import router as attendance_router
from bot.web.public.counts import router

__all__ = ["attendance_router", "router"]
