"""Shows every open case in the group, and what is said in it."""

import asyncio
import logging
import time

from bot.channels import DeliveryError, SlowDown, UnknownDelivery
from bot.channels.telegram.staff_group import wording
from bot.channels.telegram.staff_group.ledger import Due, Ledger, Line
from bot.channels.telegram.staff_group.room import Room
from bot.store import Case, Conversation, DeliveryState, Direction

_LOG = logging.getLogger(__name__)

# The assistant's answers are shown for their gist; the whole stands at the desk.
ASSISTANT_MAX = 300
# After a fault of the group: long enough that it does not fill the log.
REST_SECONDS = 60.0


class Mirror:
    """One look at a time: what is new goes into the group."""

    def __init__(self, room: Room, ledger: Ledger) -> None:
        self._room = room
        self._ledger = ledger
        self._rest_until = 0.0
        self._greeted = False

    async def work(self) -> None:
        """Open topics, show what is new, close topics, tell officers how their replies went."""
        if time.monotonic() < self._rest_until:
            return
        if not self._greeted:
            self._greeted = True
            await self._room.offer_commands()
        try:
            for case, conversation in await asyncio.to_thread(self._ledger.unopened):
                await self._open(case, conversation)
            for due in await asyncio.to_thread(self._ledger.due):
                await self._show(due)
            await self._tell()
        except SlowDown as error:
            self._rest_until = time.monotonic() + error.seconds
        except DeliveryError as error:
            _LOG.error("Telegram staff group: %s", error)
            self._rest_until = time.monotonic() + REST_SECONDS

    async def _open(self, case: Case, conversation: Conversation) -> None:
        subject = " ".join(case.question.split())
        thread = await self._room.open_topic(f"{case.code} {subject}")
        await asyncio.to_thread(self._ledger.opened, case, thread)
        heading = wording.HEADING if thread is not None else wording.HEADING_PLAIN
        text = heading.format(
            code=case.code,
            kind=wording.KINDS[case.kind],
            channel=wording.CHANNELS.get(conversation.channel, conversation.channel),
        )
        await self._say(case.id, text, thread)

    async def _show(self, due: Due) -> None:
        if due.lines:
            text = "\n\n".join(map(_told, due.lines))
            await self._say(due.case.id, text, due.thread, due.lines[-1].number)
        if due.over:
            await self._say(due.case.id, wording.CLOSED.format(code=due.case.code), due.thread)
            if due.thread is not None:
                await self._room.close_topic(due.thread)
            await asyncio.to_thread(self._ledger.closed, due.case.id)

    async def _say(
        self, case_id: int, text: str, thread: int | None, up_to: int | None = None
    ) -> None:
        try:
            numbers = await self._room.say(text, thread, bulk=True)
        except UnknownDelivery:
            # It may stand there; shown twice would be worse than looked up at the desk.
            numbers = []
        await asyncio.to_thread(self._ledger.shown, case_id, numbers, up_to)

    async def _tell(self) -> None:
        for told in await asyncio.to_thread(self._ledger.told):
            if told.state is DeliveryState.SENT:
                await self._room.nod(told.message_id)
            else:
                text = wording.NOT_DELIVERED[told.state]
                await self._room.say(text, told.thread, told.message_id)


def _told(line: Line) -> str:
    if line.direction is Direction.CITIZEN:
        return f"{wording.CITIZEN}: {line.text}"
    if line.direction is Direction.STAFF:
        return f"{line.name}: {line.text}"
    short = line.text if len(line.text) <= ASSISTANT_MAX else f"{line.text[:ASSISTANT_MAX]}…"
    return f"{wording.ASSISTANT}: {short}"
