"""A finished broadcast is one activity of the ward, with the people it surely reached."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.broadcasts.limits import limits
from bot.messages import OutboundMessage
from bot.plans.activities import ActivityFacts, broadcast_channel, log_activity
from bot.store import ActivityKind, Broadcast, Delivery, DeliveryState, ReachBasis
from bot.store.models import utc_now

TITLE_MOST = 200


def log_finished(session: Session, broadcast: Broadcast) -> None:
    """Write it down, or bring newer numbers to what was written before."""
    reached = session.scalar(
        select(func.count()).where(
            Delivery.broadcast_id == broadcast.id, Delivery.state == DeliveryState.SENT
        )
    )
    text = OutboundMessage.model_validate(broadcast.message).text
    log_activity(
        session,
        ActivityFacts(
            kind=ActivityKind.BROADCAST,
            channel=broadcast_channel(broadcast.channel),
            title=(broadcast.title or text.partition("\n")[0])[:TITLE_MOST],
            held_on=utc_now().astimezone(limits().zone).date(),
            reached=reached or 0,
            basis=ReachBasis.KNOWN,
        ),
        source=f"broadcast:{broadcast.id}",
    )
