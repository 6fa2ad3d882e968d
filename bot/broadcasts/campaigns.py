"""Create, approve, start and stop broadcasts; count where they stand."""

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from bot.conversation.requests import ALL_TOPICS
from bot.messages import OutboundMessage
from bot.messages.presenting import present
from bot.store import (
    Broadcast,
    BroadcastState,
    Conversation,
    Delivery,
    DeliveryState,
    Store,
    Subscription,
)
from bot.store.models import utc_now
from knowledge.answers import Answerer, State

CHANNELS = ("telegram", "zalo", "web")
# Counted apart in the contract; CLAIMED is on its way, so still pending for who asks.
_COUNTED = {
    DeliveryState.PENDING: "pending",
    DeliveryState.CLAIMED: "pending",
    DeliveryState.SENT: "sent",
    DeliveryState.UNKNOWN: "unknown",
    DeliveryState.REFUSED: "refused",
    DeliveryState.UNREACHABLE: "unreachable",
}


class BroadcastError(Exception):
    """What was asked of a broadcast cannot be done; the message says why."""


class Campaigns:
    """The life of broadcasts in one store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def create(self, answerer: Answerer, source: str, channel: str, audience: str) -> int:
        """Make a draft from a record; its text is fixed here, as it will be approved.

        Raises:
            BroadcastError: no such record, or it must not be stated, or no such channel.
        """
        if channel not in CHANNELS:
            raise BroadcastError(f"kênh '{channel}' không có; chọn {', '.join(CHANNELS)}")
        answer = answerer.about(source)
        if answer.state is not State.ANSWERED or not answer.sources:
            raise BroadcastError(f"không có nguồn '{source}', hoặc nguồn chưa dùng được")
        message = present(answer).message.model_copy(update={"buttons": ()})
        with self._store.session() as session:
            broadcast = Broadcast(
                source=source,
                channel=channel,
                audience=audience,
                message=message.model_dump(mode="json"),
            )
            session.add(broadcast)
            session.flush()
            return broadcast.id

    def approve(self, broadcast_id: int, by: str) -> None:
        """Approve a draft.

        Raises:
            BroadcastError: it is not a draft.
        """
        with self._store.session() as session:
            broadcast = self._in(session, broadcast_id, BroadcastState.DRAFT)
            broadcast.state = BroadcastState.APPROVED
            broadcast.approved_by, broadcast.approved_at = by, utc_now()

    def start(self, broadcast_id: int) -> int:
        """Fix the recipients and begin, or go on with a stopped one; returns how many there are.

        Raises:
            BroadcastError: not approved, or nobody to send to.
        """
        startable = (BroadcastState.APPROVED, BroadcastState.STOPPED, BroadcastState.HALTED)
        with self._store.session() as session:
            broadcast = self._in(session, broadcast_id, *startable)
            if broadcast.state is BroadcastState.APPROVED:
                _enlist(session, broadcast)
            total = session.scalar(
                select(func.count()).where(Delivery.broadcast_id == broadcast.id)
            )
            if not total:
                raise BroadcastError("chưa có ai đăng ký nhận tin này trên kênh này")
            broadcast.state = BroadcastState.SENDING
            return total

    def stop(self, broadcast_id: int) -> None:
        """Stop sending; what is claimed already still goes out.

        Raises:
            BroadcastError: it is not being sent.
        """
        with self._store.session() as session:
            self._in(session, broadcast_id, BroadcastState.SENDING).state = BroadcastState.STOPPED

    def status(self, broadcast_id: int) -> dict[str, int | str]:
        """Counts by state, in the contract's shape.

        Raises:
            BroadcastError: there is no such broadcast.
        """
        with self._store.session() as session:
            broadcast = self._in(session, broadcast_id, *BroadcastState)
            rows = session.execute(
                select(Delivery.state, func.count())
                .where(Delivery.broadcast_id == broadcast_id)
                .group_by(Delivery.state)
            ).all()
        counts = dict.fromkeys(_COUNTED.values(), 0)
        for state, count in rows:
            counts[_COUNTED[state]] += count
        total = sum(counts.values())
        return {"id": broadcast_id, "state": broadcast.state.value, "total": total, **counts}

    @staticmethod
    def _in(session: Session, broadcast_id: int, *states: BroadcastState) -> Broadcast:
        broadcast = session.get(Broadcast, broadcast_id, with_for_update=True)
        if broadcast is None:
            raise BroadcastError(f"không có tin số {broadcast_id}")
        if broadcast.state not in states:
            raise BroadcastError(f"tin số {broadcast_id} đang ở trạng thái '{broadcast.state}'")
        return broadcast


def message_of(broadcast: Broadcast) -> OutboundMessage:
    """The message as it was approved."""
    return OutboundMessage.model_validate(broadcast.message)


def wants(session: Session, conversation: Conversation, audience: str) -> bool:
    """Whether this person is subscribed to news of ``audience`` at this moment."""
    mine = _subscribed(audience).where(Subscription.conversation_id == conversation.id)
    return session.scalar(mine.limit(1)) is not None


def _subscribed(audience: str) -> Select[int]:
    wanted = select(Subscription.conversation_id).where(Subscription.ended_at.is_(None))
    if audience == ALL_TOPICS:
        return wanted
    return wanted.where(Subscription.topic.in_((ALL_TOPICS, audience)))


def _enlist(session: Session, broadcast: Broadcast) -> None:
    """One ledger row for everyone who wants news of the audience's topic on this channel."""
    people = session.scalars(
        select(Conversation.id).where(
            Conversation.channel == broadcast.channel,
            Conversation.reachable,
            Conversation.id.in_(_subscribed(broadcast.audience)),
        )
    )
    session.add_all(Delivery(broadcast_id=broadcast.id, conversation_id=one) for one in people)
