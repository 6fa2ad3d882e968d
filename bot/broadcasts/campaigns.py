"""Create, approve, plan, start and stop broadcasts; count where they stand."""

import datetime as dt

from sqlalchemy import func, insert, literal, select
from sqlalchemy.orm import Session

from bot.broadcasts.audience import recipients
from bot.broadcasts.hours import in_ward_time, is_quiet, next_open
from bot.broadcasts.known import CHANNELS, BroadcastError
from bot.broadcasts.proof import differences
from bot.broadcasts.voices import Office
from bot.broadcasts.voicing import from_record
from bot.messages import OutboundMessage
from bot.store import Broadcast, BroadcastState, Delivery, DeliveryState, Store
from bot.store.models import utc_now
from knowledge.answers import Answerer

STARTABLE = (BroadcastState.APPROVED, BroadcastState.STOPPED, BroadcastState.HALTED)
NOBODY = "chưa có ai đăng ký nhận tin này trên kênh này"
# Counted apart in the contract; CLAIMED is on its way, so still pending for who asks.
_COUNTED = {
    DeliveryState.PENDING: "pending",
    DeliveryState.CLAIMED: "pending",
    DeliveryState.SENT: "sent",
    DeliveryState.UNKNOWN: "unknown",
    DeliveryState.REFUSED: "refused",
    DeliveryState.UNREACHABLE: "unreachable",
}


