"""The ledger's rows: claimed, handed over, settled. Everything here is one transaction a call."""

import datetime as dt
import secrets
from collections.abc import Mapping, Sequence

from sqlalchemy import not_, or_, select, update
from sqlalchemy.orm import Session

from bot.broadcasts.audience import subscribed
from bot.broadcasts.counting import log_finished
from bot.broadcasts.openings import due, is_open, is_paused
from bot.broadcasts.rows import (
    GONE,
    INTERRUPTED,
    OPTED_OUT,
    Job,
    Leave,
    Recovered,
    Row,
    Settled,
)
from bot.conversation.journal import lost, moved
from bot.messages import OutboundMessage
from bot.store import (
    Broadcast,
    BroadcastState,
    Conversation,
    Delivery,
    DeliveryState,
    Direction,
    Message,
    Store,
)
from bot.store.models import utc_now
from bot.store.rows import changed


class Ledger:
    """One sender's hold on the ledger. Several may work on one store at the same time."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._me = secrets.token_hex(8)

    def recover(self) -> Recovered:
        """At the start: what was handed over is UNKNOWN, what was only claimed is PENDING again.

        Safe beside a living sender: it settles its own rows all the same, and hands over none
        that it no longer holds.
        """
        claimed = Delivery.state == DeliveryState.CLAIMED
        with self._store.session() as session:
            gone = session.execute(
                update(Delivery)
                .where(claimed, Delivery.left_at.is_not(None))
                .values(state=DeliveryState.UNKNOWN, note=INTERRUPTED)
            )
            back = session.execute(
                update(Delivery)
                .where(claimed, Delivery.left_at.is_(None))
                .values(state=DeliveryState.PENDING, claimed_by=None)
            )
            session.execute(update(Broadcast).values(beat_at=None))
            return Recovered(changed(back), changed(gone))

    def due(self, channels: Sequence[str]) -> list[int]:
        """Broadcasts that may be sent on at this moment, oldest first."""
        with self._store.session() as session:
            return due(session, channels)

    def idle(self, channels: Sequence[str], silent: dt.timedelta) -> list[int]:
        """Of the due ones, those without a living worker; each is given to one caller only.

        A sign of life from the future is none: the clock was moved.
        """
        now = utc_now()
        alive = Broadcast.beat_at.between(now - silent, now + silent)
        with self._store.session() as session:
            return [
                one
                for one in due(session, channels)
                if changed(
                    session.execute(
                        update(Broadcast)
                        .where(Broadcast.id == one, or_(Broadcast.beat_at.is_(None), not_(alive)))
                        .values(beat_at=now)
                    )
                )
            ]

    def job(self, broadcast_id: int) -> Job | None:
        """The broadcast, if it may be sent on now."""
        with self._store.session() as session:
            row = session.get(Broadcast, broadcast_id)
            if row is None or not is_open(row):
                return None
            message = OutboundMessage.model_validate(row.message)
            return Job(row.id, row.channel, row.audience, message, row.source)

    def claim(self, broadcast_id: int, most: int) -> list[Row]:
        """Take up to ``most`` pending rows; none when it was stopped or the hours are quiet."""
        with self._store.session() as session:
            broadcast = session.get(Broadcast, broadcast_id)
            if broadcast is None or not is_open(broadcast):
                return []
            found = session.execute(
                select(Delivery.id, Delivery.conversation_id, Conversation.address)
                .join(Conversation, Conversation.id == Delivery.conversation_id)
                .where(
                    Delivery.broadcast_id == broadcast_id, Delivery.state == DeliveryState.PENDING
                )
                .order_by(Delivery.id)
                .limit(most)
                .with_for_update(of=Delivery, skip_locked=True)
            ).all()
            rows = [Row(*one) for one in found]
            session.execute(
                update(Delivery)
                .where(Delivery.id.in_([row.id for row in rows]))
                .values(
                    state=DeliveryState.CLAIMED,
                    claimed_by=self._me,
                    left_at=None,
                    changed_at=utc_now(),
                )
            )
            _beat(session, broadcast_id)
        return rows

    def leave(self, job: Job, ids: Sequence[int]) -> dict[int, Leave]:
        """Note that these rows go to the network now, on disk before the first byte leaves.

        Dropped: the person left the news or cannot be reached any more. Held: the broadcast was
        stopped, or the row is no longer ours; it is not sent.
        """
        verdict = dict.fromkeys(ids, Leave.HELD)
        with self._store.session(durable=True) as session:
            mine = self._still_mine(session, ids)
            broadcast = session.get(Broadcast, job.id)
            if (
                broadcast is None
                or broadcast.state is not BroadcastState.SENDING
                or is_paused(broadcast)
            ):
                _set(session, mine, state=DeliveryState.PENDING, claimed_by=None)
                return verdict
            reachable = self._those(session, mine, Conversation.reachable)
            wanting = self._those(session, reachable, Conversation.id.in_(subscribed(job.audience)))
            _set(session, wanting, left_at=utc_now())
            _set(session, reachable - wanting, state=DeliveryState.REFUSED, note=OPTED_OUT)
            _set(session, mine - reachable, state=DeliveryState.UNREACHABLE, note=GONE)
            _beat(session, job.id)
        verdict |= dict.fromkeys(mine, Leave.DROPPED) | dict.fromkeys(wanting, Leave.GO)
        return verdict

    def settle(self, job: Job, settled: Sequence[Settled]) -> Mapping[Settled, bool]:
        """Write down what became of rows; False for one that somebody else settled already."""
        with self._store.session() as session:
            return {one: self._settle(session, job, one) for one in settled}

    def release(self, broadcast_id: int) -> None:
        """End a run: give back what was claimed and never handed over."""
        with self._store.session() as session:
            session.execute(
                update(Broadcast).where(Broadcast.id == broadcast_id).values(beat_at=None)
            )
            session.execute(
                update(Delivery)
                .where(
                    Delivery.broadcast_id == broadcast_id,
                    Delivery.state == DeliveryState.CLAIMED,
                    Delivery.claimed_by == self._me,
                    Delivery.left_at.is_(None),
                )
                .values(state=DeliveryState.PENDING, claimed_by=None)
            )

    def halt(self, broadcast_id: int, why: str) -> bool:
        """Stop a broadcast that goes wrong; an officer decides. False when it was not going on."""
        with self._store.session() as session:
            done = session.execute(
                update(Broadcast)
                .where(Broadcast.id == broadcast_id, Broadcast.state == BroadcastState.SENDING)
                .values(state=BroadcastState.HALTED, note=why)
            )
            return bool(changed(done))

    def put_off(self, broadcast_id: int, until: dt.datetime, why: str) -> None:
        """Send nothing more of it before ``until``: the platform takes none."""
        with self._store.session() as session:
            session.execute(
                update(Broadcast)
                .where(Broadcast.id == broadcast_id)
                .values(paused_until=until, note=why)
            )

    def follow(self, job: Job, row: Row, to: str) -> bool:
        """Note the new address of somebody who moved; False when this broadcast has it already."""
        there = (
            select(Delivery.id)
            .join(Conversation, Conversation.id == Delivery.conversation_id)
            .where(
                Delivery.broadcast_id == job.id,
                Conversation.channel == job.channel,
                Conversation.address == to,
                Delivery.id != row.id,
            )
        )
        with self._store.session() as session:
            twice = session.scalar(there) is not None
            moved(session, job.channel, row.address, to)
        return not twice

    def finish(self) -> None:
        """A broadcast without open rows is done, and is logged once as an activity."""
        open_rows = select(Delivery.id).where(
            Delivery.broadcast_id == Broadcast.id,
            Delivery.state.in_((DeliveryState.PENDING, DeliveryState.CLAIMED)),
        )
        with self._store.session() as session:
            done = session.scalars(
                select(Broadcast)
                .where(Broadcast.state == BroadcastState.SENDING, ~open_rows.exists())
                .with_for_update()
            )
            for broadcast in done.all():
                broadcast.state, broadcast.finished_at = BroadcastState.DONE, utc_now()
                log_finished(session, broadcast)

    def _still_mine(self, session: Session, ids: Sequence[int]) -> set[int]:
        held = select(Delivery.id).where(
            Delivery.id.in_(ids),
            Delivery.state == DeliveryState.CLAIMED,
            Delivery.claimed_by == self._me,
            Delivery.left_at.is_(None),
        )
        return set(session.scalars(held.with_for_update()))

    @staticmethod
    def _those(session: Session, ids: set[int], condition: object) -> set[int]:
        found = (
            select(Delivery.id)
            .join(Conversation, Conversation.id == Delivery.conversation_id)
            .where(Delivery.id.in_(ids), condition)  # type: ignore[arg-type]
        )
        return set(session.scalars(found))

    def _settle(self, session: Session, job: Job, one: Settled) -> bool:
        again = one.state is DeliveryState.PENDING
        done = session.execute(
            update(Delivery)
            .where(
                Delivery.id == one.row.id,
                Delivery.claimed_by == self._me,
                # UNKNOWN: another process took us for dead while this was on its way.
                Delivery.state.in_((DeliveryState.CLAIMED, DeliveryState.UNKNOWN)),
            )
            .values(
                state=one.state,
                note=one.note,
                changed_at=utc_now(),
                **({"claimed_by": None, "left_at": None} if again else {}),
            )
        )
        if not changed(done):
            return False
        if one.state is DeliveryState.UNREACHABLE:
            lost(session, job.channel, one.row.address)
        if one.state is DeliveryState.SENT:
            session.add(
                Message(
                    conversation_id=one.row.conversation,
                    direction=Direction.BOT,
                    text=job.message.text,
                    trace={"broadcast": job.id, "message": job.message.model_dump(mode="json")},
                )
            )
        return True


def _set(session: Session, ids: set[int], **values: object) -> None:
    if ids:
        session.execute(
            update(Delivery).where(Delivery.id.in_(ids)).values(changed_at=utc_now(), **values)
        )


def _beat(session: Session, broadcast_id: int) -> None:
    session.execute(update(Broadcast).where(Broadcast.id == broadcast_id).values(beat_at=utc_now()))
