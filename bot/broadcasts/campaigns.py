"""Create, approve, plan, start and stop broadcasts; count where they stand."""

import datetime as dt

from sqlalchemy import func, select

from bot.broadcasts.audience import recipients
from bot.broadcasts.hours import is_quiet
from bot.broadcasts.known import BroadcastError
from bot.broadcasts.proof import differences
from bot.broadcasts.steps import (
    Also,
    approve_draft,
    enlist,
    held,
    keep_draft,
    known_channel,
    plan_approved,
)
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
    it is approved and before it begins. What is given as ``also`` is done in the transaction of
    the change, with the number of parts or people that it is about.
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
        known_channel(channel)
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
        with self._store.session() as session:
            return keep_draft(
                session,
                message,
                source,
                channel,
                audience,
                by=by,
                campaign=campaign,
                title=title,
            )

    def approve(self, broadcast_id: int, by: str, also: Also[int] | None = None) -> None:
        """Approve a draft in the name of somebody who did not write it.

        Raises:
            BroadcastError: it is not a draft, or ``by`` wrote it, or it differs from its record.
        """
        self.agrees(broadcast_id)
        with self._store.session() as session:
            approve_draft(session, broadcast_id, by)
            if also is not None:
                also(session, 1)

    def plan(self, broadcast_id: int, at: dt.datetime, also: Also[int] | None = None) -> None:
        """Set when an approved broadcast begins by itself.

        Raises:
            BroadcastError: not approved, in the past, or in the quiet hours.
        """
        with self._store.session() as session:
            plan_approved(session, broadcast_id, at)
            if also is not None:
                also(session, 1)

    def start(
        self, broadcast_id: int, *, urgent: bool = False, also: Also[int] | None = None
    ) -> int:
        """Fix the recipients and begin, or go on with a stopped one; returns how many there are.

        ``urgent``: it goes on through the quiet hours.

        Raises:
            BroadcastError: not approved, or nobody to send to, or it differs from its record.
        """
        self.agrees(broadcast_id)
        with self._store.session() as session:
            broadcast = held(session, broadcast_id, *STARTABLE)
            if broadcast.state is BroadcastState.APPROVED:
                enlist(session, broadcast)
            total = session.scalar(
                select(func.count()).where(Delivery.broadcast_id == broadcast.id)
            )
            if not total:
                raise BroadcastError(NOBODY)
            broadcast.state, broadcast.note = BroadcastState.SENDING, None
            broadcast.paused_until = None
            broadcast.started_at = broadcast.started_at or utc_now()
            broadcast.urgent = broadcast.urgent or urgent
            if also is not None:
                also(session, total)
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

    def stop(self, broadcast_id: int, also: Also[int] | None = None) -> None:
        """Stop sending; what is on its way already still arrives.

        Raises:
            BroadcastError: it is not being sent.
        """
        with self._store.session() as session:
            held(session, broadcast_id, BroadcastState.SENDING).state = BroadcastState.STOPPED
            if also is not None:
                also(session, 1)

    def audience_size(self, broadcast_id: int) -> int:
        """How many people a start would send to now.

        Raises:
            BroadcastError: there is no such broadcast.
        """
        with self._store.session() as session:
            broadcast = held(session, broadcast_id, *BroadcastState)
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
            broadcast = held(session, broadcast_id, *BroadcastState)
            source, channel, message = broadcast.source, broadcast.channel, message_of(broadcast)
        for one in differences(self._office, source, channel, message):
            raise BroadcastError(f"tin số {broadcast_id} lệch với nguồn: {one}")

    def status(self, broadcast_id: int) -> dict[str, int | str]:
        """Counts by state, in the contract's shape.

        Raises:
            BroadcastError: there is no such broadcast.
        """
        with self._store.session() as session:
            broadcast = held(session, broadcast_id, *BroadcastState)
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


def message_of(broadcast: Broadcast) -> OutboundMessage:
    """The message as it was approved."""
    return OutboundMessage.model_validate(broadcast.message)
