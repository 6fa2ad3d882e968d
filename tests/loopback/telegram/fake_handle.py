"""A conversation for channel tests: remembers what came in, answers what it was told to."""

import asyncio

from bot.messages import InboundMessage, OutboundMessage, Outcome, Reply


class FakeHandle:
    """Call it as a channel's Handle. ``pause`` is how long each turn thinks, in seconds."""

    def __init__(self, *messages: OutboundMessage, pause: float = 0.0) -> None:
        self.messages = messages or (OutboundMessage(text="Vâng ạ."),)
        self.pause = pause
        self.seen: list[InboundMessage] = []
        self.under_way = 0
        self.most_at_once = 0

    async def __call__(self, inbound: InboundMessage) -> Reply:
        self.seen.append(inbound)
        self.under_way += 1
        self.most_at_once = max(self.most_at_once, self.under_way)
        await asyncio.sleep(self.pause)
        self.under_way -= 1
        return Reply(messages=self.messages, outcome=Outcome.ANSWERED)