class Campaigns:
    """The life of broadcasts in one store.

    With an ``office``, each has its channel's voice and is compared with its record again before
    it is approved and before it begins.
    """

    def __init__(self, store: Store, office: Office | None = None) -> None:
        self._store = store
        self._office = office

    def create(
        self,
        answerer: Answerer,
        source: str,
        channel: str,
        audience: str,
        *,
        by: str | None = None,
    ) -> int:
        """Make a draft from a record; its text is fixed here, as it will be approved.

        Raises:
            BroadcastError: no such record, or it must not be stated, or no such channel, or the
                text does not agree with the record.
        """
        _known_channel(channel)
        composed = from_record(answerer, source, (channel,), self._office)
        (voice,) = composed.voices
        if voice.problems:
            raise BroadcastError(f"{channel}: {voice.problems[0]}")
        message = voice.message or composed.message
        return self.draft(message, source, channel, audience, by=by, title=composed.title)

    def draft(
        self,
        message: OutboundMessage,
        source: str,
        channel: str,
        audience: str,
        *,
        by: str | None = None,
        campaign: str | None = None,
        title: str | None = None,
    ) -> int:
        """Keep ``message`` as a draft; without a source nothing is sent to anybody.

        Raises:
            BroadcastError: no such channel, or the message names no source.
        """
        _known_channel(channel)
        if not message.sources:
            raise BroadcastError("tin phải nêu nguồn")
        with self._store.session() as session:
            broadcast = Broadcast(
                source=source,
                channel=channel,
                audience=audience,
                message=message.model_dump(mode="json"),
                created_by=by,
                campaign=campaign,
                title=title,
            )
            session.add(broadcast)
            session.flush()
            return broadcast.id

    def approve(self, broadcast_id: int, by: str) -> None:
        """Approve a draft in the name of somebody who did not write it.

        Raises:
            BroadcastError: it is not a draft, or ``by`` wrote it, or it differs from its record.
        """
        self.agrees(broadcast_id)
        with self._store.session() as session:
            broadcast = self._in(session, broadcast_id, BroadcastState.DRAFT)
            if broadcast.created_by is not None and broadcast.created_by == by.strip():
                raise BroadcastError("người soạn không tự duyệt tin của mình; nhờ người khác duyệt")
            broadcast.state = BroadcastState.APPROVED
            broadcast.approved_by, broadcast.approved_at = by.strip(), utc_now()

    def plan(self, broadcast_id: int, at: dt.datetime) -> None:
        """Set when an approved broadcast begins by itself.

        Raises:
            BroadcastError: not approved, in the past, or in the quiet hours.
        """
        if at <= utc_now():
            raise BroadcastError(f"{in_ward_time(at)} đã qua; chọn giờ khác")
        if is_quiet(at):
            opens = in_ward_time(next_open(at))
            raise BroadcastError(f"{in_ward_time(at)} là giờ yên tĩnh; sớm nhất là {opens}")
        with self._store.session() as session:
            self._in(session, broadcast_id, BroadcastState.APPROVED).scheduled_at = at

    def start(self, broadcast_id: int, *, urgent: bool = False) -> int:
        """Fix the recipients and begin, or go on with a stopped one; returns how many there are.

        ``urgent``: it goes on through the quiet hours.

        Raises:
            BroadcastError: not approved, or nobody to send to, or it differs from its record.
        """
        self.agrees(broadcast_id)
        with self._store.session() as session:
            broadcast = self._in(session, broadcast_id, *STARTABLE)
            if broadcast.state is BroadcastState.APPROVED:
                _enlist(session, broadcast)
            total = session.scalar(
                select(func.count()).where(Delivery.broadcast_id == broadcast.id)
            )
            if not total:
                raise BroadcastError(NOBODY)
            broadcast.state, broadcast.note = BroadcastState.SENDING, None
            broadcast.paused_until = None
            broadcast.started_at = broadcast.started_at or utc_now()
            broadcast.urgent = broadcast.urgent or urgent
            return total

    def start_planned(self) -> list[int]:
        """Begin what was planned for now or earlier; not in quiet hours. Returns what began."""
        now = utc_now()
        if is_quiet(now):
            return []
        with self._store.session() as session:
            due = session.scalars(
                select(Broadcast.id).where(
                    Broadcast.state == BroadcastState.APPROVED, Broadcast.scheduled_at <= now
                )
            ).all()
        return [one for one in due if self._began(one)]

    def stop(self, broadcast_id: int) -> None:
        """Stop sending; what is on its way already still arrives.

        Raises:
            BroadcastError: it is not being sent.
        """
        with self._store.session() as session:
            self._in(session, broadcast_id, BroadcastState.SENDING).state = BroadcastState.STOPPED

    def audience_size(self, broadcast_id: int) -> int:
        """How many people a start would send to now.

        Raises:
            BroadcastError: there is no such broadcast.
        """
        with self._store.session() as session:
            broadcast = self._in(session, broadcast_id, *BroadcastState)
            if broadcast.state in (BroadcastState.DRAFT, BroadcastState.APPROVED):
                people = recipients(broadcast.channel, broadcast.audience).subquery()
                found = select(func.count()).select_from(people)
            else:
                found = select(func.count()).where(
                    Delivery.broadcast_id == broadcast_id, Delivery.state == DeliveryState.PENDING
                )
            return session.scalar(found) or 0

    def agrees(self, broadcast_id: int) -> None:
        """Compare the text with its record as the record stands now.

        Raises:
            BroadcastError: there is no such broadcast, or its first difference.
        """
        if self._office is None:
            return
        with self._store.session() as session:
            broadcast = self._in(session, broadcast_id, *BroadcastState)
            source, channel, message = broadcast.source, broadcast.channel, message_of(broadcast)
        for one in differences(self._office, source, channel, message):
            raise BroadcastError(f"tin số {broadcast_id} lệch với nguồn: {one}")

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

    def _began(self, broadcast_id: int) -> bool:
        try:
            self.start(broadcast_id)
        except BroadcastError as error:
            # Planned for nobody: it stays approved, without a time, and says why.
            with self._store.session() as session:
                broadcast = session.get_one(Broadcast, broadcast_id)
                broadcast.scheduled_at, broadcast.note = None, str(error)
            return False
        return True

    @staticmethod
    def _in(session: Session, broadcast_id: int, *states: BroadcastState) -> Broadcast:
        broadcast = session.get(Broadcast, broadcast_id, with_for_update=True)
        if broadcast is None:
            raise BroadcastError(f"không có tin số {broadcast_id}")
        if broadcast.state not in states:
            raise BroadcastError(f"tin số {broadcast_id} đang ở trạng thái '{broadcast.state}'")
        return broadcast


def _known_channel(channel: str) -> None:
    if channel not in CHANNELS:
        raise BroadcastError(f"kênh '{channel}' không có; chọn {', '.join(CHANNELS)}")


def message_of(broadcast: Broadcast) -> OutboundMessage:
    """The message as it was approved."""
    return OutboundMessage.model_validate(broadcast.message)


def _enlist(session: Session, broadcast: Broadcast) -> None:
    """One ledger row for everyone who wants news of the audience's topic on this channel."""
    people = recipients(broadcast.channel, broadcast.audience).subquery()
    pending = literal(DeliveryState.PENDING, Delivery.state.type)
    session.execute(
        insert(Delivery).from_select(
            ["broadcast_id", "conversation_id", "state", "changed_at"],
            select(
                literal(broadcast.id),
                people.c.id,
                pending,
                literal(utc_now(), Delivery.changed_at.type),
            ).order_by(people.c.id),
        )
    )
