"""After a sudden end: what was asked and not answered is answered, and nothing twice."""

import asyncio
import datetime as dt
import logging

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from bot.conversation.heard import Heard
from bot.conversation.turn import Turns
from bot.desk.cases import Cases
from bot.store import Conversation, DeliveryState, Direction, Message
from bot.store.models import utc_now
from bot.store.rows import changed

log = logging.getLogger(__name__)

# Later the person has asked again, or has gone to the counter: an answer would only confuse.
YOUNG = dt.timedelta(minutes=15)


class Resuming:
    """Runs once at the start, on the channels that send their answers themselves.

    Three instants at which the last process may have died: before the answer was written down
    (the turn is run again), before it was claimed for sending (it is sent), and after (it may
    have arrived: it is left alone).
    """

    def __init__(self, turns: Turns) -> None:
        self._turns = turns
        self._store = turns.journal.store

    async def begin(self) -> list[asyncio.Task[None]]:
        """Start answering; call it before the channels start, so that new messages queue behind.

        Answers are PENDING when their task ends: whoever delivers staff's replies sends them.
        """
        await asyncio.to_thread(self._release)
        waiting = await asyncio.to_thread(self._unanswered)
        tasks = [
            asyncio.create_task(self._answer(message, conversation), name="resume")
            for message, conversation in waiting
        ]
        # One step of each: it stands in its conversation's line now.
        await asyncio.sleep(0)
        return tasks

    def _release(self) -> int:
        """Answers that nobody had begun to send; too old ones are given up."""
        known = Message.delivery == DeliveryState.PREPARED
        with self._store.session() as session:
            fresh = session.execute(
                update(Message)
                .where(known, Message.said_at > utc_now() - YOUNG)
                .values(delivery=DeliveryState.PENDING)
            )
            session.execute(
                update(Message)
                .where(known)
                .values(delivery=DeliveryState.REFUSED, delivery_note="máy dừng trước khi gửi")
            )
        return changed(fresh)

    def _unanswered(self) -> list[tuple[Message, Conversation]]:
        """The last words of everyone who has waited since the process died, oldest first."""
        last = select(func.max(Message.id)).group_by(Message.conversation_id)
        with self._store.session() as session:
            rows = session.execute(
                select(Message, Conversation)
                .join(Conversation, Conversation.id == Message.conversation_id)
                .where(
                    Message.id.in_(last),
                    Message.direction == Direction.CITIZEN,
                    Message.said_at > utc_now() - YOUNG,
                    Conversation.channel.in_(self._turns.told),
                    Conversation.reachable,
                )
                .order_by(Message.id)
            ).all()
            return [(said, who) for said, who in rows if self._take(session, said, who)]

    @staticmethod
    def _take(session: Session, message: Message, conversation: Conversation) -> bool:
        """Mark it as taken up again: one that brings the process down must not do so for ever."""
        heard = Heard.read(message)
        if heard.resumed or Cases.holding(session, conversation) is not None:
            return False
        message.trace = heard.model_copy(update={"resumed": True}).trace()
        return True

    async def _answer(self, message: Message, conversation: Conversation) -> None:
        inbound, incoming = Heard.read(message).again(message, conversation)
        try:
            await self._turns.resume(inbound, incoming)
        except Exception:
            log.exception("a turn could not be resumed on channel %s", inbound.channel)
