"""What grows old goes: conversations, handled deliveries, sign-ins, copies nobody fetched."""

import datetime as dt

from sqlalchemy import delete, exists, or_, select
from sqlalchemy.orm import Session

from bot.privacy.erasure import PersonalData, erase_rows
from bot.privacy.keepers import KEEPERS
from bot.store import (
    Case,
    CaseState,
    Consent,
    Conversation,
    DataExport,
    InboundUpdate,
    Message,
    StaffSession,
    Store,
    Subscription,
)
from bot.store.models import utc_now
from bot.store.rows import changed

# Platforms repeat a delivery for a day at most (Telegram keeps updates for 24 hours).
DELIVERIES_KEPT = dt.timedelta(days=30)
# Whoever is subscribed stays known, only what was said goes.
_KNOWN = (Conversation, Subscription, Consent)


async def retain(store: Store, personal: PersonalData, days: int) -> dict[str, int]:
    """Erase what is older than ``days`` after a person's last message; returns counts by kind.

    A conversation with an open case waits until the case is closed.
    """
    now = utc_now()
    with store.session() as session:
        done = {
            "conversations": _conversations(session, now - dt.timedelta(days=days)),
            "deliveries": changed(
                session.execute(
                    delete(InboundUpdate).where(InboundUpdate.received_at < now - DELIVERIES_KEPT)
                )
            ),
            "sign_ins": changed(
                session.execute(
                    delete(StaffSession).where(
                        or_(StaffSession.expires_at < now, StaffSession.revoked)
                    )
                )
            ),
            "exports": changed(
                session.execute(delete(DataExport).where(DataExport.expires_at < now))
            ),
        }
    personal.remove_stale_exports(now)
    personal.sweep_files()
    if any(done.values()):
        store.settle_erasure()
    done["dialogue"] = await personal.finish()
    return done


def _conversations(session: Session, before: dt.datetime) -> int:
    waiting = exists().where(
        Case.conversation_id == Conversation.id, Case.state != CaseState.CLOSED
    )
    said = exists().where(Message.conversation_id == Conversation.id)
    old = session.scalars(
        select(Conversation).where(Conversation.last_seen_at < before, said, ~waiting)
    ).all()
    for conversation in old:
        subscribed = session.scalar(
            select(Subscription.id).where(
                Subscription.conversation_id == conversation.id, Subscription.ended_at.is_(None)
            )
        )
        kept = _KNOWN if subscribed else ()
        erase_rows(session, conversation, tuple(k for k in KEEPERS if k.model not in kept))
    return len(old)
