"""When a platform asks to wait, and when all sending has to end."""

import asyncio
import time

# Longest wait that is believed; then the row is tried again. In seconds.
MAX_SLOW_DOWN = 120.0
_LOOK_SECONDS = 1.0


class Pace:
    """Shared by everything one sender does. On the monotonic clock: moved clocks change nothing."""

    def __init__(self) -> None:
        self.closing = False
        self._resume_at: dict[str, float] = {}

    def slow_down(self, channel: str, seconds: float) -> None:
        """The platform asks for ``seconds`` of rest on ``channel``."""
        self._resume_at[channel] = time.monotonic() + min(seconds, MAX_SLOW_DOWN)

    async def patience(self, channel: str) -> None:
        """Wait until ``channel`` may be used again, or until all sending ends."""
        while not self.closing:
            wait = self._resume_at.get(channel, 0.0) - time.monotonic()
            if wait <= 0:
                return
            await asyncio.sleep(min(wait, _LOOK_SECONDS))
